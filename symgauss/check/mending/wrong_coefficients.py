"""Wrong signs and numbers that nothing unsaid can make right: ``2 a b`` for ``a b``.

A step of which a document may know more than was understood is unknown.  But where it holds with
another number in front of one part, or without a summand, whatever its names are, it is right as it
stands only if that part is zero, and nobody writes a part that is zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from symgauss.check.checked import Asked
from symgauss.check.displays.parts import Statement
from symgauss.check.manners.expectations import has_expectation, is_expectation
from symgauss.check.mending.slips import ONE, TWO, Edit, Rank, product_of
from symgauss.check.mending.spots import Path
from symgauss.kernel.names import AVERAGES
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.terms import (
    Constant,
    Derivative,
    Determinant,
    Dimension,
    Function,
    Gradient,
    Hessian,
    Identity,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Integral,
    Inverse,
    Jacobian,
    NormalDensity,
    Opaque,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    is_zero,
)
from symgauss.kernel.traversal import children, free_symbols, subterms

_MOVING = (*AVERAGES, Derivative, Gradient, Hessian, Jacobian)  #: may hide terms of their own
_NAMES = (Symbol, Indexed, Opaque)
_DATA = {"x", "y", "z"}
_MONOTONE = {"exp", "log", "sqrt"}


def zero_part(edit: Edit, path: Path, written: Term, asked: Asked) -> Term | None:
    """The part that would have to be zero for the step to hold as it stands.

    ``edit`` is what makes it hold for all names, ``path`` where in the right side ``written``.
    ``None`` where the step may hold otherwise, or the part may well be zero.
    """
    sides = (asked.lhs, asked.rhs, written)
    if asked.relation.kind is not RelationKind.EQUAL or any(map(is_zero, sides)):
        return None
    if any(isinstance(p, _MOVING) for side in sides for p in subterms(side)):
        return None
    if any(map(has_expectation, sides)):
        return None
    above = _above(written, path)
    if above is None:
        return None
    part = _added(edit, asked.lhs, written, path) or _scaled(edit, above)
    if part is None:
        return None
    within = list(takewhile(lambda node: isinstance(node, Product | IndexedSum), reversed(above)))
    whole = within[-1] if within else part  # it is zero where one of its factors is
    alone = len(within) == len(above) and (bool(within) or edit.old == written)
    return None if _may_be_zero(whole, alone=alone) else _without_number(whole)


def speak_of_zero(statements: Iterable[Statement]) -> frozenset[int]:
    """Positions of the statements with a side that is zero: then all sides are, with any factor."""
    return frozenset(
        statement.position
        for statement in statements
        if any(side.term is not None and is_zero(side.term) for side in statement.sides)
    )


def _above(written: Term, path: Path) -> list[Term] | None:
    """The nodes above a place; ``None`` where another value there need not show."""
    found: list[Term] = []
    term = written
    for position in path:
        match term:
            case Sum() | Product() | Transpose() | Trace() | Inverse():
                pass
            case Function(name) if name in _MONOTONE:
                pass
            case Power(_, Rational(p, _)) if p % 2:
                pass
            case Power() if position == 1:
                pass
            case IndexedSum() | Integral() if position == 0:
                pass
            case _:
                return None
        found.append(term)
        term = children(term)[position]
    return found


def _added(edit: Edit, lhs: Term, written: Term, path: Path) -> Term | None:
    """The summand that is dropped, if it is made of names that stand elsewhere as well.

    A constant of integration, and what is left of a series, have names of their own.
    """
    if edit.rank is not Rank.TOO_MANY or edit.new is not None:
        return None
    term = written
    for position in path:
        term = children(term)[position]
    if not isinstance(term, Sum) or edit.old not in term.terms:
        return None
    if any(isinstance(p, Opaque) for p in subterms(edit.old)):
        return None
    known = free_symbols(lhs).union(*(free_symbols(t) for t in term.terms if t != edit.old))
    return edit.old if free_symbols(edit.old) <= known else None


def _scaled(edit: Edit, above: list[Term]) -> Term | None:
    """What stands behind the sign or the number that is changed; 1 where that is a number."""
    if not isinstance(edit.old, Rational):
        return edit.old if edit.rank in {Rank.SIGN, Rank.FACTOR} else None
    if edit.rank not in {Rank.SIGN, Rank.NUMBER} or not edit.old.numerator:
        return None
    if edit.new is None:
        return edit.whole  # the number is dropped
    if not isinstance(edit.whole, Rational):
        return None
    return ONE if not above or isinstance(above[-1], Sum | Product | Function) else None


def _without_number(part: Term) -> Term:
    if not isinstance(part, Product):
        return ONE if isinstance(part, Rational) else part
    rest = tuple(factor for factor in part.factors if not isinstance(factor, Rational))
    return product_of(rest) if rest else ONE


def _may_be_zero(part: Term, *, alone: bool) -> bool:
    """Whether a part may be written although it is zero: differences, sums of them, moments.

    A difference of two names that is the whole side, but for numbers in front, is none of these.
    """
    match part:
        case Rational() | Constant() | Dimension() | Symbol() | Indexed() | Identity():
            return is_zero(part)
        case Opaque():
            return is_expectation(part)
        case Inverse() | Determinant() | NormalDensity() | IndexedProduct() | Integral():
            return False
        case Function(name):
            return name not in _MONOTONE
        case Power(base):
            return _may_be_zero(base, alone=alone)
        case Transpose(body) | Trace(body):
            return _may_be_zero(body, alone=False)
        case IndexedSum(body):
            return _may_be_zero(body, alone=False) or not _is_of_data(body)
        case Product(factors):
            return any(_may_be_zero(factor, alone=alone) for factor in factors)
        case Sum(terms):
            return not alone or len(terms) > 2 or not all(map(_is_signed_name, terms))
        case _:
            return True


def _is_of_data(body: Term) -> bool:
    """Whether members are data or squared: effects and residuals do add up to zero."""
    squares = {p.base for p in subterms(body) if isinstance(p, Power) and p.exponent == TWO}
    members = {p for p in subterms(body) if isinstance(p, Indexed)}
    return all(member in squares or member.name in _DATA for member in members)


def _is_signed_name(term: Term) -> bool:
    """Whether a term is ``x``, ``-x`` or a number, and no estimate."""
    if isinstance(term, Product) and len(term.factors) == 2:
        number, name = term.factors
        term = name if isinstance(number, Rational) else term
    if isinstance(term, Rational):
        return True
    return isinstance(term, _NAMES) and "hat" not in term.name and not is_expectation(term)
