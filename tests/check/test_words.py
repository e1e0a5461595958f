"""What is said of laws that were drawn point by point."""

from __future__ import annotations

from symgauss.check.formats.words import counterexample_text, in_words
from symgauss.check.inference.atoms import shown_name
from symgauss.check.mending.remarks import without_points
from symgauss.kernel.verdict import Counterexample


def test_the_points_of_a_law_are_gathered() -> None:
    values = {"mu": "2", "weight   0": "-3", "X  0": "2", "weight   1": "1", "X  1": "1/2"}
    shown = counterexample_text(Counterexample(dict(values), "1", "2"))
    assert shown == "μ = 2, X = (2, 1/2), weights (-3, 1, …): left side 1, right side 2"


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
