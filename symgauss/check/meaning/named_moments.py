r"""Names of moments: with ``E[x] = m`` and ``Var(x) = s^2``, m and s are moments of any law.

Where a step speaks of other moments of x, the names are what has to be put in: ``E[(x - m)^2]``
has no ``E[x]`` in it, but an m that is one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symgauss.check.manners.expectations import is_expectation, parts_of, unknown_mean
from symgauss.kernel.sizes import Shape
from symgauss.kernel.terms import (
    Derivative,
    Function,
    Gradient,
    Hessian,
    Indexed,
    Jacobian,
    Opaque,
    Power,
    Product,
    Rational,
    Symbol,
    Term,
    Transpose,
    difference,
)
from symgauss.kernel.traversal import rebuild

if TYPE_CHECKING:
    from symgauss.check.meaning.values import Value


def named(value: Value) -> Symbol | None:
    """The name that a value gives to a moment, or of which the square is one."""
    key = value.key
    if not isinstance(key, Opaque) or not is_expectation(key):
        return None
    _, law, random = parts_of(key)
    of_names = all(isinstance(a, Symbol) and a.name in random for a in key.arguments)
    if law or not of_names:
        return None
    match value.term:
        case Symbol(name) as symbol if name not in random:
            return symbol
        case Power(Symbol(name) as symbol, Rational(2, 1)) if name not in random:
            return symbol
        case _:
            return None


@dataclass(frozen=True, slots=True)
class Moment:
    """What a name stands for, or its square."""

    term: Term
    is_square: bool
    value: Value


def names_of_moments(values: Iterable[Value]) -> dict[Symbol, Moment]:
    """The names that values give to moments, if they have no other values.

    So are names of which the square has a value, whatever that is: what it is need have no root.
    """
    values = tuple(values)
    valued = {value.key for value in values}
    found: dict[Symbol, Moment] = {}
    for value in values:
        name = named(value)
        if name is not None and name not in valued and not isinstance(value.key, str):
            found.setdefault(name, Moment(value.key, value.term != name, value))
        match value.key, value.term:
            case Symbol() as symbol, Function("sqrt", square) if value.is_root:
                found.setdefault(symbol, Moment(square, is_square=True, value=value))
            case _:
                pass
    return found


def with_moments(term: Term, names: dict[Symbol, Moment]) -> Term:
    """The term with the moments for their names; of a square, for even powers of the name."""

    def put(part: Term) -> Term:
        match part:
            case Derivative() | Gradient() | Hessian() | Jacobian():
                return part  # by the name itself, perhaps
            case Symbol() if part in names and not names[part].is_square:
                return _in_means(names[part].term)
            case Power(Symbol() as base, Rational(k, 1)) if base in names and k > 0 == k % 2:
                if names[base].is_square:
                    moment = _in_means(names[base].term)
                    return moment if k == 2 else Power(moment, Rational(k // 2))
                return rebuild(part, put)
            case _:
                return rebuild(part, put)

    return put(term) if names else term


def _in_means(moment: Term) -> Term:
    """A covariance in means, of which the document may say what they are."""
    if not isinstance(moment, Opaque) or len(moment.arguments) != 2:
        return moment
    _, law, random = parts_of(moment)
    left, right = moment.arguments
    if not isinstance(left, Symbol | Indexed) or not isinstance(right, Symbol | Indexed):
        return moment
    scalar = left.shape.is_scalar and right.shape.is_scalar

    def mean(body: Term, shape: Shape) -> Term:
        return Opaque(unknown_mean(law, random), (body,), shape)

    def product(first: Term, second: Term) -> Term:
        return Product((first, second if scalar else Transpose(second)))

    centre = product(mean(left, left.shape), mean(right, right.shape))
    return difference(mean(product(left, right), moment.shape), centre)
