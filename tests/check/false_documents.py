"""Documents whose last display is wrong, or is not what the document says."""

from __future__ import annotations

#: Documents whose last display is wrong, or is not what the document says.
DOCUMENTS = (
    r"""Let $c = 2$.

# A
Fine.

# B
Let $c > 0$.

$$ c x + 0 = 2 x $$""",
    r"""# A
Let $c = 2$.

# B
Let $c > 0$ be any constant.

$$ c x + 0 = 2 x $$""",
    r"""# A
Let $A$ be a symmetric matrix.

# B
Let $A$ be any $n \times n$ matrix.

$$ A^\top + 0 = A $$""",
    r"""# A
Let $a$ be a positive number.

# B
Let $a$ be a real number.

$$ \sqrt{a^2} + 0 = a $$""",
    r"""Let $x$ be positive, or $x$ be negative.

$$ \sqrt{x^2} + 0 = x $$""",
    r"""Let $x$ be positive or negative.

$$ \sqrt{x^2} + 0 = x $$""",
    r"""Let $x$ be either positive or zero or negative.

$$ \sqrt{x^2} + 0 = x $$""",
    r"""The number $x$ is not positive.

$$ \sqrt{x^2} + 0 = x $$""",
    r"""If $x$ is positive, all is well.

$$ \sqrt{x^2} + 0 = x $$""",
    r"""Suppose that $x$ is never positive.

$$ \sqrt{x^2} + 0 = x $$""",
    r"""We do not assume that $A$ is symmetric. Let $A$ be an $n \times n$ matrix.

$$ A^\top + 0 = A $$""",
    r"""Let $A$ be an $n \times n$ matrix. When $A$ is symmetric, things are easy.

$$ A^\top + 0 = A $$""",
    r"""Let $A$ be an $n \times n$ matrix. Is $A$ symmetric?

$$ A^\top + 0 = A $$""",
    r"""$$ a b + d = 3 b + d $$ where $a = 3$ or $a = 5$.""",
    r"""$$ y + d = 3 + d $$ where $y = 3$ if $x > 0$ and $y = 4$ otherwise.""",
    r"""Let $x = 1$.

$$ \frac{x^2 - x}{x - 1} = x $$""",
    r"""Let $a = b$.

$$ \frac{a^2 - b^2}{a - b} = a + b $$""",
    r"""$$ a = b $$

$$ \frac{(a - b) 2}{a - b} = 2 $$""",
    r"""Let $x = 0$.

$$ \frac{\sin x}{x} x = \sin x $$""",
    r"""Let $\Sigma = 0$. Let $\Sigma$ be an $n \times n$ matrix.

$$ \Sigma^{-1} \Sigma + 0 = I $$""",
    r"""Let $A = x x^\top$ with $x \in \mathbb{R}^n$.

$$ A^{-1} A + 0 = I $$""",
    r"""Let $x = -1$.

$$ \log (x) - \log(x) = 0 $$""",
    r"""$$ y = x^2 $$

Here $x = 2$. Later, $x = 3$.

$$ y + 0 = 4 $$""",
    r"""$$ a + 0 = 2 b $$

$$ b = a / 3 $$

$$ b + 0 = a / 2 $$""",
    r"""Suppose for contradiction that $a = b + 1$.

$$ 2 a + 0 = 2 b + 2 $$""",
    r"""We would be wrong to think that $a = b + 1$.

$$ 2 a + 0 = 2 b + 2 $$""",
    r"""If $a = b + 1$, then the following is trivial. In general it is not.

$$ 2 a + 0 = 2 b + 2 $$""",
    r"""It is not true that $a = b$.

$$ 2 a + 0 = 2 b $$""",
    r"""Note $a \neq b$.

$$ 2 a + 0 = 2 b $$""",
    r"""We have $a \approx b$.

$$ 2 a + 0 = 2 b $$""",
    r"""Let $a \to b$.

$$ 2 a + 0 = 2 b $$""",
    r"""For the special case $\mu = 0$ we get something else.

$$ (x - \mu)^2 + 0 = x^2 $$

Now some more text.

$$ a = b c $$

$$ \frac{(x - \mu)^2}{a} + 0 = \frac{x^2}{a} $$""",
    r"""At time $t = 0$ we have nothing.

$$ x + t + 0 = x $$""",
    r"""**Lemma** Let $c = 2$. Then $$ 2 c = 4 $$

**Theorem** Let $c$ be any number. Then $$ c^2 + 0 = 4 $$""",
    r"""$$ A = B + 1 $$

$$ B = C - 1 $$

$$ C = A + 1 $$

$$ C + 0 = A $$""",
    r"""$$ x = y + 1 $$

$$ y = x - 1 $$

$$ x + 0 = y $$""",
    r"""Let $\beta_t = 1 - \alpha_t$.

$$ \alpha_t + \beta_{t-1} = 1 $$""",
    r"""Let $\bar\alpha_t = \prod_{s=1}^t \alpha_s$.

$$ \bar\alpha_t + 0 = \alpha_{t-1} \bar\alpha_{t-1} $$""",
    r"""Let $\bar\alpha_t = \prod_{s=1}^t \alpha_s$ and $\beta_t = 1 - \alpha_t$.

$$ \frac{\bar\alpha_t}{\bar\alpha_{t-1}} + 0 = 1 + \beta_t $$""",
    r"""Let $f(x) = x^2$.

$$ f(y) + 0 = x^2 $$""",
    r"""Let $f(x) = a x^2$.

$$ f(x + 1) + 0 = a x^2 + 1 $$""",
    r"""Let $f(x) = x^2$.

$$ f'(x) + 0 = x^2 $$""",
    r"""Let $f(x) = x^2$.

$$ f(f(x)) + 0 = x^2 $$""",
    r"""Let $f(x, y) = x - y$.

$$ f(y, x) + 0 = x - y $$""",
    r"""Let $f(i) = \sum_{i=1}^n i$.

$$ f(2) + 0 = 2 n $$""",
    r"""Let $S = \sum_{i=1}^n x_i$ and $i = 2$.

$$ S + 0 = n x_2 $$""",
    r"""Let $y = i x$.

$$ \sum_{i=1}^n y + 0 = n y $$""",
    r"""Let $y = x^2$.

$$ \int_0^1 y \, dx = y $$""",
    r"""Let $y = x^2$.

$$ \frac{d}{dx} y + 0 = 0 $$""",
    r"""Let $y = x^2$.

$$ \frac{\partial y}{\partial x} + 0 = y $$""",
    r"""Let $m = \frac{1}{n} \sum_{i=1}^n x_i$.

$$ \frac{\partial}{\partial x_1} \sum_{i=1}^n (x_i - m)^2 = 2 (x_1 - m) + 1 $$""",
    r"""Let $X \sim \mathcal{N}(0, 1)$ and $Y = X^2$.

$$ \mathrm{E}[X^2 Y] + 0 = 1 $$""",
    r"""Let $X \sim \mathcal{N}(0, 1)$ and $Y = X^2$.

$$ \mathrm{Var}(X + Y) + 0 = 1 $$""",
    r"""Let $X \sim \mathcal{N}(0, 1)$. Let $Y = X$.

$$ \mathrm{E}[X Y] + 0 = 0 $$""",
    r"""Let $X \sim \mathcal{N}(0, 1)$ and $Y = a X + b$.

$$ \mathrm{Var}(Y) + 0 = a^2 + b $$""",
    r"""Let $X \sim \mathcal{N}(0, 1)$ and $Y = a X + b$.

$$ \mathrm{Cov}(X, Y) + 0 = 0 $$""",
    r"""Let $y = A x + \varepsilon$, $\varepsilon \sim \mathcal{N}(0, R)$, $x \sim
\mathcal{N}(m, P)$.

$$ \mathrm{Cov}[y] + 0 = A P A^\top $$""",
    r"""Let $y = A x + \varepsilon$, $\varepsilon \sim \mathcal{N}(0, R)$, $x \sim
\mathcal{N}(m, P)$.

$$ \mathrm{Cov}[y] + 0 = A^\top P A + R $$""",
    r"""Let $y = A x + \varepsilon$, $\varepsilon \sim \mathcal{N}(0, R)$, $x \sim
\mathcal{N}(m, P)$.

$$ \mathrm{Cov}[x, y] + 0 = A P $$""",
    r"""Let $y = A x + \varepsilon$, $\varepsilon \sim \mathcal{N}(0, R)$, $x \sim
\mathcal{N}(m, P)$.

$$ \mathrm{Cov}[x, \varepsilon] + 0 = R $$""",
    r"""Let $y = x + \varepsilon$, $\varepsilon \sim \mathcal{N}(0, 1)$, $x \sim
\mathcal{N}(0, 1)$.

$$ \mathrm{E}[x | y] + 0 = y $$""",
    r"""Let $y = x + \varepsilon$, $\varepsilon \sim \mathcal{N}(0, 1)$, $x \sim
\mathcal{N}(0, 1)$.

$$ \mathrm{Var}[x | y] + 0 = 1 $$""",
    r"""Let $x_1 \sim \mathcal{N}(0,1)$ and $x_2 \sim \mathcal{N}(0,1)$.

$$ \mathrm{Var}(x_1 + x_2) + 0 = 2 $$""",
    r"""Let $X \sim \mathcal{N}(0, 1)$ in the first part, and $X \sim \mathcal{N}(1, 2)$ in
the second part.

$$ \mathrm{E}[X^2] + 0 = 1 $$""",
    r"""# One
Let $X \sim \mathcal{N}(0, 1)$.

# Two
Let $X \sim \mathcal{N}(1, 2)$.

$$ \mathrm{E}[X^2] + 0 = 1 $$""",
    r"""Let $x \mid z \sim \mathcal{N}(z, 1)$ and $z \sim \mathcal{N}(0, 1)$.

$$ \mathrm{Var}[x] + 0 = 1 $$""",
    r"""Let $x \mid z \sim \mathcal{N}(z, 1)$ and $z \sim \mathcal{N}(0, 1)$.

$$ \mathrm{E}[x z] + 0 = 0 $$""",
    r"""Let $x \mid z \sim \mathcal{N}(z, 1)$ and $z \sim \mathcal{N}(0, 1)$.

$$ p(x) + 0 = \mathcal{N}(x; z, 1) $$""",
    r"""Let $x \mid z \sim \mathcal{N}(z, 1)$ and $z \sim \mathcal{N}(0, 1)$.

$$ p(x \mid z) \propto_{z} p(z \mid x) $$""",
    r"""Let $x \mid z \sim \mathcal{N}(z, 1)$ and $z \sim \mathcal{N}(0, 1)$.

$$ p(z \mid x) \propto p(x \mid z) $$""",
    r"""Let $x \mid z \sim \mathcal{N}(z, 1)$ and $z \sim \mathcal{N}(0, 1)$.

$$ p(z \mid x) + 0 = p(x \mid z) p(z) $$""",
    r"""The number $a$ is positive. Assume that $b = -a$.

$$ \sqrt{b^2} + 0 = b $$""",
    r"""$$ p(x) = q(x) $$ is what we want to refute.

$$ p(x) + 1 = q(x) + 1 $$""",
    r"""Let $\sigma^2 = 4$.

$$ \sigma + 0 = -2 $$""",
    r"""Let $x^2 = 4$.

$$ x + 0 = 2 $$""",
    r"""Let $|x| = 2$.

$$ x + 0 = 2 $$""",
    r"""$$ x = 3, \quad x = 4 $$

$$ x + 0 = 3 $$""",
    r"""$$ x = \begin{cases} 1 & a > 0 \\ 2 & a < 0 \end{cases} $$

$$ x + 0 = 1 $$""",
    r"""$$ x = 1 \quad \text{or} \quad x = 2 $$

$$ x + 0 = 2 $$""",
    r"""$$ x = 1 \text{ if } a > 0 $$

$$ x + 0 = 1 $$""",
    r"""Let $x = \pm 1$.

$$ x + 0 = 1 $$""",
    r"""Let $\mu$ be a mean.

$$ \mu \approx 3 $$

$$ \mu + 0 = 3 $$""",
    r"""$$ f = g + O(h) $$

$$ f + 0 = g + h $$""",
    r"""$$ f = O(h) $$ and $$ g = O(h) $$

$$ f + 0 = g $$""",
    r"""$$ a = \text{const} $$ and $$ b = \text{const} $$

$$ a + 0 = b $$""",
    r"""$$ a = C + x $$ and $$ b = C + y $$ with other constants.

$$ \log a + 0 = \text{const} $$""",
    r"""Let $P$ be a projection, that is $P^2 = P$.

$$ P^\top + 0 = P $$""",
    r"""Let $Q$ be orthogonal, $Q \in \mathbb{O}^n$.

$$ |Q| + 0 = 1 $$""",
    r"""Let $A$ be an $n \times n$ diagonal matrix and $B$ an $n \times n$ matrix.

$$ A B + 0 = B A $$""",
    r"""Let $A$ and $B$ be symmetric $n \times n$ matrices.

$$ (A B)^\top + 0 = A B $$""",
    r"""Let $L$ be a lower triangular $n \times n$ matrix.

$$ L^\top + 0 = L $$""",
    r"""Let $A$ be a positive definite $n \times n$ matrix and $B$ an $n \times n$ matrix.

$$ B^\top + A = B + A^\top $$""",
    r"""Let $a, b > 0$.

$$ \log a b + 0 = b + \log a $$""",
    r"""$$ e^{-x^2/2} \cancel{b} = e^{-x^2/2} $$""",
    r"""$$ a \not= a $$""",
    r"""$$ \underbrace{a + b}_{=0} + c = c $$""",
    r"""$$ x \hspace{1em} + 1 = x $$""",
    r"""$$ \phantom{1 +} x + 0 = 1 + x $$""",
    r"""$$ x^{(2)} + 0 = x^2 $$""",
    r"""$$ x^* + 0 = x $$""",
    r"""$$ x' + 0 = x $$""",
    r"""$$ \hat x + 0 = x $$""",
    r"""$$ \bar x^2 + 0 = \overline{x^2} $$""",
    r"""$$ x_1 + 0 = x $$""",
    r"""$$ x_{12} + 0 = x_1 x_2 $$""",
    r"""$$ \mathbf{x} + 0 = x $$""",
    r"""$$ \mathcal{L} + 0 = L $$""",
    r"""$$ \mathbf{A} \mathbf{B} + 0 = \mathbf{B} \mathbf{A} $$""",
    r"""$$ \epsilon + 0 = \varepsilon $$""",
    r"""$$ \phi + 0 = \varphi $$""",
    r"""$$ \Sigma + 0 = \sigma $$""",
    r"""$$ \Sigma_{11}^{-1} + 0 = \Sigma^{11} $$""",
    r"""Let $\Sigma = \begin{pmatrix} A & B \\ C & D \end{pmatrix}$.

$$ |\Sigma| + 0 = |A| |D| - |B| |C| $$""",
    r"""Let $\Sigma = \begin{pmatrix} A & B \\ C & D \end{pmatrix}$.

$$ \Sigma^{-1} + 0 = \begin{pmatrix} A^{-1} & B^{-1} \\ C^{-1} & D^{-1} \end{pmatrix} $$""",
)
