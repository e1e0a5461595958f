r"""Conditional of a multivariate normal.

Source: Bishop (2006), Pattern Recognition and Machine Learning, section 2.3.1
"""

from __future__ import annotations

from symgauss.bridge.symbols import covariance, dimension, matrix, vector
from symgauss.derivation import Derivation
from symgauss.gaussians import Gaussian, Partitioned
from symgauss.operations.conditional import conditional

STATEMENT = (
    r"Let $(x_1, x_2)$ be Gaussian with the means $\mu_1, \mu_2$ and the covariance in blocks "
    r"$\Sigma_{11}, \Sigma_{12}, \Sigma_{22}$. Given $x_2$, the first block is Gaussian: "
    r"its mean is linear in $x_2$, its covariance is the Schur complement of $\Sigma_{22}$. In "
    r"terms of the precision $\Lambda = \Sigma^{-1}$, its precision is the block $\Lambda_{11}$."
)


def derive() -> Derivation:
    """Run the operation on blocks of any size."""
    n, m = dimension("n_1"), dimension("n_2")
    first = Gaussian(vector("x_1", n), mean=vector("mu_1", n), cov=covariance("Sigma_11", n))
    second = Gaussian(vector("x_2", m), mean=vector("mu_2", m), cov=covariance("Sigma_22", m))
    joint = Partitioned(first, second, matrix("Sigma_12", n, m))
    return conditional(joint, statement=STATEMENT)
