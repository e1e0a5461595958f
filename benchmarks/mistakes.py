"""Errors planted in a result: a factor two, a sign, a missing term, a wrong variance, ...

Each is one change at one place of the right side.  Whether it changes anything, and by how much,
is measured by numbers afterwards: a transpose of something symmetric changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symgauss.kernel.context import Context, Property
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.terms import (
    Dimension,
    Function,
    Indexed,
    IndexedSum,
    Inverse,
    NormalDensity,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
    negative,
)
from symgauss.kernel.traversal import children, rebuild

TWO = Rational(2)
Planted = tuple[str, Term]


def errors(term: Term, context: Context) -> Iterator[Planted]:
    """Kind of error and changed term, for every place of a term; shapes stay as they are."""
    seen: set[Term] = {term}
    for kind, changed in _anywhere(term, context):
        if changed in seen or not _fits(changed, term):
            continue
        seen.add(changed)
        yield kind, changed


def _fits(changed: Term, term: Term) -> bool:
    try:
        return bool(shape_of(changed) == shape_of(term))
    except Exception:  # noqa: BLE001 - a change may break the shapes in many ways
        return False


def _anywhere(term: Term, context: Context) -> Iterator[Planted]:
    yield from _here(term, context)
    for place, child in enumerate(children(term)):
        for kind, changed in _anywhere(child, context):
            new = _with(term, place, changed)
            if new is not None:
                yield kind, new


def _with(term: Term, place: int, changed: Term) -> Term | None:
    """The term with another child at a place."""
    position = -1

    def swap(child: Term) -> Term:
        nonlocal position
        position += 1
        return changed if position == place else child

    try:
        return rebuild(term, swap)
    except Exception:  # noqa: BLE001 - a binder that needs a symbol at this place
        return None


def _here(term: Term, context: Context) -> Iterator[Planted]:
    if not isinstance(term, NormalDensity | Rational | Dimension) and not _is_index(term, context):
        yield "factor 2", Product((TWO, term))
        yield "factor 21/20", Product((Rational(21, 20), term))
        yield "sign", negative(term)
    match term:
        case Sum(terms):
            for i in range(len(terms)):
                rest = terms[:i] + terms[i + 1 :]
                yield "missing term", rest[0] if len(rest) == 1 else Sum(rest)
        case Product(factors):
            for i in range(len(factors)):
                rest = factors[:i] + factors[i + 1 :]
                yield "missing factor", rest[0] if len(rest) == 1 else Product(rest)
        case NormalDensity(point, mean, covariance):
            yield "factor 2", NormalDensity(point, Product((TWO, mean)), covariance)
            yield "inverse", NormalDensity(point, mean, Inverse(covariance))
        case Rational(p, q) if abs(p) != q or q != 1:
            yield "factor 2", Rational(2 * p, q)
        case Transpose(inside):
            yield "transposed", inside
        case Inverse(inside):
            yield "inverse", inside
        case Power(base, exponent) if exponent == TWO:
            yield "wrong variance", base
        case Power(base, exponent) if exponent == Rational(-1):
            yield "inverse", base
        case Function("sqrt", inside):
            yield "root", inside
        case Function("log", inside):
            yield "sign", Function("log", Power(inside, Rational(-1)))
        case IndexedSum(body, index, lower, upper):
            yield "missing term", IndexedSum(body, index, Sum((lower, Rational(1))), upper)
        case Symbol() | Indexed():
            yield from _others(term, context)
        case _:
            pass
    if not isinstance(term, Transpose) and not shape_of(term).is_scalar:
        yield "transposed", Transpose(term)


def _is_index(term: Term, context: Context) -> bool:
    return isinstance(term, Symbol) and Property.INTEGER in context.properties(term.name)


def _others(term: Symbol | Indexed, context: Context) -> Iterator[Planted]:
    """Another symbol of the same shape and the same properties: the wrong mean or variance."""
    own = context.properties(term.name)
    kind = "wrong variance" if own & {Property.POSITIVE, Property.POSITIVE_DEFINITE} else "mixed up"
    for declaration in context.declarations:
        same = declaration.shape == term.shape and context.properties(declaration.name) == own
        if same and declaration.name != term.name:
            yield kind, replace(term, name=declaration.name)
