"""Shapes by unification.  Unknown sizes are dimensions whose names no person can write.

``?7`` is a size about which nothing is known (it may be one), ``#7`` the size of something that
is certainly no scalar.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from symgauss.kernel.sizes import ONE, Shape, Size, size
from symgauss.kernel.terms import Rational, Term, Zero
from symgauss.latex.inside import field_names

Anything = TypeVar("Anything")


def is_unknown(name: str) -> bool:
    """Whether the name of a dimension is an unknown size."""
    return name[0] in "?#"


class Unifier:
    """Equations between sizes, solved as they come."""

    def __init__(self) -> None:
        self.bindings: dict[str, Size] = {}
        self._count = 0

    def fresh(self, *, dimension: bool = False) -> Size:
        """A new unknown size; of something that is no scalar, if ``dimension``."""
        self._count += 1
        return size(f"{'#' if dimension else '?'}{self._count}")

    def fresh_shape(self) -> Shape:
        """A shape about which nothing is known."""
        return Shape(self.fresh(), self.fresh())

    def resolve(self, value: Size) -> Size:
        """The size with everything that is known put in."""
        if value is ONE or not self._is_bound(value):
            return value
        value = self._followed(value)
        while self._is_bound(value):
            total = size(0)
            for monomial, factor in value.monomials:
                part = size(factor)
                for name in monomial:
                    part = part * (
                        self._followed(size(name)) if name in self.bindings else size(name)
                    )
                total = total + part
            value = self._followed(total)
        return value

    def _followed(self, value: Size) -> Size:
        """The end of a chain of unknowns, each of which is the next one.

        The chain is shortened on the way, since long documents make long ones.
        """
        bindings = self.bindings
        trail: list[str] = []
        while (name := _single(value)) in bindings:
            trail.append(name)
            value = bindings[name]
        for name in trail[:-1]:
            bindings[name] = value
        return value

    def _is_bound(self, value: Size) -> bool:
        """Whether something in a size is known by now."""
        bindings = self.bindings
        for monomial, _ in value.monomials:
            for name in monomial:
                if name in bindings:
                    return True
        return False

    def resolve_shape(self, shape: Shape) -> Shape:
        """The shape with everything that is known put in."""
        rows, columns = self.resolve(shape.rows), self.resolve(shape.columns)
        if rows is shape.rows and columns is shape.columns:
            return shape
        return Shape(rows, columns)

    def unify_shapes(self, left: Shape, right: Shape) -> bool:
        """Make two shapes equal; ``False`` if they surely differ."""
        rows = self.unify(left.rows, right.rows)
        return self.unify(left.columns, right.columns) and rows

    def unify(self, left: Size, right: Size) -> bool:
        """Make two sizes equal; ``False`` if they surely differ."""
        left, right = self.resolve(left), self.resolve(right)
        if left == right:
            return True
        first, second = _variable(left), _variable(right)
        if first and second and _age(first) < _age(second):
            # what is known of a name stays the same size, whatever is read beside it
            first, second, left, right = second, first, right, left
        for name, value in ((first, right), (second, left)):
            if name and name not in value.dimensions:
                self.bindings[name] = value
                return True
        return self._solve(left - right)

    def _solve(self, difference: Size) -> bool:
        """``difference = 0`` where one unknown occurs once, linearly."""
        unknown = {name for name in difference.dimensions if is_unknown(name)}
        if not unknown:
            return False
        if len(unknown) == 1:
            (name,) = unknown
            holding = [(m, k) for m, k in difference.monomials if name in m]
            if len(holding) == 1 and holding[0][0] == (name,) and abs(holding[0][1]) == 1:
                rest = difference - Size((((name,), holding[0][1]),))
                solution = -rest if holding[0][1] == 1 else rest
                if solution.is_abstract or solution.at({}) > 0:
                    self.bindings[name] = solution
                    return True
                return False
        return True

    # --- what is known about a shape -----------------------------------------------------------

    def is_scalar(self, shape: Shape) -> bool:
        """Whether the shape is certainly 1 x 1."""
        return self.resolve_shape(shape).is_scalar

    def is_array(self, shape: Shape) -> bool:
        """Whether the shape is certainly not 1 x 1."""
        shape = self.resolve_shape(shape)
        return any(_beyond_one(part) for part in (shape.rows, shape.columns))

    def is_known(self, shape: Shape) -> bool:
        """Whether no unknown is left."""
        return self.is_settled(shape.rows) and self.is_settled(shape.columns)

    def is_settled(self, value: Size) -> bool:
        """Whether no unknown is left in a size."""
        return not any(is_unknown(name) for name in self.resolve(value).dimensions)

    def settle(self, term: Term) -> Term:
        """The term with every solved size put in; a zero of shape 1 x 1 is the number."""
        changed: Term = self._settled(term)
        return changed

    def settle_any(self, value: Anything) -> Anything:
        """As :meth:`settle`, for any record that holds terms."""
        changed: Anything = self._settled(value)
        return changed

    def _settled(self, value: Any) -> Any:  # noqa: ANN401 - a field of any node
        if isinstance(value, Size):
            return self.resolve(value)
        if isinstance(value, tuple):
            return tuple(self._settled(item) for item in value)
        names = field_names(type(value))
        if not names or isinstance(value, Rational):
            return value
        parts = {name: getattr(value, name) for name in names}
        settled = {name: self._settled(part) for name, part in parts.items()}
        if any(settled[name] is not parts[name] and settled[name] != parts[name] for name in parts):
            value = replace(value, **settled)
        if isinstance(value, Zero) and value.shape.is_scalar:
            return Rational(0)
        return value


def _single(value: Size) -> str:
    """The dimension that the size is, or an empty string."""
    if len(value.monomials) == 1:
        monomial, factor = value.monomials[0]
        if factor == 1 and len(monomial) == 1:
            return monomial[0]
    return ""


def _variable(value: Size) -> str:
    """The unknown that the size is, or an empty string."""
    name = _single(value)
    return name if name and is_unknown(name) else ""


def _age(name: str) -> tuple[bool, int]:
    """What is certainly no scalar comes first, then what was made first."""
    return name[0] != "#", int(name[1:])


def _beyond_one(value: Size) -> bool:
    if value == ONE:
        return False
    return not any(name[0] == "?" for name in value.dimensions)
