"""Sizes in Python code: ``n``, ``n_1 + n_2``."""

from __future__ import annotations

from symgauss.export.code import Code, Level
from symgauss.export.identifiers import identifier
from symgauss.kernel.sizes import Size


def size_code(size: Size) -> Code:
    """A size as an expression of the variables that hold the dimensions."""
    parts: list[str] = []
    for monomial, factor in sorted(size.monomials, key=lambda item: (not item[0], item[0])):
        names = [identifier(name) for name in monomial]
        number = [] if abs(factor) == 1 and names else [str(abs(factor))]
        text = " * ".join([*number, *names])
        sign = "-" if factor < 0 else "+"
        parts.append(f"{sign} {text}" if parts else f"{'-' if factor < 0 else ''}{text}")
    text = " ".join(parts) or "0"
    if len(parts) == 1 and "*" not in text:
        return Code(text, Level.ATOM if not text.startswith("-") else Level.UNARY)
    return Code(text, Level.PRODUCT if len(parts) == 1 else Level.SUM)
