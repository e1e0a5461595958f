"""Which names a piece of syntax mentions, before anything is elaborated."""

from __future__ import annotations

from collections.abc import Iterator

from symgauss.latex.inside import inside
from symgauss.latex.naming import canonical, is_name_superscript, spelling, without_bold
from symgauss.latex.tree import Letter, Listing, Scripted


def mentioned_names(node: object) -> frozenset[str]:
    """Canonical names (without bold) of all symbols below a node."""
    return frozenset(without_bold(name) for name in _names(node))


def written_names(node: object) -> frozenset[str]:
    """Canonical names of all symbols below a node, bold ones as such."""
    return frozenset(_names(node))


def _names(node: object) -> Iterator[str]:
    todo = [node]
    while todo:
        current = todo.pop()
        if isinstance(current, Letter | Scripted):
            parts = spelling(current)
            if parts is not None:
                named = parts.sup is None or is_name_superscript(parts.sup)
                name = canonical(parts, with_superscript=named)
                if name is not None:
                    yield name
                    if parts.sup is not None and not named:
                        todo.append(parts.sup)
                    continue
        todo.extend(inside(current))


def names_in_order(node: object) -> list[str]:
    """Names in the order in which they are written, each once."""
    found: dict[str, None] = {}
    todo = [node]
    while todo:
        current = todo.pop()
        if isinstance(current, Letter | Scripted):
            for name in sorted(mentioned_names(current)):
                found.setdefault(name)
        else:
            todo.extend(reversed(inside(current)))
    return list(found)


def names_behind_bars(node: object) -> frozenset[str]:
    """Names that something is conditioned on."""
    return _beside_bars(node, behind=True)


def names_before_bars(node: object) -> frozenset[str]:
    """Names of what is conditioned on something."""
    return _beside_bars(node, behind=False)


def _beside_bars(node: object, *, behind: bool) -> frozenset[str]:
    found: set[str] = set()
    todo = [node]
    while todo:
        current = todo.pop()
        if isinstance(current, Listing) and "|" in current.separators:
            bar = current.separators.index("|") + 1
            for item in current.items[bar:] if behind else current.items[:bar]:
                found |= mentioned_names(item)
        todo.extend(inside(current))
    return frozenset(found)
