"""One statement of a model: ``y | x, z ~ N(A x + B z + b, R)``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from symgauss.bridge.values import as_expression
from symgauss.calculus.constructors import is_matrix
from symgauss.calculus.rewriting import contains
from symgauss.errors import ModelError, UsageError
from symgauss.gaussians.affine import Affine, affine_in, flattened
from symgauss.gaussians.gaussian import shape_text


def several(variables: Any) -> tuple[Any, ...]:
    """Variables as a tuple; one may stand alone (a matrix symbol iterates over its entries)."""
    return (variables,) if isinstance(variables, sp.Basic) else tuple(variables)


@dataclass(frozen=True)
class Statement:
    """``variable | given ~ N(mean, cov)``; the mean is affine in ``given``, ``cov`` free of it.

    ``ModelError`` says which of the two is broken, or which shapes clash.
    """

    variable: Any
    mean: Any
    cov: Any
    given: tuple[Any, ...] = ()
    affine: Affine = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "given", several(self.given))
        object.__setattr__(self, "mean", flattened(as_expression(self.mean)))
        object.__setattr__(self, "cov", flattened(as_expression(self.cov)))
        self._check_shapes()
        for parent in self.given:
            if contains(self.cov, parent):
                raise ModelError(
                    f"the covariance of {self.variable} depends on {parent}:"
                    " the model is not linear-Gaussian"
                )
        try:
            object.__setattr__(self, "affine", affine_in(self.mean, self.given))
        except UsageError as error:
            raise ModelError(f"the mean of {self.variable} is not affine: {error}") from error

    def _check_shapes(self) -> None:
        shape = shape_text(self.variable)
        if self.variable in self.given:
            raise ModelError(f"{self.variable} is conditioned on itself")
        if shape_text(self.mean) != shape:
            raise ModelError(f"{self.variable} is {shape}, but its mean is {shape_text(self.mean)}")
        rows = self.variable.shape[0] if is_matrix(self.variable) else 1
        square = f"{rows} x {rows}" if is_matrix(self.variable) else "scalar"
        if shape_text(self.cov) != square:
            raise ModelError(
                f"the covariance of {self.variable} has to be {square}, not {shape_text(self.cov)}"
            )

    @property
    def parents(self) -> tuple[Any, ...]:
        """The variables that the mean really depends on."""
        return tuple(self.affine.slopes)
