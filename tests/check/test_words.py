"""What is said of laws that were drawn point by point."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symgauss.check.document import check_text
from symgauss.check.formats.words import counterexample_text, in_words
from symgauss.check.inference.atoms import shown_name
from symgauss.check.mending.counterexamples import gathered
from symgauss.check.mending.remarks import without_points
from symgauss.kernel.verdict import Answer, Counterexample


def test_the_points_of_a_law_are_gathered() -> None:
    values = {
        "mu": "2",
        "weight   0": "-3",
        "X  0": "2",
        "weight   1": "1",
        "X  1": "1/2",
        "X  2": "7",
    }
    shown = counterexample_text(gathered(Counterexample(dict(values), "1", "2")))
    assert shown == "μ = 2, X = (2, 1/2, 7), weights (-3, 1, 3): left side 1, right side 2"


@pytest.mark.parametrize(
    "formula",
    [
        r"\mathrm{Cov}(X, Y) = \mathrm{E}[(-\mathrm{E}[X]) (Y - \mathrm{E}[Y])]",
        r"\mathrm{Var}(X) = \mathrm{E}[X^2] + \mathrm{E}[X]^2",
    ],
)
def test_counterexamples_have_probabilities(formula: str) -> None:
    text = f"Let $X$ and $Y$ be random variables.\n\n$$ {formula} $$\n"
    (step,) = check_text(text, seed=1).steps
    assert step.verdict.answer is Answer.FAILS
    example = step.verdict.counterexample
    assert example is not None
    shown = counterexample_text(example)
    assert "probability 1/" in shown
    assert "weight" not in shown
    assert not any("  " in name for name in example.values)
    assert step.verdict.detail.startswith("at ")


def test_the_probabilities_are_those_of_the_counterexample() -> None:
    text = r"Let $X$ be a random variable." + "\n\n" + r"$$ \mathrm{E}[X^2] = \mathrm{E}[X]^2 $$"
    (step,) = check_text(text, seed=3).steps
    example = step.verdict.counterexample
    assert example is not None
    (row,) = example.values["values of X"]
    points = [Fraction(entry) for entry in row]
    assert Fraction(str(example.lhs)) == sum(p**2 for p in points) / len(points)
    assert Fraction(str(example.rhs)) == (sum(points) / len(points)) ** 2


def test_points_are_no_names() -> None:
    detail = "X  0, X  1, weight   0, y appear on the left only"
    assert without_points(detail) == "X, y appear on the left only"
    assert without_points("X, y appear on the left only") == "X, y appear on the left only"
    assert without_points("the step rests on (3), which was not used").endswith("not used")


def test_names_are_shown_as_a_person_writes_them() -> None:
    detail = "Sigmabold, mubold_p, xhat_k|k-1 appear on the left only"
    assert in_words(detail) == "Σ, μₚ, x̂_{k|k−1} appear on the left only"
    assert in_words("nothing says what that is") == "nothing says what that is"
    assert in_words("a beta law is not supported") == "a beta law is not supported"
    detail = "factors of a product do not fit: ?5 x ?6 against 1 x d"
    assert in_words(detail) == "factors of a product do not fit: an open shape against 1 x d"


def test_names_of_what_is_not_understood() -> None:
    assert shown_name(r"|\mathbbH[y\midx]") == "H[y | x]"
    assert shown_name("|KL[P||Q]") == "KL[P || Q]"
    assert shown_name(r"|KL(q\|p)") == "KL(q || p)"
    assert shown_name("|Cov(Ax,By)") == "Cov(Ax,By)"
    assert shown_name("f") == "f"
