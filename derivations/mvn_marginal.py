r"""Marginal of a multivariate normal.

Source: Bishop (2006), Pattern Recognition and Machine Learning, section 2.3.2
"""

from __future__ import annotations

from symgauss.bridge.symbols import covariance, dimension, matrix, vector
from symgauss.derivation import Derivation
from symgauss.gaussians import Gaussian, Partitioned
from symgauss.operations.marginal import marginal


def derive() -> Derivation:
    """Run the operation on blocks of any size."""
    n, m = dimension("n_1"), dimension("n_2")
    first = Gaussian(vector("x_1", n), mean=vector("mu_1", n), cov=covariance("Sigma_11", n))
    second = Gaussian(vector("x_2", m), mean=vector("mu_2", m), cov=covariance("Sigma_22", m))
    return marginal(Partitioned(first, second, matrix("Sigma_12", n, m)))
