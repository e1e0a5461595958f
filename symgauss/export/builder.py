"""Programs under construction: each value once, numbers folded, zeros and ones left out."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from symgauss.export.operations import (
    Apply,
    Binary,
    Combine,
    Filled,
    Input,
    Number,
    Operation,
    Ref,
    Spread,
    Transposed,
    Unary,
    operands,
    renumbered,
)
from symgauss.export.program import Argument, Instruction, Type
from symgauss.export.validity import infer
from symgauss.kernel.sizes import Size
from symgauss.kernel.terms import MINUS_ONE, Power, Product, Rational, Sum, Term

ZERO, ONE = Number(Rational(0)), Number(Rational(1))


class Builder:
    """Makes instructions; an operation that was made before is the same instruction."""

    def __init__(self) -> None:
        self.instructions: list[Instruction] = []
        self.arguments: list[Argument] = []
        self._known: dict[Operation, Ref] = {}

    def argument(self, argument: Argument) -> Ref:
        """An argument of the function."""
        self.arguments.append(argument)
        return self._append(Input(argument.name), argument.type)

    def make(self, operation: Operation) -> Ref:
        """The instruction that computes an operation; index axes are spread where they lack."""
        operation = self._spread(operation)
        if operation in self._known:
            return self._known[operation]
        types = [instruction.type for instruction in self.instructions]
        return self._append(operation, infer(operation, types))

    def describe(self, ref: Ref, *, name: str = "", means: Term | None = None) -> None:
        """Say what a value is called and which term it is, unless that is known already."""
        old = self.instructions[ref]
        self.instructions[ref] = replace(
            old, name=old.name or name, means=means if old.means is None else old.means
        )

    def type(self, ref: Ref) -> Type:
        """The type of a value."""
        return self.instructions[ref].type

    def operation(self, ref: Ref) -> Operation:
        """The operation that computes a value."""
        return self.instructions[ref].operation

    # --- numbers and arithmetic, with what is trivial left out ------------------------------------

    def number(self, value: Fraction | int) -> Ref:
        """A rational number."""
        value = Fraction(value)
        return self.make(Number(Rational(value.numerator, value.denominator)))

    def constant(self, ref: Ref) -> Term | None:
        """The term of a number, ``None`` for anything else."""
        operation = self.operation(ref)
        return operation.term if isinstance(operation, Number) else None

    def rational(self, ref: Ref) -> Fraction | None:
        """The value of a rational number, ``None`` for anything else."""
        match self.constant(ref):
            case Rational(p, q):
                return Fraction(p, q)
            case _:
                return None

    def is_zero(self, ref: Ref) -> bool:
        """Whether a value is zero as it stands."""
        operation = self.operation(ref)
        return operation == ZERO or (isinstance(operation, Filled) and operation.value == 0)

    def is_one(self, ref: Ref) -> bool:
        """Whether a value is the number one as it stands."""
        return self.operation(ref) == ONE

    def add(self, left: Ref, right: Ref) -> Ref:
        """``left + right``."""
        if self.is_zero(left) and self._covers(right, left):
            return right
        if self.is_zero(right) and self._covers(left, right):
            return left
        a, b = self.constant(left), self.constant(right)
        if a is not None and b is not None:
            return self._folded(Sum((a, b)))
        negated = self._negated(right)
        if negated is not None:
            return self.subtract(left, negated)
        return self.make(Combine(Binary.ADD, *self._unfilled(left, right)))

    def subtract(self, left: Ref, right: Ref) -> Ref:
        """``left - right``."""
        if self.is_zero(right) and self._covers(left, right):
            return left
        if self.is_zero(left) and self._covers(right, left):
            return self.negate(right)
        a, b = self.constant(left), self.constant(right)
        if a is not None and b is not None:
            return self._folded(Sum((a, Product((MINUS_ONE, b)))))
        negated = self._negated(right)
        if negated is not None:
            return self.add(left, negated)
        return self.make(Combine(Binary.SUBTRACT, *self._unfilled(left, right)))

    def multiply(self, left: Ref, right: Ref) -> Ref:
        """``left * right``, of equal shapes or of a scalar with anything."""
        for one, other in ((left, right), (right, left)):
            if self.is_one(one):
                return other
            if self.rational(one) == -1:
                return self.negate(other)
            if self.is_zero(one) and not self.type(other).axes:
                return one
        a, b = self.constant(left), self.constant(right)
        if a is not None and b is not None:
            return self._folded(Product((a, b)))
        for one, other in ((left, right), (right, left)):
            entry = self._entry(one)
            if entry is not None and self._covers(other, one):
                return self.multiply(entry, other)
        return self.make(Combine(Binary.MULTIPLY, left, right))

    def divide(self, left: Ref, right: Ref) -> Ref:
        """``left / right``, of equal shapes or of anything by a scalar."""
        if self.is_one(right):
            return left
        a, b = self.constant(left), self.constant(right)
        if a is not None and b is not None:
            return self._folded(Product((a, Power(b, MINUS_ONE))))
        return self.make(Combine(Binary.DIVIDE, left, right))

    def _negated(self, ref: Ref) -> Ref | None:
        """The value of which this one is the negative, ``None`` where it is not written so."""
        operation = self.operation(ref)
        if isinstance(operation, Apply) and operation.function is Unary.NEGATE:
            return operation.operand
        return None

    def negate(self, ref: Ref) -> Ref:
        """``-value``."""
        negated = self._negated(ref)
        if negated is not None:
            return negated
        operation = self.operation(ref)
        if isinstance(operation, Combine) and operation.function is Binary.SUBTRACT:
            return self.make(Combine(Binary.SUBTRACT, operation.right, operation.left))
        number = self.constant(ref)
        if number is not None:
            return self._folded(Product((MINUS_ONE, number)))
        return self.make(Apply(Unary.NEGATE, ref))

    def apply(self, function: Unary, ref: Ref) -> Ref:
        """A function entry by entry."""
        if function is Unary.SQUARE and self.constant(ref) is not None:
            return self.multiply(ref, ref)
        if function in {Unary.SQUARE, Unary.SQRT} and self.is_one(ref):
            return ref
        if function is Unary.LOG and self.is_one(ref):
            return self.number(0)
        return self.make(Apply(function, ref))

    def transpose(self, ref: Ref) -> Ref:
        """The transpose of a matrix; a symmetric one as it is."""
        if self.type(ref).structure.symmetric:
            return ref
        operation = self.operation(ref)
        return operation.matrix if isinstance(operation, Transposed) else self.make(Transposed(ref))

    def _folded(self, term: Term) -> Ref:
        value = _rational(term)
        return self.number(value) if value is not None else self.make(Number(term))

    def _entry(self, ref: Ref) -> Ref | None:
        """The number of which a vector or matrix is full, ``None`` for anything else."""
        match self.operation(ref):
            case Filled(1):
                return self.number(1)
            case Combine(Binary.MULTIPLY, scale, full) if self.operation(full) == Filled(
                1, self.type(ref).shape
            ):
                return scale
            case _:
                return None

    def _unfilled(self, left: Ref, right: Ref) -> tuple[Ref, Ref]:
        """Two terms, one of them as a number where all its entries are that number."""
        for place, (one, other) in enumerate(((left, right), (right, left))):
            entry = self._entry(one)
            if entry is not None and self._covers(other, one) and self._entry(other) is None:
                return (left, entry) if place else (entry, right)
        return left, right

    def _covers(self, ref: Ref, other: Ref) -> bool:
        """Whether a value has at least the axes of another, which is left out."""
        return len(self.type(ref).axes) >= len(self.type(other).axes)

    # --- indices --------------------------------------------------------------------------------

    def _spread(self, operation: Operation) -> Operation:
        if isinstance(operation, Spread | Input):
            return operation
        refs = operands(operation)
        overs = {self.type(ref).over for ref in refs if not self.type(ref).plain}
        if len(overs) <= 1:
            return operation
        longest = max(overs, key=len)
        return renumbered(operation, {ref: self._over(ref, longest) for ref in refs})

    def _over(self, ref: Ref, over: tuple[Size, ...]) -> Ref:
        own = self.type(ref).over
        if self.type(ref).plain or own == over:
            return ref
        for size in over[len(own) :]:
            ref = self.make(Spread(ref, size))
        return ref

    def _append(self, operation: Operation, type_: Type) -> Ref:
        self.instructions.append(Instruction(operation, type_))
        self._known[operation] = len(self.instructions) - 1
        return self._known[operation]


def _rational(term: Term) -> Fraction | None:
    """The value of arithmetic with rational numbers."""
    match term:
        case Rational(p, q):
            return Fraction(p, q)
        case Sum(terms):
            parts = [_rational(part) for part in terms]
            return None if None in parts else sum((p for p in parts if p is not None), Fraction(0))
        case Product(factors):
            total = Fraction(1)
            for factor in factors:
                value = _rational(factor)
                if value is None:
                    return None
                total *= value
            return total
        case Power(base, Rational(k, 1)):
            value = _rational(base)
            return None if value is None or (value == 0 and k < 0) else value**k
        case _:
            return None
