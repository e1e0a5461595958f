r"""Dots between two terms that differ in one index: ``x_1 + \ldots + x_n`` is a sum over it.

Only what is certain is read: both ends must be the same but for one pair of numbers or letters,
and the term before them, if it has the same form, must have the index before.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import cast

from symgauss.latex.mentions import mentioned_names
from symgauss.latex.source import Span
from symgauss.latex.tree import Addition, Big, Group, Letter, Listing, Multiplication, Node, Number

DOTS = frozenset({"dots", "ldots", "cdots", "dotsc", "dotsb"})
_INDICES = "ijklmrsuvw"


@dataclass(frozen=True, slots=True)
class Range:
    """A body over an index letter, with the two ends as written."""

    body: Node
    index: str
    first: Node
    last: Node


def ellipsis(kind: str, before: Node | None, first: Node, last: Node) -> Big | None:
    """The sum or product that dots stand for; ``None`` where it is not certain."""
    used = mentioned_names(first) | mentioned_names(last)
    index = next((letter for letter in _INDICES if letter not in used), None)
    found = None if index is None else _range(first, last, index)
    if found is None:
        return None
    down = isinstance(found.last, Number)
    if not isinstance(found.last if down else found.first, Number):
        return None
    if before is not None and not _precedes(before, first, found):
        return None
    span = first.span | last.span
    lower, upper = (found.last, found.first) if down else (found.first, found.last)
    start = Listing((Letter(found.index, (), first.span), lower), ("=",), lower.span)
    if down and kind == "prod":
        kind = "down"  # the factors stand in the other order, which only numbers allow
    return Big(kind, start, upper, found.body, span)


def _precedes(before: Node, first: Node, found: Range) -> bool:
    """Whether the term before, if it has the same form, has the index before."""
    other = _range(before, first, found.index)
    if other is None:
        return True
    if _plain(other.body) == _plain(found.body) and isinstance(found.last, Number):
        match other.first, other.last:
            case Letter() as high, Addition((("" | "+", low), ("-", Number("1")))):
                return _plain(high) == _plain(low)
            case _:
                pass
    if not isinstance(other.first, Number) or not isinstance(other.last, Number):
        return False
    return _plain(other.body) == _plain(found.body) and (
        int(other.first.text) + 1 == int(other.last.text)
    )


def _range(first: Node, last: Node, index: str) -> Range | None:
    """What two terms have in common, with a letter where they differ."""
    pairs: list[tuple[Node, Node]] = []
    body = _merged(first, last, index, pairs)
    if body is None or not pairs:
        return None
    if any((_plain(a), _plain(b)) != (_plain(pairs[0][0]), _plain(pairs[0][1])) for a, b in pairs):
        return None
    return Range(body, index, *pairs[0])


def _merged(a: Node, b: Node, index: str, pairs: list[tuple[Node, Node]]) -> Node | None:
    if _plain(a) == _plain(b):
        return a
    if type(a) is type(b) and not isinstance(a, Letter | Number):
        found = _merged_fields(a, b, index, pairs)
        if found is not None:
            return found
    if _may_index(a) and _may_index(b):
        pairs.append((a, b))
        return Letter(index, (), a.span)
    return None


def _merged_fields(a: Node, b: Node, index: str, pairs: list[tuple[Node, Node]]) -> Node | None:
    """Field by field; the pairs are left as they were where the fields do not fit."""
    count = len(pairs)
    changes: dict[str, object] = {}
    for field in fields(a):
        if field.name == "span":
            continue
        value = _merged_value(getattr(a, field.name), getattr(b, field.name), index, pairs)
        if value is _NOTHING:
            del pairs[count:]
            return None
        changes[field.name] = value
    return replace(a, **changes)  # type: ignore[arg-type]


_NOTHING = object()


def _merged_value(a: object, b: object, index: str, pairs: list[tuple[Node, Node]]) -> object:
    if isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b):
        parts = [_merged_value(x, y, index, pairs) for x, y in zip(a, b, strict=True)]
        return _NOTHING if _NOTHING in parts else tuple(parts)
    if is_dataclass(a) and is_dataclass(b):
        merged = _merged(cast("Node", a), cast("Node", b), index, pairs)
        return _NOTHING if merged is None else merged
    return a if a == b else _NOTHING


def _may_index(node: Node) -> bool:
    """Whether a node can be an end of a range: a number, a letter, a sum of them."""
    match node:
        case Number(text):
            return text.isdigit()
        case Letter(_, ()):
            return True
        case Addition(terms):
            return all(_may_index(term) for _, term in terms)
        case Multiplication(factors):
            return all(_may_index(factor) for factor in factors)
        case Group("(", ")", content):
            return _may_index(content)
        case _:
            return False


def _plain(node: object) -> object:
    """A node without its places."""
    if isinstance(node, tuple):
        return tuple(_plain(item) for item in node)
    if is_dataclass(node) and not isinstance(node, Span | type):
        values = tuple(_plain(getattr(node, f.name)) for f in fields(node) if f.name != "span")
        return (type(node).__name__, values)
    return node
