"""The other reading of a slash: to some, ``a / b c`` is ``a / (b c)``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import Any

from symgauss.latex.inside import inside
from symgauss.latex.source import Span
from symgauss.latex.tree import Group, Multiplication, Node


def is_ambiguous(node: Node | None) -> bool:
    """Whether something stands right behind what a slash divides by."""
    return any(isinstance(part, Multiplication) and _splits(part) for part in _parts(node))


def regrouped(node: Any) -> Any:  # noqa: ANN401 - syntax, or a field of it
    """The syntax with everything behind a slash, up to the next sign, below it."""
    changed = _changed(node)
    if isinstance(changed, Multiplication) and _splits(changed):
        return _below(changed)
    return changed


def _splits(product: Multiplication) -> bool:
    signs = product.operators
    return any(a == "/" and b == "" for a, b in pairwise(signs))


def _below(product: Multiplication) -> Node:
    factors: list[Node] = [product.factors[0]]
    operators: list[str] = []
    position = 0
    while position < len(product.operators):
        sign = product.operators[position]
        last = position + 1
        while sign == "/" and last < len(product.operators) and product.operators[last] == "":
            last += 1
        run = product.factors[position + 1 : last + 1]
        span = run[0].span | run[-1].span
        inner = run[0] if len(run) == 1 else Multiplication(run, ("",) * (len(run) - 1), span)
        factors.append(inner if len(run) == 1 else Group("(", ")", inner, span))
        operators.append(sign)
        position = last
    return Multiplication(tuple(factors), tuple(operators), product.span)


def _changed(node: Any) -> Any:  # noqa: ANN401 - a field of any node
    if isinstance(node, tuple):
        return tuple(regrouped(item) for item in node)
    if not is_dataclass(node) or isinstance(node, Span | type):
        return node
    new = {field.name: regrouped(getattr(node, field.name)) for field in fields(node)}
    if all(new[name] is getattr(node, name) for name in new):
        return node
    return replace(node, **new)


def _parts(root: Node | None) -> Iterator[object]:
    todo: list[object] = [root]
    while todo:
        node = todo.pop()
        yield node
        todo.extend(inside(node))
