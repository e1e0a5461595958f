"""What prose says of names, put into the scope in which formulas are read."""

from __future__ import annotations

from symgauss.check.wording.said import Said
from symgauss.kernel.context import Property
from symgauss.kernel.sizes import SCALAR, Shape, square_shape
from symgauss.latex.scope import EVERYWHERE, Scope


def apply_said(all_said: dict[str, Said], scope: Scope) -> None:
    """Put what prose says into the scope."""
    for name, said in all_said.items():
        if said.deviation:
            scope.deviations.add(name)
        if said.precision:
            scope.precisions.add(name)
        shape = said.shape
        old = scope.declarations.get(name)
        if shape is None and said.rank == "scalar":
            shape = SCALAR
        if shape is None and old is not None:
            shape = old.shape
        if shape is None:
            continue
        if old is not None and old.shape != shape:
            continue
        scope.declare(name, shape)
        for found, places in said.properties.items():
            for place in sorted(places) if _fits(found, shape) else ():
                scope.place = place
                scope.declare(name, shape, frozenset({found}))
        scope.place = EVERYWHERE


def _fits(said: Property, shape: Shape) -> bool:
    scalar = said in (Property.POSITIVE, Property.NONNEGATIVE, Property.INTEGER)
    if shape.is_scalar:
        return scalar  # a covariance that is a number may be that of two variables
    return shape == square_shape(shape.rows) and not scalar
