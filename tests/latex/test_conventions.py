"""Shapes of symbols that nobody declares."""

from __future__ import annotations

import pytest

from symgauss.errors import LatexError
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.traversal import free_symbols
from symgauss.latex import Scope, read_formula, read_statement


def shapes(text: str, scope: Scope) -> dict[str, str]:
    formula = read_formula(text, scope)
    assert not formula.conflicts
    return {s.name: str(s.shape) for part in formula.parts for s in free_symbols(part)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            r"\mathbf{y} = \mathbf{X} \boldsymbol{\beta}",
            {"ybold": "n_1 x 1", "Xbold": "n_1 x n_2", "betabold": "n_2 x 1"},
        ),
        (r"|A B| = |A| |B|", {"A": "n_1 x n_1", "B": "n_1 x n_1"}),
        (
            r"K = P H^\top S^{-1}",
            {"K": "n_1 x n_2", "P": "n_1 x n_3", "H": "n_2 x n_3", "S": "n_2 x n_2"},
        ),
        (
            r"(x - \mu)^\top \Sigma^{-1} (x - \mu)",
            {"x": "n_1 x 1", "mu": "n_1 x 1", "Sigma": "n_1 x n_1"},
        ),
        (r"\frac{(x - \mu)^2}{2 \sigma^2}", {"x": "scalar", "mu": "scalar", "sigma": "scalar"}),
    ],
)
def test_conventions(text: str, expected: dict[str, str]) -> None:
    assert shapes(text, Scope(conventions=True)) == expected


def test_conventions_do_not_guess_beside_a_matrix() -> None:
    with pytest.raises(LatexError, match="the shape of y is not declared"):
        read_formula(r"A y", Scope(conventions=True))


def test_without_conventions_what_is_open_is_an_error() -> None:
    with pytest.raises(LatexError, match="the shape of a is not declared"):
        read_formula("a + b", Scope())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x + b", {"b": "n x 1"}),
        (r"\mathcal{N}(x; \mu, P)", {"mu": "n x 1", "P": "n x n"}),
        (r"x^\top P x + \log c", None),
        (r"A^{-1} + B + A", None),
        (r"H^\top H + C", {"C": "n x n"}),
        (r"\frac{x}{a} + x \sqrt{b} + x e^{c}", {"a": "scalar", "b": "scalar", "c": "scalar"}),
        (r"x = \begin{pmatrix} u \\ v \end{pmatrix}", None),
        (r"\begin{pmatrix} S & x \\ x^\top & d \end{pmatrix}", {"d": "scalar"}),
    ],
)
def test_unification(text: str, expected: dict[str, str] | None) -> None:
    scope = Scope()
    read_statement(r"x \in \mathbb{R}^n, H \in \mathbb{R}^{m \times n}, S \in \mathbb{S}^n", scope)
    if expected is None:
        with pytest.raises(LatexError, match="is not declared"):
            read_formula(text, scope)
    else:
        found = shapes(text, scope)
        assert {name: found[name] for name in expected} == expected


def test_multiplied_blocks_are_partitioned_alike() -> None:
    scope = Scope()
    read_statement(r"x_1 \in \mathbb{R}^{n}, x_2 \in \mathbb{R}^{m}", scope)
    text = r"\begin{pmatrix} I & 0 \end{pmatrix} \begin{pmatrix} x_1 \\ x_2 \end{pmatrix}"
    formula = read_formula(text, scope)
    assert not formula.conflicts
    assert str(shape_of(formula.parts[0])) == "n x 1"


def test_bold_and_plain_are_one_name_where_one_is_declared() -> None:
    scope = Scope()
    read_statement(r"\mathbf{x} \in \mathbb{R}^n", scope)
    assert shapes("x", scope) == {"xbold": "n x 1"}
    read_statement(r"x \in \mathbb{R}", scope)
    assert shapes(r"x + 1", scope) == {"x": "scalar"}
