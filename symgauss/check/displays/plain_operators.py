r"""Operators that are letters: ``E X^2``, ``D(aX)`` and ``Var X``, plain or in another type.

A capital E in front of a random name is the expectation, not a factor, unless the document uses
the letter for something else.  V and D are the variance where words say so, or where nothing else
can be meant: a random name stands behind each of them.  The tokens are those of ``\mathbb{E} X^2``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, product

from symgauss.latex.tokens import Kind, Token

_MEAN, _VARIANCE = ("mathbb", "E"), ("mathrm", "Var")
_OPERATORS = {"E": _MEAN, "M": _MEAN, "V": _VARIANCE, "D": _VARIANCE}
_WORDS = {
    _MEAN: r"\b(?:expect\w*|means?|averag\w*)\b",
    _VARIANCE: r"\b(?:variances?|dispersion)\b",
}
_ONLY_BY_WORDS = "M"
_TYPES = ("mathbf", "boldsymbol", "bm", "mathcal", "mathrm", "mathsf", "mathbb", "operatorname")
#: Letters in another type, each with a character that stands for it while a text is looked at.
_TYPED = {
    (kind, letter): chr(0xE000 + number)
    for number, (kind, letter) in enumerate(product(_TYPES, _OPERATORS))
    if letter != "E" or kind in ("mathbf", "boldsymbol", "bm", "mathcal")  # the others always are
}
_LETTERS = {**{letter: letter for letter in _OPERATORS}, **{c: k[1] for k, c in _TYPED.items()}}
_TYPE = re.compile(rf"\\({'|'.join(_TYPES)})\s*(?:\{{\s*([EMVD])\s*\}}|\s([EMVD])(?![A-Za-z]))")
_PROBABILISTIC = re.compile(
    r"\\sim\b|\brandom\b|\bdistribut\w+|\bexpect(?:ation|ed)\b|\bvariance\b|\bindependen\w+",
    re.IGNORECASE,
)
_NAMES = r"((?:\$[^$\n]{1,40}\$(?:,? and |, ?)?)+)"
_SAID_RANDOM = (
    rf"{_NAMES},?\s*(?:is|are|be|being|denotes?)\s+(?:[a-z.,-]+\s+){{0,5}}?random\b",
    r"\brandom (?:variables?|vectors?|matri(?:x|ces)|quantit(?:y|ies))\s+" + _NAMES,
    rf"{_NAMES} (?:is|are|be) (?:[a-z.,-]+\s+){{0,4}}?(?:normal|gaussian|distributed)\b",
)
_NAME = r"(?:[A-Za-z]|\\(?:xi|eta|zeta|varepsilon|epsilon|omega|theta))"
_DRAWN = re.compile(rf"({_NAME})(?:_\w|_\{{[^{{}}]*\}})?\s*(?:(?:\\mid|\|)[^$=]{{1,30}})?\\sim\b")
_LETTER = re.compile(rf"(?<![A-Za-z\\]){_NAME}(?![A-Za-z])")
#: Letters that nobody gives to what is no random variable, behind an E.
_CAPITALS = frozenset("XYZ")
_GREEK = frozenset((r"\xi", r"\eta", r"\zeta"))
#: A document with this sign may have an ``E X`` that is a product.
_OUTLINED = re.compile(r"\\(?:mathbb|mathrm|mathsf|operatorname|rm)\s*\{?\s*E\b|\\E\b")
_STYLES = re.compile(
    r"(?:math|text|operatorname|bold|bm$|bb|rm$|bf$|cal$|sf$|wide|over|under|hat$|bar$|tilde$|vec$|dot)"
)
_GAP = r"(?:\s|\\[,;:! ]|~|\\big[lr]?\b|\\left\b)*"
#: What may stand between an operator and the name of which it is taken.
_FUNCTION = (
    r"\\(?:bar|hat|tilde|overline|widehat|widetilde|exp|log|ln|sqrt)\b\s*[{(]?\s*"
    r"|e\s*\^\s*\{?[^{}=$]{0,12}?|\|"
)
_FREE = r"(?<!\{)(?<![A-Za-z\\])"
_ARGUMENTS = frozenset({Kind.LETTER, Kind.DIGIT, Kind.OPEN, Kind.SUB, Kind.COMMAND})
_MEANT = r"\s*(?:\^|\\in\b|:?=|\\succ|\\sim|\\subset|\\cap|\\cup|\))"


def with_operators(tokens: list[Token], text: str) -> list[Token]:
    """The tokens with plain letters as the operators that they are in the document."""
    meant = operators_in(text)
    if not meant and not _spells_variance(tokens):
        return tokens
    result: list[Token] = []
    place = 0
    while place < len(tokens):
        token, (key, length) = tokens[place], _key_at(tokens, place)
        if _is_variance(tokens, place):
            result += _styled(*_VARIANCE, token)
            place += len("Var")
        elif key in meant and _has_argument(tokens, place, place + length):
            result += _styled(*_OPERATORS[_LETTERS[key]], token)
            place += length
        else:
            result += tokens[place : place + length]
            place += length
    return result


def _key_at(tokens: Sequence[Token], place: int) -> tuple[str, int]:
    r"""The letter at a place, or what stands for ``\mathbf{E}``, and how many tokens it has."""
    token = tokens[place]
    if token.kind is Kind.LETTER:
        return token.text, 1
    if token.kind is not Kind.COMMAND or token.text not in _TYPES:
        return "", 1
    following = tokens[place + 1 : place + 4]
    if [each.kind for each in following] == [Kind.OPEN_BRACE, Kind.LETTER, Kind.CLOSE_BRACE]:
        return _TYPED.get((token.text, following[1].text), ""), 4
    if following and following[0].kind is Kind.LETTER:
        return _TYPED.get((token.text, following[0].text), ""), 2
    return "", 1


@lru_cache(maxsize=8)
def operators_in(text: str) -> frozenset[str]:
    """The letters that are operators in a document; a character for one in another type."""
    if _PROBABILISTIC.search(text) is None:
        return frozenset()
    text = text.replace(r"\(", "$").replace(r"\)", "$")
    text = _TYPE.sub(lambda m: _TYPED.get((m[1], m[2] or m[3]), m[0]), text)
    random = _random_names(text)
    return frozenset(key for key in _LETTERS if key in text and _is_operator(key, text, random))


def _is_operator(key: str, text: str, random: frozenset[str]) -> bool:
    letter = _LETTERS[key]
    if re.search(rf"{_FREE}{key}{_MEANT}", text) is not None:
        return False
    words, alone = _WORDS[_OPERATORS[letter]], rf"\${_GAP}{key}{_GAP}\$"
    applied = rf"\${_GAP}{key}(?:\({_NAME}\)|\s*{_NAME}){_GAP}\$"
    said = (
        rf"(?i:{words} (?:operator )?)(?:of [^.$]*\$[^$]*\$ )?[^.$]{{0,20}}{applied}"
        rf"|{applied}[^.$]{{0,30}}(?i:{words})|(?i:{words}\)? operator ){alone}"
        rf"|{alone}(?i:,? (?:\w+ )?(?:denotes?|for|is|means?|be) (?:the )?"
        rf"[^.$]{{0,20}}{words}(?! of))"
    )
    if re.search(said, text) is not None:
        return True
    if letter == _ONLY_BY_WORDS or re.search(alone, text) is not None:
        return False
    behind = random if letter == "E" else random & (_CAPITALS | _GREEK)
    if key == "E" and not _OUTLINED.search(text):
        behind |= _CAPITALS
    if not behind:
        return False
    names = "|".join(re.escape(name) for name in sorted(behind))
    names = rf"(?:{names})(?![A-Za-z]{{2}})"
    before = re.search(rf"{_FREE}{key}(?![A-Za-z]{{2}}){_GAP}(?:{_FUNCTION})?{names}", text)
    return before is not None and (letter == "E" or _is_always_before(key, names, text))


def _is_always_before(key: str, names: str, text: str) -> bool:
    """Whether nothing but random names and brackets stand behind a letter."""
    uses = len(re.findall(rf"{_FREE}{key}(?![a-z]{{2}})", text))
    return uses == len(re.findall(rf"{_FREE}{key}{_GAP}(?:{names}|[(\[])", text))


def _random_names(text: str) -> frozenset[str]:
    found = {match[1] for match in _DRAWN.finditer(text)}
    for pattern in _SAID_RANDOM:
        for match in re.finditer(pattern, text, re.IGNORECASE):
            found |= set(_LETTER.findall(match[1]))
    return frozenset(found)


def _has_argument(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a letter has an argument behind it, and is neither a script nor in a type."""
    if end >= len(tokens) or tokens[end].kind not in _ARGUMENTS:
        return False
    before = tokens[start - 1] if start else None
    if before is not None and before.kind is Kind.COMMAND and _STYLES.match(before.text):
        return False
    return before is None or before.kind not in (Kind.SUPER, Kind.SUB)


def _spells_variance(tokens: Sequence[Token]) -> bool:
    return any(_is_variance(tokens, place) for place in range(len(tokens)))


def _is_variance(tokens: Sequence[Token], place: int) -> bool:
    """Whether three letters side by side, without space, spell a variance."""
    found = tokens[place : place + 3]
    if [t.text for t in found] != ["V", "a", "r"] or any(t.kind is not Kind.LETTER for t in found):
        return False
    if any(a.span.end != b.span.start for a, b in pairwise(found)):
        return False
    after = tokens[place + 3 : place + 4]
    return bool(after) and after[0].kind in _ARGUMENTS  # not the word in ``\mathrm{Var}``


def _styled(style: str, word: str, token: Token) -> list[Token]:
    letters = [replace(token, kind=Kind.LETTER, text=letter) for letter in word]
    return [
        replace(token, kind=Kind.COMMAND, text=style),
        replace(token, kind=Kind.OPEN_BRACE, text="{"),
        *letters,
        replace(token, kind=Kind.CLOSE_BRACE, text="}"),
    ]
