r"""Formulas side by side: ``f &= a & g &= b`` with rows below, as ``align`` sets them.

Every second ``&`` begins a new column of formulas, which is read from its top to its bottom before
the next one.
"""

from __future__ import annotations

from collections.abc import Sequence

from symgauss.latex.tokens import CLOSES, OPENS, Kind, Token

_RELATIONS = ("le", "leq", "ge", "geq", "sim", "propto", "equiv", "approx", "coloneqq", "triangleq")

_Row = list[list[Token]]  #: cells


def by_columns(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a display, column by column where formulas stand side by side."""
    tokens = list(tokens)
    rows, ends = _table(tokens)
    most = max(map(len, rows), default=0)
    if most < 4 or not any(_has_relation(cells[2:4]) for cells in rows):
        return tokens
    found: list[Token] = []
    for first in range(0, most, 2):
        for row, end in zip(rows, ends, strict=True):
            found += [token for cell in row[first : first + 2] for token in cell]
            found += end or ends[0]
    return found


def _table(tokens: list[Token]) -> tuple[list[_Row], list[list[Token]]]:
    """The rows of cells, each cell with the mark in front of it, and what ends each row."""
    rows: list[_Row] = [[[]]]
    ends: list[list[Token]] = []
    depth = 0
    for token in tokens:
        depth += (token.kind in OPENS) - (token.kind in CLOSES)
        if depth <= 0 and token.kind is Kind.ROW:
            ends.append([token])
            rows.append([[]])
        elif depth <= 0 and token.kind is Kind.TAB:
            rows[-1].append([token])
        else:
            rows[-1][-1].append(token)
    return rows, [*ends, []]


def _has_relation(cells: list[list[Token]]) -> bool:
    """Whether a formula stands in a pair of cells: something in the first, or a relation."""
    depth = 0
    for token in (token for cell in cells for token in cell):
        depth += (token.kind in OPENS) - (token.kind in CLOSES)
        if depth == 0 and (token.is_other("=") or token.is_command(*_RELATIONS)):
            return bool(cells) and len(cells[0]) > 1
    return False
