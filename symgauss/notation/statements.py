"""Layouts of what stands around terms: relations, declarations, definitions, distributions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from symgauss.kernel.context import Context, Declaration, Definition, Distribution, Property
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.terms import Density, Law, Named, Normal, Rational, Term
from symgauss.notation.compose import Composer, compose
from symgauss.notation.layout import (
    Bracket,
    Fence,
    Glyph,
    Kind,
    Layout,
    Number,
    Operator,
    Row,
    Sign,
    listed,
    scripted,
)
from symgauss.notation.precedence import Level
from symgauss.notation.probability import compose_law
from symgauss.notation.sizes import compose_shape, compose_size
from symgauss.notation.spelling import spell

Statement = Declaration | Definition | Distribution | Relation | Law

RELATION_SIGNS = {
    RelationKind.EQUAL: "equal",
    RelationKind.DEFINED: "defined",
    RelationKind.PROPORTIONAL: "proportional",
    RelationKind.EQUAL_UP_TO_CONSTANT: "equal",
    RelationKind.LESS: "less",
    RelationKind.LESS_EQUAL: "less-equal",
    RelationKind.GREATER: "greater",
    RelationKind.GREATER_EQUAL: "greater-equal",
    RelationKind.APPROXIMATE: "approximate",
}


def compose_formula(
    lhs: Term, relation: Relation, rhs: Term, *, flat: bool = False, glyphs: bool = False
) -> Row:
    """``lhs relation rhs``."""
    left = compose(lhs, flat=flat, glyphs=glyphs)
    sign = compose_relation(relation, lhs, flat=flat)
    return Row((left, sign, compose_side(relation, rhs, flat=flat, glyphs=glyphs)), Kind.RELATION)


def compose_relation(relation: Relation, lhs: Term | None = None, *, flat: bool = False) -> Layout:
    """The sign of a relation; a proportionality says in which variable unless ``lhs`` tells it."""
    sign = Sign(RELATION_SIGNS[relation.kind])
    told = isinstance(lhs, Density) and lhs.law.variables == relation.variables
    if relation.kind is not RelationKind.PROPORTIONAL or not relation.variables or told:
        return sign
    return scripted(sign, listed(tuple(compose(v, flat=flat) for v in relation.variables)))


def compose_side(
    relation: Relation, rhs: Term, *, flat: bool = False, glyphs: bool = False
) -> Layout:
    """The right side, with ``+ const`` where the relation means it."""
    piece = Composer(flat, glyphs).piece(rhs)
    if relation.kind is not RelationKind.EQUAL_UP_TO_CONSTANT:
        return piece.layout
    side = piece.layout
    items = side.items if isinstance(side, Row) and side.kind is Kind.SUM else (side,)
    return Row((*items, Sign("plus"), Glyph("const")), Kind.SUM)


def compose_statement(statement: Statement, *, flat: bool = False, glyphs: bool = False) -> Layout:
    """One statement of a context."""
    composer = Composer(flat, glyphs)
    match statement:
        case Relation():
            return compose_relation(statement, flat=flat)
        case Declaration():
            return compose_declarations((statement,), flat=flat)
        case Definition(name, value):
            sides = (composer.piece(name).layout, Sign("defined"), composer.piece(value).layout)
            return Row(sides, Kind.RELATION)
        case Distribution(variable, given, mean, covariance):
            law = Normal(variable, mean, covariance)
            left: Layout = composer.piece(variable).layout
            if given:
                others = listed(tuple(composer.piece(other).layout for other in given))
                left = listed((left, others), "mid")
            right = compose_law(law, composer.piece)
            return Row((left, Sign("sim"), right), Kind.RELATION)
        case Named() | Normal():
            return compose_law(statement, composer.piece, with_variable=True)
        case _:
            assert_never(statement)


def compose_declarations(declarations: Sequence[Declaration], *, flat: bool = False) -> Layout:
    """``x, m in R^n``: declarations of one type under one sign."""
    names = listed(tuple(spell(declaration.name).layout for declaration in declarations))
    sign, kind, note = _kind(declarations[0], flat=flat)
    row: tuple[Layout, ...] = (names, Sign(sign), kind)
    if note:
        row += (Sign("quad"), Operator(note))
    return Row(row, Kind.RELATION)


def group_declarations(context: Context) -> list[tuple[Declaration, ...]]:
    """Declarations of equal type together, in the order in which the types first appear."""
    groups: dict[tuple[object, ...], list[Declaration]] = {}
    for declaration in context.declarations:
        d = declaration
        groups.setdefault((d.shape, d.properties, d.above, d.below), []).append(declaration)
    return [tuple(group) for group in groups.values()]


#: The space of a square matrix by its strongest property, first match; then notes in words.
_SPACES = (
    (Property.POSITIVE_DEFINITE, "symmetric", ("plus", "plus")),
    (Property.POSITIVE_SEMIDEFINITE, "symmetric", ("plus",)),
    (Property.ORTHOGONAL, "orthogonal", ()),
)
#: The space of vectors or matrices whose entries have a sign.
_SIGNS: dict[Property, Layout] = {
    Property.POSITIVE: Row((Sign("plus"), Sign("plus"))),
    Property.NONNEGATIVE: Row((Sign("plus"),)),
}
_NOTES = (
    Property.DIAGONAL,
    Property.LOWER_TRIANGULAR,
    Property.UPPER_TRIANGULAR,
    Property.POSITIVE_DIAGONAL,
    Property.INVERTIBLE,
    Property.RANDOM,
)


def _kind(declaration: Declaration, *, flat: bool) -> tuple[str, Layout, str]:
    """Relation sign, right side and a word after it."""
    if declaration.shape.is_scalar:
        note = "random" if Property.RANDOM in declaration.properties else ""
        return *_scalar_kind(declaration, flat=flat), note
    properties = declaration.properties
    shape = compose_shape(declaration.shape)
    rows = compose_size(declaration.shape.rows).layout
    words = [str(note).replace("-", " ") for note in _NOTES if note in properties]
    note = ", ".join(words).replace(", positive", " with positive")
    for wanted, space, plus in _SPACES:
        if wanted in properties:
            signs = Row(tuple(Sign(p) for p in plus)) if plus else None
            return "in", scripted(Glyph(space), signs, rows), note
    if Property.SYMMETRIC in properties and not note:
        return "in", scripted(Glyph("symmetric"), None, rows), ""
    sign = _SIGNS.get(next(iter(properties & _SIGNS.keys()), Property.RANDOM))
    return "in", scripted(Glyph("reals"), sign, shape), note


def _scalar_kind(declaration: Declaration, *, flat: bool) -> tuple[str, Layout]:
    above, below, properties = declaration.above, declaration.below, declaration.properties
    if Property.INTEGER in properties:
        positive = above is not None or Property.POSITIVE in properties
        return "in", Glyph("naturals" if positive else "integers")
    if above is not None and below is not None:
        ends = listed((_number(above, flat=flat), _number(below, flat=flat)))
        return "in", Fence(Bracket.ROUND, ends)
    if below is not None:
        return "less", _number(below, flat=flat)
    if above is not None or Property.POSITIVE in properties:
        return "greater", _number(above or Fraction(0), flat=flat)
    if Property.NONNEGATIVE in properties:
        return "greater-equal", Number("0")
    return "in", Glyph("reals")


def _number(value: Fraction, *, flat: bool) -> Layout:
    term = Rational(value.numerator, value.denominator)
    return Composer(flat).piece(term).at_least(Level.SUM)
