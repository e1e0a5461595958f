"""From text to tokens.  Caps on size, nesting and numbers are enforced here, before any parsing."""

from __future__ import annotations

import re

from symgauss.errors import LatexError, ResourceLimitError
from symgauss.latex.characters import COMMANDS, SIGNS
from symgauss.latex.delimiters import without_null_delimiters
from symgauss.latex.limits import (
    DEEPEST_NESTING,
    LONGEST_FORMULA,
    LONGEST_NUMBER,
    MOST_TOKENS,
)
from symgauss.latex.source import Source, Span
from symgauss.latex.tokens import CLOSES, OPENS, Kind, Token
from symgauss.latex.vocabulary import (
    BARS,
    CLOSING,
    COLOURS,
    IGNORED,
    IGNORED_WITH_ARGUMENT,
    OPENING,
    SEPARATORS,
    SIGN_CLASSES,
    TEXTUAL,
    WIDE,
)

_COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|.)", re.DOTALL)
_SPACE = re.compile(r"(?:\s|%[^\n]*(?:\n|$))+")
_ENVIRONMENT = re.compile(r"\s*\{([A-Za-z]+\*?)\}")
_ROW_EXTRA = re.compile(r"\*?(?:[ \t]*\[-?[\d.]+\s*(?:pt|em|ex|mm|cm|in|\\jot)\])?")
_WORD = re.compile(r"(?<=[a-z])\s+[A-Za-z]+\b")
_SCRIPT = re.compile(r"\s*[_^']")
_BRACED_SIGN = re.compile(r"\s*\{\s*[-+=<>*/]\s*\}")
_SPACING = re.compile(r"\s*\[[\d.]+\]")
_WIDTH = re.compile(r"\s*-?[\d.]+\s*(?:mu|pt|em|ex|mm|cm|in)?")  #: of ``\mkern-1.5mu``
_SINGLE = {
    "{": Kind.OPEN_BRACE,
    "}": Kind.CLOSE_BRACE,
    "^": Kind.SUPER,
    "_": Kind.SUB,
    "'": Kind.PRIME,
    "&": Kind.TAB,
}
_STARRED = frozenset({"operatorname*", "tag*", "hspace*", "vspace*"})


def tokenize(source: Source, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of ``source.text[start:end]``, with absolute offsets and without an EOF token."""
    stop = len(source.text) if end is None else end
    if stop - start > LONGEST_FORMULA:
        place = source.place(Span(start, start + 1))
        raise ResourceLimitError(f"a formula of more than {LONGEST_FORMULA // 1024} kB", place)
    return _Tokenizer(source, start, stop).run()


class _Tokenizer:
    def __init__(self, source: Source, start: int, stop: int) -> None:
        self.source = source
        self.text = source.text
        self.position = start
        self.stop = stop
        self.tokens: list[Token] = []
        self.depth = 0
        self.digits = 0
        self.hidden: set[int] = set()  #: offsets of braces that do not show

    def run(self) -> list[Token]:
        while self.position < self.stop:
            space = _SPACE.match(self.text, self.position, self.stop)
            if space is not None:
                self.position = space.end()
                continue
            self.one()
        return without_null_delimiters(self.tokens)

    def one(self) -> None:
        character = self.text[self.position]
        if self.position in self.hidden:
            self.position += 1
        elif character == "\\":
            self.command()
        elif character.isascii() and character.isalpha():
            self.emit(Kind.LETTER, character, 1)
        elif character.isascii() and character.isdigit():
            self.digit(character)
        elif character in _SINGLE:
            self.emit(_SINGLE[character], character, 1)
        elif character == "~":
            self.position += 1
        elif character == "#":
            self.parameter()
        elif character in OPENING:
            self.emit(Kind.OPEN, character, 1)
        elif character in CLOSING:
            self.emit(Kind.CLOSE, character, 1)
        elif character == "|":
            self.emit(Kind.BAR, "|", 1)
        elif self.text.startswith("...", self.position, self.stop):
            self.emit(Kind.COMMAND, "ldots", 3)
        elif character in COMMANDS:
            self.emit(Kind.COMMAND, COMMANDS[character], 1)
        elif character in SIGNS:
            kind = Kind.PRIME if SIGNS[character] == "'" else Kind.OTHER
            self.emit(kind, SIGNS[character], 1)
        elif character in "+-*/=<>,;.:!":
            self.emit(Kind.OTHER, character, 1)
        else:
            shown = character if character.isprintable() else f"U+{ord(character):04X}"
            raise self.error(f"the character {shown!r} has no meaning in a formula", 1)

    def emit(self, kind: Kind, text: str, length: int) -> None:
        span = Span(self.position, self.position + length)
        if kind in OPENS:
            self.depth += 1
            if self.depth > DEEPEST_NESTING:
                place = self.source.place(span)
                raise ResourceLimitError(f"nested more than {DEEPEST_NESTING} deep", place)
        elif kind in CLOSES:
            self.depth = max(0, self.depth - 1)
        if len(self.tokens) >= MOST_TOKENS:
            place = self.source.place(span)
            raise ResourceLimitError(f"a formula of more than {MOST_TOKENS} tokens", place)
        self.tokens.append(Token(kind, text, span))
        self.position += length

    def digit(self, character: str) -> None:
        adjacent = bool(self.tokens) and self.tokens[-1].span.end == self.position
        running = adjacent and self.tokens[-1].kind is Kind.DIGIT
        self.digits = self.digits + 1 if running else 1
        if self.digits > LONGEST_NUMBER:
            place = self.source.place(Span(self.position, self.position + 1))
            raise ResourceLimitError(f"a number of more than {LONGEST_NUMBER} digits", place)
        self.emit(Kind.DIGIT, character, 1)

    def parameter(self) -> None:
        following = self.text[self.position + 1 : self.position + 2]
        if not following.isdigit() or not following.isascii():
            raise self.error("'#' stands only in the body of a macro", 1)
        self.emit(Kind.PARAMETER, following, 2)

    def command(self) -> None:
        match = _COMMAND.match(self.text, self.position, self.stop)
        if match is None:
            raise self.error("a lone backslash at the end", 1)
        whole = match.group()
        if whole.endswith("*") and len(whole) > 2 and whole[1:] not in _STARRED:
            whole = whole[:-1]
        name, length = whole[1:], len(whole)
        if name in ("left", "right", "middle"):
            self.sized(name, length)
        elif whole in OPENING:
            self.emit(Kind.OPEN, OPENING[whole], length)
        elif whole in CLOSING:
            self.emit(Kind.CLOSE, CLOSING[whole], length)
        elif whole in BARS:
            self.emit(Kind.BAR, BARS[whole], length)
        elif whole in SEPARATORS:
            self.emit(Kind.SEPARATOR, SEPARATORS[whole], length)
        elif name == "_":  # some Markdown renderers need the underscore escaped
            self.emit(Kind.SUB, "_", length)
        elif name in ("\\", "newline"):
            self.emit(Kind.ROW, "\\\\", length)
            extra = _ROW_EXTRA.match(self.text, self.position, self.stop)
            self.position = extra.end() if extra else self.position
        elif name in ("begin", "end"):
            self.environment(name, length)
        elif name in WIDE:
            self.emit(Kind.QUAD, name, length)
        elif name in TEXTUAL:
            content, after = self.words(self.position + length)
            self.emit(Kind.TEXT, content.strip(), after - self.position)
        elif name in COLOURS:
            self.coloured(length)
        elif name in SIGN_CLASSES and self.is_sign(self.position + length):
            self.position += length
            self.hide_braces()
        elif name in IGNORED_WITH_ARGUMENT:
            self.position = self.raw_argument(self.position + length)[1]
        elif name in ("kern", "mkern", "mskip", "hskip"):
            width = _WIDTH.match(self.text, self.position + length, self.stop)
            self.position = width.end() if width else self.position + length
        elif name in IGNORED:
            self.position += length
        else:
            self.emit(Kind.COMMAND, name, length)

    def words(self, start: int) -> tuple[str, int]:
        r"""The argument of a text command; of ``\text where``, without braces, the word."""
        word = _WORD.match(self.text, start, self.stop)
        return self.raw_argument(start) if word is None else (word.group(), word.end())

    def coloured(self, length: int) -> None:
        r"""``\color{red}{x}``: the colour goes, and so do the braces, which do not show.

        They stay where a script belongs to all of the group.
        """
        self.position = self.raw_argument(self.position + length)[1]
        self.hide_braces()

    def hide_braces(self) -> None:
        """Pass over the brace that is next and over the one that closes it."""
        space = _SPACE.match(self.text, self.position, self.stop)
        start = space.end() if space else self.position
        if self.text[start : start + 1] != "{" or start >= self.stop:
            return
        end = matching_brace(self.text, start, self.stop)
        if end is not None and not _SCRIPT.match(self.text, end + 1, self.stop):
            self.hidden |= {start, end}

    def is_sign(self, start: int) -> bool:
        r"""Whether an argument is one sign, as in ``\mathord{-}``."""
        return _BRACED_SIGN.match(self.text, start, self.stop) is not None

    def sized(self, name: str, length: int) -> None:
        r"""``\left(``, ``\right|``, ``\middle|``: the role of the delimiter is certain."""
        start = self.position + length
        space = _SPACE.match(self.text, start, self.stop)
        start = space.end() if space else start
        match = _COMMAND.match(self.text, start, self.stop)
        delimiter = match.group() if match else self.text[start : min(start + 1, self.stop)]
        total = start + len(delimiter) - self.position
        bar = BARS.get(delimiter) or SEPARATORS.get(delimiter)
        if name == "middle":
            if bar is None:
                raise self.error(f"\\middle before {delimiter!r}", total)
            self.emit(Kind.SEPARATOR, bar, total)
            return
        meaning = (
            "." if delimiter == "." else bar or OPENING.get(delimiter) or CLOSING.get(delimiter)
        )
        if meaning is None:
            raise self.error(f"\\{name} needs a delimiter", length)
        self.emit(Kind.OPEN if name == "left" else Kind.CLOSE, meaning, total)

    def environment(self, name: str, length: int) -> None:
        match = _ENVIRONMENT.match(self.text, self.position + length, self.stop)
        if match is None:
            raise self.error(f"\\{name} needs the name of an environment in braces", length)
        spacing = _SPACING.match(self.text, match.end(), self.stop) if name == "begin" else None
        total = (spacing or match).end() - self.position
        self.emit(Kind.BEGIN if name == "begin" else Kind.END, match.group(1), total)

    def raw_argument(self, start: int) -> tuple[str, int]:
        """The text of a braced argument and the offset after it."""
        space = _SPACE.match(self.text, start, self.stop)
        start = space.end() if space else start
        if start >= self.stop or self.text[start] != "{":
            raise self.error("an argument in braces is missing", start - self.position)
        end = matching_brace(self.text, start, self.stop)
        if end is None:
            raise self.error("a brace is never closed", start + 1 - self.position)
        return self.text[start + 1 : end], end + 1

    def error(self, message: str, length: int) -> LatexError:
        return LatexError(
            message, self.source.place(Span(self.position, self.position + max(1, length)))
        )


_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


def matching_brace(text: str, start: int, stop: int) -> int | None:
    """Offset of the brace that closes the one at ``start``, or ``None``."""
    depth = 0
    for match in _BRACE.finditer(text, start, stop):
        if match.group() == "{":
            depth += 1
        elif match.group() == "}":
            depth -= 1
            if depth == 0:
                return match.start()
    return None
