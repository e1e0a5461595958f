"""Letters that a derivation introduced, renamed where somebody else uses them differently."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from symgauss.bridge import to_sympy
from symgauss.derivation.assumptions import assumptions_of
from symgauss.derivation.derivation import Derivation, Result, Route, Step
from symgauss.kernel.context import Context, Definition
from symgauss.kernel.terms import Indexed, Symbol, Term, Variable
from symgauss.kernel.traversal import rebuild
from symgauss.kernel.verdict import Verdict


def told_apart(derivation: Derivation, *others: Context) -> Derivation:
    """The derivation with new letters for definitions that clash with what others say."""
    known = {d.name.name: d.value for context in others for d in context.definitions}
    taken = {d.name for context in others for d in context.declarations}
    own = derivation.context.definitions
    clashing = [
        d.name.name for d in own if d.name.name in taken and known.get(d.name.name) != d.value
    ]
    if not clashing:
        return derivation
    taken |= {d.name for d in derivation.context.declarations}
    names: dict[str, str] = {}
    for name in clashing:
        names[name] = _fresh(name, taken | set(names.values()))
    return _Renaming(names).derivation(derivation)


def _fresh(name: str, taken: Collection[str]) -> str:
    """The letter with the first number as subscript that is free."""
    stem = name.partition("_")[0]
    return next(f"{stem}_{k}" for k in range(1, len(taken) + 2) if f"{stem}_{k}" not in taken)


class _Renaming:
    """Carries the new names, and the context in which they are declared."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self.context = Context()

    def derivation(self, old: Derivation) -> Derivation:
        self.context = self._context(old.context)
        routes = tuple(
            Route(route.title, route.intro, tuple(map(self.step, route.steps)))
            for route in old.routes
        )
        return replace(
            old,
            context=self.context,
            assumptions=assumptions_of(self.context),
            routes=routes,
            results=tuple(map(self.result, old.results)),
        )

    def step(self, step: Step) -> Step:
        lhs, lhs_term = self.side(step.lhs, step.lhs_term)
        rhs, rhs_term = self.side(step.rhs, step.rhs_term)
        return replace(
            step,
            lhs=lhs,
            rhs=rhs,
            lhs_term=lhs_term,
            rhs_term=rhs_term,
            verdict=self.verdict(step.verdict),
            substeps=tuple(map(self.step, step.substeps)),
        )

    def result(self, result: Result) -> Result:
        lhs, lhs_term = self.side(result.lhs, result.lhs_term)
        rhs, rhs_term = self.side(result.rhs, result.rhs_term)
        verdict = self.verdict(result.verdict)
        return Result(lhs, result.relation, rhs, lhs_term, rhs_term, verdict)

    def side(self, expression: Any, term: Term) -> tuple[Any, Term]:
        new = self.term(term)
        return (expression, term) if new == term else (to_sympy(new, self.context), new)

    def verdict(self, verdict: Verdict) -> Verdict:
        using = tuple(self.names.get(name, name) for name in verdict.using)
        return replace(verdict, using=using)

    def term(self, term: Term) -> Term:
        changed = rebuild(term, self.term)
        return self.variable(changed) if isinstance(changed, Symbol | Indexed) else changed

    def variable(self, variable: Variable) -> Variable:
        return replace(variable, name=self.names.get(variable.name, variable.name))

    def _context(self, old: Context) -> Context:
        declarations = [replace(d, name=self.names.get(d.name, d.name)) for d in old.declarations]
        definitions = [
            Definition(self.variable(d.name), self.term(d.value)) for d in old.definitions
        ]
        return Context(tuple(declarations), tuple(definitions), old.distributions)
