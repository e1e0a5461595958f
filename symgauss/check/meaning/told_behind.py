r"""Values behind an equation that they belong to: "$f(x) g(x) = k N(x; c, r)$, where $c = ..$".

The equation speaks of c first, and what is said of c behind it is as much a claim as the equation
is.  Where that fails with these values, one of them may be wrong, so that none shows anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from symgauss.check.meaning.circles import Judged
from symgauss.check.meaning.values import Values
from symgauss.kernel.terms import Term


def below_doubted(judged: Sequence[Judged], values: Values, first: Mapping[Term, int]) -> list[int]:
    """Put values in doubt with which an equation fails that speaks of their names first.

    ``first`` says where each name stands first.  The numbers of the steps below that were judged
    with such a value are returned.
    """
    places = frozenset(_doubted(judged, first))
    if not places:
        return []
    below = [number for number, each in enumerate(judged) if _rests_on(each, places)]
    values.standing.doubtful |= places
    return below


def _doubted(judged: Iterable[Judged], first: Mapping[Term, int]) -> Iterator[int]:
    for each in judged:
        for value in each.known if each.fails else ():
            key, place = value.key, value.position
            if isinstance(key, str) or place <= each.position:
                continue
            if first.get(key) == each.position:
                yield place


def _rests_on(judged: Judged, places: frozenset[int]) -> bool:
    """Whether a step below some values was judged with them."""
    return any(
        value.position in places and value.position < judged.position
        for value in (*judged.using, *judged.known)
    )
