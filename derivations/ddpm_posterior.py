r"""Posterior of one diffusion step, given the data.

Source: Ho, Jain and Abbeel (2020), Denoising Diffusion Probabilistic Models, equations (6) and (7)
"""

from __future__ import annotations

from typing import Any

from symgauss.bridge.symbols import dimension, scalar, vector
from symgauss.calculus import (
    Quadratic,
    add,
    covariance_of,
    density,
    div,
    expectation,
    identity,
    law,
    mul,
    normal_density,
    quadratic_in,
    sqrt,
    sub,
)
from symgauss.derivation import Builder, Chain, Derivation, Equation, Rule
from symgauss.derivation.builder import RouteBuilder
from symgauss.derivation.rules import (
    algebra,
    conditioning,
    covariances,
    densities,
    expectations,
    isotropic,
    models,
    posterior,
    recursion,
)
from symgauss.gaussians import Statement

STATEMENT = (
    r"The forward process is "
    r"$q(x_t \mid x_{t-1}) = \mathcal{N}(x_t; \sqrt{\alpha_t} x_{t-1}, \beta_t I)$. Given the data "
    r"$x_0$, the step back is normal too, with the mean and the variance that a denoiser learns."
)
BAYES = (
    r"As a function of $x_{t-1}$, prior times likelihood is the exponential of a quadratic. "
    r"Completing the square shows the mean and the covariance."
)
JOINT = (
    r"Given $x_0$, the pair of $x_{t-1}$ and $x_t$ is jointly normal. The moments of the pair "
    r"follow from the model; the conditional mean and covariance follow from those."
)

d = dimension("d")
x_0, x_s, x_t = vector("x_0", d), vector("x_t-1", d), vector("x_t", d)
alpha, beta = scalar("alpha_t", between=(0, 1)), scalar("beta_t", between=(0, 1))
abar_s, abar_t = scalar("alphabar_t-1", between=(0, 1)), scalar("alphabar_t", between=(0, 1))
mutilde, betatilde = vector("mutilde_t", d), scalar("betatilde_t", positive=True)
I = identity(d)  # noqa: E741 - the identity
MEAN = add(
    mul(div(mul(sqrt(abar_s), beta), sub(1, abar_t)), x_0),
    mul(div(mul(sqrt(alpha), sub(1, abar_s)), sub(1, abar_t)), x_t),
)
VARIANCE = mul(div(sub(1, abar_s), sub(1, abar_t)), beta)
KNOWN = (
    Equation(expectation(x_s, law("q", x_s, x_0)), mul(sqrt(abar_s), x_0)),
    Equation(covariance_of(x_s, x_s, law("q", x_s, x_0)), mul(sub(1, abar_s), I)),
)
POSTERIOR = density("q", x_s, (x_t, x_0))


class Model:
    """The forward process as far as it matters here: the laws of ``x_{t-1}`` and of ``x_t``."""

    def __init__(self) -> None:
        self.build = build = Builder(STATEMENT)
        build.declare(x_t, x_s, x_0, alpha, beta)
        self.beta = build.definition(beta, sub(1, alpha))
        self.abar = build.definition(abar_t, mul(alpha, abar_s))
        mean, variance = mul(sqrt(abar_s), x_0), mul(sub(1, abar_s), I)
        self.prior = build.distribution(x_s, mean, variance, given=x_0, density="q")
        self.step = build.distribution(
            x_t, mul(sqrt(alpha), x_s), mul(beta, I), given=x_s, density="q"
        )

    def simplified(self, coefficient: Any, rule: Rule = algebra.SIMPLIFY.rule) -> Chain:
        """A coefficient in lowest terms, with the names of the schedule put in again."""
        chain = self.build.aside(coefficient)
        names = Equation(beta, sub(1, alpha)), Equation(abar_t, mul(alpha, abar_s))
        chain.use(*names, rule=algebra.DEFINITION)
        chain.write(algebra.SIMPLIFY.action(chain.current), rule=rule)
        return chain.use(self.beta, self.abar, rule=algebra.DEFINITION)


def derive() -> Derivation:
    """Both routes, to the form of the paper."""
    model = Model()
    build = model.build
    _by_bayes(model)
    _by_conditioning(model)
    build.result(POSTERIOR, normal_density(x_s, mutilde, mul(betatilde, I)))
    build.result(mutilde, MEAN)
    build.result(betatilde, VARIANCE)
    return build.finish()


def _by_bayes(model: Model) -> None:
    route = model.build.route("Bayes and completing the square", BAYES)
    chain = route.chain(POSTERIOR)
    chain.apply(models.BAYES_PROPORTIONAL, x_s)
    chain.apply(conditioning.MARKOV, x_t, x_s, note="given $x_{t-1}$, the data say nothing more")
    chain.use(model.prior, model.step, rule=models.MODEL)
    chain.apply(posterior.KERNELS, x_s)
    chain.apply(posterior.MULTIPLY_OUT, x_s)
    chain.apply(algebra.COLLECT, x_s)
    precision = model.simplified(_quadratic(chain).scale)
    chain.use(precision, rule=algebra.SIMPLIFY.rule, hidden=True)
    centre = model.build.aside(_quadratic(chain).centre)
    centre.apply(algebra.EXPAND_KEEPING, sub(1, abar_s)).apply(algebra.CANCEL)
    chain.apply(densities.COMPLETE_EXPONENT, x_s, centre.current, detail=[centre])
    chain.apply(posterior.READ_OFF, x_s)
    chain.write(normal_density(x_s, MEAN, mul(VARIANCE, I)), note="in the order of the paper")
    names = route.define(mutilde, MEAN), route.define(betatilde, VARIANCE)
    named = route.chain(POSTERIOR)
    named.apply(densities.SAME_DENSITY, chain.current, uses=[chain.equation])
    named.use(*names)


def _quadratic(chain: Chain) -> Quadratic:
    """The exponent that the chain has reached."""
    return quadratic_in(chain.current.args[0], x_s)


def _by_conditioning(model: Model) -> None:
    build = model.build
    route = build.route("Conditioning the joint distribution", JOINT)
    forecast, spread, cross = _moments(model, route)
    after = law("q", x_s, (x_t, x_0))
    mean = route.chain(expectation(x_s, after))
    mean.apply(conditioning.CONDITIONAL_MEAN, x_t)
    mean.use(*KNOWN, forecast, spread, cross, rule=algebra.SUBSTITUTE)
    mean.apply(isotropic.MULTIPLE)
    mean.apply(algebra.EXPAND_KEEPING, sub(1, abar_s))
    mean.apply(isotropic.COLLECT_SCALES)
    mean.use(
        model.simplified(_scale(mean.current.args[0])), rule=algebra.SIMPLIFY.rule, hidden=True
    )
    mean.use(Equation(MEAN, mutilde), rule=algebra.NAME)
    variance = route.chain(covariance_of(x_s, x_s, after))
    variance.apply(conditioning.CONDITIONAL_COVARIANCE, x_t)
    variance.use(*KNOWN, spread, cross, rule=algebra.SUBSTITUTE)
    variance.apply(isotropic.MULTIPLE)
    variance.apply(isotropic.COLLECT_SCALES)
    scale = model.simplified(_scale(variance.current))
    variance.use(scale, rule=algebra.SIMPLIFY.rule, hidden=True)
    variance.write(mul(VARIANCE, I), note="in the order of the paper")
    variance.use(Equation(VARIANCE, betatilde), rule=algebra.NAME)


def _scale(term: Any) -> Any:
    """The scalar in front of a vector or of the identity."""
    return isotropic.split_scale(term)[0]


def _moments(model: Model, route: RouteBuilder) -> tuple[Chain, Chain, Chain]:
    """Mean and covariance of ``x_t``, and its covariance with ``x_{t-1}``, all given ``x_0``."""
    observed = law("q", x_t, x_0)
    step = Statement(x_t, mul(sqrt(alpha), x_s), mul(beta, I), (x_s,)), (x_s, x_t)
    forecast = route.chain(expectation(x_t, observed))
    forecast.apply(recursion.TOTAL_EXPECTATION, *step)
    forecast.apply(expectations.LINEARITY).use(*KNOWN, rule=covariances.MODEL_MOMENTS)
    forecast.apply(isotropic.ROOT_PRODUCT).use(model.abar, rule=algebra.DEFINITION)
    spread = route.chain(covariance_of(x_t, x_t, observed))
    spread.apply(recursion.TOTAL_COVARIANCE, *step)
    spread.apply(covariances.BILINEAR).use(*KNOWN, rule=covariances.MODEL_MOMENTS)
    spread.apply(isotropic.COLLECT_SCALES)
    scale = model.simplified(_scale(spread.current), algebra.EXPAND.rule)
    spread.use(scale, rule=algebra.EXPAND.rule, hidden=True)
    cross = route.chain(covariance_of(x_s, x_t, law("q", (x_s, x_t), x_0)))
    cross.apply(recursion.TOTAL_COVARIANCE, *step)
    cross.apply(covariances.BILINEAR).use(*KNOWN, rule=covariances.MODEL_MOMENTS)
    return forecast, spread, cross
