"""An expression survives the way to the kernel and back."""

from __future__ import annotations

import pickle

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from symgauss.bridge import context_of, to_sympy, to_term
from symgauss.bridge.symbols import covariance, dimension, matrix, scalar, vector
from symgauss.calculus import (
    HALF,
    T,
    add,
    block,
    density,
    det,
    div,
    exp,
    expectation,
    form,
    integral,
    inv,
    kl,
    log,
    mul,
    normal,
    normal_density,
    power,
    quad,
    sqrt,
    stack,
    sub,
    tr,
)
from symgauss.errors import UsageError
from symgauss.kernel.shapes import shape_of

n, k = dimension("n"), dimension("k")
x, m = vector("x", n), vector("m", n)
y = vector("y", k)
P, R = covariance("P", n), covariance("R", k)
H = matrix("H", k, n)
a, b = scalar("a", between=(0, 1)), scalar("b", positive=True)
c, d = scalar("c"), scalar("d")

EXPRESSIONS = [
    sub(x, m),
    mul(-HALF, quad(sub(x, m), P)),
    mul(T(H), inv(R), sub(y, mul(H, x))),
    div(add(mul(a, c), d), sub(1, a)),
    exp(mul(-1, div(power(c, 2), mul(2, b)))),
    sqrt(sub(1, a)),
    power(b, sp.Rational(-1, 2)),
    log(det(P)),
    tr(mul(inv(P), x, T(x))),
    normal_density(x, m, P),
    density("p", x, y),
    kl(normal(x, m, P), normal(x, mul(2, m), P)),
    expectation(form(x, P), normal(x, m, P)),
    expectation(mul(x, T(x)), normal(x, m, P)),
    integral(normal_density(x, m, P), x),
    integral(exp(mul(-1, power(c, 2))), c),
    block([P, T(H)], [H, R]),
    stack(x, y),
    mul(power(mul(2, sp.pi), mul(-HALF, n)), b),
]


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=str)
def test_back_and_forth_is_the_identity(expression: sp.Basic) -> None:
    term = to_term(expression)
    again = to_sympy(term, context_of(expression))
    assert to_term(again) == term
    assert again == expression


scalars = st.recursive(
    st.sampled_from([a, b, c, d, *map(sp.Integer, (-2, 1, 3)), sp.Rational(1, 2)]),
    lambda inner: st.one_of(
        st.builds(add, inner, inner),
        st.builds(mul, inner, inner),
        st.builds(exp, inner),
        st.builds(power, inner, st.sampled_from([2, 3])),
    ),
    max_leaves=12,
)


@given(scalars)
def test_scalars_keep_their_order(expression: sp.Expr) -> None:
    term = to_term(expression)
    assert to_term(to_sympy(term, context_of(expression))) == term


vectors = st.recursive(
    st.sampled_from([x, m]),
    lambda inner: st.one_of(
        st.builds(add, inner, inner),
        st.builds(mul, st.sampled_from([P, inv(P), c, -HALF]), inner),
        st.builds(lambda u, v: mul(u, T(u), v), inner, inner),
    ),
    max_leaves=6,
)


@given(vectors)
def test_vectors_keep_their_order_and_shape(expression: sp.MatrixExpr) -> None:
    term = to_term(expression)
    assert str(shape_of(term)) == "n x 1"
    assert to_term(to_sympy(term, context_of(expression))) == term


def test_symbols_carry_what_is_declared() -> None:
    context = context_of(P, a, b)
    assert to_sympy(to_term(P), context) == P
    assert to_sympy(to_term(a), context) == a
    assert covariance("P", n) != matrix("P", n, n)
    assert scalar("a", between=(0, 1)) != scalar("a", between=(0, 2))


@pytest.mark.parametrize("symbol", [n, x, P, a, b], ids=str)
def test_symbols_can_be_pickled(symbol: sp.Basic) -> None:
    assert pickle.loads(pickle.dumps(symbol)) == symbol  # noqa: S301 - our own bytes


def test_one_name_cannot_mean_two_things() -> None:
    with pytest.raises(UsageError, match="P is declared twice"):
        context_of(P, matrix("P", n, n))


def test_what_the_kernel_has_no_word_for_is_refused() -> None:
    with pytest.raises(UsageError, match="no term"):
        to_term(sp.zeta(c))
