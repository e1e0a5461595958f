"""How a derivation shows itself in a notebook."""

from __future__ import annotations

from symgauss.derivation.derivation import Derivation
from symgauss.notation import latex
from symgauss.reports.html import html_body, style_sheet
from symgauss.reports.text import text_report


def mimebundle(derivation: Derivation) -> dict[str, str]:
    """The report as text and HTML, and the results as LaTeX, by MIME type."""
    return {
        "text/plain": text_report(derivation),
        "text/html": f"{style_sheet()}\n{html_body(derivation)}",
        "text/latex": results_latex(derivation),
    }


def results_latex(derivation: Derivation) -> str:
    """The results as one display for a page that sets LaTeX."""
    rows = " \\\\\n".join(
        latex.print_display(result.lhs_term, result.relation, result.rhs_term)
        for result in derivation.results
    )
    return f"\\[\n\\begin{{aligned}}\n{rows}\n\\end{{aligned}}\n\\]"
