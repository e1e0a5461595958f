"""Single edits of a formula, likeliest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from symgauss.check.slips import ONE, Edit, Pool, missing_terms, shape_or_none, slips, symbols_of
from symgauss.kernel.terms import Indexed, Named, Sum, Symbol, Term
from symgauss.kernel.traversal import bound_variables, children, rebuild, subterms

DEEPEST = 40  #: levels of a formula in which edits are looked for
MOST_SUMMANDS = 24  #: of the formulas nearby that are tried as missing ones


def single_edits(term: Term, others: Iterable[Term] = ()) -> list[Edit]:
    """All edits of a formula in one place, likeliest first and larger parts before smaller ones.

    ``others`` are formulas nearby, whose symbols may have been meant.
    """
    nearby = (term, *others)
    pool = Pool(symbols_of(nearby), _summands(nearby))
    whole = missing_terms((term,), pool.summands) if not isinstance(term, Sum) else iter(())
    found = sorted((*_edits(term, pool, 0), *whole), key=lambda edit: edit.rank)
    fitting: list[Edit] = []
    seen = {term}
    shape = shape_or_none(term)
    for edit in found:
        if edit.whole in seen:
            continue
        seen.add(edit.whole)
        new = shape_or_none(edit.whole)
        if new is not None and (shape is None or new == shape):
            fitting.append(edit)
    return fitting


def _summands(terms: Iterable[Term]) -> list[Term]:
    found: dict[Term, None] = {ONE: None}
    for term in terms:
        for part in subterms(term):
            if isinstance(part, Sum):
                found.update(dict.fromkeys(part.terms))
    return list(found)[:MOST_SUMMANDS]


def _edits(term: Term, pool: Pool, depth: int) -> Iterator[Edit]:
    yield from slips(term, pool)
    if depth > DEEPEST:
        return
    binders, variables = bound_variables(term), _variables(term)
    for position, child in enumerate(children(term)):
        if child in binders:
            continue
        for edit in _edits(child, pool, depth + 1):
            if child in variables and not isinstance(edit.whole, Symbol | Indexed):
                continue
            whole = with_child(term, position, edit.whole)
            yield Edit(edit.rank, edit.old, edit.new, whole, edit.words)


def _variables(term: Term) -> set[object]:
    """What must stay a name: the variables of laws, derivatives and integrals."""
    found: set[object] = set()
    for field in ("law", "left", "right", "under", "of", "given", "variable"):
        value = getattr(term, field, None)
        if isinstance(value, Named):
            found.update(value.variables, value.given)
        elif isinstance(value, tuple):
            found.update(value)
        elif isinstance(value, Symbol | Indexed):
            found.add(value)
    return found


def with_child(term: Term, position: int, new: Term) -> Term:
    """The term with another child at a position of :func:`children`."""
    counter = count()
    return rebuild(term, lambda child: new if next(counter) == position else child)
