"""Ranges that formulas need: where ``sqrt(1 - a)`` stands, ``a`` is below one.

A formula makes sense only where its roots and logarithms are real.  What that says about plain
names is supposed of them throughout the document, and handed on through their values: of
``a_t = 1 - b_t``, and of a product of all ``a_i``.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from symgauss.check.meaning.values import Value
from symgauss.kernel.context import Property
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Function,
    Indexed,
    IndexedProduct,
    Inverse,
    NormalDensity,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import subterms
from symgauss.latex.scope import Scope

_ONE = Rational(1)
_ROUNDS = 4  #: of handing on


class _Needs:
    """What must be positive, and what must be below one, by the name of a symbol or family."""

    def __init__(self) -> None:
        self.positive: set[str] = set()
        self.below_one: set[str] = set()

    def add(self, term: Term) -> None:
        """A scalar that must be positive."""
        match term:
            case Sum((first, Product((Rational(-1, 1), *rest)))) if first == _ONE:
                self._small(Product(tuple(rest)) if len(rest) > 1 else rest[0])
            case Product(factors) if len(factors) > 1:
                for factor in factors:
                    # what stands twice is a square, which has no sign
                    alone = sum(_base(other) == _base(factor) for other in factors) == 1
                    if alone and (isinstance(factor, Sum) or _is_family(factors)):
                        self.add(factor)
            case Indexed(name, _, shape) if shape.is_scalar:
                self.positive.add(name)
            case Power(base, Rational(k, 1)) if k % 2:
                self.add(base)
            case Inverse(base):
                self.add(base)
            case _:
                pass

    def _small(self, term: Term) -> None:
        """What must be below one; a product of members of one family if they lie in (0, 1)."""
        match term:
            case Symbol(name, shape) | Indexed(name, _, shape) if shape.is_scalar:
                self.below_one.add(name)
            case Product(factors) if _is_family(factors):
                self.below_one.add(_names(factors).pop())
                self.positive.add(_names(factors).pop())
            case _:
                pass

    def hand_on(self, value: Value) -> None:
        """What the range of a name says about what it is made of."""
        key, term = value.key, value.term
        if not isinstance(key, Symbol | Indexed):
            return
        small, positive = key.name in self.below_one, key.name in self.positive
        match term:
            case Sum((first, Product((Rational(-1, 1), Symbol() | Indexed() as other)))) if (
                first == _ONE
            ):
                if positive:
                    self.below_one.add(other.name)
                if small:
                    self.positive.add(other.name)
            case IndexedProduct(Indexed(name, _, shape)) if shape.is_scalar and small:
                self.below_one.add(name)
                self.positive.add(name)
            case Product(factors) if small and all(isinstance(f, Indexed) for f in factors):
                self.below_one |= _names(factors)
                self.positive |= _names(factors)
            case _:
                pass


def _base(factor: Term) -> Term:
    """What a factor is a power of."""
    while isinstance(factor, Power):
        factor = factor.base
    return factor


def _is_family(factors: tuple[Term, ...]) -> bool:
    """Whether all factors are members of one family of numbers."""
    return all(isinstance(f, Indexed) and f.shape.is_scalar for f in factors) and (
        len(_names(factors)) == 1
    )


def _names(factors: tuple[Term, ...]) -> set[str]:
    return {factor.name for factor in factors if isinstance(factor, Indexed)}


def declare_ranges(terms: Iterable[Term], values: Iterable[Value], scope: Scope) -> None:
    """Suppose the ranges; nothing that the document states is overwritten."""
    needs = _Needs()
    for whole in terms:
        for part in subterms(whole):
            match part:
                case Function("sqrt" | "log", argument):
                    needs.add(argument)
                case NormalDensity(covariance=covariance):
                    for factor in covariance.factors if isinstance(covariance, Product) else ():
                        if _is_scalar(factor):
                            needs.add(factor)
                case _:
                    pass
    if not needs.below_one:
        return
    known = list(values)
    for _ in range(_ROUNDS):
        for value in known:
            needs.hand_on(value)
    for name in sorted(needs.below_one):
        _bound(name, scope, positive=name in needs.positive)


def _bound(name: str, scope: Scope, *, positive: bool) -> None:
    old = scope.declarations.get(name)
    if old is not None and (not old.shape.is_scalar or old.above is not None):
        return
    if old is not None and (old.below is not None or Property.INTEGER in old.properties):
        return
    positive = positive or (old is not None and Property.POSITIVE in old.properties)
    above = Fraction(0) if positive else None
    scope.declare(name, SCALAR, frozenset(), above, Fraction(1))


def _is_scalar(term: Term) -> bool:
    try:
        return shape_of(term) == SCALAR
    except ShapeError:
        return False
