"""Drawing real numbers: small ones that a person can check by hand, or generic ones."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from flint import arb, arb_mat, fmpz_mat

from symgauss.kernel.context import Declaration, Property
from symgauss.kernel.domains.balls import Balls
from symgauss.kernel.domains.domain import Value
from symgauss.kernel.drawing.instance import cayley, mask, words
from symgauss.kernel.findings import Unsupported

STEP = arb(2) ** -40  #: generic numbers are multiples of it
SMALLEST, LARGEST = 2**36, 3 * 2**40  #: generic numbers in steps, but for their sign


def _steps(word: int) -> int:
    """How many steps a random number has, by a word of random bits; the last one is a sign."""
    return SMALLEST + (word >> 1) % (LARGEST - SMALLEST)


def _signed(word: int) -> int:
    return _steps(word) if word & 1 else -_steps(word)


class BallDraw:
    """Small rational numbers, so that a counterexample can be checked by hand, or random ones.

    ``reach`` is the order of magnitude of the random ones where nothing bounds them, ``sign`` that
    of the scalars among them, 0 if it is random.
    """

    def __init__(
        self,
        balls: Balls,
        rng: Random,
        *,
        small: bool,
        reach: Fraction = Fraction(1),
        sign: int = 0,
    ) -> None:
        self.sign = sign
        self.balls = balls
        self.rng = rng
        self.small = small
        self.reach = reach
        self.step = STEP if reach == 1 else balls.rational(reach) * STEP

    def scalar(self, declaration: Declaration, properties: frozenset[Property]) -> Value:
        return self.balls.rational(self._number(declaration, properties))

    def _number(self, declaration: Declaration, properties: frozenset[Property]) -> Fraction:
        low, high = declaration.above, declaration.below
        if Property.NONNEGATIVE in properties and (low is None or low < 0):
            low = Fraction(0)
        if low is not None and high is not None:
            if low >= high:
                raise Unsupported(f"the range of {declaration.name} is empty")
            parts = self.rng.choice((2, 3, 4, 5)) if self.small else 2**40
            return low + (high - low) * Fraction(self.rng.randint(1, parts - 1), parts)
        step = Fraction(self.rng.randint(1, 4)) if self.small else self._generic()
        if low is not None:
            return low + step
        if high is not None:
            return high - step
        return (
            Fraction(self._integer())
            if self.small
            else step * (self.sign or self.rng.choice((-1, 1)))
        )

    def _integer(self) -> int:
        return self.rng.choice((-3, -2, -1, 1, 2, 3))

    def _generic(self) -> Fraction:
        return self._scaled(self.rng.randint(SMALLEST, LARGEST))

    def _scaled(self, steps: int) -> Fraction:
        """A number in steps of ``reach / 2^40``."""
        number = Fraction(steps, 2**40)
        return number if self.reach == 1 else self.reach * number

    def _entry(self) -> Fraction:
        if self.small:
            return Fraction(self.rng.choice((-2, -1, 0, 1, 1, 2)))
        steps = self.rng.randint(SMALLEST, LARGEST)
        return self._scaled(-steps if self.rng.getrandbits(1) else steps)

    def matrix(self, rows: int, columns: int, properties: frozenset[Property]) -> Value:
        if Property.POSITIVE_SEMIDEFINITE in properties:
            return self._definite(rows, diagonal=Property.DIAGONAL in properties)
        if not properties and not self.small:
            return self._plain(rows, columns)
        entries = [[self._entry() for _ in range(columns)] for _ in range(rows)]
        if Property.NONNEGATIVE in properties:
            return self._value([[abs(entry) or Fraction(1) for entry in row] for row in entries])
        if Property.ORTHOGONAL in properties:
            skew = [[Fraction(0)] * rows for _ in range(rows)]
            for i in range(rows):
                for j in range(i):
                    skew[i][j] = entries[i][j] or Fraction(1)
                    skew[j][i] = -skew[i][j]
            rotation = cayley(self.balls, rows, self._value(skew))
            signs = [[Fraction(int(i == j)) for j in range(rows)] for i in range(rows)]
            signs[0][0] *= self.rng.choice((-1, 1))  # a Cayley transform is a rotation
            return self.balls.mul(self._value(signs), rotation)
        for i in range(rows):
            for j in range(columns):
                if not mask(properties, i, j):
                    entries[i][j] = Fraction(0)
                if i == j and Property.POSITIVE_DIAGONAL in properties:
                    entries[i][j] = abs(entries[i][j]) or Fraction(1)
                if i == j and Property.INVERTIBLE in properties:
                    entries[i][j] = entries[i][j] or Fraction(1)
        if Property.SYMMETRIC in properties:
            entries = [[entries[max(i, j)][min(i, j)] for j in range(rows)] for i in range(rows)]
        return self._value(entries)

    def _in_steps(self, rows: int, columns: int, steps: list[int]) -> arb_mat:
        """A matrix by its entries in steps: by way of integers, quicker than one by one."""
        return arb_mat(fmpz_mat(rows, columns, steps)) * self.step

    def _plain(self, rows: int, columns: int) -> Value:
        """A random matrix without properties."""
        drawn = words(self.rng, rows * columns)
        return self._in_steps(rows, columns, [_signed(word) for word in drawn])

    def _definite(self, n: int, *, diagonal: bool) -> Value:
        """``L L^T``."""
        if not self.small and n > 1:
            factor = self._factor(n, diagonal=diagonal)
            return self.balls.mul(factor, factor.transpose())
        lower = [[Fraction(0)] * n for _ in range(n)]
        for i in range(n):
            for j in range(i):
                if not diagonal:
                    lower[i][j] = self._entry()
            lower[i][i] = Fraction(self.rng.randint(1, 2)) if self.small else self._generic()
        if n == 1 and self.small:
            return self.balls.rational(Fraction(self.rng.randint(1, 4)))
        factor = self._value(lower)
        return self.balls.mul(factor, self.balls.transpose(factor))

    def _factor(self, n: int, *, diagonal: bool) -> arb_mat:
        """A random lower triangular matrix with a positive diagonal."""
        drawn = words(self.rng, n * n)
        steps = [0] * (n * n)
        for i in range(n):
            for j in range(i * (not diagonal)):
                steps[i * n + j] = _signed(drawn[i * n + j])
            steps[i * n + i] = _steps(drawn[i * n + i])
        return self._in_steps(n, n, steps)

    def _value(self, rows: list[list[Fraction]]) -> Value:
        flat = [self.balls.rational(entry) for row in rows for entry in row]
        return self.balls.build(len(rows), len(rows[0]), flat)
