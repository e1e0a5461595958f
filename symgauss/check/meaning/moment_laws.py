r"""Variables of which a document states moments and no law: ``E[e] = 0``, ``Cov[e] = s^2 I``.

Means and covariances of what is linear in them follow, whatever the law; so any law with these
moments may be taken, but for nothing that asks for more than the first two.
"""

from __future__ import annotations

from collections.abc import Iterator

from symgauss.check.manners.expectations import MEAN, is_expectation, parts_of
from symgauss.check.meaning.values import Value, Values
from symgauss.kernel.context import Distribution
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import Shape
from symgauss.kernel.terms import Opaque, Symbol, Term, Zero, is_zero
from symgauss.kernel.traversal import free_symbols


def laws_by_moments(
    values: Values, place: int, with_law: frozenset[str]
) -> Iterator[tuple[Distribution, tuple[Value, ...]]]:
    """Laws of variables with a mean or a covariance that is stated, and where it is."""
    means: dict[Symbol, list[Value]] = {}
    spreads: dict[Symbol, list[Value]] = {}
    for key, found in values.by_key.items():
        if not isinstance(key, Opaque) or not is_expectation(key):
            continue
        kind, under, random = parts_of(key)
        variable = key.arguments[0]
        if under or not isinstance(variable, Symbol) or variable.name not in random - with_law:
            continue
        if any(each != variable for each in key.arguments):
            continue
        table = means if kind == MEAN else spreads
        table.setdefault(variable, []).extend(v for v in found if _is_stated(v, place, values))
    for variable in sorted(means.keys() & spreads.keys(), key=str):
        said = (*means[variable], *spreads[variable])
        if len(means[variable]) == len(spreads[variable]) == 1:
            law = _law(variable, means[variable][0].term, spreads[variable][0].term)
            if law is not None:
                yield law, said


def _is_stated(value: Value, place: int, values: Values) -> bool:
    if value.is_claim or value.is_ambiguous or value.position == place:
        return False
    return values.is_certain(value, place) and value.position < place


def _law(variable: Symbol, mean: Term, spread: Term) -> Distribution | None:
    """A law with two moments; ``None`` where these do not fit, or depend on the variable."""
    column, square = variable.shape, Shape(variable.shape.rows, variable.shape.rows)
    if is_zero(mean) and not column.is_scalar:
        mean = Zero(column)
    names = free_symbols(mean) | free_symbols(spread)
    try:
        fits = shape_of(mean) == column and shape_of(spread) == square
    except ShapeError:
        return None
    return Distribution(variable, (), mean, spread, "p") if fits and variable not in names else None
