"""Errors that people make, planted in the LaTeX of a right side; nothing here reads a formula.

The slips are found by the look of the tokens alone, so that they share no code with the edits
that suggestions are made of.  What they make may be true, or no formula at all; that is for the
script that plants them to find out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from symgauss.errors import SymgaussError
from symgauss.latex.source import Source
from symgauss.latex.tokenizer import tokenize
from symgauss.latex.tokens import Kind, Token

LETTERS = frozenset(
    [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "varepsilon",
        "eta",
        "theta",
        "kappa",
        "lambda",
        "mu",
        "nu",
        "rho",
        "sigma",
        "tau",
        "phi",
        "varphi",
        "psi",
        "omega",
        "xi",
        "Gamma",
        "Lambda",
        "Sigma",
        "Omega",
        "Phi",
        "Psi",
        "Delta",
        "Theta",
        "Pi",
        "ell",
    ]
)
ACCENTS = frozenset(["mathbf", "boldsymbol", "bm", "mathsf", "bar", "hat", "tilde"])
TRANSPOSES = ("^T", "^\\top", "^{\\top}", "^\\mathrm{T}", "^{\\mathrm{T}}", "^\\mathsf{T}")
INVERSES = ("^{-1}", "^{- 1}")
SQUARES = ("^2", "^{2}")
_OPEN = {Kind.OPEN, Kind.OPEN_BRACE, Kind.BEGIN}
_CLOSE = {Kind.CLOSE, Kind.CLOSE_BRACE, Kind.END}


@dataclass(frozen=True)
class Planted:
    """A replacement in a text: ``text[start:end]`` becomes ``new``."""

    kind: str
    start: int
    end: int
    new: str

    def into(self, text: str) -> str:
        """The text with the error."""
        return text[: self.start] + self.new + text[self.end :]


@dataclass(frozen=True)
class Name:
    """A letter with its subscript, and what stands above it."""

    start: int
    end: int  #: of letter and subscript
    power: str  #: the superscript as written, with its ``^``
    stop: int  #: of all
    depth: int
    first: int  #: number of the first token
    last: int  #: number of the token after all


class Tokens:
    """The tokens of a right side, with groups matched."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        tokens = [t for t in tokenize(Source(text, "<text>"), start, end) if t.kind is not Kind.EOF]
        self.tokens: list[Token] = tokens
        self.scripted: list[bool] = []
        self.depth: list[int] = []
        self.closing: dict[int, int] = {}
        self._match()
        self.words = self._words()

    def _match(self) -> None:
        stack: list[tuple[int, bool]] = []
        script_next = False
        for i, token in enumerate(self.tokens):
            if token.kind in _CLOSE and stack:
                opened, _ = stack.pop()
                self.closing[opened] = i
            above = any(scripted for _, scripted in stack)
            self.scripted.append(above or script_next)
            self.depth.append(len(stack))
            if self._opens(i):
                stack.append((i, script_next))
            script_next = token.kind in {Kind.SUPER, Kind.SUB}

    def _words(self) -> set[int]:
        r"""The letters of words that are written out, such as ``\mathrm{tr}``."""
        found: set[int] = set()
        for i, token in enumerate(self.tokens):
            if token.is_command("mathrm", "operatorname", "mathcal", "mathbb", "text"):
                found.update(range(i + 1, self.argument(i + 1)))
        return found

    def _opens(self, i: int) -> bool:
        token = self.tokens[i]
        return token.kind in _OPEN or token.text in {"(", "["}

    def written(self, first: int, last: int) -> str:
        """The text from a token to the one before another."""
        return self.text[self.tokens[first].span.start : self.tokens[last - 1].span.end]

    def argument(self, i: int) -> int:
        """The number of the token after the argument that starts at ``i``."""
        if i >= len(self.tokens):
            return i
        if self.tokens[i].kind is Kind.OPEN_BRACE:
            return self.closing.get(i, i) + 1
        if self.tokens[i].kind is Kind.COMMAND and self.tokens[i].text in {*ACCENTS, "mathrm"}:
            return self.argument(i + 1)
        return i + 1

    def names(self) -> list[Name]:
        """Every letter of the main line."""
        found: list[Name] = []
        i = 0
        while i < len(self.tokens):
            name = None if self.scripted[i] or i in self.words else self._name(i)
            if name is None:
                i += 1
                continue
            found.append(name)
            i = name.last
        return found

    def _name(self, i: int) -> Name | None:
        token = self.tokens[i]
        if token.kind is Kind.COMMAND and token.text in ACCENTS:
            after = self.argument(i + 1)
        elif token.kind is Kind.LETTER or (token.kind is Kind.COMMAND and token.text in LETTERS):
            after = i + 1
        else:
            return None
        if after < len(self.tokens) and self.tokens[after].kind is Kind.SUB:
            after = self.argument(after + 1)
        stop = after
        if after < len(self.tokens) and self.tokens[after].kind is Kind.SUPER:
            stop = self.argument(after + 1)
        if stop < len(self.tokens) and self.tokens[stop].text == "(":
            return None  # perhaps a function
        place = self.tokens[i].span.start
        power = self.written(after, stop) if stop > after else ""
        end = self.tokens[after - 1].span.end
        return Name(place, end, power, self.tokens[stop - 1].span.end, self.depth[i], i, stop)


def planted(text: str, start: int, end: int, other: str = "") -> list[Planted]:
    """Errors in ``text[start:end]``; ``other`` is the left side, whose names may be mistaken."""
    try:
        tokens = Tokens(text, start, end)
        elsewhere = Tokens(other, 0, len(other))
    except SymgaussError:
        return []
    if len(tokens.tokens) != len(tokens.depth):
        return []
    spelled = {elsewhere.text[n.start : n.end] for n in elsewhere.names()}
    found = [*_signs(tokens), *_factors(tokens), *_scripts(tokens), *_functions(tokens)]
    found += [*_names(tokens, spelled), *_order(tokens), *_dropped(tokens), *_normalisers(tokens)]
    return list(dict.fromkeys(found))


def _signs(tokens: Tokens) -> Iterator[Planted]:
    for i, token in enumerate(tokens.tokens):
        if tokens.scripted[i] or token.kind is not Kind.OTHER or token.text not in "+-":
            continue
        first = i == 0 or tokens._opens(i - 1)  # noqa: SLF001 - one module
        new = "" if first and token.text == "-" else {"+": "-", "-": "+"}[token.text]
        yield Planted("sign", token.span.start, token.span.end, new)
    starts = [t.span.start for t in tokens.tokens[:1] if t.text not in "+-"]
    for start in starts:
        yield Planted("sign", start, start, "- ")


def _factors(tokens: Tokens) -> Iterator[Planted]:
    for i, token in enumerate(tokens.tokens):
        if tokens.scripted[i]:
            continue
        if token.kind is Kind.DIGIT and token.text.isdigit() and token.text != "0":
            doubled = str(2 * int(token.text))
            yield Planted("factor", token.span.start, token.span.end, doubled)
            if token.text == "2":
                alone = i and tokens.tokens[i - 1].kind is Kind.OPEN_BRACE
                new = "1" if alone else ""
                yield Planted("factor", token.span.start, token.span.end, new)
        if token.is_command("frac", "dfrac", "tfrac") and i + 1 < len(tokens.tokens):
            stop = tokens.argument(tokens.argument(i + 1))
            if stop <= len(tokens.tokens) and tokens.written(i, stop).endswith("{1}{2}"):
                end = tokens.tokens[stop - 1].span.end
                yield Planted("factor", token.span.start, end, "")
        starts = token.kind is Kind.OTHER and token.text in "+-"
        if starts and i + 1 < len(tokens.tokens):
            yield Planted("factor", token.span.end, token.span.end, " 2 ")
            yield Planted("factor", token.span.end, token.span.end, r" \frac{1}{2} ")


def _scripts(tokens: Tokens) -> Iterator[Planted]:
    kinds = {"inverse": INVERSES, "transpose": TRANSPOSES, "square": SQUARES}
    for i, token in enumerate(tokens.tokens):
        if token.kind is not Kind.SUPER or tokens.scripted[i]:
            continue
        stop = tokens.argument(i + 1)
        if stop > len(tokens.tokens):
            continue
        power = tokens.written(i, stop)
        for kind, spellings in kinds.items():
            if power in spellings:
                yield Planted(kind, token.span.start, tokens.tokens[stop - 1].span.end, "")
    for name in tokens.names():
        if not name.power:
            yield Planted("inverse", name.stop, name.stop, "^{-1}")
            yield Planted("square", name.stop, name.stop, "^2")
            if tokens.text[name.start : name.end].strip("{}")[-1:].isupper():
                yield Planted("transpose", name.stop, name.stop, r"^\mathrm{T}")


def _functions(tokens: Tokens) -> Iterator[Planted]:
    for i, token in enumerate(tokens.tokens):
        if token.is_command("sqrt"):
            yield Planted("sqrt", token.span.start, token.span.end, "")
        elif token.is_command("log", "ln") and not tokens.scripted[i]:
            yield Planted("log", token.span.start, token.span.end, "")
    for name in tokens.names():
        written = tokens.text[name.start : name.stop]
        yield Planted("sqrt", name.start, name.stop, rf"\sqrt{{{written}}}")


def _names(tokens: Tokens, elsewhere: set[str]) -> Iterator[Planted]:
    names = tokens.names()
    spelled = {tokens.text[name.start : name.end] for name in names} | elsewhere
    for name in names:
        written = tokens.text[name.start : name.end]
        for other in sorted(spelled - {written}):
            same = written.partition("_")[0] == other.partition("_")[0]
            alike = same or _style(written) == _style(other)
            if alike:
                kind = "index" if same else "symbol"
                space = " " if other.startswith("\\") and other[-1:].isalpha() else ""
                yield Planted(kind, name.start, name.end, other + space)


def _style(name: str) -> tuple[bool, bool, bool]:
    """Capital or small, bold or plain, Greek or Latin."""
    letter = name.partition("_")[0].strip("\\{}")
    bold = any(accent in name for accent in ACCENTS)
    return letter[:1].isupper(), bold, name.startswith("\\")


def _order(tokens: Tokens) -> Iterator[Planted]:
    names = tokens.names()
    for left, right in pairwise(names):
        between = tokens.text[left.stop : right.start]
        if left.depth == right.depth and not between.strip():
            first, second = (tokens.text[n.start : n.stop] for n in (left, right))
            if first != second:
                yield Planted("order", left.start, right.stop, f"{second} {first}")


def _dropped(tokens: Tokens) -> Iterator[Planted]:
    """A term of a sum, at any depth."""
    ends: dict[int, list[int]] = {}
    for i, token in enumerate(tokens.tokens):
        if tokens.scripted[i]:
            continue
        if token.kind is Kind.OTHER and token.text in "+-":
            ends.setdefault(_group(tokens, i), []).append(i)
    for group, signs in ends.items():
        stop = len(tokens.tokens) if group < 0 else tokens.closing.get(group, -1)
        if stop < 0:
            continue
        for i, after in zip(signs, [*signs[1:], stop], strict=True):
            if i == group + 1 or i == 0:
                continue  # the sign of the first term
            start, end = tokens.tokens[i].span.start, tokens.tokens[after - 1].span.end
            inside = tokens.tokens[i:after]
            if any(t.kind in {Kind.TAB, Kind.ROW} for t in inside):
                continue
            yield Planted("dropped", start, end, "")
        first = signs[0]
        if first > group + 1:
            start = tokens.tokens[group + 1].span.start
            plus = tokens.tokens[first].text == "+"
            end = tokens.tokens[first].span.end if plus else tokens.tokens[first].span.start
            yield Planted("dropped", start, end, "")


def _group(tokens: Tokens, i: int) -> int:
    """The number of the token that opens the group around a token, or -1."""
    around = [a for a, b in tokens.closing.items() if a < i < b]
    return max(around, default=-1)


def _normalisers(tokens: Tokens) -> Iterator[Planted]:
    """What stands before an exponential function."""
    for i, token in enumerate(tokens.tokens):
        if token.is_command("exp") and i > 0 and not tokens.depth[i] and not tokens.scripted[i]:
            before = tokens.tokens[:i]
            if any(t.text in "+-" for j, t in enumerate(before) if not tokens.depth[j]):
                return
            start, end = before[0].span.start, before[-1].span.end
            yield Planted("normaliser", start, end, "")
            return
