"""A Gaussian: a variable with its mean and covariance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symgauss.bridge.laws import NormalLaw
from symgauss.bridge.values import as_expression
from symgauss.calculus.constructors import is_matrix
from symgauss.calculus.notions import normal, normal_density
from symgauss.calculus.order import textbook
from symgauss.errors import UsageError


@dataclass(frozen=True)
class Gaussian:
    """``variable ~ N(mean, cov)``; for a scalar variable ``cov`` is the variance.

    Mean and covariance may be any expressions of the right shape, numbers among them.
    """

    variable: Any
    mean: Any
    cov: Any

    def __post_init__(self) -> None:
        object.__setattr__(self, "mean", textbook(as_expression(self.mean)))
        object.__setattr__(self, "cov", textbook(as_expression(self.cov)))
        shape = shape_text(self.variable)
        if shape_text(self.mean) != shape:
            message = f"{self.variable} is {shape}, but its mean is {shape_text(self.mean)}"
            raise UsageError(message)
        rows = self.variable.shape[0] if is_matrix(self.variable) else 1
        square = f"{rows} x {rows}" if is_matrix(self.variable) else "scalar"
        if shape_text(self.cov) != square:
            message = f"the covariance of {self.variable} is {square}, not {shape_text(self.cov)}"
            raise UsageError(message)

    @property
    def is_vector(self) -> bool:
        """Whether the variable is a vector."""
        return is_matrix(self.variable)

    @property
    def law(self) -> NormalLaw:
        """The law, written out."""
        return normal(self.variable, self.mean, self.cov)

    @property
    def density(self) -> Any:
        """``N(variable; mean, cov)``."""
        return normal_density(self.variable, self.mean, self.cov)


def shape_text(expression: Any) -> str:
    """The shape in words."""
    if not is_matrix(expression):
        return "scalar"
    rows, columns = expression.shape
    return f"{rows} x {columns}"
