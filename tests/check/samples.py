"""Documents as people write them, made up for the tests; each uses other constructs."""

from __future__ import annotations

import json

KL = r"""---
title: "Divergence of two normals"
---

# KL divergence

Let $x \in \mathbb{R}^n$ and let $\Sigma_1, \Sigma_2$ be $n \times n$ covariance matrices.

$$ \label{eq:kl}
\mathrm{KL}[P\,||\,Q] = \frac{1}{2} \left[ (\mu_2 - \mu_1)^\mathrm{T} \Sigma_2^{-1} (\mu_2 - \mu_1)
+ \mathrm{tr}(\Sigma_2^{-1} \Sigma_1) - \ln \frac{|\Sigma_1|}{|\Sigma_2|} - n \right] \; .
$$

**Proof:** With $P: x \sim \mathcal{N}(\mu_1, \Sigma_1)$ and
$Q: x \sim \mathcal{N}(\mu_2, \Sigma_2)$,

$$ \label{eq:kl-s1}
\begin{split}
\mathrm{KL}[P\,||\,Q] &= \int_{\mathbb{R}^n} \mathcal{N}(x; \mu_1, \Sigma_1) \,
\ln \frac{\mathcal{N}(x; \mu_1, \Sigma_1)}{\mathcal{N}(x; \mu_2, \Sigma_2)} \, \mathrm{d}x \\
&= \left\langle \ln \frac{\mathcal{N}(x; \mu_1, \Sigma_1)}{\mathcal{N}(x; \mu_2, \Sigma_2)}
\right\rangle_{p(x)} \\
&\overset{\eqref{eq:kl}}{=} \frac{1}{2} \left\langle - \ln |\Sigma_1| + \ln |\Sigma_2|
\right. \\ & \left. \hphantom{=} - (x-\mu_1)^\mathrm{T} \Sigma_1^{-1} (x-\mu_1)
+ (x-\mu_2)^\mathrm{T} \Sigma_2^{-1} (x-\mu_2) \right\rangle_{p(x)} \; .
\end{split}
$$
"""

BLOCKS = r"""\documentclass{article}
\newcommand{\N}{\mathcal{N}} \newcommand{\inv}[1]{{#1}^{-1}}
\def\T{^{\mathsf T}} \DeclareMathOperator{\tr}{tr}
\begin{document}
Let \(x_1 \in \mathbb{R}^{n_1}\) and \(x_2 \in \mathbb{R}^{n_2}\) be jointly normal.
% symgauss: \Sigma_{12} \in \mathbb{R}^{n_1 \times n_2}
\begin{equation} \label{eq:blocks}
\Sigma = \begin{bmatrix} \Sigma_{11} & \Sigma_{12} \\ \Sigma_{21} & \Sigma_{22} \end{bmatrix},
\quad \inv{\Sigma} = \begin{pmatrix} \Lambda_{11} & \Lambda_{12} \\ \Lambda_{21} & \Lambda_{22}
\end{pmatrix}
\end{equation}
\begin{align}
\mu_{1|2} &= \mu_1 + \Sigma_{12} \inv{\Sigma_{22}} (x_2 - \mu_2), \\
\Sigma_{1|2} &= \Sigma_{11} - \Sigma_{12} \inv{\Sigma_{22}} \Sigma_{12} & \text{(wrong)} \\
|\Sigma| &= |\Sigma_{22}| \, |\Sigma_{11} - \Sigma_{12} \Sigma_{22}^{-1} \Sigma_{21}| \tag{7}
\end{align}
\[ (A + U C V)^{-1} = A^{-1} - A^{-1} U \left( \inv{C} + V A^{-1} U \right)^{-1} V A^{-1} \]
\end{document}
"""

DIFFUSION = r"""
Let $\alpha_t = 1 - \beta_t$ and $\bar\alpha_t = \prod_{i=1}^t \alpha_i$ with $\beta_t \in (0,1)$.

```math
q(x_t | x_{t-1}) = \mathcal{N}(x_t; \sqrt{1-\beta_t}\, x_{t-1}, \beta_t I)
```

> $$
> \begin{aligned}
> x_t &= \sqrt{\alpha_t} x_{t-1} + \sqrt{1-\alpha_t} \epsilon_{t-1}, \quad \epsilon \sim N(0, I) \\
> &= \sqrt{\bar{\alpha}_t} x_0 + \sqrt{1 - \bar\alpha_t} \epsilon
> \end{aligned}
> $$

- item: $$\tilde\beta_t = \frac{1-\bar\alpha_{t-1}}{1-\bar\alpha_t} \cdot \beta_t = \beta_t$$
- item: $$q(x_{t-1} | x_t, x_0) \propto \exp\Big(-\frac12 \big(\frac{(x_t-\sqrt{\alpha_t}
  x_{t-1})^2}{\beta_t} + \frac{x_{t-1}^2}{1-\bar\alpha_{t-1}}\big)\Big)$$

<!-- symgauss: \bar\alpha_t := \alpha_t \bar\alpha_{t-1} -->
\begin{align*}
\nabla_{x} \log p(x) &= -\Sigma^{-1}(x - \mu) \\
\| x \|^2 &= x^\top x \ge 0
\end{align*}
"""

REGRESSION = r"""
Given $y = X\beta + \varepsilon, \; \varepsilon \sim \mathcal{N}(0, \sigma^2 V)$ with $n \times p$
design matrix $X$ and $n \times 1$ vector $y$, independent and identically distributed.

\\[ \hat\beta = (X^T V^{-1} X)^{-1} X^T V^{-1} y \\]

$$
p(y|\beta,\tau) = \sqrt{\frac{|\tau P|}{(2 \pi)^n}} \exp\left[ -\frac{\tau}{2} (y-X\beta)^\mathrm{T}
P (y-X\beta) \right] , \quad p(\tau) = \mathrm{Gam}(\tau; a_0, b_0)
= \frac{ {b_0}^{a_0} }{\Gamma(a_0)} \tau^{a_0-1} \exp[-b_0 \tau]
$$

$$ \frac{\mathrm{d}}{\mathrm{d}\beta} (y - X\beta)^\top (y - X\beta) = -2 X^\top y
+ 2 X^\top X \beta \stackrel{!}{=} 0 \Rightarrow X^\top X \hat\beta = X^\top y $$
"""

MOMENTS = r"""
For $X \sim \mathcal{N}(\mu, \sigma^2)$ with $\sigma > 0$ and a sample $y = \{y_1, \ldots, y_n\}$:

$$
\begin{array}{rcl}
\mathrm{E}(X) &=& \int_{-\infty}^{+\infty} x \cdot \frac{1}{\sqrt{2\pi} \sigma}
e^{-\frac{1}{2}\left(\frac{x-\mu}{\sigma}\right)^2} \, \mathrm{d}x = \mu \\
\mathrm{Var}(X) &=& \mathrm{E}[X^2] - \mathrm{E}[X]^2 = \sigma^2
\end{array}
$$

$$ \sum_{i=1}^n (y_i - \bar{y})^2 = \sum_{i=1}^n y_i^2 - n \bar y^2, \quad \bar{y} = \frac{1}{n}
\sum_{i=1}^{n} y_i $$

$$ F_X(x) = \Phi\left(\frac{x-\mu}{\sigma}\right) = \frac12 \left[ 1 + \mathrm{erf}\left(
\frac{x-\mu}{\sqrt 2 \sigma} \right) \right] \leq 1 $$

$$ \psi(x) = \frac{\mathrm{d}}{\mathrm{d}x} \ln \Gamma(x), \; \mathrm{vec}(A X B) = (B^\mathrm{T}
\otimes A) \mathrm{vec}(X), \qquad
\mathbb{H}[X] = \frac{1}{2} \log (2 \pi e \sigma^2) + \text{const} $$
"""


def notebook(*cells: str) -> str:
    """A notebook whose Markdown cells hold these texts."""
    made = [
        {"cell_type": "markdown", "source": cell.strip("\n").splitlines(keepends=True)}
        for cell in cells
    ]
    code = {"cell_type": "code", "source": ["x = '$$ a = b $$'"], "outputs": []}
    return json.dumps({"cells": [*made, code], "nbformat": 4}, indent=1)


DOCUMENTS = {
    "kl.md": KL,
    "blocks.tex": BLOCKS,
    "diffusion.md": DIFFUSION,
    "regression.md": REGRESSION,
    "moments.md": MOMENTS,
    "notebook.ipynb": notebook(DIFFUSION, MOMENTS),
}
