"""Random instances: values of the arguments of a function, and what the kernel makes of them.

The kernel evaluates the terms of the derivation itself, at the same point, in balls; so a program
that was lowered wrongly, or in a form that is not equal, shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

from flint import arb_mat, ctx

from symgauss.errors import NoValueError
from symgauss.export.planning import Function
from symgauss.export.program import Argument, Output, Type
from symgauss.kernel.clock import now
from symgauss.kernel.context import Property
from symgauss.kernel.domains.balls import Balls
from symgauss.kernel.domains.domain import Value
from symgauss.kernel.drawing.balls import BallDraw
from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.findings import Finding, Singular
from symgauss.kernel.question import Numbers, Question
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.terms import Indexed, Rational
from symgauss.kernel.traversal import substitute

BITS = 256
SECONDS = 20.0
MOST_TRIES = 20
SMALLEST_SIZE = 3  #: no two dimensions have the same size, and none is so small that all commutes

Items = Any
"""A ball, or nested lists of balls: one list an axis, those of indices first."""


class WellConditioned(BallDraw):
    """Random points at which the last digits of the arguments matter little.

    The arguments of a function are those of the kernel, rounded; and by a condition number times
    that rounding the results are not those of the kernel.  Definite ``n x n`` matrices have at most
    the condition number ``n + 1`` here, and other matrices a norm of about one, so that neither
    buries the other in ``A P A^T + Q``.
    """

    def matrix(self, rows: int, columns: int, properties: frozenset[Property]) -> Value:
        """A definite matrix gets the mean of its eigenvalues added to each of them."""
        found = super().matrix(rows, columns, properties)
        if Property.POSITIVE_DEFINITE in properties and isinstance(found, arb_mat):
            return found + self.balls.identity(rows) * (found.trace() / rows)
        if not properties and min(rows, columns) > 1:
            return self.balls.scale(Fraction(1, max(rows, columns)), found)
        return found


@dataclass(frozen=True, slots=True)
class Instance:
    """The values of arguments and results at one point, by their identifiers."""

    arguments: Mapping[str, Items]
    results: Mapping[str, Items]
    sizes: Mapping[str, int]


def draw(function: Function, seed: int) -> Instance:
    """A random instance; ``NoValueError`` where the kernel cannot evaluate the results."""
    before = ctx.prec
    ctx.prec = BITS
    try:
        rng = Random(seed)  # noqa: S311 - points, not secrets
        for _ in range(MOST_TRIES):
            try:
                return _drawn(function, rng, seed)
            except Singular:
                continue
            except Finding as finding:
                raise NoValueError(f"{function.name}: the kernel has no value: {finding}") from None
        raise NoValueError(f"{function.name}: singular at all points")
    finally:
        ctx.prec = before


def _drawn(function: Function, rng: Random, seed: int) -> Instance:
    result = function.result
    question = Question.of(
        result.lhs_term, EQUAL, result.rhs_term, function.context, rng, seed, now() + SECONDS
    )
    names = {
        name
        for declaration in function.context.declarations
        for size in (declaration.shape.rows, declaration.shape.columns)
        for name in size.dimensions
    }
    names |= set(question.integers) | set(question.dimensions)
    order = list(range(SMALLEST_SIZE, SMALLEST_SIZE + len(names)))
    rng.shuffle(order)
    sizes = dict(zip(sorted(names), order, strict=True))
    integers = {name: sizes[name] for name in question.integers}
    balls = Balls(rng)
    ev = question.evaluator(
        balls, WellConditioned(balls, rng, small=False), Numbers(sizes, integers)
    )
    arguments = {a.name: _argument(a, ev, sizes) for a in function.program.arguments}
    results = {
        output.name: _result(output, function.program.type_of(output.ref), ev, sizes)
        for output in function.program.outputs
    }
    return Instance(arguments, results, sizes)


def _argument(argument: Argument, ev: Evaluator, sizes: Mapping[str, int]) -> Items:
    symbol = argument.symbol
    if not isinstance(symbol, Indexed):
        return _items(ev.value(symbol), argument.type, diagonal=argument.diagonal)
    (count,) = (size.at(sizes) for size in argument.type.over)
    item = Type(argument.type.shape)
    members = (Indexed(symbol.name, (Rational(i + 1),), symbol.shape) for i in range(count))
    return [_items(ev.value(member), item, diagonal=argument.diagonal) for member in members]


def _result(output: Output, type_: Type, ev: Evaluator, sizes: Mapping[str, int]) -> Items:
    if output.index is not None:
        (count,) = (size.at(sizes) for size in type_.over)
        item = replace(type_, over=())
        terms = (substitute(output.term, {output.index: Rational(i + 1)}) for i in range(count))
        return [_result(replace(output, term=t, index=None), item, ev, sizes) for t in terms]
    value = ev.value(output.term)
    if output.kind == "isotropic":
        return ev.domain.entry(value, 0, 0)
    return _items(value, type_, diagonal=output.kind.endswith("diagonal"))


def _items(value: Value, type_: Type, *, diagonal: bool = False) -> Items:
    """A value as nested lists with the axes of its type."""
    if type_.rank == 0:
        return value
    if not isinstance(value, arb_mat):
        value = arb_mat(1, 1, [value])
    rows, columns = value.nrows(), value.ncols()
    if diagonal:
        return [value[i, i] for i in range(rows)]
    if type_.rank == 1:
        return [value[i, 0] for i in range(rows)]
    return [[value[i, j] for j in range(columns)] for i in range(rows)]


def floats(items: Items) -> Any:  # noqa: ANN401 - nested as the items are
    """The midpoints as floats, nested in the same way."""
    return [floats(item) for item in items] if isinstance(items, list) else float(items.mid())
