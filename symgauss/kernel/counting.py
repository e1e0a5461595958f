"""Numbers of things in a step: which are plain numbers, and how often matrices and sizes occur.

What vanishes at every size that is drawn, such as ``(n - 5)(n - 6) ... (n - 11)``, must not pass
for zero.  So plain numbers are drawn far beyond the sizes, and there are more sizes to draw than
a step has factors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from symgauss.kernel.context import Context
from symgauss.kernel.terms import (
    Dimension,
    Identity,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Inverse,
    Ones,
    Opaque,
    Power,
    Rational,
    Sum,
    Symbol,
    Term,
    Zero,
)
from symgauss.kernel.traversal import children, subterms

HEAVIEST = 10_000  #: no weight is looked at beyond this


def plain_numbers(parts: Iterable[Term], context: Context) -> frozenset[str]:
    """Integers and dimensions that are numbers only: no index, limit, exponent or size."""
    found: set[str] = set()
    other = {
        name
        for definition in context.definitions
        for inner in subterms(definition.value)
        for name in _numbers_in(inner)
    }
    for part in parts:
        found |= _numbers_in(part)
        places: tuple[Term, ...] = ()
        match part:
            case Indexed():
                places = part.indices
                other |= part.shape.rows.dimensions | part.shape.columns.dimensions
            case IndexedSum() | IndexedProduct():
                places = (part.index, part.lower, part.upper)
            case Power():
                places = (part.exponent,)
            case Symbol(_, shape) | Opaque(_, _, shape) | Zero(shape) | Ones(shape):
                other |= shape.rows.dimensions | shape.columns.dimensions
            case Identity(size):
                other |= size.dimensions
            case _:
                continue
        for place in places:
            for inner in subterms(place):
                other |= _numbers_in(inner)
    return frozenset(found - other)


def _numbers_in(term: Term) -> frozenset[str]:
    match term:
        case Dimension(size):
            return size.dimensions
        case Symbol(name, shape) if shape.is_scalar:
            return frozenset({name})
        case _:
            return frozenset()


def matrices(term: Term) -> int:
    """One for a vector or matrix as it is written."""
    return int(isinstance(term, Symbol | Indexed) and not term.shape.is_scalar)


def sizes(term: Term) -> int:
    """One for a size that is used as a number."""
    return int(isinstance(term, Dimension))


class Weights:
    """How often something occurs in a term once powers and definitions are written out.

    With ``alternatives``, the summands of a polynomial count by the heaviest one, so that the
    weight is a degree.  Inside of an inverse they always add up: with sums and inverses alone,
    products can be written (Hua: ``x - (x^-1 + (1 - x)^-1)^-1 = x^2``).
    """

    def __init__(
        self, context: Context, one: Callable[[Term], int], *, alternatives: bool = False
    ) -> None:
        self.one = one
        self.alternatives = alternatives
        self._definitions: dict[str, Term] = {d.name.name: d.value for d in context.definitions}
        self._open: set[str] = set()
        self._known: dict[tuple[int, bool], tuple[Term, int]] = {}

    def of(self, term: Term, *, inverted: bool = False) -> int:
        """The weight of a term; ``inverted`` inside of an inverse."""
        known = self._known.get((id(term), inverted))
        if known is not None and known[0] is term:
            return known[1]
        weight = min(HEAVIEST, self._compute(term, inverted=inverted))
        if not self._open:
            self._known[id(term), inverted] = (term, weight)
        return weight

    def _compute(self, term: Term, *, inverted: bool) -> int:
        match term:
            case Symbol(name=name) | Indexed(name=name) if name in self._definitions:
                if name in self._open:
                    return 1
                self._open.add(name)
                weight = self.of(self._definitions[name], inverted=inverted)
                self._open.discard(name)
                return max(self.one(term), weight)
            case Sum(terms) if self.alternatives and not inverted:
                return max(self.of(part) for part in terms)
            case Power(base, Rational(k, 1)):
                return max(1, abs(k)) * self.of(base, inverted=inverted or k < 0)
            case Inverse(matrix):
                return self.of(matrix, inverted=True)
            case IndexedProduct(body, _, Rational(first, 1), Rational(last, 1)):
                return max(1, last - first + 1) * self.of(body, inverted=inverted)
            case _:
                parts = (self.of(child, inverted=inverted) for child in children(term))
                return self.one(term) + sum(parts)
