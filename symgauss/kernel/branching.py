"""Roots and absolute values of which a few draws show every branch.

``sqrt((u - 1000)^2)`` is ``1000 - u`` at all points that are not far away, so agreement at points
says nothing about it.  ``sqrt(|A|^2)`` is another matter: its branches are the signs of ``|A|``,
each of which is drawn every other time, and between them nothing else can change.
"""

from __future__ import annotations

from collections.abc import Sequence

from symgauss.kernel.context import Property
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.signs import Signs
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Covariance,
    Determinant,
    Expectation,
    Function,
    Indexed,
    Integral,
    Inverse,
    Named,
    Normal,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
    Variable,
    negative,
)
from symgauss.kernel.traversal import bound_variables, children, free_symbols, subterms

#: Properties that tie a determinant to a sign or to a few values.
_TIED = frozenset({Property.ORTHOGONAL, Property.POSITIVE_DIAGONAL, Property.INTEGER})


def signs_are_drawn(term: Term, signs: Signs) -> bool:
    """Whether a scalar is a product of positive parts, free symbols and their determinants."""
    if signs.positive(term):
        return True
    match term:
        case Rational():
            return True
        case Symbol():
            return _is_free(term, signs)
        case Product(factors) if all(shape_of(factor) == SCALAR for factor in factors):
            return all(signs_are_drawn(factor, signs) for factor in factors)
        case Power(base, Rational(_, 1)) | Inverse(base) if shape_of(base) == SCALAR:
            return signs_are_drawn(base, signs)
        case Determinant(matrix):
            return _determinant_is_drawn(matrix, signs)
        case _:
            return False


def _determinant_is_drawn(matrix: Term, signs: Signs) -> bool:
    if signs.orientation(matrix):
        return True
    match matrix:
        case Symbol():
            return _is_free(matrix, signs)
        case Inverse(inner) | Transpose(inner):
            return _determinant_is_drawn(inner, signs)
        case Product(factors):
            return all(
                signs_are_drawn(factor, signs)
                if shape_of(factor) == SCALAR
                else shape_of(factor).is_square and _determinant_is_drawn(factor, signs)
                for factor in factors
            )
        case _:
            return False


def _is_free(symbol: Symbol, signs: Signs) -> bool:
    """Whether a symbol is drawn with both signs: not defined, and nothing bounds it."""
    context = signs.context
    declaration = context.declaration(symbol.name)
    if any(definition.name.name == symbol.name for definition in context.definitions):
        return False
    if context.properties(symbol.name) & _TIED:
        return False
    return declaration is None or (declaration.above, declaration.below) == (None, None)


def integrated(sides: Sequence[Term], signs: Signs) -> frozenset[Term]:
    """The absolute values of which integrals over the line take both branches: ``E|X - m|``.

    Those that move with the variable at a rate of one sign: where they bend is analytic in
    everything else.
    """
    if not any(_is_absolute(part) for side in sides for part in subterms(side)):
        return frozenset()
    free = frozenset().union(*map(_outside, sides))
    found: set[Term] = set()
    for binder in (part for side in sides for part in subterms(side)):
        match binder:
            case Integral(body, variable, None, None):
                bodies: tuple[Term, ...] = (body,)
                variables: tuple[Variable, ...] = (variable,)
            case Expectation(body, Named() as law):
                bodies, variables = (body,), law.variables
            case Expectation(body, Normal() as law):
                bodies, variables = (body,), (law.variable,)
            case Covariance(left, right, Named() as law):
                bodies, variables = (left, right), law.variables
            case _:
                continue
        for part in (part for body in bodies for part in subterms(body)):
            if isinstance(part, Function) and _is_absolute(part):
                moves = [v for v in variables if v in free_symbols(part.argument)]
                if len(moves) != 1 or moves[0] in free:
                    continue
                if _is_steady(part.argument, moves[0], signs):
                    found.add(part)
    return frozenset(found)


def _is_absolute(term: Term) -> bool:
    return isinstance(term, Function) and term.name == "abs"


def _outside(term: Term) -> frozenset[Variable]:
    """Names that occur where no average and no integral binds them."""
    match term:
        case Symbol() | Indexed():
            return frozenset({term})
        case Expectation(body, Named() as law):
            return (_outside(body) - set(law.variables)) | set(law.given)
        case Covariance(left, right, Named() as law):
            return ((_outside(left) | _outside(right)) - set(law.variables)) | set(law.given)
        case _:
            below = frozenset[Variable]().union(*map(_outside, children(term)))
            return below - frozenset(bound_variables(term))


def _is_steady(term: Term, variable: Variable, signs: Signs) -> bool:
    """Whether a term is a variable, times what has one sign, plus what is free of it."""
    match term:
        case Sum(terms):
            moving = [each for each in terms if variable in free_symbols(each)]
            return len(moving) == 1 and _is_steady(moving[0], variable, signs)
        case Product(factors):
            moving = [each for each in factors if variable in free_symbols(each)]
            rates = [each for each in factors if variable not in free_symbols(each)]
            steady = len(moving) == 1 and _is_steady(moving[0], variable, signs)
            return steady and all(signs.positive(r) or signs.positive(negative(r)) for r in rates)
        case _:
            return term == variable and isinstance(term, Symbol) and term.shape.is_scalar
