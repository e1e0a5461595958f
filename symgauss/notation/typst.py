"""Typst mathematics."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from symgauss.kernel.relations import Relation
from symgauss.kernel.terms import Term
from symgauss.notation.breaking import aligned_rows, break_formula
from symgauss.notation.compose import compose
from symgauss.notation.layout import (
    Bracket,
    Edge,
    Fence,
    Kind,
    Layout,
    Operator,
    Row,
    Scripts,
    Sign,
    is_barred,
    stand_apart,
)
from symgauss.notation.names import Name
from symgauss.notation.statements import Statement, compose_formula, compose_statement
from symgauss.notation.widths import PAGE
from symgauss.notation.writer import Writer


class TypstWriter(Writer):
    """Layouts as Typst mathematics.  Boxes are separated by spaces, which Typst ignores."""

    glyphs: ClassVar[Mapping[str, str]] = {
        "pi": "pi",
        "e": "upright(e)",
        "d": "upright(d)",
        "ones": "bold(1)",
        "identity": "I",
        "top": "top",
        "infinity": "infinity",
        "partial": "partial",
        "nabla": "nabla",
        "normal": "cal(N)",
        "expectation": "bb(E)",
        "entropy": "bb(H)",
        "information": "bb(I)",
        "reals": "bb(R)",
        "symmetric": "bb(S)",
        "orthogonal": "bb(O)",
        "naturals": "bb(N)",
        "integers": "bb(Z)",
        "sum": "sum",
        "product": "product",
        "integral": "integral",
        "const": '"const"',
    }
    signs: ClassVar[Mapping[str, str]] = {
        "plus": "+",
        "minus": "-",
        "negative": "-",
        "cdot": "dot.c",
        "times": "times",
        "otimes": "times.o",
        "odot": "dot.o",
        "slash": "\\/",
        "comma": ",",
        "semicolon": ";",
        "mid": "bar.v",
        "bar": 'class("normal", bar.v)',
        "parallel": "thin bar.v.double thin",
        "star": "*",
        "prime": "prime",
        "open": "(",
        "close": ")",
        "thin": "thin",
        "quad": "quad",
        "in": "in",
        "sim": "tilde.op",
        "equal": "=",
        "defined": ":=",
        "proportional": "prop",
        "less": "<",
        "less-equal": "<=",
        "greater": ">",
        "greater-equal": ">=",
        "to": "arrow.r",
        "colon": "colon",
        "approximate": "approx",
    }
    accents: ClassVar[Mapping[str, str]] = {
        "bar": "macron(%s)",
        "hat": "hat(%s)",
        "tilde": "tilde(%s)",
        "dot": "dot(%s)",
        "check": "caron(%s)",
        "bold": "bold(%s)",
        "cal": "cal(%s)",
        "bb": "bb(%s)",
        "sf": "sans(%s)",
        "frak": "frak(%s)",
    }
    #: Where Typst's name of a letter is not that of LaTeX.
    greek: ClassVar[Mapping[str, str]] = {
        "epsilon": "epsilon.alt",
        "varepsilon": "epsilon",
        "phi": "phi.alt",
        "varphi": "phi",
        "vartheta": "theta.alt",
        "varrho": "rho.alt",
        "varsigma": "sigma.alt",
        "varpi": "pi.alt",
    }
    brackets: ClassVar[Mapping[Bracket, tuple[str, str]]] = {
        Bracket.ROUND: ("(", ")"),
        Bracket.SQUARE: ("[", "]"),
        Bracket.BRACES: ("{", "}"),
        Bracket.BARS: ("abs(", ")"),
        Bracket.NORM: ("norm(", ")"),
    }
    edges: ClassVar[Mapping[Bracket, tuple[str, str]]] = {
        Bracket.ROUND: ("\\(", "\\)"),
        Bracket.SQUARE: ("\\[", "\\]"),
        Bracket.BRACES: ("\\{", "\\}"),
        Bracket.BARS: ("bar.v", "bar.v"),
        Bracket.NORM: ("bar.v.double", "bar.v.double"),
    }

    def write(self, layout: Layout, *, tight: bool = False) -> str:
        """The text of a layout; ``Cov[y]^(-1)`` has no space between the word and its bracket."""
        match layout:
            case Scripts(
                Row((Operator() | Scripts(base=Operator()) as head, Fence() as fence), Kind.TIGHT),
                below,
                above,
            ):
                body = self.scripts(self.write(fence, tight=tight), *self.limits(below, above))
                # Typst parts an operator from a bracket that carries a script.
                return f'{self.write(head, tight=tight)} class("closing", {body})'
            case _:
                return super().write(layout, tight=tight)

    def letter(self, name: Name) -> str:
        """``macron(alpha)``; a word that is no letter stands upright."""
        text = self.greek.get(name.base, name.base)
        if name.is_word:
            text = f'upright("{text}")'
        for accent in name.modifiers:
            if accent == "bold" and len(text) == 1:
                text = f"upright({text})"
            text = self.accents[accent] % text
        return text

    def operator(self, word: str) -> str:
        """An operator with its spacing."""
        return f'op("{word}")'

    def row(self, items: Sequence[Layout], texts: list[str], kind: Kind, *, tight: bool) -> str:
        """Boxes side by side."""
        del tight
        for i, item in enumerate(items[1:]):
            # Typst sets no space between an operator and a bar.
            bar = isinstance(items[i], Operator) and is_barred(item)
            if kind is Kind.PRODUCT and (bar or stand_apart(items[i], item)):
                texts[i] += " thin"
        text = re.sub(r" (?=[,;])", "", " ".join(texts))
        # A sign that starts a broken line stands between terms all the same.
        starts = isinstance(items[0], Sign) and items[0].key in {"plus", "minus", "cdot"}
        return f'"" {text}' if starts else text

    def fraction(self, over: str, under: str) -> str:
        """A fraction."""
        return f"frac({over}, {under})"

    def root(self, body: str) -> str:
        """A square root."""
        return f"sqrt({body})"

    def scripts(self, base: str, below: str, above: str) -> str:
        """Scripts, in brackets that Typst does not show."""
        # As an operator between two sides it would take its script below, as a limit.
        text = "scripts(prop)" if base == "prop" else base
        if below:
            text += "_" + _argument(below)
        return text + ("^" + _argument(above) if above else "")

    def fence(self, fence: Fence, body: str) -> str:
        """Brackets; Typst makes them grow."""
        left, right = self.brackets[fence.bracket]
        return left + body + right

    def edge(self, edge: Edge) -> str:
        """One half of a bracket, at a fixed size."""
        half = self.edges[edge.bracket][0 if edge.opening else 1]
        return f"lr(size: #{'1.9' if edge.tall else '1.25'}em, {half})"

    def grid(self, rows: list[list[str]], *, bars: bool) -> str:
        """A ``mat``."""
        start = 'mat(delim: "|", ' if bars else "mat("
        return start + "; ".join(", ".join(row) for row in rows) + ")"


_WORD_OR_NUMBER = re.compile(r"[A-Za-z]+|[0-9]+")


def _argument(text: str) -> str:
    return text if _WORD_OR_NUMBER.fullmatch(text) else f"({text})"


WRITER = TypstWriter()


def print_term(term: Term) -> str:
    """A term as Typst mathematics, without dollar signs."""
    return WRITER.write(compose(term))


def print_formula(lhs: Term, relation: Relation, rhs: Term) -> str:
    """``lhs relation rhs`` as Typst mathematics on one line."""
    return WRITER.write(compose_formula(lhs, relation, rhs))


def print_display(lhs: Term, relation: Relation, rhs: Term, width: float = 38.0) -> str:
    """``lhs relation rhs`` broken into aligned rows; ``width`` in em."""
    display = break_formula(compose_formula(lhs, relation, rhs), width, PAGE)
    return " \\\n".join(aligned_rows(display, WRITER.write, "quad "))


def print_statement(statement: Statement) -> str:
    """A declaration, definition, distribution, law or relation as Typst mathematics."""
    return WRITER.write(compose_statement(statement))
