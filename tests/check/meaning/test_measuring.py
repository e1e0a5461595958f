"""Densities, entropies and divergences of laws that the document does not state."""

from __future__ import annotations

import pytest
from check.documents import answers

LET = "Let $X$ and $Y$ be random variables.\n\n"

TRUE = [
    r"\int_{\mathcal{X}} p(x,y) \, \mathrm{d}x = p(y)",
    r"\int_{\mathcal{X}} p(x|y) \, \mathrm{d}x = 1",
    r"p(x|y) = \frac{p(y|x) \, p(x)}{p(y)}",
    r"\mathrm{h}(X) - \mathrm{h}(X|Y) = \mathrm{h}(Y) - \mathrm{h}(Y|X)",
    r"\mathrm{h}(X,Y) = \mathrm{h}(X) + \mathrm{h}(Y|X)",
    r"\mathrm{I}(X,Y) = \mathrm{h}(X) + \mathrm{h}(Y) - \mathrm{h}(X,Y)",
    r"\mathrm{h}(X) = - \int_{\mathcal{X}} p(x) \log p(x) \, \mathrm{d}x",
    r"\mathrm{KL}[P||Q] = \int_{\mathcal{X}} p(x) \log \frac{p(x)}{q(x)} \, \mathrm{d}x",
    r"\sum_{x \in \mathcal{X}} p(x) = 1",
    r"\sum_{x \in \mathcal{X}} p(x) \log p(x) = - \mathrm{H}(X)",
    (
        r"\int_{\mathcal{X}} \int_{\mathcal{Y}} p(x,y) \log p(x) \, \mathrm{d}y \, \mathrm{d}x"
        r" = \int_{\mathcal{X}} p(x) \log p(x) \, \mathrm{d}x"
    ),
]

FALSE = [
    r"\int_{\mathcal{X}} p(x,y) \, \mathrm{d}x = p(x)",
    r"p(x|y) = p(y|x) \, p(x)",
    r"p(x,y) = p(x) \, p(y)",
    r"\mathrm{h}(X,Y) = \mathrm{h}(X) + \mathrm{h}(Y)",
    r"\mathrm{h}(X|Y) = \mathrm{h}(Y|X)",
    r"\mathrm{I}(X,Y) = \mathrm{h}(X) + \mathrm{h}(X|Y)",
    r"\mathrm{h}(X) = \int_{\mathcal{X}} p(x) \log p(x) \, \mathrm{d}x",
    r"\mathrm{KL}[P||Q] = \int_{\mathcal{X}} q(x) \log \frac{p(x)}{q(x)} \, \mathrm{d}x",
    r"\mathrm{KL}[P||Q] = \mathrm{KL}[Q||P]",
    r"\sum_{x \in \mathcal{X}} p(x) = \int_{\mathcal{X}} q(x) \, p(x) \, \mathrm{d}x",
    r"\mathrm{h}(X) = \mathrm{H}(X)",
    r"\int_{\mathcal{X}} p(x) \, q(x) \, \mathrm{d}x = 1",
]


@pytest.mark.parametrize("formula", TRUE)
def test_what_every_law_does(formula: str) -> None:
    assert answers(LET + f"$$ 0 + {formula} $$") == ["holds"]


@pytest.mark.parametrize("formula", FALSE)
def test_what_some_law_does_not(formula: str) -> None:
    found = answers(LET + f"$$ 0 + {formula} $$")
    assert found
    assert "holds" not in found


def test_arguments_of_named_densities_are_what_the_densities_need() -> None:
    text = (
        "Let $X$ be an $n \\times p$ matrix.\n\n"
        r"$$ \mathcal{MN}(X; M, U, V) = \frac{1}{\sqrt{(2\pi)^{np} |V|^n |U|^p}}"
        r" \exp\left[-\frac{1}{2} \mathrm{tr}\left( V^{-1} (X-M)^\mathrm{T} U^{-1} (X-M) \right)"
        r" \right] $$"
    )
    assert "fails" not in answers(text)


CONDITIONAL_TRUE = [
    (
        r"\mathbb{E}_{q(z|x)}[\log p(x,z)] = \mathbb{E}_{q(z|x)}[\log p(x|z)] "
        r"+ \mathbb{E}_{q(z|x)}[\log p(z)]"
    ),
    (
        r"\mathbb{E}_{q(z|x)}\left[\log \frac{p(x,z)}{q(z|x)}\right] = "
        r"\mathbb{E}_{q(z|x)}[\log p(x|z)] - D_{KL}(q(z|x)\|p(z))"
    ),
    r"\log p(x) = \mathbb{E}_{q(z|x)}[\log p(x,z) - \log q(z|x)] + D_{KL}(q(z|x)\|p(z|x))",
    r"\log p_\theta(x) = \mathbb{E}_{q_\phi(z|x)}\left[\log p_\theta(x)\right]",
    (
        r"\mathbb{E}_{q_\phi(z|x)}\left[\log p_\theta(x)\right] = "
        r"\mathbb{E}_{q_\phi(z|x)}\left[\log \frac{p_\theta(x,z)}{p_\theta(z|x)}\right]"
    ),
    r"\mathbb{E}_{p(x|y)}[f(x)] = \mathbb{E}_{p(x)}\left[\frac{p(y|x)}{p(y)} f(x)\right]",
]

CONDITIONAL_TRUE += [
    r"D_{KL}(p \| q) = \int p(x) \log \frac{p(x)}{q(x)} \, \mathrm{d}x",
]

CONDITIONAL_FALSE = [
    r"D_{KL}(p \| q) = \int q(x) \log \frac{p(x)}{q(x)} \, \mathrm{d}x",
    r"\mathbb{E}_{q(z|x)}[\log p(z)] = \mathbb{E}_{q(z)}[\log p(z)]",
    r"\mathbb{E}_{q(z|x)}[\log p(z)] = \mathbb{E}_{q(z|y)}[\log p(z)]",
    r"\mathbb{E}_{q(z|x)}[p(z)] = \int q(z) \, p(z) \, \mathrm{d}z",
    r"\mathbb{E}_{p(x|y)}[\log p(x|y)] = \mathbb{E}_{p(x)}[\log p(x|y)]",
    r"\mathbb{E}_{q(z|x)}[\log q(z)] = \mathbb{E}_{q(z,x)}[\log q(z)]",
    (
        r"\mathbb{E}_{q(z|x)}\left[\log \frac{p(x,z)}{q(z|x)}\right] = "
        r"\mathbb{E}_{q(z|x)}[\log p(x|z)] + D_{KL}(q(z|x)\|p(z))"
    ),
    r"\log p(x) = \mathbb{E}_{q(z|x)}[\log p(x,z) - \log q(z|x)] + D_{KL}(p(z|x)\|q(z|x))",
    r"\log p(x) = \mathbb{E}_{q(z|x)}[\log p(x,z) - \log q(z)] + D_{KL}(q(z|x)\|p(z|x))",
    r"D_{KL}(q(z|x)\|p(z)) = \int q(z) \log \frac{q(z|x)}{p(z)} \, \mathrm{d}z",
]


@pytest.mark.parametrize("formula", CONDITIONAL_TRUE)
def test_a_mean_under_a_conditional_law(formula: str) -> None:
    assert answers(f"$$ {formula} $$") == ["holds"]


@pytest.mark.parametrize("formula", CONDITIONAL_FALSE)
def test_a_conditional_law_is_not_its_marginal(formula: str) -> None:
    assert answers(f"$$ {formula} $$") != ["holds"]


def test_a_posterior_is_proportional_in_its_own_variable() -> None:
    assert answers(r"$$ p(x|y) \propto p(y|x) \, p(x) $$") == ["holds"]
    assert answers(r"$$ p(x|y) \propto p(x|y) \, p(x) $$") != ["holds"]
    assert answers(r"The likelihood: $$ p(x|y) \propto p(x|y) \, p(x) $$") != ["holds"]


def test_a_likelihood_may_be_looked_at_as_a_function_of_what_it_is_given() -> None:
    model = r"Let $y \mid m \sim \mathcal{N}(m, 1)$. "
    formula = r"$$ p(y|m) \propto \exp\left[ m y - \frac{m^2}{2} \right] $$"
    assert answers(model + formula) != ["holds"]
    assert answers(model + "The likelihood function is " + formula) == ["holds"]
