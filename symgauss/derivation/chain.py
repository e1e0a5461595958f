"""A chain of steps: each applies a rule to the current expression and is judged at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sympy import Basic

from symgauss.bridge import to_variable
from symgauss.calculus.rewriting import replace as replaced
from symgauss.calculus.rewriting import rewrite
from symgauss.derivation.derivation import Step
from symgauss.derivation.rule import Move, Rule
from symgauss.derivation.rules.algebra import REARRANGE, SUBSTITUTE
from symgauss.derivation.workbench import Workbench, combined
from symgauss.errors import StepRefusedError
from symgauss.kernel.relations import EQUAL, Relation, RelationKind


@dataclass(frozen=True, slots=True)
class Equation:
    """What a chain or a definition has shown, with the steps that show it."""

    lhs: Any
    rhs: Any
    relation: Relation = EQUAL
    steps: tuple[Step, ...] = ()


class Chain:
    """``first = ... = current``, built by moves.  Every method returns the chain itself."""

    def __init__(self, bench: Workbench, start: Any, steps: list[Step] | None = None) -> None:
        self._bench = bench
        self._start = start
        self._current = start
        self._relation = EQUAL
        self._own: list[Step] = []
        self._route = steps if steps is not None else []

    @property
    def current(self) -> Any:
        """The expression that the chain has reached."""
        return self._current

    @property
    def start(self) -> Any:
        """The expression that the chain began with."""
        return self._start

    def apply(
        self,
        move: Move,
        *arguments: Any,
        at: Any = None,
        note: str = "",
        uses: Iterable[Equation] = (),
        detail: Iterable[Chain | Equation] = (),
    ) -> Chain:
        """Carry out a move and judge the step.

        ``at`` restricts the move to one subexpression, or to those that a predicate accepts.
        A move that changes nothing is refused.  ``detail`` chains become sub-steps.
        """
        after = self._moved(move, arguments, at)
        if after == self._current:
            message = f"the rule '{move.rule.name}' applies nowhere in {self._current}"
            raise StepRefusedError(message)
        relation = EQUAL
        if move.kind is not RelationKind.EQUAL:
            relation = Relation(move.kind, (to_variable(arguments[0]),))
        return self._record(move.rule, after, relation, note, uses, detail=detail)

    def use(
        self,
        *equations: Equation | Chain,
        rule: Rule = SUBSTITUTE,
        note: str = "",
        hidden: bool = False,
    ) -> Chain:
        """Replace equals by equals, by what other chains or definitions have shown.

        ``hidden`` puts the steps of the other chains below this one, as sub-steps.
        """
        known = [e.equation if isinstance(e, Chain) else e for e in equations]
        after = replaced(self._current, {e.lhs: e.rhs for e in known})
        if after == self._current:
            message = f"nothing to replace in {self._current}"
            raise StepRefusedError(message)
        detail: list[Chain | Equation] = []
        if hidden:
            detail = [e for e in equations if isinstance(e, Chain)]
        return self._record(rule, after, EQUAL, note, [] if hidden else known, detail=detail)

    def write(
        self,
        form: Any,
        *,
        rule: Rule = REARRANGE,
        relation: Relation = EQUAL,
        note: str = "",
        uses: Iterable[Equation] = (),
        detail: Iterable[Chain | Equation] = (),
    ) -> Chain:
        """Write the current expression in a form that is asked for; judged like any step."""
        return self._record(rule, form, relation, note, uses, detail=detail)

    @property
    def equation(self) -> Equation:
        """First and last expression with the relation between them."""
        return Equation(self._start, self._current, self._relation, tuple(self._own))

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of this chain."""
        return tuple(self._own)

    def _moved(self, move: Move, arguments: tuple[Any, ...], at: Any) -> Any:
        if at is None:
            return move.action(self._current, *arguments)

        def local(place: Any) -> Any:
            chosen = at(place) if callable(at) and not isinstance(at, Basic) else place == at
            return move.action(place, *arguments) if chosen else None

        return rewrite(self._current, local)

    def _record(
        self,
        rule: Rule,
        after: Any,
        relation: Relation,
        note: str,
        uses: Iterable[Equation],
        *,
        detail: Iterable[Chain | Equation],
    ) -> Chain:
        before = self._current
        left, right, verdict = self._bench.judged(before, relation, after)
        sources = tuple(dict.fromkeys(e.steps[-1].number for e in uses if e.steps))
        hidden = tuple(step for chain in detail for step in chain.steps)
        step = Step(
            self._bench.next_number(),
            before,
            relation,
            after,
            left,
            right,
            rule,
            verdict,
            sources,
            note,
            hidden,
            # Another chain of the route may have stepped in between.
            continues=bool(self._own) and self._route[-1] is self._own[-1],
        )
        self._own.append(step)
        self._route.append(step)
        self._current = after
        self._relation = combined(self._relation, relation)
        return self


def numbered(
    steps: Iterable[Step], prefix: str = "", start: int = 1
) -> tuple[list[Step], dict[str, str]]:
    """Steps with their final numbers (``3``, ``3.1``), and which number became which."""
    done: list[Step] = []
    renamed: dict[str, str] = {}
    for place, step in enumerate(steps, start):
        number = f"{prefix}{place}"
        below, inner = numbered(step.substeps, f"{number}.")
        renamed |= inner | {step.number: number}
        done.append(replace(step, number=number, substeps=tuple(below)))
    return done, renamed


def with_uses(step: Step, renamed: dict[str, str]) -> Step:
    """The step with the numbers that it uses brought up to date."""
    uses = tuple(renamed[number] for number in step.uses if number in renamed)
    return replace(step, uses=uses, substeps=tuple(with_uses(s, renamed) for s in step.substeps))
