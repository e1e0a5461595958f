"""Vectors with positive entries: drawn so, and diagonal matrices of them are definite."""

from __future__ import annotations

import pytest

from symgauss.kernel.context import Context, Declaration, Property
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.signs import Signs
from symgauss.kernel.sizes import SCALAR, size, vector_shape
from symgauss.kernel.terms import (
    Determinant,
    Diag,
    Function,
    Hadamard,
    Inverse,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
)
from symgauss.kernel.verdict import Answer

D = vector_shape(size("d"))
v, w, u = (Symbol(name, D) for name in "vwu")
s = Symbol("s", SCALAR)
POSITIVE = frozenset({Property.POSITIVE})
CONTEXT = Context(
    (
        Declaration("v", D, POSITIVE),
        Declaration("w", D, POSITIVE),
        Declaration("u", D),
        Declaration("s", SCALAR, POSITIVE),
    )
)
KNOWN = [
    Diag(v),
    Diag(Hadamard(v, w)),
    Diag(Sum((v, w))),
    Diag(Product((s, v))),
    Diag(Diag(Inverse(Diag(v)))),
    Inverse(Diag(v)),
]
UNKNOWN = [Diag(u), Diag(Hadamard(v, u)), Diag(Hadamard(u, u)), Diag(Sum((v, u)))]


@pytest.mark.parametrize("term", KNOWN)
def test_a_diagonal_of_positive_entries_is_definite(term: Term) -> None:
    assert Signs(CONTEXT).definite(term)


@pytest.mark.parametrize("term", UNKNOWN)
def test_nothing_is_guessed(term: Term) -> None:
    assert not Signs(CONTEXT).definite(term)


def _log(matrix: Term) -> Term:
    return Function("log", Determinant(matrix))


def test_logarithms_and_roots_of_their_determinant() -> None:
    ratio = Function("log", Product((Determinant(Diag(v)), Inverse(Determinant(Diag(w))))))
    difference = Sum((_log(Diag(v)), Product((Rational(-1), _log(Diag(w))))))
    assert judge(ratio, EQUAL, difference, CONTEXT, seed=1).answer is Answer.HOLDS
    root = Function("sqrt", Determinant(Diag(v)))
    assert judge(Power(root, Rational(2)), EQUAL, Determinant(Diag(v)), CONTEXT).answer is (
        Answer.HOLDS
    )
    half = Product((Rational(1, 2), _log(Diag(v))))
    assert judge(half, EQUAL, Function("log", root), CONTEXT, seed=1).answer is Answer.HOLDS
    assert judge(_log(Diag(v)), EQUAL, half, CONTEXT, seed=1).answer is Answer.FAILS


def test_an_identity_that_needs_the_sign_fails_without_it() -> None:
    root = Function("sqrt", Power(Determinant(Diag(u)), Rational(2)))
    assert judge(root, EQUAL, Determinant(Diag(u)), CONTEXT, seed=1).answer is Answer.FAILS
