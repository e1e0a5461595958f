"""Sides of steps as they are read where no law is stated."""

from __future__ import annotations

from collections.abc import Iterable

from symgauss.check.displays.parts import Side, Statement
from symgauss.check.inference.reader import Reader
from symgauss.errors import SourceError
from symgauss.kernel.terms import Term
from symgauss.kernel.traversal import subterms
from symgauss.kernel.unstated import named_laws


def read_generally(statements: Iterable[Statement], reader: Reader) -> dict[int, Term]:
    """Sides that speak of stated laws as they are read where none is stated, by identity."""
    found: dict[int, Term] = {}
    laws, reader.scope.distributions = reader.scope.distributions, []
    try:
        for statement in statements if laws else ():
            sides = statement.sides if not statement.is_inline else []
            if any(side.term is not None and _speaks_of_laws(side.term) for side in sides):
                for side in sides:
                    term = _read(side, reader)
                    if term is not None:
                        found[id(side)] = term
    finally:
        reader.scope.distributions = laws
    return found


def _read(side: Side, reader: Reader) -> Term | None:
    if side.node is None:
        return None
    bindings = dict(reader.unifier.bindings)
    try:
        term = reader.settled(reader.term(side.node))
    except SourceError:
        return None
    finally:
        reader.unifier.bindings = bindings
    return None if _speaks_of_laws(term) else term


def _speaks_of_laws(term: Term) -> bool:
    return any(named_laws(part) for part in subterms(term))
