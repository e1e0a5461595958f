r"""Means of laws that are bold in all formulas: ``N(m, S)`` beside ``\mathbf{m}``.

A plain letter that stands in laws alone, where the same letter in bold stands elsewhere, is that
one: many an author writes a law in passing without the bold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from symgauss.check.displays.parts import Statement
from symgauss.latex.inside import nodes
from symgauss.latex.naming import name_of, without_bold
from symgauss.latex.statement_syntax import law_without_point
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
        name = name_of(_mean(statement))
        if name is not None and name in bold and name not in elsewhere:
            _put(statement, bold[name])


def _mean(statement: Statement) -> Node | None:
    """The mean of the law that a statement states without a point."""
    law = law_without_point(statement.sides[1].node) if statement.signs else None
    inner = None if law is None else law.argument.content
    return inner.items[0] if isinstance(inner, Listing) else None


def _put(statement: Statement, mean: Node) -> None:
    """Another mean in the law of a statement that has one."""
    side = statement.sides[1]
    law = law_without_point(side.node)
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
                    name = name_of(node)
                    if name is not None:
                        found.setdefault(name, node)
    return found
