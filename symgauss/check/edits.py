"""Single edits of a formula, likeliest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symgauss.check.omissions import omissions, summands
from symgauss.check.slips import Edit, Pool, shape_or_none, slips, symbols_of
from symgauss.check.spots import spots, with_part
from symgauss.kernel.terms import Indexed, Symbol, Term

MOST_SUMMANDS = 24  #: of the formulas nearby that are tried as missing ones


def single_edits(term: Term, others: Iterable[Term] = ()) -> list[Edit]:
    """All edits of a formula in one place, likeliest first and larger parts before smaller ones.

    ``others`` are formulas nearby, whose symbols may have been meant.
    """
    nearby = (term, *others)
    pool = Pool(symbols_of(nearby), summands(nearby, MOST_SUMMANDS))
    fitting: list[Edit] = []
    seen = {term}
    shape = shape_or_none(term)
    for edit in sorted(_edits(term, pool), key=lambda edit: edit.rank):
        if edit.whole in seen:
            continue
        seen.add(edit.whole)
        new = shape_or_none(edit.whole)
        if new is not None and (shape is None or new == shape):
            fitting.append(edit)
    return fitting


def _edits(term: Term, pool: Pool) -> Iterator[Edit]:
    for spot in spots(term):
        for edit in (*slips(spot.term, pool), *omissions(spot, pool)):
            if spot.is_variable and not isinstance(edit.whole, Symbol | Indexed):
                continue
            whole = with_part(term, spot.path, edit.whole)
            yield Edit(edit.rank, edit.old, edit.new, whole, edit.words, edit.piece)
