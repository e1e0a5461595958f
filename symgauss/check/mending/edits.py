"""Edits with which a formula is another one that the document states."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from symgauss.check.mending.slips import Edit, Pool, slips, symbols_of
from symgauss.check.mending.spots import Path, spots, with_part
from symgauss.kernel.terms import Indexed, Symbol, Term


def edits_towards(term: Term, stated: Collection[Term]) -> Iterator[tuple[Edit, Path]]:
    """Edits of one place with which the formula is one of those that are stated, with the place."""
    pool = Pool(symbols_of((term, *stated)), [])
    for spot in spots(term):
        for edit in slips(spot.term, pool):
            if spot.is_variable and not isinstance(edit.whole, Symbol | Indexed):
                continue
            if with_part(term, spot.path, edit.whole) in stated:
                yield edit, spot.path
