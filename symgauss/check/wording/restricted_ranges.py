r"""Equations that hold in some cases only: "$a = b$ for $c > 0$", "$a_i = 1$ for $i \in S$".

"For all i" and "for $t \ge 1$" behind what is indexed say how far the index runs; what else stands
behind an equation says when it holds, so that it gives no name its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import FORMULA, Sentences
from symgauss.latex.inside import nodes
from symgauss.latex.mentions import mentioned_names
from symgauss.latex.tree import Group, Letter, Multiplication, Node, Number, Scripted

_FOR = re.compile(rf"^,? ?(for|if|when(ever)?|only (for|if|when)|on|provided)( that)? {FORMULA}")
_WORDS = {"for", "if", "when"}
_BELOW = {">", ">=", "ge", "geq"}
_POINTS = frozenset("xyzuvw")
_LARGEST = 2  #: from which an index may start


def restrict_to_cases(statements: list[Statement], sentences: Sentences) -> None:
    """Mark what holds in some cases only."""
    for this, following in pairwise(statements):
        if this.region is None or following.region is None or not following.signs:
            continue
        if this.display:
            restricts = following.display == this.display and following.condition in _WORDS
        else:
            here = not following.display and _FOR.match(sentences.after(this.region))
            restricts = bool(here) and sentences.same(this.region, following.region)
        if restricts and not _is_range(this, following):
            this.conditional = True


def _is_range(this: Statement, condition: Statement) -> bool:
    """Whether a condition says how far an index of a statement runs."""
    name, bound = condition.sides[0].node, condition.sides[1].node
    if name is None or bound is None:
        return True  # it cannot be read
    indices = {n for side in this.sides for n in _indices(side.node)}
    if not mentioned_names(name) & indices:
        return False
    sign = condition.signs[0].kind
    if sign in _BELOW:
        if isinstance(name, Letter) and name.base in _POINTS:
            return False  # the argument of a function that is another one elsewhere
        return isinstance(bound, Number) and bound.text.isdigit() and int(bound.text) <= _LARGEST
    return not (sign == "in" and isinstance(bound, Letter) and not bound.modifiers)


def _indices(root: Node | None) -> Iterator[str]:
    """Names in subscripts and in arguments."""
    for node in nodes(root):
        if isinstance(node, Scripted) and node.sub is not None:
            yield from mentioned_names(node.sub)
        if isinstance(node, Multiplication) and isinstance(node.factors[-1], Group):
            yield from mentioned_names(node.factors[-1])
