r"""Over what ``\sum_i x_i`` without limits goes: ``x_i`` runs to n in every other sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symgauss.check.displays.parts import Statement
from symgauss.latex.inside import nodes
from symgauss.latex.naming import spelling
from symgauss.latex.tree import Big, Letter, Listing, Node, Number, Scripted

Ranges = dict[str, set[str]]  #: family -> limits of its sums from 1; empty for another range


def ranges_of(statements: Iterable[Statement]) -> Ranges:
    """The ranges of all sums and products with limits, by the families in them."""
    found: Ranges = {}
    for statement in statements:
        for side in statement.sides:
            for node in nodes(side.node):
                if not isinstance(node, Big) or node.upper is None:
                    continue
                match node.lower, node.upper:
                    case Listing((Letter(index), Number("1")), ("=",)), Letter(limit, ()):
                        pass
                    case Listing((Letter(index), _), ("=",)), _:
                        limit = ""
                    case _:
                        continue
                for name in indexed_by(node.body, index):
                    found.setdefault(name, set()).add(limit)
    return found


def limit_of(body: Node, index: str, ranges: Ranges) -> str:
    """The last index of all families in a sum without limits; empty if it is not known."""
    limits = [ranges.get(name, {""}) for name in set(indexed_by(body, index))]
    known = set[str]().union(*limits)
    return next(iter(known)) if len(known) == 1 else ""


def indexed_by(node: Node, index: str) -> Iterator[str]:
    """Stems of the names with a letter as their index."""
    for current in nodes(node):
        if isinstance(current, Letter | Scripted):
            parts = spelling(current)
            if parts is not None and isinstance(parts.sub, Letter) and parts.sub.base == index:
                yield parts.stem
