r"""Kalman filter: predict and update.

Source: Kalman (1960), A New Approach to Linear Filtering and Prediction Problems; Särkkä (2013),
Bayesian Filtering and Smoothing, section 4.3, theorem 4.2
"""

from __future__ import annotations

from symgauss.bridge.symbols import covariance, dimension, matrix, vector
from symgauss.calculus import (
    T,
    add,
    covariance_of,
    expectation,
    identity,
    inv,
    law,
    mul,
    normal_density,
    sub,
)
from symgauss.derivation import Builder, Derivation, Equation
from symgauss.derivation.rules import algebra
from symgauss.gaussians import LinearGaussianModel, Statement
from symgauss.operations import bayes, conditioning
from symgauss.operations.recursion import Memory, declared

STATEMENT = (
    r"The state moves by $x_t \mid x_{t-1} \sim \mathcal{N}(A x_{t-1}, Q)$ and is seen through "
    r"$y_t \mid x_t \sim \mathcal{N}(H x_t, R)$. After the data up to time $t-1$ the state is "
    r"known as $x_{t-1} \sim \mathcal{N}(m_{t-1}, P_{t-1})$; every law below is conditional on "
    r"those data, which the notation leaves out. The filter predicts $x_t$ and corrects the "
    r"prediction by $y_t$."
)
PREDICT = "The new state is an affine function of the old one plus independent noise."
UPDATE = (
    "State and observation are jointly normal. Conditioning on the observation corrects the "
    "predicted mean by the innovation, weighted with the gain."
)
JOSEPH = (
    "The Joseph form is a sum of two positive semidefinite matrices, and stays one when a computer "
    "rounds."
)
INFORMATION = (
    "Bayes' rule with the prediction as prior shows that precisions add. This form inverts "
    "matrices of the size of the state."
)

n, k = dimension("n"), dimension("k")
x_s, x_t, y_t = vector("x_t-1", n), vector("x_t", n), vector("y_t", k)
m_s, P_s = vector("m_t-1", n), covariance("P_t-1", n)
A, Q = matrix("A", n, n), covariance("Q", n)
H, R = matrix("H", k, n), covariance("R", k)
m_minus, P_minus = vector("m_t^-", n), covariance("P_t^-", n)
v, S, K = vector("v_t", k), covariance("S_t", k), matrix("K_t", n, k)
m_t, P_t = vector("m_t", n), covariance("P_t", n)
I = identity(n)  # noqa: E741 - the identity
MODEL = LinearGaussianModel(
    (
        Statement(x_s, m_s, P_s),
        Statement(x_t, mul(A, x_s), Q, x_s),
        Statement(y_t, mul(H, x_t), R, x_t),
    )
)


class Filter:
    """One step of the filter; the parts share what is known."""

    def __init__(self) -> None:
        self.build = build = Builder(STATEMENT)
        build.declare(x_s, x_t, y_t, m_s, P_s, A, Q, H, R)
        declared(build, MODEL)
        self._meanings()
        self.memory = Memory(MODEL)

    def _meanings(self) -> None:
        """What the names of the filter stand for."""
        for mean, cov, variable, given in ((m_minus, P_minus, x_t, ()), (m_t, P_t, x_t, y_t)):
            self.build.meaning(mean, expectation(variable, law("p", variable, given)))
            self.build.meaning(cov, covariance_of(variable, variable, law("p", variable, given)))
        self.build.meaning(S, covariance_of(y_t, y_t, law("p", y_t)))

    def predict(self) -> None:
        """Mean and covariance of the new state, before it is seen."""
        route = self.build.route("Predict", PREDICT)
        moments = self.memory.recursion(route, ())
        self.build.result(m_minus, moments.name_mean(x_t, m_minus))
        self.build.result(P_minus, moments.name_cov(x_t, P_minus))
        self.memory.law(route, x_t, ())

    def update(self) -> tuple[Equation, Equation]:
        """Innovation, gain, and the law of the state given the observation."""
        route = self.build.route("Update with the gain", UPDATE)
        moments = self.memory.recursion(route, ())
        moments.mean(y_t)
        moments.cov(x_t, y_t)
        spread = moments.name_cov(y_t, S)
        innovation = route.define(v, sub(y_t, mul(H, m_minus)), note="The innovation.")
        gain = route.define(K, mul(P_minus, T(H), inv(S)), note="The gain.")
        chain = conditioning.condition_joint(route, self.memory, (x_t,), (y_t,), ())
        chain.use(innovation, gain)
        mean, cov = chain.current.args[1:]
        named = route.define(m_t, mean), route.define(P_t, cov)
        short = route.chain(chain.start)
        uses = [chain.equation, *named]
        short.write(normal_density(x_t, m_t, P_t), rule=algebra.NAME, uses=uses)
        self.build.result(short)
        for name, value in ((v, innovation.lhs), (S, spread), (K, gain.lhs), (m_t, mean)):
            self.build.result(name, value)
        self.build.result(P_t, cov)
        return gain, named[1]

    def joseph(self, gain: Equation, spread_t: Equation) -> None:
        """``(I - K H) P^- (I - K H)^T + K R K^T``."""
        route = self.build.route("Joseph form of the covariance", JOSEPH)
        back = route.chain(mul(K, S)).use(Equation(K, gain.lhs, steps=gain.steps))
        back.apply(algebra.CANCEL_INVERSE)
        keep = sub(I, mul(K, H))
        chain = route.chain(add(mul(keep, P_minus, T(keep)), mul(K, R, T(K))))
        chain.apply(algebra.EXPAND)
        spread = add(mul(H, P_minus, T(H)), R)
        *others, _, _ = chain.current.args
        chain.write(add(*others, mul(K, spread, T(K))), rule=algebra.FACTOR_MATRIX.rule)
        named = self.memory.recursion(route, ()).cov(y_t, y_t)
        chain.use(Equation(spread, S, steps=named.steps), rule=algebra.NAME)
        chain.use(Equation(mul(K, S), back.current, steps=back.steps))
        chain.apply(algebra.GATHER)
        chain.use(spread_t, rule=algebra.NAME)
        self.build.result(P_t, chain.start)

    def information(self) -> None:
        """``P_t^{-1} = (P_t^-)^{-1} + H^T R^{-1} H``."""
        route = self.build.route("Information form", INFORMATION)
        factors = bayes.Factors(x_t, (y_t,), {x_t: (), y_t: (x_t,)})
        chain = bayes.by_bayes(route, self.memory, factors, (y_t,))
        _, mean, cov = chain.current.args
        precision, information = cov.args[0], mean.args[-1]
        self.build.result(inv(P_t), precision)
        self.build.result(mul(inv(P_t), m_t), information)


def derive() -> Derivation:
    """Prediction, update with the gain, Joseph form, information form."""
    step = Filter()
    step.predict()
    step.joseph(*step.update())
    step.information()
    return step.build.finish()
