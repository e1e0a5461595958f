"""Entropies that are written in plain letters: ``H(X)``, ``h(x)``."""

from __future__ import annotations

from symgauss.latex.naming import name_of
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source
from symgauss.latex.tree import Group, Letter, Listing, Node

REACH = 160  #: letters before and behind a formula that may call it an entropy


def is_entropy(
    head: Node, group: Group, scope: Scope, source: Source, random: frozenset[str]
) -> bool:
    """Whether a letter before brackets is an entropy: an H of capitals, unless H is declared.

    So are an H and an h of what is ``random`` where the text speaks of entropy right before or
    behind, since ``h(x)`` may also be any function.
    """
    if not isinstance(head, Letter) or head.base not in ("H", "h") or head.modifiers:
        return False
    if group.open != "(" or scope.is_declared(head.base):
        return False
    content = group.content
    items = content.items if isinstance(content, Listing) else (content,)
    if head.base == "H" and all(map(_is_random_letter, items)):
        return True
    place = head.span.start
    around = source.text[max(0, place - REACH) : place + REACH]
    return "entrop" in around.lower() and all(name_of(item) in random for item in items)


def _is_random_letter(node: Node) -> bool:
    """``X``, and the letters of laws: ``p``, ``q``, ``P``."""
    if not isinstance(node, Letter):
        return False
    return len(node.base) == 1 and (node.base.isupper() or node.base in "pq")
