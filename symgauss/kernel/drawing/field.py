"""Drawing in the prime field: uniform values."""

from __future__ import annotations

from math import prod
from random import Random

from flint import fmpz, fmpz_mat, nmod, nmod_mat

from symgauss.kernel.context import Declaration, Property
from symgauss.kernel.domains.domain import Value
from symgauss.kernel.domains.field import Field
from symgauss.kernel.drawing.instance import cayley, words
from symgauss.kernel.sizing import PATTERN_BITS


def fresh_prime(rng: Random) -> int:
    """A random prime between 2^62 and 2^63 that is 3 modulo 4.

    Random, so that nobody can write a number into a formula that vanishes modulo the prime.
    """
    while True:
        candidate = rng.getrandbits(62) | 2**62 | 3
        if fmpz(candidate).is_prime():
            return candidate


class FieldDraw:
    """Uniform values of the prime field."""

    def __init__(self, field_: Field) -> None:
        self.field = field_

    def scalar(self, declaration: Declaration, properties: frozenset[Property]) -> Value:
        root = self.field.random()
        if Property.POSITIVE not in properties:
            return root
        # A positive scalar is a square; that it may have an upper bound changes no identity.
        del declaration
        square = root * root
        self.field.draws.roots[int(square)] = root
        return square

    def matrix(self, rows: int, columns: int, properties: frozenset[Property]) -> Value:
        if Property.POSITIVE_SEMIDEFINITE in properties:
            return self._definite(rows, diagonal=Property.DIAGONAL in properties)
        if Property.ORTHOGONAL in properties:
            return self._orthogonal(rows)
        if properties & {Property.LOWER_TRIANGULAR, Property.UPPER_TRIANGULAR}:
            return self._shaped(rows, columns, properties)
        entries = words(self.field.draws.rng, rows * columns)
        if Property.POSITIVE in properties:
            return self._positive(rows, columns, entries)
        if Property.SYMMETRIC in properties:
            entries = [
                entries[max(i, j) * rows + min(i, j)] for i in range(rows) for j in range(rows)
            ]
        return self._value(rows, columns, entries)

    def _value(self, rows: int, columns: int, entries: list[int]) -> nmod_mat:
        # by way of integers, which is quicker than entry by entry
        return nmod_mat(fmpz_mat(rows, columns, entries), self.field.prime)

    def _positive(self, rows: int, columns: int, words_: list[int]) -> Value:
        """Squares; their product, the determinant of a diagonal matrix, has a known root, too."""
        roots = [nmod(word, self.field.prime) for word in words_]
        for root in (*roots, prod(roots, start=nmod(1, self.field.prime))):
            self.field.draws.roots[int(root * root)] = root
        return self._value(rows, columns, [int(root * root) for root in roots])

    def _orthogonal(self, n: int) -> Value:
        """A Cayley transform, which is a rotation, or a reflection of one."""
        draws, prime = self.field.draws, self.field.prime
        skew = [[0] * n for _ in range(n)]
        for i in range(n):
            for j in range(i):
                skew[i][j] = draws.rng.getrandbits(62)
                skew[j][i] = -skew[i][j] % prime
        flat = [entry for row in skew for entry in row]
        rotation = cayley(self.field, n, nmod_mat(n, n, flat, prime))
        reflects = draws.reflections >> (draws.orthogonal % PATTERN_BITS) & 1
        draws.orthogonal += 1
        if not reflects:
            return rotation
        signs = [-1 if i == j == 0 else int(i == j) for i in range(n) for j in range(n)]
        return nmod_mat(n, n, signs, prime) * rotation

    def _shaped(self, rows: int, columns: int, properties: frozenset[Property]) -> Value:
        """A triangular or diagonal matrix."""
        rng, prime = self.field.draws.rng, self.field.prime
        above = Property.LOWER_TRIANGULAR not in properties
        below = Property.UPPER_TRIANGULAR not in properties
        drawn = words(rng, rows * columns)
        entries: list[int] = []
        for i in range(rows):
            first = 0 if below else min(i, columns)
            last = columns if above else min(i + 1, columns)
            entries += [0] * first
            entries += drawn[i * columns + first : i * columns + last]
            entries += [0] * (columns - last)
        if Property.POSITIVE_DIAGONAL in properties:
            for place in range(0, len(entries), columns + 1):
                root = nmod(entries[place], prime)
                entries[place] = int(root * root)
                self.field.draws.roots[entries[place]] = root
        return self._value(rows, columns, entries)

    def _definite(self, n: int, *, diagonal: bool) -> Value:
        """``L L^T``; the determinant has the known root ``det L``."""
        lower = {Property.LOWER_TRIANGULAR} | ({Property.UPPER_TRIANGULAR} if diagonal else set())
        factor = self._shaped(n, n, frozenset(lower))
        square = factor * factor.transpose()
        root = self.field.entry(factor, 0, 0)
        for i in range(1, n):
            root = root * factor[i, i]
        if isinstance(square, nmod_mat) and n == 1:
            square = square[0, 0]
        self.field.draws.roots[int(root * root)] = root
        return square
