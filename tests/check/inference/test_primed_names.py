r"""``P' = (I - K H) P`` beside ``H^\top``: the prime makes another name, and transposes nothing."""

from __future__ import annotations

from check.documents import answers

UPDATE = r"""The state is $x \sim N(m, P)$, and $K = P H^\top S^{-1}$ with $S = H P H^\top + R$,
where $R$ is a covariance.
$$ P' = (I - K H) P $$
Another form is
$$ P' = (I - K H) P (I - K H)^\top + K R K^\top $$
"""


def test_a_capital_with_a_prime() -> None:
    assert answers(UPDATE) == ["definition", "holds"]
    assert answers(UPDATE.replace("K R K", "K S K"))[-1] != "holds"


def test_a_number_with_a_prime() -> None:
    text = "Let $k = p / s$. $$ p' = (1 - k) p $$ Then $$ p' = p - k s k = p - p^2 / s $$"
    assert answers(text) == ["definition", "holds", "holds"]
    assert answers(text.replace("- p^2", "+ p^2"))[-1] == "fails"


def test_primes_that_may_transpose() -> None:
    r"""Where nothing else transposes, or a prime does so to another name, it is no name."""
    alone = "Let $A, D$ be matrices. $$ A' = A + D $$ $$ B = A' A $$ $$ B = A A + D A $$"
    assert answers(alone)[-1] != "holds"
    mixed = r"$$ b = (X'X)^{-1} X' y $$ $$ S' = S - X^\top X $$ $$ S = S' - X^\top X $$"
    assert answers(mixed)[-1] not in ("holds", "fails")
