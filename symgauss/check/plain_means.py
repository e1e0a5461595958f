r"""Means of laws that are bold in all formulas: ``N(m, S)`` beside ``\mathbf{m}``.

A plain letter that stands in laws alone, where the same letter in bold stands elsewhere, is that
one: many an author writes a law in passing without the bold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from symgauss.check.parts import Statement
from symgauss.latex.inside import nodes
from symgauss.latex.naming import canonical, spelling, without_bold
from symgauss.latex.statement_syntax import normal_law
from symgauss.latex.tree import Group, Letter, Listing, Node, NormalLaw, Scripted


def make_means_bold(statements: Iterable[Statement]) -> None:
    """Put the bold name in place of the plain mean of a law, where only that occurs elsewhere."""
    statements = list(statements)
    laws = [each for each in statements if _mean(each) is not None]
    if not laws:
        return
    elsewhere = _names(each for each in statements if _mean(each) is None)
    bold = {without_bold(name): node for name, node in elsewhere.items() if "bold" in name}
    for statement in laws:
        mean = _mean(statement)
        name = None if mean is None else _name(mean)
        if name is not None and name in bold and name not in elsewhere:
            _put(statement, bold[name])


def _mean(statement: Statement) -> Node | None:
    """The mean of the law that a statement states without a point."""
    law = _law(statement)
    inner = None if law is None else law.argument.content
    if isinstance(inner, Listing) and inner.separators == (",",):
        return inner.items[0]
    return None


def _law(statement: Statement) -> NormalLaw | None:
    right = statement.sides[1].node if statement.signs else None
    return None if right is None else normal_law(right)


def _put(statement: Statement, mean: Node) -> None:
    law, side = _law(statement), statement.sides[1]
    if law is None or not isinstance(law.argument.content, Listing):
        return
    inner = law.argument.content
    listing = replace(inner, items=(mean, *inner.items[1:]))
    group = Group("(", ")", listing, law.argument.span)
    statement.sides[1] = replace(side, node=NormalLaw(group, law.span))


def _names(statements: Iterable[Statement]) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for statement in statements:
        for side in statement.sides:
            for node in nodes(side.node):
                if isinstance(node, Letter | Scripted):
                    name = _name(node)
                    if name is not None:
                        found.setdefault(name, node)
    return found


def _name(node: Node) -> str | None:
    parts = spelling(node) if isinstance(node, Letter | Scripted) else None
    return None if parts is None else canonical(parts)
