"""What the kernel has answered within one step, where the same is asked again and again.

The values of a step are chosen in several ways, and what is judged afterwards asks about others;
often they come to the same sides in the same context.
"""

from __future__ import annotations

from symgauss.check.checked import Asked
from symgauss.kernel.context import Context
from symgauss.kernel.judge import judge, may_hold
from symgauss.kernel.relations import Relation
from symgauss.kernel.terms import Term
from symgauss.kernel.verdict import Answer, Reason, Verdict

_Sides = tuple[Term, Relation, Term]

BUGS = (LookupError, TypeError, AttributeError, RuntimeError)  #: of the kernel, should it have any


class Known:
    """What is known of one question."""

    __slots__ = ("glance", "quick", "readable")

    def __init__(self) -> None:
        self.glance: bool | None = None  #: whether a single point leaves it open that it holds
        self.quick: Verdict | None = None  #: without a counterexample that a person can check
        self.readable: Verdict | None = None

    def verdict(self, *, readable: bool) -> Verdict | None:
        """The verdict that is known; what holds needs no counterexample."""
        if self.readable is not None:
            return self.readable
        holds = self.quick is not None and self.quick.answer is Answer.HOLDS
        return self.quick if holds or not readable else None


class Answers:
    """The answers of the kernel about one step."""

    def __init__(self, seed: int | None) -> None:
        self.seed = seed
        self._found: dict[_Sides, list[tuple[Context, Known]]] = {}

    def clear(self) -> None:
        """Forget the step before."""
        self._found.clear()

    def _known(self, asked: Asked) -> Known:
        """What is known of a question; contexts are compared, which is quicker than their hash."""
        others = self._found.setdefault((asked.lhs, asked.relation, asked.rhs), [])
        for context, known in others:
            if context is asked.context or context == asked.context:
                return known
        others.append((asked.context, Known()))
        return others[-1][1]

    def is_refuted(self, asked: Asked) -> bool:
        """Whether a glance has shown that the verdict would not be ``holds``."""
        return self._known(asked).glance is False

    def may_hold(self, asked: Asked, seconds: float) -> bool:
        """Whether a single point leaves it open that the verdict is ``holds``."""
        known = self._known(asked)
        verdict = known.verdict(readable=False)
        if verdict is not None:
            return verdict.answer is Answer.HOLDS
        if known.glance is None:
            known.glance = self._glance(asked, seconds)
        return known.glance

    def _glance(self, asked: Asked, seconds: float) -> bool:
        if seconds <= 0:
            return False
        sides = (asked.lhs, asked.relation, asked.rhs)
        try:
            return may_hold(*sides, asked.context, seed=self.seed, seconds=seconds)
        except BUGS:
            return False

    def verdict(self, asked: Asked, seconds: float, *, readable: bool) -> Verdict:
        """The verdict of the kernel."""
        known = self._known(asked)
        found = known.verdict(readable=readable)
        if found is not None:
            return found
        found = self._judge(asked, seconds, readable=readable)
        if readable:
            known.readable = found
        else:
            known.quick = found
        return found

    def _judge(self, asked: Asked, seconds: float, *, readable: bool) -> Verdict:
        if seconds <= 0:
            detail = "the time of the step is over"
            return Verdict(Answer.UNKNOWN, reason=Reason.RESOURCE_LIMIT, detail=detail)
        sides = (asked.lhs, asked.relation, asked.rhs)
        try:
            return judge(*sides, asked.context, seed=self.seed, seconds=seconds, readable=readable)
        except BUGS as error:
            # a bug in the kernel is never a verdict, and never stops the rest of the document
            detail = f"the kernel stopped with {type(error).__name__}: please report this"
            return Verdict(Answer.UNKNOWN, reason=Reason.UNSUPPORTED, detail=detail)
