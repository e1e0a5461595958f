"""How a checked document shows itself in a notebook."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from symgauss.check.checked import CheckedDocument, CheckedStep
from symgauss.check.formats import text
from symgauss.check.formats.text import Line
from symgauss.check.formats.words import heading

_COLOURS = {
    "red": "#c62828",
    "green": "#2e7d32",
    "yellow": "#b26a00",
    "blue": "#1565c0",
    "dim": "#757575",
}


def mimebundle(document: CheckedDocument) -> dict[str, str]:
    """The findings as text and HTML, and all steps as LaTeX, by MIME type."""
    lines = [*text.findings(document), *text.summary([document])]
    return {
        "text/plain": text.plain(iter(lines)),
        "text/html": html(lines),
        "text/latex": latex(document),
    }


def html(lines: Iterable[Line]) -> str:
    """The lines in colour; nothing of the document is markup."""
    body = "\n".join("".join(_span(*piece) for piece in line) for line in lines)
    return f'<pre style="white-space: pre-wrap; line-height: 1.3">{body}</pre>'


def _span(words: str, style: str) -> str:
    names = style.split()
    colours = [f"color: {_COLOURS[name]}" for name in names if name in _COLOURS]
    rules = [*colours, *(["font-weight: bold"] if "bold" in names else [])]
    if not rules or not words:
        return escape(words)
    return f'<span style="{"; ".join(rules)}">{escape(words)}</span>'


def latex(document: CheckedDocument) -> str:
    """Each step with its verdict, as the author wrote it; for pages that set LaTeX."""
    body = " \\\\\n".join(_row(step) for step in document.steps)
    return f"\\[\n\\begin{{array}}{{rll}}\n{body}\n\\end{{array}}\n\\]"


def _row(step: CheckedStep) -> str:
    right = _source(f"{step.relation} {step.rhs}")
    return rf"{_source(step.lhs)} & {right} & \text{{{heading(step)}}}"


def _source(words: str) -> str:
    r"""LaTeX of the author in one cell; without what would break the table or the page."""
    plain = words.replace("&", " ").replace("\\\\", " ").replace("$", " ").replace("%", r"\%")
    return "{" + " ".join(plain.split()) + "}" if plain.count("{") == plain.count("}") else ""
