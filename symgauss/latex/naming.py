"""Names: from the syntax of a symbol to the canonical name of ``symgauss.notation.names``."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from symgauss.latex.source import Span
from symgauss.latex.tree import (
    Addition,
    Group,
    Letter,
    Listing,
    Mark,
    Multiplication,
    Node,
    Number,
    Scripted,
)
from symgauss.notation.names import LONGEST_NAME, Name, parse_name

#: Letters that count members of a family unless the document says otherwise.
INDEX_LETTERS = frozenset("ijkts")


class Spelling(NamedTuple):
    """A symbol as written: its name without scripts, the scripts, and what may be a power."""

    base: str
    modifiers: tuple[str, ...]
    sub: Node | None
    sup: Node | None
    primes: int
    upright: bool
    span: Span

    @property
    def stem(self) -> str:
        """The canonical name without scripts, such as ``alphabar``."""
        return Name(self.base, self.modifiers).canonical


def spelling(node: Node) -> Spelling | None:
    """The parts of a symbol, or ``None`` if the node is none."""
    match node:
        case Letter(base, modifiers, span, upright):
            return Spelling(base, modifiers, None, None, 0, upright, span)
        case Scripted(base, sub, sup, primes, span):
            inner = spelling(base)
            if inner is None:
                return None
            if (inner.sub is not None and sub is not None) or (
                inner.sup is not None and sup is not None
            ):
                return None
            return Spelling(
                inner.base,
                inner.modifiers,
                inner.sub if sub is None else sub,
                inner.sup if sup is None else sup,
                inner.primes + primes,
                inner.upright,
                span,
            )
        case _:
            return None


def spell(node: Node) -> str | None:
    """A script as the text of a canonical name; ``None`` if it has no such text."""
    match node:
        case Letter(base, modifiers):
            return base if all(m in ("bold", "rm", "sf") for m in modifiers) else None
        case Number(text):
            return text if text.isdigit() else None
        case Mark(text):
            return text if text in ("*", "**", "+", "-") else None
        case Multiplication(factors, operators) if all(o in ("", "x", "/") for o in operators):
            return _joined(factors, ["|" if o == "/" else o for o in operators])
        case Scripted(base=stem_node, sub=sub, sup=None, primes=0) if sub is not None:
            stem, index = spell(stem_node), spell(sub)
            return None if stem is None or index is None else f"{stem}({index})"
        case Addition(terms):
            parts = [("" if sign == "" else sign, spell(term)) for sign, term in terms]
            if any(part is None for _, part in parts):
                return None
            return "".join(f"{sign}{part}" for sign, part in parts)
        case Listing(items, separators) if all(s in (",", "|", ":") for s in separators):
            return _joined(items, list(separators))
        case Group("(", ")", content):
            inner = spell(content)
            return None if inner is None else f"({inner})"
        case _:
            return None


def _joined(items: tuple[Node, ...], separators: list[str]) -> str | None:
    parts = [spell(item) for item in items]
    if any(part is None for part in parts):
        return None
    text = parts[0] or ""
    for separator, part in zip(separators, parts[1:], strict=True):
        text += f"{separator}{part}"
    return text


def is_name_superscript(node: Node | None) -> bool:
    r"""Superscripts that surely belong to a name: ``x^{(i)}``, ``x^*``, ``x^{\text{new}}``."""
    match node:
        case Mark(text):
            return text in ("*", "**", "+", "-")
        case Group("(", ")"):
            return spell(node) is not None
        case Letter(base, _, _, upright):
            return upright and len(base) > 1
        case _:
            return False


def canonical(stem: Spelling, *, with_superscript: bool = True) -> str | None:
    """The canonical name, or ``None`` if the scripts cannot be part of a name."""
    sub = "" if stem.sub is None else spell(stem.sub)
    sup = "" if stem.sup is None or not with_superscript else spell(stem.sup)
    if sub is None or sup is None:
        return None
    return _canonical(stem.base, stem.modifiers, sub, sup)


@lru_cache(maxsize=4096)
def name_of(node: Node | None) -> str | None:
    """The canonical name that a node spells; ``None`` if it is no symbol."""
    parts = None if node is None else spelling(node)
    return None if parts is None else canonical(parts)


@lru_cache(maxsize=4096)
def _canonical(base: str, modifiers: tuple[str, ...], sub: str, sup: str) -> str | None:
    try:
        text = Name(base, modifiers, sub, sup).canonical
        parse_name(text)
    except ValueError:
        return None
    return text if len(text) <= LONGEST_NAME else None


@lru_cache(maxsize=4096)
def without_bold(name: str) -> str:
    """The name without the modifier ``bold``: ``x_t`` for ``xbold_t``."""
    try:
        parts = parse_name(name)
    except ValueError:
        return name
    return replace(parts, modifiers=tuple(m for m in parts.modifiers if m != "bold")).canonical


def without_accent(name: str) -> str:
    r"""``y`` of ``\bar{y}``: the stem of a name below its accents."""
    stem = name.partition("_")[0]
    for accent in ("bar", "hat", "tilde"):
        stem = stem.removesuffix(accent) or stem
    return stem


def pattern(name: str, letters: frozenset[str]) -> str:
    """The name with its indices replaced by ``#``: equal for the members of one family."""
    stem, mark, rest = name.partition("_")
    if not mark:
        return name
    sub, _, sup = rest.partition("^")
    indices = "".join(sorted(letters))
    sub = re.sub(rf"(?<![A-Za-z])[{indices}](?:[+-]\d+)?(?![A-Za-z])|(?<![A-Za-z\d])\d+", "#", sub)
    return f"{stem}_{sub}" + (f"^{sup}" if sup else "")


def squared_name(node: Node) -> Node | None:
    r"""The ``\sigma`` of ``\sigma^2``, also in brackets; ``None`` for anything else."""
    match node:
        case Group("(", _, content):
            return squared_name(content)
        case Scripted(base, None, Number("2"), 0):
            return base if isinstance(base, Letter) else None
        case Scripted(Letter() as base, sub, Number("2"), 0, span):
            return Scripted(base, sub, None, 0, span)
        case _:
            return None


def inverted_name(node: Node) -> Node | None:
    r"""The ``\Sigma`` of ``\Sigma^{-1}``, also in brackets; ``None`` for anything else."""
    match node:
        case Group("(", _, content):
            return inverted_name(content)
        case Scripted(Letter() as base, sub, sup, 0, span) if _is_minus_one(sup):
            return base if sub is None else Scripted(base, sub, None, 0, span)
        case _:
            return None


def _is_minus_one(node: Node | None) -> bool:
    match node:
        case Group(_, _, content):
            return _is_minus_one(content)
        case Addition((("-", Number("1")),)):
            return True
        case _:
            return False


def varied_name(node: Node) -> Node:
    r"""What is differentiated by: the ``\sigma`` of ``\sigma^2`` or of ``\sigma^{-1}``."""
    return squared_name(node) or inverted_name(node) or node
