"""Rules that calculate, and the two identities of a posterior."""

from __future__ import annotations

import sympy as sp

from symgauss.bridge.symbols import covariance, dimension, matrix, scalar, vector
from symgauss.calculus import T, add, block, div, identity, inv, mul, square, stack, sub
from symgauss.derivation.rules import gains, numbers

n, k = dimension("n"), dimension("k")
A = block([2, 1], [1, 3])
P, R, H, x = covariance("P", n), covariance("R", k), matrix("H", k, n), vector("x", 2)


def test_numbers_are_carried_out() -> None:
    fifth = sp.Rational(1, 5)
    assert numbers.EVALUATE.action(inv(A)) == block([3 * fifth, -fifth], [-fifth, 2 * fifth])
    assert numbers.EVALUATE.action(mul(A, stack(1, 2))) == stack(4, 7)
    assert numbers.EVALUATE.action(mul(T(x), A, stack(1, 2))) == mul(T(x), stack(4, 7))
    assert numbers.EVALUATE.action(mul(A, inv(A))) == sp.Identity(2)


def test_a_minus_in_front_stays_there() -> None:
    gap = sub(x, stack(1, 2))
    assert numbers.EVALUATE.action(gap) == gap


def test_multiples_of_the_identity_are_gathered() -> None:
    a, b = scalar("a"), scalar("b")
    total = add(mul(a, identity(n)), mul(b, identity(n)))
    assert numbers.GATHER_IDENTITIES.action(total) == mul(add(a, b), identity(n))


def test_inversion_lemma_and_push_through() -> None:
    precision = add(inv(P), mul(T(H), inv(R), H))
    spread = add(mul(H, P, T(H)), R)
    lemma = sub(P, mul(P, T(H), inv(spread), H, P))
    assert gains.INVERSION_LEMMA.action(inv(precision)) == lemma
    pushed = gains.PUSH_THROUGH.action(mul(inv(precision), T(H), inv(R)))
    assert pushed == mul(P, T(H), inv(spread))


def test_both_identities_for_a_multiple_of_the_identity() -> None:
    variance = square(scalar("sigma", positive=True))
    precision = add(inv(P), mul(div(1, variance), T(H), H))
    spread = add(mul(H, P, T(H)), mul(variance, identity(k)))
    lemma = sub(P, mul(P, T(H), inv(spread), H, P))
    assert gains.INVERSION_LEMMA.action(inv(precision)) == lemma
    pushed = gains.PUSH_THROUGH.action(mul(div(1, variance), inv(precision), T(H)))
    assert pushed == mul(P, T(H), inv(spread))


def test_what_is_no_such_sum_is_left_alone() -> None:
    other = inv(add(inv(P), mul(matrix("B", n, n), inv(P))))
    assert gains.INVERSION_LEMMA.action(other) == other
