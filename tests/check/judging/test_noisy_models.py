"""Densities by an equation with noise, and matrices behind bars."""

from __future__ import annotations

import pytest
from check.documents import answers

LINEAR = r"""Let $y = X w + \epsilon$ with $X \in \mathbb{R}^{N \times D}$, noise
$\epsilon \sim \mathcal{N}(0, \sigma^2 I)$ and prior $w \sim \mathcal{N}(0, \tau^2 I)$.
"""
SEEN = r"We observe $y = \theta + \epsilon$ with $\epsilon \sim N(0, \sigma^2)$." + "\n"
STATED = r"""The likelihood is $p(y \mid X, w) = \mathcal{N}(y \mid X w, \sigma^2 I)$, the prior is
$p(w) = \mathcal{N}(w \mid 0, \tau^2 I)$. Let $S = (\sigma^{-2} X^\top X + \tau^{-2} I)^{-1}$.
"""
LOGARITHM = (
    r"\log p(y \mid w) = -\frac{N}{2} \log(2 \pi \sigma^2) - \frac{1}{2 \sigma^2} \|y - X w\|^2"
)
POSTERIOR = (
    r"\log p(w \mid y) = -\frac{1}{2 \sigma^2} \|y - X w\|^2 - \frac{1}{2 \tau^2} \|w\|^2 "
    r"+ \text{const}"
)


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (LINEAR, r"p(y \mid w) = \mathcal{N}(y \mid X w, \sigma^2 I)"),
        (LINEAR, r"p(y \mid X, w) = \mathcal{N}(y \mid X w, \sigma^2 I)"),
        (LINEAR, LOGARITHM),
        (LINEAR, r"\nabla_w \log p(y \mid w) = \sigma^{-2} X^\top (y - X w)"),
        (LINEAR, r"p(w \mid y) \propto p(y \mid w) p(w)"),
        (LINEAR, r"p(w \mid y, X) \propto p(y \mid X, w) p(w)"),
        (LINEAR, r"p(y) = \mathcal{N}(y \mid 0, \tau^2 X X^\top + \sigma^2 I)"),
        (LINEAR, POSTERIOR),
        (SEEN, r"p(y \mid \theta) = \frac{1}{\sqrt{2 \pi \sigma^2}} e^{-(y-\theta)^2/(2\sigma^2)}"),
        (STATED, r"p(y \mid X) = \mathcal{N}(y \mid 0, \tau^2 X X^\top + \sigma^2 I)"),
        (STATED, r"p(w \mid X, y) = \frac{p(y \mid X, w) p(w)}{p(y \mid X)}"),
        (STATED, r"p(w \mid X, y) = \mathcal{N}(w \mid \sigma^{-2} S X^\top y, S)"),
    ],
)
def test_an_equation_with_noise_says_what_a_density_is(said: str, step: str) -> None:
    assert answers(f"{said}\n$$ {step} $$") == ["holds"]


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (LINEAR, r"p(y \mid w) = \mathcal{N}(y \mid X w, \tau^2 I)"),
        (LINEAR, r"\nabla_w \log p(y \mid w) = -\sigma^{-2} X^\top (y - X w)"),
        (LINEAR, r"\nabla_w \log p(y \mid w) = \sigma^{-2} X^\top (y + X w)"),
        (LINEAR, r"p(w \mid y) \propto p(y \mid w)"),
        (LINEAR, r"p(w \mid y) = p(w)"),
        (LINEAR, r"p(y \mid w) = p(y)"),
        (LINEAR, r"p(y) = \mathcal{N}(y \mid 0, \tau^2 X X^\top)"),
        (LINEAR, POSTERIOR.replace(r"2 \tau^2", r"\tau^2")),
        (STATED, r"p(y \mid X) = \mathcal{N}(y \mid 0, \tau^2 X X^\top - \sigma^2 I)"),
    ],
)
def test_wrong_densities_of_what_is_seen_fail(said: str, step: str) -> None:
    assert answers(f"{said}\n$$ {step} $$")[-1] == "fails"


@pytest.mark.parametrize(
    ("said", "step"),
    [
        # of the noise itself, or of what nothing relates, nothing is said
        (LINEAR, r"p(y \mid \epsilon) = p(y)"),
        (LINEAR, r"p(w, \epsilon \mid y) = p(w \mid y) p(\epsilon \mid y)"),
        (LINEAR, r"p(y \mid z) = p(y)"),
        (LINEAR, r"p(y \mid w, \epsilon) = p(y \mid w)"),
        (LINEAR + "The noise is correlated with $w$.", r"p(y \mid w) = N(y \mid X w, \sigma^2 I)"),
        # no linear model
        (
            r"Let $y = w^2 + \epsilon$, $\epsilon \sim N(0, \sigma^2)$, $w \sim N(0, \tau^2)$.",
            r"p(y) = N(y \mid \tau^2, \sigma^2 + 2 \tau^4)",
        ),
        # the matrix is random
        (
            r"Let $X$ be a random matrix, $y = X w + \epsilon$, $\epsilon, w \sim N(0, I)$.",
            r"p(w \mid X, y) = p(w \mid y)",
        ),
    ],
)
def test_what_a_model_with_noise_does_not_say(said: str, step: str) -> None:
    assert answers(f"{said}\n$$ {step} $$")[-1] in {"definition", "unknown"}


TWICE = r"Let $x \sim N(0, \tau^2)$, $\epsilon \sim N(0, \sigma^2)$ and $y = x + \epsilon$."


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (TWICE + r" Let $z = 2 x + \epsilon$.", r"p(y, z \mid x) = p(y \mid x) p(z \mid x)"),
        (TWICE + r" Let $z = 2 x + \epsilon$.", r"p(z \mid y, x) = p(z \mid x)"),
        (TWICE + r" Let $z = y + \epsilon$.", r"p(z \mid y) = N(z \mid y, \sigma^2)"),
        (TWICE + r" Let $z = y + \epsilon$.", r"p(z \mid y, x) = p(z \mid y)"),
        (TWICE + r" Let $z = y + \epsilon$.", r"p(z) = N(z \mid 0, \tau^2 + 2 \sigma^2)"),
        (TWICE + r" Let $z = \epsilon + 1$.", r"p(z \mid y) = p(z)"),
        (TWICE + r" Let $z = \epsilon + 1$.", r"p(y, z) = p(y) p(z)"),
        (
            r"Let $\epsilon \sim N(0, 1)$, $x | \epsilon \sim N(\epsilon, 1)$, $y = x + \epsilon$.",
            r"p(y \mid x) = N(y \mid x, 1)",
        ),
        (TWICE, r"p(x \mid y) = N(x \mid y, 1)"),
        (TWICE, r"p(x \mid y) = p(x)"),
        (TWICE, r"\mathbb{E}[x \mid y] = y"),
    ],
)
def test_noise_that_occurs_twice_is_independent_of_nothing(said: str, step: str) -> None:
    assert answers(f"{said}\n\n$$ {step} $$")[-1] != "holds"


GIVEN = [
    (r"\mathbb{E}[Y \mid X] = a X + b", "holds"),
    (r"\mathbb{E}[Y \mid X] = a X", "fails"),
    (r"\mathrm{Var}(Y \mid X) = s^2", "holds"),
    (r"\mathrm{Var}(Y \mid X = x) = s", "fails"),
    (r"\mathbb{E}[Y^2 \mid X = x] = (a x + b)^2 + s^2", "holds"),
]


@pytest.mark.parametrize(("step", "expected"), GIVEN)
def test_moments_given_what_the_noise_is_added_to(step: str, expected: str) -> None:
    said = (
        r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$ and $Y = a X + b + \epsilon$ with"
        r" $\epsilon \sim \mathcal{N}(0, s^2)$."
    )
    assert answers(f"{said} $$ {step} $$") == [expected]


PAIR = r"""Let $X \sim N(\mu_1, \sigma_1^2)$ and $Y \sim N(\mu_2, \sigma_2^2)$ be independent and
$Z = X + Y$.
"""


@pytest.mark.parametrize(
    ("step", "is_right"),
    [
        (
            r"E[X \mid Z] = \mu_1 + \frac{\sigma_1^2}{\sigma_1^2 + \sigma_2^2} (Z - \mu_1 - \mu_2)",
            True,
        ),
        (
            r"E[Y \mid Z] = \mu_2 + \frac{\sigma_2^2}{\sigma_1^2 + \sigma_2^2} (Z - \mu_1 - \mu_2)",
            True,
        ),
        (r"\mathrm{Var}(X \mid Z) = \frac{\sigma_1^2 \sigma_2^2}{\sigma_1^2 + \sigma_2^2}", True),
        (r"E[Z \mid X] = X + \mu_2", True),
        (
            r"E[X \mid Z] = \mu_1 + \frac{\sigma_2^2}{\sigma_1^2 + \sigma_2^2} (Z - \mu_1 - \mu_2)",
            False,
        ),
        (
            r"E[X \mid Z] = \mu_1 - \frac{\sigma_1^2}{\sigma_1^2 + \sigma_2^2} (Z - \mu_1 - \mu_2)",
            False,
        ),
        (r"\mathrm{Var}(X \mid Z) = \sigma_1^2", False),
        (r"E[Z \mid X] = X", False),
    ],
)
def test_sums_of_what_is_independent(step: str, *, is_right: bool) -> None:
    assert (answers(f"{PAIR}\n$$ {step} $$")[-1] == "holds") is is_right
    if is_right:
        apart = PAIR.replace(" be independent", "")
        dependent = PAIR.replace("be independent", "be correlated")
        assert answers(f"{apart}\n$$ {step} $$")[-1] != "holds"
        assert answers(f"{dependent}\n$$ {step} $$")[-1] != "holds"


@pytest.mark.parametrize("model", [r"and $f \sim \mathcal{N}(0, K)$", ""])
def test_a_law_given_something_does_not_show_itself(model: str) -> None:
    said = rf"Let $y = f + \epsilon$ with $\epsilon \sim \mathcal{{N}}(0, R)$ {model}. Then"
    step = r"p(g \mid y) = \mathcal{N}(g; 2 C^\top (K + R)^{-1} y, G - C^\top (K + R)^{-1} C)"
    assert answers(f"{said}\n$$ {step} $$") == ["definition"]
