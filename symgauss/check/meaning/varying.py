"""In which variables a proportionality, or an equality up to a constant, may be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from symgauss.check.displays.parts import Side, Statement
from symgauss.check.manners.densities import density_of
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.terms import (
    Density,
    Indexed,
    NormalDensity,
    Power,
    Rational,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.latex.formulas import has_constant
from symgauss.latex.mentions import mentioned_names
from symgauss.latex.tree import Node

UP_TO = {RelationKind.PROPORTIONAL, RelationKind.EQUAL_UP_TO_CONSTANT}


#: "terms that do not depend on $x$": how prose says in what a constant is constant
_FREE_OF = re.compile(
    r"(?:independent\s+of|(?:not|n't)\s+(?:depend(?:ing)?\s+(?:up)?on|involv(?:e|ing)|contain(?:ing)?)"
    r"|free\s+of|constant\s+(?:in|for)|(?:with\s+respect\s+to|w\.r\.t\.))"
    r"\s*(?:the\s+|our\s+)?(?:[a-z]+\s+)?(?:\$([^$\n]{1,60})\$|\\\((.{1,60}?)\\\))"
)
#: "viewed as a function of $\\mu$ and $v$": in what a proportionality is meant, by the words
_FORMULAS = r"(?P<names>\$[^$\n]{1,60}\$(?:(?:,| and|, and) \$[^$\n]{1,60}\$)*)"
_SAID = re.compile(
    r"(?:\bfunctions?\s+of|independent\s+of|free\s+of|\bconstant\s+(?:in|for)"
    r"|(?:not|n't)\s+(?:depend(?:ing)?\s+(?:up)?on|involv(?:e|ing)|contain(?:ing)?))"
    rf"\s+(?:the\s+|our\s+)?(?:[a-z]+\s+)?{_FORMULAS}",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?](?=\s)|\n\s*\n|\$\$|\\\]|\\end\{")
_LIKELIHOOD = re.compile(r"likelihood", re.IGNORECASE)
_NEAR = 400  #: characters around a formula in which prose may say so


def kind_of(kind: RelationKind, left: Side, right: Side) -> RelationKind:
    r"""The relation that is meant: ``a = b + \text{const}`` is an equality up to a constant."""
    constant = any(side.node is not None and has_constant(side.node) for side in (left, right))
    return RelationKind.EQUAL_UP_TO_CONSTANT if constant and kind is RelationKind.EQUAL else kind


def relations(
    kind: RelationKind,
    statement: Statement,
    right: Term,
    *,
    below: Node | None = None,
    text: str = "",
    random: frozenset[str] = frozenset(),
) -> list[Relation]:
    """The relation; of a proportionality, in each of the variables that may be meant.

    What stands ``below`` the sign names them, or what its sentence says.  Else first the variables
    of the density, as far as the right side speaks of them; where the document speaks of a
    likelihood and the right side is a formula without densities, also what the density is given.
    Where no density stands, what the prose of the document (``text``) says near the formula, then
    its ``random`` variables.
    """
    if kind not in UP_TO:
        return [Relation(kind)]
    occurring = free_symbols(right)
    every = occurring.union(*(free_symbols(s.term) for s in statement.sides if s.term))
    if below is not None:
        meant = mentioned_names(below)
        return [Relation(kind, tuple(v for v in every if v.name in meant))]
    said = _said(statement, text)
    if said:
        return [Relation(kind, tuple(v for v in sorted(every, key=str) if v in said))]
    for side in statement.sides:
        for term in subterms(side.term) if side.term is not None else ():
            variables, given = _moving(term)
            if variables:
                first = tuple(v for v in variables if v in occurring)
                first = first or _of_densities(statement, occurring) or variables
                second: tuple[Variable, ...] = ()
                if _LIKELIHOOD.search(text) and not _has_density(right):
                    second = tuple(v for v in given if v in occurring)
                priors = _drawn_beside(side.term, given)
                if priors:  # p(x | s) p(s): a function of s, and perhaps of both
                    both = tuple(v for v in (*priors, *first) if v in occurring)
                    return [Relation(kind, found) for found in (priors, both) if found]
                before = _said(statement, text, nearby=True)
                third = tuple(v for v in sorted(every, key=str) if v in before)
                return [Relation(kind, found) for found in (first, second, third) if found]
    named = _named(statement, text)
    drawn = tuple(
        v for v in occurring if isinstance(v, Symbol) and v.name in random and v not in named
    )
    found = [Relation(kind, each) for each in (named, drawn) if each]
    return found or [Relation(kind)]


def points_of_densities(statements: Iterable[Statement]) -> frozenset[str]:
    """Names at which the normal densities of a document are taken: they move."""
    terms = (side.term for each in statements for side in each.sides if side.term is not None)
    return frozenset(
        part.point.name
        for term in terms
        for part in subterms(term)
        if isinstance(part, NormalDensity) and isinstance(part.point, Symbol)
    )


def in_single_names(
    relation: Relation, statement: Statement, text: str, left: Term, right: Term
) -> list[Relation]:
    """A relation whose variables no density and no prose tells, in any one name alone.

    A step is wrong whatever is meant if it is wrong in each of them.
    """
    told = any(
        _moving(term)[0]
        for side in statement.sides
        if side.term is not None
        for term in subterms(side.term)
    )
    if relation.kind not in UP_TO or told or _named(statement, text):
        return []
    names = free_symbols(left) | free_symbols(right)
    indices = {n for each in names if isinstance(each, Indexed) for n in each.indices}
    single = sorted(names - indices - set(relation.variables), key=lambda each: each.name)
    if len(relation.variables) > 1:
        single += relation.variables
    return [Relation(relation.kind, (each,)) for each in single]


def _named(statement: Statement, text: str) -> tuple[Variable, ...]:
    """Of the names in a statement, the one of which prose nearby says that a constant is free."""
    if statement.region is None:
        return ()
    start, end = statement.region.start, statement.region.end
    said = {
        "".join((match[1] or match[2]).split())
        for part in (text[max(0, start - _NEAR) : start], text[end : end + _NEAR])
        for match in _FREE_OF.finditer(part)
    }
    if not said:
        return ()
    first = next((part for part, written in _written(statement, text) if written in said), None)
    return () if first is None else (first,)


def _said(statement: Statement, text: str, *, nearby: bool = False) -> frozenset[Variable]:
    """The names of a statement of which its sentence says that it is meant as a function of them.

    Also those of which a constant is said to be free.  ``nearby``: what stands further above.
    """
    if statement.region is None:
        return frozenset()
    start, end = statement.region.start, statement.region.end
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    if nearby:
        after = ""
    else:
        before, after = _ENDS.split(before)[-1], _ENDS.split(after)[0]
    formulas = [match["names"] for part in (before, after) for match in _SAID.finditer(part)]
    said = {name for each in formulas for name in re.split(r"[\s$,=()]|\band\b", each) if name}
    return frozenset(part for part, written in _written(statement, text) if written in said)


def _written(statement: Statement, text: str) -> Iterator[tuple[Variable, str]]:
    """The names in a statement, with their texts without spaces."""
    for side in statement.sides:
        for part, span in side.places.values():
            if isinstance(part, Symbol | Indexed):
                yield part, "".join(text[span.start : span.end].split())


def _has_density(term: Term) -> bool:
    return any(_moving(part)[0] for part in subterms(term))


def _of_densities(statement: Statement, occurring: frozenset[Variable]) -> tuple[Variable, ...]:
    """The x and y of ``p(z) = p(x) p(y | x)``: all that densities of a chain are taken at."""
    found: dict[Variable, None] = {}
    for side in statement.sides:
        for term in subterms(side.term) if side.term is not None else ():
            found |= dict.fromkeys(v for v in _moving(term)[0] if v in occurring)
    return tuple(found)


def _moving(term: Term) -> tuple[tuple[Variable, ...], tuple[Variable, ...]]:
    match term:
        case Density(law):
            return law.variables, law.given
        case NormalDensity(point) if isinstance(point, Symbol | Indexed):
            return (point,), ()
        case _:
            density = density_of(term)
            if density is None:
                return (), ()
            return _names_in(density.variables), _names_in(density.given)


def _drawn_beside(side: Term | None, given: tuple[Variable, ...]) -> tuple[Variable, ...]:
    """Of what a density is given, what another one in the same product is a density of."""
    if side is None:
        return ()
    free = free_symbols(side)  # what is integrated out is none of these
    variables = {v for part in subterms(side) for v in _moving(part)[0]}
    return tuple(v for v in given if v in variables & free)


def _names_in(terms: tuple[Term, ...]) -> tuple[Variable, ...]:
    r"""The names among them; of ``\sigma^2``, which moves with it, the name that is squared."""
    bases = (
        t.base if isinstance(t, Power) and isinstance(t.exponent, Rational) else t for t in terms
    )
    return tuple(each for each in bases if isinstance(each, Symbol | Indexed))
