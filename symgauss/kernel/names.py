"""Which definitions, distributions and free names a step touches."""

from __future__ import annotations

from dataclasses import replace
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
    Normal,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import children, free_symbols, subterms

if TYPE_CHECKING:
    from symgauss.kernel.question import Question

_WITH_LAWS = (Density, Expectation, Covariance, Entropy, CrossEntropy, KullbackLeibler)
#: What is taken under a law, without the law itself.
AVERAGES = (
    Expectation, Covariance, Entropy, CrossEntropy, KullbackLeibler, MutualInformation,
)  # fmt: skip
LAW_FIELDS = ("law", "left", "right", "under", "of")  #: fields of nodes that may hold one


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
            for field in LAW_FIELDS:
                law = getattr(part, field, None)
                if isinstance(law, Named):
                    found.add(law.name)
    return found


def used_definitions(terms: tuple[Term, ...], context: Context) -> tuple[str, ...]:
    """Names of the definitions that the terms lead to, in the order of the context."""
    if not context.definitions:
        return ()
    values = {id(term) for term in relevant_terms(terms, context)}
    used = [d.name.name for d in context.definitions if id(d.value) in values]
    return tuple(dict.fromkeys(used))


def loose_names(question: Question) -> tuple[frozenset[str], frozenset[str]]:
    """The names on the left side only and those on the right side only; none if all is known.

    In an open context a refutation says nothing where there are any: a symbol on one side only,
    which nothing relates to anything, may be defined in a place that was not read.  What an
    average is taken over is related to the law that is stated for it, and so is what only that law
    mentions: ``E[x^2] = s`` has nothing loose where ``x ~ N(m, s)``.  A name that is defined is as
    loose as the names in its definition.
    """
    context = question.context
    if context.closed:
        return frozenset(), frozenset()
    sides = (question.lhs, question.rhs)
    left, right = (_written(side, context) for side in sides)
    on_left, on_right = (names_reached((side,), context) for side in sides)
    defined = {definition.name.name for definition in context.definitions}
    return left - on_right - defined, right - on_left - defined


def missing_names(loose: tuple[frozenset[str], frozenset[str]]) -> str:
    """What is missing where names are loose, in words; empty if none is."""
    for place, names in zip(("left", "right"), loose, strict=True):
        if names:
            verb = "appears" if len(names) == 1 else "appear"
            return f"{', '.join(sorted(names))} {verb} on the {place} only"
    return ""


def names_reached(terms: tuple[Term, ...], context: Context) -> frozenset[str]:
    """Free names of some terms and of the definitions and distributions that they lead to."""
    return frozenset(
        symbol.name for part in relevant_terms(terms, context) for symbol in free_symbols(part)
    )


def _written(side: Term, context: Context) -> frozenset[str]:
    """Free names of a side but for what its averages are taken over and what their laws name."""
    alone = replace(context, distributions=())  # what definitions lead to, and no laws
    parts = relevant_terms((side,), alone)
    names = {symbol.name for part in parts for symbol in free_symbols(part)}
    if not any(isinstance(node, AVERAGES) for part in parts for node in subterms(part)):
        return frozenset(names)
    laws = {(d.density, d.variable.name): d for d in context.distributions}
    averaged: set[str] = set()
    outside: set[str] = set()
    for part in parts:
        _sort(part, frozenset(laws), frozenset(), averaged, outside)
    within = [law for (_, name), law in laws.items() if name in averaged]
    moments = tuple(term for law in within for term in (law.mean, law.covariance))
    return frozenset(names - (averaged - outside) - names_reached(moments, alone))


def _sort(
    term: Term,
    random: frozenset[tuple[str, str]],
    bound: frozenset[str],
    averaged: set[str],
    outside: set[str],
) -> None:
    """Sort names into those that an average binds and those that stand outside of it."""
    if isinstance(term, Symbol | Indexed) and term.name not in bound:
        outside.add(term.name)
    if isinstance(term, AVERAGES):
        here = _averaged(term, random)
        averaged |= here
        bound |= here
    for child in children(term):
        _sort(child, random, bound, averaged, outside)


def _averaged(term: Term, random: frozenset[tuple[str, str]]) -> frozenset[str]:
    """Names over which a node averages, or on which it conditions, and whose laws are stated.

    The variable of a law that is written out is a name for a place and nothing else.
    """
    if isinstance(term, MutualInformation):
        variables = (*term.left, *term.right, *term.given)
        return frozenset(v.name for v in variables if (term.name, v.name) in random)
    found: set[str] = set()
    for field in LAW_FIELDS:
        match getattr(term, field, None):
            case Named(name, variables, given):
                found |= {v.name for v in (*variables, *given) if (name, v.name) in random}
            case Normal(variable):
                found.add(variable.name)
            case _:
                pass
    return frozenset(found)
