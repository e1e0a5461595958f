r"""Kullback-Leibler divergence of two normal distributions.

Source: Bishop (2006), Pattern Recognition and Machine Learning, section 1.6.1 and exercise 1.30
"""

from __future__ import annotations

from symgauss.bridge.symbols import scalar
from symgauss.calculus import square
from symgauss.derivation import Derivation
from symgauss.gaussians import Gaussian
from symgauss.operations.kl import kl

STATEMENT = (
    r"The divergence of $\mathcal{N}(\mu_1, \sigma_1^2)$ from $\mathcal{N}(\mu_2, \sigma_2^2)$ "
    "in closed form. It is zero if and only if the means and the variances agree."
)


def derive() -> Derivation:
    """Run the general derivation on scalars."""
    x = scalar("x")
    q = Gaussian(x, mean=scalar("mu_1"), cov=square(scalar("sigma_1", positive=True)))
    p = Gaussian(x, mean=scalar("mu_2"), cov=square(scalar("sigma_2", positive=True)))
    return kl(q, p, statement=STATEMENT)
