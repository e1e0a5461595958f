"""Real balls: rigorous enclosures of every real expression (Arb, at the working precision)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random

from flint import arb, arb_mat, fmpq

from symgauss.kernel.domains.domain import Value
from symgauss.kernel.findings import Singular, Undefined, Unsupported

BITS = 220  #: 60 decimal digits and some more
USUAL_GAP = 25  #: bits between the summands of an ordinary step


def _order(value: arb) -> int | None:
    """The binary logarithm of the size of a number; ``None`` where it may be zero."""
    if value.contains(0):
        return None  # perhaps nothing but rounding
    mantissa, exponent = value.mid().man_exp()
    return int(exponent) + int(mantissa).bit_length()


@dataclass
class Balls:
    """Arithmetic with enclosures at the precision of ``flint.ctx``."""

    rng: Random
    known: dict[tuple[object, ...], list[tuple[list[Value], Value]]] = field(default_factory=dict)
    structural: bool = False
    watching: bool = True  #: whether ``gap`` is kept, which only a claim of agreement needs
    gap: int = 0  #: bits between a small number and a large one beside which it may be lost
    _opaque: dict[tuple[object, ...], tuple[tuple[Value, ...], Value]] = field(
        default_factory=dict, repr=False
    )  #: by the identity of the arguments, which are kept alive

    def precision(self) -> int:
        """Bits at which nothing is lost in a sum: ``1 + e^{-1000}`` is not 1.

        The factor 2 is for what a function makes of a small number: ``cos x - 1`` is of order
        ``x^2``.
        """
        return BITS + 2 * max(0, self.gap - USUAL_GAP)

    def rational(self, value: Fraction) -> Value:
        if value.denominator == 1:
            return arb(value.numerator)
        return arb(fmpq(value.numerator, value.denominator))

    def constant(self, name: str) -> Value:
        return arb.pi() if name == "pi" else arb.const_e()

    def dims(self, value: Value) -> tuple[int, int]:
        return (value.nrows(), value.ncols()) if isinstance(value, arb_mat) else (1, 1)

    def entry(self, value: Value, i: int, j: int) -> Value:
        return value[i, j] if isinstance(value, arb_mat) else value

    def build(self, rows: int, columns: int, entries: Sequence[Value]) -> Value:
        return entries[0] if rows == columns == 1 else arb_mat(rows, columns, list(entries))

    def identity(self, n: int) -> Value:
        if n == 1:
            return arb(1)
        one = arb_mat(n, n)
        for i in range(n):
            one[i, i] = 1
        return one

    def add(self, left: Value, right: Value) -> Value:
        if self.watching:
            first, second = (_order(self.entry(value, 0, 0)) for value in (left, right))
            if first is not None and second is not None:
                self.gap = max(self.gap, abs(first - second))
        return left + right

    def mul(self, left: Value, right: Value) -> Value:
        product = left * right
        if isinstance(product, arb_mat) and product.nrows() == product.ncols() == 1:
            return product[0, 0]
        return product

    def scale(self, factor: Fraction, value: Value) -> Value:
        if factor.denominator == 1:
            return -value if factor.numerator == -1 else factor.numerator * value
        return self.rational(factor) * value

    def inverse(self, value: Value) -> Value:
        try:
            if isinstance(value, arb_mat):
                return value.inv()
        except ZeroDivisionError:
            raise Singular("an inverse of something singular") from None
        if value.contains(0):
            raise Singular("a division by zero")
        return 1 / value

    def transpose(self, value: Value) -> Value:
        return value.transpose() if isinstance(value, arb_mat) else value

    def determinant(self, value: Value) -> Value:
        return value.det() if isinstance(value, arb_mat) else value

    def function(self, name: str, value: Value) -> Value:
        if not isinstance(value, arb):
            raise Unsupported(f"{name} of a matrix")  # Flint would not look at what it is given
        result: arb = _FUNCTIONS[name](value)
        if not result.is_finite():
            if name in {"log", "sqrt"} and value < 0:
                raise Undefined(f"{name} of a negative number")
            raise Singular(f"{name} is not defined here")
        if self.watching:
            if name in _REST:
                self.gap = max(self.gap, -(_order(_REST[name](value)) or 0))
            self.gap = max(self.gap, -2 * (_order(value) or 0))
        return result

    def logarithm(self, value: Value, *, positive: bool) -> Value:
        del positive  # the enclosure itself decides
        return self.function("log", value)

    def opaque(self, name: str, arguments: Sequence[Value], rows: int, columns: int) -> Value:
        """Equal arguments are enclosures that overlap: generic points never do by accident."""
        same = (name, rows, columns, *map(id, arguments))
        if same not in self._opaque:
            found = self._looked_up(name, arguments, rows, columns)
            self._opaque[same] = (tuple(arguments), found)
        return self._opaque[same][1]

    def _looked_up(self, name: str, arguments: Sequence[Value], rows: int, columns: int) -> Value:
        point: list[Value] = []
        for argument in arguments:
            point += argument.entries() if isinstance(argument, arb_mat) else (argument,)
        dims = tuple(map(self.dims, arguments))  # a row is another point than a column
        table = self.known.setdefault((name, rows, columns, dims), [])
        for other, value in table:
            if len(other) == len(point) and all(map(arb.overlaps, point, other)):
                return value
        numbers = [arb(fmpq(self.rng.randint(-99, 99), 16)) for _ in range(rows * columns)]
        table.append((point, self.build(rows, columns, numbers)))
        return table[-1][1]


_FUNCTIONS: dict[str, Callable[[arb], arb]] = {
    "exp": arb.exp,
    "log": arb.log,
    "sqrt": arb.sqrt,
    "abs": abs,
    "gamma": arb.gamma,
    "digamma": arb.digamma,
    "erf": arb.erf,
    "Phi": lambda x: (-x / arb(2).sqrt()).erfc() / 2,  # with erf, small values would be lost
    "sin": arb.sin,
    "cos": arb.cos,
    "tanh": arb.tanh,
}

#: How far a function that flattens out is from its limits.
_REST: dict[str, Callable[[arb], arb]] = {
    "Phi": lambda x: (abs(x) / arb(2).sqrt()).erfc(),
    "erf": lambda x: abs(x).erfc(),
    "tanh": lambda x: (-2 * abs(x)).exp(),
}
