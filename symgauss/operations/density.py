"""The density and the log density of a Gaussian, written out."""

from __future__ import annotations

from symgauss.calculus.constructors import log
from symgauss.calculus.quadratic import scale_of
from symgauss.derivation.builder import Builder
from symgauss.derivation.chain import Chain
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rule import Move
from symgauss.derivation.rules import densities, isotropic, logarithms, numbers
from symgauss.gaussians.gaussian import Gaussian
from symgauss.operations.moves import apply_if

SOURCE = "Bishop (2006), Pattern Recognition and Machine Learning, (1.46) and (2.43)"
STATEMENT = "The density of a Gaussian, written out."
LOG_STATEMENT = "The logarithm of the density of a Gaussian, written out."


def density(
    p: Gaussian,
    *,
    slug: str = "density",
    title: str = "Density of a Gaussian",
    statement: str = STATEMENT,
    source: str = SOURCE,
) -> Derivation:
    """Write out the density of a scalar or a vector at its own variable."""
    build = Builder(statement, slug=slug, title=title, source=source)
    build.declare(p.variable, p.mean, p.cov)
    chain = build.route().chain(p.density)
    chain.apply(written_out(p))
    apply_if(chain, numbers.EVALUATE)
    build.result(chain)
    return build.finish()


def log_density(
    p: Gaussian,
    *,
    slug: str = "log-density",
    title: str = "Log density of a Gaussian",
    statement: str = LOG_STATEMENT,
    source: str = SOURCE,
) -> Derivation:
    """Write out the logarithm of the density of a scalar or a vector at its own variable."""
    build = Builder(statement, slug=slug, title=title, source=source)
    build.declare(p.variable, p.mean, p.cov)
    chain = build.route().chain(log(p.density))
    logarithm(chain, p)
    apply_if(chain, numbers.EVALUATE)
    build.result(chain)
    return build.finish()


def logarithm(chain: Chain, p: Gaussian) -> Chain:
    """From ``log N(x; m, S)`` to the quadratic with its constant."""
    chain.apply(written_out(p))
    chain.apply(logarithms.LOG_PRODUCT)
    if not p.is_vector:
        chain.apply(logarithms.LOG_PRODUCT, note=ROOT)
    return chain


ROOT = r"$\log \sqrt{a} = \frac{1}{2} \log a$"


def written_out(p: Gaussian) -> Move:
    """The rule that writes out the density: of a scalar, a vector, or an isotropic vector."""
    if p.is_vector and scale_of(p.cov) is not None:
        return isotropic.DENSITY_ISOTROPIC
    return densities.density_move(p.variable)
