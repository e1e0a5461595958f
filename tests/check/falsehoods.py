"""Wrong steps and the openings under which they are wrong, by what goes wrong in them."""

from __future__ import annotations

#: An opening of a document, and steps that are wrong under it.
STEPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "E dependent": (
        r"Let $X \sim \mathcal{N}(\mu,1)$.",
        (
            r"0 + E[X Y] = Y E[X]",
            r"0 + E[X Z] = \mu Z",
            r"0 + \mathrm{E}[X + Y] = \mu + Y",
            r"0 + \mathrm{E}[(X - Y)^2] = 1 + (\mu - Y)^2",
            r"0 + \mathrm{Var}(X + Y) = 1",
            r"0 + \mathrm{Var}(X Y) = Y^2",
            r"0 + \mathrm{Cov}(X, Y) = 0",
            r"0 + \mathbb{E}[X W] = W \mathbb{E}[X]",
            r"0 + \mathbb{E}[X^2] = \mathbb{E}[X]^2",
            r"0 + \mathbb{E}[\exp(X)] = \exp(\mathbb{E}[X])",
            r"0 + \mathbb{E}[X^3] = \mu^3",
            r"0 + \mathbb{E}[X^2] = \mu^2",
            r"0 + \mathbb{E}[X^4] = \mu^4 + 6 \mu^2 + 1",
            r"0 + \mathbb{E}[1/X] = 1/\mu",
            r"0 + \mathbb{E}[\log X] = \log \mu",
            r"0 + \mathbb{E}[|X|] = |\mu|",
            r"0 + \mathbb{E}[\sqrt{X}] = \sqrt{\mu}",
            r"0 + \mathrm{Var}(2 X) = 2",
            r"0 + \mathrm{Var}(X^2) = 2",
            r"0 + \mathrm{Var}(X - X) = 2",
            r"0 + \mathbb{E}[\epsilon X] = \epsilon \mu",
            r"0 + \mathbb{E}[x X] = x \mu + x",
        ),
    ),
    "two laws, no independence": (
        r"Let $X \sim \mathcal{N}(\mu,1)$ and $Y \sim \mathcal{N}(\nu, 2)$.",
        (
            r"0 + E[X Y] = \mu \nu",
            r"0 + \mathrm{Var}(X + Y) = 3",
            r"0 + \mathrm{Cov}(X, Y) = 0",
            r"0 + \mathrm{E}[X^2 Y] = (\mu^2 + 1) \nu",
            r"0 + p(x, y) = p(x) p(y)",
            r"0 + p(x \mid y) = p(x)",
            r"0 + \mathrm{E}[X \mid Y] = \mu",
            r"0 + \mathrm{E}[X | Y] = \mathrm{E}[X]",
            r"0 + \mathrm{H}[X, Y] = \mathrm{H}[X] + \mathrm{H}[Y]",
            r"0 + \mathrm{I}[X; Y] = 0",
        ),
    ),
    "two laws indep": (
        r"Let $X \sim \mathcal{N}(\mu,1)$ and $Y \sim \mathcal{N}(\nu, 2)$ be independent.",
        (
            r"0 + \mathrm{Var}(X Y) = 2",
            r"0 + \mathrm{Var}(X - Y) = -1",
            r"0 + \mathrm{Var}(X + Y) = 5",
            r"0 + \mathrm{E}[X^2 Y^2] = \mu^2 \nu^2",
            r"0 + \mathrm{Cov}(X, X + Y) = 0",
            r"0 + \mathrm{Cov}(X + Y, X - Y) = 0",
            r"0 + \mathrm{E}[X / Y] = \mu / \nu",
            r"0 + \mathrm{E}[(X+Y)^2] = \mu^2 + \nu^2 + 3",
            r"0 + \mathrm{E}[X Y Z] = \mu \nu Z",
            r"0 + \mathrm{Var}(X + Y + Z) = 3",
        ),
    ),
    "generic expectation": (
        r"Let $X$ and $Y$ be random variables.",
        (
            r"0 + \mathrm{E}[X Y] = \mathrm{E}[X] \mathrm{E}[Y]",
            r"0 + \mathrm{Var}(X + Y) = \mathrm{Var}(X) + \mathrm{Var}(Y)",
            r"0 + \mathrm{Var}(X - Y) = \mathrm{Var}(X) - \mathrm{Var}(Y)",
            r"0 + \mathrm{Var}(X - Y) = \mathrm{Var}(X) + \mathrm{Var}(Y) + 2 \mathrm{Cov}(X,Y)",
            r"0 + \mathrm{Cov}(X, Y) = \mathrm{E}[X Y]",
            r"0 + \mathrm{Cov}(X, Y) = \mathrm{E}[X Y] + \mathrm{E}[X] \mathrm{E}[Y]",
            r"0 + \mathrm{Var}(a X + b) = a \mathrm{Var}(X)",
            r"0 + \mathrm{Var}(a X + b) = a^2 \mathrm{Var}(X) + b",
            r"0 + \mathrm{Var}(X) = \mathrm{E}[X^2] - \mathrm{E}[X]",
            r"0 + \mathrm{E}[X^2] = \mathrm{E}[X]^2",
            r"0 + \mathrm{E}[f(X)] = f(\mathrm{E}[X])",
            r"0 + \mathrm{E}[g(X) Y] = g(X) \mathrm{E}[Y]",
            r"0 + \mathrm{E}[X \mathrm{E}[Y]] = \mathrm{E}[X Y]",
            r"0 + \mathrm{E}[X | Y] = \mathrm{E}[Y | X]",
            r"0 + \mathrm{E}[\mathrm{E}[X | Y]] = \mathrm{E}[Y]",
            r"0 + \mathrm{Var}(X) = \mathrm{E}[\mathrm{Var}(X | Y)]",
            (
                r"0 + \mathrm{Var}(X) = \mathrm{E}[\mathrm{Var}(X | Y)] - "
                r"\mathrm{Var}(\mathrm{E}[X | Y])"
            ),
            r"0 + \mathrm{E}[X | Y] = \mathrm{E}[X]",
            r"0 + \mathrm{E}[X Y | Y] = X \mathrm{E}[Y | Y]",
            r"0 + \mathrm{E}[1/X] = 1/\mathrm{E}[X]",
            r"0 + \mathrm{E}[X/Y] = \mathrm{E}[X]/\mathrm{E}[Y]",
            r"0 + \mathrm{E}[\log X] = \log \mathrm{E}[X]",
            r"\mathrm{E}[\log X] \geq \log \mathrm{E}[X]",
            r"\mathrm{E}[X^2] \leq \mathrm{E}[X]^2",
            r"\mathrm{E}[\exp X] \leq \exp \mathrm{E}[X]",
            r"0 + \mathrm{Cov}(X + Y, Z) = \mathrm{Cov}(X, Z)",
            r"0 + \mathrm{Cov}(a X, b Y) = a \mathrm{Cov}(X, Y)",
            r"0 + \mathrm{Cov}(X, X) = \mathrm{E}[X]^2",
            r"0 + \mathrm{E}[(X - \mathrm{E}[X])^3] = 0",
            r"0 + \mathrm{E}[(X - \mathrm{E}[X])^2] = \mathrm{E}[X^2]",
            r"0 + \mathrm{E}[X - Y] = \mathrm{E}[X] + \mathrm{E}[Y]",
        ),
    ),
    "vector normal": (
        (
            r"Let $x \in \mathbb{R}^d$, $x \sim \mathcal{N}(\mu, \Sigma)$, $A \in "
            r"\mathbb{R}^{d \times d}$, $b \in \mathbb{R}^d$."
        ),
        (
            r"0 + \mathbb{E}[x x^\top] = \Sigma",
            r"0 + \mathbb{E}[x x^\top] = \Sigma - \mu \mu^\top",
            r"0 + \mathbb{E}[x^\top A x] = \mu^\top A \mu",
            r"0 + \mathbb{E}[x^\top A x] = \mathrm{tr}(A) + \mu^\top A \mu",
            r"0 + \mathbb{E}[x^\top A x] = \mathrm{tr}(A^\top \Sigma^{-1}) + \mu^\top A \mu",
            r"0 + \mathrm{Cov}[A x] = A \Sigma A",
            r"0 + \mathrm{Cov}[A x] = A^\top \Sigma A",
            r"0 + \mathrm{Cov}[A x + b] = A \Sigma A^\top + b b^\top",
            r"0 + \mathbb{E}[A x + b] = A \mu",
            r"0 + \mathbb{E}[x^\top x] = d + \mu^\top \mu",
            r"0 + \mathbb{E}[(x - \mu)(x - \mu)^\top] = \Sigma^{-1}",
            r"0 + \mathbb{E}[(x - \mu)^\top (x - \mu)] = \Sigma",
            r"0 + \mathbb{E}[(x-\mu)^\top \Sigma^{-1} (x - \mu)] = 1",
            r"0 + \mathbb{E}[(x-\mu)^\top \Sigma^{-1} (x - \mu)] = d^2",
            r"0 + \mathrm{Var}[b^\top x] = b^\top \Sigma^{-1} b",
            r"0 + \mathrm{Var}[b^\top x] = b^\top b",
            (
                r"0 + \mathrm{Var}[x^\top A x] = 2 \mathrm{tr}(A \Sigma A \Sigma) + 4 \mu^\top A "
                r"\Sigma A \mu"
            ),
            r"0 + \mathbb{E}[x x^\top A] = A \mathbb{E}[x x^\top]",
            r"0 + \mathbb{E}[x x^\top x] = \mu \mu^\top \mu",
            r"0 + \mathbb{E}[x^\top y] = \mu^\top y",
            r"0 + \mathbb{E}[x y^\top] = \mu y^\top",
            r"0 + \mathrm{Cov}[x, y] = 0",
            r"0 + \mathrm{Cov}[x, A x] = A \Sigma",
            r"0 + \mathrm{Cov}[A x, x] = \Sigma A^\top",
            r"0 + \mathrm{H}[x] = \frac{1}{2} \log |2 \pi \Sigma|",
            r"0 + \mathrm{H}[x] = \frac{d}{2} \log 2 \pi e + \log |\Sigma|",
            r"0 + \mathbb{E}[\log \mathcal{N}(x; \mu, \Sigma)] = \frac{1}{2} \log |2 \pi e \Sigma|",
            r"0 + \mathbb{E}[x^\top A x x^\top A x] = \mathrm{tr}(A \Sigma)^2 + (\mu^\top A \mu)^2",
        ),
    ),
    "KL": (
        (
            r"Let $p(x) = \mathcal{N}(x; \mu_1, \Sigma_1)$ and $q(x) = \mathcal{N}(x; \mu_2, "
            r"\Sigma_2)$ with $x \in \mathbb{R}^d$."
        ),
        (
            r"0 + \mathrm{KL}(p \| q) = \mathrm{KL}(q \| p)",
            (
                r"0 + \mathrm{KL}(p \| q) = \frac{1}{2} ( \log \frac{|\Sigma_1|}{|\Sigma_2|} - d "
                r"+ \mathrm{tr}(\Sigma_2^{-1} \Sigma_1) + (\mu_2 - \mu_1)^\top \Sigma_2^{-1} "
                r"(\mu_2 - \mu_1))"
            ),
            (
                r"0 + \mathrm{KL}(q \| p) = \frac{1}{2} ( \log \frac{|\Sigma_2|}{|\Sigma_1|} - d "
                r"+ \mathrm{tr}(\Sigma_2^{-1} \Sigma_1) + (\mu_2 - \mu_1)^\top \Sigma_2^{-1} "
                r"(\mu_2 - \mu_1))"
            ),
            (
                r"0 + \mathrm{KL}(p \| q) = \frac{1}{2} ( \log \frac{|\Sigma_2|}{|\Sigma_1|} - d "
                r"+ \mathrm{tr}(\Sigma_1^{-1} \Sigma_2) + (\mu_2 - \mu_1)^\top \Sigma_2^{-1} "
                r"(\mu_2 - \mu_1))"
            ),
            (
                r"0 + \mathrm{KL}(p \| q) = \frac{1}{2} ( \log \frac{|\Sigma_2|}{|\Sigma_1|} - 1 "
                r"+ \mathrm{tr}(\Sigma_2^{-1} \Sigma_1) + (\mu_2 - \mu_1)^\top \Sigma_2^{-1} "
                r"(\mu_2 - \mu_1))"
            ),
            r"0 + \mathrm{KL}(p \| q) = 0",
            r"\mathrm{KL}(p \| q) \leq 0",
            r"0 + \mathbb{E}_{p}[\log \frac{p(x)}{q(x)}] = \mathrm{KL}(q \| p)",
            r"0 + \mathbb{E}_{p(x)}[\log q(x)] = \mathbb{E}_{q(x)}[\log p(x)]",
            r"0 + \mathbb{E}_{p(x)}[x x^\top] = \Sigma_2 + \mu_2 \mu_2^\top",
            r"0 + \mathbb{E}_{q(x)}[\log q(x)] = \frac{1}{2} \log |2 \pi e \Sigma_2|",
            r"0 + \int p(x) \log \frac{p(x)}{q(x)} dx = \mathrm{KL}(q \| p)",
            (
                r"0 + p(x) q(x) = \mathcal{N}(x; (\Sigma_1^{-1} + \Sigma_2^{-1})^{-1} "
                r"(\Sigma_1^{-1} \mu_1 + \Sigma_2^{-1} \mu_2), (\Sigma_1^{-1} + "
                r"\Sigma_2^{-1})^{-1})"
            ),
            (
                r"p(x) q(x) \propto \mathcal{N}(x; (\Sigma_1^{-1} + \Sigma_2^{-1})^{-1} (\Sigma_1 "
                r"\mu_1 + \Sigma_2 \mu_2), (\Sigma_1^{-1} + \Sigma_2^{-1})^{-1})"
            ),
            r"\frac{p(x)}{q(x)} \propto 1",
            r"0 + \int p(x) q(x) dx = 1",
            r"0 + \int p(x) x dx = \mu_2",
            r"0 + \nabla_x \log p(x) = \Sigma_1^{-1} (x - \mu_1)",
            r"0 + \nabla_x p(x) = - \Sigma_1^{-1} (x - \mu_1)",
            r"0 + \mathbb{E}_q[\nabla_x \log p(x)] = 0",
            (
                r"0 + \mathrm{KL}(p \| q) + \mathrm{KL}(q \| p) = \mathrm{tr}(\Sigma_2^{-1} "
                r"\Sigma_1) - d"
            ),
        ),
    ),
    "matrices": (
        r"Let $A, B, C \in \mathbb{R}^{n \times n}$, $x, y \in \mathbb{R}^n$, $c \in \mathbb{R}$.",
        (
            r"0 + (A B)^\top = A^\top B^\top",
            r"0 + (A B)^{-1} = A^{-1} B^{-1}",
            r"0 + (A + B)^{-1} = A^{-1} + B^{-1}",
            r"0 + |c A| = c |A|",
            r"0 + |c A| = c^2 |A|",
            r"0 + |c A| = |c|^n |A|",
            r"0 + |-A| = -|A|",
            r"0 + |-A| = |A|",
            r"0 + |A + B| = |A| + |B|",
            r"0 + \mathrm{tr}(A B) = \mathrm{tr}(A) \mathrm{tr}(B)",
            r"0 + \mathrm{tr}(A B C) = \mathrm{tr}(A C B)",
            r"0 + \mathrm{tr}(A^\top B) = \mathrm{tr}(A B)",
            r"0 + \mathrm{tr}(A^{-1}) = 1/\mathrm{tr}(A)",
            r"0 + (A + B)^2 = A^2 + 2 A B + B^2",
            r"0 + (A - B)(A + B) = A^2 - B^2",
            r"0 + (A B)^2 = A^2 B^2",
            r"0 + x^\top A y = y^\top A x",
            r"0 + x y^\top = y x^\top",
            r"0 + x^\top A x = \mathrm{tr}(A) x^\top x",
            r"0 + A x x^\top = x x^\top A",
            r"0 + \log |A B| = \log |A| \log |B|",
            r"0 + \log |A^{-1}| = 1 / \log |A|",
            r"0 + \log |c A| = \log c + \log |A|",
            r"0 + \nabla_x (x^\top A x) = 2 A x",
            r"0 + \nabla_x (x^\top A y) = A^\top y",
            r"0 + \nabla_x (y^\top A x) = A y",
            r"0 + \nabla_A \mathrm{tr}(A B) = B",
            r"0 + \nabla_A x^\top A y = y x^\top",
            r"0 + \nabla_A \log |A| = A^{-1}",
            r"0 + \nabla_A |A| = |A| A^{-1}",
            r"0 + \nabla_A \mathrm{tr}(A^\top A) = A",
            r"0 + \nabla_A x^\top A^{-1} y = - A^{-1} x y^\top A^{-1}",
            r"0 + \mathrm{vec}(A B C) = (A \otimes C^\top) \mathrm{vec}(B)",
            r"0 + \mathrm{vec}(A B C) = (C \otimes A) \mathrm{vec}(B)",
            r"0 + \mathrm{vec}(A B) = (A \otimes I) \mathrm{vec}(B)",
            r"0 + (A \otimes B)^\top = B^\top \otimes A^\top",
            r"0 + (A \otimes B)(C \otimes A) = (A A) \otimes (B C)",
            r"0 + |A \otimes B| = |A| |B|",
            r"0 + |A \otimes B| = |A|^n |B|",
            r"0 + \mathrm{tr}(A \otimes B) = \mathrm{tr}(A) + \mathrm{tr}(B)",
            r"0 + A \otimes B = B \otimes A",
            r"0 + \mathrm{vec}(A)^\top \mathrm{vec}(B) = \mathrm{tr}(A B)",
            r"0 + \mathrm{vec}(A^\top) = \mathrm{vec}(A)",
            r"0 + \mathrm{diag}(A B) = \mathrm{diag}(A) \mathrm{diag}(B)",
            r"0 + A \odot B = A B",
            r"0 + (A + B C)^{-1} = A^{-1} - A^{-1} B (I + C A^{-1} B)^{-1} A^{-1}",
            (
                r"0 + (A + x y^\top)^{-1} = A^{-1} - \frac{A^{-1} x y^\top A^{-1}}{1 - y^\top "
                r"A^{-1} x}"
            ),
            r"0 + |A + x y^\top| = |A| (1 + x^\top A^{-1} y)",
            r"0 + (I + A)^{-1} = I - A",
            r"0 + (A^\top A)^{-1} A^\top = A",
            r"0 + A^\top A = A A^\top",
            r"0 + \exp(A) \exp(B) = \exp(A + B)",
            r"0 + \mathrm{tr}(I) = 1",
            r"0 + |2 \pi A| = 2 \pi |A|",
            r"0 + |2 \pi A| = 2 \pi^n |A|",
            r"0 + \| x - y \|^2 = \|x\|^2 - \|y\|^2",
            r"0 + \| x + y \| = \|x\| + \|y\|",
            r"0 + \| A x \|^2 = x^\top A A^\top x",
            r"0 + \| x \| = x^\top x",
            r"0 + \| c x \| = c \| x \|",
        ),
    ),
    "scalars": (
        r"Let $a, b, c, x \in \mathbb{R}$.",
        (
            r"0 + \sqrt{x^2} = x",
            r"0 + \sqrt{a^2 + b^2} = a + b",
            r"0 + \sqrt{(a-b)^2} = a - b",
            r"0 + \sqrt{a b} = \sqrt{a} + \sqrt{b}",
            r"0 + (a^2)^{1/2} = a",
            r"0 + \log(a + b) = \log a + \log b",
            r"0 + \log(a b) = \log(a) \log(b)",
            r"0 + \frac{a + b}{c} = \frac{a}{c} + b",
            r"0 + \frac{a}{b + c} = \frac{a}{b} + \frac{a}{c}",
            r"0 + \exp(a + b) = \exp(a) + \exp(b)",
            r"0 + \exp(a b) = \exp(a) \exp(b)",
            r"0 + e^{a^2} = (e^a)^a + 1",
            r"0 + (a + b)^3 = a^3 + b^3",
            r"0 + a - (b - c) = a - b - c",
            r"0 + |a + b| = |a| + |b|",
            r"0 + |a b| = a b",
            r"0 + |a|^2 = a |a|",
            r"0 + \frac{d}{dx} x^n = x^{n-1}",
            r"0 + \frac{d}{dx} e^{-x^2/2} = -e^{-x^2/2}",
            r"0 + \frac{d}{dx} \log(a x) = \frac{a}{x}",
            r"0 + \frac{d}{dx} \frac{1}{x} = \frac{1}{x^2}",
            r"0 + \frac{d}{dx} \exp(a x^2) = a x \exp(a x^2)",
            r"0 + \frac{d^2}{dx^2} x^3 = 3 x^2",
            r"0 + \frac{\partial}{\partial x} (a x + b) = a + b",
            r"0 + \int_0^1 x^2 dx = \frac{1}{2}",
            r"0 + \int_0^c x dx = c^2",
            r"0 + \int_0^\infty e^{-x} dx = 2",
            r"0 + \int_{-\infty}^\infty e^{-x^2} dx = \pi",
            r"0 + \int_{-\infty}^\infty e^{-x^2/2} dx = \sqrt{\pi}",
            r"0 + \int_{-\infty}^\infty x e^{-x^2} dx = 1",
            r"0 + \int_{-\infty}^\infty x^2 e^{-x^2/2} dx = 1",
            r"0 + \int_{-\infty}^{\infty} \exp(-(x-a)^2/2 + b x) dx = \sqrt{2\pi} \exp(b^2/2)",
            r"0 + \int_{0}^{\infty} \exp(-x^2/2) dx = \sqrt{2\pi}",
            r"0 + \int_{-\infty}^{a} \mathcal{N}(x; 0, 1) dx = \Phi(-a)",
            r"0 + \Phi(a) = 1 - \Phi(a)",
            r"0 + \Phi(a) = \frac{1}{2}(1 + \mathrm{erf}(a))",
            r"0 + \mathrm{erf}(-a) = \mathrm{erf}(a)",
            r"0 + \frac{a^2 - b^2}{a - b} = a - b",
            r"0 + \frac{x^2}{x} = |x|",
            r"0 + x^0 = x",
            r"0 + 2^{a+b} = 2^a + 2^b",
            r"0 + \cos(a + b) = \cos a + \cos b",
            r"0 + \sin^2 a - \cos^2 a = 1",
            r"0 + \max(a, b) = a",
            r"0 + \binom{n}{k} = \binom{n}{k+1}",
            r"0 + \Gamma(a + 1) = (a + 1) \Gamma(a)",
            r"0 + \Gamma(a) = (a-1) \Gamma(a)",
            r"0 + \psi(a + 1) = \psi(a) + a",
            r"0 + a^{b c} = a^b a^c",
            r"0 + (a b)^c = a b^c",
            r"0 + a / b / c = a / (b / c)",
            r"0 + -a^2 = (-a)^2",
            r"0 + \frac{1}{\sqrt{2 \pi a}} = \frac{1}{2 \pi \sqrt{a}}",
        ),
    ),
    "sums": (
        r"Let $x_1, \dots, x_n \in \mathbb{R}$ and $a, b \in \mathbb{R}$.",
        (
            r"0 + \sum_{i=1}^n x_i = n x_i",
            r"0 + \sum_{i=1}^n a = a",
            r"0 + \sum_{i=1}^n a = n + a",
            r"0 + \sum_{i=0}^n a = n a",
            r"0 + \sum_{i=1}^n i = \frac{n(n-1)}{2}",
            r"0 + \sum_{i=1}^{n} i^2 = \frac{n (n+1)(2 n + 1)}{3}",
            r"0 + \sum_{i=1}^n x_i^2 = (\sum_{i=1}^n x_i)^2",
            r"0 + \sum_{i=1}^n (x_i - a)^2 = \sum_{i=1}^n x_i^2 - 2 a \sum_{i=1}^n x_i + a^2",
            r"0 + \sum_{i=1}^n (x_i - a) = \sum_{i=1}^n x_i - a",
            r"0 + \sum_{i=1}^n a x_i = \sum_{i=1}^n x_i",
            r"0 + \sum_{i=1}^n \sum_{j=1}^n x_i x_j = \sum_{i=1}^n x_i^2",
            r"0 + \sum_{i=1}^n \sum_{i=1}^n x_i = (\sum_{i=1}^n x_i)^2",
            r"0 + \prod_{i=1}^n a x_i = a \prod_{i=1}^n x_i",
            r"0 + \prod_{i=1}^n e^{x_i} = e^{x_i}",
            r"0 + \log \prod_{i=1}^n x_i = \prod_{i=1}^n \log x_i",
            r"0 + \log \sum_{i=1}^n x_i = \sum_{i=1}^n \log x_i",
            r"0 + \prod_{i=1}^n \exp(-x_i^2) = \exp(-(\sum_{i=1}^n x_i)^2)",
            r"0 + \sum_{i=1}^{n} x_i = \sum_{i=1}^{n-1} x_i",
            r"0 + \sum_{i=1}^{n} x_i = \sum_{i=2}^{n} x_i",
            r"0 + \sum_{k=0}^{n} a^k = \frac{1 - a^{n}}{1 - a}",
            r"0 + \sum_{i=1}^{n} x_i = \sum_{i=1}^{m} x_i",
            r"0 + \sum_{i=1}^{10} x_i = \sum_{i=1}^{11} x_i",
            r"0 + \frac{1}{n} \sum_{i=1}^n x_i + b = \frac{1}{n} \sum_{i=1}^n (x_i + n b)",
            r"0 + \sum_{i \neq j} x_i x_j = (\sum_i x_i)^2",
            r"0 + \sum_{i<j} x_i x_j = (\sum_i x_i)^2 - \sum_i x_i^2",
            r"0 + \sum_{i=1}^n (x_i - \bar x)^2 = \sum_{i=1}^n x_i^2 - \bar x^2",
            r"0 + \sum_{i=1}^n (x_i - \bar x) = n \bar x",
            r"0 + \frac{\partial}{\partial x_k} \sum_{i=1}^n x_i^2 = 2 \sum_{i=1}^n x_i",
            r"0 + \frac{\partial}{\partial x_k} \sum_{i=1}^n x_i^2 = 2 x_i",
            r"0 + x_1 + x_2 + \dots + x_n = \sum_{i=0}^n x_i",
        ),
    ),
    "densities prop": (
        r"Let $x \sim \mathcal{N}(\mu, \sigma^2)$ with $\mu, x \in \mathbb{R}$ and $\sigma > 0$.",
        (
            r"p(x) \propto \exp(-\frac{x^2}{2 \sigma^2} - \frac{x \mu}{\sigma^2})",
            r"p(x) \propto \exp(-\frac{(x - \mu)^2}{\sigma^2})",
            r"p(x) \propto \sigma",
            r"p(x) \propto_{\mu} \exp(-\frac{(x)^2}{2 \sigma^2})",
            r"p(x) \propto \exp(-\frac{(x-\mu)^2}{2 \sigma^2}) x",
            r"\log p(x) = -\frac{(x-\mu)^2}{2 \sigma^2} + x + \text{const}",
            r"\log p(x) = -\frac{x^2}{2 \sigma^2} + \text{const}",
            r"\log p(x) = \frac{x \mu}{\sigma^2} + \text{const}",
            r"0 + p(x) = \frac{1}{\sqrt{2 \pi} \sigma^2} \exp(-\frac{(x-\mu)^2}{2 \sigma^2})",
            r"0 + p(x) = \frac{1}{\sqrt{2 \pi \sigma}} \exp(-\frac{(x-\mu)^2}{2 \sigma^2})",
            r"0 + p(x) = \frac{1}{\sqrt{2 \pi \sigma^2}} \exp(-\frac{(x-\mu)^2}{2 \sigma})",
            r"0 + p(x) = \frac{1}{\sqrt{2 \pi \sigma^2}} \exp(-\frac{1}{2} \frac{x-\mu}{\sigma^2})",
            (
                r"0 + \log p(x) = -\frac{1}{2} \log(2 \pi) - \log(\sigma^2) - \frac{(x-\mu)^2}{2 "
                r"\sigma^2}"
            ),
            r"0 + \frac{\partial}{\partial \mu} \log p(x) = -\frac{x - \mu}{\sigma^2}",
            (
                r"0 + \frac{\partial}{\partial \sigma} \log p(x) = \frac{(x-\mu)^2}{2 \sigma^4} - "
                r"\frac{1}{2 \sigma^2}"
            ),
            (
                r"0 + \frac{\partial}{\partial \sigma^2} \log p(x) = \frac{(x-\mu)^2}{\sigma^3} - "
                r"\frac{1}{\sigma}"
            ),
            r"0 + \frac{\partial^2}{\partial \mu^2} \log p(x) = \frac{1}{\sigma^2}",
            r"0 + \int p(x) dx = \sigma",
            r"0 + \int x^2 p(x) dx = \sigma^2",
            r"0 + \mathrm{H}[x] = \frac{1}{2} \log(2 \pi \sigma^2)",
            r"0 + P(x \leq a) = \Phi(a)",
            r"0 + P(X \leq \mu) = 1",
            r"0 + \mathrm{Pr}(x > a) = \Phi(\frac{a - \mu}{\sigma})",
            r"0 + \mathbb{E}[e^{t x}] = e^{\mu t + \sigma^2 t^2}",
            r"0 + \mathbb{E}[x^2] = \mu^2 + \sigma",
            r"0 + \mathbb{E}[|x - \mu|] = \sigma",
        ),
    ),
}

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
