r"""Equations by which a sign with a usual meaning gets another one: ``Y' = A Y``, ``A' = A + D``.

There the prime is no transpose, which nobody says to be something else than the entries in another
order; and ``\langle x, y \rangle = x^\top M y`` is not the usual product.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from symgauss.check.displays.parts import Statement
from symgauss.latex.inside import nodes
from symgauss.latex.mentions import mentioned_names
from symgauss.latex.naming import spelling, without_bold
from symgauss.latex.tree import Group, Letter, Listing, Node, Scripted

_BRACKETS = {"[": r"\[", "{": r"\\\{"}
_COUNTING = frozenset("dijklmnpT")


def redefined(statement: Statement, primed: frozenset[str] = frozenset()) -> Mapping[str, str]:
    """Signs as regular expressions, with what to say of them.

    ``primed`` are names that are read as other ones with a prime anyway.
    """
    if not statement.signs or statement.signs[0].kind not in ("=", ":="):
        return {}
    first, second = (side.node for side in statement.sides[:2])
    if first is None:
        return {}
    if _is_norm(first) and (second is None or any(map(_is_absolute, nodes(second)))):
        return {r"\\\||\\[lr]?Vert\b": "the norm is another one"}
    if second is None:
        return {}
    if isinstance(first, Group) and first.open in _BRACKETS and isinstance(first.content, Letter):
        return {rf"(?<![\w}}])\s*{_BRACKETS[first.open]}": "brackets have another meaning"}
    if (letter := _primed(first, primed)) is not None:
        others = mentioned_names(second)
        if others != mentioned_names(first) and len(statement.sides) == 2 and _is_made(second):
            return {
                rf"{re.escape(letter)}\s*(?:'|\^\s*\{{?\s*\\prime)": "the prime is no transpose"
            }
    if _is_product(first):
        beside = mentioned_names(second) - mentioned_names(first)
        if {without_bold(name) for name in beside} - _COUNTING:
            return {r"\\langle|\\\||\\[lr]?Vert\b": "the inner product is another one"}
    return {}


def _primed(node: Node, names: frozenset[str]) -> str | None:
    """The letter of a name with a prime and nothing else above it."""
    parts = spelling(node)
    if (
        not isinstance(node, Scripted)
        or parts is None
        or parts.primes == 0
        or parts.sup is not None
        or without_bold(parts.stem) in names
    ):
        return None
    return parts.base if len(parts.base) == 1 else f"\\{parts.base}"


def _is_made(node: Node) -> bool:
    """Whether a side is no list of columns, and no single name."""
    return not isinstance(node, Letter | Scripted | Group)


def _is_product(node: Node) -> bool:
    r"""Whether a node is ``\langle x, y \rangle``."""
    return isinstance(node, Group) and node.open == "<" and isinstance(node.content, Listing)


def _is_norm(node: Node) -> bool:
    r"""Whether a node is ``\|x\|``."""
    return isinstance(node, Group) and node.open == "||" and isinstance(node.content, Letter)


def _is_absolute(node: object) -> bool:
    """Whether a node is an absolute value, of which other norms than the usual one are made."""
    return isinstance(node, Group) and node.open == "|"
