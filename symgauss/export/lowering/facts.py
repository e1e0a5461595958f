"""What is known about terms while they are lowered: signs, symmetry, definitions."""

from __future__ import annotations

from collections.abc import Mapping

from symgauss.kernel.context import Context, Property
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.signs import Signs
from symgauss.kernel.terms import (
    Block,
    Diag,
    Identity,
    Indexed,
    IndexedSum,
    Inverse,
    Power,
    Product,
    Sum,
    Symbol,
    Term,
    Transpose,
    Zero,
)


class Facts:
    """Properties of terms in one context.

    ``unfold`` are the names that are computed from their definitions (or from a form that is
    equal); a name that is not among them is an argument.
    """

    def __init__(self, context: Context, unfold: Mapping[Symbol | Indexed, Term]) -> None:
        self.context = context
        self.signs = Signs(context)
        self._unfold = unfold

    def unfolded(self, name: Symbol | Indexed) -> Term | None:
        """What a name is computed from; ``None`` for an argument."""
        return self._unfold.get(name)

    def positive(self, term: Term) -> bool:
        """Whether a scalar is known to be greater than zero."""
        if isinstance(term, Symbol) and self._has(term, Property.POSITIVE):
            return True  # also where the definition does not show it
        return self.signs.positive(term)

    def definite(self, term: Term) -> bool:
        """Whether a matrix is known to be positive definite."""
        if isinstance(term, Symbol) and self._has(term, Property.POSITIVE_DEFINITE):
            return True
        return self.signs.definite(term)

    def symmetric(self, term: Term) -> bool:
        """Whether a matrix is known to be symmetric."""
        match term:
            case Symbol() | Indexed():
                return self._has(term, Property.SYMMETRIC) or self.definite(term)
            case Identity():
                return True
            case IndexedSum(body):
                return self.symmetric(body)
            case Zero(shape):
                return shape.is_square
            case Diag():
                return not shape_of(term).is_vector
            case Inverse(inner) | Transpose(inner) | Power(inner, _):
                return self.symmetric(inner)
            case Sum(terms):
                return self.definite(term) or all(self.symmetric(part) for part in terms)
            case Product() | Block():
                from symgauss.export.lowering.factors import chain_of, mirrored  # noqa: PLC0415

                if not shape_of(term).is_square or isinstance(term, Block):
                    return self.definite(term)
                return mirrored(chain_of(term, self).factors, self)
            case _:
                return False

    def _has(self, term: Symbol | Indexed, wanted: Property) -> bool:
        return wanted in self.context.properties(term.name)

    def has(self, term: Term, wanted: Property) -> bool:
        """Whether a symbol is declared to have a property."""
        return isinstance(term, Symbol | Indexed) and self._has(term, wanted)
