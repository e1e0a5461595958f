"""The bridge between SymPy expressions and kernel terms.

Here are the symbols that carry their properties, the small SymPy classes for what SymPy lacks, the
two maps :func:`to_term` and :func:`to_sympy`, and the context that an expression brings along.
"""

from __future__ import annotations

from symgauss.bridge.declarations import context_of, declaration_of, declarations_of
from symgauss.bridge.to_sympy import dimension_expression, to_sympy
from symgauss.bridge.to_term import to_law, to_size, to_term, to_variable

__all__ = [
    "context_of",
    "declaration_of",
    "declarations_of",
    "dimension_expression",
    "to_law",
    "to_size",
    "to_sympy",
    "to_term",
    "to_variable",
]
