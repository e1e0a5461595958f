"""Products and powers as a textbook writes them: signs in front, denominators under one bar.

The order of the factors is the stored order; only where a bar is drawn is decided here.
"""

from __future__ import annotations

from collections.abc import Callable

from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.terms import (
    MINUS_ONE,
    Constant,
    Dimension,
    Function,
    Indexed,
    Power,
    Product,
    Rational,
    Symbol,
    Term,
)
from symgauss.notation.layout import Fraction, Kind, Layout, Number, Row, Scripts, Sign, scripted
from symgauss.notation.precedence import Level, Piece

Compose = Callable[[Term], Piece]
VULGAR = {(1, 2): "½", (1, 3): "⅓", (2, 3): "⅔", (1, 4): "¼", (3, 4): "¾", (1, 8): "⅛"}


def is_scalar(term: Term) -> bool:
    """Whether the term is 1 x 1; an ill-shaped term is not."""
    try:
        return shape_of(term).is_scalar
    except ShapeError:
        return False


def split_sign(term: Term) -> tuple[bool, Term]:
    """Whether the term starts with a minus sign, and what stands after it."""
    match term:
        case Rational(numerator, denominator) if numerator < 0:
            return True, Rational(-numerator, denominator)
        case Product((Rational(-1, 1), rest)):
            return True, rest
        case Product((Rational(-1, 1), *rest)) if rest:
            return True, Product(tuple(rest))
        case Product((Rational(numerator, denominator), *rest)) if numerator < 0:
            return True, Product((Rational(-numerator, denominator), *rest))
        case _:
            return False, term


def negated(body: Layout) -> Piece:
    """``-body``."""
    return Piece(Row((Sign("negative"), body), Kind.TIGHT), Level.SUM)


def compose_rational(number: Rational, *, flat: bool, glyphs: bool) -> Piece:
    """A number; in one-line text with a character of its own where there is one."""
    negative, size = number.numerator < 0, (abs(number.numerator), number.denominator)
    top, bottom = (Number(str(part)) for part in size)
    if number.denominator == 1:
        piece = Piece(top, Level.ATOM)
    elif not flat:
        piece = Piece(Fraction(top, bottom), Level.SCRIPTED)
    elif glyphs and size in VULGAR:
        piece = Piece(Number(VULGAR[size]), Level.SCRIPTED)
    else:
        piece = Piece(Row((top, Sign("slash"), bottom), Kind.TIGHT), Level.QUOTIENT)
    return negated(piece.layout) if negative else piece


def compose_product(term: Product, compose: Compose, *, flat: bool) -> Piece:
    """A product: minus sign, coefficient, fractions and factors in the stored order."""
    negative, rest = split_sign(term)
    if negative:
        return negated(compose(rest).at_least(Level.QUOTIENT))
    groups = _groups(_flattened(term.factors))
    pieces: list[Piece] = []
    for over, under in groups:
        if under:
            pieces.append(_quotient(over, under, compose, flat=flat))
        else:
            pieces += [compose(factor) for factor in over]
    return _side_by_side(pieces)


def compose_power(term: Power, compose: Compose, exponent: Compose, *, flat: bool) -> Piece:
    """A power; the power -1 of a scalar is a fraction."""
    if is_denominator(term):
        return _quotient([], _factors_below(term.base), compose, flat=flat)
    base = compose(term.base).at_least(Level.ATOM)
    return Piece(scripted(base, None, exponent(term.exponent).layout), Level.SCRIPTED)


def is_denominator(term: Term) -> bool:
    """Whether the term is a scalar to the power -1."""
    return isinstance(term, Power) and term.exponent == MINUS_ONE and is_scalar(term.base)


def _flattened(factors: tuple[Term, ...]) -> list[Term]:
    """Nested products without brackets where the brackets would say nothing."""
    flat: list[Term] = []
    for factor in factors:
        numbers_only = all(isinstance(before, Rational) for before in flat)
        if isinstance(factor, Product) and not split_sign(factor)[0]:
            inner = _flattened(factor.factors)
            if (numbers_only and not _is_inner_product(factor, factors)) or all(
                _is_plain_scalar(item) for item in inner
            ):
                flat += inner
                continue
        flat.append(factor)
    return flat


def _is_inner_product(factor: Product, factors: tuple[Term, ...]) -> bool:
    """Whether the factor is a scalar made of matrices, in front of a matrix: ``(x' y) A``."""
    if factor is factors[-1] or not is_scalar(factor):
        return False
    return not all(is_scalar(item) for item in factor.factors)


def _is_plain_scalar(term: Term) -> bool:
    match term:
        case Power(base, _):
            return _is_plain_scalar(base)
        case Symbol() | Indexed():
            return term.shape.is_scalar
        case _:
            return isinstance(term, Constant | Dimension)


def _groups(factors: list[Term]) -> list[tuple[list[Term], list[Term]]]:
    """Runs of factors, each with the denominators that follow it."""
    groups: list[tuple[list[Term], list[Term]]] = [([], [])]
    for factor in factors:
        over, under = groups[-1]
        if isinstance(factor, Power) and is_denominator(factor):
            if len(groups) > 1 and not under:
                groups[-1:] = _after_exponential(over)
            groups[-1][1].extend(_factors_below(factor.base))
        elif under:
            groups.append(([factor], []))
        else:
            over.append(factor)
    return _with_coefficient(groups)


def _after_exponential(over: list[Term]) -> list[tuple[list[Term], list[Term]]]:
    """A fraction after ``1/a exp(x)`` begins anew: ``1/a exp(x) 1/b``, not ``1/a exp(x)/b``."""
    places = [i for i, factor in enumerate(over, 1) if _is_exponential(factor)]
    cut = places[-1] if places else 0
    return [(over[:cut], []), (over[cut:], [])] if cut else [(over, [])]


def _is_exponential(term: Term) -> bool:
    """Whether the factor is ``exp(...)``."""
    return isinstance(term, Function) and term.name == "exp"


def _factors_below(base: Term) -> list[Term]:
    """The factors of a denominator; they are scalars, so brackets around some say nothing."""
    if isinstance(base, Product) and not split_sign(base)[0]:
        return [inner for factor in base.factors for inner in _factors_below(factor)]
    return [base]


def _with_coefficient(
    groups: list[tuple[list[Term], list[Term]]],
) -> list[tuple[list[Term], list[Term]]]:
    """The denominator of a leading coefficient joins the first fraction: ``a / (2 b)``."""
    over, under = groups[0]
    match over:
        case [Rational(numerator, denominator), *rest] if denominator != 1:
            top: list[Term] = [] if numerator == 1 else [Rational(numerator)]
            if under:
                groups[0] = ([*top, *rest], [Rational(denominator), *under])
            elif rest and isinstance(rest[0], Dimension):
                groups[:1] = [([*top, rest[0]], [Rational(denominator)]), (rest[1:], [])]
        case _:
            pass
    return groups


def _quotient(over: list[Term], under: list[Term], compose: Compose, *, flat: bool) -> Piece:
    top = _side_by_side([compose(factor) for factor in over or [Rational(1)]])
    bottom = _side_by_side([compose(factor) for factor in under])
    if not flat:
        return Piece(Fraction(top.layout, bottom.layout), Level.SCRIPTED)
    row = (top.at_least(Level.PRODUCT), Sign("slash"), bottom.at_least(Level.SCRIPTED))
    return Piece(Row(row, Kind.TIGHT), Level.QUOTIENT)


def _side_by_side(pieces: list[Piece]) -> Piece:
    if len(pieces) == 1:
        return pieces[0]
    row: list[Layout] = []
    for piece in pieces[:-1]:
        quotient = piece.level == Level.QUOTIENT
        _put(row, piece.layout if quotient else piece.followed())
        if quotient:  # on one line: 1/s · A x, where 1/s A x could be misread
            row.append(Sign("cdot"))
    _put(row, pieces[-1].at_least(Level.QUOTIENT if isinstance(row[-1], Sign) else Level.OPEN))
    return Piece(Row(tuple(row), Kind.PRODUCT), Level.PRODUCT)


def _put(row: list[Layout], layout: Layout) -> None:
    if row and not isinstance(row[-1], Sign) and _needs_dot(row[-1], layout):
        row.append(Sign("cdot"))
    row.append(layout)


def _needs_dot(left: Layout, right: Layout) -> bool:
    """Whether two factors side by side would read as one number."""
    first = right
    while isinstance(first, Scripts | Row):
        first = first.base if isinstance(first, Scripts) else first.items[0]
    if isinstance(first, Number):
        return True
    last = left
    while isinstance(last, Row):
        last = last.items[-1]
    is_number = isinstance(last, Number) or (
        isinstance(last, Fraction) and isinstance(last.under, Number)
    )
    return is_number and isinstance(first, Fraction) and isinstance(first.over, Number)
