r"""Means of norms without brackets: ``E\|X - \theta\|^2`` and ``\mathbb{E}\|x\|``.

An upright or outlined E before a norm is an expectation of it with its power; one in italics is,
too, where the document uses the letter for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from symgauss.check.displays.parts import Statement
from symgauss.check.manners.rewriting import rewrite
from symgauss.latex.inside import inside
from symgauss.latex.tree import Group, Letter, Multiplication, Node, Operator, Scripted

_NORMS = frozenset({"||", "|"})


def name_means_of_norms(statements: Iterable[Statement]) -> None:
    """Give the letter of an expectation the norm behind it as its argument."""
    statements = list(statements)
    nodes = [side.node for statement in statements for side in statement.sides]
    means = [each for node in nodes for each in _letters(node)]
    if not any(is_mean for _, is_mean in means):
        return
    in_italics = all(is_mean for letter, is_mean in means if not letter.modifiers)
    change = partial(_with_means, in_italics=in_italics)
    rewrite(statements, change)


def _letters(root: object) -> list[tuple[Letter, bool]]:
    """The letters E below a node, and whether brackets or a norm follow each."""
    found: list[tuple[Letter, bool]] = []
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, Multiplication):
            pairs = zip(node.factors, (*node.factors[1:], None), strict=True)
            for place, (factor, following) in enumerate(pairs):
                if isinstance(factor, Letter) and factor.base == "E":
                    close = place < len(node.operators) and not node.operators[place]
                    found.append((factor, close and (_is_norm(following) or _is_group(following))))
                else:
                    todo.append(factor)
        elif isinstance(node, Letter):
            if node.base == "E":
                found.append((node, False))
        else:
            todo.extend(inside(node))
    return found


def _is_group(node: Node | None) -> bool:
    inner = node.base if isinstance(node, Scripted) else node
    return isinstance(inner, Group) and inner.open in ("[", "(", "{")


def _is_norm(node: Node | None) -> bool:
    inner = node.base if isinstance(node, Scripted) else node
    return isinstance(inner, Group) and inner.open in _NORMS


def _is_mean(letter: Node, *, in_italics: bool) -> bool:
    if not isinstance(letter, Letter) or letter.base != "E":
        return False
    return in_italics if not letter.modifiers else letter.modifiers in (("bb",), ("sf",))


def _with_means(node: Any, *, in_italics: bool) -> Any:  # noqa: ANN401 - any node
    if not isinstance(node, Multiplication):
        return node
    factors: list[Node] = []
    operators: list[str] = []
    for place, factor in enumerate(node.factors):
        before = node.operators[place - 1] if place else ""
        if (
            factors
            and not before
            and _is_norm(factor)
            and _is_mean(factors[-1], in_italics=in_italics)
        ):
            span = factors[-1].span | factor.span
            factors[-1] = Operator("E", None, Group("[", "]", factor, factor.span), span)
            continue
        if place:
            operators.append(before)
        factors.append(factor)
    if len(factors) == len(node.factors):
        return node
    return (
        factors[0]
        if len(factors) == 1
        else Multiplication(tuple(factors), tuple(operators), node.span)
    )
