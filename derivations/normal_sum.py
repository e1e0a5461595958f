r"""Sum and linear combination of independent normal variables.

Source: Bishop (2006), Pattern Recognition and Machine Learning, exercise 2.31
"""

from __future__ import annotations

from symgauss.bridge.symbols import scalar
from symgauss.calculus import add, square
from symgauss.derivation import Builder, Derivation
from symgauss.gaussians import Gaussian
from symgauss.operations.sums import by_convolution, by_generating

STATEMENT = (
    r"Let $x \sim \mathcal{N}(\mu_1, \sigma_1^2)$ and $y \sim \mathcal{N}(\mu_2, \sigma_2^2)$ be "
    r"independent. Then $z = x + y$ and $w = a x + b y + c$ are normal: means and variances are "
    "added, the variances with the squares of the factors."
)


def derive() -> Derivation:
    """The sum by convolution, the linear combination by moment generating functions."""
    x, y, z, w = scalar("x"), scalar("y"), scalar("z"), scalar("w")
    a, b, c = scalar("a"), scalar("b"), scalar("c")
    p = Gaussian(x, mean=scalar("mu_1"), cov=square(scalar("sigma_1", positive=True)))
    q = Gaussian(y, mean=scalar("mu_2"), cov=square(scalar("sigma_2", positive=True)))
    build = Builder(STATEMENT)
    for one in (p, q):
        build.distribution(one.variable, one.mean, one.cov)
    build.definition(z, add(x, y))
    by_convolution(build, z, p, q)
    by_generating(build, w, [(a, p), (b, q)], c)
    return build.finish()
