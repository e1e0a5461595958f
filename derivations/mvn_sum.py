r"""Sum and linear combination of independent multivariate normal variables.

Source: Bishop (2006), Pattern Recognition and Machine Learning, exercise 2.31
"""

from __future__ import annotations

from symgauss.bridge.symbols import covariance, dimension, matrix, vector
from symgauss.calculus import add
from symgauss.derivation import Builder, Derivation
from symgauss.gaussians import Gaussian
from symgauss.operations.sums import by_convolution, by_generating

STATEMENT = (
    r"Let $x \sim \mathcal{N}(\mu_1, \Sigma_1)$ and $y \sim \mathcal{N}(\mu_2, \Sigma_2)$ be "
    r"independent. Then $z = x + y$ and $w = A x + B y + c$ are normal, with the means and "
    "covariances below."
)


def derive() -> Derivation:
    """The sum by convolution, the linear combination by moment generating functions."""
    n, k = dimension("n"), dimension("k")
    x, y, z, w, c = (vector(s, size) for s, size in zip("xyzwc", (n, n, n, k, k), strict=True))
    A, B = matrix("A", k, n), matrix("B", k, n)
    p = Gaussian(x, mean=vector("mu_1", n), cov=covariance("Sigma_1", n))
    q = Gaussian(y, mean=vector("mu_2", n), cov=covariance("Sigma_2", n))
    build = Builder(STATEMENT)
    for one in (p, q):
        build.distribution(one.variable, one.mean, one.cov)
    build.definition(z, add(x, y))
    by_convolution(build, z, p, q)
    by_generating(build, w, [(A, p), (B, q)], c)
    return build.finish()
