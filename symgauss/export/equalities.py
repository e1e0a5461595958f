"""Which terms a derivation has shown to be equal: every step of a chain is another form."""

from __future__ import annotations

from collections.abc import Iterator

from symgauss.derivation.derivation import Derivation, Step
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.terms import (
    Covariance,
    Density,
    Expectation,
    Inverse,
    Named,
    NormalDensity,
    Power,
    Rational,
    Symbol,
    Term,
)

_EQUAL = {RelationKind.EQUAL, RelationKind.DEFINED}


class Equalities:
    """Classes of terms that are equal by the judged steps, results and definitions."""

    def __init__(self, derivation: Derivation) -> None:
        self._parent: dict[Term, Term] = {}
        self._members: dict[Term, list[Term]] = {}
        for result in derivation.results:
            if result.relation.kind in _EQUAL:
                self._unite(result.lhs_term, result.rhs_term)
                self._unite_moments(result.lhs_term, result.rhs_term)
        for definition in derivation.context.definitions:
            self._unite(definition.name, definition.value)
        for step in _all(derivation.steps):
            if step.relation.kind in _EQUAL:
                self._unite(step.lhs_term, step.rhs_term)
                self._unite_moments(step.lhs_term, step.rhs_term)

    def forms(self, term: Term) -> tuple[Term, ...]:
        """The term and all others that were shown to be equal to it, in the order of the results.

        A name whose inverse was found is the inverse of that, too.
        """
        found = list(self._members.get(self._root(term), [term]))
        if isinstance(term, Symbol):
            for inverted in (Inverse(term), Power(term, Rational(-1))):
                others = self._members.get(self._root(inverted), [])
                found += [Inverse(other) for other in others if other != inverted]
        return tuple(dict.fromkeys([term, *found]))

    def same(self, left: Term, right: Term) -> bool:
        """Whether two terms were shown to be equal."""
        return left == right or self._root(left) == self._root(right)

    def _root(self, term: Term) -> Term:
        while self._parent.get(term, term) != term:
            term = self._parent[term]
        return term

    def _unite_moments(self, left: Term, right: Term) -> None:
        """``p(x | y) = N(x; m, S)`` says what the moments are called."""
        match left, right:
            case Density(Named(variables=(variable,)) as law), NormalDensity(_, mean, covariance):
                self._unite(Expectation(variable, law), mean)
                self._unite(Covariance(variable, variable, law), covariance)
            case _:
                pass

    def _unite(self, left: Term, right: Term) -> None:
        for term in (left, right):
            if term not in self._parent:
                self._parent[term] = term
                self._members[term] = [term]
        first, second = self._root(left), self._root(right)
        if first != second:
            self._parent[second] = first
            self._members[first] += self._members.pop(second)


def _all(steps: tuple[Step, ...]) -> Iterator[Step]:
    todo = list(reversed(steps))
    while todo:
        step = todo.pop()
        yield step
        todo.extend(reversed(step.substeps))
