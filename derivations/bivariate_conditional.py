r"""Conditional of a bivariate normal.

Source: Bishop (2006), Pattern Recognition and Machine Learning, section 2.3.1
"""

from __future__ import annotations

from symgauss.bridge.symbols import scalar
from symgauss.calculus import mul, square
from symgauss.derivation import Derivation
from symgauss.gaussians import Gaussian, Partitioned
from symgauss.operations.conditional import conditional

STATEMENT = (
    r"Two jointly normal variables with the variances $\sigma_1^2$ and $\sigma_2^2$ and the "
    r"correlation $\rho$. Given $x_2$, the mean of $x_1$ moves along the regression line with the "
    r"slope $\rho \sigma_1 / \sigma_2$, and its variance shrinks by the factor $1 - \rho^2$."
)


def derive() -> Derivation:
    """Run the operation on scalar blocks."""
    s_1, s_2 = scalar("sigma_1", positive=True), scalar("sigma_2", positive=True)
    rho = scalar("rho", between=(-1, 1))
    first = Gaussian(scalar("x_1"), mean=scalar("mu_1"), cov=square(s_1))
    second = Gaussian(scalar("x_2"), mean=scalar("mu_2"), cov=square(s_2))
    return conditional(Partitioned(first, second, mul(rho, s_1, s_2)), statement=STATEMENT)
