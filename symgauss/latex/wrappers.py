r"""Commands that only say how a letter is set: ``\operatorname{\mathbb{E}}``, ``\mathop{..}``.

They are taken off before anything is parsed, and ``\mathbb{V}\mathrm{ar}`` is one word.
"""

from __future__ import annotations

from dataclasses import replace

from symgauss.latex.tokens import Kind, Token
from symgauss.latex.vocabulary import STYLES

_WRAPPERS = frozenset({"operatorname", "operatorname*", "mathop"})
_LIMITS = frozenset({"limits", "nolimits", "displaylimits"})
_WORDS = {("V", "ar"): "Var", ("C", "ov"): "Cov"}
_UPRIGHT = frozenset({"mathrm", "operatorname", "text"})
_LONGEST = 12  #: tokens of what is wrapped


def without_wrappers(tokens: list[Token]) -> list[Token]:
    """The tokens with wrapped letters as such."""
    if not any(
        t.kind is Kind.COMMAND and (t.text in _WRAPPERS or t.text == "mathbb") for t in tokens
    ):
        return tokens
    unwrapped: list[Token] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        end = _end(tokens, position + 1) if token.is_command(*_WRAPPERS) else 0
        if end and _is_styled(tokens[position + 2 : end - 1]):
            first, *others = tokens[position + 2 : end - 1]
            inside = [replace(first, span=token.span | first.span), *others]
            inside[-1] = replace(inside[-1], span=inside[-1].span | tokens[end - 1].span)
            unwrapped += inside
            position = end
            if position < len(tokens) and tokens[position].is_command(*_LIMITS):
                position += 1
        else:
            unwrapped.append(token)
            position += 1
    return _joined(unwrapped)


def _end(tokens: list[Token], start: int) -> int:
    """The position after the group that starts here, or 0 if there is no short one."""
    if start >= len(tokens) or tokens[start].kind is not Kind.OPEN_BRACE:
        return 0
    depth = 0
    for position in range(start, min(len(tokens), start + _LONGEST)):
        depth += (tokens[position].kind is Kind.OPEN_BRACE) - (
            tokens[position].kind is Kind.CLOSE_BRACE
        )
        if depth == 0:
            return position + 1
    return 0


def _is_styled(inside: list[Token]) -> bool:
    r"""Whether something such as ``\mathbb{E}`` or ``\mathbb{V}ar`` is wrapped."""
    first = inside[0] if inside else None
    return first is not None and first.kind is Kind.COMMAND and first.text in STYLES


def _joined(tokens: list[Token]) -> list[Token]:
    r"""``\mathbb{V}`` and ``ar`` behind it, upright or not, as ``\mathrm{Var}``."""
    result: list[Token] = []
    position = 0
    while position < len(tokens):
        here = tokens[position : position + 4]
        kinds = [token.kind for token in here[1:]]
        braced = kinds == [Kind.OPEN_BRACE, Kind.LETTER, Kind.CLOSE_BRACE]
        if here[0].is_command("mathbb") and braced:
            letters, end = _letters(tokens, position + 4)
            word = _WORDS.get((here[2].text, letters))
            if word is not None:
                spread = [replace(here[2], text=letter) for letter in word]
                result += [replace(here[0], text="mathrm"), here[1], *spread, here[3]]
                position = end
                continue
        result.append(here[0])
        position += 1
    return result


def _letters(tokens: list[Token], start: int) -> tuple[str, int]:
    """Two letters that stand here, also in a group, and where they end."""
    position = start
    if position < len(tokens) and tokens[position].kind is Kind.TEXT:
        return tokens[position].text, position + 1
    wrapped = position < len(tokens) and tokens[position].is_command(*_UPRIGHT)
    position += 2 if wrapped else 0
    pair = tokens[position : position + 2]
    if len(pair) < 2 or any(token.kind is not Kind.LETTER for token in pair):
        return "", start
    return pair[0].text + pair[1].text, position + (3 if wrapped else 2)
