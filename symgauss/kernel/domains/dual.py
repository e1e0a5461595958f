"""Dual numbers over a domain: a value and its derivative in one direction.

Duals nest, so second derivatives are duals over duals.  A derivative ``None`` is zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from symgauss.kernel.domains.domain import Domain, Value, negative, trace, zeros
from symgauss.kernel.findings import NotInDomain


class Dual(NamedTuple):
    """``value + slope * epsilon``, with ``epsilon^2 = 0``."""

    value: Value
    slope: Value | None = None


class Duals:
    """Arithmetic with dual numbers over ``base``."""

    def __init__(self, base: Domain) -> None:
        self.base = base
        self.structural = base.structural

    def lifted(self, value: Value) -> Value:
        """A value of the base domain as one with slope zero."""
        return Dual(value)

    def slope(self, value: Dual) -> Value:
        """The derivative as a value of the base domain."""
        return (
            zeros(self.base, *self.base.dims(value.value)) if value.slope is None else value.slope
        )

    def rational(self, value: Fraction) -> Value:
        return Dual(self.base.rational(value))

    def constant(self, name: str) -> Value:
        return Dual(self.base.constant(name))

    def dims(self, value: Value) -> tuple[int, int]:
        return self.base.dims(value.value)

    def entry(self, value: Value, i: int, j: int) -> Value:
        slope = None if value.slope is None else self.base.entry(value.slope, i, j)
        return Dual(self.base.entry(value.value, i, j), slope)

    def build(self, rows: int, columns: int, entries: Sequence[Value]) -> Value:
        value = self.base.build(rows, columns, [e.value for e in entries])
        if all(e.slope is None for e in entries):
            return Dual(value)
        return Dual(value, self.base.build(rows, columns, [self.slope(e) for e in entries]))

    def identity(self, n: int) -> Value:
        return Dual(self.base.identity(n))

    def add(self, left: Value, right: Value) -> Value:
        return Dual(self.base.add(left.value, right.value), self._sum(left.slope, right.slope))

    def mul(self, left: Value, right: Value) -> Value:
        mul = self.base.mul
        first = None if left.slope is None else mul(left.slope, right.value)
        second = None if right.slope is None else mul(left.value, right.slope)
        return Dual(mul(left.value, right.value), self._sum(first, second))

    def scale(self, factor: Fraction, value: Value) -> Value:
        return self._apply(value, lambda part: self.base.scale(factor, part))

    def inverse(self, value: Value) -> Value:
        base = self.base
        inverse = base.inverse(value.value)
        if value.slope is None:
            return Dual(inverse)
        return Dual(inverse, negative(base, base.mul(base.mul(inverse, value.slope), inverse)))

    def transpose(self, value: Value) -> Value:
        return self._apply(value, self.base.transpose)

    def determinant(self, value: Value) -> Value:
        base = self.base
        determinant = base.determinant(value.value)
        if value.slope is None:
            return Dual(determinant)
        change = trace(base, base.mul(base.inverse(value.value), value.slope))
        return Dual(determinant, base.mul(determinant, change))

    def function(self, name: str, value: Value) -> Value:
        result = self.base.function(name, value.value)
        if value.slope is None:
            return Dual(result)
        return Dual(result, self.base.mul(self._derivative(name, value.value, result), value.slope))

    def logarithm(self, value: Value, *, positive: bool) -> Value:
        result = self.base.logarithm(value.value, positive=positive)
        if value.slope is None:
            return Dual(result)
        return Dual(result, self.base.mul(self.base.inverse(value.value), value.slope))

    def _derivative(self, name: str, point: Value, result: Value) -> Value:
        base = self.base
        one = base.rational(Fraction(1))
        match name:
            case "exp":
                return result
            case "log":
                return base.inverse(point)
            case "sqrt":
                return base.inverse(base.scale(Fraction(2), result))
            case "sin":
                return base.function("cos", point)
            case "cos":
                return negative(base, base.function("sin", point))
            case "tanh":
                return base.add(one, negative(base, base.mul(result, result)))
            case "gamma":
                return base.mul(result, base.function("digamma", point))
            case "erf":  # 2 / sqrt(pi) exp(-x^2)
                bell = base.function("exp", negative(base, base.mul(point, point)))
                width = base.function("sqrt", base.constant("pi"))
                return base.scale(Fraction(2), base.mul(bell, base.inverse(width)))
            case "Phi":  # 1 / sqrt(2 pi) exp(-x^2 / 2)
                bell = base.function("exp", base.scale(Fraction(-1, 2), base.mul(point, point)))
                width = base.function("sqrt", base.scale(Fraction(2), base.constant("pi")))
                return base.mul(bell, base.inverse(width))
            case "abs":
                return base.mul(point, base.inverse(result))
            case _:
                raise NotInDomain(f"the derivative of {name} is not known")

    def opaque(self, name: str, arguments: Sequence[Value], rows: int, columns: int) -> Value:
        """An unknown smooth function: its partial derivatives are unknown functions, too.

        At the finitely many points of a step, the values and derivatives of a smooth function may
        be anything, but for the order of differentiation.
        """
        values = [argument.value for argument in arguments]
        value = self.base.opaque(name, values, rows, columns)
        if all(argument.slope is None for argument in arguments):
            return Dual(value)
        if not is_smooth(name):
            raise NotInDomain(f"the derivative of {name} is not known")
        slope: Value | None = None
        place = 0
        for argument in arguments:
            height, width = self.dims(argument)
            for i in range(height):
                for j in range(width):
                    if argument.slope is not None:
                        partial = self.base.opaque(derived(name, place), values, rows, columns)
                        direction = self.base.entry(argument.slope, i, j)
                        slope = self._sum(slope, self.base.mul(direction, partial))
                    place += 1
        return Dual(value, slope)

    def _apply(self, value: Dual, change: Callable[[Value], Value]) -> Dual:
        return Dual(change(value.value), None if value.slope is None else change(value.slope))

    def _sum(self, left: Value | None, right: Value | None) -> Value | None:
        if left is None or right is None:
            return right if left is None else left
        return self.base.add(left, right)


_PARTIAL = "\x1e"  #: between the name of an unknown function and the places it is derived by


@lru_cache(maxsize=1024)
def derived(name: str, place: int) -> str:
    """The name of a partial derivative; the order of differentiation does not matter."""
    head, _, places = name.partition(_PARTIAL)
    by = sorted([*(int(each) for each in places.split(",") if each), place])
    return f"{head}{_PARTIAL}{','.join(map(str, by))}"


@lru_cache(maxsize=1024)
def is_smooth(name: str) -> bool:
    """Whether an unknown function is one of its arguments alone.

    What was read as a piece of text depends on more than the names that were found in it.
    """
    head = name.partition(_PARTIAL)[0]
    return all(character.isalnum() or character in " _,^-+{}()'" for character in head) and (
        head not in ("entry", "counting")
    )
