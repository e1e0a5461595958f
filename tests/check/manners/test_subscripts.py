r"""Names that say in a subscript on what they depend: ``q_\theta`` below a gradient by theta."""

from __future__ import annotations

import pytest
from check.documents import answers


@pytest.mark.parametrize(
    "step",
    [
        r"\nabla_\theta \log q_\theta(z) = 0",
        r"\nabla_\theta E_{q_\theta(z)}[f(z)] = 0",
        r"\nabla_\phi KL(q_\phi(z)||p(z)) = 0",
        r"\nabla_\phi E_{q_\phi(z)}[\log p(x|z)] = E_{q_\phi(z)}[\nabla_\phi \log p(x|z)]",
        r"\nabla_\theta ||\epsilon-\epsilon_\theta(x)||^2 = 0",
        r"\frac{d}{dt} \alpha_t x = 0",
        r"\frac{d}{dt} \log \sigma_t = 0",
        r"\int_0^t \beta_s ds = t\beta_s",
        r"\int_0^1 x_t dt = x_t",
    ],
)
def test_such_a_name_is_no_constant(step: str) -> None:
    assert not {"holds", "fails"} & set(answers(f"$${step}$$\n"))


def test_the_mean_of_a_variable_is_a_constant() -> None:
    text = r"""Let $X \sim N(\mu_x, \sigma_x^2)$ have the density
$f(x) = \frac{1}{\sqrt{2\pi}\sigma_x} \exp(-\frac{(x-\mu_x)^2}{2\sigma_x^2})$.
$$\frac{d}{dx} \log f(x) = - \frac{x - \mu_x}{\sigma_x^2}$$
$$\frac{d}{dx} (x - \mu_x)^2 = 2 (x - \mu_x)$$
"""
    assert answers(text) == ["holds", "holds"]


def test_a_sum_goes_over_its_index() -> None:
    assert answers(r"$$\sum_{t=1}^2 \beta_t = \beta_1 + \beta_2$$") == ["holds"]


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("$t = x^2$", r"\frac{d}{dx}(t + x) = 1"),
        ("$t = x^2$", r"\frac{d}{dx} e^{t} = 0"),
        ("$s = x^2$", r"\int_0^1 s dx = s"),
        ("$k = 2x$", r"\frac{d}{dx}(kx) = k"),
        (r"$z = \mu + \sigma\epsilon$", r"\frac{\partial}{\partial\mu} z^2 = 0"),
    ],
)
def test_letters_of_indices_and_noise_may_have_values(said: str, step: str) -> None:
    assert answers(f"Let {said}.\n$${step}$$\n")[-1] != "holds"


def test_their_values_are_used() -> None:
    assert answers("Let $t = x^2$.\n$$\\frac{d}{dx} e^{t} = 2 x e^t$$\n") == ["holds"]
    text = "Let $z = \\mu + \\sigma\\epsilon$.\n$$\\frac{\\partial}{\\partial\\mu} z^2 = 2 z$$\n"
    assert answers(text) == ["holds"]
