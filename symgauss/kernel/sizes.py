"""Sizes of vectors and matrices: polynomials in named dimensions.

``n``, ``n_1 + n_2``, ``2 n`` and ``1`` are sizes.  Two sizes are equal when they are the same
polynomial; a symbolic dimension never equals another one by accident.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Monomial = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """A polynomial with integer coefficients in named dimensions, in canonical form.

    ``monomials`` is sorted, holds each monomial once, and no coefficient is zero.
    Build with :func:`size`, never by hand.
    """

    monomials: tuple[tuple[Monomial, int], ...]

    def __add__(self, other: Size) -> Size:
        return _canonical([*self.monomials, *other.monomials])

    def __mul__(self, other: Size) -> Size:
        return _canonical(
            [
                (tuple(sorted(left + right)), a * b)
                for left, a in self.monomials
                for right, b in other.monomials
            ]
        )

    def __neg__(self) -> Size:
        return Size(tuple((monomial, -factor) for monomial, factor in self.monomials))

    def __sub__(self, other: Size) -> Size:
        return self + -other

    @property
    def dimensions(self) -> frozenset[str]:
        """Names of the dimensions that occur."""
        return frozenset(name for monomial, _ in self.monomials for name in monomial)

    @property
    def is_abstract(self) -> bool:
        """Whether a named dimension occurs."""
        return any(monomial for monomial, _ in self.monomials)

    def at(self, sizes: Mapping[str, int]) -> int:
        """Value once every named dimension has a number; ``KeyError`` if one has none."""
        total = 0
        for monomial, factor in self.monomials:
            for name in monomial:
                factor *= sizes[name]  # noqa: PLW2901 - a loop is quicker here than a product
            total += factor
        return total

    def __str__(self) -> str:
        if not self.monomials:
            return "0"
        parts: list[str] = []
        # Named dimensions first, the constant last: "n + 1".
        for monomial, factor in sorted(self.monomials, key=lambda item: (not item[0], item[0])):
            letters = " ".join(monomial)
            number = "" if abs(factor) == 1 and monomial else str(abs(factor))
            text = f"{number} {letters}".strip()
            sign = "-" if factor < 0 else "+"
            parts.append(f"{sign} {text}" if parts else f"{'-' if factor < 0 else ''}{text}")
        return " ".join(parts)


def _canonical(monomials: list[tuple[Monomial, int]]) -> Size:
    total: dict[Monomial, int] = {}
    for monomial, factor in monomials:
        total[monomial] = total.get(monomial, 0) + factor
    return Size(tuple(sorted((m, k) for m, k in total.items() if k)))


def size(value: str | int) -> Size:
    """The size that is one named dimension (``size("n")``) or a number (``size(1)``)."""
    if isinstance(value, str):
        return Size((((value,), 1),))
    return Size((((), value),)) if value else Size(())


ONE = size(1)


@dataclass(frozen=True, slots=True)
class Shape:
    """Rows and columns.  A scalar is 1 x 1, a vector n x 1."""

    rows: Size
    columns: Size

    @property
    def is_scalar(self) -> bool:
        """Whether the shape is 1 x 1."""
        return self.rows.monomials == ONE.monomials == self.columns.monomials

    @property
    def is_vector(self) -> bool:
        """Whether the shape is n x 1 (a scalar is also a vector)."""
        return self.columns == ONE

    @property
    def is_square(self) -> bool:
        """Whether rows and columns are the same size."""
        return self.rows == self.columns

    @property
    def transposed(self) -> Shape:
        """The shape of the transpose."""
        return Shape(self.columns, self.rows)

    def __str__(self) -> str:
        if self.is_scalar:
            return "scalar"
        rows, columns = (f"({s})" if " " in str(s) else str(s) for s in (self.rows, self.columns))
        return f"{rows} x {columns}"


SCALAR = Shape(ONE, ONE)


def vector_shape(rows: Size) -> Shape:
    """Shape n x 1."""
    return Shape(rows, ONE)


def square_shape(rows: Size) -> Shape:
    """Shape n x n."""
    return Shape(rows, rows)
