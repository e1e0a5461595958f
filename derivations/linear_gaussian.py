r"""Linear-Gaussian model: joint, marginal and posterior.

Source: Bishop (2006), Pattern Recognition and Machine Learning, section 2.3.3, equations (2.113)
to (2.117); Särkkä (2013), Bayesian Filtering and Smoothing, appendix A
"""

from __future__ import annotations

from symgauss.bridge.symbols import covariance, dimension, matrix, vector
from symgauss.calculus import add, covariance_of, density, expectation, law, mul
from symgauss.derivation import Builder, Derivation
from symgauss.derivation.rules import recursion
from symgauss.gaussians import LinearGaussianModel, Statement
from symgauss.operations import bayes, conditioning
from symgauss.operations.agreement import forms_agree
from symgauss.operations.recursion import Memory, declared, insert

STATEMENT = (
    r"A state $x \sim \mathcal{N}(m, P)$ is observed through "
    r"$y \mid x \sim \mathcal{N}(H x + c, R)$. The pair, the observation and the state given the "
    r"observation are all normal. The posterior has an information form, which inverts matrices of "
    r"the size of $x$, and a gain form, which inverts one of the size of $y$."
)
JOINT = (
    r"The observation is an affine function of the state plus independent noise, so the pair is "
    r"normal, and it is enough to find means and covariances."
)

n, k = dimension("n"), dimension("k")
x, m, P = vector("x", n), vector("m", n), covariance("P", n)
y, c, R = vector("y", k), vector("c", k), covariance("R", k)
H = matrix("H", k, n)
MODEL = LinearGaussianModel((Statement(x, m, P), Statement(y, add(mul(H, x), c), R, x)))


def derive() -> Derivation:
    """Joint and marginal by recursion; the posterior twice, and why both are the same."""
    build = Builder(STATEMENT)
    build.declare(x, y, m, c, P, R, H)
    declared(build, MODEL)
    memory = Memory(MODEL)
    route = build.route("Joint and marginal law", JOINT)
    moments = memory.recursion(route, ()).moments([x, y])
    for variables in ((x, y), (y,)):
        chain = route.chain(density("p", variables))
        several = len(variables) > 1
        chain.apply(recursion.NORMAL_JOINT if several else recursion.NORMAL_MARGINAL)
        build.result(insert(chain, moments))
    route = build.route(bayes.TITLE, bayes.INTRO)
    factors = bayes.Factors(x, (y,), {x: (), y: (x,)})
    information = bayes.by_bayes(route, memory, factors, (y,))
    build.result(information.start, information.current)
    route = build.route(conditioning.TITLE, CONDITION)
    gain = conditioning.condition_joint(route, memory, (x,), (y,), ())
    build.result(gain.start, gain.current)
    posterior = law("p", x, y)
    build.result(expectation(x, posterior), gain.current.args[1])
    build.result(covariance_of(x, x, posterior), information.current.args[2])
    forms_agree(build, information, gain)
    return build.finish()


CONDITION = (
    "The means and covariances of the pair are known from above. The conditional law of a joint "
    "normal follows from them."
)
