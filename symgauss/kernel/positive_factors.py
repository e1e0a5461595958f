"""Products taken apart: the scalar factors that are known to be positive, and the rest."""

from __future__ import annotations

from dataclasses import dataclass

from symgauss.kernel.shapes import shape_of
from symgauss.kernel.signs import Signs
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Product, Term


@dataclass(frozen=True, slots=True)
class Split:
    """The positive scalar factors, and all others as one product; ``None`` if there are none."""

    positive: tuple[Term, ...]
    rest: Product | None


class PositiveFactors:
    """Products taken apart in one context, remembered by the identity of their factors.

    The product of the rest is one object however often it is asked for, so that what is known of
    it is known by its identity as well.
    """

    def __init__(self, signs: Signs) -> None:
        self._signs = signs
        self._known: dict[int, tuple[tuple[Term, ...], Split]] = {}

    def of(self, factors: tuple[Term, ...]) -> Split:
        """The factors of a product, taken apart."""
        known = self._known.get(id(factors))
        if known is None:
            known = self._known[id(factors)] = (factors, self._split(factors))
        return known[1]

    def _split(self, factors: tuple[Term, ...]) -> Split:
        scalars = (factor for factor in factors if shape_of(factor) == SCALAR)
        positive = tuple(filter(self._signs.positive, scalars))
        rest = tuple(factor for factor in factors if factor not in positive)
        return Split(positive, Product(rest) if rest else None)
