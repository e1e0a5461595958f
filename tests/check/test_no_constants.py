"""What is no constant below an average, a derivative or at another argument."""

from __future__ import annotations

import pytest
from check.documents import answers

MODEL = r"Let $x \sim N(m, P)$, $y = H x + \epsilon$, $\epsilon \sim N(0, R)$ independent of $x$. "


@pytest.mark.parametrize(
    "text",
    [
        r"$$ \mathbb{E}_{p(x)}[\mathrm{KL}(q(z|x) \| p(z))] = \mathrm{KL}(q(z|x) \| p(z)) $$",
        r"""$$ \mathrm{KL}(p(x,y) \| q(x,y)) = \mathrm{KL}(p(x) \| q(x))
            + \mathbb{E}_{q(x)}[\mathrm{KL}(p(y|x) \| q(y|x))] $$""",
        r"Let $W(t)$ be a Brownian motion. $$ \mathrm{Var}(W(t)) = 0 $$",
        r"Let $W(t)$ be a Brownian motion. $$ \mathbb{E}[W(t)^2] = W(t)^2 $$",
        MODEL + r"Let $\hat x = m + K (y - H m)$. $$ \mathbb{E}[\hat x] = \hat x $$",
        MODEL + r"Let $\hat x = m + K (y - H m)$. $$ \mathrm{Cov}[\hat x] = 0 $$",
        r"""Let $y = a x + \epsilon$ with $\epsilon \sim N(0, s^2)$ and $\mathbb{E}[x] = m$.
            $$ \mathbb{E}[y] = a x $$""",
        r"""Let $y = \theta + \epsilon$ with $\epsilon \sim N(0, s^2)$ and a random $\theta$.
            $$ \mathrm{Var}(y) = s^2 $$""",
        r"""Let $x$ be Gaussian with mean $z$ and variance $1$, where $z$ is itself Gaussian with
            mean $0$ and variance $1$. $$ \mathrm{Var}(x) = 1 $$""",
    ],
)
def test_below_averages(text: str) -> None:
    assert answers(text)[-1] != "holds"


def test_the_chain_rule_of_divergences_holds() -> None:
    text = r"""$$ \mathrm{KL}(p(x,y) \| q(x,y)) = \mathrm{KL}(p(x) \| q(x))
        + \mathbb{E}_{p(x)}[\mathrm{KL}(p(y|x) \| q(y|x))] $$"""
    assert answers(text) == ["holds"]


@pytest.mark.parametrize(
    "text",
    [
        r"$$ L(w^*) = c $$ $$ 2 L(w) = 2 c $$",
        r"$$ v(T) = v_T $$ $$ 2 v(t) = 2 v_T $$",
        r"$$ D(p, q) = c $$ $$ 2 D(q, p) = 2 c $$",
        r"Let $f(x, t) = x \beta_t$ and $g(t) = \beta_t$. $$ f(x, T - t) - x g(t) = 0 $$",
        r"Let $r(i) = x_i - \bar x$. $$ r(1) - r(2) = 0 $$",
        r"Let $f(x, t) = -g(x, t) / \sigma_t$. $$ \sigma_t f(x, s) + g(x, s) = 0 $$",
    ],
)
def test_at_other_arguments(text: str) -> None:
    assert answers(text)[-1] != "holds"


def test_functions_of_their_arguments_are_applied() -> None:
    assert answers("Let $f(x) = x^2 + 1$. $$ f(y) - y^2 = 1 $$") == ["holds"]
    assert answers("Let $f(x, t) = t x^2$. $$ f(y, t) = t y^2 $$")[-1] in ("holds", "definition")


@pytest.mark.parametrize("loss", ["E", "R", "F", "g", r"\mathcal{E}", r"\mathrm{NLL}", r"\chi^2"])
def test_below_derivatives(loss: str) -> None:
    step = rf"\frac{{\partial}}{{\partial w}} \left({loss} + \frac{{a}}{{2}} w^2\right) = a w"
    assert answers(f"$${step}$$")[-1] != "holds"


def test_losses_in_sums_move() -> None:
    text = r"Let $L(\theta) = \sum_{i=1}^n \ell_i$. $$ \nabla_\theta L(\theta) = 0 $$"
    assert answers(text)[-1] != "holds"


def test_constants_of_integration_are_constants() -> None:
    assert answers(r"$$ \frac{d}{dx} (a x^2 + b x + C) = 2 a x + b $$") == ["holds"]


@pytest.mark.parametrize(
    "said",
    [
        r"Here $\mathbb{E}[x \epsilon] = c$.",
        r"Here $\mathbb{E}[x \epsilon] \neq 0$.",
        "The cross-covariance of $x$ and $\\epsilon$ is $c$.",
        "No independence is assumed.",
        "$x$ and $\\epsilon$ share a common factor.",
        "Signal and noise are coupled.",
        "The noise is a function of $x$.",
    ],
)
def test_noise_of_which_a_text_says_that_it_depends(said: str) -> None:
    laws = r"Let $y = x + \epsilon$ with $x \sim N(0, s)$ and $\epsilon \sim N(0, r)$."
    assert answers(f"{laws} {said}\n$$ \\mathrm{{Var}}(y) = s + r $$\n")[-1] != "holds"


def test_a_law_with_new_names_below_refutes_nothing() -> None:
    text = r"""Consider $y = X w + \varepsilon$ with $\varepsilon \sim N(0, s^2 I_n)$ and the prior
$w \sim N(0, t^2 I_d)$. The posterior is
$$ p(w|y) \propto \exp(-\frac{1}{2s^2}\|y-Xw\|^2 - \frac{1}{2t^2}\|w\|^2) $$
so $p(w|y) = N(w; m, S)$. The evidence is
$$ p(y) = N(y; 0, s^2 I + t^2 X X^\top). $$"""
    assert answers(text)[0] in ("holds", "unknown")


def test_entropies_of_a_model_are_not_defined_by_a_claim() -> None:
    text = r"""Let $x \sim N(0, P)$ and $y = H x + v$ with $v \sim N(0, R)$ independent of $x$.
$$ \mathbb{H}[x \mid y] = \mathbb{H}[y \mid x] $$
$$ \mathbb{I}[x; y] = \mathbb{H}[y] - \mathbb{H}[x \mid y] $$"""
    assert answers(text)[-1] != "holds"


def test_a_mean_under_one_of_two_laws_that_are_stated_of_a_variable() -> None:
    text = r"""The proposal is $q(x) = N(x; 0, 1)$ and the target $p(x) = N(x; 0, 4)$. We sample
$x \sim q$. $$ \mathbb{E}[x^2] = 4 $$"""
    assert answers(text)[-1] != "holds"
    assert answers(text.replace("E}[", "E}_p["))[-1] == "holds"


def test_an_update_ends_a_law() -> None:
    text = r"Let $x \sim N(0, 1)$. Update $x \leftarrow 2x + 1$. $$ \mathbb{E}[x^2] = 1 $$"
    assert answers(text)[-1] != "holds"
