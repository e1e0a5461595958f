"""What a node of syntax is made of, whatever kind it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from operator import attrgetter

from symgauss.latex.source import Span

_NAMES: dict[type, tuple[str, ...]] = {}  #: of the kinds that were met


def field_names(kind: type) -> tuple[str, ...]:
    """Names of the fields of a kind of record; none where it is no record, or a place."""
    known = _NAMES.get(kind)
    if known is None:
        is_record = is_dataclass(kind) and not issubclass(kind, Span)
        known = _NAMES[kind] = tuple(each.name for each in fields(kind)) if is_record else ()
    return known


_PLAIN = {"str", "int", "bool", "Span", "tuple[str, ...]"}  #: fields in which no node can stand
_PARTS: dict[type, tuple[str, ...]] = {}  #: of the kinds that were met
_READERS: dict[type, Callable[[object], tuple[object, ...]]] = {}


def part_names(kind: type) -> tuple[str, ...]:
    """Names of the fields of a kind of node in which nodes may stand."""
    known = _PARTS.get(kind)
    if known is None:
        mixed = fields(kind) if field_names(kind) else ()
        known = _PARTS[kind] = tuple(each.name for each in mixed if each.type not in _PLAIN)
    return known


def _reader(kind: type) -> Callable[[object], tuple[object, ...]]:
    """What reads the parts of a node all at once."""
    names = part_names(kind)
    if not names:
        return lambda _: ()
    if len(names) == 1:
        only = attrgetter(names[0])
        return lambda node: (only(node),)
    return attrgetter(*names)


def inside(node: object) -> tuple[object, ...]:
    """The items of a tuple, the parts of a node; nothing for a text, a number or a place."""
    if isinstance(node, tuple):
        return node
    kind = type(node)
    read = _READERS.get(kind)
    if read is None:
        read = _READERS[kind] = _reader(kind)
    return read(node)


def nodes(root: object) -> Iterator[object]:
    """The node and all that it is made of, at any depth."""
    todo = [root]
    while todo:
        node = todo.pop()
        yield node
        todo.extend(inside(node))
