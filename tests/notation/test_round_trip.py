"""What is printed as LaTeX is read back by our own reader with the same meaning."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from kernel.strategies import CONTEXT, terms

from symgauss.kernel.context import Context, Declaration, Distribution
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR, Shape, size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Block,
    Covariance,
    Density,
    Derivative,
    Determinant,
    Entropy,
    Expectation,
    Function,
    Gradient,
    Hessian,
    Indexed,
    IndexedSum,
    Integral,
    Inverse,
    Kronecker,
    KullbackLeibler,
    MutualInformation,
    Named,
    Normal,
    NormalDensity,
    Opaque,
    Power,
    Product,
    Rational,
    Symbol,
    Term,
    Trace,
    Transpose,
    Zero,
    difference,
)
from symgauss.kernel.traversal import subterms
from symgauss.kernel.verdict import Answer
from symgauss.latex import Scope, read_expression
from symgauss.notation.latex import print_term

n, k = size("n"), size("k")
x, m, x_t, x_0 = (Symbol(name, vector_shape(n)) for name in ("x", "m", "x_t", "x_0"))
y = Symbol("y", vector_shape(k))
A, P, S = (Symbol(name, square_shape(n)) for name in ("A", "P^-", "Sigma_12"))
H, R = Symbol("H", Shape(k, n)), Symbol("R", square_shape(k))
u, v = Symbol("u", SCALAR), Symbol("vtilde_t|t-1", SCALAR)
i = Symbol("i", SCALAR)
PROBABILITY = Context(
    tuple(Declaration(s.name, s.shape) for s in (x, m, x_t, x_0, y, A, P, S, H, R, u, v)),
    (),
    (
        Distribution(x, (), m, A),
        Distribution(y, (x,), Product((H, x)), R),
        Distribution(x, (), m, P, "q"),
    ),
)
p_x, q_x, p_xy = Named("p", (x,)), Named("q", (x,)), Named("p", (x,), (y,))

TEXTBOOK: list[Term] = [
    Inverse(P),
    Transpose(Inverse(P)),
    Power(v, Rational(2)),
    Power(v, Rational(-1, 2)),
    Function("log", Determinant(S)),
    NormalDensity(x, m, S),
    Density(p_x),
    Density(p_xy),
    Expectation(Product((Transpose(x), A, x)), p_x),
    Expectation(x, p_xy),
    Expectation(x, q_x),
    Expectation(x, Normal(x, m, S)),
    Covariance(x, x, p_xy),
    Covariance(x, y, Named("p", (x, y))),
    Entropy(p_x),
    Entropy(q_x),
    KullbackLeibler(q_x, p_x),
    KullbackLeibler(Normal(x, m, A), Normal(x, m, S)),
    MutualInformation("p", (x,), (y,)),
    IndexedSum(Power(Indexed("w", (i,), SCALAR), Rational(2)), i, Rational(1), Rational(9)),
    Integral(Product((Density(p_x), Function("log", Density(p_x)))), x),
    Integral(Function("exp", Power(u, Rational(2))), u, Rational(0), Rational(1)),
    Gradient(Function("log", Density(p_x)), x),
    Hessian(Function("log", Density(p_x)), x),
    Derivative(Power(u, Rational(2)), u),
    Block(((A, P), (S, Transpose(A)))),
    Transpose(Block(((x,), (y,)))),
    Determinant(Block(((A, P), (S, Transpose(A))))),
    Opaque("epsilon_theta", (x_t, u), vector_shape(n)),
    Kronecker(A, Product((P, S))),
    Trace(Product((Inverse(A), difference(P, S)))),
    Product((Function("log", u), v)),
    Power(Function("log", u), Rational(2)),
    Function("gamma", u),
    Function("Phi", u),
    Function("abs", u),
]


def scope_of(context: Context) -> Scope:
    scope = Scope()
    for declaration in context.declarations:
        scope.declare(declaration.name, declaration.shape, declaration.properties)
    scope.distributions += context.distributions
    scope.declare("w_i")
    scope.functions["epsilon_theta"] = vector_shape(n)
    return scope


@pytest.mark.parametrize("term", TEXTBOOK, ids=print_term)
def test_textbook_forms_come_back_as_they_were(term: Term) -> None:
    assert read_expression(print_term(term), scope_of(PROBABILITY)) == term


@given(terms)
@settings(max_examples=150)
def test_brackets_say_what_was_meant(term: Term) -> None:
    # The size of a 0, or of an I that stands alone, is told by what is around it.
    symbols = [t for t in subterms(term) if isinstance(t, Symbol) and not t.shape.is_scalar]
    assume(not any(isinstance(t, Zero) for t in subterms(term)))
    assume(symbols or shape_of(term).is_scalar)
    back = read_expression(print_term(term), scope_of(CONTEXT))
    if back != term:  # denominators are gathered in one fraction, nested products are joined
        assert judge(term, EQUAL, back, CONTEXT, seed=1).answer is Answer.HOLDS
