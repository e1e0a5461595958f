"""The conditional law of one block of a Gaussian given the other."""

from __future__ import annotations

from symgauss.bridge.symbols import covariance, scalar
from symgauss.calculus.constructors import is_matrix, size
from symgauss.calculus.notions import density
from symgauss.calculus.transposes import transposed
from symgauss.derivation.builder import Builder
from symgauss.derivation.chain import Equation
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rules import algebra, blocks, densities, partitions
from symgauss.gaussians.partitioned import Partitioned
from symgauss.operations.partition import declare, gaps, multiplied_out, written_out

SOURCE = "Bishop (2006), Pattern Recognition and Machine Learning, section 2.3.1"
STATEMENT = (
    "A block of a Gaussian given the other block is Gaussian, with a mean that is linear in what "
    "is given and a covariance that does not depend on it."
)


def conditional(joint: Partitioned, *, statement: str = "", source: str = SOURCE) -> Derivation:
    """Derive ``p(x_1 | x_2)`` of a Gaussian in blocks by completing the square."""
    build = Builder(
        statement or STATEMENT, slug="conditional", title="Conditional of a Gaussian", source=source
    )
    by_square(build, joint)
    return build.finish()


def by_square(build: Builder, joint: Partitioned) -> None:
    """The route through the Schur complement and the square."""
    known = declare(build, joint)
    x_1, x_2 = joint.variables
    route = build.route(
        "Completing the square",
        "The conditional density is the joint one as a function of the first block, up to a "
        "factor. The inverse of the covariance is needed in blocks.",
    )
    S = covariance("S", size(x_1)) if is_matrix(x_1) else scalar("S", positive=True)
    value = blocks.schur(joint.first.cov, joint.cross, transposed(joint.cross), joint.second.cov)
    named = route.define(S, value, note="The Schur complement.")
    chain = route.chain(density("p", x_1, x_2)).apply(partitions.CONDITIONAL_DENSITY, x_1)
    written_out(chain, known).apply(densities.DROP_FACTORS, x_1)
    chain.apply(partitions.SCHUR_INVERSE, S, uses=[named])
    multiplied_out(chain, joint).apply(densities.DROP_EXPONENTS, x_1)
    chain.apply(partitions.COMPLETE_EXPONENT, x_1, gaps(joint)[0]).apply(algebra.CANCEL_INVERSE)
    chain.apply(densities.READ_OFF, x_1).apply(densities.DROP_FACTORS, x_1)
    chain.use(Equation(S, value, steps=named.steps))
    build.result(chain.start, chain.current)
