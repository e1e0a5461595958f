"""Which definitions, distributions and free names a step touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symgauss.kernel.context import Context
from symgauss.kernel.terms import (
    Covariance,
    CrossEntropy,
    Density,
    Entropy,
    Expectation,
    Indexed,
    KullbackLeibler,
    MutualInformation,
    Named,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import free_symbols, subterms

if TYPE_CHECKING:
    from symgauss.kernel.question import Question

_WITH_LAWS = (Density, Expectation, Covariance, Entropy, CrossEntropy, KullbackLeibler)
_LAW_FIELDS = ("law", "left", "right", "under", "of")


def relevant_terms(terms: tuple[Term, ...], context: Context) -> tuple[Term, ...]:
    """The terms with the definitions and distributions that they lead to, transitively."""
    if not context.definitions and not context.distributions:
        return terms
    found: list[Term] = []
    todo = list(terms)
    seen_names: set[str] = set()
    seen_densities: set[str] = set()
    while todo:
        term = todo.pop()
        found.append(term)
        parts = tuple(subterms(term))
        names = {part.name for part in parts if isinstance(part, Symbol | Indexed)} - seen_names
        seen_names |= names
        todo += [d.value for d in context.definitions if d.name.name in names]
        densities = _densities(parts) - seen_densities
        seen_densities |= densities
        for distribution in context.distributions:
            if distribution.density in densities:
                todo += [distribution.variable, distribution.mean, distribution.covariance]
    return tuple(found)


def _densities(parts: tuple[Term, ...]) -> set[str]:
    """Letters of the densities that some nodes speak about."""
    found: set[str] = set()
    for part in parts:
        if isinstance(part, MutualInformation):
            found.add(part.name)
        elif isinstance(part, _WITH_LAWS):
            for field in _LAW_FIELDS:
                law = getattr(part, field, None)
                if isinstance(law, Named):
                    found.add(law.name)
    return found


def used_definitions(terms: tuple[Term, ...], context: Context) -> tuple[str, ...]:
    """Names of the definitions that the terms lead to, in the order of the context."""
    values = {id(term) for term in relevant_terms(terms, context)}
    used = [d.name.name for d in context.definitions if id(d.value) in values]
    return tuple(dict.fromkeys(used))


def missing_names(question: Question) -> str:
    """Why a refutation says nothing in an open context, or the empty string.

    A symbol on one side only, which nothing relates to anything, may be defined in a place that
    was not read.
    """
    if question.context.closed:
        return ""
    left, right = (
        {
            symbol.name
            for part in relevant_terms((side,), question.context)
            for symbol in free_symbols(part)
        }
        for side in (question.lhs, question.rhs)
    )
    for names, place in ((left - right, "left"), (right - left, "right")):
        if names:
            verb = "appears" if len(names) == 1 else "appear"
            return f"{', '.join(sorted(names))} {verb} on the {place} only"
    return ""
