r"""Columns that are written as lists: ``x = (x_1, x_2)^\top``, and what has a law behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from symgauss.check.displays.parts import Side, Statement
from symgauss.check.manners.rewriting import rewrite, rewritten
from symgauss.latex.inside import inside
from symgauss.latex.naming import name_of
from symgauss.latex.statement_syntax import normal_law
from symgauss.latex.tree import (
    Group,
    Letter,
    Listing,
    Mark,
    MatrixRows,
    Node,
    Number,
    Scripted,
    Words,
)

_NAMES = (Letter, Scripted)


def stack_lists(statements: Iterable[Statement]) -> None:
    r"""Make ``(a, b)^\top`` what ``\begin{pmatrix} a \\ b \end{pmatrix}`` is."""
    rewrite(statements, _stacked)


def _stacked(node: Node) -> Node:
    if not (isinstance(node, Scripted) and _is_transposed(node) and isinstance(node.base, Group)):
        return node
    content = node.base.content
    if node.base.open not in ("(", "[") or not isinstance(content, Listing):
        return node
    if set(content.separators) != {","} or any(map(_has_dots, content.items)):
        return node
    rows = tuple((_untransposed(item),) for item in content.items)
    return MatrixRows(rows, node.span)


def _is_transposed(node: Scripted) -> bool:
    """Whether nothing is written at a node but that it is transposed."""
    plain = node.sub is None and node.primes == 0
    return plain and isinstance(node.sup, Mark) and node.sup.text == "top"


def _untransposed(node: Node) -> Node:
    r"""The ``x_1`` of ``(x_1^\top, x_2^\top)^\top``."""
    if isinstance(node, Scripted) and isinstance(node.sup, Mark) and node.sup.text == "top":
        bare = node.sub is None and node.primes == 0
        return node.base if bare else replace(node, sup=None)
    return node


def _has_dots(node: Node) -> bool:
    todo: list[object] = [node]
    while todo:
        current = todo.pop()
        if isinstance(current, Words | Mark) and getattr(current, "text", "") != "top":
            return True
        todo.extend(inside(current))
    return False


def stack_laws(statements: Iterable[Statement]) -> None:
    r"""Spell the law of a stack out: ``(X, Y) \sim N(m, S)`` with m and S in parts elsewhere.

    A name is put in where the document says once what its parts are.  With ``x \sim N(m, S)`` and
    S in parts, ``x = (x_1, x_2)`` and ``m = (m_1, m_2)`` are columns, too.
    """
    statements = list(statements)
    laws = [(each, parameters) for each in statements if (parameters := _parameters(each))]
    if not laws:
        return
    parts = _parts(statements)
    columns: set[str] = set()
    for statement, (mean, covariance) in laws:
        spelled, variable = _in_parts(covariance, parts), statement.sides[0].node
        if spelled is None or len(spelled.rows[0]) < 2 or variable is None:
            continue
        names = [name_of(node) for node in (variable, mean)]
        columns |= {name for name in names if name is not None}
        stack = None if names[0] is not None else _as_column(variable)
        if stack is None or len(stack.rows) < 2 or any(len(row) != 1 for row in stack.rows):
            continue
        put = {id(mean): _in_parts(mean, parts) or mean, id(covariance): spelled}
        statement.sides[0].node = stack
        statement.sides[1].node = rewritten(statement.sides[1].node, partial(_put, put))
        statement.chain = None
    for statement in statements:
        if len(statement.sides) < 2 or statement.signs[0].kind not in ("=", ":="):
            continue
        left, right = (side.node for side in statement.sides[:2])
        if left is not None and right is not None and name_of(left) in columns:
            statement.sides[1].node = _as_column(right) or right


def _put(put: dict[int, Node], node: Node) -> Node:
    return put.get(id(node), node)


def _parameters(statement: Statement) -> tuple[Node, Node] | None:
    """The mean and the covariance of the normal law that a statement states."""
    if not statement.signs or statement.signs[0].kind != "~" or len(statement.sides) != 2:
        return None
    law = statement.sides[1].node
    found = None if law is None else normal_law(law)
    content = None if found is None else found.argument.content
    if not isinstance(content, Listing) or len(content.items) != 2:
        return None
    mean, covariance = content.items
    return mean, covariance


def _as_column(node: Node) -> MatrixRows | None:
    """A list of names in brackets, or a column, as one."""
    inner = node.content if isinstance(node, Group) and node.open in ("(", "[") else node
    if isinstance(inner, MatrixRows):
        return inner
    if not isinstance(inner, Listing) or inner is node or set(inner.separators) != {","}:
        return None
    if not all(isinstance(item, Letter | Scripted | Number) for item in inner.items):
        return None
    return MatrixRows(tuple((_untransposed(item),) for item in inner.items), node.span)


def _in_parts(node: Node, parts: dict[str, MatrixRows]) -> MatrixRows | None:
    name = name_of(node)
    return _as_column(node) if name is None else parts.get(name)


def _parts(statements: Iterable[Statement]) -> dict[str, MatrixRows]:
    """The names that are said to have parts, once."""
    found: dict[str, MatrixRows] = {}
    twice: set[str] = set()
    for statement in statements:
        if len(statement.sides) < 2 or statement.signs[0].kind not in ("=", ":="):
            continue
        left, right = (side.node for side in statement.sides[:2])
        name = None if left is None else name_of(left)
        if name is None or right is None:
            continue
        value = _as_column(right)
        if name in found or value is None or not statement.force.everywhere:
            twice.add(name)
        else:
            found[name] = value
    return {name: value for name, value in found.items() if name not in twice}


def with_laws_apart(statement: Statement) -> Iterator[Statement]:
    r"""``x = (x_1, x_2)^\top \sim N(m, S)`` in prose as the equation and the law of x."""
    laws = [*laws_behind(statement)]
    if laws:
        equation = statement.sides[:2]
        yield replace(statement, sides=equation, signs=statement.signs[:1], chain=None)
        yield from laws
    else:
        yield statement


def laws_behind(statement: Statement) -> Iterator[Statement]:
    """The law of a name behind an equation that says what it is, as if it stood in prose."""
    name = statement.sides[0].node
    kinds = [sign.kind for sign in statement.signs]
    if kinds in (["=", "~"], [":=", "~"]) and isinstance(name, _NAMES):
        first = Side(statement.sides[0].tokens, statement.sides[0].span, name)
        law = Side(statement.sides[2].tokens, statement.sides[2].span, statement.sides[2].node)
        yield replace(
            statement,
            sides=[first, law],
            signs=statement.signs[1:],
            position=statement.signs[1].span.start,
            display=0,
            conflicts=[],
            chain=None,
        )
