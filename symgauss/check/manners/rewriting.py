"""Syntax in which some nodes are other ones, before anything is elaborated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from operator import is_
from typing import Any, TypeVar

from symgauss.check.displays.parts import Statement
from symgauss.latex.inside import inside, part_names

Part = TypeVar("Part")


def rewritten(node: Part, change: Callable[[Any], Any]) -> Part:
    """The node with ``change`` made in everything below it, innermost first, and then in itself."""
    old = inside(node)
    new = [rewritten(each, change) for each in old] if old else old
    same = all(map(is_, new, old))
    if isinstance(node, tuple):
        return node if same else type(node)(new)
    if not same:
        fresh: dict[str, Any] = dict(zip(part_names(type(node)), new, strict=True))
        node = replace(node, **fresh)  # type: ignore[type-var]
    found: Part = change(node)
    return found


def rewrite(statements: Iterable[Statement], change: Callable[[Any], Any]) -> None:
    """Make a change in all that was read of some statements, in place."""
    for statement in statements:
        for side in statement.sides:
            side.node = rewritten(side.node, change)
        statement.chain = rewritten(statement.chain, change)
