"""Random terms for the tests of the reader, and a plain evaluator of scalar ones."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from hypothesis import strategies as st

from symgauss.kernel.sizes import SCALAR, Shape, size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Constant,
    Determinant,
    Function,
    Hadamard,
    Identity,
    Inverse,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    difference,
    negative,
    quotient,
)

N, M = size("n"), size("m")
SCALARS = [Symbol(name, SCALAR) for name in ("a", "b", "sigma", "alphabar_t-1", "beta_t", "mu_1")]
VECTORS = [Symbol(name, vector_shape(N)) for name in ("x", "y", "mu")]
MATRICES = [Symbol(name, square_shape(N)) for name in ("A", "B")]
COVARIANCES = [Symbol(name, square_shape(N)) for name in ("S", "Sigma")]
H = Symbol("H", Shape(M, N))

DECLARATIONS = (
    r"x, y, \mu \in \mathbb{R}^{n}",
    r"A, B \in \mathbb{R}^{n \times n}",
    r"S, \Sigma \in \mathbb{S}_{++}^{n}",
    r"H \in \mathbb{R}^{m \times n}",
    r"\sigma, \bar\alpha_{t-1}, \beta_t > 0",
    r"a, b, \mu_1 \in \mathbb{R}",
)

numbers = st.sampled_from(
    [Rational(1), Rational(2), Rational(5), Rational(-3), Rational(1, 2), Rational(-3, 4)]
)
leaves = st.one_of(st.sampled_from(SCALARS), numbers, st.just(Constant("pi")))


def _grown(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(Sum),
        pairs.map(Product),
        pairs.map(lambda p: difference(*p)),
        pairs.map(lambda p: quotient(*p)),
        inner.map(negative),
        st.tuples(inner, st.sampled_from([2, 3, -1, -2])).map(
            lambda p: Power(p[0], Rational(p[1]))
        ),
        inner.map(lambda t: Function("exp", t)),
        inner.map(lambda t: Function("log", Function("exp", t))),
        inner.map(lambda t: Function("sqrt", Power(t, Rational(2)))),
        inner.map(lambda t: Function("abs", t)),
    )


#: Scalar terms over scalar symbols.
scalars: st.SearchStrategy[Term] = st.recursive(leaves, _grown, max_leaves=8)


@st.composite
def vectors(draw: st.DrawFn, depth: int = 2) -> Term:
    """Terms of shape n x 1."""
    if depth == 0:
        return draw(st.sampled_from(VECTORS))
    down = vectors(depth - 1)
    match draw(st.integers(0, 3)):
        case 0:
            return Sum((draw(down), draw(down)))
        case 1:
            return difference(draw(down), draw(down))
        case 2:
            return Product((draw(matrices(depth - 1)), draw(down)))
        case _:
            return Product((draw(down), Transpose(draw(down)), draw(down)))


@st.composite
def matrices(draw: st.DrawFn, depth: int = 2) -> Term:
    """Terms of shape n x n."""
    if depth == 0:
        return draw(st.sampled_from(MATRICES + COVARIANCES))
    down = matrices(depth - 1)
    makers: list[Callable[[], Term]] = [
        lambda: Sum((draw(down), Identity(N))),
        lambda: Product((draw(down), draw(down))),
        lambda: Transpose(draw(down)),
        lambda: Inverse(draw(matrices(0))),
        lambda: Product((draw(leaves), draw(down))),
        lambda: difference(draw(down), draw(down)),
        lambda: Product((draw(vectors(depth - 1)), Transpose(draw(vectors(depth - 1))))),
        lambda: Hadamard(draw(down), draw(down)),
        lambda: Product((Transpose(H), H)),
    ]
    return makers[draw(st.integers(0, len(makers) - 1))]()


@st.composite
def terms(draw: st.DrawFn) -> Term:
    """Terms of every shape."""
    match draw(st.integers(0, 5)):
        case 0:
            return draw(vectors())
        case 1:
            return draw(matrices())
        case 2:
            return Trace(draw(matrices()))
        case 3:
            return Function("log", Determinant(draw(st.sampled_from(COVARIANCES))))
        case 4:
            x = draw(vectors(1))
            return Product((Rational(-1, 2), Transpose(x), draw(matrices(1)), x))
        case _:
            return draw(scalars)


def value(term: Term, at: Mapping[str, float]) -> float:
    """A scalar term as a float; ``ArithmeticError`` or ``ValueError`` where it has no value."""
    match term:
        case Rational(numerator, denominator):
            return numerator / denominator
        case Constant("pi"):
            return math.pi
        case Symbol(name):
            return at[name]
        case Sum(terms_):
            return sum(value(t, at) for t in terms_)
        case Product(factors):
            return math.prod(value(t, at) for t in factors)
        case Power(base, exponent):
            return float(value(base, at) ** value(exponent, at))
        case Function(name, argument):
            functions = {"exp": math.exp, "log": math.log, "sqrt": math.sqrt, "abs": abs}
            return functions[name](value(argument, at))
        case _:
            raise TypeError(term)
