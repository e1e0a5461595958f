"""MathML Core, for pages that a browser shows without any script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import ClassVar

from symgauss.kernel.relations import Relation
from symgauss.kernel.terms import Term
from symgauss.notation.compose import compose
from symgauss.notation.layout import Edge, Fence, Kind, Layout, Operator, Row, stand_apart
from symgauss.notation.names import Name
from symgauss.notation.statements import Statement, compose_formula, compose_statement
from symgauss.notation.unicode import GREEK_LETTERS, UnicodeWriter
from symgauss.notation.writer import Writer

_UPRIGHT = {"pi", "infinity", "partial", "nabla", "d", "e", "const", "ones"}
_LARGE = {"sum", "product", "integral"}


def _glyph(key: str, text: str) -> str:
    if key in _LARGE:
        return f"<mo>{text}</mo>"
    if key in _UPRIGHT or len(text) > 1:
        return f'<mi mathvariant="normal">{text}</mi>'
    return f"<mi>{text}</mi>"


class MathmlWriter(Writer):
    """Layouts as MathML elements."""

    glyphs: ClassVar[Mapping[str, str]] = {
        key: _glyph(key, text) for key, text in UnicodeWriter.glyphs.items()
    }
    signs: ClassVar[Mapping[str, str]] = {
        **{key: f"<mo>{escape(sign)}</mo>" for key, sign in UnicodeWriter.signs.items()},
        "plus": '<mo form="infix">+</mo>',
        "minus": '<mo form="infix">−</mo>',
        "cdot": '<mo form="infix" lspace="0.15em" rspace="0.15em">·</mo>',
        "sim": '<mo form="infix" lspace="0.28em" rspace="0.28em">∼</mo>',
        "defined": '<mo form="infix" lspace="0.28em" rspace="0.28em">≔</mo>',
        "negative": '<mo form="prefix">−</mo>',
        "comma": '<mo separator="true" rspace="0.2em">,</mo>',
        "semicolon": '<mo separator="true" rspace="0.25em">;</mo>',
        "mid": '<mo stretchy="false" lspace="0.28em" rspace="0.28em">|</mo>',
        "bar": '<mo stretchy="false" lspace="0" rspace="0">|</mo>',
        "parallel": '<mo stretchy="false" lspace="0.28em" rspace="0.28em">‖</mo>',
        "slash": '<mo lspace="0" rspace="0">/</mo>',
        "open": '<mo stretchy="false">(</mo>',
        "close": '<mo stretchy="false">)</mo>',
        "thin": '<mspace width="0.17em"/>',
        "quad": '<mspace width="1em"/>',
    }
    accents: ClassVar[Mapping[str, str]] = {
        "bar": "¯",
        "hat": "^",
        "tilde": "~",
        "dot": "˙",
        "check": "ˇ",
    }
    variants: ClassVar[Mapping[str, tuple[int, int]]] = {
        "bold": (0x1D400, 0x1D41A),
        "cal": (0x1D4D0, 0x1D4EA),
        "sf": (0x1D5A0, 0x1D5BA),
        "frak": (0x1D56C, 0x1D586),
    }

    def number(self, text: str) -> str:
        """Digits."""
        return f"<mn>{text}</mn>"

    def letter(self, name: Name) -> str:
        """A letter with accents above it."""
        text = GREEK_LETTERS.get(name.base, name.base)
        for style in name.modifiers:
            text = _styled(text, self.variants.get(style))
        box = f"<mi>{text}</mi>"
        for accent in name.modifiers:
            if accent in self.accents:
                mark = f'<mo stretchy="false">{self.accents[accent]}</mo>'
                box = f'<mover accent="true">{box}{mark}</mover>'
        return box

    def operator(self, word: str) -> str:
        """An upright word."""
        return f'<mi mathvariant="normal">{word}</mi>'

    def row(self, items: Sequence[Layout], texts: list[str], kind: Kind, *, tight: bool) -> str:
        """An ``mrow``; a thin space between factors of which one is a word."""
        del tight
        row = texts[0]
        for i, text in enumerate(texts[1:]):
            words = isinstance(items[i], Operator) or _starts_with_word(items[i + 1])
            words = words or stand_apart(items[i], items[i + 1])
            row += (self.signs["thin"] if words and kind is Kind.PRODUCT else "") + text
        return f"<mrow>{row}</mrow>"

    def fraction(self, over: str, under: str) -> str:
        """A fraction."""
        return f"<mfrac>{over}{under}</mfrac>"

    def root(self, body: str) -> str:
        """A square root."""
        return f"<msqrt>{body}</msqrt>"

    def scripts(self, base: str, below: str, above: str) -> str:
        """Scripts."""
        if below and above:
            return f"<msubsup>{base}{below}{above}</msubsup>"
        if below:
            return f"<msub>{base}{below}</msub>"
        return f"<msup>{base}{above}</msup>" if above else base

    def large(self, key: str, below: str, above: str) -> str:
        """Limits above and below; those of an integral stand as scripts."""
        if key == "integral" or not (below and above):
            return self.scripts(self.glyphs[key], below, above)
        return f"<munderover>{self.glyphs[key]}{below}{above}</munderover>"

    def fence(self, fence: Fence, body: str) -> str:
        """Brackets; the browser makes them grow."""
        left, right = UnicodeWriter.brackets[fence.bracket]
        return (
            f'<mrow><mo form="prefix" lspace="0" rspace="0">{left}</mo>{body}'
            f'<mo form="postfix" lspace="0" rspace="0">{right}</mo></mrow>'
        )

    def edge(self, edge: Edge) -> str:
        """One half of a bracket, at a fixed size."""
        half = UnicodeWriter.brackets[edge.bracket][0 if edge.opening else 1]
        form = "prefix" if edge.opening else "postfix"
        size = ' minsize="1.8em"' if edge.tall else ""
        grows = f'stretchy="{str(edge.tall).lower()}"{size}'
        return f'<mo form="{form}" lspace="0" rspace="0" {grows}>{half}</mo>'

    def grid(self, rows: list[list[str]], *, bars: bool) -> str:
        """A table in brackets."""
        cells = ("".join(f"<mtd>{box}</mtd>" for box in row) for row in rows)
        table = "<mtable>" + "".join(f"<mtr>{row}</mtr>" for row in cells) + "</mtable>"
        left, right = ("|", "|") if bars else ("(", ")")
        start = f'<mo form="prefix" stretchy="true" lspace="0">{left}</mo>'
        end = f'<mo form="postfix" stretchy="true" rspace="0">{right}</mo>'
        return f"<mrow>{start}{table}{end}</mrow>"


def _styled(text: str, start: tuple[int, int] | None) -> str:
    """A Latin letter in a mathematical alphabet of its own; anything else stays."""
    if start is None or len(text) != 1 or not (text.isascii() and text.isalpha()):
        return text
    upper, lower = start
    return (
        chr(upper + ord(text) - ord("A")) if text.isupper() else chr(lower + ord(text) - ord("a"))
    )


def _starts_with_word(item: Layout) -> bool:
    while isinstance(item, Row):
        item = item.items[0]
    return isinstance(item, Operator)


WRITER = MathmlWriter()


def _math(body: str, *, display: bool) -> str:
    return f'<math display="{"block" if display else "inline"}">{body}</math>'


def print_term(term: Term, *, display: bool = False) -> str:
    """A term as a ``math`` element."""
    return _math(WRITER.write(compose(term)), display=display)


def print_formula(lhs: Term, relation: Relation, rhs: Term, *, display: bool = False) -> str:
    """``lhs relation rhs`` as a ``math`` element."""
    return _math(WRITER.write(compose_formula(lhs, relation, rhs)), display=display)


def print_statement(statement: Statement) -> str:
    """A declaration, definition, distribution, law or relation as a ``math`` element."""
    return _math(WRITER.write(compose_statement(statement)), display=False)
