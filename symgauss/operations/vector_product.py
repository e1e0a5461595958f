"""The product of two densities of a vector."""

from __future__ import annotations

from symgauss.bridge.symbols import covariance, vector
from symgauss.calculus.constructors import HALF, add, inv, mul, quad, sub
from symgauss.calculus.notions import normal_density
from symgauss.derivation.builder import Builder
from symgauss.derivation.chain import Equation
from symgauss.derivation.rules import algebra, parallel
from symgauss.operations import parallel_sum
from symgauss.operations.factors import (
    INTRO,
    LEFT_OVER,
    Product,
    collected,
    exponent_of,
    recognised,
)
from symgauss.operations.lettering import Case
from symgauss.operations.moves import unused
from symgauss.operations.parallel_sum import ParallelSum

MEAN_FORMS = (
    "The mean is a mixture of the two means. Seen from the first density, the second one corrects "
    "the mean by a gain times the difference of the means."
)


def multiplied(build: Builder, case: Case) -> Product:
    """``p(x) q(x)`` as a density of the means times a density of ``x``."""
    p, q = case.p, case.q
    x, n = p.variable, p.variable.shape[0]
    S = covariance(unused(("Sigma", "V", "W"), p, q), n)
    m = vector(unused(("m", "mu", "nu"), p, q), n)
    first = build.route("The covariance in three forms", parallel_sum.INTRO)
    for letter in case.letters:
        first.define(letter.lhs, letter.rhs)
    lemmas = parallel_sum.forms(first, p.cov, q.cov, S)
    route = build.route("The product, by completing the square", INTRO)
    chain, quadratic = collected(route, case)
    mean = Equation(m, mul(S, quadratic.b))
    route.define(m, mean.rhs)
    names = {quadratic.A: inv(S), quadratic.b: mul(inv(S), m)}
    chain.use(*(Equation(old, new) for old, new in names.items()), rule=algebra.NAME)
    chain.apply(algebra.COMPLETE_SQUARE, x, m, at=exponent_of(chain.current))

    constant = build.aside(add(*exponent_of(chain.current).args[1:]))
    constant.use(mean, rule=algebra.DEFINITION)
    constant.apply(algebra.EXPAND)
    constant.apply(algebra.CANCEL_INVERSE)
    constant.use(*parallel_sum.words(build, lemmas), hidden=True)
    constant.apply(algebra.EXPAND_KEEPING, lemmas.total)
    gap = mul(-HALF, quad(sub(p.mean, q.mean), lemmas.total))
    constant.write(gap, rule=algebra.COMPLETE_SQUARE.rule)
    chain.use(constant, hidden=True, note=LEFT_OVER)

    spreads = parallel_sum.determinants(build, lemmas)
    factor = normal_density(p.mean, q.mean, lemmas.total)
    recognised(chain, factor, normal_density(x, m, S), spreads)
    value = Equation(m, mul(inv(quadratic.A), quadratic.b))
    return Product(chain, value, Equation(S, inv(quadratic.A)), lemmas)


def other_forms(build: Builder, done: Product, case: Case) -> list[Equation]:
    """The forms of the covariance, shown before, and those of the mean."""
    p, q, lemmas = case.p, case.q, done.parallel
    if not isinstance(lemmas, ParallelSum):
        return []
    route = build.route("The mean in three forms", MEAN_FORMS)
    mean = route.chain(done.mean.lhs)
    named = mul(lemmas.name, *done.mean.rhs.args[1:])
    mean.use(Equation(mean.start, named), rule=algebra.DEFINITION)
    mean.apply(algebra.EXPAND)
    left = build.aside(mul(lemmas.name, inv(p.cov)))
    left.use(lemmas.mirrored).apply(algebra.CANCEL_INVERSE)
    right = build.aside(mul(lemmas.name, inv(q.cov)))
    right.use(lemmas.product).apply(algebra.CANCEL_INVERSE)
    mean.use(left, right, hidden=True)
    corrected = route.chain(mean.current)
    corrected.apply(parallel.PART_AS_DIFFERENCE, at=mean.current.args[0])
    corrected.apply(algebra.EXPAND_KEEPING, lemmas.total)
    corrected.apply(algebra.CANCEL_INVERSE)
    gain = mul(p.cov, inv(lemmas.total))
    form = add(p.mean, mul(gain, sub(q.mean, p.mean)))
    corrected.write(form, rule=algebra.FACTOR_MATRIX.rule)
    return [
        lemmas.product.equation,
        Equation(lemmas.name, lemmas.first.current),
        mean.equation,
        Equation(mean.start, corrected.current),
    ]
