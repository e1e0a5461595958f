r"""Definitions of the normal density by which its second argument is no variance.

``N(x; m, s) = ..`` is held against the densities with the variances s^2 and s^{-1}.  It counts
where it comes first of all that is said of normal laws, or where words call it a definition: later
on it may be a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import Any

from symgauss.check.displays.parts import Statement
from symgauss.errors import SourceError
from symgauss.kernel.context import Context, Property
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL, Relation, RelationKind
from symgauss.kernel.sizes import SCALAR, size, square_shape, vector_shape
from symgauss.kernel.terms import Inverse, NormalDensity, Power, Rational, Symbol
from symgauss.kernel.verdict import Answer
from symgauss.latex.elaborate import Elaborator
from symgauss.latex.inside import nodes
from symgauss.latex.mentions import mentioned_names
from symgauss.latex.naming import canonical, spelling
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source
from symgauss.latex.statement_syntax import normal_law
from symgauss.latex.tree import (
    Letter,
    Listing,
    Node,
    NormalLaw,
    Scripted,
)
from symgauss.latex.unify import Unifier


class Convention(Enum):
    """What the second argument is."""

    DEVIATION = auto()
    PRECISION = auto()
    UNCLEAR = auto()  #: what words say and what is written do not fit together


_DEFINES = re.compile(r"\b(?:defin|denot|notation|convention|recall|writ)\w*", re.IGNORECASE)
_NEAR = 100  #: characters in front of a definition


def definitions(statements: list[Statement], source: Source) -> Iterator[Convention]:
    """What the definitions of a normal density say: the first one, and what is called so."""
    first = True
    for statement in sorted(statements, key=lambda each: each.position):
        if not any(normal_law(n) for side in statement.sides for n in _nodes(side.node)):
            continue
        before = source.text[max(0, statement.position - _NEAR) : statement.position]
        if first or statement.signs[0].kind == ":=" or _DEFINES.search(before):
            found = _defined(statement, source)
            if found is not None:
                yield found
        first = False


def _nodes(root: Node | None) -> Iterator[Any]:
    return (node for node in nodes(root) if node is not None and not isinstance(node, tuple))


def _defined(statement: Statement, source: Source) -> Convention | None:
    """The convention of ``N(x; m, s) = ..``, if the right side is a density with another one."""
    if not statement.signs or statement.signs[0].kind not in ("=", ":=", r"\propto", r"\equiv"):
        return None
    left, right = statement.sides[0].node, statement.sides[1].node
    law = None if left is None else normal_law(left)
    if law is None or right is None or any(isinstance(n, NormalLaw) for n in nodes(right)):
        return None
    items = law.argument.content
    if not isinstance(items, Listing) or len(items.items) != 3:
        return None
    names = [_name(item) for item in items.items]
    point, mean, spread = names
    if point is None or spread is None:
        return None
    variables = mentioned_names(right) - {point, mean, spread}
    for rows in ("", *sorted(variables), "d"):
        found = _matching((point, mean, spread), items.items[1], statement, source, rows)
        if found is not None:
            return found
    return None


def _name(node: Node) -> str | None:
    parts = spelling(node) if isinstance(node, Letter | Scripted) else None
    return None if parts is None or parts.sup is not None else canonical(parts)


def _matching(
    names: tuple[str, str | None, str],
    centre: Node,
    statement: Statement,
    source: Source,
    rows: str,
) -> Convention | None:
    """The convention with which a definition is right for vectors of a size, or for numbers."""
    point, mean, spread = names
    right = statement.sides[1].node
    vector = vector_shape(size(rows)) if rows else SCALAR
    matrix = square_shape(size(rows)) if rows else SCALAR
    scope = Scope(conventions=True)
    for name in (point, mean):
        if name is not None:
            scope.declare(name, vector)
    said = Property.POSITIVE_DEFINITE if rows else Property.POSITIVE
    scope.declare(spread, matrix, frozenset({said}))
    reader = Elaborator(source, scope, Unifier())
    x, s = Symbol(point, vector), Symbol(spread, matrix)
    proportional = Relation(RelationKind.PROPORTIONAL, (x,))
    relation = proportional if statement.signs[0].kind == r"\propto" else EQUAL
    try:
        assert right is not None  # noqa: S101 - the caller has looked
        m, density = reader.term(centre), reader.term(right)
        context = Context(tuple(scope.declarations.values()))
        spreads = {Convention.PRECISION: Inverse(s) if rows else Power(s, Rational(-1))}
        if not rows:
            spreads[Convention.DEVIATION] = Power(s, Rational(2))
        for kind, covariance in spreads.items():
            normal = NormalDensity(x, m, covariance)
            verdict = judge(normal, relation, density, context, seed=1, seconds=2, readable=False)
            if verdict.answer is Answer.HOLDS:
                return kind
    except (SourceError, LookupError, TypeError, ValueError):
        return None
    return None
