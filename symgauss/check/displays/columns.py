r"""Formulas side by side: ``f &= a & g &= b`` with rows below, as ``align`` sets them.

The second, fourth, .. ``&`` of a row, or two of them in a row, begin another column of formulas
where an equation stands in front and no relation behind.  A column is read from its top to its
bottom before the next one, so that ``&= c & &= d`` continues both.  In ``a &=& b`` a column has
three cells.  Words beside an equation are a remark and stay where they are.  A formula beside one
that is neither gets a mark that no reader accepts: a factor and a remark look the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from symgauss.check.displays.rows import (
    is_implication,
    is_operator,
    is_prose,
    relation_at,
    without_space,
)
from symgauss.latex.parser import Parser
from symgauss.latex.source import Source
from symgauss.latex.tokens import CLOSES, OPENS, Kind, Token

_Cell = list[Token]  #: with the mark in front of it
_SPACE = frozenset({Kind.TAB, Kind.QUAD})
_SCRIPTS = frozenset({Kind.SUPER, Kind.SUB})
_REMARKS = ("forall", "because", "therefore", "checkmark", "square", "blacksquare", "qed")
_LONGEST_MARK = 4  #: tokens of ``(12)`` and ``[*]``
_CONJUNCTIONS = ("and", "so", "hence", "thus")
_MARK = "&"  #: which no formula has


@dataclass(slots=True)
class _Piece:
    """What a row has in one column of formulas."""

    column: int
    tokens: list[Token] = field(default_factory=list)
    goes_on: bool = False  #: with a formula of a row above


def by_columns(tokens: Sequence[Token], source: Source) -> list[Token]:
    """The tokens of a display, column by column where formulas stand side by side."""
    tokens = without_space(list(tokens))
    rows, ends = _table(tokens)
    if max(map(len, rows)) == 1:
        return tokens
    table = _Columns(tokens, rows, source)
    pieces = [table.row(row) for row in rows]
    columns = sorted({piece.column for row in pieces for piece in row})
    found: list[Token] = []
    for column in columns:
        for row, end in zip(pieces, ends, strict=True):
            found += [token for piece in row if piece.column == column for token in piece.tokens]
            found += end
        if column != columns[-1]:
            found += [_without_words(tokens[-1]), *ends[0]]
    return found


def _without_words(token: Token) -> Token:
    """Words that say nothing, which end a formula."""
    return replace(token, kind=Kind.TEXT, text="")


def _marked(token: Token) -> Token:
    """What stands in front of a token that nobody can place."""
    return replace(token, kind=Kind.OTHER, text=_MARK)


def _table(tokens: list[Token]) -> tuple[list[list[_Cell]], list[list[Token]]]:
    """The rows of cells, each cell with the mark in front of it, and what ends each row."""
    rows: list[list[_Cell]] = [[[]]]
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


class _Columns:
    """Assigns the cells of rows, from top to bottom, to columns of formulas."""

    def __init__(self, tokens: list[Token], rows: list[list[_Cell]], source: Source) -> None:
        self.relations = _relations(tokens, source)
        self.width = 3 if any(map(self._has_bare_sign, rows)) else 2
        self.open: set[int] = set()  #: columns in which an equation stands above
        self.said: set[int] = set()  #: columns in which words with a formula stand above
        self.pieces: list[_Piece] = []  #: of the present row

    def row(self, row: list[_Cell]) -> list[_Piece]:
        """The pieces of the next row."""
        self.pieces = [_Piece(0)]
        for number, cell in enumerate(row):
            if not self._place(cell, number, own=self._has_equation(row, number)):
                rest = [token for each in row[number:] for token in each]
                self.pieces[-1].tokens += rest
                self.said |= {number // self.width} if self._has_relation(rest) else set()
                break
        equations = [piece for piece in self.pieces if self._has_relation(piece.tokens)]
        self.open |= {piece.column for piece in equations}
        return self.pieces

    def _place(self, cell: _Cell, number: int, *, own: bool) -> bool:
        """Put a cell where it belongs, unless all the rest of the row belongs together."""
        piece, inside = self.pieces[-1], _inside(cell)
        column = number // self.width
        above = max((k for k in self.open if k <= column), default=0)
        if inside and not own and self._continues(inside[0]):
            if any(above < k <= column for k in self.said - {0}):
                piece.tokens.append(_marked(inside[0]))
            elif not _inside(piece.tokens) or (
                above > piece.column and not _is_unfinished(piece.tokens)
            ):
                self._begin(above, goes_on=above in self.open)
        elif inside and not _inside(piece.tokens):  # the first of its row
            goes_on = not own and number > 0 and above in self.open
            self._begin(column if own else above, goes_on=goes_on)
        elif inside and self._is_complete(piece):
            return self._beside(cell, number, own=own)
        self.pieces[-1].tokens += self._stripped(cell, own=own)
        return True

    def _beside(self, cell: _Cell, number: int, *, own: bool) -> bool:
        """What stands beside an equation: another one, a remark, or nobody knows what."""
        piece, inside = self.pieces[-1], _inside(cell)
        words = next((t for t in inside if t.kind is not Kind.OPEN_BRACE), inside[0])
        if words.kind is Kind.TEXT and words.text.strip(" ,").lower() in _CONJUNCTIONS:
            piece.tokens.append(_without_words(words))
            return True
        begins = number % self.width == 0 or not _inside_last(piece.tokens)
        if begins and not own and _is_remark(inside):
            piece.tokens += [t for t in inside[1:2] if t.kind is Kind.TEXT and is_prose(t.text)]
            return True
        speaks = any(t.kind is Kind.TEXT and is_prose(t.text) for t in ([words] if own else inside))
        if speaks or is_implication(inside[0]):
            return False
        if begins and own:
            self._begin(number // self.width)
            piece = self.pieces[-1]
        elif begins and words.kind is Kind.TEXT:
            piece.tokens.append(_without_words(words))
            return False
        elif begins or own:
            piece.tokens.append(_marked(inside[0]))
        piece.tokens += self._stripped(cell, own=own and begins)
        return True

    def _begin(self, column: int, *, goes_on: bool = False) -> None:
        if _inside(self.pieces[-1].tokens):
            self.pieces.append(_Piece(column))
        self.pieces[-1].column, self.pieces[-1].goes_on = column, goes_on

    def _stripped(self, cell: _Cell, *, own: bool) -> _Cell:
        """The cell; the mark in front of a column of its own aligns nothing."""
        first = own and len(self.pieces) > 1 and not self.pieces[-1].tokens
        return cell[1:] if first else cell

    # --- what cells are ------------------------------------------------------------------------

    def _continues(self, token: Token) -> bool:
        return id(token) in self.relations or is_operator(token)

    def _has_relation(self, tokens: list[Token]) -> bool:
        return any(id(token) in self.relations for token in tokens)

    def _has_equation(self, row: list[_Cell], number: int) -> bool:
        r"""Whether an equation begins with a cell: ``b = c``, or ``b`` before ``&= c``.

        ``+ b = c`` is none, since nobody writes that sign in front of a left side.
        """
        inside = _inside(row[number])
        if not inside or id(inside[0]) in self.relations or inside[0].is_other("+"):
            return False
        following = _inside(row[number + 1]) if number + 1 < len(row) else []
        behind = bool(following) and id(following[0]) in self.relations
        if inside[0].is_other("-"):
            return behind
        return not is_operator(inside[0]) and (behind or self._has_relation(inside))

    def _has_bare_sign(self, row: list[_Cell]) -> bool:
        """Whether a relation has a cell of its own, as in ``a &=& b``."""
        if len(row) <= 2:
            return False
        sign = _inside(row[1])
        alone = len(sign) == 1 and id(sign[0]) in self.relations
        return alone and bool(_inside(row[2]))

    def _is_complete(self, piece: _Piece) -> bool:
        """Whether a piece could end here: something stands behind a relation."""
        tokens = _inside(piece.tokens)
        if not (piece.goes_on or self._has_relation(tokens)):
            return False
        return id(tokens[-1]) not in self.relations and not _is_unfinished(tokens)


def _relations(tokens: list[Token], source: Source) -> set[int]:
    """The tokens outside all brackets with which a relation begins, by their identity."""
    parser, depth, position = Parser(tokens, source), 0, 0
    found: set[int] = set()
    while position < len(tokens):
        token = tokens[position]
        depth += (token.kind in OPENS) - (token.kind in CLOSES)
        if depth <= 0 and relation_at(parser, position) is not None:
            found.add(id(token))
            position = max(position + 1, parser.position)
        else:
            position += 1
    return found


def _inside(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.kind not in _SPACE]


def _inside_last(tokens: list[Token]) -> bool:
    """Whether something stands in the last cell of a piece."""
    marks = [token for token in tokens if token.kind is not Kind.QUAD]
    return bool(marks) and marks[-1].kind is not Kind.TAB


def _is_unfinished(tokens: list[Token]) -> bool:
    """Whether an operator stands last; the minus of ``m_k^-`` is none."""
    tokens = _inside(tokens)
    if not tokens or not is_operator(tokens[-1]):
        return False
    return len(tokens) < 2 or tokens[-2].kind not in _SCRIPTS


def _is_remark(inside: list[Token]) -> bool:
    r"""``\forall t``, ``(3)``, ``(\because ..)`` beside an equation, which are no part of it."""
    if inside[0].is_command(*_REMARKS):
        return True
    if inside[0].kind is not Kind.OPEN or inside[-1].kind is not Kind.CLOSE:
        return False
    said = inside[1].kind is Kind.TEXT or inside[1].is_command(*_REMARKS)
    return said or len(inside) <= _LONGEST_MARK
