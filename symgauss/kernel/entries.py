"""Entries of declared arrays: ``y_i`` of a vector ``y``, ``A_ij`` of a matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symgauss.kernel.domains.domain import Value
from symgauss.kernel.findings import Singular
from symgauss.kernel.terms import Indexed, Symbol, Variable

if TYPE_CHECKING:
    from symgauss.kernel.evaluate import Evaluator

Place = tuple[Symbol, tuple[int, int]]
"""An array, and row and column of an entry of it."""


def entry(ev: Evaluator, member: Indexed) -> Value:
    """The value of an entry."""
    whole, (i, j) = place_of(ev, member)
    return ev.domain.entry(ev.symbol(whole), i, j)


def place_of(ev: Evaluator, member: Indexed) -> Place:
    """Where an entry stands; ``Singular`` where the array is too small for it."""
    declaration = ev.tables.context.declaration(member.name)
    assert declaration is not None  # noqa: S101 - it has entries
    whole = Symbol(member.name, declaration.shape)
    rows, columns = ev.domain.dims(ev.symbol(whole))
    places = [ev.integer(index) - 1 for index in member.indices]
    i, j = places if len(places) == 2 else (places[0], 0)
    if not (0 <= i < rows and 0 <= j < columns):
        raise Singular(f"{member.name} has no entry of this index")
    return whole, (i, j)


def whole_of(ev: Evaluator, variable: Variable) -> Place | None:
    """The vector of which a variable is an entry, and where; ``None`` if it is none.

    An entry of a matrix may have a twin across the diagonal that moves with it.
    """
    if not isinstance(variable, Indexed) or len(variable.indices) != 1:
        return None
    return place_of(ev, variable) if ev.tables.context.has_entry(variable) else None
