"""Statements in comments and side files: models and definitions, as well as shapes and ranges."""

from __future__ import annotations

import pytest
from check.documents import answers

from symgauss.check.document import check_text

LAW = r"X \sim \mathcal{N}(0, 1)"
MOMENTS = "\n" + r"$$ \mathbb{E}[X^4] = 3 $$" + "\n" + r"$$ \mathbb{E}[X^4] = 4 $$" + "\n"
DEFINITION = r"\beta_t := 1 - \alpha_t"
SUM = "\n" + r"$$ \alpha_t + \beta_t = 1 $$" + "\n"


def comment(statement: str, path: str) -> str:
    return (
        f"% symgauss: {statement}" if path.endswith(".tex") else f"<!-- symgauss: {statement} -->"
    )


@pytest.mark.parametrize("path", ["notes.md", "notes.tex"])
@pytest.mark.parametrize("first", [True, False])
def test_a_model_in_a_comment(path: str, first: bool) -> None:  # noqa: FBT001
    said = comment(LAW, path)
    text = f"Text.\n{said}{MOMENTS}" if first else f"Text.{MOMENTS}{said}\n"
    assert answers(text, path) == ["holds", "fails"]


@pytest.mark.parametrize("path", ["notes.md", "notes.tex"])
def test_a_definition_in_a_comment(path: str) -> None:
    assert answers(f"Text.\n{comment(DEFINITION, path)}{SUM}", path) == ["holds"]
    assert answers(f"Text.{SUM}", path) != ["holds"]


def test_noise_in_a_comment() -> None:
    model = r"y = A x + b + \varepsilon, \quad \varepsilon \sim \mathcal{N}(0, R)"
    text = "\n".join(
        [
            r"% symgauss: x \sim \mathcal{N}(\mu, \Sigma)",
            f"% symgauss: {model}",
            r"\[ \mathrm{Cov}[y] = A \Sigma A^\top + R \]",
            r"\[ \mathrm{Cov}[y] = A^\top \Sigma A + R \]",
        ]
    )
    assert answers(text, "notes.tex")[0] == "holds"
    assert answers(text, "notes.tex")[1] != "holds"


def test_a_side_file() -> None:
    side = f"{LAW}\n{DEFINITION}\n"
    found = check_text(f"Text.{MOMENTS}{SUM}", "notes.md", side, seed=7)
    assert [str(step.verdict.answer) for step in found.steps] == ["holds", "fails", "holds"]


def test_comments_are_no_steps() -> None:
    assert answers(f"{comment(LAW, 'notes.md')}\n{comment(DEFINITION, 'notes.md')}\n") == []
