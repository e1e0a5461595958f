"""What the kernel reads off the structure of a term: degrees and signs.

A degree that is too small, or a sign that is only often right, would let false steps hold.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from battery.book import lines, read
from battery.oracle import World
from kernel.samples import (
    CONTEXT,
    LIKELIHOOD,
    NORMAL,
    PRIOR,
    SQUARE,
    A,
    H,
    R,
    S,
    T,
    i,
    mu,
    n,
    s,
    t,
    u,
    x,
    x_i,
    y,
)
from numpy.random import default_rng

from symgauss.kernel.context import Context, Declaration, Definition, Property
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.signs import Signs
from symgauss.kernel.sizes import SCALAR, square_shape
from symgauss.kernel.tables import Tables
from symgauss.kernel.terms import (
    Block,
    Constant,
    Covariance,
    CrossEntropy,
    Density,
    Determinant,
    Diag,
    Dimension,
    Entropy,
    Expectation,
    Function,
    Hadamard,
    Identity,
    IndexedProduct,
    IndexedSum,
    Integral,
    Inverse,
    Kronecker,
    KullbackLeibler,
    Normal,
    NormalDensity,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
    difference,
    negative,
)
from symgauss.kernel.traversal import subterms

ONE, TWO = Rational(1), Rational(2)
X, U = frozenset({"x"}), frozenset({"u"})
DEFINED = replace(CONTEXT, definitions=(Definition(t, SQUARE),))


def degree(term: Term, names: frozenset[str], context: Context = CONTEXT) -> int | None:
    return Tables(context, float("inf")).polynomials.degree(term, names)


def log_degree(term: Term, names: frozenset[str], context: Context = CONTEXT) -> int | None:
    return Tables(context, float("inf")).polynomials.log_degree(term, names)


DEGREES: list[tuple[Term, int | None]] = [
    (s, 0),
    (x, 1),
    (SQUARE, 2),
    (Sum((SQUARE, s)), 2),
    (Power(SQUARE, Rational(3)), 6),
    (Power(SQUARE, Rational(-1)), None),
    (Power(SQUARE, Rational(1, 2)), None),
    (Power(s, SQUARE), None),
    (Hadamard(x, x), 2),
    (Kronecker(x, x), 2),
    (Trace(Product((x, Transpose(x)))), 2),
    (Vec(Product((x, Transpose(mu)))), 1),
    (Diag(x), 1),
    (Block(((x,), (Product((H, x)),))), 1),
    (IndexedSum(Product((SQUARE, x_i)), i, ONE, T), 2),
    (IndexedSum(x_i, i, ONE, SQUARE), None),
    (IndexedSum(x_i, i, SQUARE, T), None),
    (Inverse(Diag(x)), None),
    (Determinant(Diag(x)), None),
    (Function("exp", SQUARE), None),
    (Function("log", Function("exp", SQUARE)), 2),
    (Function("log", SQUARE), None),
    (Function("log", NormalDensity(x, mu, S)), 2),
    (Function("log", NormalDensity(mu, x, S)), 2),
    (Function("log", NormalDensity(mu, mu, Diag(x))), None),
    (Function("log", NormalDensity(Function("exp", SQUARE), s, s)), None),
    (Function("log", Density(LIKELIHOOD)), 2),
    (Function("log", Product((Density(PRIOR), NormalDensity(x, mu, S), s))), 2),
    (Function("log", Product((Density(PRIOR), SQUARE))), None),
    (Function("log", Power(NormalDensity(x, mu, S), s)), 2),
    (Function("log", Power(s, SQUARE)), None),
    (Function("log", Integral(NormalDensity(u, SQUARE, s), u)), None),
    (Function("log", Integral(NormalDensity(y, Product((H, x)), R), y)), 2),
    (Expectation(y, Normal(y, Product((H, x)), R)), 1),
    (Expectation(Product((Transpose(y), y)), Normal(y, Product((H, x)), R)), 2),
    (Expectation(y, Normal(y, mu, Diag(x))), None),
    (Expectation(u, Normal(u, SQUARE, s)), None),
    (Expectation(y, LIKELIHOOD), 1),
    (Covariance(y, y, Normal(y, Product((H, x)), R)), 2),
    (Covariance(u, u, Normal(u, SQUARE, s)), None),
    (Entropy(Normal(y, Product((H, x)), R)), 0),
    (Entropy(Normal(x, mu, Diag(x))), None),
    (KullbackLeibler(Normal(y, Product((H, x)), R), Normal(y, y, R)), 2),
    (KullbackLeibler(Normal(mu, mu, Diag(x)), Normal(mu, mu, S)), None),
    (CrossEntropy(Normal(mu, x, S), Normal(mu, mu, S)), 2),
]


@pytest.mark.parametrize(("term", "expected"), DEGREES)
def test_the_degree_of_a_polynomial(term: Term, expected: int | None) -> None:
    assert degree(term, X) == expected


def test_degrees_see_through_definitions() -> None:
    assert degree(t, X, DEFINED) == 2
    assert log_degree(Function("exp", t), X, DEFINED) == 2
    bell = replace(CONTEXT, definitions=(Definition(t, NormalDensity(x, mu, S)),))
    assert log_degree(t, X, bell) == 2
    assert log_degree(s, X) == 0
    assert degree(u, U) == 1


# --- signs ---------------------------------------------------------------------------------

a, b, c = (Symbol(name, SCALAR) for name in "abc")
P, Q, W = (Symbol(name, square_shape(n)) for name in "PQW")
L = Symbol("L", square_shape(n))
LT = Transpose(L)
SIGNED = Context(
    (
        Declaration("a", SCALAR, above=Fraction(0)),
        Declaration("b", SCALAR, above=Fraction(0), below=Fraction(1)),
        Declaration("c", SCALAR),
        Declaration("P", P.shape, frozenset({Property.POSITIVE_DEFINITE})),
        Declaration("Q", P.shape, frozenset({Property.POSITIVE_SEMIDEFINITE})),
        Declaration("W", P.shape, frozenset({Property.SYMMETRIC})),
        Declaration(
            "L", P.shape, frozenset({Property.LOWER_TRIANGULAR, Property.POSITIVE_DIAGONAL})
        ),
        Declaration("x", x.shape),
        Declaration("w", SCALAR, above=Fraction(0)),
        Declaration("T", SCALAR, frozenset({Property.INTEGER, Property.POSITIVE})),
    ),
    (Definition(Symbol("d", SCALAR), difference(ONE, b)), Definition(Symbol("D", P.shape), P)),
)
POSITIVE = [
    ONE,
    Constant("pi"),
    Dimension(n),
    a,
    b,
    difference(ONE, b),
    Symbol("d", SCALAR),
    Sum((a, b)),
    Product((a, b, TWO)),
    Power(a, c),
    Inverse(a),
    Function("exp", c),
    Function("sqrt", a),
    Function("gamma", a),
    difference(ONE, Product((b, b))),
    Determinant(P),
    Determinant(Inverse(P)),
    Determinant(Transpose(P)),
    Determinant(Sum((P, Q))),
    Determinant(Product((a, P))),
    Determinant(Product((L, P, LT))),
    Determinant(Product((L, LT))),
    Determinant(L),
    Determinant(Inverse(LT)),
    Determinant(Symbol("D", P.shape)),
    Determinant(Sum((P, Product((x, Transpose(x)))))),
    Determinant(Sum((P, Product((Transpose(W), Q, W))))),
    Determinant(Identity(n)),
    Trace(P),
    Transpose(a),
    NormalDensity(x, x, P),
    Integral(NormalDensity(x, x, P), x),
    Expectation(Function("exp", c), Normal(c, c, a)),
    IndexedProduct(x_i, i, ONE, T),
]
NOT_KNOWN = [
    Rational(-1),
    Rational(0),
    c,
    difference(a, b),
    difference(b, ONE),
    negative(a),
    Product((a, c)),
    Power(c, Rational(3)),
    Inverse(c),
    Function("log", a),
    Function("sin", a),
    Function("sqrt", c),
    Determinant(W),
    Determinant(Q),
    Determinant(Product((c, P))),
    Determinant(difference(P, Q)),
    Determinant(Product((P, negative(P)))),
    Determinant(Product((W, P, Transpose(W)))),
    Determinant(negative(P)),
    Determinant(Sum((Q, Product((W, Transpose(W)))))),
    Trace(W),
    Integral(Function("exp", c), c, a, b),
    IndexedProduct(c, i, ONE, T),
    Expectation(c, Normal(c, c, a)),
]


@pytest.mark.parametrize("term", POSITIVE)
def test_known_to_be_positive(term: Term) -> None:
    assert Signs(SIGNED).positive(term)


@pytest.mark.parametrize("term", NOT_KNOWN)
def test_not_known_to_be_positive(term: Term) -> None:
    assert not Signs(SIGNED).positive(term)


def test_what_is_called_positive_in_the_battery_is_positive() -> None:
    """Every scalar of the book whose sign is said to be known, at three points."""
    looked_at = 0
    for line in lines("[doq]*.tex"):  # diffusion, odds and quadratics
        identity = read(line)
        signs = Signs(identity.context)
        for side in (identity.lhs, identity.rhs):
            closed = [p for p in subterms(side) if shape_of(p) == SCALAR and not _binds(side)]
            for part in closed:
                if not signs.positive(part):
                    continue
                for seed in range(3):
                    world = World(identity.context, default_rng(seed))
                    assert world.number(part, {}) > 0, (line.name, part)
                looked_at += 1
    assert looked_at > 300


def _binds(term: Term) -> bool:
    binders = (Integral, IndexedSum, IndexedProduct, Expectation, KullbackLeibler, Entropy)
    return any(isinstance(part, binders) for part in subterms(term))


def test_signs_do_not_depend_on_the_order_of_asking() -> None:
    signs = Signs(SIGNED)
    first = [signs.positive(term) for term in (*POSITIVE, *NOT_KNOWN)]
    assert first == [Signs(SIGNED).positive(term) for term in (*POSITIVE, *NOT_KNOWN)]
    assert [signs.definite(m) for m in (P, Q, W, A)] == [True, False, False, False]
    assert [signs.semidefinite(m, 9) for m in (P, Q, W, A)] == [True, True, False, False]
    assert not signs.definite(NORMAL.covariance)
