"""What is said of laws that were drawn point by point."""

from __future__ import annotations

from symgauss.check.formats.words import counterexample_text
from symgauss.check.mending import without_points
from symgauss.kernel.verdict import Counterexample


def test_the_points_of_a_law_are_gathered() -> None:
    values = {"mu": "2", "weight   0": "-3", "X  0": "2", "weight   1": "1", "X  1": "1/2"}
    shown = counterexample_text(Counterexample(dict(values), "1", "2"))
    assert shown == "μ = 2, X = (2, 1/2), weights (-3, 1, …): left side 1, right side 2"


def test_points_are_no_names() -> None:
    detail = "X  0, X  1, weight   0, y appears on the left only"
    assert without_points(detail) == "X, y appears on the left only"
    assert without_points("X, y appears on the left only") == "X, y appears on the left only"
    assert without_points("the step rests on (3), which was not used").endswith("not used")
