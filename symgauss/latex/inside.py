"""What a node of syntax is made of, whatever kind it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from symgauss.latex.source import Span

_NAMES: dict[type, tuple[str, ...]] = {}  #: of the kinds that were met


def field_names(kind: type) -> tuple[str, ...]:
    """Names of the fields of a kind of record; none where it is no record, or a place."""
    known = _NAMES.get(kind)
    if known is None:
        is_record = is_dataclass(kind) and not issubclass(kind, Span)
        known = _NAMES[kind] = tuple(each.name for each in fields(kind)) if is_record else ()
    return known


def inside(node: object) -> tuple[object, ...]:
    """The items of a tuple, the fields of a node; nothing for a text, a number or a place."""
    if isinstance(node, tuple):
        return node
    return tuple([getattr(node, name) for name in field_names(type(node))])


def nodes(root: object) -> Iterator[object]:
    """The node and all that it is made of, at any depth."""
    todo = [root]
    while todo:
        node = todo.pop()
        yield node
        todo.extend(inside(node))
