"""Hypothesis strategies: sizes, shapes, well-shaped random terms over a fixed context."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from symgauss.kernel.context import Context, Declaration, Property
from symgauss.kernel.sizes import SCALAR, Shape, size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Constant,
    Determinant,
    Dimension,
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
    Zero,
)

N, M = size("n"), size("m")
SQUARE, VECTOR, WIDE = square_shape(N), vector_shape(N), Shape(M, N)

A, B = Symbol("A", SQUARE), Symbol("B", SQUARE)
S = Symbol("Sigma", SQUARE)
H = Symbol("H", WIDE)
x, y = Symbol("x", VECTOR), Symbol("y", VECTOR)
a, s = Symbol("a", SCALAR), Symbol("sigma", SCALAR)

CONTEXT = Context(
    (
        Declaration("A", SQUARE),
        Declaration("B", SQUARE),
        Declaration("Sigma", SQUARE, frozenset({Property.POSITIVE_DEFINITE})),
        Declaration("H", WIDE),
        Declaration("x", VECTOR),
        Declaration("y", VECTOR),
        Declaration("a", SCALAR),
        Declaration("sigma", SCALAR, above=Fraction(0)),
    )
)

names = st.sampled_from(["n", "m", "n_1", "d", "n_t-1"])
sizes = st.lists(st.tuples(names, st.integers(-3, 3)), max_size=4).map(
    lambda parts: sum((size(name) * size(k) for name, k in parts), start=size(1))
)


rationals = st.builds(Rational, st.integers(-9, 9), st.integers(1, 9))


def scalars(depth: int) -> st.SearchStrategy[Term]:
    atoms = st.one_of(
        rationals, st.sampled_from([a, s, Constant("pi"), Constant("e"), Dimension(N)])
    )
    if not depth:
        return atoms
    below, matrix, vector = scalars(depth - 1), matrices(depth - 1), vectors(depth - 1)
    return st.one_of(
        atoms,
        st.lists(below, min_size=1, max_size=3).map(lambda parts: Sum(tuple(parts))),
        st.lists(below, min_size=1, max_size=3).map(lambda parts: Product(tuple(parts))),
        st.builds(Power, below, st.integers(0, 3).map(Rational)),
        st.builds(Trace, matrix),
        st.builds(Determinant, matrix),
        st.builds(lambda u, v: Product((Transpose(u), v)), vector, vector),
        st.just(Function("log", s)),
        st.just(Function("sqrt", s)),
        st.builds(lambda c: Function("exp", Product((c, a))), rationals),
    )


def vectors(depth: int) -> st.SearchStrategy[Term]:
    atoms = st.sampled_from([x, y, Zero(VECTOR)])
    if not depth:
        return atoms
    below = vectors(depth - 1)
    return st.one_of(
        atoms,
        st.lists(below, min_size=1, max_size=3).map(lambda parts: Sum(tuple(parts))),
        st.builds(lambda m, v: Product((m, v)), matrices(depth - 1), below),
        st.builds(lambda c, v: Product((c, v)), scalars(depth - 1), below),
        st.builds(Hadamard, below, below),
    )


def matrices(depth: int) -> st.SearchStrategy[Term]:
    atoms = st.sampled_from([A, B, S, Identity(N), Inverse(S), Product((Transpose(H), H))])
    if not depth:
        return atoms
    below = matrices(depth - 1)
    return st.one_of(
        atoms,
        st.lists(below, min_size=1, max_size=3).map(lambda parts: Sum(tuple(parts))),
        st.lists(below, min_size=1, max_size=2).map(lambda parts: Product(tuple(parts))),
        st.builds(Transpose, below),
        st.builds(lambda c, m: Product((c, m)), scalars(depth - 1), below),
    )


terms: st.SearchStrategy[Term] = st.one_of(scalars(2), vectors(2), matrices(2))
