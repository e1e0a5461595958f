"""One function for all formats."""

from __future__ import annotations

from symgauss.derivation.derivation import Derivation
from symgauss.errors import UsageError

FORMATS = ("text", "tex", "typst", "pdf", "html", "json")
ENGINES = ("typst", "pdflatex")


def render(
    derivation: Derivation,
    format: str,  # noqa: A002 - the word that users say
    *,
    engine: str = "typst",
    width: int = 100,
) -> str | bytes:
    """Write a derivation in a format of :data:`FORMATS`; ``bytes`` for PDF, else text.

    ``engine`` chooses what sets a PDF, ``width`` is that of text in columns.  Raises
    :class:`UsageError` for an unknown format or engine and
    :class:`symgauss.errors.MissingDependencyError` where an engine is not installed.
    """
    # Each format is loaded only when it is asked for.
    match format:
        case "text":
            from symgauss.reports.text import text_report  # noqa: PLC0415

            return text_report(derivation, width)
        case "tex":
            from symgauss.reports.tex import tex_report  # noqa: PLC0415

            return tex_report(derivation)
        case "typst":
            from symgauss.reports.typst import typst_report  # noqa: PLC0415

            return typst_report(derivation)
        case "html":
            from symgauss.reports.html import html_report  # noqa: PLC0415

            return html_report(derivation)
        case "json":
            from symgauss.kernel.certificate import dumps  # noqa: PLC0415

            return dumps(derivation.certificate())
        case "json":
            from symgauss.kernel.certificate import dumps  # noqa: PLC0415

            return dumps(derivation.certificate())
        case "pdf":
            return _pdf(derivation, engine)
        case _:
            raise UsageError(f"unknown format {format!r}; known: {', '.join(FORMATS)}")


def _pdf(derivation: Derivation, engine: str) -> bytes:
    from symgauss.reports import pdf  # noqa: PLC0415 - as above

    match engine:
        case "typst":
            return pdf.typst_pdf(derivation)
        case "pdflatex":
            return pdf.pdflatex_pdf(derivation)
        case _:
            raise UsageError(f"unknown engine {engine!r}; known: {', '.join(ENGINES)}")
