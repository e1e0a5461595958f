"""The one place where a Python value becomes a SymPy expression.  Text never does."""

from __future__ import annotations

from typing import Any

from sympy import SympifyError, sympify

from symgauss.errors import UsageError


def as_expression(value: Any) -> Any:
    """A number or an expression as a SymPy object; ``UsageError`` for text and all else."""
    try:
        return sympify(value, strict=True)
    except SympifyError:
        kind = type(value).__name__
        message = f"a number or a SymPy expression is needed, not {value!r} ({kind})"
        raise UsageError(message) from None
