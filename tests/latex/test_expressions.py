"""What formulas mean: terms with shapes."""

from __future__ import annotations

import pytest

from symgauss.errors import LatexError
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR, size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Determinant,
    Function,
    Gradient,
    Identity,
    Inverse,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Transpose,
    Zero,
)
from symgauss.latex import Scope, read_expression, read_formula, read_statement

N = size("n")


@pytest.fixture
def scope() -> Scope:
    scope = Scope()
    read_statement(r"x, y, \mu, m \in \mathbb{R}^{n}", scope)
    read_statement(r"A, B \in \mathbb{R}^{n \times n}", scope)
    read_statement(r"S, \Sigma \in \mathbb{S}_{++}^{n}", scope)
    read_statement(r"a, b, \sigma \in \mathbb{R}", scope)
    return scope


x = Symbol("x", vector_shape(N))
A = Symbol("A", square_shape(N))
S = Symbol("S", square_shape(N))
a, b = Symbol("a", SCALAR), Symbol("b", SCALAR)


@pytest.mark.parametrize(
    "text",
    [
        r"x^\top",
        r"x^T",
        r"x^\mathrm{T}",
        r"x^{\mathsf T}",
        r"x^\intercal",
        "x'",
        r"x^\prime",
        r"x^{\text{T}}",
    ],
)
def test_spellings_of_the_transpose(text: str, scope: Scope) -> None:
    assert read_expression(text, scope) == Transpose(x)


@pytest.mark.parametrize("text", [r"A^{-\top}", "A^{-T}", r"(A^{-1})^\top"])
def test_transposed_inverse(text: str, scope: Scope) -> None:
    assert read_expression(text, scope) == Transpose(Inverse(A))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        (r"\frac12", Rational(1, 2)),
        ("0.25", Rational(1, 4)),
        (r"-\tfrac{1}{2} a", Product((Rational(-1, 2), a))),
        ("a - b", Sum((a, Product((Rational(-1), b))))),
        ("a/b", Product((a, Power(b, Rational(-1))))),
        (r"{a \over b}", Product((a, Power(b, Rational(-1))))),
        (r"\frac{a}{b}", Product((a, Power(b, Rational(-1))))),
        (r"\log|S|", Function("log", Determinant(S))),
        (r"|a|", Function("abs", a)),
        (r"\exp(a)", Function("exp", a)),
        (r"\exp\left[ a \right]", Function("exp", a)),
        (r"e^{a}", Function("exp", a)),
        (r"\mathrm{e}^{a}", Function("exp", a)),
        (r"\sqrt2 a", Product((Function("sqrt", Rational(2)), a))),
        (r"\|x\|^2", Product((Transpose(x), x))),
        (r"\|x\|_S^2", Product((Transpose(x), S, x))),
        (r"x^\top A x", Product((Transpose(x), A, x))),
        (r"A x^\top x", Product((A, Product((Transpose(x), x))))),
        (r"I - A", Sum((Identity(N), Product((Rational(-1), A))))),
        (r"x + 0", Sum((x, Zero(vector_shape(N))))),
        (r"a + 0", Sum((a, Rational(0)))),
        (r"\nabla_x (x^\top A x)", Gradient(Product((Transpose(x), A, x)), x)),
    ],
)
def test_meaning(text: str, term: object, scope: Scope) -> None:
    assert read_expression(text, scope) == term


def test_sum_of_an_identity_has_the_shape_of_its_neighbour(scope: Scope) -> None:
    assert shape_of(read_expression(r"(I + A B)^{-1} x", scope)) == vector_shape(N)


def test_chain(scope: Scope) -> None:
    formula = read_formula(r"a = b \le \sigma^2", scope)
    assert [r.kind for r in formula.relations] == [RelationKind.EQUAL, RelationKind.LESS_EQUAL]
    place = formula.place_of(formula.parts[2])
    assert place is not None
    assert (place.line, place.column) == (1, 11)


def test_proportional_takes_the_variable_of_the_density(scope: Scope) -> None:
    formula = read_formula(r"p(x \mid y) \propto \exp(-\frac12 x^\top S^{-1} x)", scope)
    assert formula.relations[0].variables == (x,)


def test_unknown_command_has_a_place(scope: Scope) -> None:
    with pytest.raises(LatexError) as caught:
        read_expression("a +\n  \\foo b", scope)
    assert str(caught.value).startswith("<text>:2:3: unknown command \\foo")
