r"""What the second argument of ``N(m, s)`` is, by what the document defines and says."""

from __future__ import annotations

import pytest
from check.documents import answers

DEFINE = "We define\n\n$$ {} $$\n\nLet $y \\sim \\mathcal{{N}}(a, b)$. Then\n\n$$ {} $$\n"
DENSITIES = {
    "b^2": (
        r"\mathcal{N}(x; \mu, \sigma) ="
        r" \frac{1}{\sqrt{2\pi}\sigma} \exp\left(-\frac{(x-\mu)^2}{2\sigma^2}\right)"
    ),
    "b^{-1}": (
        r"\mathcal{N}(x \mid \mu, \tau) ="
        r" \sqrt{\frac{\tau}{2\pi}} \exp\left(-\frac{\tau}{2} (x-\mu)^2\right)"
    ),
    "b": (
        r"\mathcal{N}(x; \mu, v) = \frac{1}{\sqrt{2\pi v}} \exp\left(-\frac{(x-\mu)^2}{2v}\right)"
    ),
}


@pytest.mark.parametrize("variance", DENSITIES)
@pytest.mark.parametrize("claimed", DENSITIES)
def test_a_definition_counts_for_all_laws(variance: str, claimed: str) -> None:
    text = DEFINE.format(DENSITIES[variance], rf"\mathrm{{Var}}(y) = {claimed}")
    assert answers(text) == ["holds", "holds" if claimed == variance else "fails"]


def test_a_definition_with_a_precision_matrix() -> None:
    text = (
        r"Let $x, \mu \in \mathbb{R}^d$. Define $$ \mathcal{N}(x \mid \mu, \Lambda) ="
        r" (2\pi)^{-d/2} |\Lambda|^{1/2} \exp(-\frac12 (x-\mu)^\top \Lambda (x-\mu)) $$"
        "\n\nLet $y \\sim \\mathcal{N}(m, P)$ with $y \\in \\mathbb{R}^d$.\n\n"
    )
    assert answers(text + r"$$ \mathrm{Cov}(y) = P^{-1} $$") == ["holds", "holds"]
    assert answers(text + r"$$ \mathrm{Cov}(y) = P $$") == ["holds", "fails"]


def test_a_slip_is_no_definition() -> None:
    text = (
        r"Let $x, \mu \in \mathbb{R}^d$. Define $$ \mathcal{N}(x \mid \mu, S) ="
        r" (2\pi)^{-d/2} |S|^{-1/2} \exp(-\frac12 (x-\mu)^\top S (x-\mu)) $$"
        "\n\nLet $y \\sim \\mathcal{N}(m, P)$ with $y \\in \\mathbb{R}^d$.\n\n"
    )
    assert answers(text + r"$$ \mathrm{Cov}(y) = P $$") == ["fails", "holds"]


@pytest.mark.parametrize(
    ("said", "right", "wrong"),
    [
        (
            (
                r"Throughout, the second argument of $\mathcal{N}$ is the precision matrix."
                r" Let $x \sim \mathcal{N}(\mu, \Lambda)$."
            ),
            r"\mathrm{Cov}[x] = \Lambda^{-1}",
            r"\mathrm{Cov}[x] = \Lambda",
        ),
        (
            (
                r"Notation: $\mathcal{N}(x; \mu, \sigma)$ is the density with standard deviation"
                r" $\sigma$. Let $y \sim \mathcal{N}(a, b)$."
            ),
            r"\mathrm{Var}(y) = b^2",
            r"\mathrm{Var}(y) = b",
        ),
        (
            (
                "The heights are $X \\sim N(170, 10)$ cm, i.e. a mean of 170 cm and a standard"
                " deviation of 10 cm."
            ),
            r"\mathrm{Var}(X) = 100",
            r"\mathrm{Var}(X) = 10",
        ),
        (
            "Let $X \\sim N(10, 2)$ where 2 is the standard deviation.",
            r"\mathrm{Var}(X) = 4",
            r"\mathrm{Var}(X) = 2",
        ),
        (
            "Let $X \\sim N(10, 4)$, so that the standard deviation is $2$.",
            r"\mathrm{Var}(X) = 4",
            r"\mathrm{Var}(X) = 2",
        ),
        (
            (
                "The law with mean $m$ and standard deviation $s$ is written $N(m, s)$."
                " Let $X \\sim N(170, 10)$."
            ),
            r"\mathrm{Var}(X) = 100",
            r"\mathrm{Var}(X) = 10",
        ),
        (
            "Let $X \\sim N(170, 10)$. Its standard deviation is $\\sqrt{10}$.",
            r"\mathrm{Var}(X) = 10",
            r"\mathrm{Var}(X) = 100",
        ),
        (
            "The second argument of $N$ is the variance. Let $y \\sim N(a, b)$.",
            r"\mathrm{Var}(y) = b",
            r"\mathrm{Var}(y) = b^2",
        ),
        (
            "We parametrise a normal law by its precision. Let $y \\sim N(a, b^{-1})$.",
            r"\mathrm{Var}(y) = b^{-1}",
            r"\mathrm{Var}(y) = b",
        ),
    ],
)
def test_words_say_what_it_is(said: str, right: str, wrong: str) -> None:
    assert answers(f"{said}\n\n$$ {right} $$\n")[-1] == "holds"
    assert answers(f"{said}\n\n$$ {wrong} $$\n")[-1] == "fails"


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("Let $X \\sim N(0, 3)$, so the standard deviation is $3$.", r"\mathrm{Var}(X) = 3"),
        (
            (
                r"We parametrise by its precision: $\mathcal{N}(x \mid \mu, \lambda^{-1})$."
                r" Let $x \sim \mathcal{N}(\mu, \lambda)$."
            ),
            r"\mathrm{Var}[x] = \lambda",
        ),
        (
            "The second argument of $N$ is the standard deviation. Let $y \\sim N(a, s^2)$.",
            r"\mathrm{Var}(y) = s^2",
        ),
        (r"Let $x \sim \mathcal{N}_{[0, \infty)}(\mu, \sigma^2)$.", r"E[x] = \mu"),
        (r"Let $x \sim N_{[a, b]}(\mu, \sigma^2)$.", r"E[x] = \mu"),
        ("Let $X \\sim N(1, 10)$. The standard deviation is 10.", r"\mathrm{Var}(X) = 10"),
        (
            "We describe laws by mean and precision. Let $X \\sim N(1, 10)$.",
            r"\mathrm{Var}(X) = 10",
        ),
        ("Let $X \\sim N(0, 10)$. Here $X$ is complex.", r"\mathrm{Var}(X) = 10"),
        (r"Let $x \sim \mathcal{N}_c(0, v)$.", r"\mathrm{Var}(x) = v"),
        (r"Let $x \sim \mathcal{CN}(0, v)$.", r"\mathrm{Var}(x) = v"),
        (
            r"Let $x \sim \mathcal{N}(\mu, \Sigma)$ be a complex circular Gaussian vector.",
            r"p(x) = |2\pi\Sigma|^{-1/2} \exp(-\frac12 (x-\mu)^\top \Sigma^{-1} (x-\mu))",
        ),
        (
            "All our random variables are complex Gaussian. Let $x \\sim N(0, v)$.",
            r"E[x^2] = v",
        ),
    ],
)
def test_what_is_unclear_or_another_law_shows_nothing(said: str, step: str) -> None:
    assert answers(f"{said}\n\n$$ {step} $$\n")[-1] in ("definition", "unknown")


@pytest.mark.parametrize("size", ["_p", "_{p+q}", "_2", "_{d_x}", ""])
def test_a_subscript_may_be_a_dimension(size: str) -> None:
    said = rf"Let $x \sim \mathcal{{N}}{size}(\mu, \Sigma)$ be a vector."
    assert answers(rf"{said} $$ \mathrm{{E}}[x] = \mu $$") == ["holds"]
