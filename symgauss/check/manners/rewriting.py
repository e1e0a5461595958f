"""Syntax in which some nodes are other ones, before anything is elaborated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from symgauss.check.displays.parts import Statement
from symgauss.latex.inside import part_names

Part = TypeVar("Part")


def rewritten(node: Part, change: Callable[[Any], Any]) -> Part:
    """The node with ``change`` made in everything below it, innermost first, and then in itself."""
    if isinstance(node, tuple):
        parts = [rewritten(each, change) for each in node]
        changed = any(a is not b for a, b in zip(parts, node, strict=True))
        return type(node)(parts) if changed else node
    fresh: dict[str, Any] = {}
    for name in part_names(type(node)):
        old = getattr(node, name)
        new = rewritten(old, change)
        if new is not old:
            fresh[name] = new
    if fresh:
        node = replace(node, **fresh)  # type: ignore[type-var]
    found: Part = change(node)
    return found


def rewrite(statements: Iterable[Statement], change: Callable[[Any], Any]) -> None:
    """Make a change in all that was read of some statements, in place."""
    for statement in statements:
        for side in statement.sides:
            side.node = rewritten(side.node, change)
        statement.chain = rewritten(statement.chain, change)
