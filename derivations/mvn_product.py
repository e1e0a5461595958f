r"""Product of two multivariate normal densities, with its normaliser.

Source: Petersen and Pedersen (2012), The Matrix Cookbook, section 8.1.8
"""

from __future__ import annotations

from symgauss.bridge.symbols import covariance, dimension, indexed_matrix, scalar, vector
from symgauss.derivation import Derivation
from symgauss.gaussians import Gaussian
from symgauss.operations.product import product

STATEMENT = (
    r"The product of $\mathcal{N}(x; \mu_1, \Sigma_1)$ and $\mathcal{N}(x; \mu_2, \Sigma_2)$ is a "
    "normal density of $x$ times a factor without $x$, which is itself a normal density: of "
    r"$\mu_1$ about $\mu_2$, with the covariances added. In a product of $k$ densities the "
    "precisions are added in the same way."
)


def derive() -> Derivation:
    """Run the general derivation on vectors of any dimension."""
    n = dimension("n")
    x = vector("x", n)
    p = Gaussian(x, mean=vector("mu_1", n), cov=covariance("Sigma_1", n))
    q = Gaussian(x, mean=vector("mu_2", n), cov=covariance("Sigma_2", n))
    i, k = scalar("i", integer=True), scalar("k", positive=True, integer=True)
    spread = indexed_matrix("Sigma", (i,), n, n, "positive-definite")
    one = Gaussian(x, mean=indexed_matrix("mu", (i,), n, 1), cov=spread)
    return product(p, q, statement=STATEMENT, factor=(one, i, k))
