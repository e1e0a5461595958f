"""What prose, models and comments say, and what follows for the steps."""

from __future__ import annotations

from check.documents import answers, steps_of

from symgauss.check.displays.hedges import Hedges
from symgauss.check.wording.prose import read_prose
from symgauss.latex.documents import read_document
from symgauss.latex.scope import Scope


def test_shapes_come_from_prose() -> None:
    text = r"""
Let $X$ be an $n \times p$ design matrix, $V$ a symmetric matrix, $y$ an $n \times 1$ data vector
and let $\beta$ be a $p \times 1$ vector.

$$ (y - X \beta)^\mathrm{T} (y - X \beta)
 = y^\mathrm{T} y - 2 y^\mathrm{T} X \beta + \beta^\mathrm{T} X^\mathrm{T} X \beta $$

$$ (y - X \beta)^\mathrm{T} (y - X \beta)
 = y^\mathrm{T} y - y^\mathrm{T} X \beta + \beta^\mathrm{T} X^\mathrm{T} X \beta $$
"""
    assert answers(text) == ["holds", "fails"]


def test_entries_of_a_vector_are_those_of_its_sums() -> None:
    text = r"""
With the vector $y$ of all $y_i$:
$$ \sum_{i=1}^n (y_i - m)^2 = y^\mathrm{T} y - 2 m \sum_{i=1}^n y_i + n m^2 $$
$$ \sum_{i=1}^n (y_i - m)^2 = y^\mathrm{T} y - m \sum_{i=1}^n y_i + n m^2 $$
"""
    assert answers(text) == ["holds", "fails"]


def test_a_variance_is_positive() -> None:
    text = r"Let $X \sim \mathcal{N}(\mu, s^2)$. $$ \sqrt{s^2} x = s x $$"
    assert answers(text) == ["holds"]
    assert answers(r"$$ \sqrt{s^2} x = s x $$") != ["holds"]


def test_conditional_densities_are_quotients_of_joint_ones() -> None:
    text = "$$ p(y | x) \\, p(x) = p(x, y) $$\n\n$$ p(y | x) \\, p(y) = p(x, y) $$"
    found = answers(text)
    assert found[0] == "holds"
    assert found[1] != "holds"


def test_proportional_to_what_is_free_of_the_variable() -> None:
    text = r"$$ p(x | y) \propto p(y | x) \, p(x) $$"
    assert answers(text) == ["holds"]
    assert "holds" not in answers(r"$$ p(x | y) \propto p(y | x) $$")


def test_an_indefinite_integral_is_not_one_over_the_whole_line() -> None:
    text = r"$$ x e^{-x^2} + \int x^2 e^{-x^2} \, \mathrm{d}x = x e^{-x^2} + 1 $$"
    (step,) = steps_of(text)
    assert "indefinite" in step.verdict.detail


def test_a_noun_in_the_singular_speaks_of_one_name() -> None:
    def ranks(text: str) -> list[str]:
        document = read_document(text, "notes.md")
        said = read_prose(document, Scope(), Hedges(document))
        return [said[name].rank for name in ("x", "y")]

    assert ranks("The vector $x$ and $y$ are given.") == ["vector", ""]
    assert ranks("The vectors $x$ and $y$ are given.") == ["vector", "vector"]
    assert ranks("Let $x$ and $y$ be vectors.") == ["vector", "vector"]
