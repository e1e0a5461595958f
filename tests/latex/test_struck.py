"""Text that is struck out or not printed says nothing, nor do macros that change their meaning."""

from __future__ import annotations

import pytest

from symgauss.latex.displays import RegionKind
from symgauss.latex.documents import read_document


def formulas(text: str, path: str) -> list[str]:
    document = read_document(text, path)
    return [
        document.source.text[region.span.start : region.span.end]
        for region in document.regions
        if region.kind is RegionKind.INLINE
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", "~~Let $a = b$.~~ Let $c = d$."),
        ("a.md", "<del>Let $a = b$.</del> Let $c = d$."),
        ("a.md", r"\sout{Let $a = b$ for \textbf{all} $a$.} Let $c = d$."),
        ("a.tex", r"\sout{Let $a = b$.} Let $c = d$."),
        ("a.tex", r"\newcommand{\old}[1]{} \old{Let $a = b$.} Let $c = d$."),
    ],
)
def test_what_is_struck_out_is_blank(path: str, text: str) -> None:
    assert formulas(text, path) == ["c = d"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", "Let $a = b$, ~~ and $c = d$ ~~ ."),
        ("a.md", "Let $a = b$~~here\n\nand there~~ $c = d$."),
        ("a.tex", "Let~~$a = b$~~and~~$c = d$."),
        ("a.tex", r"\newcommand{\new}[1]{#1} Let $a = b$ \new{and $c = d$}."),
    ],
)
def test_what_is_not_is_read(path: str, text: str) -> None:
    assert formulas(text, path) == ["a = b", "c = d"]


def test_places_stay() -> None:
    text = "~~gone~~ $c = d$"
    document = read_document(text, "a.md")
    assert len(document.source.text) == len(text)


def test_a_macro_with_two_meanings_is_left_out() -> None:
    both = r"\newcommand{\s}{\sigma} \[ \s = 1 \] \renewcommand{\s}{\tau} \[ \s = 2 \]"
    assert "s" not in read_document(both, "a.tex").macros
    unused = r"\newcommand{\s}{\sigma} \renewcommand{\s}{\tau} \[ \s = 2 \]"
    assert "s" in read_document(unused, "a.tex").macros
    same = r"\newcommand{\s}{\sigma} \[ \s = 1 \] \renewcommand{\s}{\sigma} \[ \s = 2 \]"
    assert "s" in read_document(same, "a.tex").macros
