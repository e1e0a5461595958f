"""Products of two vectors, and the types of what stands beside arrays."""

from __future__ import annotations

import pytest
from check.documents import answers

TRUE = [
    r"\|\mathbf{x} - \mathbf{y}\|^2 = \mathbf{x}^2 - 2 \mathbf{x} \cdot \mathbf{y} + \mathbf{y}^2",
    r"(\mathbf{x} - \mathbf{y})^2 = \mathbf{x}^2 - 2 \mathbf{x} \mathbf{y} + \mathbf{y}^2",
    r"a \mathbf{x} + b \mathbf{x} = (a + b) \mathbf{x}",
    r"a \mathbf{X} + b \mathbf{X} = (a + b) \mathbf{X}",
]
FALSE = [
    r"(\mathbf{x} - \mathbf{y})^2 = \mathbf{x}^2 - \mathbf{x} \cdot \mathbf{y} + \mathbf{y}^2",
    r"(\mathbf{x} \cdot \mathbf{y})^2 = \mathbf{x}^2 \mathbf{y}^2",
    r"\mathbf{X} \mathbf{Y} = \mathbf{Y} \mathbf{X}",
    r"\mathbf{x} \mathbf{y}^\top = \mathbf{y} \mathbf{x}^\top",
    r"\mathbf{x} \mathbf{x}^\top = \mathbf{x}^2",
]


@pytest.mark.parametrize("formula", TRUE)
def test_true(formula: str) -> None:
    assert answers(f"$$ {formula} $$") == ["holds"]


@pytest.mark.parametrize("formula", FALSE)
def test_false(formula: str) -> None:
    assert answers(f"$$ {formula} $$")[0] not in ("holds", "definition")
