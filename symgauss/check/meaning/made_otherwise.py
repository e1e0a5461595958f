r"""Where a variable is made of others in a way that leaves no normal law normal: ``X = X_1 X_2``.

A law of X that was stated before is then about another X, or wrong.  Sums of what may be random,
with matrices and numbers in front, make normal variables of normal ones; products, quotients,
maxima and functions of it do not, and what cannot be read may be any of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from symgauss.check.displays.parts import Statement
from symgauss.check.meaning.constants import may_vary
from symgauss.check.wording.other_laws import OtherLaws, gathered
from symgauss.kernel.terms import (
    Block,
    Indexed,
    IndexedSum,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
    Vec,
)
from symgauss.kernel.traversal import children, free_symbols
from symgauss.latex.tree import Group, Letter, Listing, Node, Scripted

_Varies = Callable[[str], bool]
_FUNCTION = 2  #: the degree of what is no polynomial: a function is not linear


def made_otherwise(
    statements: Iterable[Statement], random: frozenset[str], *, certain: bool = False
) -> OtherLaws:
    """The places at which names get values that are not linear in what may be random.

    ``certain``: in what is random; what is not read is left out.
    """
    varies: _Varies = random.__contains__ if certain else partial(_may_vary, random=random)
    return gathered(_not_linear(statements, varies, certain=certain))


def _not_linear(
    statements: Iterable[Statement], varies: _Varies, *, certain: bool
) -> Iterator[tuple[Node, int]]:
    for statement in statements:
        first = statement.sides[0].node
        if not statement.signs or statement.signs[0].kind not in ("=", ":="):
            continue
        if not isinstance(first, Letter | Scripted) or not statement.force.everywhere:
            continue
        right = statement.sides[1]
        unread = not certain and right.term is None and not _is_list(right.node)
        if unread or (right.term is not None and _degree(right.term, varies) > 1):
            yield first, statement.position


def both(one: OtherLaws, other: OtherLaws) -> OtherLaws:
    """The places of two tables."""
    return {
        name: tuple(sorted({*one.get(name, ()), *other.get(name, ())}))
        for name in one.keys() | other.keys()
    }


def _is_list(node: Node | None) -> bool:
    return isinstance(node.content if isinstance(node, Group) else node, Listing)


def _degree(term: Term, varies: _Varies) -> int:
    """The degree of a term in the names that may be random; two for all other functions."""
    match term:
        case Symbol(name) | Indexed(name):
            return int(varies(name))
        case Sum() | Transpose() | Vec() | Block() | IndexedSum():
            return max((_degree(part, varies) for part in children(term)), default=0)
        case Product(factors):
            return sum(_degree(factor, varies) for factor in factors)
        case Power(base, Rational(k, 1)) if k > 0:
            return k * _degree(base, varies)
        case _:
            return _FUNCTION if any(varies(symbol.name) for symbol in free_symbols(term)) else 0


def _may_vary(name: str, random: frozenset[str]) -> bool:
    """Whether a name may be random; n is the number of something."""
    return name in random or (name not in {"n", "N"} and may_vary(name))
