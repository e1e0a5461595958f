r"""Product of two normal densities, with its normaliser.

Source: Petersen and Pedersen (2012), The Matrix Cookbook, section 8.1.8
"""

from __future__ import annotations

from symgauss.bridge.symbols import indexed, scalar
from symgauss.calculus import square
from symgauss.derivation import Derivation
from symgauss.gaussians import Gaussian
from symgauss.operations.product import product

STATEMENT = (
    r"The product of $\mathcal{N}(x; \mu_1, \sigma_1^2)$ and $\mathcal{N}(x; \mu_2, \sigma_2^2)$ "
    "is a normal density of $x$ times a factor without $x$, which is itself a normal density: of "
    r"$\mu_1$ about $\mu_2$, with the variances added. In a product of $n$ densities the "
    "precisions are added in the same way."
)


def derive() -> Derivation:
    """Run the general derivation on scalars."""
    x = scalar("x")
    p = Gaussian(x, mean=scalar("mu_1"), cov=square(scalar("sigma_1", positive=True)))
    q = Gaussian(x, mean=scalar("mu_2"), cov=square(scalar("sigma_2", positive=True)))
    i, n = scalar("i", integer=True), scalar("n", positive=True, integer=True)
    one = Gaussian(x, mean=indexed("mu", i), cov=square(indexed("sigma", i, positive=True)))
    return product(p, q, statement=STATEMENT, factor=(one, i, n))
