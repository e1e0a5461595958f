"""What the signs and words of the reader's syntax look like."""

from __future__ import annotations

from symgauss.latex.vocabulary import COLON, IN, SIM, TO
from symgauss.notation.layout import Bracket, Glyph, Layout, Sign
from symgauss.notation.products import VULGAR
from symgauss.notation.statements import RELATION_SIGNS

RELATIONS = {kind.value: sign for kind, sign in RELATION_SIGNS.items()}
RELATIONS |= {SIM: "sim", IN: "in", TO: "to", COLON: "colon"}
SEPARATORS = {",": "comma", ";": "semicolon", "|": "mid", "||": "parallel"} | RELATIONS
BRACKETS = {
    "(": Bracket.ROUND,
    "[": Bracket.SQUARE,
    "{": Bracket.BRACES,
    "|": Bracket.BARS,
    "||": Bracket.NORM,
}
PRODUCTS = {".": "cdot", "x": "times", "kron": "otimes", "hadamard": "odot", "/": "slash"}
OPERATORS: dict[str, Layout] = {
    "E": Glyph("expectation"),
    "H": Glyph("entropy"),
    "I": Glyph("information"),
}
STYLED = {
    ("R", "bb"): "reals",
    ("S", "bb"): "symmetric",
    ("O", "bb"): "orthogonal",
    ("N", "bb"): "naturals",
    ("Z", "bb"): "integers",
    ("E", "bb"): "expectation",
    ("H", "bb"): "entropy",
    ("I", "bb"): "information",
    ("N", "cal"): "normal",
}
MARKS: dict[str, Layout] = {
    "top": Glyph("top"),
    "prime": Sign("prime"),
    "*": Sign("star"),
    "+": Sign("plus"),
    "-": Sign("negative"),
}
CALLED = frozenset("pqfgh")  #: letters that stand close to the bracket after them

#: Fractions that plain text writes as one character.
ONE_CHARACTER = {f"{top}/{bottom}": glyph for (top, bottom), glyph in VULGAR.items()}
