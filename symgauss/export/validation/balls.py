"""The table of balls: what each operation means, in enclosures of real numbers (Arb).

Each operation is evaluated by its definition, so that its formula in a target and the formula here
have nothing in common but what they mean: a Cholesky factor by its recurrence, a Stein loss by
trace and determinant.  What an operation demands of its operands (a symmetric matrix, a factor that
is one) is demanded here, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, assert_never

from flint import arb, arb_mat

from symgauss.export import operations as op
from symgauss.export.numbers import ball
from symgauss.export.operations import Binary, Operation, Unary
from symgauss.export.program import Program, Structure, Type

Item = Any
"""A ball for a scalar, an ``arb_mat`` for a vector (one column) or a matrix."""

Family = Any
"""An item, or nested lists of items: one list an index."""

Items = Any
"""A ball, or nested lists of balls: one list an axis, those of indices first."""


class NotEvaluatedError(Exception):
    """An operand that an operation has no value at: a bug in a program, or a hopeless point."""


def evaluate(
    program: Program, arguments: Mapping[str, Items], sizes: Mapping[str, int]
) -> dict[str, Items]:
    """The results by name, at the precision of ``flint.ctx``.

    ``arguments`` hold balls nested by axes, ``sizes`` the values of all dimensions.
    :class:`NotEvaluatedError` where an operation has no value, or where a value has not the
    structure that its type promises.
    """
    values: list[Family] = []
    for instruction in program.instructions:
        type_ = instruction.type
        operation = instruction.operation
        if isinstance(operation, op.Input):
            value = _folded(arguments[operation.name], type_)
        else:
            refs = op.operands(operation)
            given = [(values[ref], program.type_of(ref)) for ref in refs]
            value = _family(operation, given, sizes)
        _demand_structure(value, type_)
        values.append(value)
    return {o.name: _nested(values[o.ref], program.type_of(o.ref)) for o in program.outputs}


# --- items and nested lists ----------------------------------------------------------------------


def _folded(items: Items, type_: Type, depth: int = 0) -> Family:
    """Nested lists of balls as items."""
    if depth < len(type_.over):
        return [_folded(member, type_, depth + 1) for member in items]
    if type_.rank == 0:
        return items
    if type_.rank == 1:
        return arb_mat(len(items), 1, list(items))
    return arb_mat([list(row) for row in items])


def _nested(value: Family, type_: Type) -> Items:
    """The balls of a value as nested lists."""
    if isinstance(value, list):
        return [_nested(member, type_) for member in value]
    if type_.rank == 0:
        return value
    return value.entries() if type_.rank == 1 else value.tolist()


def _demand_structure(value: Family, type_: Type) -> None:
    """What a type promises about entries holds of the value."""
    if isinstance(value, list):
        for member in value:
            _demand_structure(member, type_)
    elif type_.structure.symmetric:
        _demand(value.overlaps(value.transpose()), "a symmetric matrix is not symmetric")
    elif type_.structure is Structure.LOWER_TRIANGULAR:
        n, k = value.nrows(), value.ncols()
        above = (value[i, j] for i in range(n) for j in range(i + 1, k))
        _demand(all(entry.contains(0) for entry in above), "a triangular matrix is not triangular")


def _demand(holds: bool, otherwise: str) -> None:  # noqa: FBT001 - a condition
    if not holds:
        raise NotEvaluatedError(otherwise)


# --- operations ----------------------------------------------------------------------------------


def _family(
    operation: Operation, given: Sequence[tuple[Family, Type]], sizes: Mapping[str, int]
) -> Family:
    """An operation for each member of the indices that its operands run over."""
    depth = max((len(type_.over) for _, type_ in given), default=0)
    inner = isinstance(operation, op.SumOver | op.ProductOver)
    if depth > inner:
        count = next(len(value) for value, type_ in given if type_.over)
        return [
            _family(operation, [_member(value, t, place) for value, t in given], sizes)
            for place in range(count)
        ]
    if isinstance(operation, op.Spread):
        return [given[0][0]] * operation.size.at(sizes)
    if inner:
        return _over_members(operation, given[0][0])
    return _item(operation, [value for value, _ in given], sizes)


def _member(value: Family, type_: Type, place: int) -> tuple[Family, Type]:
    if not type_.over:
        return value, type_
    return value[place], Type(type_.shape, type_.structure, type_.over[1:], type_.plain)


def _over_members(operation: Operation, members: Sequence[Item]) -> Item:
    first, *rest = members
    for member in rest:
        first = first + member if isinstance(operation, op.SumOver) else first * member
    return first


def _item(operation: Operation, given: Sequence[Item], sizes: Mapping[str, int]) -> Item:
    match operation:
        case op.Input() | op.Spread() | op.SumOver() | op.ProductOver():
            raise TypeError(f"no operation on items: {operation}")
        case op.Number(term):
            return ball(term)
        case op.Extent(size):
            return arb(size.at(sizes))
        case op.Eye(size):
            return _eye(size.at(sizes))
        case op.Filled(value, shape):
            rows, columns = shape.rows.at(sizes), shape.columns.at(sizes)
            return arb_mat(rows, columns, [arb(value)] * (rows * columns))
        case op.Apply(unary):
            return _entrywise(lambda x: _function(unary, x), given[0])
        case op.Combine(binary):
            return _combined(lambda x, y: _arithmetic(binary, x, y), *given)
        case op.LogExcess():
            return _combined(_log_excess, *given)
        case op.Total():
            return sum(given[0].entries(), arb(0))
        case op.ProductOf():
            return _over_members(op.ProductOver(0), given[0].entries())
        case op.SumSquares():
            return sum((x * x for x in given[0].entries()), arb(0))
        case op.Dot():
            pairs = zip(given[0].entries(), given[1].entries(), strict=True)
            return sum((x * y for x, y in pairs), arb(0))
        case op.MatVec() | op.MatMul():
            return given[0] * given[1]
        case op.Outer():
            return given[0] * given[1].transpose()
        case op.Gram():
            return given[0].transpose() * given[0]
        case op.Congruence():
            return given[0] * given[1] * given[0].transpose()
        case op.Symmetrize():
            _demand(given[0].overlaps(given[0].transpose()), "symmetrised, but not symmetric")
            return (given[0] + given[0].transpose()) * arb("0.5")
        case op.Transposed():
            return given[0].transpose()
        case op.Cholesky(name=name):
            return _cholesky(given[0], name)
        case op.SolveLower() | op.Solve():
            return _solved(given[0], given[1])
        case op.SolveLowerTransposed():
            return _solved(given[0].transpose(), given[1])
        case op.Determinant():
            return given[0].det()
        case op.LogDeterminant():
            return _function(Unary.LOG, given[0].det())
        case op.SteinLoss():
            return _stein_loss(*given)
        case op.WhitenedLoss():
            return _whitened_loss(*given)
        case op.DiagonalOf():
            n = given[0].nrows()
            return arb_mat(n, 1, [given[0][i, i] for i in range(n)])
        case op.DiagonalMatrix():
            return _diagonal(given[0].entries())
        case op.AddDiagonal():
            matrix, added = given
            n = matrix.nrows()
            return matrix + (_eye(n) * added if isinstance(added, arb) else _diagonal(added))
        case op.ScaleRows():
            return _diagonal(given[0].entries()) * given[1]
        case op.Blocks(rows):
            found = iter(given)
            return _blocks([[next(found) for _ in row] for row in rows])
        case _:
            assert_never(operation)


# --- entry by entry ------------------------------------------------------------------------------

_FUNCTIONS: dict[Unary, Callable[[arb], arb]] = {
    Unary.NEGATE: lambda x: -x,
    Unary.SQUARE: lambda x: x * x,
    Unary.SQRT: arb.sqrt,
    Unary.EXP: arb.exp,
    Unary.EXPM1: arb.expm1,
    Unary.LOG: arb.log,
    Unary.LOG1P: arb.log1p,
    Unary.ABS: abs,
    Unary.GAMMA: arb.gamma,
    Unary.LOG_GAMMA: arb.lgamma,
    Unary.DIGAMMA: arb.digamma,
    Unary.ERF: arb.erf,
    Unary.NORMAL_CDF: lambda x: (-x / arb(2).sqrt()).erfc() / 2,
    Unary.SIN: arb.sin,
    Unary.COS: arb.cos,
    Unary.TANH: arb.tanh,
}


def _function(function: Unary, x: arb) -> arb:
    value = _FUNCTIONS[function](x)
    _demand(value.is_finite(), f"{function} has no value at {x}")
    return value


def _arithmetic(function: Binary, x: arb, y: arb) -> arb:
    match function:
        case Binary.ADD:
            return x + y
        case Binary.SUBTRACT:
            return x - y
        case Binary.MULTIPLY:
            return x * y
        case Binary.DIVIDE:
            _demand(not y.contains(0), "a division by zero")
            return x / y
        case Binary.POWER:
            value = x**y
            _demand(value.is_finite(), f"no power of {x}")
            return value
        case _:
            assert_never(function)


def _log_excess(change: arb, root: arb) -> arb:
    """``h^2 - 1 - log h^2``; both operands have to say the same."""
    _demand((1 + change).overlaps(root) and root > 0, "a change that is not h - 1")
    return change * (change + 2) - 2 * _function(Unary.LOG1P, change)


def _entrywise(function: Callable[[arb], arb], value: Item) -> Item:
    if isinstance(value, arb):
        return function(value)
    return arb_mat(value.nrows(), value.ncols(), [function(x) for x in value.entries()])


def _combined(function: Callable[[arb, arb], arb], left: Item, right: Item) -> Item:
    """Of equal shapes, or of a scalar with anything."""
    if isinstance(left, arb):
        return _entrywise(lambda y: function(left, y), right)
    if isinstance(right, arb):
        return _entrywise(lambda x: function(x, right), left)
    pairs = zip(left.entries(), right.entries(), strict=True)
    return arb_mat(left.nrows(), left.ncols(), [function(x, y) for x, y in pairs])


# --- matrices ------------------------------------------------------------------------------------


def _eye(n: int) -> arb_mat:
    return _diagonal([arb(1)] * n)


def _diagonal(entries: Sequence[arb] | arb_mat) -> arb_mat:
    values = entries.entries() if isinstance(entries, arb_mat) else list(entries)
    made = arb_mat(len(values), len(values))
    for i, value in enumerate(values):
        made[i, i] = value
    return made


def _blocks(rows: Sequence[Sequence[Item]]) -> arb_mat:
    lines: list[list[arb]] = []
    for row in rows:
        blocks = [arb_mat(1, 1, [b]) if isinstance(b, arb) else b for b in row]
        tables = [block.tolist() for block in blocks]
        lines += [[x for line in parts for x in line] for parts in zip(*tables, strict=True)]
    return arb_mat(lines)


def _solved(matrix: arb_mat, right: arb_mat) -> arb_mat:
    try:
        return matrix.solve(right)
    except ZeroDivisionError:
        raise NotEvaluatedError("a singular matrix") from None


def _cholesky(matrix: arb_mat, name: str) -> arb_mat:
    """Row by row: ``L_ij = (S_ij - sum_k L_ik L_jk) / L_jj``."""
    _demand(matrix.overlaps(matrix.transpose()), f"{name} has a factor, but is not symmetric")
    n = matrix.nrows()
    lower = arb_mat(n, n)
    for i in range(n):
        for j in range(i + 1):
            rest = matrix[i, j]
            for k in range(j):
                rest = rest - lower[i, k] * lower[j, k]
            if i == j:
                _demand(rest > 0, f"{name} is not positive definite")
                lower[i, i] = rest.sqrt()
            else:
                lower[i, j] = rest / lower[j, j]
    return lower


def _stein_loss(
    matrix: arb_mat, factor: arb_mat, reference: arb_mat, reference_factor: arb_mat
) -> arb:
    """``tr(T^{-1} S) - n - log |T^{-1} S|``; the factors have to be those of the matrices."""
    _demand((factor * factor.transpose()).overlaps(matrix), "no factor of the matrix")
    turned = reference_factor.transpose()
    _demand((reference_factor * turned).overlaps(reference), "no factor of the reference")
    ratio = _solved(reference, matrix)
    return ratio.trace() - matrix.nrows() - _function(Unary.LOG, ratio.det())


def _whitened_loss(change: arb_mat, ratio: arb_mat) -> arb:
    """``tr(M M^T) - n - log |M M^T|``; the change has to be ``M M^T - I``."""
    square = ratio * ratio.transpose()
    n = ratio.nrows()
    _demand((change + _eye(n)).overlaps(square), "no change by the ratio")
    return square.trace() - n - _function(Unary.LOG, square.det())
