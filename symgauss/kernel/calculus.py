"""Derivatives by dual numbers: exact, never finite differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symgauss.kernel.domains.domain import ONE, ZERO, Domain, Value, block
from symgauss.kernel.domains.dual import Dual, Duals
from symgauss.kernel.entries import whole_of
from symgauss.kernel.findings import LimitReached
from symgauss.kernel.terms import Term, Variable

if TYPE_CHECKING:
    from symgauss.kernel.evaluate import Evaluator

MOST_DIRECTIONS = 144


def unit(domain: Domain, rows: int, columns: int, i: int, j: int) -> Value:
    """The matrix with a one at (i, j) and zeros elsewhere."""
    flat = [domain.rational(ZERO)] * (rows * columns)
    flat[i * columns + j] = domain.rational(ONE)
    return domain.build(rows, columns, flat)


def derivative(ev: Evaluator, body: Term, variable: Variable) -> Value:
    """Derivative by a scalar."""
    duals = Duals(ev.domain)
    whole = whole_of(ev, variable)
    if whole is None:
        point = Dual(ev.symbol(variable), ev.domain.rational(ONE))
    else:  # by an entry: the array moves in the direction of it
        variable, (i, j) = whole
        here = ev.symbol(variable)
        point = Dual(here, unit(ev.domain, *ev.domain.dims(here), i, j))
    result = ev.inside({ev.key(variable): point}, duals).value(body)
    return duals.slope(result)


def gradient(ev: Evaluator, body: Term, variable: Variable) -> Value:
    """Gradient of a scalar, one direction after the other."""
    if whole_of(ev, variable) is not None:
        return derivative(ev, body, variable)
    duals = Duals(ev.domain)
    here = ev.symbol(variable)
    rows, columns = ev.domain.dims(here)
    _check(rows * columns)
    key, slopes = ev.key(variable), []
    scope = ev.inside({key: here}, duals)
    for i in range(rows):
        for j in range(columns):
            scope.again({key: Dual(here, unit(ev.domain, rows, columns, i, j))})
            slopes.append(duals.slope(scope.value(body)))
    return ev.domain.build(rows, columns, slopes)


def jacobian(ev: Evaluator, body: Term, variable: Variable) -> Value:
    """Derivatives of a vector by a vector, one column after the other."""
    duals = Duals(ev.domain)
    here = ev.symbol(variable)
    n, _ = ev.domain.dims(here)
    _check(n)
    key, columns = ev.key(variable), []
    scope = ev.inside({key: here}, duals)
    for j in range(n):
        scope.again({key: Dual(here, unit(ev.domain, n, 1, j, 0))})
        columns.append(duals.slope(scope.value(body)))
    return block(ev.domain, [columns])


def hessian(ev: Evaluator, body: Term, variable: Variable) -> Value:
    """Second derivatives of a scalar by a vector: duals over duals."""
    inner = Duals(ev.domain)
    outer = Duals(inner)
    here = ev.symbol(variable)
    n, _ = ev.domain.dims(here)
    _check(n * n)
    directions = [unit(ev.domain, n, 1, i, 0) for i in range(n)]
    second: list[list[Value]] = [[None] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1):
            point = Dual(Dual(here, directions[j]), Dual(directions[i]))
            result = ev.inside({ev.key(variable): point}, outer).value(body)
            slope = inner.slope(outer.slope(result))
            second[i][j] = second[j][i] = slope
    return ev.domain.build(n, n, [entry for row in second for entry in row])


def _check(directions: int) -> None:
    if directions > MOST_DIRECTIONS:
        raise LimitReached("too many directions for a gradient")
