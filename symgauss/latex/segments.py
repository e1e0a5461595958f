"""Several statements in one row: where one ends and the next begins."""

from __future__ import annotations

from symgauss.latex.dots import DOTS
from symgauss.latex.tokens import CLOSES, OPENS, Kind, Token
from symgauss.latex.vocabulary import MULTIPLICATION, RELATION_COMMANDS

_HARD = frozenset({Kind.QUAD, Kind.ROW})


def split_statements(tokens: list[Token]) -> list[list[Token]]:
    r"""Cut at rows, wide spaces, prose and commas, but keep ``x, \mu \in ...`` together.

    A piece that starts with a relation continues the one before it.
    """
    pieces: list[tuple[list[Token], bool]] = []
    current: list[Token] = []
    depth = 0
    for token in tokens:
        depth += (token.kind in OPENS) - (token.kind in CLOSES)
        if depth <= 0 and _cuts(token):
            pieces.append((current, token.is_other(",") or token.is_other(";")))
            current = []
        elif token.kind is not Kind.TAB or depth > 0:
            current.append(token)
    pieces.append((current, False))
    return _joined(pieces)


def _cuts(token: Token) -> bool:
    if token.kind in _HARD:
        return True
    if token.kind is Kind.TEXT:
        return not token.text.isalpha() or token.text in ("and", "with", "where", "for", "if")
    return token.kind is Kind.OTHER and token.text in ",;"


def _joined(pieces: list[tuple[list[Token], bool]]) -> list[list[Token]]:
    result: list[list[Token]] = []
    open_list = False  # the piece before is a name of a list that goes on
    for piece, ends_with_comma in pieces:
        if not piece:
            continue
        if open_list or (result and (_is_dots(piece[0]) or _is_dots(result[-1][-1]))):
            comma = Token(Kind.OTHER, ",", piece[0].span)
            result[-1] += [comma, *piece]
        elif result and (_goes_on(piece[0]) or _unfinished(result[-1][-1])):
            result[-1] += piece
        else:
            result.append(list(piece))
        open_list = ends_with_comma and not has_relation(result[-1])
    return [_without_punctuation(piece) for piece in result if _without_punctuation(piece)]


def _is_dots(token: Token) -> bool:
    r"""Whether a list goes on here: ``1, \ldots, n``."""
    return token.is_command(*DOTS)


def _goes_on(first: Token) -> bool:
    """Whether a piece cannot stand alone, because it starts with an operator."""
    operator = first.kind is Kind.OTHER and first.text in "+-*/"
    return operator or is_relation(first) or first.is_command(*MULTIPLICATION)


def _unfinished(last: Token) -> bool:
    """Whether a piece needs the next one, because it ends with an operator."""
    operator = last.kind is Kind.OTHER and last.text in "+-*/="
    return operator or last.is_command(*MULTIPLICATION)


def _without_punctuation(piece: list[Token]) -> list[Token]:
    while piece and piece[-1].kind is Kind.OTHER and piece[-1].text in ".,;":
        piece = piece[:-1]
    return piece


def is_relation(token: Token) -> bool:
    """Whether the token is a relation."""
    if token.kind is Kind.OTHER:
        return token.text in "=<>:"
    return token.kind is Kind.COMMAND and (
        token.text in RELATION_COMMANDS or token.text in ("overset", "stackrel")
    )


def has_relation(tokens: list[Token]) -> bool:
    """Whether a relation stands outside all brackets."""
    depth = 0
    for token in tokens:
        depth += (token.kind in OPENS) - (token.kind in CLOSES)
        if depth == 0 and is_relation(token):
            return True
    return False


def relation_texts(tokens: list[Token]) -> set[str]:
    """Relations outside brackets, as the text of their first token; ``:=`` for a definition."""
    depth = 0
    found: set[str] = set()
    for index, token in enumerate(tokens):
        depth += (token.kind in OPENS) - (token.kind in CLOSES)
        if depth == 0 and is_relation(token):
            following = tokens[index + 1] if index + 1 < len(tokens) else token
            definition = token.text in (":", "colon") and following.is_other("=")
            found.add(":=" if definition or token.text in ("coloneqq", "triangleq") else token.text)
    return found
