r"""Laws given a label: "points of class $c$ follow $x \sim N(m_c, S)$".

Such a law is one of x given its label, and none of x alone, although no bar says so.  Words that
speak of labels, and parameters with an index that the variable does not have, in a text about
mixtures, give it away.
"""

from __future__ import annotations

import re

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import DISPLAY, FORMULA
from symgauss.latex.mentions import mentioned_names
from symgauss.latex.statement_syntax import normal_law
from symgauss.latex.tree import Group, Listing, Multiplication, Node

_LABEL = re.compile(
    r"\b(?:class(?:es)?|clusters?|labels?|labell?ed|categor(?:y|ies)|sub-?populations?|regimes?"
    r"|otherwise|with probability|heads|tails|slabs?|spikes?|healthy|sick|patients?"
    r"|sub-?groups?|outliers?|spam)\b",
    re.IGNORECASE,
)
_COMPONENT = re.compile(r"\b(?:components?|modes?|experts?|groups?|mixture)\b", re.IGNORECASE)
_MIXTURE = re.compile(
    r"\bmixtures?\b|\bresponsibilit|\bcluster|\bclass(?:es)?\b|\blabels?\b|\bmixing\b"
    r"|\bcomponents? (?:is|are|\$)|\bcategor",
    re.IGNORECASE,
)
_INDICES = frozenset("ijkclmzs")
#: "For every class the law is the same".
_SHARED = re.compile(r"\b(?:regardless|independent|whatever|irrespective)\b", re.IGNORECASE)


def speaks_of_mixtures(text: str) -> bool:
    """Whether a document is about labels, at least in part."""
    return _MIXTURE.search(text) is not None


def is_of_a_label(statement: Statement, before: str, after: str, *, mixtures: bool) -> bool:
    """Whether a law may be the one given a label, by the words around it and by its names.

    ``mixtures``: whether the document speaks of such things.
    """
    if len(statement.sides) < 2 or not statement.signs:
        return False
    drawn, law = statement.sides[0].node, statement.sides[1].node
    if statement.signs[0].kind == "=":
        drawn = _argument(drawn)
    elif statement.signs[0].kind != "~":
        return False
    if drawn is None or law is None or normal_law(law) is None or _has_bar(drawn):
        return False
    front = before.rsplit(DISPLAY, maxsplit=1)[-1]
    words = f"{front} {FORMULA} {after.split(DISPLAY, maxsplit=1)[0]}"
    if _SHARED.search(words):
        return False
    if _LABEL.search(words) or (mixtures and _COMPONENT.search(words)):
        return True
    return mixtures and bool(_indices(law) - _indices(drawn) - _letters(drawn))


def _argument(node: Node | None) -> Node | None:
    """The x of ``p(x)``."""
    match node:
        case Multiplication((_, Group("(", ")", inner))):
            return inner
        case _:
            return None


def _has_bar(node: Node) -> bool:
    return isinstance(node, Listing) and "|" in node.separators


def _indices(node: Node) -> frozenset[str]:
    """The letters that count something below the names of a piece of syntax."""
    below = (name.partition("_")[2] for name in mentioned_names(node))
    return frozenset(letter for each in below for letter in each if letter in _INDICES)


def _letters(node: Node) -> frozenset[str]:
    r"""The names of a piece of syntax: the x of ``\mu_x``."""
    return frozenset(name.partition("_")[0] for name in mentioned_names(node))
