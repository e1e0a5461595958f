r"""Numbers that are added to matrices: the ``\lambda`` of ``X^\top X + \lambda`` is ``\lambda I``.

So it is where the document treats the letter as a number elsewhere, beside an identity or a norm or
in a range, and the other summand is a matrix times itself, or has an identity beside it elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import partial
from typing import Any

from symgauss.check.displays.parts import Statement
from symgauss.check.manners.rewriting import rewrite
from symgauss.latex.inside import inside
from symgauss.latex.naming import name_of
from symgauss.latex.source import Span
from symgauss.latex.tree import (
    Addition,
    Group,
    Letter,
    Mark,
    Multiplication,
    Node,
    Number,
    Scripted,
)

_RANGES = frozenset({">", ">=", "<", "<="})
_COUNTS = frozenset({"n", "N", "m"})


def shift_matrices(statements: Iterable[Statement]) -> None:
    """Put the identity behind numbers that stand beside matrices."""
    statements = list(statements)
    every = [part for s in statements for side in s.sides for part in _below(side.node)]
    sums = [part for part in every if isinstance(part, Addition)]
    if not any(_is_gram(term) or _is_bare(term) for each in sums for _, term in each.terms):
        return
    if any(_name(s.sides[0].node) == "I" for s in statements):
        return  # it is something else
    numbers = {*(name for part in every for name in _beside(part)), *_in_ranges(statements)}
    shifted = {each for part in sums for each in _shifted(part)}
    rewrite(statements, partial(_with_identity, numbers=numbers, shifted=shifted))


def _with_identity(node: Any, *, numbers: set[str], shifted: set[Any]) -> Any:  # noqa: ANN401
    if not isinstance(node, Addition):
        return node
    plain = [_is_number(term, numbers) for _, term in node.terms]
    others = [term for (_, term), bare in zip(node.terms, plain, strict=True) if not bare]
    if not any(plain) or len(others) != 1:
        return node
    if not (_is_gram(others[0]) or _content(others[0]) in shifted):
        return node
    terms = tuple(
        (sign, _times_identity(term) if bare else term)
        for (sign, term), bare in zip(node.terms, plain, strict=True)
    )
    return Addition(terms, node.span)


def _times_identity(term: Node) -> Multiplication:
    identity = Letter("I", (), term.span)
    if isinstance(term, Multiplication):
        return Multiplication((*term.factors, identity), (*term.operators, ""), term.span)
    return Multiplication((term, identity), ("",), term.span)


def _below(root: object) -> Iterator[object]:
    todo = [root]
    while todo:
        node = todo.pop()
        yield node
        todo.extend(inside(node))


def _name(node: object) -> str | None:
    r"""The name of a letter, or of its power: ``\sigma`` of ``\sigma^2``."""
    if isinstance(node, Scripted) and isinstance(node.sup, Number) and not node.primes:
        node = Scripted(node.base, node.sub, None, 0, node.span) if node.sub else node.base
    return name_of(node)


def _is_small(name: str | None) -> bool:
    return name is not None and name[0].islower() and "bold" not in name


def _is_bare(term: Node) -> bool:
    return _is_small(_name(term))


def _is_number(term: Node, numbers: set[str]) -> bool:
    """Whether a summand is made of letters of numbers."""
    factors = term.factors if isinstance(term, Multiplication) else (term,)
    if isinstance(term, Multiplication) and set(term.operators) - {"", ".", "/"}:
        return False
    names = [_name(factor) for factor in factors if not isinstance(factor, Number)]
    known = all(name in numbers or name in _COUNTS for name in names)
    return known and any(name in numbers for name in names)


def _beside(node: object) -> Iterator[str]:
    r"""The letters beside an identity or a norm: of ``\lambda I``, ``\lambda \|w\|^2``."""
    if isinstance(node, Multiplication):
        after = node.factors[1:]
        if any(_is_identity(each) or _is_norm(each) for each in after) or _is_square(after[-2:]):
            yield from (n for f in node.factors if (n := _name(f)) is not None and _is_small(n))


def _in_ranges(statements: Iterable[Statement]) -> Iterator[str]:
    for statement in statements:
        for sign, side in zip(statement.signs, statement.sides, strict=False):
            name = _name(side.node)
            if sign.kind in _RANGES and name is not None and _is_small(name):
                yield name


def _is_identity(node: object) -> bool:
    base = node.base if isinstance(node, Scripted) and node.sup is None else node
    return isinstance(base, Letter) and base.base == "I"


def _is_norm(node: object) -> bool:
    inner = node.base if isinstance(node, Scripted) else node
    return isinstance(inner, Group) and inner.open == "||"


def _is_gram(term: Node) -> bool:
    r"""Whether a summand ends in ``X^\top X`` or ``X X^\top``, with a capital letter."""
    if not isinstance(term, Multiplication) or set(term.operators) - {"", "."}:
        return False
    name = _name(_untransposed(term.factors[-1]))
    return name is not None and name[0].isupper() and _is_square(term.factors[-2:])


def _is_square(pair: tuple[Node, ...]) -> bool:
    r"""Whether two factors are one and its transpose, as ``w^\top w``."""
    names = [_name(_untransposed(factor)) for factor in pair]
    turned = [_untransposed(factor) is not factor for factor in pair]
    return len(names) == 2 and names[0] == names[1] is not None and sum(turned) == 1


def _untransposed(node: Node) -> Node:
    if isinstance(node, Scripted) and isinstance(node.sup, Mark) and node.sup.text == "top":
        return Scripted(node.base, node.sub, None, 0, node.span) if node.sub else node.base
    return node


def _shifted(node: Addition) -> Iterator[Any]:
    r"""The matrix of ``K + \sigma^2 I``, if nothing else is added."""
    with_identity = [
        isinstance(term, Multiplication) and _is_identity(term.factors[-1])
        for _, term in node.terms
    ]
    others = [t for (_, t), found in zip(node.terms, with_identity, strict=True) if not found]
    if any(with_identity) and len(others) == 1:
        yield _content(others[0])


def _content(node: object) -> Any:  # noqa: ANN401
    """A node without its places."""
    if isinstance(node, tuple):
        return tuple(map(_content, node))
    if not is_dataclass(node) or isinstance(node, Span):
        return node
    parts = (getattr(node, each.name) for each in fields(node) if each.name != "span")
    return type(node).__name__, *map(_content, parts)
