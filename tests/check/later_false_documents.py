"""More documents whose last display is wrong, or is not what the document says."""

from __future__ import annotations

#: The same, of later audits.
LATER_DOCUMENTS = (
    r"""$$ \begin{pmatrix} a & b \\ c & d \end{pmatrix}^{-1} = \frac{1}{ad - "
    r"bc} \begin{pmatrix} d & b \\ c & a \end{pmatrix} $$""",
    r"""$$ \begin{vmatrix} a & b \\ c & d \end{vmatrix} + 0 = a d + b c $$""",
    r"""$$ \begin{pmatrix} a \\ b \end{pmatrix}^\top \begin{pmatrix} c \\ d "
    r"\end{pmatrix} = a c - b d $$""",
    r"""$$ \| x \|_2^2 + 0 = \| x \|_2 $$""",
    r"""Let $x, y \in \mathbb{R}^n$ and $S \in \mathbb{S}_{++}^n$.

$$ \| x - y \|_{S}^2 = (x-y)^\top S^{-1} (x-y) $$""",
    r"""Let $x \in \mathbb{R}^n$.

$$ x x^\top + 0 = \|x\|^2 I $$""",
    r"""Let $x, y \in \mathbb{R}^n$.

$$ \langle x, y \rangle + 0 = x y^\top $$""",
    r"""$$ \langle x^2 \rangle + 0 = \langle x \rangle^2 $$""",
    r"""$$ \langle x y \rangle + 0 = \langle x \rangle \langle y \rangle $$""",
    r"""$$ \langle (x - \langle x \rangle)^2 \rangle = \langle x^2 \rangle + "
    r"\langle x \rangle^2 $$""",
    r"""$$ \mathbb{E}_{q}[f] + 0 = \mathbb{E}_{p}[f] $$""",
    r"""$$ \mathbb{E}_{p(x)}[f(x)] + 0 = \int f(x) dx $$""",
    r"""$$ \mathbb{E}_{p(x)}[f(x)] + 0 = \int q(x) f(x) dx $$""",
    r"""$$ \int p(x) dx + 0 = 2 $$""",
    r"""$$ \int p(x, y) dx + 0 = p(x) $$""",
    r"""$$ \int p(x \mid y) dy + 0 = p(x) $$""",
    r"""$$ \int p(x \mid y) p(y) dx = p(x) $$""",
    r"""$$ p(x, y) + 0 = p(x) p(y) $$""",
    r"""$$ p(x \mid y) + 0 = \frac{p(y \mid x) p(y)}{p(x)} $$""",
    r"""$$ p(x \mid y) + 0 = p(y \mid x) $$""",
    r"""$$ p(x, y, z) + 0 = p(x \mid y) p(y \mid z) p(z) $$""",
    r"""$$ p(x \mid y) \propto p(y \mid x) $$""",
    r"""$$ p(x \mid y) \propto_x p(y) $$""",
    r"""$$ \mathrm{KL}(p \| q) = \int q(x) \log \frac{p(x)}{q(x)} dx $$

$$ 0 + \mathrm{KL}(p \| q) = \int q(x) \log \frac{q(x)}{p(x)} dx $$""",
    r"""$$ 0 + \mathrm{KL}(p \| q) = \mathrm{KL}(q \| p) $$""",
    r"""$$ 0 + \mathrm{KL}[P \| Q] = - \int p(x) \log \frac{p(x)}{q(x)} dx $$""",
    r"""$$ 0 + \mathrm{H}(X, Y) = \mathrm{H}(X) + \mathrm{H}(Y) $$""",
    r"""$$ 0 + \mathrm{H}(X | Y) = \mathrm{H}(Y | X) $$""",
    r"""$$ 0 + \mathrm{H}(X | Y) = \mathrm{H}(X, Y) - \mathrm{H}(X) $$""",
    r"""$$ 0 + \mathrm{I}(X, Y) = \mathrm{H}(X) + \mathrm{H}(X | Y) $$""",
    r"""$$ 0 + \mathrm{I}(X, Y) = \mathrm{H}(X) - \mathrm{H}(Y | X) $$""",
    r"""$$ \mathrm{H}(X | Y) \geq \mathrm{H}(X) $$""",
    r"""$$ \mathrm{KL}(p \| q) < 0 $$""",
    r"""$$ 0 + \mathrm{Var}(X) = \mathrm{E}(X^2) - \mathrm{E}(X) $$""",
    r"""$$ 0 + \mathrm{Cov}(X, Y) = \mathrm{E}(X Y) + \mathrm{E}(X) \mathrm{E}(Y) $$""",
    r"""$$ 0 + \mathrm{Var}(X + Y) = \mathrm{Var}(X) + \mathrm{Var}(Y) $$""",
    r"""Let $X$ be a random vector and $A$ a matrix.

$$ 0 + \mathrm{Cov}(A X) = A^\top \mathrm{Cov}(X) A $$""",
    r"""Let $X$ and $Y$ be random vectors.

$$ 0 + \mathrm{Cov}(X, Y) = \mathrm{Cov}(Y, X) $$""",
    r"""Let $X$ and $Y$ be uncorrelated random variables.

$$ 0 + \mathrm{E}[X^2 Y^2] = \mathrm{E}[X^2] \mathrm{E}[Y^2] $$""",
    r"""Let $X$ and $Y$ be independent given $Z$.

$$ 0 + \mathrm{E}[X Y] = \mathrm{E}[X] \mathrm{E}[Y] $$""",
    r"""Let $X$ and $Y$ be dependent.

$$ 0 + \mathrm{E}[X Y] = \mathrm{E}[X] \mathrm{E}[Y] $$""",
    r"""Let $X_1, X_2$ be identically distributed random variables.

$$ 0 + \mathrm{Var}(X_1 + X_2) = 2 \mathrm{Var}(X_1) $$""",
    r"""Let $X_1, \dots, X_n$ be i.i.d. random variables.

$$ 0 + \mathrm{Var}(\sum_{i=1}^n X_i) = n^2 \mathrm{Var}(X_1) $$""",
    r"""Let $X_1, \dots, X_n$ be i.i.d. random variables.

$$ 0 + \mathrm{E}[X_1 X_2] = \mathrm{E}[X_1^2] $$""",
    r"""Let $X_i \sim \mathcal{N}(\mu, \sigma^2)$ be independent, $i = 1, \ldots, n$.

$$ 0 + \mathrm{Var}\left(\frac{1}{n} \sum_{i=1}^n X_i\right) = \frac{\sigma^2}{n^2} $$""",
    r"""Let $X_i \sim \mathcal{N}(\mu, \sigma^2)$ be independent, $i = 1, \ldots, n$.

$$ 0 + \mathrm{E}\left[\left(\sum_{i=1}^n X_i\right)^2\right] = n (\mu^2 + \sigma^2) $$""",
    r"""Let $X \sim \mathcal{N}(0, \Sigma)$ with $\Sigma \in \mathbb{R}^{2 \times 2}$.

$$ 0 + \mathrm{E}[X_1 X_2] = 0 $$""",
    r"""Let $X \sim \mathcal{N}(\mu, \Sigma)$.

$$ 0 + \mathrm{Var}(X_1) = \Sigma_{12} $$""",
    r"""Let $Z \sim \mathcal{N}(0, 1)$.

$$ 0 + \mathrm{E}[Z^4] = 1 $$""",
    r"""Let $Z \sim \mathcal{N}(0, 1)$.

$$ 0 + \mathrm{E}[|Z|] = 0 $$""",
    r"""Let $Z \sim \mathcal{N}(0, 1)$.

$$ 0 + \mathrm{E}[e^{Z}] = 1 $$""",
    r"""Let $Z \sim \mathcal{N}(0, 1)$.

$$ 0 + \mathrm{E}[\cos Z] = 0 $$""",
    r"""Let $Z \sim \mathcal{N}(0, 1)$.

$$ 0 + P(Z > 1.96) = 0.05 $$""",
    r"""$$ 1/3 + 0 = 0.34 $$""",
    r"""$$ \pi + 0 = 3.15 $$""",
    r"""$$ \pi + 0 = 22/7 $$""",
    r"""$$ \sqrt{2} + 0 = 1.4143 $$""",
    r"""$$ \sqrt{2} \approx 1.5 $$""",
    r"""$$ \pi \approx 4 $$""",
    r"""$$ x \approx x + 1 $$""",
    r"""$$ 0.1 + 0.2 = 0.4 $$""",
    r"""$$ 2^{10} + 0 = 1000 $$""",
    r"""$$ \binom{n}{2} + 0 = \frac{n(n+1)}{2} $$""",
    r"""$$ n! + 0 = n (n+1)! $$""",
    r"""$$ \Gamma(n) + 0 = n! $$""",
    r"""$$ \sum_{k=0}^\infty x^k = \frac{1}{1 + x} $$""",
    r"""$$ \sum_{i=1}^n \sum_{j=1}^i a_{ij} = \sum_{j=1}^n \sum_{i=1}^j a_{ij} $$""",
    r"""$$ \sum_{i=1}^n a_i \sum_{i=1}^n b_i = \sum_{i=1}^n a_i b_i $$""",
    r"""$$ \sum_{i=1}^n a_i b_i + 0 = a_i \sum_{i=1}^n b_i $$""",
    r"""$$ \sum_{i} (a_i + c) = \sum_i a_i + c $$""",
    r"""$$ \prod_{i=1}^n (c a_i) = c \prod_{i=1}^n a_i $$""",
    r"""$$ \prod_{i=1}^n \frac{1}{\sqrt{2 \pi}} e^{-x_i^2/2} = \frac{1}{\sqrt{2 "
    r"\pi}} e^{-\sum_{i=1}^n x_i^2/2} $$""",
    r"""$$ \int_a^b f(x) dx = \int_b^a f(x) dx $$""",
    r"""$$ \int_0^1 x dx \int_0^1 x dx = \int_0^1 x^2 dx $$""",
    r"""$$ \int_0^1 2 x e^{x^2} dx = \int_0^1 e^u du + 1 $$""",
    r"""With $u = x^2$, $$ \int_0^2 2 x e^{x^2} dx = \int_0^2 e^u du $$""",
    r"""With $u = 2 x$, $$ \int_0^1 e^{2x} dx = \int_0^2 e^u du $$""",
    r"""$$ \int_{-\infty}^{\infty} e^{-x^2} dx \cdot \int_{-\infty}^{\infty} "
    r"e^{-x^2} dx = \int_{-\infty}^{\infty} e^{-2 x^2} dx $$""",
    r"""$$ \frac{\partial}{\partial x} (x y) + 0 = y + x $$""",
    r"""$$ \frac{d}{dx} f(g(x)) = f'(x) g'(x) $$""",
    r"""$$ \frac{d}{dx} (f(x) g(x)) = f'(x) g'(x) $$""",
    r"""$$ \frac{d}{dx} \int_0^x f(t) dt = f'(x) $$""",
    r"""$$ \frac{\partial^2}{\partial x \partial y} x^2 y = 2 y $$""",
    r"""$$ \nabla_x f(x) + 0 = f(x) $$""",
    r"""Let $f(x) = \|A x - b\|^2$ with $A \in \mathbb{R}^{m \times n}$, $x \in
\mathbb{R}^n$ and $b \in \mathbb{R}^m$.

$$ \nabla_x f(x) + 0 = 2 A (A x - b) $$""",
    r"""Let $f(x) = \|A x - b\|^2$ with $A \in \mathbb{R}^{m \times n}$, $x \in
\mathbb{R}^n$ and $b \in \mathbb{R}^m$.

$$ \nabla_x f(x) + 0 = A^\top (A x - b) $$""",
    r"""Let $\hat\beta = (X^\top X)^{-1} X^\top y$ with $X \in \mathbb{R}^{n \times p}$.

$$ X \hat\beta + 0 = y $$""",
    r"""Let $H = X (X^\top X)^{-1} X^\top$ with $X \in \mathbb{R}^{n \times p}$.

$$ \mathrm{tr}(H) + 0 = n $$""",
    r"""Let $H = X (X^\top X)^{-1} X^\top$ with $X \in \mathbb{R}^{n \times p}$.

$$ H + 0 = I $$""",
    r"""Let $S = H P H^\top + R$ and $K = P H^\top S^{-1}$ with symmetric $P$, $R$.

$$ (I - K H) P + 0 = P + K S K^\top $$""",
    r"""Let $\lambda = 1/\sigma^2$ and $\lambda_0 = 1/\sigma_0^2$.

$$ \frac{1}{\lambda + \lambda_0} + 0 = \sigma^2 + \sigma_0^2 $$""",
    r"""Let $\alpha_t = 1 - \beta_t$ and $\bar\alpha_t = \prod_{s=1}^t \alpha_s$.

$$ 1 - \bar\alpha_t + 0 = \beta_t $$""",
    r"""Let $\alpha_t = 1 - \beta_t$ and $\bar\alpha_t = \prod_{s=1}^t \alpha_s$.

$$ \alpha_t (1 - \bar\alpha_{t-1}) + \beta_t = 1 + \bar\alpha_t $$""",
    r"""Let $x_t = \sqrt{\alpha} x_{t-1} + \sqrt{1-\alpha} \epsilon_t$.

$$ x_t + 0 = \sqrt{\alpha^2} x_{t-2} + \sqrt{1-\alpha^2} \epsilon_t $$""",
    r"""$$ \mathcal{N}(x; \mu, \sigma^2) + 0 = \mathcal{N}(x; \mu, \sigma) $$""",
    r"""$$ \mathcal{N}(x; \mu, \sigma^2) + 0 = \mathcal{N}(x; -\mu, \sigma^2) $$""",
    r"""$$ \mathcal{N}(x; \mu, \sigma^2) \mathcal{N}(y; \nu, \tau^2) + 0 = "
    r"\mathcal{N}(x + y; \mu + \nu, \sigma^2 + \tau^2) $$""",
    r"""$$ \mathcal{N}(a x; \mu, \sigma^2) + 0 = \mathcal{N}(x; \mu / a, \sigma^2/a^2) $$""",
    r"""$$ \mathrm{tr}(A^\top B) + 0 = \mathrm{vec}(A) \mathrm{vec}(B)^\top $$""",
    r"""$$ \mathrm{Gam}(x; a, b) + 0 = \frac{a^b}{\Gamma(a)} x^{a-1} e^{-b x} $$""",
    r"""$$ x = y \Rightarrow x^2 = y^3 $$""",
    r"""$$ a x = a y \Rightarrow x = y + 1 $$""",
    r"""$$ a > b \Rightarrow a^2 > b^2 $$""",
    r"""$$ e^x \geq 2 + x $$""",
    r"""$$ \log x \geq x $$""",
    r"""$$ (a + b)^2 \leq a^2 + b^2 $$""",
    r"""$$ a^2 > 0 $$""",
    r"""**Theorem:** Let $X$ be a random variable. Then $$ \mathrm{E}[X^2] = \mathrm{E}[X]^2 $$

**Proof:** Clearly $$ 0 + \mathrm{E}[X^2] = \mathrm{E}[X]^2 $$""",
    r"""**Theorem:** Let $X \sim N(\mu, 1)$. Then $$ \mathrm{E}[X] = 2 \mu $$

**Proof:** Clearly $$ 0 + \mathrm{E}[X] = 2 \mu $$""",
    r"""**Theorem:** Let $g = \mu^3$. Then $$ g = \mu^2 $$

**Proof:** Clearly $$ 0 + g = \mu^2 $$""",
    r"""**Theorem:** Let $g$ be the score. Then $$ g = \mu^2 $$

**Proof:** Clearly $$ 0 + g = \mu^2 $$""",
    r"""**Theorem:** Let $p(x) = N(x; \mu, \Sigma)$. Then $$ H[x] = |\Sigma| $$

**Proof:** Clearly $$ 0 + H[x] = |\Sigma| $$""",
    r"""**Theorem:** Then $$ f(x) = x^2 + 1 $$

**Proof:** Let $$ f(x) = x^2 $$ Clearly $$ 0 + f(x) = x^2 + 1 $$""",
    r"""\begin{theorem} Then $$ f(x) = x^2 + 1 $$ \end{theorem}
\begin{proof} Let $$ f(x) = (x-1)(x+1) + 1 $$ so that $$ f(x) + 0 = x^2 + 1 $$ \end{proof}""",
    r"""**Lemma:** We have $$ |A B| = |A| + |B| $$

**Proof:** Clear: $$ 0 + |A B| = |A| + |B| $$""",
)
