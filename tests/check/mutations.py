"""Documents that went wrong in one or several places."""

from __future__ import annotations

import re
from random import Random

HOSTILE = (
    "{", "}", "$", "$$", "\\", "\\[", "\\]", "\\begin{align}", "\\end{align}", "\\begin{split}",
    "\\end{split}", "\\left(", "\\right)", "\\left.", "|", "^", "_", "&", "\\\\", "%", "#", "=",
    "\\frac", "\\sqrt", "\\int", "\\sum_{i=1}^n", "\\mathcal{N}", "\\sim", "\\propto", "\\mid",
    "\\begin{pmatrix}", "\\end{pmatrix}", "^{-1}", "^\\top", "_{12}", "\\text{", "\\newcommand",
    "\\def\\a{\\a\\a}\\a", "\\overset{!}{=}", "\\eqref{eq:x}", "```", "`", "---\n", "<!--", "-->",
    "<!-- symgauss: ", "\n% symgauss: x \\in \\mathbb{R}^{", "\n\n", "\n> ", "9" * 70, "1e999",
    "\u2212", "\u0000", "\ud800", "\U0001d4a9", "\u202e", "\ufeff", "\r", "\t", "(" * 300,
    "{" * 300, "^{9" * 12, "\\exp" * 40, "__import__('os')", "\\infty", "0^{-1}", "/0",
    "\\Gamma(0)",
    "\\log(-1)", "n!", "x_{x_{x}}", "\\mathrm{d}x", "\\partial", "\\nabla_x", "\\det",
    "\\mathbb{E}",
    "\\begin{cases}", "\\end{cases}", "\\underbrace{", "\\bar", "\\tilde\\bar\\hat", "10^{10^{10}}",
    "\\otimes", "\\to", ":=", "\\in", "\\ldots", "\\cdots", ",", ";", "\\quad", "\\mathrm{tr}",
)  # fmt: skip
_PIECE = re.compile(r"\\[A-Za-z]+|\s+|\w+|.", re.DOTALL)


def mutated(text: str, other: str, random: Random) -> str:
    """The text with a few places changed; ``other`` lends parts."""
    pieces = _PIECE.findall(text)
    donor = _PIECE.findall(other)
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        place = random.randrange(len(pieces) + 1)
        length = random.choice((1, 1, 2, 5, 20))
        start = random.randrange(len(donor) + 1)
        match random.randrange(8):
            case 0:
                del pieces[place : place + length]
            case 1:
                pieces[place:place] = pieces[place : place + length]
            case 2 | 3:
                pieces.insert(place, random.choice(HOSTILE))
            case 4:
                pieces[place : place + 1] = [random.choice(HOSTILE)]
            case 5:
                pieces[place : place + length] = donor[start : start + length]
            case 6 if random.randrange(4) == 0:
                del pieces[place:]
            case _:
                if place < len(pieces) - 1:
                    following = random.randrange(place, len(pieces))
                    pieces[place], pieces[following] = pieces[following], pieces[place]
    return "".join(pieces)
