"""Equations that tempt a checker to take them for definitions, with a step that they would prove.

In each document of ``WRONG`` the last display is wrong in general and true only if a place, a case,
a condition, a refuted line or another section's equation were a definition.  In each one of
``RIGHT`` the last display is right, by an equation that the document does state for it.
"""

from __future__ import annotations

_DENSITY = r"""The density of the law is

$$ f(x) = \frac{1}{\sqrt{2 \pi} \sigma} \exp\left[ -\frac{(x - \mu)^2}{2 \sigma^2} \right] $$
"""
_QUADRATIC = r"""Let $a$, $b$ and $x$ be real numbers and

$$ g(x) = a x^2 + 2 b x $$
"""
_SQUARE = r"""Let $a$ and $b$ be real numbers.

$$ (a + b)^2 = a^2 + 2 a b + b^2 $$
"""

#: Wrong steps.
_INFLECTION = (
    r"\left( \frac{x - \mu}{\sigma} \right)^2 - 1 = 3 \frac{(x - \mu)^2 - \sigma^2}{\sigma^2}"
)
_MAXIMUM = r"\frac{(x - \mu)^2}{\sigma^2} = 2 \frac{(x - \mu)^2}{\sigma}"
_ZERO = r"(x - \mu)^2 + x = \mu^2"
_VERTEX = r"(a x + b)^2 + a = 2 (a x + b) + a"

#: An opening, a wrong step, and what may be said before that.
_SAID: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        _DENSITY,
        _INFLECTION,
        (
            r"The inflection points are at $x = \mu + \sigma$.",
            r"The inflection points are $x = \mu - \sigma$ and $x = \mu + \sigma$.",
            r"$$ x = \mu \pm \sigma $$",
        ),
    ),
    (
        _DENSITY,
        _MAXIMUM,
        (
            r"The density has its maximum at $x = \mu$, and it is symmetric.",
            r"It is largest for $x = \mu$.",
            r"The mode is $x = \mu$.",
            r"The derivative is zero where $x = \mu$.",
            r"Setting the derivative to zero gives $x = \mu$.",
            r"We find that $x = \mu$ is a maximum.",
            r"When $x = \mu$, it is at its peak.",
            r"Here $x = \mu$ maximises the density.",
            r"It is stationary at $$ x = \mu $$",
            r"Hence the mode is given by $$ x = \mu . $$",
            r"Solving for $x$, we get $$ x = \mu $$",
            r"The root of the derivative is $$ \mu = x $$",
            r"$$ x = \mu $$",
            r"$$ \begin{aligned} x &= \mu \\ \sigma &= 1 \end{aligned} $$",
            r"The maximum is at $x_0 = \mu$, that is $x = x_0$.",
            r"Let $x = \mu$. Then it is largest. Now to the general case.",
            r"At $x = \mu$ it is $$ f(x) = \frac{1}{\sqrt{2 \pi} \sigma} . $$ In general,",
            r"Let $x = \mu$. Then $$ f(x) = \frac{1}{\sqrt{2 \pi} \sigma} . $$ In general,",
            r"Substituting $x = \mu$ gives $$ f(x) = \frac{1}{\sqrt{2 \pi} \sigma} . $$ Now",
        ),
    ),
    (
        _DENSITY,
        _ZERO,
        (
            r"For $x = 0$ there is nothing to show.",
            r"Let us look at $x = 0$ first. That is easy.",
            r"The tangent at the point $x = 0$ is of interest. It comes later.",
        ),
    ),
    (
        _QUADRATIC,
        _VERTEX,
        (
            r"Its minimum is at $x = -b / a$.",
            r"Completing the square, the vertex lies at $$ x = -\frac{b}{a} $$",
            r"The derivative vanishes: $$ x = -b / a $$",
            r"Setting the derivative to zero, $$ \Rightarrow x = -b / a $$",
            r"Suppose $x = -b / a$; this is the minimum. Otherwise,",
            r"By symmetry, $x = -b / a$ is the axis.",
            r"$$ g'(x) = 2 a x + 2 b = 0 $$ so that $$ x = -b / a $$",
        ),
    ),
    (
        _QUADRATIC,
        r"a x^2 + b x = - b x",
        (r"It has the roots $x = 0$ and $x = -2 b / a$.",),
    ),
    (
        r"",
        r"x^2 + 2 x = x^3",
        (r"$$ \frac{d}{dx} x^2 = 2 x $$ which is zero at $x = 0$.",),
    ),
    (
        r"",
        r"t^2 + t = 2 t^3",
        (r"$$ \frac{\partial}{\partial t} t^3 = 3 t^2 $$ which is 3 for $t = 1$.",),
    ),
    (
        r"",
        r"x^2 + x = 2",
        (r"$$ \int_0^1 x^2 \, dx = \frac{1}{3} $$ The integrand is largest at $x = 1$.",),
    ),
    (
        r"",
        r"(w - m)^2 + w = m",
        (r"$$ \nabla_w (w - m)^2 = 2 (w - m) $$ so that $$ w = m $$",),
    ),
    (
        _SQUARE,
        r"(a + b)^2 = 4 a^2",
        (
            r"Suppose $a = b$. Then this is simple. In general,",
            r"If $a = b$, this is simple.",
            r"For $a = b$ this is simple.",
            r"Taking $a = b$, this is simple. In general,",
            r"Let $a = b$. Then $$ a + b = 2 a . $$ In general,",
            r"Equality holds only for $a = b$.",
        ),
    ),
    (
        _SQUARE,
        r"(a + b)^2 = 0 a",
        (r"The minimum over $b$ is attained at $b = -a$.",),
    ),
    (
        _SQUARE,
        r"(a + b)^2 = 9",
        (r"As an example, take $a = 1$, $b = 2$. That gives nine.",),
    ),
    (
        _SQUARE,
        r"(a + b)^2 = 0 b",
        (
            r"This is zero at $$ a = - b $$",
            r"We solve for $b$: $$ b = - a $$",
        ),
    ),
    (
        _SQUARE,
        r"(a + b)^2 = a^2",
        (
            r"In the case $b = 0$ this is trivial. Otherwise,",
            r"Suppose $b = 0$. $$ (a + b)^2 = a^2 $$ Now let $b$ be arbitrary.",
        ),
    ),
    (
        _SQUARE,
        r"a b + b = b^2",
        (r"With $b = 0$ we get $$ (a + b)^2 = a^2 . $$ On the other hand,",),
    ),
    (
        _SQUARE,
        r"(a + b)^2 = 9 a^2",
        (r"Evaluated at $b = 2 a$ this is $9 a^2$.",),
    ),
    (
        r"",
        r"e^{s + t} = e e^s",
        (r"$$ e^{s + t} = e^s e^t $$ for all $s$ and $t$, for example at $t = 1$.",),
    ),
    (
        r"",
        r"1 + \rho = 1",
        (r"$$ \rho^2 + 1 = 1 + \rho^2 $$ which is minimal if and only if $\rho = 0$.",),
    ),
    (
        r"",
        r"n^2 + n = 2 n",
        (
            r"Suppose $n = 1$. Then all is clear. $$ n^2 + n = n (n + 1) $$ So",
            (
                r"For $n = 1$, it is clear. Assume that it holds for $n$. $$ n^2 + n = n "
                r"(n + 1) $$ So"
            ),
        ),
    ),
    (
        r"Let $X \sim \mathcal{N}(\mu, 1)$.",
        r"0 + \mathrm{E}[X] = x",
        (r"Consider the event $X = x$.",),
    ),
    (
        r"Let $X \sim \mathcal{N}(\mu, 1)$.",
        r"0 + \mathrm{E}[X^2] = x^2",
        (r"When $X = x$ was observed, we stop.",),
    ),
    (
        r"Let $X \sim \mathcal{N}(\mu, 1)$.",
        r"0 + \mathrm{E}[X^2] = 1",
        (r"Given $X = 1$, the game is over.",),
    ),
    (
        r"Let $X \sim \mathcal{N}(\mu, 1)$.",
        r"0 + \mathrm{E}[X] = 3",
        (r"We observe $$ X = 3 $$",),
    ),
    (
        r"Let $X \sim \mathcal{N}(\mu, 1)$.",
        r"0 + \mathrm{Var}(X) = 0",
        (r"Let $X = \mu$ for a moment. This is a sample.",),
    ),
    (
        r"Let $x \sim \mathcal{N}(0, 1)$ and $y \mid x \sim \mathcal{N}(x, 1)$.",
        r"0 + \mathrm{E}[y^2] = 4",
        (r"We observe $y = 2$.",),
    ),
    (
        r"Let $x \sim \mathcal{N}(0, 1)$ and $y \mid x \sim \mathcal{N}(x, 1)$.",
        r"0 + \mathrm{E}[x y] = b \mathrm{E}[x]",
        (r"Given $y = b$, we have $$ p(x \mid y) = \frac{p(y \mid x) p(x)}{p(y)} . $$ So",),
    ),
    (
        r"Let $x$ be a random variable.",
        r"0 + \mathrm{E}[x y] = y \mathrm{E}[x]",
        (r"By Bayes' rule, $$ p(x \mid y) = \frac{p(y \mid x) p(x)}{p(y)} . $$ So",),
    ),
    (
        r"Let $x$ be a random variable.",
        r"0 + \mathrm{Cov}(x, y) = 0",
        (r"By Bayes' rule, $$ p(y \mid x) = \frac{p(x \mid y) p(y)}{p(x)} . $$ So",),
    ),
    (
        r"Let $x$ be a random variable.",
        r"0 + \mathrm{Var}(x + y) = \mathrm{Var}(x)",
        (r"The joint density is $$ p(x, y) = p(x \mid y) p(y) . $$ So",),
    ),
    (
        r"Let $u = a + 1$.",
        r"u^2 + u = (a + 2)^2 + a + 2",
        (
            r"Then $$ u = a + 2 $$",
            r"Then $$ 2 u = 2 a + 4 $$ so that $$ u = a + 2 $$",
        ),
    ),
    (
        r"Let $u = a + 1$ and $v = a + 2$.",
        r"u - v + a = a",
        (r"Then $$ u = v $$",),
    ),
    (
        r"Let $u = a + b$.",
        r"u + a = 2 a - b",
        (r"Then $$ \begin{aligned} u &= a - b \\ &= c \end{aligned} $$",),
    ),
    (
        r"Let $u = a^2$.",
        r"u + 1 = a^2 + a + 1",
        (r"Then $$ u = a (a + 1) - a = a^2 + a $$",),
    ),
    (
        r"Let $f(x) = x^2$.",
        r"f(y) + 1 = y^3 + 1",
        (r"Then $$ f(x) = x^3 $$",),
    ),
    (
        r"Let $X \sim \mathcal{N}(\mu, 1)$.",
        r"1 + \mathrm{E}[X] = 1 + 2 \mu",
        (r"Then $$ \mathrm{E}[X] = 2 \mu $$",),
    ),
    (
        "# A\n\nThe slope is $c = 2$. $$ c x = 2 x $$\n\n# B\n\nLet $c$ be any number.",
        r"c x + c = 2 x + 2",
        (r"",),
    ),
    (
        (
            "# A\n\n"
            "Let $v = a + b$.\n\n"
            "$$ v + 1 = a + b + 1 $$\n\n"
            "# B\n\n"
            r"Now let $v \in \mathbb{R}$."
        ),
        r"v^2 + v = (a + b)^2 + a + b",
        (r"",),
    ),
    (
        "# A\n\n$$ m = a + b $$\n\n# B\n\nLet $X \\sim \\mathcal{N}(m, 1)$ with any $m$.",
        r"0 + \mathrm{E}[X] = a + b",
        (r"",),
    ),
    (
        "# A\n\n$$ y = a^2 $$\n\n# B\n\nWe have $y \\sim \\mathcal{N}(m, 1)$.",
        r"0 + \mathrm{E}[y] = a^2",
        (r"",),
    ),
)

#: Wrong steps before what would make them right.
_BEFORE: tuple[tuple[str, str], ...] = (
    (_SQUARE + "\n$$ (a + b)^2 = 4 a^2 $$\n", r"Finally, let $b = a$."),
    (_SQUARE + "\n$$ (a + b)^2 = 4 a^2 $$\n", r"It is largest if $b = a$."),
    (_SQUARE + "\n$$ (a + b)^2 = 4 a^2 $$\n", r"This shows that $$ b = a $$"),
    (_SQUARE + "\n$$ (a + b)^2 = 4 a^2 $$\n", r"For example, $a = 1$ and $b = 1$."),
    (_DENSITY + "\n$$ (x - \\mu)^2 + x = x $$\n", r"The maximum is at $x = \mu$."),
    (_DENSITY + "\n$$ (x - \\mu)^2 + x = x $$\n", r"$$ x = \mu $$"),
    (_DENSITY + "\n$$ (x - \\mu)^2 + x = x $$\n", r"With $x = \mu$, it is largest."),
)

WRONG = tuple(
    f"{opening}\n\n{words}\n\n$$ {step} $$\n" for opening, step, said in _SAID for words in said
)
#: Documents whose last display is wrong, and the same ones with what follows.
AHEAD = tuple((document, f"{document}\n{later}\n") for document, later in _BEFORE)

RIGHT: tuple[str, ...] = (
    _DENSITY
    + r"""
At $x = \mu$, it is $$ f(x) = \frac{1}{\sqrt{2 \pi} \sigma} $$""",
    _DENSITY
    + r"""
Substituting $x = \mu$, we get $$ (x - \mu)^2 + x = \mu $$""",
    _DENSITY
    + r"""
Let $x = \mu$. Then $$ (x - \mu)^2 + x = \mu $$""",
    _DENSITY
    + r"""
Then $$ (x - \mu)^2 + x = \mu $$ at $x = \mu$.""",
    _SQUARE
    + r"""
If $a = b$, this is $$ (a + b)^2 = 4 a^2 $$""",
    _SQUARE
    + r"""
For $a = b$ we get $$ (a + b)^2 = 4 a^2 $$""",
    _SQUARE
    + r"""
Suppose $a = b$. Then $$ (a + b)^2 = 4 a^2 $$""",
    r"""The gain is used in $$ m' = m + K v $$ where $K = P / S$ and $S = P + R$. So

$$ (1 - K) P = P R / S $$""",
    r"""$$ u = v w $$ with $v = 1 + a$.

$$ u + 0 = w + a w $$""",
    r"""Let $u = a + 1$. Then $$ u = a + 2 $$ is wrong.

$$ u^2 + 0 = (a + 1)^2 $$""",
    r"""$$ z = \frac{x - \mu}{\sigma} $$

$$ z^2 + 0 = \frac{(x - \mu)^2}{\sigma^2} $$""",
)
