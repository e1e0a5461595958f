"""What fuzzing found, each with the kind of file: nothing of it may raise or hang."""

from __future__ import annotations

FINDS: dict[str, tuple[str, str]] = {
    "a macro with a parameter zero": ("a.tex", r"\newcommand{\inv}[0]{#0^2} $$ \inv x = 1 $$"),
    "a derivative that breaks off": ("a.md", r"$$ y = \frac{\mathrm{d} f}{\mathrm"),
    "a law of a vector with a number for its mean": (
        "a.md",
        r"""Let $x \in \mathbb{R}^n$ and let $S, T$ be $n \times n$ covariance matrices.

$$ \mathrm{KL}[P\,||\,Q] = \frac{1}{2} \left[ (b - a)^T T^{-1} (b - a)
+ \mathrm{tr}(T^{-1} S) - \ln \frac{|S|}{|T|} - n \right] $$

With $P: x \sim \mathcal{N}(aa, S)$ and $Q: x \sim \mathcal{N}(b, T)$,

$$ \mathrm{KL}[P\,||\,Q] = \int_{\mathbb{R}^n} \mathcal{N}(x; a, S) \,
\ln \frac{\mathcal{N}(x; a, S)}{\mathcal{N}(x; b, T)} \, \mathrm{d}x $$
""",
    ),
    "a product for a random variable": (
        "a.md",
        r"Let $X$, $W$ be random. $$ Y = W X $$ $$ \mathrm{E}[X Y \mid Z] + 0 = \mathrm{E}[X] $$",
    ),
    "vectors that are factors below an integral": (
        "a.md",
        r"Let $a, b \in \mathbb{R}^n$. $$ \int a^\top b \cos(x) e^{-x^2} \mathrm{d}x = a^\top b $$",
    ),
    "a law of members with a sum over the letter of another member": (
        "a.md",
        (
            r"Let $m \sim \mathcal{N}(0, 1)$ and $y_j \sim \mathcal{N}(m \sum_{i=1}^3 a_i, 1)$."
            r" $$ p(y_i \mid m) = \mathcal{N}(y_i; m \sum_{j=1}^3 a_j, 1) $$"
        ),
    ),
}
