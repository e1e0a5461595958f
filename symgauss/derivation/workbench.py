"""The context of a derivation under construction, and the judging of its steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import count
from typing import Any

from symgauss.bridge import declarations_of, to_term, to_variable
from symgauss.errors import StepRefusedError, UsageError
from symgauss.kernel.context import Context, Declaration, Definition, Distribution
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL, Relation, RelationKind
from symgauss.kernel.terms import Term
from symgauss.kernel.verdict import Verdict
from symgauss.notation.unicode import print_term

_SUPPOSED: ContextVar[tuple[tuple[Any, Any], ...]] = ContextVar("supposed", default=())


@contextmanager
def supposing(definitions: Iterable[tuple[Any, Any]]) -> Iterator[None]:
    """Let every derivation that is built inside rely on ``name := value`` of a document."""
    token = _SUPPOSED.set(tuple(definitions))
    try:
        yield
    finally:
        _SUPPOSED.reset(token)


class Workbench:
    """Collects declarations, definitions and distributions, and judges under them."""

    def __init__(self) -> None:
        self._declarations: dict[str, Declaration] = {}
        self._definitions: dict[Any, Definition] = {}
        self._distributions: list[Distribution] = []
        self._verdicts: dict[Any, Verdict] = {}
        self._numbers = count(1)
        for name, value in _SUPPOSED.get():
            self.define(name, value)

    @property
    def context(self) -> Context:
        """What is known so far; closed, since the derivation says all there is to know."""
        return Context(
            tuple(self._declarations.values()),
            tuple(self._definitions.values()),
            tuple(self._distributions),
        )

    def next_number(self) -> str:
        """A provisional number for a step; the final one is given when all is there."""
        return f"#{next(self._numbers)}"

    def declare(self, *expressions: Any) -> None:
        """Take in the symbols of expressions; a contradiction is a ``UsageError``."""
        for declaration in declarations_of(expressions):
            known = self._declarations.setdefault(declaration.name, declaration)
            if known != declaration:
                message = f"{declaration.name} is declared twice: {known} and {declaration}"
                raise UsageError(message)

    def define(self, name: Any, value: Any) -> None:
        """Take in ``name := value``."""
        self.declare(name, value)
        term = to_variable(name)
        definition = Definition(term, to_term(value))
        if self._definitions.setdefault(term, definition) != definition:
            message = f"{term.name} is defined twice, differently"
            raise UsageError(message)

    def distribute(self, variable: Any, given: Any, mean: Any, cov: Any, density: str) -> None:
        """Take in ``variable | given ~ N(mean, cov)`` under a density."""
        self.declare(variable, *given, mean, cov)
        others = tuple(to_variable(v) for v in given)
        one = Distribution(to_variable(variable), others, to_term(mean), to_term(cov), density)
        if one not in self._distributions:
            self._distributions.append(one)

    def adopt(self, context: Context) -> None:
        """Take in the context of another derivation; a contradiction is a ``UsageError``."""
        for declaration in context.declarations:
            if self._declarations.setdefault(declaration.name, declaration) != declaration:
                raise UsageError(f"{declaration.name} is declared twice, differently")
        for definition in context.definitions:
            if self._definitions.setdefault(definition.name, definition) != definition:
                raise UsageError(f"{definition.name.name} is defined twice, differently")
        new = (one for one in context.distributions if one not in self._distributions)
        self._distributions.extend(new)

    def judged(self, lhs: Any, relation: Relation, rhs: Any) -> tuple[Term, Term, Verdict]:
        """Both terms and the verdict; ``StepRefusedError`` if the kernel does not accept it."""
        self.declare(lhs, rhs)
        left, right = to_term(lhs), to_term(rhs)
        key = (left, relation, right, self.context)
        verdict = self._verdicts.get(key)
        if verdict is None:
            verdict = self._verdicts[key] = judge(left, relation, right, self.context)
        if not verdict.accepted:
            raise StepRefusedError(refusal(left, relation, right, verdict))
        return left, right, verdict


def refusal(left: Term, relation: Relation, right: Term, verdict: Verdict) -> str:
    """What a refused step says: both sides, the answer, and what the kernel found."""
    lines = [
        f"the step is not accepted: {verdict.answer}",
        f"  left:  {print_term(left)}",
        f"  {relation.kind}",
        f"  right: {print_term(right)}",
    ]
    if verdict.reason is not None:
        lines.append(f"  reason: {verdict.reason}")
    if verdict.detail:
        lines.append(f"  detail: {verdict.detail}")
    found = verdict.counterexample
    if found is not None:
        values = ", ".join(f"{name} = {value}" for name, value in found.values.items())
        lines.append(f"  counterexample: {values}: left {found.lhs}, right {found.rhs}")
    return "\n".join(lines)


def combined(first: Relation, second: Relation) -> Relation:
    """The relation between the ends of ``a first b second c``."""
    weak = [r for r in (first, second) if r.kind not in {RelationKind.EQUAL, RelationKind.DEFINED}]
    if not weak:
        return EQUAL
    if len(weak) == 2 and weak[0].kind != weak[1].kind:
        message = f"{weak[0].kind} and {weak[1].kind} do not combine"
        raise UsageError(message)
    variables = tuple(dict.fromkeys(v for r in weak for v in r.variables))
    return Relation(weak[0].kind, variables)


def proportional(*variables: Any) -> Relation:
    """Proportionality as functions of the variables."""
    return Relation(RelationKind.PROPORTIONAL, tuple(to_variable(v) for v in variables))


def up_to_constant(*variables: Any) -> Relation:
    """Equality up to a summand free of the variables."""
    return Relation(RelationKind.EQUAL_UP_TO_CONSTANT, tuple(to_variable(v) for v in variables))
