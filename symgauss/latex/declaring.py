"""Shapes, ranges and functions: statements that put names into the scope."""

from __future__ import annotations

from fractions import Fraction

from symgauss.errors import StatementError
from symgauss.kernel.context import Declaration, Property
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.sizes import SCALAR
from symgauss.latex.elaborate import Elaborator
from symgauss.latex.naming import Spelling, canonical, spelling
from symgauss.latex.scope import Scope
from symgauss.latex.sets import number_value, read_set
from symgauss.latex.source import Source
from symgauss.latex.statement_syntax import FunctionSyntax, MembershipSyntax, RangeSyntax
from symgauss.latex.tree import Listing, Node, Number, Scripted
from symgauss.latex.unify import Unifier

_LESS = (RelationKind.LESS, RelationKind.LESS_EQUAL)


def declare_membership(statement: MembershipSyntax, scope: Scope, source: Source) -> None:
    r"""``x, \mu \in \mathbb{R}^{n}``."""
    found = read_set(statement.set, Elaborator(source, scope, Unifier()))
    scope.dimensions |= found.shape.rows.dimensions | found.shape.columns.dimensions
    for node in statement.names:
        name = declared_name(node, source)
        if found.natural and "N" in getattr(
            getattr(statement.set, "base", statement.set), "base", ""
        ):
            scope.indices.add(name)
        if name in scope.dimensions and found.natural:
            continue
        old = scope.declarations.get(name)
        if old is not None and old.shape != found.shape:
            scope.clashes.add(name)
            raise StatementError(
                f"{name} is declared twice: {old.shape} before, {found.shape} here",
                source.place(node.span),
                "keep one of the two declarations",
            )
        scope.declare(name, found.shape, found.properties, found.above, found.below)


def declared_name(node: Node, source: Source) -> str:
    """The canonical name that a declaration or definition is about."""
    parts = spelling(node)
    if parts is not None and parts.primes <= 1:
        if parts.primes:
            parts = Spelling(
                parts.base,
                (*parts.modifiers, "prime"),
                parts.sub,
                parts.sup,
                0,
                parts.upright,
                parts.span,
            )
        name = canonical(parts)
        if name is not None:
            return name
    raise StatementError("a name is expected here", source.place(node.span))


def declare_range(statement: RangeSyntax, scope: Scope, source: Source) -> None:
    r"""``\sigma > 0``, ``0 < \alpha < 1``; bounds that are attained count as open ones."""
    parts, signs = statement.chain.parts, statement.chain.relations
    values = [number_value(part) for part in parts]
    named = [index for index, value in enumerate(values) if value is None]
    if len(named) != 1:
        raise StatementError(
            "a range compares one name with numbers",
            source.place(statement.span),
            "write \\sigma > 0 or 0 < \\alpha < 1",
        )
    (position,) = named
    above: Fraction | None = None
    below: Fraction | None = None
    properties: frozenset[Property] = frozenset()
    for index, sign in enumerate(signs):
        left_named = index == position
        if not left_named and index + 1 != position:
            continue
        bound = values[index + 1] if left_named else values[index]
        smaller = (sign.kind in _LESS) == left_named
        if bound is None:
            continue
        if smaller:
            below = bound
        elif sign.kind in (RelationKind.GREATER_EQUAL, RelationKind.LESS_EQUAL) and bound == 0:
            properties |= {Property.NONNEGATIVE}
        else:
            above = bound
    for node in _range_names(parts[position]):
        root = node
        if isinstance(node, Scripted) and isinstance(node.sup, Number):
            root = (
                node.base if node.sub is None else Scripted(node.base, node.sub, None, 0, node.span)
            )
            if bound_is_not_zero(above, below):
                raise StatementError("a range is stated for a name", source.place(node.span))
        name = declared_name(root, source)
        declaration = Declaration(name, SCALAR, properties, above, below)
        _declare_scalar(declaration, root, scope, source)


def _range_names(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Listing) else (node,)


def bound_is_not_zero(above: Fraction | None, below: Fraction | None) -> bool:
    """Whether a bound says more than the sign."""
    return below is not None or (above is not None and above != 0)


def _declare_scalar(declaration: Declaration, node: Node, scope: Scope, source: Source) -> None:
    name, above, below = declaration.name, declaration.above, declaration.below
    if name in scope.dimensions:
        return
    old = scope.declarations.get(name)
    if old is not None and old.shape != SCALAR:
        message = f"a range is for scalars, {name} is {old.shape}"
        raise StatementError(message, source.place(node.span))
    if above is not None and below is not None and above >= below:
        raise StatementError("this range is empty", source.place(node.span))
    scope.declare(name, SCALAR, declaration.properties, above, below)


def declare_function(statement: FunctionSyntax, scope: Scope, source: Source) -> None:
    r"""``f \colon \mathbb{R}^n \to \mathbb{R}``."""
    name = declared_name(statement.name, source)
    found = read_set(statement.codomain, Elaborator(source, scope, Unifier()))
    scope.functions[name] = found.shape
    scope.dimensions |= found.shape.rows.dimensions | found.shape.columns.dimensions
