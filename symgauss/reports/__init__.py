"""Derivations as text, LaTeX, PDF and HTML."""

from symgauss.reports.render import FORMATS, render
from symgauss.reports.writing import write

__all__ = ["FORMATS", "render", "write"]
