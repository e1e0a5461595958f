"""The gradients by all arguments, judged as one derivative along a line.

With each argument on a line of its own, ``X(t) = (1 - t) A + t B``, the derivative of ``f`` by
``t`` is ``sum over X of <G_X, B - A>``.  Where ``A`` and ``B`` are any two points, so are ``X`` and
``B - A`` at a ``t``: what holds for all of them holds for each gradient.  That is one derivative
in place of one for every entry of every argument.

Between two points lies what the arguments may be: positive numbers, positive definite matrices,
and diagonals are convex sets.  By a symmetric matrix and by a diagonal only
those entries count that it has, which is what is exported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from symgauss.kernel.context import Context, Declaration, Definition, Property
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    MINUS_ONE,
    Block,
    Derivative,
    Indexed,
    IndexedSum,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Variable,
)
from symgauss.kernel.traversal import free_symbols, substitute

ONE = Rational(1)
TIME = Symbol("w_t", SCALAR)  #: like those of the ends, a name that no document has
#: What does not hold between two points where it holds, or cannot be derived by.
_NOT_CONVEX = {Property.ORTHOGONAL, Property.INTEGER}


@dataclass(frozen=True, slots=True)
class Slope:
    """The gradient by one variable, of a family by the member with an index up to ``last``."""

    variable: Variable
    value: Term
    last: Term | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Two sides that are equal where all gradients are right, in a context of their own."""

    left: Term
    right: Term
    context: Context


def along_a_line(body: Term, slopes: Sequence[Slope], context: Context) -> Line | None:
    """What is to be judged; ``None`` where an argument cannot be moved along a line."""
    moving = {_key(slope.variable) for slope in slopes}
    if depend([slope.variable for slope in slopes], context):
        return None
    declarations = [Declaration(TIME.name, SCALAR, above=Fraction(0), below=Fraction(1))]
    definitions: list[Definition] = []
    parts: list[Term] = []
    for slope in slopes:
        name = slope.variable.name
        if context.properties(name) & _NOT_CONVEX:
            return None
        declared = context.declaration(name) or Declaration(name, slope.variable.shape)
        first, last = (replace(slope.variable, name=_at_end(name, end)) for end in "01")
        declarations += [replace(declared, name=end.name) for end in (first, last)]
        place, direction = _path(first, last, shrinks=declared.above == 0 and declared.below == 1)
        definitions.append(Definition(slope.variable, place))
        parts.append(_part(slope, direction))
    for end in "01":
        for whole, declared in _wholes(moving, end, context):
            definitions.append(whole)
            declarations.append(declared)
    moved = replace(
        context,
        declarations=(*context.declarations, *declarations),
        definitions=(*_others(moving, context), *definitions),
    )
    return Line(Derivative(body, TIME), parts[0] if len(parts) == 1 else Sum(tuple(parts)), moved)


def _at_end(name: str, end: str) -> str:
    """The name of a variable at an end of the line."""
    return f"w_{name}_{end}"


def _wholes(
    moving: set[tuple[str, bool]], end: str, context: Context
) -> Iterator[tuple[Definition, Declaration]]:
    """The matrices of blocks that move, at an end of the line: they are definite where they were.

    Between two definite matrices lie definite ones, and so do their blocks.
    """
    for each in context.definitions:
        declared = context.declaration(each.name.name)
        if not isinstance(each.value, Block) or declared is None:
            continue
        own = free_symbols(each.value)
        if all(isinstance(symbol, Symbol) and _key(symbol) in moving for symbol in own):
            ends = {symbol: replace(symbol, name=_at_end(symbol.name, end)) for symbol in own}
            name = replace(each.name, name=_at_end(each.name.name, end))
            value = substitute(each.value, ends)
            yield Definition(name, value), replace(declared, name=name.name)


def _path(first: Variable, last: Variable, *, shrinks: bool) -> tuple[Term, Term]:
    """Where an argument is, and its derivative by time.

    One between 0 and 1 is ``A (1 - t B)``, which the kernel sees to be between them.
    """
    if shrinks:
        rest = Sum((ONE, Product((MINUS_ONE, TIME, last))))
        return Product((first, rest)), Product((MINUS_ONE, first, last))
    rest = Sum((ONE, Product((MINUS_ONE, TIME))))
    place = Sum((Product((rest, first)), Product((TIME, last))))
    return place, Sum((last, Product((MINUS_ONE, first))))


def _key(variable: Variable) -> tuple[str, bool]:
    """A name with whether it is one of a family: both may have the same."""
    return variable.name, isinstance(variable, Indexed)


def _others(moving: set[tuple[str, bool]], context: Context) -> list[Definition]:
    """The definitions of names that are not moved."""
    return [d for d in context.definitions if _key(d.name) not in moving]


def depend(variables: Iterable[Variable], context: Context) -> bool:
    """Whether one of them is defined by another one, with which it would move."""
    moving = {_key(variable) for variable in variables}
    values = {_key(d.name): d.value for d in context.definitions}
    todo = [values[key] for key in moving if key in values]
    seen: set[tuple[str, bool]] = set()
    while todo:
        for key in {_key(symbol) for symbol in free_symbols(todo.pop())} - seen:
            if key in moving:
                return True
            seen.add(key)
            todo += [values[key]] if key in values else []
    return False


def _part(slope: Slope, direction: Term) -> Term:
    """The product of a gradient with a direction; of a family the sum of them."""
    shape = slope.variable.shape
    if shape == SCALAR:
        inner: Term = Product((slope.value, direction))
    else:
        inner = Product((Transpose(slope.value), direction))
        inner = inner if shape.is_vector else Trace(inner)
    if slope.last is None or not isinstance(slope.variable, Indexed):
        return inner
    (index,) = slope.variable.indices
    assert isinstance(index, Symbol)  # noqa: S101 - the index of a member
    return IndexedSum(inner, index, ONE, slope.last)
