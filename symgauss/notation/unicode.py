"""One line of Unicode text for terminals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar
from unicodedata import combining, normalize

from symgauss.kernel.relations import Relation
from symgauss.kernel.terms import Term
from symgauss.notation.compose import compose
from symgauss.notation.layout import Bracket, Edge, Fence, Kind, Layout, Number, Sign
from symgauss.notation.names import Name
from symgauss.notation.statements import Statement, compose_formula, compose_statement
from symgauss.notation.widths import Ruler
from symgauss.notation.writer import Writer

_NAMES = (
    "alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi omicron pi "
    "rho varsigma sigma tau upsilon varphi chi psi omega epsilon vartheta phi varrho varpi "
    "Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell"
)
_LETTERS = "αβγδεζηθικλμνξοπρςστυφχψωϵϑϕϱϖΓΔΘΛΞΠΣΥΦΨΩℓ"
GREEK_LETTERS = dict(zip(_NAMES.split(), _LETTERS, strict=True))
_SUBSCRIPTS = dict(
    zip(
        "0123456789+−=()aehijklmnoprstuvxβγρφχ,",
        "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ,",
        strict=True,
    )
)
_SUPERSCRIPTS = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyz⊤∗′",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ*′",
        strict=True,
    )
)


class UnicodeWriter(Writer):
    """Layouts as one line of text."""

    glyphs: ClassVar[Mapping[str, str]] = {
        "pi": "π",
        "e": "e",
        "d": "d",
        "ones": "𝟏",
        "identity": "I",
        "top": "⊤",
        "infinity": "∞",
        "partial": "∂",
        "nabla": "∇",
        "root": "√",
        "normal": "𝒩",
        "expectation": "𝔼",
        "entropy": "ℍ",
        "information": "𝕀",
        "reals": "ℝ",
        "symmetric": "𝕊",
        "orthogonal": "𝕆",
        "naturals": "ℕ",
        "integers": "ℤ",
        "sum": "∑",
        "product": "∏",
        "integral": "∫",
        "const": "const",
    }
    signs: ClassVar[Mapping[str, str]] = {
        "plus": "+",
        "minus": "−",
        "negative": "−",
        "cdot": "·",
        "times": "×",
        "otimes": "⊗",
        "odot": "⊙",
        "slash": "/",
        "comma": ",",
        "semicolon": ";",
        "mid": "|",
        "bar": "|",
        "parallel": "‖",
        "star": "∗",
        "prime": "′",
        "open": "(",
        "close": ")",
        "thin": "",
        "quad": "",
        "in": "∈",
        "sim": "~",
        "equal": "=",
        "defined": ":=",
        "proportional": "∝",
        "less": "<",
        "less-equal": "≤",
        "greater": ">",
        "greater-equal": "≥",
        "to": "→",
        "colon": ":",
        "approximate": "≈",
    }
    accents: ClassVar[Mapping[str, str]] = {
        "bar": "\u0304",
        "hat": "\u0302",
        "tilde": "\u0303",
        "dot": "\u0307",
        "check": "\u030c",
    }
    brackets: ClassVar[Mapping[Bracket, tuple[str, str]]] = {
        Bracket.ROUND: ("(", ")"),
        Bracket.SQUARE: ("[", "]"),
        Bracket.BRACES: ("{", "}"),
        Bracket.BARS: ("|", "|"),
        Bracket.NORM: ("‖", "‖"),
    }

    def letter(self, name: Name) -> str:
        """A letter with combining accents; styles such as bold have no form here."""
        text = GREEK_LETTERS.get(name.base, name.base)
        text += "".join(self.accents.get(accent, "") for accent in name.modifiers)
        return normalize("NFC", text)

    def operator(self, word: str) -> str:
        """The word itself."""
        return word

    def row(self, items: Sequence[Layout], texts: list[str], kind: Kind, *, tight: bool) -> str:
        """Spaces around infix signs, between factors, and after commas."""
        text = texts[0]
        for i, piece in enumerate(texts[1:]):
            before = items[i]
            number = isinstance(before, Number) and before.text.isdigit()
            close = tight or kind is Kind.TIGHT or piece in {",", ";", ""}
            close = close or (
                number and kind is Kind.PRODUCT and not isinstance(items[i + 1], Sign)
            )
            text += piece if close else f" {piece}"
        return text

    def fraction(self, over: str, under: str) -> str:
        """A fraction; layouts for this target are composed flat and have none."""
        return f"({over})/({under})"

    def root(self, body: str) -> str:
        """A square root; layouts for this target are composed flat and have none."""
        return f"√({body})"

    def scripts(self, base: str, below: str, above: str) -> str:
        """Script characters where Unicode has them, else ``_{...}`` and ``^(...)``."""
        return (
            base
            + _script(below, _SUBSCRIPTS, ("_", "{", "}"))
            + _script(above, _SUPERSCRIPTS, ("^", "(", ")"))
        )

    def fence(self, fence: Fence, body: str) -> str:
        """Brackets."""
        left, right = self.brackets[fence.bracket]
        return left + body + right

    def edge(self, edge: Edge) -> str:
        """One half of a bracket."""
        return self.brackets[edge.bracket][0 if edge.opening else 1]

    def grid(self, rows: list[list[str]], *, bars: bool) -> str:
        """``[A, B; C, D]``."""
        text = "[" + "; ".join(", ".join(row) for row in rows) + "]"
        return f"|{text}|" if bars else text


def _script(text: str, table: Mapping[str, str], brackets: tuple[str, str, str]) -> str:
    if not text:
        return ""
    plain = text.replace(" ", "")
    if all(character in table for character in plain):
        return "".join(table[character] for character in plain)
    mark, left, right = brackets
    return mark + text if len(text) == 1 else mark + left + text + right


WRITER = UnicodeWriter()


def text_width(text: str) -> int:
    """How many columns of a terminal the text takes; accents take none."""
    return sum(1 for character in text if not combining(character))


#: For terminals, in columns.
TERMINAL = Ruler(lambda layout: text_width(WRITER.write(layout)), indent=2, gap=2, one_line=True)


def print_term(term: Term) -> str:
    """A term as one line of Unicode text."""
    return WRITER.write(compose(term, flat=True, glyphs=True))


def print_formula(lhs: Term, relation: Relation, rhs: Term) -> str:
    """``lhs relation rhs`` as one line of Unicode text."""
    return WRITER.write(compose_formula(lhs, relation, rhs, flat=True, glyphs=True))


def print_statement(statement: Statement) -> str:
    """A declaration, definition, distribution, law or relation as one line of Unicode text."""
    return WRITER.write(compose_statement(statement, flat=True, glyphs=True))
