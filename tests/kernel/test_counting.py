"""How large a step is taken to be: the degree of a polynomial, everything inside of an inverse."""

from __future__ import annotations

import pytest
from battery.ask import verdict

from symgauss.kernel.context import Context, Definition
from symgauss.kernel.counting import Weights, matrices
from symgauss.kernel.sizes import size, square_shape
from symgauss.kernel.terms import (
    Identity,
    Inverse,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
    difference,
)
from symgauss.kernel.verdict import EvidenceKind

n = size("n")
A, B, K = (Symbol(name, square_shape(n)) for name in "ABK")
ONE = Identity(n)
HUA = difference(A, Inverse(Sum((Inverse(A), Inverse(difference(ONE, A))))))
DEFINED = Context((), (Definition(K, Product((A, B, A))),))


@pytest.mark.parametrize(
    ("term", "weight"),
    [
        (Product((A, Transpose(B), A)), 3),
        (Sum((Product((A, B)), Product((B, A)), A)), 2),
        (Power(Sum((A, B)), Rational(5)), 5),
        (Inverse(Sum((A, B, Product((A, B))))), 4),
        (HUA, 2),  # it is the square of A
        (Product((K, K)), 6),
    ],
)
def test_a_weight_is_a_degree(term: Term, weight: int) -> None:
    assert Weights(DEFINED, matrices, alternatives=True).of(term) == weight


def test_summands_add_up_where_they_are_no_alternatives() -> None:
    assert Weights(DEFINED, matrices).of(Sum((Product((A, B)), A))) == 3


@pytest.mark.parametrize("seed", range(8))
def test_sizes_at_which_nothing_is_invertible_are_drawn_again(seed: int) -> None:
    """Half of all sizes have m > n, where ``A S A^T`` is singular."""
    statements = r"""
        S \in \mathbb{S}_{++}^{n}
        A \in \mathbb{R}^{m \times n}
        u \in \mathbb{R}^{m}
    """
    formula = r"(A S A^\top)^{-1} A S A^\top u = u"
    found = verdict(statements, formula, seed)
    assert found.evidence is not None
    assert found.evidence.kind is EvidenceKind.EXACT
