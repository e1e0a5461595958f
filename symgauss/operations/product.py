"""The product of two Gaussian densities of one variable, with its normaliser."""

from __future__ import annotations

from typing import Any

from symgauss.calculus.constructors import add, div, identity, inv, mul
from symgauss.calculus.notions import normal_density
from symgauss.calculus.order import symbols_in_order
from symgauss.calculus.quadratic import scale_of
from symgauss.calculus.simplification import simplify_fraction
from symgauss.derivation.builder import Builder
from symgauss.derivation.chain import Chain
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rules import algebra, matrices, numbers
from symgauss.errors import UsageError
from symgauss.gaussians.gaussian import Gaussian
from symgauss.operations import scalar_product, vector_product
from symgauss.operations.lettering import Case, lettered
from symgauss.operations.many_factors import product_over
from symgauss.operations.moves import apply_if

SOURCE = "Petersen and Pedersen (2012), The Matrix Cookbook, section 8.1.8"
STATEMENT = (
    "The product of two normal densities of one variable is a normal density of that variable, "
    "times a factor that is itself a normal density: of the two means, with the covariances added."
)

#: One of many densities, the index that its mean and covariance carry, and its upper limit.
Factor = tuple[Gaussian, Any, Any]


def product(
    p: Gaussian,
    q: Gaussian,
    *,
    slug: str = "product",
    title: str = "Product of two Gaussian densities",
    statement: str = STATEMENT,
    source: str = SOURCE,
    factor: Factor | None = None,
) -> Derivation:
    """Derive ``p(x) q(x)`` as a normaliser times a density, for a scalar or a vector.

    ``factor`` adds the product of any number of densities: one of them, index and upper limit.
    """
    if p.variable != q.variable:
        message = f"two Gaussians of different variables: {p.variable} and {q.variable}"
        raise UsageError(message)
    build = Builder(statement, slug=slug, title=title, source=source)
    build.declare(p.variable, p.mean, q.mean, p.cov, q.cov)
    run: Any = vector_product if p.is_vector else scalar_product
    case = lettered(p, q)
    done = run.multiplied(build, case)
    done.chain.use(*done.values, rule=algebra.DEFINITION)
    if case.letters:
        _values_put_in(done.chain, case, p, q)
    build.result(done.chain)
    for equation in () if case.letters else run.other_forms(build, done, case):
        build.result(equation)
    if factor is not None:
        product_over(build, *factor)
    return build.finish()


def _values_put_in(chain: Chain, case: Case, p: Gaussian, q: Gaussian) -> None:
    """The values of the letters, and what they simplify to."""
    chain.use(*case.letters, rule=algebra.DEFINITION)
    scales = scale_of(p.cov), scale_of(q.cov)
    if None not in scales:
        chain.write(_isotropic(p, q, *scales), rule=matrices.ISOTROPIC.rule)
        return
    for move in (matrices.INVERSE, algebra.GATHER, matrices.INVERSE, algebra.CANCEL):
        apply_if(chain, move)
    apply_if(chain, numbers.EVALUATE)


def _isotropic(p: Gaussian, q: Gaussian, a: Any, b: Any) -> Any:
    """``N(m_1; m_2, (a + b) I) N(x; (b m_1 + a m_2) / (a + b), a b / (a + b) I)``."""
    one, order = identity(p.variable.shape[0]), symbols_in_order(a, b)
    total = simplify_fraction(add(a, b), order)
    share = simplify_fraction(div(1, add(div(1, a), div(1, b))), order)
    mean = mul(inv(total), add(mul(b, p.mean), mul(a, q.mean)))
    return mul(
        normal_density(p.mean, q.mean, mul(total, one)),
        normal_density(p.variable, mean, mul(share, one)),
    )
