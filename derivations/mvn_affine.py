r"""Affine map of a multivariate normal.

Source: Petersen and Pedersen (2012), The Matrix Cookbook, section 8.1.4
"""

from __future__ import annotations

from symgauss.bridge.symbols import covariance, dimension, matrix, vector
from symgauss.derivation import Derivation
from symgauss.gaussians import Gaussian
from symgauss.operations.affine import affine

STATEMENT = (
    r"If $x \sim \mathcal{N}(\mu, \Sigma)$ and $y = A x + b$, then "
    r"$y \sim \mathcal{N}(A \mu + b, A \Sigma A^\top)$. It has a density where $A \Sigma A^\top$ "
    r"is invertible, that is where the rows of $A$ are linearly independent."
)


def derive() -> Derivation:
    """Run the operation on a matrix of any size."""
    n, m = dimension("n"), dimension("m")
    x = Gaussian(vector("x", n), mean=vector("mu", n), cov=covariance("Sigma", n))
    A, b = matrix("A", m, n), vector("b", m)
    return affine(x, vector("y", m), A, b, statement=STATEMENT)
