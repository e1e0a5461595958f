r"""Conditions on values: ``E[Y | X = x]`` is what ``E[Y | X]`` is at x.

The step is read with the variable in the place of its value, on both sides.  Only the small letter
of a variable is its value: ``Y = 3`` is one single event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from symgauss.check.displays.parts import Statement
from symgauss.latex.inside import inside, nodes, part_names
from symgauss.latex.naming import canonical, spelling
from symgauss.latex.tree import Letter, Listing, Node, Scripted

Events = dict[str, str]  #: names of values, with the letters of their variables


def put_variables(statements: Iterable[Statement]) -> None:
    """Write variables for their values, where a condition says that they have these values."""
    statements = list(statements)
    found = [(each, dict(_events(each))) for each in statements]
    # an average has its text as its name, which is the same wherever it is written
    mixed = any(_are_mixed(events, each, statements) for each, events in found if events)
    for statement, events in found:
        if events and not mixed:
            for side in statement.sides:
                side.node = _put(side.node, events)
            statement.chain = _put(statement.chain, events)


def _are_mixed(events: Events, statement: Statement, statements: list[Statement]) -> bool:
    """Whether a variable stands beside its value: outside conditions, or in another equation."""
    for each in statements:
        for side in each.sides:
            names = [_name(node) for node in _outside_conditions(side.node)]
            for value, letter in events.items():
                variable = letter + value[1:]
                if variable in names and (each is statement or value in names):
                    return True
    return False


def _outside_conditions(root: object) -> Iterator[Node]:
    """The names below a node, without what stands behind bars with a value."""
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, Listing) and "|" in node.separators and "=" in node.separators:
            todo += node.items[: node.separators.index("|") + 1]
        elif isinstance(node, Letter | Scripted):
            yield node
            if isinstance(node, Scripted):
                todo += [node.sup, *([] if _name(node) else [node.base])]
        elif node is not None:
            todo += inside(node)


def _events(statement: Statement) -> Iterator[tuple[str, str]]:
    for side in statement.sides:
        for node in nodes(side.node):
            if isinstance(node, Listing) and "|" in node.separators:
                for place in _equated(node):
                    variable, value = node.items[place : place + 2]
                    letter, name = _letter(variable), _name(value)
                    if letter is not None and name is not None:
                        yield name, letter


def _equated(listing: Listing) -> Iterator[int]:
    """Where a variable stands behind the bar that is said to have its small letter as value."""
    bar = listing.separators.index("|")
    for place, separator in enumerate(listing.separators):
        if place > bar and separator == "=":
            variable, value = (_name(item) for item in listing.items[place : place + 2])
            if variable and value and variable != value == variable[0].lower() + variable[1:]:
                yield place


def _name(node: Node) -> str | None:
    parts = spelling(node) if isinstance(node, Letter | Scripted) else None
    return None if parts is None or parts.sup is not None else canonical(parts)


def _letter(node: Node) -> str | None:
    base = node.base if isinstance(node, Scripted) else node
    return base.base if isinstance(base, Letter) else None


def _put(node: Any, events: Events) -> Any:  # noqa: ANN401 - any part of the syntax
    if isinstance(node, tuple):
        parts = tuple(_put(each, events) for each in node)
        return node if all(a is b for a, b in zip(parts, node, strict=True)) else parts
    if isinstance(node, Letter):
        letter = events.get(_name(node) or "")
        return node if letter is None else replace(node, base=letter)
    if isinstance(node, Scripted) and isinstance(node.base, Letter) and node.sub is not None:
        letter = events.get(_name(replace(node, sup=None, primes=0)) or "")
        base = node.base if letter is None else replace(node.base, base=letter)
        return replace(node, base=base, sup=_put(node.sup, events))
    if isinstance(node, Listing) and "=" in node.separators and "|" in node.separators:
        node = _without_values(node)
    changed = {}
    for name in part_names(type(node)):
        old = getattr(node, name)
        new = _put(old, events)
        if new is not old:
            changed[name] = new
    return replace(node, **changed) if changed else node


def _without_values(listing: Listing) -> Listing:
    dropped = {place + 1 for place in _equated(listing)}
    items = tuple(item for place, item in enumerate(listing.items) if place not in dropped)
    signs = tuple(sign for place, sign in enumerate(listing.separators) if place + 1 not in dropped)
    return replace(listing, items=items, separators=signs)
