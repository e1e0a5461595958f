"""Documents that speak of examples, cases, places and goals, with a last display that is wrong."""

from __future__ import annotations

DOCUMENTS = (
    r"""Let $X \sim \mathcal{N}(\mu, \sigma^2)$ and $Y \sim \mathcal{N}(\nu, \tau^2)$. For $Y =
y$ we write
$$ p(x \mid y) = \frac{p(x, y)}{p(y)} $$

$$ 0 + \mathrm{E}[X Y] = y \mu $$""",
    r"""$$ f(x, y) = x^2 + y^2 $$ On the diagonal $x = y$ it is easy.

$$ x^2 + y^2 + 1 = 2 x^2 + 1 $$""",
    r"""$$ f(x, y) = x^2 + y^2 $$ Its minimum is $(x, y) = (0, 0)$.

$$ x^2 + y^2 + 1 = 1 $$""",
    r"""The log-likelihood is $$ \ell(\mu) = -\frac{n}{2} (\bar y - \mu)^2 $$ The maximum
likelihood estimate is $$ \mu = \bar y . $$

$$ (\bar y - \mu)^2 + 1 = 1 $$""",
    r"""The log-likelihood is $$ \ell(\mu, s) = -\frac{n}{2 s} (m - \mu)^2 $$ so that the
estimate is $$ \mu = m . $$

$$ (m - \mu)^2 + 1 = 1 $$""",
    r"""Let $a$ and $b$ be real numbers. $$ a^2 - b^2 = (a - b)(a + b) $$ It is zero iff $a = b$.

$$ a^2 - b^2 = 0 a $$""",
    r"""We have $$ a^2 - b^2 = (a - b)(a + b) $$ and for the special choice $a = b$ nothing
remains.

$$ a^2 - b^2 + a = b $$""",
    r"""We have $$ a^2 - b^2 = (a - b)(a + b) $$ Choose $a = b$ to see that nothing remains.

$$ a^2 - b^2 + a = b $$""",
    r"""We have $$ a^2 - b^2 = (a - b)(a + b) $$ Now $a = b$ would make this vanish.

$$ a^2 - b^2 + a = b $$""",
    r"""We have $$ a^2 - b^2 = (a - b)(a + b) $$ Since $a = b$ is excluded,

$$ a^2 - b^2 + a = b $$""",
    r"""We have $$ a^2 - b^2 = (a - b)(a + b) $$ assuming $a = b$ is false. Thus

$$ a^2 - b^2 + a = b $$""",
    r"""We have $$ a^2 - b^2 = (a - b)(a + b) $$

* Case 1: $a = b$. Then nothing remains.
* Case 2: $a \neq b$.

$$ a^2 - b^2 + a = b $$""",
    r"""We have $$ a^2 - b^2 = (a - b)(a + b) $$

**Example.** $a = 3$, $b = 1$.

$$ a^2 - b^2 = 8 $$""",
    r"""We have $$ a^2 - b^2 = (a - b)(a + b) $$

**Example.** $$ a = 3, \quad b = 1 $$

**Theorem.** In general

$$ a^2 - b^2 = 8 $$""",
    r"""## Example
$$ a = 3, \quad b = 1 $$

## Theorem
Let $a, b$ be numbers.

$$ a^2 - b^2 = 8 $$""",
    r"""## Example
Let $a = 3$ and $b = 1$.
$$ a + b = 4 $$

## Theorem
For numbers $a, b$ we have

$$ a^2 - b^2 = 8 $$""",
    r"""## Example
$$ a = 3 $$
$$ b = 1 $$

## General
Now for the general formula.

$$ a^2 - b^2 = 8 $$""",
    r"""$$ x + y = 2 x, \quad \text{if } x = y $$

$$ x + y + 1 = 2 x + 1 $$""",
    r"""$$ x + y = 2 x \quad (x = y) $$

$$ x + y + 1 = 2 x + 1 $$""",
    r"""$$ x + y = 2 x \quad \text{for } x = y $$

$$ x + y + 1 = 2 x + 1 $$""",
    r"""$$ x + y = 2 x, \quad x = y $$

$$ x^2 + y = 2 x $$""",
    r"""The cdf is $$ F(x) = \int_{-\infty}^x f(t) dt $$ and the median is $x = m$.

$$ F(x) + 0 = F(m) $$""",
    r"""Let $p(x) = \mathcal{N}(x; \mu, s)$. The mode is $$ \hat x = \mu $$ so $x = \hat x$ is
optimal.

$$ p(x) + 0 = p(\mu) $$""",
    r"""Let $p(x) = \mathcal{N}(x; \mu, s)$. Its score vanishes at $x = \mu$.

$$ \frac{\partial}{\partial x} \log p(x) + x = x $$""",
    r"""Let $p(x) = \mathcal{N}(x; \mu, s)$. Setting $x = \mu$, the exponent is zero.

$$ (x - \mu)^2 + s = s $$""",
    r"""Let $y = A x$ with $x \in \mathbb{R}^n$. The least squares solution is $x = A^{-1} y$.

$$ x^\top x + 0 = y^\top y $$""",
    r"""Let $X \sim \mathcal{N}(\mu, \sigma^2)$. We test $H_0: \; \mu = 0$.

$$ 0 + \mathrm{E}[X] = 0 $$""",
    r"""Let $X \sim \mathcal{N}(\mu, \sigma^2)$. The standard normal has $\mu = 0$ and $\sigma
= 1$.

$$ 0 + \mathrm{Var}[X] = 1 $$""",
    r"""Let $X \sim \mathcal{N}(\mu, \sigma^2)$. For the standard normal distribution, $\mu =
0$ and $\sigma^2 = 1$.

$$ 0 + \mathrm{E}[X^2] = 1 $$""",
    r"""Let $X \sim \mathcal{N}(\mu, \sigma^2)$. The standard normal is the case $$ \mu = 0,
\quad \sigma^2 = 1 . $$

$$ 0 + \mathrm{E}[X^2] = 1 $$""",
    r"""Let $\rho \in (-1, 1)$ and let $$ \Sigma = \begin{pmatrix} 1 & \rho \\ \rho & 1
\end{pmatrix} $$ Independence means $\rho = 0$.

$$ |\Sigma| + 0 = 1 $$""",
    r"""Let $$ \Sigma = \begin{pmatrix} 1 & \rho \\ \rho & 1 \end{pmatrix} $$ They are
independent exactly when $$ \rho = 0 $$

$$ |\Sigma| + 0 = 1 $$""",
    r"""Let $$ \Sigma = \begin{pmatrix} 1 & \rho \\ \rho & 1 \end{pmatrix} $$ and look at $\rho
= 0$ in Figure 1.

$$ |\Sigma| + 0 = 1 $$""",
    r"""$$ \alpha_t = 1 - \beta_t $$ The last step has $\beta_T = 1$ and the first $t = 1$.

$$ \alpha_t + 0 = 0 $$""",
    r"""$$ a_t = \sqrt{t} $$ At time $t = 4$ the noise is large.

$$ a_t + 0 = 2 $$""",
    r"""Let $u = v + 1$ (a typo in the book: $u = v + 2$).

$$ 2 u + v = 3 v + 4 $$""",
    r"""The claim is that $u = v$. We do not know yet.

$$ 2 u + v = 3 v $$""",
    r"""We want to show $u = v$.

$$ 2 u + v = 3 v $$""",
    r"""We want to prove that $$ u = v $$ To this end,

$$ 2 u + v = 3 v $$""",
    r"""Is it true that $u = v$?

$$ 2 u + v = 3 v $$""",
    r"""A common mistake is $$ \mathrm{tr}(A B) = \mathrm{tr}(A) \mathrm{tr}(B) $$ or $$ u = v $$

$$ 2 u + v = 3 v $$""",
    r"""Suppose there were $u = v$.

$$ 2 u + v = 3 v $$""",
    r"""The equation $u = v$ has no solution.

$$ 2 u + v = 3 v $$""",
    r"""Let $\hat y$ be the estimate of $y$. If the model were perfect, $\hat y = y$.

$$ \hat y - y + 1 = 1 $$""",
    r"""Ideally, $\hat y = y$.

$$ \hat y - y + 1 = 1 $$""",
    r"""An unbiased estimator has $$ \mathrm{E}[\hat\theta] = \theta $$

$$ \hat\theta^2 + 0 = \theta^2 $$""",
    r"""Let $S = \frac1n \sum_{i=1}^n (x_i - \bar x)^2$. As $n \to \infty$ we get $S = \sigma^2$.

$$ S + \sigma^2 = 2 \sigma^2 $$""",
    r"""In the limit $k = 0$ we get $$ g = h $$

$$ g^2 + k = h^2 $$""",
)
