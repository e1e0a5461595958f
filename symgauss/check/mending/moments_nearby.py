"""What the expectations of a step are made of: bodies at the mean, traces of covariances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symgauss.kernel.context import Context
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.terms import (
    Expectation,
    Indexed,
    Named,
    Product,
    Symbol,
    Term,
    Trace,
    Transpose,
    Variable,
)
from symgauss.kernel.traversal import substitute, subterms


def moments_nearby(sides: Iterable[Term], context: Context) -> Iterator[Term]:
    """Terms that an expectation under a stated law adds up to, and of which one may be left out."""
    for side in sides:
        for part in subterms(side):
            if isinstance(part, Expectation) and isinstance(part.law, Named):
                yield from _moments(part.body, part.law, context)


def _moments(body: Term, law: Named, context: Context) -> Iterator[Term]:
    stated = {d.variable: d for d in context.distributions if d.density == law.name and not d.given}
    means: dict[Variable, Term] = {v: stated[v].mean for v in law.variables if v in stated}
    if not means:
        return
    try:
        yield substitute(body, means)
    except (ValueError, ShapeError):
        return
    match body:
        case Product(
            (Transpose(Symbol() | Indexed() as first), *middle, Symbol() | Indexed() as x)
        ):
            if first == x and x in stated and not shape_of(x).is_scalar:
                spread = stated[x].covariance
                yield Trace(Product((*middle, spread)) if middle else spread)
        case _:
            pass
