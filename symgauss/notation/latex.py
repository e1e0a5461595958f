"""LaTeX; amsmath and amssymb are all it needs."""

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
    Letter,
    Operator,
    Row,
    Scripts,
    is_barred,
    is_tall,
    stand_apart,
)
from symgauss.notation.names import Name
from symgauss.notation.statements import Statement, compose_formula, compose_statement
from symgauss.notation.widths import PAGE
from symgauss.notation.writer import Writer


class LatexWriter(Writer):
    """Layouts as LaTeX mathematics."""

    glyphs: ClassVar[Mapping[str, str]] = {
        "pi": r"\pi",
        "e": r"\mathrm{e}",
        "d": r"\mathrm{d}",
        "ones": r"\mathbf{1}",
        "identity": "I",
        "top": r"\top",
        "infinity": r"\infty",
        "partial": r"\partial",
        "nabla": r"\nabla",
        "normal": r"\mathcal{N}",
        "expectation": r"\mathbb{E}",
        "entropy": r"\mathbb{H}",
        "information": r"\mathbb{I}",
        "reals": r"\mathbb{R}",
        "symmetric": r"\mathbb{S}",
        "orthogonal": r"\mathbb{O}",
        "naturals": r"\mathbb{N}",
        "integers": r"\mathbb{Z}",
        "sum": r"\sum",
        "product": r"\prod",
        "integral": r"\int",
        "const": r"\text{const}",
    }
    signs: ClassVar[Mapping[str, str]] = {
        "plus": "+",
        "minus": "-",
        "negative": "-",
        "cdot": r"\cdot",
        "times": r"\times",
        "otimes": r"\otimes",
        "odot": r"\odot",
        "slash": "/",
        "comma": ",",
        "semicolon": ";",
        "mid": r"\mid",
        "bar": "|",
        "parallel": r"\,\|\,",
        "star": "*",
        "prime": r"\prime",
        "open": "(",
        "close": ")",
        "thin": r"\,",
        "quad": r"\quad",
        "in": r"\in",
        "sim": r"\sim",
        "equal": "=",
        "defined": ":=",
        "proportional": r"\propto",
        "less": "<",
        "less-equal": r"\leq",
        "greater": ">",
        "greater-equal": r"\geq",
        "to": r"\to",
        "colon": ":",
        "approximate": r"\approx",
    }
    accents: ClassVar[Mapping[str, str]] = {
        "bar": r"\bar{%s}",
        "hat": r"\hat{%s}",
        "tilde": r"\tilde{%s}",
        "dot": r"\dot{%s}",
        "check": r"\check{%s}",
        "bold": r"\boldsymbol{%s}",
        "cal": r"\mathcal{%s}",
        "bb": r"\mathbb{%s}",
        "sf": r"\mathsf{%s}",
        "frak": r"\mathfrak{%s}",
    }
    brackets: ClassVar[Mapping[Bracket, tuple[str, str]]] = {
        Bracket.ROUND: ("(", ")"),
        Bracket.SQUARE: ("[", "]"),
        Bracket.BRACES: (r"\{", r"\}"),
        Bracket.BARS: ("|", "|"),
        Bracket.NORM: (r"\|", r"\|"),
    }
    known_operators = frozenset({"log", "exp", "det", "sin", "cos", "tanh"})
    moments = frozenset({"Cov", "Var", "KL"})

    def letter(self, name: Name) -> str:
        r"""``\bar{\alpha}``; a word that is no letter stands upright."""
        base = "o" if name.base == "omicron" else name.base
        text = base if len(base) == 1 else f"\\{base}"
        if name.is_word:
            text = f"\\mathrm{{{base}}}"
        for accent in name.modifiers:
            if accent == "bold" and len(text) == 1:
                text = f"\\mathbf{{{text}}}"
            else:
                text = self.accents[accent] % text
        return text

    def operator(self, word: str) -> str:
        r"""``\log``, ``\operatorname{tr}``, ``\mathrm{Cov}``."""
        if word in self.known_operators:
            return f"\\{word}"
        return f"\\mathrm{{{word}}}" if word in self.moments else f"\\operatorname{{{word}}}"

    def row(self, items: Sequence[Layout], texts: list[str], kind: Kind, *, tight: bool) -> str:
        """Boxes side by side, with the spaces that keep the source readable."""
        text = texts[0]
        for i, (item, piece) in enumerate(zip(items[1:], texts[1:], strict=True)):
            close = piece in {",", ";"} or ((tight or kind is Kind.TIGHT) and piece != r"\mid")
            word = self.is_upright(item)
            thin = kind is Kind.PRODUCT and (word or stand_apart(items[i], item))
            gap = r" \, " if thin else " "
            text = _join(text, piece, "" if close else gap)
        return text

    def is_upright(self, item: Layout) -> bool:
        """Whether a factor starts with a word that brings no space of its own: ``Cov[x]``."""
        while isinstance(item, Scripts) or (isinstance(item, Row) and item.kind is Kind.TIGHT):
            item = item.base if isinstance(item, Scripts) else item.items[0]
        if isinstance(item, Operator):
            return item.word in self.moments
        return isinstance(item, Letter) and item.name.is_word

    def fraction(self, over: str, under: str) -> str:
        """A fraction."""
        return f"\\frac{{{over}}}{{{under}}}"

    def root(self, body: str) -> str:
        """A square root."""
        return f"\\sqrt{{{body}}}"

    def scripts(self, base: str, below: str, above: str) -> str:
        """Scripts, without braces around a single character or command."""
        text = base
        if below:
            text += "_" + _argument(below)
        return text + ("^" + _argument(above) if above else "")

    def fence(self, fence: Fence, body: str) -> str:
        """Brackets; they grow where what is inside is tall."""
        left, right = self.brackets[fence.bracket]
        bars = is_barred(fence) and not isinstance(fence.body, Letter)
        if bars or is_tall(fence.body):
            return f"\\left{_join(left, body, ' ')} \\right{right}"
        return left + body + right

    def edge(self, edge: Edge) -> str:
        """One half of a bracket, at a fixed size."""
        size = "Big" if edge.tall else "big"
        left, right = self.brackets[edge.bracket]
        return f"\\{size}l{left}" if edge.opening else f"\\{size}r{right}"

    def grid(self, rows: list[list[str]], *, bars: bool) -> str:
        """A ``pmatrix`` or ``vmatrix``."""
        body = r" \\ ".join(" & ".join(row) for row in rows)
        name = "vmatrix" if bars else "pmatrix"
        return f"\\begin{{{name}}} {body} \\end{{{name}}}"


_ENDS_IN_COMMAND = re.compile(r"\\[A-Za-z]+$")
_COMMAND_OR_CHARACTER = re.compile(r"\\[A-Za-z]+|[A-Za-z0-9*+]")


def _join(left: str, right: str, gap: str) -> str:
    if not gap and _ENDS_IN_COMMAND.search(left) and right[:1].isalpha():
        gap = " "
    return left + gap + right


def _argument(text: str) -> str:
    return text if _COMMAND_OR_CHARACTER.fullmatch(text) else f"{{{text}}}"


WRITER = LatexWriter()


def print_term(term: Term) -> str:
    """A term as LaTeX."""
    return WRITER.write(compose(term))


def print_formula(lhs: Term, relation: Relation, rhs: Term) -> str:
    """``lhs relation rhs`` as LaTeX on one line."""
    return WRITER.write(compose_formula(lhs, relation, rhs))


def print_display(lhs: Term, relation: Relation, rhs: Term, width: float = 38.0) -> str:
    """``lhs relation rhs`` broken into rows for ``aligned`` or ``align*``; ``width`` in em."""
    display = break_formula(compose_formula(lhs, relation, rhs), width, PAGE)
    return " \\\\\n".join(aligned_rows(display, WRITER.write, r"\quad "))


def print_statement(statement: Statement) -> str:
    """A declaration, definition, distribution, law or relation as LaTeX."""
    return WRITER.write(compose_statement(statement))
