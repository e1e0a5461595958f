"""Exact Gaussian expectations of polynomials from finitely many values.

A polynomial of total degree D is determined by its values on the lattice ``|z| <= D``: Newton's
forward differences give ``f(z) = sum (Delta^a f)(0) prod C(z_i, a_i)``.  The expectation of a
binomial ``C(z, k)`` under N(0, d) is a polynomial in d, so E f is a finite sum.  No roots, no
nodes that are irrational: it works in a prime field as it does in balls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from math import comb, factorial

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


def binomial_mean(domain: Domain, k: int, variance: Value) -> Value:
    """``E C(z, k)`` for ``z ~ N(0, variance)``, from ``E z^{2j} = (2j - 1)!! variance^j``."""
    total = domain.rational(Fraction(0))
    power = domain.rational(Fraction(1))
    double_factorial = 1
    for j, coefficient in enumerate(binomial_coefficients(k)[::2]):
        if j:
            power = domain.mul(power, variance)
            double_factorial *= 2 * j - 1
        if coefficient:
            total = domain.add(total, domain.scale(coefficient * double_factorial, power))
    return total


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


def gaussian_mean(
    domain: Domain, variances: list[Value], degree: int, function: Callable[[Point], Value]
) -> Value:
    """``E f(z)`` for independent ``z_i ~ N(0, variances[i])`` and a polynomial of this degree."""
    n = len(variances)
    steps = differences(domain, n, degree, function)
    means = [
        [binomial_mean(domain, k, variance) for k in range(degree + 1)] for variance in variances
    ]
    total: Value = None
    for point, step in steps.items():
        if any(k == 1 for k in point):  # E C(z, 1) = 0
            continue
        part = step
        for axis, k in enumerate(point):
            if k:
                part = domain.mul(means[axis][k], part)
        total = part if total is None else domain.add(total, part)
    return total


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
