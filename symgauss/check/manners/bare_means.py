r"""Means and variances without brackets: ``\mathbb{E} x^2``, ``\mathrm{Var} x``.

The letter takes the names behind it, up to a sign, brackets or another such letter, as in
``\mathbb{E} x x^T - \mathbb{E} x \, \mathbb{E} x^T``; or a sum, a fraction or a function, where
that stands last.  A formula with a letter of which nothing says where its argument ends is not
read: a mean is no factor.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from symgauss.check.displays.parts import Statement
from symgauss.check.manners.rewriting import rewrite
from symgauss.errors import LatexError
from symgauss.latex.inside import nodes
from symgauss.latex.source import Source
from symgauss.latex.tree import (
    Apply,
    Big,
    Fraction,
    Group,
    Letter,
    Multiplication,
    Node,
    Number,
    Operator,
    Root,
    Scripted,
)

_UNCLEAR = "it is not clear of what this mean is taken"
_HINT = "write brackets around it"
_MODIFIERS = (("bb",), ("sf",))
_NAMES = {"E": "E", "Var": "Var", "var": "Var", "V": "Var"}


def name_bare_means(statements: Iterable[Statement], source: Source) -> None:
    """Give the letter of a mean or of a variance the names behind it as its argument."""
    every = list(statements)
    rewrite(every, _with_means)
    for statement in every:
        for side in statement.sides:
            if side.node is not None and any(map(_has_bare_operator, nodes(side.node))):
                place = source.place(side.span)
                side.problem = LatexError(
                    "it is not clear of what this mean is taken", place, _HINT
                )
                side.node = statement.chain = None


def _has_bare_operator(node: object) -> bool:
    """Whether an operator stands in a product in front of something that it has not taken."""
    if not isinstance(node, Multiplication):
        return False
    return any(
        _operator(factor) and sign == ""
        for factor, sign in zip(node.factors, node.operators, strict=False)
    )


def _operator(node: Node) -> str:
    """The operator that a letter stands for; empty if it is a name."""
    if not isinstance(node, Letter) or node.base not in _NAMES:
        return ""
    outlined = node.modifiers in _MODIFIERS
    upright = node.upright and not node.modifiers and node.base != "V"
    return _NAMES[node.base] if outlined or upright else ""


def _with_means(node: Any) -> Any:  # noqa: ANN401 - any node
    if not isinstance(node, Multiplication) or not any(map(_operator, node.factors)):
        return node
    factors: list[Node] = []
    operators: list[str] = []
    place = 0
    while place < len(node.factors):
        if place:
            operators.append(node.operators[place - 1])
        first, name = node.factors[place], _operator(node.factors[place])
        end = place + 1
        while name and end < len(node.factors) and _goes_on(node, end):
            end += 1
        if name and end == place + 1 == len(node.factors) - 1 and _is_whole(node, end):
            end += 1
        taken = node.factors[place + 1 : end]
        if taken:
            span = taken[0].span | taken[-1].span
            signs = ("",) * (len(taken) - 1)
            whole = Multiplication(taken, signs, span) if signs else taken[0]
            factors.append(Operator(name, None, Group("[", "]", whole, span), first.span | span))
        else:
            factors.append(first)
        place = end
    if len(factors) == len(node.factors):
        return node
    if len(factors) == 1:
        return factors[0]
    return Multiplication(tuple(factors), tuple(operators), node.span)


def _is_whole(node: Multiplication, place: int) -> bool:
    """Whether a factor is one thing of which a mean can be taken without brackets."""
    return node.operators[place - 1] == "" and isinstance(
        node.factors[place], Big | Fraction | Apply | Root | Group
    )


def _goes_on(node: Multiplication, place: int) -> bool:
    factor = node.factors[place]
    inner = factor.base if isinstance(factor, Scripted) else factor
    return (
        node.operators[place - 1] == ""
        and isinstance(inner, Letter | Number)
        and not _operator(factor)
    )
