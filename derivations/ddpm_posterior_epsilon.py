r"""Mean of the diffusion posterior from the noise, the data or the velocity.

Source: Ho, Jain and Abbeel (2020), Denoising Diffusion Probabilistic Models, equations (7), (11);
Salimans and Ho (2022), Progressive Distillation for Fast Sampling of Diffusion Models, section 4
"""

from __future__ import annotations

from typing import Any

from symgauss.bridge.symbols import dimension, scalar, vector
from symgauss.calculus import (
    add,
    contains,
    div,
    expectation,
    identity,
    law,
    mul,
    sqrt,
    sub,
    substitute,
)
from symgauss.calculus.quadratic import squared
from symgauss.calculus.simplification import same
from symgauss.derivation import Builder, Chain, Derivation, Equation
from symgauss.derivation.builder import RouteBuilder
from symgauss.derivation.rules import algebra, isotropic

STATEMENT = (
    r"At time $t$ the sample is $x_t = \sqrt{\bar\alpha_t} x_0 + \sqrt{1 - \bar\alpha_t} \epsilon$ "
    r"and $v = \sqrt{\bar\alpha_t} \epsilon - \sqrt{1 - \bar\alpha_t} x_0$ is its velocity. Given "
    r"$x_t$, each of $x_0$, $\epsilon$ and $v$ determines the other two, so the posterior mean "
    r"$\tilde\mu_t$ can be written with any of them."
)
SOLVED = (
    r"The vectors $x_t$ and $v$ are $x_0$ and $\epsilon$, turned by an angle with cosine "
    r"$\sqrt{\bar\alpha_t}$ and sine $\sqrt{1 - \bar\alpha_t}$. Turning back gives $x_0$ and "
    r"$\epsilon$."
)
NOISE = r"In the mean of equation (7), the data are replaced by what the noise says about them."
VELOCITY = r"The same with the velocity."
LOSSES = (
    r"A network that predicts $\hat\epsilon$ predicts $\hat x_0$ and $\hat v$ as well, since $x_t$ "
    r"is known. The three squared errors differ by weights that depend on $t$ alone."
)

d = dimension("d")
x_0, x_s, x_t = vector("x_0", d), vector("x_t-1", d), vector("x_t", d)
noise, velocity, mutilde = vector("epsilon", d), vector("v", d), vector("mutilde_t", d)
noise_hat, data_hat, velocity_hat = (vector(s, d) for s in ("epsilonhat", "xhat_0", "vhat"))
alpha, beta = scalar("alpha_t", between=(0, 1)), scalar("beta_t", between=(0, 1))
abar_s, abar_t = scalar("alphabar_t-1", between=(0, 1)), scalar("alphabar_t", between=(0, 1))
I = identity(d)  # noqa: E741 - the identity
cosine, sine = sqrt(abar_t), sqrt(sub(1, abar_t))
DATA = mul(div(1, cosine), sub(x_t, mul(sine, noise)))
SAMPLE = add(mul(cosine, x_0), mul(sine, noise))
TURNED = sub(mul(cosine, noise), mul(sine, x_0))
MEAN = add(
    mul(div(mul(sqrt(abar_s), beta), sub(1, abar_t)), x_0),
    mul(div(mul(sqrt(alpha), sub(1, abar_s)), sub(1, abar_t)), x_t),
)


class Schedule:
    """The definitions of the problem, and the simplification of coefficients under them."""

    def __init__(self) -> None:
        self.build = build = Builder(STATEMENT)
        build.declare(x_t, x_0, noise, velocity, alpha, beta)
        self.beta = build.definition(beta, sub(1, alpha))
        self.abar = build.definition(abar_t, mul(alpha, abar_s))
        build.definition(x_t, SAMPLE)
        build.definition(velocity, TURNED)
        build.definition(mutilde, MEAN)
        self.opened = (Equation(x_t, SAMPLE), Equation(velocity, TURNED))

    def simplified(self, coefficient: Any) -> Chain:
        """A coefficient in lowest terms, with the names of the schedule put in again."""
        chain = self.build.aside(coefficient)
        if contains(coefficient, abar_s):
            names = Equation(beta, sub(1, alpha)), Equation(abar_t, mul(alpha, abar_s))
            chain.use(*names, rule=algebra.DEFINITION)
        chain.apply(algebra.SIMPLIFY)
        if contains(chain.current, sub(1, alpha)):
            chain.use(self.beta, self.abar, rule=algebra.DEFINITION)
        return chain

    def simplify(self, chain: Chain) -> None:
        """Every coefficient of a sum of vectors."""
        scales = (isotropic.split_scale(term)[0] for term in chain.current.args)
        found = [self.simplified(scale) for scale in scales]
        shorter = [one for one in found if not same(one.current, one.start)]
        chain.use(*shorter, rule=algebra.SIMPLIFY.rule, hidden=True)


def derive() -> Derivation:
    """Solve for data and noise, put them into the mean, compare the losses."""
    schedule = Schedule()
    build = schedule.build
    by_noise, by_velocity = _solved(schedule)
    noise_route = build.route("The mean from the noise", NOISE)
    mean = _mean(schedule, noise_route, by_noise)
    mean.apply(isotropic.SCALE_OUT, div(1, sqrt(alpha)))
    build.result(mean)
    build.result(_mean(schedule, build.route("The mean from the velocity", VELOCITY), by_velocity))
    for loss in _losses(schedule, by_noise):
        build.result(loss)
    _forward(build)
    return build.finish()


def _forward(build: Builder) -> None:
    """The process whose posterior mean this is; there, the noise follows from the sample."""
    build.meaning(mutilde, expectation(x_s, law("q", x_s, (x_t, x_0))))
    model = build.generative()
    model.declare(x_t, x_s, x_0, alpha, beta)
    model.define(beta, sub(1, alpha))
    model.define(abar_t, mul(alpha, abar_s))
    model.distribute(x_s, (x_0,), mul(sqrt(abar_s), x_0), mul(sub(1, abar_s), I), "q")
    model.distribute(x_t, (x_s,), mul(sqrt(alpha), x_s), mul(beta, I), "q")
    model.define(noise, mul(div(1, sine), sub(x_t, mul(cosine, x_0))))
    model.define(velocity, TURNED)
    model.define(data_hat, substitute(DATA, {noise: noise_hat}))
    model.define(velocity_hat, substitute(TURNED, {noise: noise_hat, x_0: data_hat}))


def _solved(schedule: Schedule) -> tuple[Chain, Chain]:
    """Data from noise, data from velocity (and noise from velocity)."""
    route = schedule.build.route("Data and noise from the sample", SOLVED)
    data = route.chain(DATA)
    data.use(*schedule.opened, rule=algebra.DEFINITION)
    data.apply(algebra.GATHER).apply(algebra.CANCEL)
    turned_back = (
        sub(mul(cosine, x_t), mul(sine, velocity)),
        add(mul(sine, x_t), mul(cosine, velocity)),
    )
    chains = [route.chain(start) for start in turned_back]
    for chain in chains:
        chain.use(*schedule.opened, rule=algebra.DEFINITION)
        chain.apply(algebra.EXPAND_KEEPING, sub(1, abar_t))
        chain.apply(isotropic.COLLECT_SCALES).apply(algebra.GATHER)
    return data, chains[0]


def _mean(schedule: Schedule, route: RouteBuilder, data: Chain) -> Chain:
    """The mean of equation (7) with the data replaced."""
    chain = route.chain(mutilde)
    chain.use(Equation(mutilde, MEAN), rule=algebra.DEFINITION)
    chain.use(Equation(x_0, data.start, steps=data.steps))
    chain.apply(algebra.EXPAND_KEEPING, sub(1, abar_s), sub(1, abar_t))
    chain.apply(isotropic.COLLECT_SCALES)
    schedule.simplify(chain)
    return chain


def _losses(schedule: Schedule, data: Chain) -> tuple[Chain, Chain]:
    """The squared errors of data and velocity as multiples of that of the noise."""
    build = schedule.build
    route = build.route("The losses", LOSSES)
    known = Equation(x_0, data.start, steps=data.steps)
    guessed = Equation(data_hat, substitute(DATA, {noise: noise_hat}))
    faster = Equation(velocity_hat, substitute(TURNED, {noise: noise_hat, x_0: data_hat}))
    build.definition(guessed.lhs, guessed.rhs)
    build.definition(faster.lhs, faster.rhs)
    gap = sub(noise, noise_hat)
    first = route.chain(sub(x_0, data_hat))
    first.use(known, guessed, rule=algebra.SUBSTITUTE)
    first.apply(algebra.EXPAND)
    first.apply(isotropic.SCALE_OUT, mul(-1, div(sine, cosine)))
    second = route.chain(sub(velocity, velocity_hat))
    second.use(Equation(velocity, TURNED), faster, rule=algebra.DEFINITION)
    second.use(known, guessed, rule=algebra.SUBSTITUTE)
    second.apply(algebra.EXPAND_KEEPING, sub(1, abar_t))
    second.apply(isotropic.COLLECT_SCALES)
    schedule.simplify(second)
    second.apply(isotropic.SCALE_OUT, div(1, cosine))
    losses = []
    for chain, weight in ((first, div(sub(1, abar_t), abar_t)), (second, div(1, abar_t))):
        loss = route.chain(squared(chain.start)).use(chain)
        loss.apply(algebra.EXPAND_KEEPING, gap).write(mul(weight, squared(gap)))
        losses.append(loss)
    return losses[0], losses[1]
