"""Shapes, ranges, functions and macros."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symgauss.errors import SourceError, StatementError
from symgauss.kernel.context import Property
from symgauss.latex import Scope, read_problem, read_statement


def scope_of(*statements: str) -> Scope:
    scope = Scope()
    for statement in statements:
        read_statement(statement, scope)
    return scope


@pytest.mark.parametrize(
    ("text", "name", "shape", "properties"),
    [
        (r"x \in \mathbb{R}^{d}", "x", "d x 1", ""),
        (r"x \in \mathbb{R}^3", "x", "3 x 1", ""),
        (r"x \in \mathbb{R}", "x", "scalar", ""),
        (r"A \in \mathbb{R}^{m \times d}", "A", "m x d", ""),
        (r"A \in \mathbf{R}^{m \times 2 d}", "A", "m x (2 d)", ""),
        (r"x \in \mathbb{R}^{n_1 + n_2}", "x", "(n_1 + n_2) x 1", ""),
        (r"x \in \mathbb{R}^{n m}", "x", "(m n) x 1", ""),
        (r"\Sigma \in \mathbb{S}_{++}^{d}", "Sigma", "d x d", "positive-definite"),
        (r"\Sigma \in \mathbb{S}^{d}_{++}", "Sigma", "d x d", "positive-definite"),
        (r"\Sigma \in \mathbb{S}_+^d", "Sigma", "d x d", "positive-semidefinite"),
        (r"\Sigma \in \mathbb{S}^{d}", "Sigma", "d x d", "symmetric"),
        (r"Q \in \mathbb{O}^{d}", "Q", "d x d", "orthogonal"),
        (r"n \in \mathbb{N}", "n", "scalar", "integer positive"),
        (r"k \in \mathbb{Z}", "k", "scalar", "integer"),
        (r"a \in \mathbb{R}_{++}", "a", "scalar", "positive"),
        (r"a \in \mathbb{R}_{>0}", "a", "scalar", "positive"),
        (r"a \in \mathbb{R}^+", "a", "scalar", "positive"),
        (r"a \in \mathbb{R}_+", "a", "scalar", "nonnegative"),
        (r"a \in [0, \infty)", "a", "scalar", "nonnegative"),
        (r"a \geq 0", "a", "scalar", "nonnegative"),
        (r"\sigma^2 > 0", "sigma", "scalar", ""),
        (r"\mathbf{x}_t \in \mathbb{R}^{d}", "xbold_t", "d x 1", ""),
        (r"\hat{P}_k^- \in \mathbb{S}_{++}^n", "Phat_k^-", "n x n", "positive-definite"),
        (r"x^{(i)} \in \mathbb{R}^{d}", "x^(i)", "d x 1", ""),
        (r"x' \in \mathbb{R}^{d}", "xprime", "d x 1", ""),
    ],
)
def test_memberships(text: str, name: str, shape: str, properties: str) -> None:
    declaration = scope_of(text).declarations[name]
    assert str(declaration.shape) == shape
    assert {str(p) for p in declaration.properties} == set(properties.split())


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        (r"a > 0", 0, None),
        (r"0 < a", 0, None),
        (r"a < 3", None, 3),
        (r"a \in (0, 1)", 0, 1),
        (r"a \in (-1, \frac{1}{2}]", -1, Fraction(1, 2)),
        (r"a \in (-\infty, 2)", None, 2),
        (r"0 < a < 1", 0, 1),
        (r"1 > a > 1/2", Fraction(1, 2), 1),
        (r"0.5 \le a \leq 1", Fraction(1, 2), 1),
        (r"a > -2.5", Fraction(-5, 2), None),
    ],
)
def test_ranges(text: str, above: Fraction | None, below: Fraction | None) -> None:
    declaration = scope_of(text).declarations["a"]
    assert (declaration.above, declaration.below) == (above, below)


def test_properties_add_up() -> None:
    scope = scope_of(r"a, b \in \mathbb{R}", r"a, b > 0", r"a < 1")
    assert scope.declarations["a"].below == 1
    assert Property.POSITIVE in scope.context().properties("b")


def test_functions() -> None:
    scope = scope_of(r"f \colon \mathbb{R}^n \to \mathbb{R}", r"g : \mathbb{R} \to \mathbb{R}^{m}")
    assert {name: str(shape) for name, shape in scope.functions.items()} == {
        "f": "scalar",
        "g": "m x 1",
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (r"x \in \mathbb{Q}", "this set is not known"),
        (r"x \in \mathbb{R}^{\frac{1}{2}}", "this is no size"),
        (r"S \in \mathbb{S}_{++}", "the size of the matrices is missing"),
        (r"a \in (1, 0)", "this interval is empty"),
        (r"a \in (0, b)", "an end of a range is a number"),
        (r"a \in (0, 1, 2)", "an interval has two ends"),
        (r"1 < a < 0", "this range is empty"),
        (r"a < b", "a range compares one name with numbers"),
        (r"x + y \in \mathbb{R}", "a name is expected here"),
        (r"x \in \mathbb{R}^n, \quad x > 0", "a range is for scalars, x is n x 1"),
        (r"a \approx b", "no statement has the relations ≈"),
        (r"x = 2", "an equation states a model only with noise that occurs nowhere else"),
        (r"x, y \sim \mathcal{N}(0, 1)", "one variable at a time"),
        (
            r"\begin{pmatrix} x \\ y \end{pmatrix} \sim \mathcal{N}(m, S)",
            "the law of a stacked variable is not read",
        ),
        (r"\mathrm{derive}", "nothing stands after derive"),
        (r"\mathrm{derive}\ a = b", "a query has no relation"),
        (r"A^{-1} := 2", "a definition needs a name on its left side"),
    ],
)
def test_statements_that_make_no_sense(text: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        scope_of(text)
    assert isinstance(caught.value, StatementError)
    assert caught.value.message == message


@pytest.mark.parametrize(
    "macros",
    [
        r"\newcommand{\R}{\mathbb{R}} \newcommand{\Norm}[2]{\mathcal{N}(#1, #2)}",
        r"\newcommand\R{\mathbb{R}} \newcommand{\Norm}[2]{\mathcal{N}\left(#1, #2\right)}",
        r"\def\R{\mathbb R} \def\Norm#1#2{\mathcal{N}(#1, #2)}",
        r"\renewcommand\R{\mathbb{R}} \DeclareMathOperator{\Nor}{N} \def\Norm#1#2{\Nor(#1, #2)}",
        r"\providecommand*{\R}{\mathbb{R}} \newcommand{\Norm}[3][N]{\mathcal{#1}(#2, #3)}",
    ],
)
def test_macros(macros: str) -> None:
    problem = read_problem(
        macros + "\n% symgauss: x \\in \\R^n\n\\[ x \\sim \\Norm{0}{S} \\]", "macros.tex"
    )
    (law,) = problem.context.distributions
    assert law.variable.name == "x"
    assert str(problem.scope.declarations["S"].shape) == "n x n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (r"\newcommand{\a}[1]{#1} % symgauss: \a", r"\a lacks an argument"),
        (r"\newcommand{\a}[1]{#2} % symgauss: \a x", r"\a uses #2, which it does not have"),
        (r"\newcommand{\a}[1]{#1} % symgauss: \a{x", r"an argument of \a is never closed"),
    ],
)
def test_macros_that_make_no_sense(text: str, message: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_problem(text.replace(" %", "\n%"))
    assert caught.value.message == message
