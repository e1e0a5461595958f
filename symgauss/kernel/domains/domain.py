"""The operations that every domain has.

A value is a scalar or a matrix of the domain; a 1 x 1 matrix is always the scalar.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Protocol

from flint import acb_mat, arb_mat, nmod_mat

Value = Any
"""A scalar or matrix of a domain; only the domain looks inside."""

_FLINT = (nmod_mat, arb_mat, acb_mat)  #: the matrices of the domains that are no bounds or duals
ZERO, ONE, MINUS_ONE = Fraction(0), Fraction(1), Fraction(-1)


class Domain(Protocol):
    """Arithmetic in one domain.  Operations raise ``Singular`` or ``NotInDomain``."""

    @property
    def structural(self) -> bool:
        """Whether logarithms and roots are taken by structure, not by value."""
        ...

    def rational(self, value: Fraction) -> Value:
        """A rational number."""
        ...

    def constant(self, name: str) -> Value:
        """``pi`` or ``e``."""
        ...

    def dims(self, value: Value) -> tuple[int, int]:
        """Rows and columns."""
        ...

    def entry(self, value: Value, i: int, j: int) -> Value:
        """One entry, a scalar."""
        ...

    def build(self, rows: int, columns: int, entries: Sequence[Value]) -> Value:
        """A matrix from scalars, row by row; 1 x 1 gives the scalar."""
        ...

    def identity(self, n: int) -> Value:
        """The identity matrix of size n; 1 at n = 1."""
        ...

    def add(self, left: Value, right: Value) -> Value:
        """Sum of equal shapes."""
        ...

    def mul(self, left: Value, right: Value) -> Value:
        """Product of matrices; a scalar multiplies anything."""
        ...

    def scale(self, factor: Fraction, value: Value) -> Value:
        """Product with a rational number."""
        ...

    def inverse(self, value: Value) -> Value:
        """Inverse of a matrix or scalar."""
        ...

    def transpose(self, value: Value) -> Value:
        """Transpose."""
        ...

    def determinant(self, value: Value) -> Value:
        """Determinant."""
        ...

    def function(self, name: str, value: Value) -> Value:
        """A named function at a scalar; ``log`` and ``sqrt`` are the leaves of the structure."""
        ...

    def logarithm(self, value: Value, *, positive: bool) -> Value:
        """Natural logarithm; ``positive`` says that the argument is known to be positive."""
        ...

    def opaque(self, name: str, arguments: Sequence[Value], rows: int, columns: int) -> Value:
        """An unknown function: equal arguments give equal values, others generic ones."""
        ...


def trace(domain: Domain, value: Value) -> Value:
    """Sum of the diagonal."""
    rows, _ = domain.dims(value)
    total = domain.entry(value, 0, 0)
    for i in range(1, rows):
        total = domain.add(total, domain.entry(value, i, i))
    return total


def negative(domain: Domain, value: Value) -> Value:
    """``-value``."""
    return domain.scale(MINUS_ONE, value)


def subtract(domain: Domain, left: Value, right: Value) -> Value:
    """``left - right``."""
    return domain.add(left, negative(domain, right))


def zeros(domain: Domain, rows: int, columns: int) -> Value:
    """A matrix of zeros."""
    return domain.build(rows, columns, [domain.rational(ZERO)] * (rows * columns))


def rows_of(domain: Domain, value: Value) -> list[list[Value]]:
    """The entries, row by row; a matrix of Flint lists its own much quicker than one by one."""
    if isinstance(value, _FLINT):
        listed: list[list[Value]] = value.table()
        return listed
    rows, columns = domain.dims(value)
    return [[domain.entry(value, i, j) for j in range(columns)] for i in range(rows)]


def entries(domain: Domain, value: Value) -> list[Value]:
    """All entries, row by row."""
    return [entry for row in rows_of(domain, value) for entry in row]


def block(domain: Domain, rows: Sequence[Sequence[Value]]) -> Value:
    """A matrix from blocks."""
    scalars: list[Value] = []
    height = 0
    for row in rows:
        parts = [rows_of(domain, part) for part in row]
        for i in range(len(parts[0])):
            for part in parts:
                scalars += part[i]
            height += 1
    return domain.build(height, len(scalars) // height, scalars)


def submatrix(domain: Domain, value: Value, rows: Sequence[int], columns: Sequence[int]) -> Value:
    """The entries at some rows and columns."""
    picked = [domain.entry(value, i, j) for i in rows for j in columns]
    return domain.build(len(rows), len(columns), picked)
