"""A Gaussian in two blocks: ``(x_1, x_2)`` with means, covariances and the cross-covariance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from symgauss.bridge.symbols import covariance, vector
from symgauss.bridge.values import as_expression
from symgauss.calculus.constructors import block, is_matrix, size, stack
from symgauss.calculus.order import symbols_in_order
from symgauss.calculus.transposes import transposed
from symgauss.errors import UsageError
from symgauss.gaussians.gaussian import Gaussian


@dataclass(frozen=True)
class Partitioned:
    """``(x_1, x_2) ~ N((m_1, m_2), [[S_11, S_12], [S_12^T, S_22]])``; blocks may be scalars.

    ``first`` and ``second`` are the two marginals, ``cross`` is ``Cov[x_1, x_2]``.
    """

    first: Gaussian
    second: Gaussian
    cross: Any

    def __post_init__(self) -> None:
        object.__setattr__(self, "cross", as_expression(self.cross))
        wanted = size(self.first.variable), size(self.second.variable)
        found = self.cross.shape if is_matrix(self.cross) else (1, 1)
        if tuple(found) != wanted:
            message = (
                f"the cross-covariance of {self.first.variable} and {self.second.variable} is "
                f"{wanted[0]} x {wanted[1]}, not {found[0]} x {found[1]}"
            )
            raise UsageError(message)
        if self.first.variable == self.second.variable:
            raise UsageError(f"both blocks are called {self.first.variable}")

    @property
    def turned(self) -> Partitioned:
        """The same law with the blocks in the other order."""
        return Partitioned(self.second, self.first, transposed(self.cross))

    @property
    def variables(self) -> tuple[Any, Any]:
        """Both variables."""
        return self.first.variable, self.second.variable

    @property
    def point(self) -> Any:
        """The two variables one above the other."""
        return stack(*self.variables)

    @property
    def mean(self) -> Any:
        """The two means one above the other."""
        return stack(self.first.mean, self.second.mean)

    @property
    def cov(self) -> Any:
        """The covariance in blocks."""
        upper = [self.first.cov, self.cross]
        return block(upper, [transposed(self.cross), self.second.cov])

    @property
    def is_plain(self) -> bool:
        """Whether every block of mean and covariance is a letter of its own."""
        cross = self.cross.args[0] if isinstance(self.cross, sp.Transpose) else self.cross
        parts = [self.first.mean, self.second.mean, self.first.cov, self.second.cov, cross]
        letters = [part for part in parts if isinstance(part, sp.Symbol | sp.MatrixSymbol)]
        return len(set(letters)) == len(parts)

    def whole(self) -> tuple[Any, Any, Any]:
        """Letters for the stacked variable, its mean and its covariance."""
        taken = {str(s) for s in symbols_in_order(self.point, self.mean, self.cov)}
        rows = size(self.first.variable) + size(self.second.variable)
        x = _stem(self.variables, ("z", "v", "w"), taken)
        mean = _stem((self.first.mean, self.second.mean), ("m", "mu", "nu"), taken)
        cov = _stem((self.first.cov, self.second.cov), ("Sigma", "K", "V"), taken)
        return vector(x, rows), vector(mean, rows), covariance(cov, rows)


def _stem(parts: tuple[Any, Any], others: tuple[str, ...], taken: set[str]) -> str:
    """``x`` for ``x_1`` and ``x_2``, or the first other letter that is free."""
    stems = {str(part).split("_")[0] for part in parts}
    own: tuple[str, ...] = (stems.pop(),) if len(stems) == 1 else ()
    for name in (*own, *others):
        if name.isalpha() and name not in taken:
            taken.add(name)
            return name
    raise UsageError(f"no letter is left for {parts[0]} and {parts[1]} together")
