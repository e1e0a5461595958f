"""Names that words or signs tie to a variable: no constants below a derivative or an integral."""

from __future__ import annotations

import pytest

from tests.check.documents import answers

MOVING = [
    # by signs
    r"Let $v(\mu)=a+\mu^2$. $$ \frac{d}{d\mu}(\mu v) = v $$",
    r"$$ K(\theta) = \theta^2K_0+s^2I $$ $$ \frac{\partial}{\partial\theta}\log|K| = 0 $$",
    r"$$ K(\theta) = \theta^2K_0+s^2I $$ $$ \frac{\partial}{\partial s}\log|K| = 0 $$",
    r"$$ g(x) = \sqrt{1+x^2} $$ $$ y = x/g $$ $$ \frac{dy}{dx} = \frac1g $$",
    r"$$ S(u) = uA $$ $$ L = \log|S| $$ $$ \frac{\partial}{\partial u}(u L) = L $$",
    r"Let $\beta(t)$ be the noise schedule. $$ \int_0^t\beta\,ds = \beta t $$",
    r"Let $m(t)$ satisfy $\dot m=-am$. $$ \int_0^tm\,ds = mt $$",
    r"$$ dm = -a m\,dt $$ $$ \int_0^t m\,ds = mt $$",
    r"Let $\beta_t$ be the noise level; drop the subscript. $$ \int_0^t\beta\,ds = \beta t $$",
    r"Let $\beta : [0,1] \to \mathbb{R}$ be given. $$ \int_0^t\beta\,ds = \beta t $$",
    r"Let $\mu_\theta(x)$ be a network. $$ \nabla_x (\mu x) = \mu $$",
    r"$$ \bar m = \frac1T\int_0^Tm_t dt $$ $$ \bar m = m_t $$",
    r"Let $y=\max(0,x)$. $$ \frac{d}{dx}(xy) = y $$",
    r"Let $c$ be the median of the sample $x\sim N(m,v)$. $$ E[(x-c)^2] = v+(m-c)^2 $$",
    r"The threshold $c$ is chosen after seeing $x\sim N(0,1)$. $$ E[cx]=0 $$",
    # by words
    r"The drift is linear with a time dependent $\beta$. $$ \frac{d}{dt}(\beta t) = \beta $$",
    r"The drift $f$ and diffusion $g$ depend on time. $$ \int_0^tg^2ds = g^2t $$",
    r"The rate $\lambda$ varies over $[0,T]$. $$ \int_0^T\lambda\,dt = \lambda T $$",
    r"The size $s$ is a function of $x$. $$ \int s f(x)dx = s\int f(x)dx $$",
    r"The step size $\eta$ shrinks with $t$. $$ \frac{d}{dt}(\eta t) = \eta $$",
    r"Let $u$ solve the ODE and let $t$ be time; $v$ is constant. $$ \frac{d}{dt}(tu) = u $$",
    r"$m$ and $P$ evolve in time. $$ \frac{d}{dt}(t m) = m $$",
    r"The temperature $\theta$ is lowered slowly. $$ \int_0^t\theta\,ds = \theta t $$",
    r"$x$ and $y$ lie on the unit circle. $$ \frac{d}{dx}(xy) = y $$",
    r"We parametrise $v$ by $\rho$ through a softplus. $$ \frac{d}{d\rho}(\rho v) = v $$",
    # one thing in two ways
    r"Let $\tau$ be the precision and $v$ the variance. $$ \frac{d}{dv}(\tau v) = \tau $$",
    r"The precision is called $u$. The variance is called $v$. $$ \frac{d}{dv}(uv) = u $$",
    r"The standard deviation is $s$, the variance is $v$. $$ \frac{d}{dv}(sv) = s $$",
    r"Let $B$ denote $A^{-1}$. $$ \frac{\partial}{\partial A}\mathrm{tr}(B) = 0 $$",
]
STILL = [
    r"Let $c$ be a constant, and $x\sim N(m,v)$. $$ E[(x-c)^2] = v+(m-c)^2 $$",
    r"Let $m$ be the mean of $x\sim N(m,v)$. $$ E[mx] = m^2 $$",
    r"Let $u$ solve the ODE and let $t$ be time; $v$ is constant. $$ \frac{d}{dt}(tv) = v $$",
    (
        r"The mean $\mu$ and the variance $\sigma^2$ are unknown."
        r" $$ \frac{\partial}{\partial\mu} \frac{(x-\mu)^2}{2\sigma^2} = -\frac{x-\mu}{\sigma^2} $$"
    ),
    (
        r"Let $x$ be Gaussian with mean $\mu$ and variance $\sigma^2$."
        r" $$ \frac{\partial}{\partial \mu} \log N(x;\mu,\sigma^2) = \frac{x-\mu}{\sigma^2} $$"
    ),
    (
        r"Let $\theta > 0$ be the rate of mean reversion."
        r" $$ \int_0^t e^{-\theta s} ds = \frac{1-e^{-\theta t}}{\theta} $$"
    ),
    (
        r"Let $\lambda$ be a regularisation parameter, $w \in \mathbb{R}^d$."
        r" $$ \nabla_w \lambda w^\top w = 2\lambda w $$"
    ),
    r"Let $f(x) = x^T A x$ with $A$ symmetric. $$ \nabla f = 2 A x $$",
    (
        r"The derivative of $x^\top A x$ with respect to $x \in \mathbb{R}^d$ is simple."
        r" $$ \nabla_x x^\top A x = (A+A^\top) x $$"
    ),
    r"Let $\beta(t)$ be a schedule. $$ \frac{d}{dt}(t \beta(t)) = \beta(t) + t \beta'(t) $$",
]


@pytest.mark.parametrize("text", MOVING)
@pytest.mark.parametrize("path", ["notes.md", "notes.tex"])
def test_what_moves_is_no_constant(text: str, path: str) -> None:
    assert answers(text, path)[-1] != "holds"


@pytest.mark.parametrize("text", STILL)
def test_what_stays_is_a_constant(text: str) -> None:
    assert answers(text)[-1] == "holds"
