from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from symgauss.derivation.derivation import Derivation
from symgauss.errors import MissingDependencyError, UsageError
from symgauss.notation.unicode import text_width
from symgauss.reports import FORMATS, render, write
from symgauss.reports.colour import coloured
from symgauss.reports.notebook import mimebundle
from symgauss.reports.pdf import pdflatex_pdf

HOSTILE = (
    r'#read("/etc/passwd") \input{/etc/passwd} \write18{id} <script>alert(1)</script> '
    r'$#eval("1")$ "; ] % & _ ^ ~ {'
)


@pytest.fixture(scope="module")
def hostile(posterior: Derivation) -> Derivation:
    """The same derivation with hostile text in every place that holds text."""
    rule = replace(posterior.steps[0].rule, name=HOSTILE, formula=HOSTILE, source=HOSTILE)
    steps = tuple(replace(s, rule=rule, note=HOSTILE) for s in posterior.routes[0].steps)
    route = replace(posterior.routes[0], title=HOSTILE, intro=HOSTILE, steps=steps)
    return replace(
        posterior,
        title=HOSTILE,
        statement=HOSTILE,
        assumptions=(HOSTILE,),
        routes=(route,),
        source=HOSTILE,
    )


@pytest.mark.parametrize("format_", [f for f in FORMATS if f not in {"pdf", "json"}])
def test_golden(
    posterior: Derivation,
    format_: str,
    golden: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("symgauss.reports.contents.colophon", lambda: "symgauss")
    report = render(posterior, format_)
    assert isinstance(report, str)
    content = report[report.index("#set document") :] if format_ == "typst" else report
    golden(f"posterior.{format_}", content)


@pytest.mark.parametrize("width", [60, 72, 84, 100, 120])
def test_no_line_of_text_runs_over(posterior: Derivation, width: int) -> None:
    report = render(posterior, "text", width=width)
    assert isinstance(report, str)
    assert [line for line in report.splitlines() if text_width(line) > width] == []


def test_pdf_is_a_pdf(posterior: Derivation) -> None:
    pdf = render(posterior, "pdf")
    assert isinstance(pdf, bytes)
    assert pdf.startswith(b"%PDF-")


def test_hostile_text_is_set_as_text_by_typst(hostile: Derivation) -> None:
    pdf = render(hostile, "pdf")
    assert isinstance(pdf, bytes)
    assert pdf.startswith(b"%PDF-")


def test_hostile_text_is_escaped_in_latex(hostile: Derivation) -> None:
    report = render(hostile, "tex")
    assert isinstance(report, str)
    assert "\\input" not in report
    assert "\\write18" not in report
    assert "textbackslash{}input" in report


def test_hostile_text_is_escaped_in_html(hostile: Derivation) -> None:
    report = render(hostile, "html")
    assert isinstance(report, str)
    assert "<script" not in report
    assert "&lt;script&gt;" in report


class _Balance(HTMLParser):
    """Checks that every tag is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_balanced_and_loads_nothing(posterior: Derivation) -> None:
    report = render(posterior, "html")
    assert isinstance(report, str)
    balance = _Balance()
    balance.feed(report)
    assert balance.open == []
    assert not re.search(r"https?:|src=|url\(", report)


def test_unknown_formats_and_engines_are_named(posterior: Derivation) -> None:
    with pytest.raises(UsageError, match="unknown format 'docx'"):
        render(posterior, "docx")
    with pytest.raises(UsageError, match="unknown engine 'lualatex'"):
        render(posterior, "pdf", engine="lualatex")


def test_a_missing_engine_says_how_to_install_it(
    posterior: Derivation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(MissingDependencyError, match="apt-get install texlive"):
        render(posterior, "pdf", engine="pdflatex")


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex on this machine")
def test_pdflatex_sets_the_document(posterior: Derivation) -> None:
    assert pdflatex_pdf(posterior).startswith(b"%PDF-")


def test_a_file_is_replaced_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.txt"
    write(target, "first")

    def broken(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("os.fsync", broken)
    with pytest.raises(OSError, match="disk is full"):
        write(target, "second")
    assert target.read_text() == "first"
    assert list(tmp_path.iterdir()) == [target]


def test_notebooks_get_text_html_and_latex(posterior: Derivation) -> None:
    bundle = mimebundle(posterior)
    assert set(bundle) == {"text/plain", "text/html", "text/latex"}
    assert bundle["text/latex"].startswith("\\[\n\\begin{aligned}\np(x \\mid y) &= \\mathcal{N}(")
    assert "<html" not in bundle["text/html"]


def test_colour_changes_no_character(posterior: Derivation) -> None:
    report = render(posterior, "text")
    assert isinstance(report, str)
    text = coloured(report)
    assert text.plain == report
    assert {str(span.style) for span in text.spans} >= {"bold", "blue", "dim"}
