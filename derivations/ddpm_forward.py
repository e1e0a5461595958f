r"""Forward process of a diffusion model, any number of steps at once.

Source: Ho, Jain and Abbeel (2020), Denoising Diffusion Probabilistic Models, equations (2) and (4)
"""

from __future__ import annotations

from typing import Any

from symgauss.bridge.symbols import dimension, scalar, vector
from symgauss.calculus import (
    add,
    covariance_of,
    density,
    div,
    expectation,
    identity,
    law,
    mul,
    normal,
    normal_density,
    sqrt,
    square,
    sub,
    zero_like,
)
from symgauss.derivation import Builder, Derivation, Equation, Rule
from symgauss.derivation.rules import (
    algebra,
    covariances,
    expectations,
    isotropic,
    models,
    recursion,
)
from symgauss.gaussians import Statement
from symgauss.kernel.relations import Relation, RelationKind

STATEMENT = (
    r"One step of the forward process scales down and adds noise: "
    r"$q(x_t \mid x_{t-1}) = \mathcal{N}(x_t; \sqrt{\alpha_t} x_{t-1}, (1 - \alpha_t) I)$. "
    r"With $\bar\alpha_t := \alpha_t \bar\alpha_{t-1}$ and $\bar\alpha_1 := \alpha_1$, any number "
    r"of steps together is one normal distribution again."
)
VARIANCE = (
    r"Let $u$ have covariance $I$ and let $\epsilon$ be independent noise. Then $a u + b \epsilon$ "
    r"has covariance $(a^2 + b^2) I$, which is $I$ again exactly when $a^2 + b^2 = 1$. So the "
    r"weights $\sqrt{\alpha_t}$ and $\sqrt{1 - \alpha_t}$ keep the scale of the data."
)
BASE = r"For $t = 1$ the claim is the model, since $\bar\alpha_1 = \alpha_1$."
STEP = (
    r"Suppose the claim holds for $t - 1$. Then $x_t$ given $x_0$ is normal, as a linear map of a "
    r"normal variable with independent normal noise; its mean and covariance say which normal."
)
SAMPLE = (
    r"One sample at time $t$ needs one noise vector $\epsilon \sim \mathcal{N}(0, I)$: "
    r"$x_t = \sqrt{\bar\alpha_t} x_0 + \sqrt{1 - \bar\alpha_t} \epsilon$ has the same mean and "
    r"the same covariance."
)
SNR = (
    r"The signal-to-noise ratio $\bar\alpha_t / (1 - \bar\alpha_t)$ is the squared weight of $x_0$ "
    r"over the variance of the noise. It falls with every step."
)

d = dimension("d")
x_0, x_1, x_s, x_t = (vector(name, d) for name in ("x_0", "x_1", "x_t-1", "x_t"))
alpha_1, alpha = scalar("alpha_1", between=(0, 1)), scalar("alpha_t", between=(0, 1))
abar_1, abar_s, abar_t = (
    scalar(name, between=(0, 1)) for name in ("alphabar_1", "alphabar_t-1", "alphabar_t")
)
noise = vector("epsilon", d)
I = identity(d)  # noqa: E741 - the identity


HYPOTHESIS = Rule(
    "induction hypothesis",
    r"q(x_s \mid x_0) = \mathcal{N}(x_s; \sqrt{a} x_0, (1 - a) I)",
    (
        r"x_s, x_0 \in \mathbb{R}^{d}",
        r"a \in (0, 1)",
        r"q(x_s \mid x_0) = \mathcal{N}(x_s; \sqrt{a} x_0, (1 - a) I)",
    ),
)


def derive() -> Derivation:
    """Variance preservation, induction over t, the sample at time t, the signal-to-noise ratio."""
    build = Builder(STATEMENT)
    build.declare(x_t, x_s, x_0, x_1, noise, alpha, alpha_1)
    first, later = build.definition(abar_1, alpha_1), build.definition(abar_t, mul(alpha, abar_s))
    _base_case(build, first)
    _induction_step(build, later)
    _sample(build)
    _variance(build)
    _ratio(build, later)
    return build.finish()


def kernel(variable: Any, source: Any, scale: Any) -> Any:
    """``N(variable; sqrt(scale) source, (1 - scale) I)``."""
    return normal_density(variable, mul(sqrt(scale), source), mul(sub(1, scale), I))


def _base_case(build: Builder, abar: Equation) -> None:
    model = build.distribution(*kernel(x_1, x_0, alpha_1).args, given=x_0, density="q")
    chain = build.route("The base case", BASE).chain(model.lhs)
    chain.use(model, rule=models.MODEL).use(abar, rule=algebra.DEFINITION)


def _induction_step(build: Builder, abar: Equation) -> None:
    build.distribution(*kernel(x_s, x_0, abar_s).args, given=x_0, density="q")
    build.distribution(*kernel(x_t, x_s, alpha).args, given=x_s, density="q")
    route = build.route("The induction step", STEP)
    before, after = law("q", x_s, x_0), law("q", x_t, x_0)
    mean, variance = mul(sqrt(abar_s), x_0), mul(sub(1, abar_s), I)
    known = (
        Equation(expectation(x_s, before), mean),
        Equation(covariance_of(x_s, x_s, before), variance),
    )
    step = Statement(x_t, mul(sqrt(alpha), x_s), mul(sub(1, alpha), I), (x_s,)), (x_s, x_t)
    centre = route.chain(expectation(x_t, after))
    centre.apply(recursion.TOTAL_EXPECTATION, *step)
    centre.apply(expectations.LINEARITY).use(*known, rule=HYPOTHESIS)
    centre.apply(isotropic.ROOT_PRODUCT).use(abar, rule=algebra.DEFINITION)
    spread = route.chain(covariance_of(x_t, x_t, after))
    spread.apply(recursion.TOTAL_COVARIANCE, *step)
    spread.apply(covariances.BILINEAR).use(*known, rule=HYPOTHESIS)
    spread.apply(isotropic.COLLECT_SCALES)
    scale = isotropic.split_scale(spread.current)[0]
    spread.use(Equation(scale, algebra.SIMPLIFY.action(scale)), rule=algebra.EXPAND.rule)
    spread.use(abar, rule=algebra.DEFINITION)
    chain = route.chain(density("q", x_t, x_0))
    chain.apply(recursion.NORMAL_MARGINAL).use(centre, spread)
    build.result(chain)


def _sample(build: Builder) -> None:
    route = build.route("A sample at any time", SAMPLE)
    unit = normal(noise, zero_like(noise), I)
    drawn = add(mul(sqrt(abar_t), x_0), mul(sqrt(sub(1, abar_t)), noise))
    mean = route.chain(expectation(drawn, unit))
    mean.apply(expectations.LINEARITY).apply(expectations.MOMENTS)
    spread = route.chain(covariance_of(drawn, drawn, unit))
    spread.apply(covariances.BILINEAR).apply(covariances.COVARIANCE_OF_NORMAL)


def _variance(build: Builder) -> None:
    route = build.route("Why the weights are square roots", VARIANCE)
    a, b, u, m = scalar("a"), scalar("b"), vector("u", d), vector("m", d)
    build.distribution(u, m, I)
    build.distribution(noise, zero_like(noise), I)
    mixed = add(mul(a, u), mul(b, noise))
    chain = route.chain(covariance_of(mixed, mixed, law("p", (u, noise))))
    chain.apply(covariances.BILINEAR).apply(covariances.INDEPENDENT)
    known = [Equation(covariance_of(v, v, law("p", v)), I) for v in (u, noise)]
    chain.use(*known, rule=models.MODEL).apply(isotropic.COLLECT_SCALES)
    weights = add(square(sqrt(alpha)), square(sqrt(sub(1, alpha))))
    route.chain(weights).apply(algebra.EXPAND).apply(algebra.GATHER)


def _ratio(build: Builder, abar: Equation) -> None:
    route = build.route("Signal-to-noise ratio", SNR)
    before, after = div(abar_s, sub(1, abar_s)), div(abar_t, sub(1, abar_t))
    chain = route.chain(sub(before, after))
    chain.use(Equation(abar_t, mul(alpha, abar_s)), rule=algebra.DEFINITION)
    chain.apply(algebra.SIMPLIFY)
    chain.use(abar, rule=algebra.DEFINITION)
    chain.write(0, rule=algebra.POSITIVE_PRODUCT, relation=Relation(RelationKind.GREATER))
