r"""Data that are written as lists: ``p(\mu \mid y_1, \ldots, y_n)`` and ``p(\mu \mid y_{1:n})``.

Where the document states the law of ``y_i`` and means nothing else by ``y``, that is all of them;
so is D with ``D = \{y_1, \ldots, y_n\}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from symgauss.check.displays.parts import Statement
from symgauss.check.laws.samples import last_member, members_of
from symgauss.check.manners.rewriting import rewrite
from symgauss.latex.inside import inside
from symgauss.latex.naming import name_of
from symgauss.latex.tree import Group, Letter, Listing, Node, Number, Scripted, Words


def gather_draws(statements: Iterable[Statement]) -> None:
    """Put one name for the list of all draws behind the bars of densities and means."""
    statements = list(statements)
    families = {name for each in statements for name in _drawn(each)}
    families -= {name for each in statements for side in each.sides for name in _plain(side.node)}
    if not families:
        return
    sets: dict[str, Letter] = {}
    for statement in statements:
        if len(statement.sides) == 2 and statement.signs[0].kind in ("=", ":="):
            name, whole = name_of(statement.sides[0].node), _of_set(statement.sides[1].node)
            if name is not None and whole is not None and whole.base in families:
                sets[name] = whole

    def change(node: Any) -> Any:  # noqa: ANN401 - any node
        if not isinstance(node, Listing) or "|" not in node.separators:
            return node
        bar = node.separators.index("|")
        before, after = node.separators[:bar], node.separators[bar + 1 :]
        if {*before, *after} - {","}:
            return node
        cut = node.items[: bar + 1], node.items[bar + 1 :]
        drawn, given = (_gathered(part, families, sets) for part in cut)
        commas = [(",",) * (len(part) - 1) for part in (drawn, given)]
        return replace(node, items=(*drawn, *given), separators=(*commas[0], "|", *commas[1]))

    others = [each for each in statements if not (each.signs and each.signs[0].kind == "~")]
    rewrite(others, change)


def _gathered(
    items: tuple[Node, ...], families: set[str], sets: dict[str, Letter]
) -> tuple[Node, ...]:
    found: list[Node] = []
    place = 0
    while place < len(items):
        item = items[place]
        listed = _of_list(items[place : place + 3]) or _of_list(items[place : place + 4])
        whole = _of_stretch(item) or sets.get(name_of(item) or "")
        if listed is not None and listed[0].base in families:
            found.append(replace(listed[0], span=item.span))
            place += listed[1]
            continue
        known = whole is not None and whole.base in families
        found.append(replace(whole, span=item.span) if whole is not None and known else item)
        place += 1
    return tuple(found)


def _of_list(items: tuple[Node, ...]) -> tuple[Letter, int] | None:
    r"""The y of ``y_1, \ldots, y_n`` and ``y_1, y_2, \ldots, y_n``, and how long that is."""
    if len(items) < 3 or not isinstance(items[-2], Words) or items[-2].text != "dots":
        return None
    match items[0], items[-1]:
        case (
            Scripted(Letter() as first, Number("1"), None, 0),
            Scripted(Letter() as last, Letter(), None, 0),
        ) if (first.base, first.modifiers) == (last.base, last.modifiers) == (first.base, ()):
            between = items[1:-2]
            if all(isinstance(e, Scripted) and e.sub == Number("2", e.sub.span) for e in between):  # type: ignore[union-attr]
                return first, len(items)
    return None


def _of_stretch(item: Node) -> Letter | None:
    """The y of ``y_{1:n}``, where n is a letter alone."""
    match item:
        case Scripted(
            Letter(modifiers=()) as whole, Listing((Number("1"), Letter()), (":",)), None, 0
        ):
            return whole
        case _:
            return None


def _of_set(node: Node | None) -> Letter | None:
    r"""The y of ``\{y_1, \ldots, y_n\}`` and of ``\{y_i\}_{i=1}^n``."""
    match node:
        case Group(open=("{" | "(")) as group if isinstance(group.content, Listing):
            listed = _of_list(group.content.items)
            return listed[0] if listed and listed[1] == len(group.content.items) else None
        case Scripted(Group(content=Scripted(Letter(modifiers=()) as whole, Letter(), None, 0))):
            return whole
        case _:
            return None


def _drawn(statement: Statement) -> Iterator[str]:
    """The letter of a family that a law is stated of."""
    if not statement.signs or statement.signs[0].kind != "~":
        return
    node = statement.sides[0].node
    if isinstance(node, Listing):
        node = last_member(node)
        node = node.items[0] if isinstance(node, Listing) and "|" in node.separators else node
    named = members_of(node)
    if named is not None and named[0].isalpha():
        yield named[0]


def _plain(root: object) -> Iterator[str]:
    """Names that stand as such, but for those behind bars."""
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, Letter):
            yield name_of(node) or ""
            continue
        if isinstance(node, Scripted) and isinstance(node.base, Letter) and node.sub is not None:
            todo += [node.sub, node.sup]
            continue
        if isinstance(node, Listing) and "|" in node.separators:
            todo += [item for item in node.items if not isinstance(item, Letter)]
            continue
        todo.extend(inside(node))
