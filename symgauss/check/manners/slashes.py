r"""The other readings of a slash and of what stands behind a logarithm or a trace.

To some, ``a / b c`` is ``a / (b c)``, ``-1/2 s^2 (x - m)^2`` has the s below the slash only,
``\log (x)^2`` is the square of the logarithm, ``\log (2 \pi)^d |S|`` that of a product, and
``\tr(A)^2`` is the trace of the square.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Any

from symgauss.check.manners.rewriting import rewritten
from symgauss.latex.inside import nodes
from symgauss.latex.tree import (
    Apply,
    Group,
    Letter,
    Mark,
    Multiplication,
    Node,
    Number,
    Scripted,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Another reading of a formula, and how to say it."""

    words: str
    regrouped: Callable[[Any], Any]


def is_ambiguous(node: Node | None) -> bool:
    """Whether there is a slash, a logarithm or a trace with two readings."""
    kinds = (_splits, _has_power, _log_goes_on, _is_power_of_a_trace)
    return any(kind(part) for part in nodes(node) for kind in kinds)


def may_be_a_power(sides: Sequence[Node | None]) -> bool:
    """Whether a T is a superscript and a number of steps: ``x_T = A^T x_0``."""
    parts = [part for side in sides for part in nodes(side)]
    return any(map(_is_power_of_t, parts)) and any(map(_counts_to_t, parts))


def _is_power_of_t(node: object) -> bool:
    """``A^T``: the transpose, or a power where the same letter counts."""
    power = node.sup if isinstance(node, Scripted) else None
    letter = isinstance(power, Mark) and power.text == "top"
    return letter and power is not None and power.span.end - power.span.start == 1


def _counts_to_t(node: object) -> bool:
    """``x_T``: the last of some steps."""
    index = node.sub if isinstance(node, Scripted) else None
    return isinstance(index, Letter) and index.base == "T" and not index.modifiers


def readings(sides: Sequence[Node | None]) -> Iterator[Reading]:
    """The other readings of what stands on both sides of a step."""
    parts = [part for side in sides for part in nodes(side)]
    if any(map(_splits, parts)):
        yield Reading(
            "if the slash divides by everything behind it; write a fraction",
            partial(rewritten, change=_below_all),
        )
        yield Reading(
            "if the slash divides by the names behind it; write a fraction",
            partial(rewritten, change=_below_names),
        )
    if any(map(_has_power, parts)):
        yield Reading(
            "if the power is one of the logarithm; write it before the brackets",
            partial(rewritten, change=_power_of_the_logarithm),
        )
    if any(map(_is_power_of_a_trace, parts)) and not any(map(_is_trace_of_a_power, parts)):
        yield Reading(
            "if the power is one of the matrix in the trace; write it inside",
            partial(rewritten, change=_into_the_trace),
        )
    if any(map(_log_goes_on, parts)):
        yield Reading(
            "if the logarithm is one of everything behind it; write brackets around that",
            partial(rewritten, change=_into_the_logarithm),
        )


def _below_all(node: Any) -> Any:  # noqa: ANN401 - syntax, or a field of it
    return _below(node, lambda _: True) if _splits(node) else node


def _below_names(node: Any) -> Any:  # noqa: ANN401
    return _below(node, _is_name) if _splits(node) else node


def _is_name(node: Node) -> bool:
    inner = node.base if isinstance(node, Scripted) else node
    return isinstance(inner, Letter | Number)


def _power_of_the_logarithm(node: Any) -> Any:  # noqa: ANN401
    if not _has_power(node):
        return node
    argument = node.argument
    return replace(node, argument=argument.base, power=argument.sup)


def _into_the_trace(node: Any) -> Any:  # noqa: ANN401
    if not _is_power_of_a_trace(node):
        return node
    power = replace(node, base=node.base.argument)
    return replace(node.base, argument=power, span=node.span)


def _into_the_logarithm(node: Any) -> Any:  # noqa: ANN401
    place = _log_goes_on(node)
    if not place:
        return node
    number = place - 1
    log, behind = node.factors[number], node.factors[number + 1 :]
    run = 0
    while run < len(behind) and node.operators[number + run] == "":
        run += 1
    inside = (log.argument, *behind[:run])
    span = log.span | inside[-1].span
    product = Multiplication(inside, ("",) * run, span)
    whole = replace(log, argument=product, span=span)
    factors = (*node.factors[:number], whole, *behind[run:])
    operators = (*node.operators[:number], *node.operators[number + run :])
    return whole if len(factors) == 1 else replace(node, factors=factors, operators=operators)


def _log_goes_on(node: object) -> int:
    """The number of the factor, from one on, that is a logarithm of brackets before bars."""
    if not isinstance(node, Multiplication):
        return 0
    for number, (log, behind) in enumerate(pairwise(node.factors)):
        if not isinstance(log, Apply) or log.function != "log" or log.power is not None:
            continue
        argument = log.argument.base if isinstance(log.argument, Scripted) else log.argument
        if not isinstance(argument, Group) or node.operators[number] != "":
            continue
        inner = behind.base if isinstance(behind, Scripted) else behind
        if isinstance(inner, Group) and inner.open == "|":
            return number + 1
    return 0


def _is_power_of_a_trace(node: object) -> bool:
    r"""``\tr(A)^2``: the power stands behind brackets."""
    if not isinstance(node, Scripted) or node.sup is None or node.sub is not None:
        return False
    trace = node.base
    is_trace = isinstance(trace, Apply) and trace.function == "tr" and trace.power is None
    return is_trace and isinstance(trace.argument, Group)  # type: ignore[union-attr]


def _is_trace_of_a_power(node: object) -> bool:
    r"""``\tr(A^2)``, of somebody who writes the power inside."""
    if not isinstance(node, Apply) or node.function != "tr":
        return False
    inner = node.argument.content if isinstance(node.argument, Group) else node.argument
    return isinstance(inner, Scripted) and isinstance(inner.sup, Number)


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


def _splits(product: object) -> bool:
    """Whether something stands right behind what a slash divides by."""
    if not isinstance(product, Multiplication):
        return False
    return any(a == "/" and b == "" for a, b in pairwise(product.operators))


def _below(product: Multiplication, goes_on: Callable[[Node], bool]) -> Node:
    """The product with what follows a slash below it, as long as it ``goes_on``."""
    factors: list[Node] = [product.factors[0]]
    operators: list[str] = []
    position = 0
    while position < len(product.operators):
        sign = product.operators[position]
        last = position + 1
        while (
            sign == "/"
            and last < len(product.operators)
            and product.operators[last] == ""
            and goes_on(product.factors[last + 1])
        ):
            last += 1
        run = product.factors[position + 1 : last + 1]
        span = run[0].span | run[-1].span
        inner = run[0] if len(run) == 1 else Multiplication(run, ("",) * (len(run) - 1), span)
        factors.append(inner if len(run) == 1 else Group("(", ")", inner, span))
        operators.append(sign)
        position = last
    return Multiplication(tuple(factors), tuple(operators), product.span)
