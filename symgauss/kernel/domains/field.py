"""The prime field: exact values of rational expressions at a random point modulo a prime.

Rational expressions are evaluated as they are (``nmod_mat``).  Beyond them:

- ``log`` of a value is a formal logarithm.  A :class:`LogSum` is ``value + sum c_i log(u_i)`` with
  rational ``c_i``; two of them are equal when the values are and ``prod u_i^{c_i}`` is one.
  This is sound where every ``u_i`` is positive, which the evaluator makes sure of.
- ``sqrt`` of a value is a known root (of the square that was drawn for a positive symbol), or a
  radical: a root with a sign.  What holds for *every* choice of signs holds for the positive
  roots; so the judge evaluates them all.
- ``pi`` and ``e`` are generic points: what holds for an indeterminate holds for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from random import Random
from typing import NamedTuple

from flint import nmod, nmod_mat

from symgauss.kernel.domains.domain import Value
from symgauss.kernel.findings import NotInDomain, Singular

MOST_RADICALS = 4
LARGEST_LOG_POWER = 4096


Log = tuple[int, bool]
"""The argument of a logarithm, and whether it is known to be positive."""


class LogSum(NamedTuple):
    """``value + sum of c * log(u)``: a field element and formal logarithms of field elements."""

    value: nmod
    logs: tuple[tuple[Log, Fraction], ...]


@dataclass
class Draws:
    """The random choices of one draw, shared by every evaluation of it."""

    rng: Random
    reflections: int = 0  #: bit i set: the i-th orthogonal matrix that is drawn is a reflection
    orthogonal: int = 0  #: how many orthogonal matrices were drawn
    logarithms: bool = False  #: whether a formal logarithm was taken
    roots: dict[int, nmod] = field(default_factory=dict)  #: positive root of a drawn square
    generic: dict[object, nmod] = field(
        default_factory=dict
    )  #: pi, opaque values, logs in products
    radicals: dict[int, int] = field(default_factory=dict)  #: radicand -> number of its sign

    @property
    def penalty(self) -> float:
        """Bits of error that the degrees do not see.

        The product over all signs of r radicals has 2^r times the degree, and only one draw in 2^r
        has all its radicands square.
        """
        return 2.0 * len(self.radicals)


@dataclass
class Field:
    """Arithmetic modulo a prime that is 3 modulo 4."""

    prime: int
    draws: Draws
    signs: int = 0  #: bit i set: radical i is the negative of the first root found
    structural: bool = True
    _rationals: dict[tuple[int, int], nmod] = field(default_factory=dict, repr=False)
    _opaque: dict[tuple[object, ...], tuple[tuple[Value, ...], Value]] = field(
        default_factory=dict, repr=False
    )  #: by the identity of the arguments, which are kept alive

    def random(self) -> nmod:
        """A uniform element below 2^62."""
        return nmod(self.draws.rng.getrandbits(62), self.prime)

    def generic(self, key: object) -> nmod:
        """A random element that belongs to ``key``."""
        if key not in self.draws.generic:
            self.draws.generic[key] = self.random()
        return self.draws.generic[key]

    def rational(self, value: Fraction) -> Value:
        parts = (value.numerator, value.denominator)
        known = self._rationals.get(parts)
        if known is None:
            known = self._rationals[parts] = self._rational(*parts)
        return known

    def _rational(self, numerator: int, denominator: int) -> nmod:
        below = nmod(denominator, self.prime)
        if int(below) == 0:
            raise Singular("a denominator is a multiple of the prime")
        return nmod(numerator, self.prime) / below

    def constant(self, name: str) -> Value:
        root = self.generic(("constant", name))
        square = root * root
        self.draws.roots.setdefault(int(square), root)
        return square

    def dims(self, value: Value) -> tuple[int, int]:
        return (value.nrows(), value.ncols()) if isinstance(value, nmod_mat) else (1, 1)

    def entry(self, value: Value, i: int, j: int) -> Value:
        return value[i, j] if isinstance(value, nmod_mat) else value

    def build(self, rows: int, columns: int, entries: Sequence[Value]) -> Value:
        if rows == columns == 1:
            return entries[0]
        plain = [x if type(x) is nmod else self._plain(x) for x in entries]
        return nmod_mat(rows, columns, plain, self.prime)

    def identity(self, n: int) -> Value:
        if n == 1:
            return nmod(1, self.prime)
        one = nmod_mat(n, n, self.prime)
        for i in range(n):
            one[i, i] = 1
        return one

    def add(self, left: Value, right: Value) -> Value:
        if isinstance(left, LogSum) or isinstance(right, LogSum):
            return self._add_logs(left, right)
        return left + right

    def mul(self, left: Value, right: Value) -> Value:
        product = self._plain(left) * self._plain(right)
        if isinstance(product, nmod_mat) and product.nrows() == product.ncols() == 1:
            return product[0, 0]
        return product

    def scale(self, factor: Fraction, value: Value) -> Value:
        if isinstance(value, LogSum):
            logs = tuple((u, c * factor) for u, c in value.logs) if factor else ()
            return LogSum(self.rational(factor) * value.value, logs)
        return -value if factor == -1 else self.rational(factor) * value

    def inverse(self, value: Value) -> Value:
        plain = self._plain(value)
        try:
            return plain.inv() if isinstance(plain, nmod_mat) else 1 / plain
        except ZeroDivisionError:
            raise Singular("an inverse of something singular") from None

    def transpose(self, value: Value) -> Value:
        return value.transpose() if isinstance(value, nmod_mat) else value

    def determinant(self, value: Value) -> Value:
        return value.det() if isinstance(value, nmod_mat) else value

    def function(self, name: str, value: Value) -> Value:
        if name == "log":
            return self.logarithm(value, positive=False)
        if name == "sqrt":
            return self._root(int(self._plain(value)))
        raise NotInDomain(f"{name} has no value in a prime field")

    def logarithm(self, value: Value, *, positive: bool) -> Value:
        self.draws.logarithms = True
        u = int(self._plain(value))
        logs = () if u == 1 else (((u, positive), Fraction(1)),)  # log 1 = 0, also inside products
        return LogSum(nmod(0, self.prime), logs)

    def opaque(self, name: str, arguments: Sequence[Value], rows: int, columns: int) -> Value:
        # Most arguments are values that were drawn, so the same objects come again and again.
        same = (name, rows, columns, *map(id, arguments))
        if same not in self._opaque:
            point: list[int] = []
            for plain in map(self._plain, arguments):
                point += self.dims(plain)  # a row is another point than a column
                each = plain.entries() if isinstance(plain, nmod_mat) else (plain,)
                point += map(int, each)
            place = tuple(point)
            drawn = [self.generic(("opaque", name, place, k)) for k in range(rows * columns)]
            self._opaque[same] = (tuple(arguments), self.build(rows, columns, drawn))
        return self._opaque[same][1]

    def equal(self, left: Value, right: Value) -> bool:
        """Whether two values are the same; formal logarithms by ``prod u^c = 1``."""
        if not isinstance(left, LogSum) and not isinstance(right, LogSum):
            return bool(left == right)
        gap = self._add_logs(left, self.scale(Fraction(-1), right))
        return int(gap.value) == 0 and self._vanishes(gap.logs)

    def _vanishes(self, logs: tuple[tuple[Log, Fraction], ...]) -> bool:
        """Whether sum c log u is zero for positive u: then (prod u^c)^k = 1 for a common k.

        A logarithm of something that may be negative cancels against itself only.
        """
        if not all(positive for (_, positive), _ in logs):
            return False
        common = lcm(*(c.denominator for _, c in logs))
        product = nmod(1, self.prime)
        for (u, _), c in logs:
            power = int(c * common)
            if abs(power) > LARGEST_LOG_POWER or u == 0:
                raise NotInDomain("a logarithm with a coefficient that is too large")
            product *= nmod(u, self.prime) ** power
        return int(product) == 1

    def _add_logs(self, left: Value, right: Value) -> LogSum:
        a, b = (x if isinstance(x, LogSum) else LogSum(x, ()) for x in (left, right))
        if not a.logs or not b.logs:  # both are in order, without zeros
            return LogSum(a.value + b.value, a.logs or b.logs)
        total = dict(a.logs)
        for log, c in b.logs:
            before = total.get(log)
            total[log] = c if before is None else before + c
        return LogSum(a.value + b.value, tuple((u, c) for u, c in sorted(total.items()) if c))

    def _plain(self, value: Value) -> Value:
        """A logarithm inside a product is a generic element that belongs to its argument."""
        if not isinstance(value, LogSum):
            return value
        total = value.value
        for (u, positive), c in value.logs:
            inverse = int(1 / nmod(u, self.prime)) if u and positive else u
            sign = 1 if u <= inverse else -1
            total += self.rational(c * sign) * self.generic(("log", min(u, inverse)))
        return total

    def has_root(self, radicand: int) -> bool:
        """Whether an element is a square: where the prime is 3 modulo 4, it or its negative is."""
        if radicand in self.draws.roots or radicand == 0:
            return True
        return pow(radicand, (self.prime - 1) // 2, self.prime) == 1

    def _root(self, radicand: int) -> nmod:
        if radicand in self.draws.roots:
            return self.draws.roots[radicand]
        root = nmod(radicand, self.prime) ** ((self.prime + 1) // 4)
        if int(root * root) != radicand:
            raise Singular("a radicand is no square in this field")
        number = self.draws.radicals.setdefault(radicand, len(self.draws.radicals))
        if number >= MOST_RADICALS:
            raise NotInDomain("too many independent radicals")
        return -root if self.signs >> number & 1 else root
