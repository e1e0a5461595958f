"""What each part of a right side would have to be for the step to hold at one point.

The value that the whole right side needs is the left side's.  What a part needs follows from what
its parent needs wherever the parent can be solved for it: a summand needs the rest of the sum, a
factor the quotient, an exponent the logarithm.  An edit is then tried on the part alone.  A part
for which nothing can be solved is tried with the nearest larger part that has a required value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from symgauss.check.mending.spots import Path, Spot, spots, with_part
from symgauss.kernel.domains.domain import Value, negative, submatrix, subtract
from symgauss.kernel.domains.field import Field, LogSum
from symgauss.kernel.findings import Finding
from symgauss.kernel.screening import Screen
from symgauss.kernel.terms import (
    Block,
    Determinant,
    Function,
    Inverse,
    Power,
    Product,
    Rational,
    Sum,
    Term,
    Trace,
    Transpose,
)
from symgauss.kernel.traversal import rebuild

_FINDINGS = (Finding, ArithmeticError, ValueError, LookupError, AttributeError, TypeError)
_ALGEBRA = (Sum, Product, Power, Inverse, Transpose, Trace, Determinant, Function, Block)


@dataclass(frozen=True, slots=True)
class Target:
    """The value, or the logarithm of the value, that a part needs."""

    value: Value
    by_logarithm: bool = False
    plain: Value = None  #: besides the logarithm, the value itself where it is known


@dataclass
class Required:
    """The required values of the parts of one right side."""

    screen: Screen
    whole: Term
    put_in: Callable[[Term], Term]
    targets: dict[Path, Target] = field(default_factory=dict)
    _spots: dict[Path, Spot] = field(default_factory=dict)
    _put: dict[int, tuple[Term, Term]] = field(default_factory=dict)  #: by identity, kept alive
    _goes_down: bool = True  #: whether putting in goes into the parts of sums, products and powers

    @classmethod
    def of(cls, screen: Screen, whole: Term, put_in: Callable[[Term], Term]) -> Required:
        """Solve for as many parts as possible, from the whole down."""
        found = cls(screen, whole, put_in)
        if found._with_values(whole) != put_in(whole):
            found._goes_down = False
            found._put.clear()
        found.targets[()] = Target(screen.left, screen.sides.by_logarithm)
        for spot in spots(whole):
            found._spots[spot.path] = spot
            target = found.targets.get(spot.path)
            if target is not None and found._is_built_of_parts(spot.term):
                found._solve(spot, target)
        return found

    def spots(self) -> list[Spot]:
        """The parts, larger ones before smaller ones."""
        return list(self._spots.values())

    def value(self, term: Term, *, by_logarithm: bool = False) -> Value | None:
        """What a term as written is at the point."""
        return self.screen.look(self._with_values(term), by_logarithm=by_logarithm)

    def _with_values(self, term: Term) -> Term:
        """The term with values put in.

        Candidates share all but the edited part: a part that was met before is put in once, and
        as the same object, so that the evaluator knows its value.
        """
        known = self._put.get(id(term))
        if known is None:
            goes_down = self._goes_down and isinstance(term, _ALGEBRA)
            new = rebuild(term, self._with_values) if goes_down else self.put_in(term)
            known = self._put[id(term)] = (term, new)
        return known[1]

    def is_solved(self, spot: Spot) -> bool:
        """Whether what has to be added to a part, or multiplied with it, is known."""
        target = self.targets.get(spot.path)
        return target is not None and spot.is_scalar and not isinstance(target.value, LogSum)

    def fits(self, spot: Spot, new: Term) -> bool:
        """Whether the step holds at the point with another part at a spot."""
        path = spot.path
        while path not in self.targets:
            path = path[:-1]
        target = self.targets[path]
        if path != spot.path:
            new = with_part(self._spots[path].term, spot.path[len(path) :], new)
        found = self.value(new, by_logarithm=target.by_logarithm)
        if found is None and target.plain is not None:
            found, needed = self.value(new), target.plain
            return found is not None and self._same(needed, found)
        return found is not None and self._same(target.value, found)

    def _same(self, needed: Value, found: Value) -> bool:
        """Whether values cannot be told apart, where everything under a logarithm is positive."""
        screen = self.screen
        if screen.same(needed, found):
            return True
        return isinstance(needed, LogSum) and screen.key(needed) == screen.key(found)

    def _is_built_of_parts(self, term: Term) -> bool:
        """Whether putting values in goes into the parts and leaves the node."""
        return self._with_values(term) == rebuild(term, self._with_values)

    def _solve(self, spot: Spot, target: Target) -> None:
        try:
            solved = [*self._of_logarithm(spot.term, target.value)] if target.by_logarithm else []
            value = target.plain if target.by_logarithm else target.value
            if not solved and value is not None:
                solved = [*self._of_value(spot.term, value)]
            for position, found in solved:
                settled = replace(found, value=self._settled(found.value))
                self.targets[*spot.path, position] = self._plain(settled)
        except _FINDINGS:
            return

    def _settled(self, value: Value) -> Value:
        """A value without logarithms where they cancel: a product would not see that."""
        domain = self.screen.ev.domain
        if not isinstance(value, LogSum) or not isinstance(domain, Field):
            return value
        try:
            cancels = domain.equal(value, value.value)
        except _FINDINGS:
            return value
        return value.value if cancels else value

    def _plain(self, target: Target) -> Target:
        """The value itself where its logarithm is that of an element of the field."""
        log, domain = target.value, self.screen.ev.domain
        if not target.by_logarithm or not isinstance(domain, Field) or self.screen.is_moving:
            return target
        if not isinstance(log, LogSum) or int(log.value):
            return target
        product = domain.rational(Fraction(1))
        for (u, _), c in log.logs:
            if c.denominator != 1 or abs(c) > 64:
                return target
            power = domain.rational(Fraction(u)) ** abs(int(c))
            product = product * power if c > 0 else product / power
        return Target(log, by_logarithm=True, plain=product)

    def _of_value(self, term: Term, needed: Value) -> Iterator[tuple[int, Target]]:
        domain, moving = self.screen.ev.domain, self.screen.is_moving
        match term:
            case Sum(terms):
                yield from self._summands(terms, needed, by_logarithm=False)
            case Product(factors):
                yield from self._factors(factors, needed)
            case Transpose():
                yield 0, Target(domain.transpose(needed))
            case Block(rows):
                yield from self._blocks(rows, needed)
            case _ if moving:
                return
            case Inverse() | Power(_, Rational(-1, 1)):
                yield 0, Target(domain.inverse(needed))
            case Function("sqrt"):
                yield 0, Target(domain.mul(needed, needed))
            case Function("log") if domain.structural:
                yield 0, Target(needed, by_logarithm=True)
            case Function("log"):
                yield 0, Target(domain.function("exp", needed))
            case Function("exp") if not domain.structural:
                yield 0, Target(domain.function("log", needed))
            case _:
                return

    def _of_logarithm(self, term: Term, needed: Value) -> Iterator[tuple[int, Target]]:
        domain = self.screen.ev.domain
        match term:
            case Product(factors):
                yield from self._summands(factors, needed, by_logarithm=True)
            case Power(_, Rational(p, q)) if p:
                yield 0, Target(domain.scale(Fraction(q, p), needed), by_logarithm=True)
            case Function("sqrt"):
                yield 0, Target(domain.scale(Fraction(2), needed), by_logarithm=True)
            case Function("exp"):
                yield 0, Target(needed)
            case _:
                return

    def _summands(
        self, terms: tuple[Term, ...], needed: Value, *, by_logarithm: bool
    ) -> Iterator[tuple[int, Target]]:
        domain = self.screen.ev.domain
        values = [self.value(part, by_logarithm=by_logarithm) for part in terms]
        unknown = [position for position, value in enumerate(values) if value is None]
        if len(unknown) > 1:
            return
        rest = needed
        for value in values:
            if value is not None:
                rest = subtract(domain, rest, value)
        for position, value in enumerate(values):
            if unknown and position != unknown[0]:
                continue
            own = rest if value is None else domain.add(value, rest)
            yield position, Target(own, by_logarithm)

    def _blocks(
        self, rows: tuple[tuple[Term, ...], ...], needed: Value
    ) -> Iterator[tuple[int, Target]]:
        domain = self.screen.ev.domain
        position = top = 0
        for row in rows:
            left = height = 0
            for part in row:
                value = self.value(part)
                if value is None:
                    return
                height, width = domain.dims(value)
                places = range(top, top + height), range(left, left + width)
                yield position, Target(submatrix(domain, needed, *places))
                position, left = position + 1, left + width
            top += height

    def _factors(self, factors: tuple[Term, ...], needed: Value) -> Iterator[tuple[int, Target]]:
        domain = self.screen.ev.domain
        numbers = [self.screen.ev.number(self._with_values(factor)) for factor in factors]
        others = [k for k, number in enumerate(numbers) if number is None]
        if len(others) == 1:  # also what is known by its logarithms is divided by a number
            scale = Fraction(1)
            for number in numbers:
                scale *= 1 if number is None else number
            yield others[0], Target(domain.scale(1 / scale, needed))
        if self.screen.is_moving:
            return
        values = [self.value(part) for part in factors]
        for position in range(len(factors)):
            if others == [position]:
                continue
            before, after = values[:position], values[position + 1 :]
            own = values[position]
            try:
                rest = (
                    self._scale(needed, [*before, *after])
                    if own is not None and domain.dims(own) == (1, 1)
                    else self._divided(needed, before, after)
                )
            except _FINDINGS:
                continue
            if rest is not None:
                yield position, Target(rest)

    def _scale(self, needed: Value, others: list[Value]) -> Value | None:
        """The scalar before a matrix, by the first entries."""
        domain = self.screen.ev.domain
        if any(value is None for value in others):
            return None
        product: Value = domain.rational(Fraction(1))
        for value in others:
            product = domain.mul(product, value)
        if domain.dims(product) != domain.dims(needed):
            return None
        first = domain.entry(product, 0, 0)
        return domain.mul(domain.entry(needed, 0, 0), domain.inverse(first))

    def _divided(self, needed: Value, before: list[Value], after: list[Value]) -> Value | None:
        """What stands between factors, where all of them can be divided by."""
        domain = self.screen.ev.domain
        if any(value is None for value in (*before, *after)):
            return None
        for value in before:
            rows, columns = domain.dims(value)
            if rows != columns:
                return None
            needed = domain.mul(domain.inverse(value), needed)
        for value in reversed(after):
            rows, columns = domain.dims(value)
            if rows != columns:
                return None
            needed = domain.mul(needed, domain.inverse(value))
        return needed

    def missing(self, spot: Spot, *, by_logarithm: bool) -> Value | None:
        """What would have to be added at a spot, or to its logarithm."""
        needed = self.needed(spot, by_logarithm=by_logarithm)
        own = None if needed is None else self.value(spot.term, by_logarithm=by_logarithm)
        if own is None:
            return None
        try:
            return subtract(self.screen.ev.domain, needed, own)
        except _FINDINGS:
            return None

    def needed(self, spot: Spot, *, by_logarithm: bool) -> Value | None:
        """What a spot, or its logarithm, would have to be."""
        target = self.targets.get(spot.path)
        if target is None or target.by_logarithm == by_logarithm:
            return None if target is None else target.value
        return target.plain if target.by_logarithm else None

    def quotient(self, spot: Spot) -> Value | None:
        """By what a scalar at a spot would have to be multiplied."""
        needed, domain = self.needed(spot, by_logarithm=False), self.screen.ev.domain
        if needed is None or self.screen.is_moving:
            return None
        own = self.value(spot.term)
        if own is None or domain.dims(own) != (1, 1) or domain.dims(needed) != (1, 1):
            return None
        try:
            return domain.mul(needed, domain.inverse(own))
        except _FINDINGS:
            return None

    def inverse(self, value: Value) -> Value | None:
        """One divided by a value."""
        try:
            return self.screen.ev.domain.inverse(value)
        except _FINDINGS:
            return None

    def opposite(self, value: Value) -> Value:
        """The negative of a value."""
        return negative(self.screen.ev.domain, value)
