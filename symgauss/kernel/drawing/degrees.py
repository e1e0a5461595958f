"""Degrees of what the prime field draws."""

from __future__ import annotations

from math import log2

from symgauss.kernel.context import Declaration, Property
from symgauss.kernel.domains.degrees import Bound, Degrees
from symgauss.kernel.domains.domain import Value


class DegreeDraw:
    """Degrees of what :class:`FieldDraw` draws."""

    def __init__(self, degrees: Degrees) -> None:
        self.degrees = degrees

    def scalar(self, declaration: Declaration, properties: frozenset[Property]) -> Value:
        del declaration
        return Bound(top=2 if Property.POSITIVE in properties else 1)

    def matrix(self, rows: int, columns: int, properties: frozenset[Property]) -> Value:
        if Property.ORTHOGONAL in properties:
            one = Bound(rows, rows, 1, 0, 1.0)
            return self.degrees.mul(one, self.degrees.inverse(one))
        squared = (
            Property.POSITIVE_SEMIDEFINITE in properties
            or Property.POSITIVE_DIAGONAL in properties
            or Property.POSITIVE in properties
        )
        # an entry of L L^T is a sum of as many products as there are columns
        return Bound(rows, columns, 2, 0, log2(rows)) if squared else Bound(rows, columns, 1)
