"""The product of two densities of a scalar."""

from __future__ import annotations

from symgauss.bridge.symbols import scalar
from symgauss.calculus.constructors import add, div, inv, mul, neg, square, sub
from symgauss.calculus.notions import normal_density
from symgauss.calculus.order import symbols_in_order
from symgauss.calculus.simplification import cancel_term, simplify_fraction
from symgauss.derivation.builder import Builder
from symgauss.derivation.chain import Equation
from symgauss.derivation.rules import algebra
from symgauss.operations.factors import (
    INTRO,
    LEFT_OVER,
    Product,
    collected,
    recognised,
    with_exponent,
)
from symgauss.operations.lettering import Case
from symgauss.operations.moves import (
    LOWEST_TERMS,
    ONE_FRACTION,
    apply_if,
    unused,
    write_if,
)

PRECISION = (
    r"the letters are chosen so that $\frac{1}{v}$ is the sum of the precisions, the inverse "
    "variances"
)
FORMS = (
    "The precisions (inverse variances) add, and the mean is the mean of the two, weighted by "
    "their precisions. Seen from the first density, the second one corrects it."
)


def multiplied(build: Builder, case: Case) -> Product:
    """``p(x) q(x)`` as a density of the means times a density of ``x``."""
    p, q = case.p, case.q
    x, order = p.variable, symbols_in_order(p.mean, q.mean, p.cov, q.cov)
    route = build.route("The product, by completing the square", INTRO)
    for letter in case.letters:
        route.define(letter.lhs, letter.rhs)
    chain, quadratic = collected(route, case)
    v = scalar(unused(("v", "s", "w"), p, q), positive=True)
    m = scalar(unused(("m", "mu", "nu"), p, q))
    variance = Equation(v, simplify_fraction(inv(quadratic.A), order))
    mean = Equation(m, simplify_fraction(quadratic.centre, order))
    for one in (variance, mean):
        route.define(one.lhs, one.rhs)

    named = add(neg(div(square(x), mul(2, v))), div(mul(m, x), v), quadratic.c)
    chain.write(with_exponent(chain.current, named), rule=algebra.NAME, note=PRECISION)
    peak = neg(div(square(sub(x, m)), mul(2, v)))
    height = div(square(m), mul(2, v))
    rest = add(height, quadratic.c)
    chain.write(with_exponent(chain.current, add(peak, rest)), rule=algebra.COMPLETE_SQUARE.rule)

    constant = build.aside(rest)
    value = div(mul(square(mean.rhs), inv(variance.rhs)), 2)
    constant.write(add(cancel_term(value, order), quadratic.c), rule=algebra.DEFINITION)
    apply_if(constant, ONE_FRACTION, *order)
    apply_if(constant, LOWEST_TERMS, *order)
    total = add(p.cov, q.cov)
    write_if(constant, neg(div(square(sub(p.mean, q.mean)), mul(2, total))), algebra.REARRANGE)
    chain.use(constant, hidden=True, note=LEFT_OVER)

    spreads = build.aside(mul(total, v))
    spreads.use(variance, rule=algebra.DEFINITION)
    apply_if(spreads, algebra.CANCEL)
    gap = normal_density(p.mean, q.mean, total)
    recognised(chain, gap, normal_density(x, m, v), spreads)
    return Product(chain, mean, variance)


def other_forms(build: Builder, done: Product, case: Case) -> list[Equation]:
    """Precision and gain forms of variance and mean."""
    p, q = case.p, case.q
    route = build.route("Other forms of the variance and the mean", FORMS)
    order = symbols_in_order(p.mean, q.mean, p.cov, q.cov)
    m, v = done.values
    total = add(p.cov, q.cov)
    gain = div(p.cov, total)
    precision = route.chain(inv(v.lhs))
    write_if(precision, simplify_fraction(inv(v.rhs), order), algebra.DEFINITION)
    write_if(precision, add(inv(p.cov), inv(q.cov)), algebra.CANCEL.rule)
    shares = add(div(p.mean, p.cov), div(q.mean, q.cov))
    weighted = route.chain(m.lhs)
    weighted.use(m, rule=algebra.DEFINITION)
    write_if(weighted, mul(v.lhs, shares), algebra.FACTOR.rule)
    corrected = route.chain(v.lhs)
    corrected.use(v, rule=algebra.DEFINITION)
    write_if(corrected, mul(sub(1, gain), p.cov), algebra.SIMPLIFY.rule)
    mean = route.chain(m.lhs)
    mean.use(m, rule=algebra.DEFINITION)
    write_if(mean, add(p.mean, mul(gain, sub(q.mean, p.mean))), algebra.SIMPLIFY.rule)
    return [chain.equation for chain in (precision, weighted, corrected, mean)]
