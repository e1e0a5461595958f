"""Syntax in which some nodes are other ones, before anything is elaborated."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from symgauss.check.parts import Statement
from symgauss.latex.inside import field_names
from symgauss.latex.source import Span

Part = TypeVar("Part")


def rewritten(node: Part, change: Callable[[Any], Any]) -> Part:
    """The node with ``change`` made in everything below it, innermost first, and then in itself."""
    if isinstance(node, Span):
        return node
    if isinstance(node, tuple):
        parts = [rewritten(each, change) for each in node]
        changed = any(a is not b for a, b in zip(parts, node, strict=True))
        return type(node)(parts) if changed else node
    names = field_names(type(node))
    fresh = {name: rewritten(getattr(node, name), change) for name in names}
    fresh = {name: part for name, part in fresh.items() if part is not getattr(node, name)}
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
