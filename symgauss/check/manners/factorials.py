r"""Letters of which factorials are taken: k of ``(2k - 1)!!`` and ``(2k)!`` counts something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symgauss.check.displays.parts import Statement
from symgauss.kernel.context import Property
from symgauss.latex.inside import inside
from symgauss.latex.mentions import mentioned_names
from symgauss.latex.scope import Scope
from symgauss.latex.tree import Apply, Multiplication, Number

_FACTORIALS = frozenset({"factorial", "double factorial"})
_COUNTS = frozenset("hijklmnpqrst")


def declare_factorials(
    statements: Iterable[Statement], scope: Scope, random: frozenset[str]
) -> None:
    """Declare them integers, unless something else is known of them."""
    nodes = [side.node for statement in statements for side in statement.sides]
    names = {name for node in nodes for each in _arguments(node) for name in mentioned_names(each)}
    for name in sorted((names & _COUNTS) - random):
        found = scope.declarations.get(name)
        if found is None or found.properties or not found.shape.is_scalar:
            continue
        if (found.above, found.below) == (None, None):
            scope.declare(name, found.shape, frozenset({Property.INTEGER}))


def _arguments(root: object) -> Iterator[object]:
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, Apply) and node.function in _FACTORIALS:
            yield from _multiples(node.argument)
        todo.extend(inside(node))


def _multiples(root: object) -> Iterator[object]:
    """The ``2 k`` in an argument; a plain ``n!`` is often followed by roots of n."""
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, Multiplication) and isinstance(node.factors[0], Number):
            yield node
        todo.extend(inside(node))
