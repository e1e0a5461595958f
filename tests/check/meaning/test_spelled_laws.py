r"""Laws whose parameters have values: ``x | z \sim N(m, v)`` with ``m = a z``."""

from __future__ import annotations

import pytest
from check.documents import answers

SCALAR = r"Let $z\sim N(0,1)$, $x\mid z\sim N(m, 1)$ with $m = az$." + "\n"
VECTOR = r"Let $x \sim N(\mu, \Sigma)$ and $y\mid x \sim N(m, R)$ where $m = Ax + b$." + "\n"
BLOCKS = r"""Let $x = \begin{pmatrix}x_1\\x_2\end{pmatrix} \sim N(\begin{pmatrix}\mu_1\\ \mu_2
\end{pmatrix}, \begin{pmatrix}\Sigma_{11}& \Sigma_{12}\\ \Sigma_{21} & \Sigma_{22}\end{pmatrix})$.
Then $x_1\mid x_2 \sim N(\bar\mu,\bar\Sigma)$ with
$$ \bar\mu = \mu_1 + \Sigma_{12}\Sigma_{22}^{-1}(x_2-\mu_2)$$
"""
CHAIN = r"""Let $q(x_t\mid x_{t-1}) = \mathcal{N}(x_t; m_t, \beta_t I)$ with
$m_t = \sqrt{1-\beta_t}x_{t-1}$.
"""
OWN = r"Let $X\sim N(\mu,\sigma^2)$ with $\sigma^2 = 2\mu$." + "\n"
MEAN = r"Let $y \sim N(\eta,1)$ with $\eta = 2 \theta$." + "\n"


@pytest.mark.parametrize(
    ("model", "step"),
    [
        (SCALAR, r"E[x] = m"),
        (SCALAR, r"\mathrm{Var}[x] = 1"),
        (SCALAR, r"E[xz] = 0"),
        (SCALAR, r"p(x) = N(x; m, 1)"),
        (SCALAR, r"p(z|x) = p(z)"),
        (SCALAR, r"\int p(x|z)p(z)dz = N(x;m,1)"),
        (SCALAR, r"E_{p(z)}[p(x|z)] = p(x|z)"),
        (VECTOR, r"\nabla_x \log p(y\mid x) = 0"),
        (VECTOR, r"p(y) = N(y; A \mu + b, R)"),
        (BLOCKS, r"\nabla_{x_2} \log p(x_1\mid x_2) = 0"),
        (CHAIN, r"\nabla_{x_{t-1}} \log q(x_t\mid x_{t-1}) = 0"),
        (OWN, r"\frac{d}{d\mu} \mathrm{Var}(X) = 0"),
        (OWN, r"\frac{d}{d\mu} \log p(x) = \frac{x-\mu}{\sigma^2}"),
        (OWN, r"\frac{d}{d\mu} \sigma^2 = 0"),
        (MEAN, r"\frac{d}{d\theta} \log p(y) = 0"),
    ],
)
def test_a_parameter_with_a_value_is_no_constant(model: str, step: str) -> None:
    assert answers(f"{model}$${step}$$\n")[-1] != "holds"


@pytest.mark.parametrize(
    ("model", "step"),
    [
        (SCALAR, r"E[x] = 0"),
        (SCALAR, r"\mathrm{Var}[x] = 1 + a^2"),
        (SCALAR, r"E[xz] = a"),
        (VECTOR, r"p(y) = N(y; A \mu + b, R + A \Sigma A^T)"),
        (CHAIN, r"\nabla_{x_t} \log q(x_t\mid x_{t-1}) = -\frac{x_t - m_t}{\beta_t}"),
    ],
)
def test_what_it_is_made_of_is_put_in(model: str, step: str) -> None:
    assert answers(f"{model}$${step}$$\n") == ["holds"]
