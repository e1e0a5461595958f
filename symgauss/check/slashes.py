r"""The other reading of a slash and of a power behind a logarithm.

To some, ``a / b c`` is ``a / (b c)``, and ``\log (x)^2`` the square of the logarithm.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import Any

from symgauss.latex.inside import inside
from symgauss.latex.source import Span
from symgauss.latex.tree import Apply, Group, Multiplication, Node, Scripted


def is_ambiguous(node: Node | None) -> bool:
    """Whether there is a slash, or a power behind a logarithm, with two readings."""
    return has_slash(node) or any(map(_has_power, _parts(node)))


def has_slash(node: Node | None) -> bool:
    """Whether something stands right behind what a slash divides by."""
    return any(isinstance(part, Multiplication) and _splits(part) for part in _parts(node))


def regrouped(node: Any) -> Any:  # noqa: ANN401 - syntax, or a field of it
    """The syntax with everything behind a slash, up to the next sign, below it."""
    changed = _changed(node)
    if isinstance(changed, Multiplication) and _splits(changed):
        return _below(changed)
    if isinstance(changed, Apply) and _has_power(changed):
        argument = changed.argument
        assert isinstance(argument, Scripted)  # noqa: S101 - that is where the power stands
        return replace(changed, argument=argument.base, power=argument.sup)
    return changed


def _has_power(node: object) -> bool:
    if not isinstance(node, Apply) or node.function != "log" or node.power is not None:
        return False
    argument = node.argument
    return (
        isinstance(argument, Scripted)
        and isinstance(argument.base, Group)
        and argument.base.open == "("
        and argument.sub is None
        and not argument.primes
    )


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
