"""Exact Gaussian expectations of polynomials from finitely many values.

A polynomial is determined by its values on a lattice of integers, by Newton's differences.  The
mean of each of Newton's products under N(0, d) is a polynomial in d, so E f is a finite sum.  No
roots, no nodes that are irrational: it works in a prime field as it does in balls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from itertools import product
from math import comb, factorial, prod

from symgauss.kernel.domains.domain import Domain, Value, subtract
from symgauss.kernel.findings import LimitReached

MOST_POINTS = 6000
Point = tuple[int, ...]


@cache
def binomial_coefficients(k: int) -> tuple[Fraction, ...]:
    """Coefficients of ``C(z, k) = z (z - 1) ... (z - k + 1) / k!`` in powers of z."""
    coefficients = [Fraction(1)]
    for root in range(k):
        shifted = [Fraction(0), *coefficients]
        for power, c in enumerate(coefficients):
            shifted[power] -= root * c
        coefficients = shifted
    return tuple(c / factorial(k) for c in coefficients)


def lattice(n: int, degree: int) -> Iterator[Point]:
    """Points of N^n with coordinate sum at most ``degree``."""
    if n == 0:
        yield ()
        return
    for first in range(degree + 1):
        for rest in lattice(n - 1, degree - first):
            yield (first, *rest)


def differences(
    domain: Domain, n: int, degree: int, function: Callable[[Point], Value]
) -> dict[Point, Value]:
    """Forward differences at the origin of a polynomial of total degree ``degree``."""
    if comb(n + degree, degree) > MOST_POINTS:
        raise LimitReached(f"degree {degree} in {n} dimensions needs too many points")
    values = {point: function(point) for point in lattice(n, degree)}
    for axis in range(n):
        for order in range(1, degree + 1):
            # after this pass, index k of the axis holds the k-th difference for k <= order
            for point in sorted(values, key=lambda p: -p[axis]):
                if point[axis] >= order:
                    before = (*point[:axis], point[axis] - 1, *point[axis + 1 :])
                    values[point] = subtract(domain, values[point], values[before])
    return values


@cache
def square_coefficients(k: int) -> tuple[int, ...]:
    """Coefficients of ``z^2 (z^2 - 1) (z^2 - 4) ... (z^2 - (k - 1)^2)`` in powers of z^2."""
    coefficients = [1]
    for j in range(k):
        shifted = [0, *coefficients]
        for power, c in enumerate(coefficients):
            shifted[power] -= j * j * c
        coefficients = shifted
    return tuple(coefficients)


def square_mean(domain: Domain, k: int, variance: Value) -> Value:
    """Mean of that product for ``z ~ N(0, variance)``, by ``E z^{2j} = (2j - 1)!! variance^j``."""
    total = domain.rational(Fraction(0))
    power = domain.rational(Fraction(1))
    double_factorial = 1
    for j, coefficient in enumerate(square_coefficients(k)):
        if j:
            power = domain.mul(power, variance)
            double_factorial *= 2 * j - 1
        if coefficient:
            total = domain.add(total, domain.scale(Fraction(coefficient * double_factorial), power))
    return total


def gaussian_mean(
    domain: Domain, variances: list[Value], degree: int, function: Callable[[Point], Value]
) -> Value:
    """``E f(z)`` for independent ``z_i ~ N(0, variances[i])`` and a polynomial of this degree.

    Odd powers have mean zero, so the mean over the signs of the coordinates serves as well: a
    polynomial of degree ``degree // 2`` in the squares.  Newton's divided differences at the
    squares 0, 1, 4, ... determine it from few points: n^2 of them at degree 4, not n^4.
    """
    n, half = len(variances), degree // 2
    if comb(n + half, half) * 2 ** min(half, n) > MOST_POINTS:
        raise LimitReached(f"degree {degree} in {n} dimensions needs too many points")
    values = {point: _mean_over_signs(domain, point, function) for point in lattice(n, half)}
    for axis in range(n):
        for order in range(1, half + 1):
            for point in sorted(values, key=lambda p: -p[axis]):
                k = point[axis]
                if k >= order:
                    before = (*point[:axis], k - 1, *point[axis + 1 :])
                    gap = subtract(domain, values[point], values[before])
                    values[point] = domain.scale(Fraction(1, k * k - (k - order) ** 2), gap)
    means = [[square_mean(domain, k, variance) for k in range(half + 1)] for variance in variances]
    total: Value = None
    for point, step in values.items():
        part = step
        for axis, k in enumerate(point):
            if k:
                part = domain.mul(means[axis][k], part)
        total = part if total is None else domain.add(total, part)
    return total


def _mean_over_signs(domain: Domain, point: Point, function: Callable[[Point], Value]) -> Value:
    """Mean of the function over all signs of the coordinates that are not zero."""
    total: Value = None
    choices = [(k, -k) if k else (0,) for k in point]
    for signed in product(*choices):
        value = function(signed)
        total = value if total is None else domain.add(total, value)
    count = prod(len(choice) for choice in choices)
    return total if count == 1 else domain.scale(Fraction(1, count), total)


def factor(domain: Domain, covariance: Value) -> tuple[Value, list[Value]]:
    """``S = L D L^T`` with unit lower triangular L: no square roots."""
    n, _ = domain.dims(covariance)
    lower = [[domain.rational(Fraction(int(i == j))) for j in range(n)] for i in range(n)]
    diagonal: list[Value] = []
    for j in range(n):
        pivot = domain.entry(covariance, j, j)
        for k in range(j):
            square = domain.mul(domain.mul(lower[j][k], lower[j][k]), diagonal[k])
            pivot = subtract(domain, pivot, square)
        diagonal.append(pivot)
        if j + 1 < n:
            inverse = domain.inverse(pivot)
            for i in range(j + 1, n):
                entry = domain.entry(covariance, i, j)
                for k in range(j):
                    cross = domain.mul(domain.mul(lower[i][k], lower[j][k]), diagonal[k])
                    entry = subtract(domain, entry, cross)
                lower[i][j] = domain.mul(entry, inverse)
    return domain.build(n, n, [entry for row in lower for entry in row]), diagonal
