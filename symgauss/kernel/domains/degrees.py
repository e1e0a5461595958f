"""Degrees: how large the polynomials are that an evaluation in the prime field compares.

A value stands for a matrix whose entries are rational functions (integer polynomials over one
common denominator) of the drawn parameters.  It bounds the degree of numerator and denominator
and log2 of the sum of the absolute values of their coefficients.  From these follows the error
bound of the prime field (Schwartz 1980, Zippel 1979).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import log2
from typing import NamedTuple

from symgauss.kernel.domains.domain import Value


class Bound(NamedTuple):
    """Bounds for one matrix of rational functions; ``bits`` are log2 of coefficient sums."""

    rows: int = 1
    columns: int = 1
    top: int = 0
    bottom: int = 0
    top_bits: float = 0.0
    bottom_bits: float = 0.0


def _log_add(a: float, b: float) -> float:
    return max(a, b) + 1.0


@dataclass
class Degrees:
    """Arithmetic with bounds.  ``extra`` sums the degrees of compared logarithms and arguments."""

    extra: float = 0.0
    structural: bool = True
    _whole: Value = field(default=None, repr=False)  #: whose entries were asked for last
    _entry: Value = field(default=None, repr=False)

    def rational(self, value: Fraction) -> Value:
        return Bound(1, 1, 0, 0, log2(max(1, abs(value.numerator))), log2(value.denominator))

    def constant(self, name: str) -> Value:
        del name
        return Bound(top=2)

    def dims(self, value: Value) -> tuple[int, int]:
        return value.rows, value.columns

    def entry(self, value: Value, i: int, j: int) -> Value:
        del i, j  # all entries are alike, so that they are one object
        if value is not self._whole:
            self._whole = value
            self._entry = Bound(1, 1, value.top, value.bottom, value.top_bits, value.bottom_bits)
        return self._entry

    def build(self, rows: int, columns: int, entries: Sequence[Value]) -> Value:
        objects = {id(entry): entry for entry in entries}  # many are one object: hashes take long
        distinct = list(dict.fromkeys(objects.values()))
        total = distinct[0]
        for entry in distinct[1:]:
            if (entry.bottom, entry.bottom_bits) == (0, 0.0) == (total.bottom, total.bottom_bits):
                total = Bound(
                    1, 1, max(total.top, entry.top), 0, max(total.top_bits, entry.top_bits), 0.0
                )
            else:
                total = self.add(total, entry)
        return Bound(rows, columns, total.top, total.bottom, total.top_bits, total.bottom_bits)

    def identity(self, n: int) -> Value:
        return Bound(n, n)

    def add(self, left: Value, right: Value) -> Value:
        return Bound(
            left.rows,
            left.columns,
            max(left.top + right.bottom, right.top + left.bottom),
            left.bottom + right.bottom,
            _log_add(left.top_bits + right.bottom_bits, right.top_bits + left.bottom_bits),
            left.bottom_bits + right.bottom_bits,
        )

    def mul(self, left: Value, right: Value) -> Value:
        scalar_left = left.rows == left.columns == 1
        scalar_right = right.rows == right.columns == 1
        inner = 1 if scalar_left or scalar_right else left.columns
        shape = right if scalar_left else left
        columns = shape.columns if scalar_left or scalar_right else right.columns
        return Bound(
            shape.rows,
            columns,
            left.top + right.top,
            left.bottom + right.bottom,
            left.top_bits + right.top_bits + log2(inner),
            left.bottom_bits + right.bottom_bits,
        )

    def scale(self, factor: Fraction, value: Value) -> Value:
        return self.mul(self.rational(factor), value)

    def inverse(self, value: Value) -> Value:
        n = value.rows
        # inverse of N / D is D adj(N) / det(N)
        adjugate = (n - 1) * value.top + value.bottom
        bits = n * log2(n) + (n - 1) * value.top_bits + value.bottom_bits
        return Bound(n, n, adjugate, n * value.top, bits, n * log2(n) + n * value.top_bits)

    def transpose(self, value: Value) -> Value:
        return Bound(
            value.columns, value.rows, value.top, value.bottom, value.top_bits, value.bottom_bits
        )

    def determinant(self, value: Value) -> Value:
        n = value.rows
        return Bound(
            1,
            1,
            n * value.top,
            n * value.bottom,
            n * log2(n) + n * value.top_bits,
            n * value.bottom_bits,
        )

    def function(self, name: str, value: Value) -> Value:
        """A root counts like its radicand, a logarithm like the power that is compared."""
        return self.logarithm(value, positive=True) if name == "log" else value

    def logarithm(self, value: Value, *, positive: bool) -> Value:
        """Positive logarithms are compared as products, so their degrees count."""
        del positive
        self.extra += 128.0 * (value.top + value.bottom + value.top_bits + value.bottom_bits + 1)
        return Bound(top=1)

    def opaque(self, name: str, arguments: Sequence[Value], rows: int, columns: int) -> Value:
        del name
        for argument in arguments:
            self.extra += 2.0 * (
                argument.top + argument.bottom + argument.top_bits + argument.bottom_bits + 1
            )
        return Bound(rows, columns, 1)

    def comparison(self, left: Value, right: Value) -> tuple[float, float]:
        """Degree and coefficient bits of the numerator of ``left - right``, with the extras."""
        gap = self.add(left, right)
        return max(1.0, gap.top + gap.bottom + self.extra), max(
            1.0, gap.top_bits + gap.bottom_bits + self.extra
        )
