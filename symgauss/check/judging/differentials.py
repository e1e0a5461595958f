r"""The letter d of ``d \log |X| = \operatorname{tr}(X^{-1} dX)`` may be the one of differentials.

It is read as a factor, which it is where the document says so, or where it stands like one
(``\frac{d}{2} \log 2\pi``).  As a factor, ``d x^2 = x \, dx`` holds; as a differential it does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from symgauss.kernel.terms import Term
from symgauss.kernel.traversal import free_symbols
from symgauss.kernel.verdict import Answer, Reason, Verdict
from symgauss.latex.inside import inside
from symgauss.latex.tree import Letter, Multiplication, Node, Scripted

LETTER = "d"
DETAIL = "d may be the one of differentials, which are not supported"


def differential(
    verdict: Verdict,
    sides: tuple[Term, Term],
    nodes: tuple[Node | None, Node | None],
    known: frozenset[str],
) -> Verdict:
    """The verdict; unknown, where every d on both sides stands before what it may be one of.

    ``known`` are the names of which the document says what they are.
    """
    if verdict.answer not in (Answer.HOLDS, Answer.FAILS) or LETTER in known:
        return verdict
    behind: list[Node | None] = []
    for side, node in zip(sides, nodes, strict=True):
        scalar = any(s.name == LETTER and s.shape.is_scalar for s in free_symbols(side))
        found = [] if node is None else [*_followers(node)]
        if not scalar or None in found:
            return verdict
        behind += found
    numbers = all(s.shape.is_scalar for side in sides for s in free_symbols(side))
    if numbers and isinstance(behind[0], Letter) and len({_name(each) for each in behind}) == 1:
        return verdict  # f(x) dx = g(x) dx
    return Verdict(Answer.UNKNOWN, reason=Reason.UNSUPPORTED, detail=DETAIL)


def _followers(node: object) -> Iterator[Node | None]:
    """What stands behind every d that is no script; ``None`` where it is no factor without sign."""
    if _is_letter(node):
        yield None
    elif isinstance(node, Multiplication):
        for place, factor in enumerate(node.factors):
            if _is_letter(factor) and place < len(node.operators) and not node.operators[place]:
                yield node.factors[place + 1]
            else:
                yield from _followers(factor)
    elif isinstance(node, Scripted):
        yield from _followers(node.base)
    else:
        for part in inside(node):
            yield from _followers(part)


def _name(node: Node | None) -> tuple[object, ...]:
    return (node.base, node.modifiers) if isinstance(node, Letter) else (node,)


def _is_letter(node: object) -> bool:
    return isinstance(node, Letter) and node.base == LETTER and not node.modifiers
