"""Edits of a right side whose parts do not fit in shape: a transpose or an index that is missing.

Such a formula has no value, so that there is no point at which candidates could be sorted out.  Few
edits give it the shape of the left side, and each of those is judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symgauss.check.checked import Asked
from symgauss.check.mending.moments_nearby import moments_nearby
from symgauss.check.mending.slips import Edit, Pool, Rank, shape_or_none, slips, symbols_of
from symgauss.check.mending.spots import Spot, spots, with_part
from symgauss.check.mending.suggesting import MOST_JUDGED, MOST_NODES, Remedy, suggested, values_of
from symgauss.kernel.clock import now
from symgauss.kernel.judge import judge
from symgauss.kernel.terms import Indexed, Symbol, Term
from symgauss.kernel.traversal import node_count
from symgauss.kernel.verdict import Answer

FITS = "one edit makes the parts fit and the step hold"


def refitted(
    asked: Asked,
    written: Term,
    nearby: tuple[Term, ...],
    put_in: Callable[[Term], Term],
    *,
    seed: int | None,
    seconds: float,
) -> Remedy:
    """The first edit with which the parts fit and the kernel accepts the step."""
    deadline = now() + seconds
    needed = shape_or_none(asked.lhs)
    if needed is None or node_count(written) > MOST_NODES:
        return Remedy()
    judged = 0
    for edit, spot in _by_rank(written, (*nearby, *_around(asked))):
        left = deadline - now()
        if left <= 0 or judged >= MOST_JUDGED:
            break
        whole = with_part(written, spot.path, edit.whole)
        if shape_or_none(whole) != needed or whole in nearby:
            continue
        judged += 1
        verdict = judge(
            asked.lhs, asked.relation, put_in(whole), asked.context,
            seed=seed, seconds=left, readable=False,
        )  # fmt: skip
        if verdict.answer is Answer.HOLDS:
            return suggested(edit, spot, whole)
    return Remedy()


def _around(asked: Asked) -> list[Term]:
    """What the left side is made of; the right side has no meaning."""
    sides = (asked.lhs,)
    return [*values_of(asked.context, sides), *moments_nearby(sides, asked.context)]


def _by_rank(written: Term, nearby: tuple[Term, ...]) -> Iterator[tuple[Edit, Spot]]:
    """Edits that can change a shape, likeliest first."""
    pool = Pool(symbols_of((written, *nearby)), [])
    found = [
        (edit, spot)
        for spot in spots(written)
        for edit in slips(spot.term, pool)
        if edit.rank < Rank.MISSING
        and edit.rank not in {Rank.SIGN, Rank.NUMBER, Rank.FACTOR}
        and (not spot.is_variable or isinstance(edit.whole, Symbol | Indexed))
    ]
    yield from sorted(found, key=lambda pair: pair[0].rank)
