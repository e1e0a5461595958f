"""Each kind of query goes to the operation that answers it."""

from __future__ import annotations

from symgauss.derivation.derivation import Derivation
from symgauss.errors import ModelError, SourceError, UsageError
from symgauss.kernel.context import Context
from symgauss.kernel.terms import (
    Density,
    KullbackLeibler,
    Named,
    Product,
    Term,
)
from symgauss.latex import Query
from symgauss.operations.kl import kl
from symgauss.operations.product import product
from symgauss.problems.models import gaussian_of


def answer(query: Query, context: Context) -> Derivation:
    """Derive what a query asks for; errors carry the place of the query."""
    try:
        return _dispatch(query.term, context)
    except SourceError as error:
        if error.place is not None:
            raise
        raise type(error)(error.message, query.place, error.hint) from error
    except UsageError as error:
        raise ModelError(str(error), query.place) from error


def _dispatch(term: Term, context: Context) -> Derivation:
    match term:
        case KullbackLeibler(left, right):
            return kl(gaussian_of(left, context), gaussian_of(right, context))
        case Product((Density(Named() as left), Density(Named() as right))):
            return product(gaussian_of(left, context), gaussian_of(right, context))
        case _:
            raise ModelError("there is no derivation for a query of this kind")
