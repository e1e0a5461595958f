"""Operations that rearrange the entries of vectors and matrices, in any domain."""

from __future__ import annotations

from fractions import Fraction

from symgauss.kernel.domains.domain import Domain, Value, block, entries, rows_of
from symgauss.kernel.drawing.instance import MOST_ENTRIES
from symgauss.kernel.findings import LimitReached


def kronecker(domain: Domain, left: Value, right: Value) -> Value:
    """The Kronecker product: a block ``left_ij right`` for each entry."""
    rows, columns = domain.dims(left)
    height, width = domain.dims(right)
    if rows * columns * height * width > MOST_ENTRIES:
        raise LimitReached("a Kronecker product that is too large")
    return block(
        domain,
        [[domain.mul(entry, right) for entry in row] for row in rows_of(domain, left)],
    )


def hadamard(domain: Domain, left: Value, right: Value) -> Value:
    """The elementwise product."""
    rows, columns = domain.dims(left)
    return domain.build(
        rows,
        columns,
        list(map(domain.mul, entries(domain, left), entries(domain, right))),
    )


def vec(domain: Domain, value: Value) -> Value:
    """The columns of a matrix, stacked."""
    rows, columns = domain.dims(value)
    stacked = [entry for column in zip(*rows_of(domain, value), strict=True) for entry in column]
    return domain.build(rows * columns, 1, stacked)


def diag(domain: Domain, value: Value) -> Value:
    """The diagonal matrix of a vector, or the diagonal of a matrix."""
    n, columns = domain.dims(value)
    if columns == 1:
        zero = domain.rational(Fraction(0))
        flat = [domain.entry(value, i, 0) if i == j else zero for i in range(n) for j in range(n)]
        return domain.build(n, n, flat)
    return domain.build(n, 1, [domain.entry(value, i, i) for i in range(n)])
