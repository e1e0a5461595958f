r"""Marginal of a multivariate normal.

Source: Bishop (2006), Pattern Recognition and Machine Learning, section 2.3.2
"""

from __future__ import annotations

from symgauss.bridge.symbols import covariance, dimension, matrix, vector
from symgauss.derivation import Derivation
from symgauss.gaussians import Gaussian, Partitioned
from symgauss.operations.marginal import marginal

STATEMENT = (
    r"Let $(x_1, x_2)$ be Gaussian with the means $\mu_1, \mu_2$ and the covariance in blocks "
    r"$\Sigma_{11}, \Sigma_{12}, \Sigma_{22}$. Then $x_1 \sim \mathcal{N}(\mu_1, \Sigma_{11})$: "
    r"the blocks are read off. In terms of the precision $\Lambda = \Sigma^{-1}$ a Schur "
    r"complement is needed."
)


def derive() -> Derivation:
    """Run the operation on blocks of any size."""
    n, m = dimension("n_1"), dimension("n_2")
    first = Gaussian(vector("x_1", n), mean=vector("mu_1", n), cov=covariance("Sigma_11", n))
    second = Gaussian(vector("x_2", m), mean=vector("mu_2", m), cov=covariance("Sigma_22", m))
    joint = Partitioned(first, second, matrix("Sigma_12", n, m))
    return marginal(joint, statement=STATEMENT)
