r"""Means and divergences under laws of members that a document writes as densities."""

from __future__ import annotations

import pytest
from check.documents import answers

FORWARD = (
    r"We have $q(x_t|x_{t-1}) = \mathcal{N}(x_t; \sqrt{\alpha_t} x_{t-1}, (1-\alpha_t) I)$ with "
    r"$x_0 \in \mathbb{R}^d$."
)
REVERSE = (
    r"Let $q(x_{t-1}|x_t,x_0) = \mathcal{N}(x_{t-1}; m_t, \sigma_t^2 I)$ and "
    r"$p_\theta(x_{t-1}|x_t) = \mathcal{N}(x_{t-1}; r_t, \sigma_t^2 I)$ with $\sigma_t > 0$."
)
FILTER = (
    r"Let $p(x_t|x_{t-1}) = \mathcal{N}(x_t; A x_{t-1}, Q)$ and "
    r"$q(x_t|x_{t-1}) = \mathcal{N}(x_t; B x_{t-1}, Q)$ with $Q$ positive definite."
)

TRUE = [
    (FORWARD, r"\mathbb{E}_{q(x_{t+1}|x_t)}[x_{t+1}] = \sqrt{\alpha_{t+1}} x_t"),
    (FORWARD, r"\mathbb{E}_{q(x_1|x_0)}[x_1] = \sqrt{\alpha_1} x_0"),
    (FORWARD, r"\mathbb{E}_{q(x_t|x_{t-1})}[x_t] = \sqrt{\alpha_t} x_{t-1}"),
    (
        FORWARD,
        r"\mathbb{E}_{q(x_t|x_{t-1})}[\|x_t\|^2] = \alpha_t \|x_{t-1}\|^2 + (1-\alpha_t) d",
    ),
    (
        REVERSE,
        (
            r"D_{KL}(q(x_{t-1}|x_t,x_0) \| p_\theta(x_{t-1}|x_t)) = "
            r"\frac{1}{2\sigma_t^2} \|m_t - r_t\|^2"
        ),
    ),
    (
        FILTER,
        (
            r"\mathrm{KL}(p(x_t|x_{t-1}) \| q(x_t|x_{t-1})) = "
            r"\frac12 x_{t-1}^\top (A-B)^\top Q^{-1} (A-B) x_{t-1}"
        ),
    ),
    (
        FILTER,
        r"\mathbb{E}_{p(x_t|x_{t-1})}[x_t x_t^\top] = Q + A x_{t-1} x_{t-1}^\top A^\top",
    ),
]

LETTERS = (
    r"Let $p = \mathcal{N}(m_1, s_1^2)$ and $q = \mathcal{N}(m_2, s_2^2)$ with $s_1, s_2 > 0$."
)

TRUE.append(
    (
        LETTERS,
        r"D_{KL}(p\|q) = \log\frac{s_2}{s_1} + \frac{s_1^2 + (m_1-m_2)^2}{2 s_2^2} - \frac12",
    )
)

REFUTED = [
    (
        LETTERS,
        r"D_{KL}(p\|q) = \log\frac{s_1}{s_2} + \frac{s_1^2 + (m_1-m_2)^2}{2 s_2^2} - \frac12",
    ),
    (FORWARD, r"\mathbb{E}_{q(x_t|x_{t-1})}[x_t] = \alpha_t x_{t-1}"),
    (FORWARD, r"\mathbb{E}_{q(x_{t+1}|x_t)}[x_{t+1}] = \sqrt{\alpha_t} x_t"),
    (
        FILTER,
        (
            r"\mathrm{KL}(p(x_t|x_{t-1}) \| q(x_t|x_{t-1})) = "
            r"\frac12 x_{t-1}^\top (A-B)^\top Q (A-B) x_{t-1}"
        ),
    ),
]

#: What else moves with the variable of the law is not known, or the law is another one.
OPEN = [
    (FORWARD, r"\mathbb{E}_{q(x_t|x_{t-1})}[x_t^\top z] = \sqrt{\alpha_t} x_{t-1}^\top z"),
    (FORWARD, r"\mathbb{E}_{q(x_t|x_{t-1})}[x_{t+1}] = x_{t+1}"),
    (
        FORWARD,
        r"\mathbb{E}_{q(x_t|x_{t-1})}[x_t^\top \epsilon] = \sqrt{\alpha_t} x_{t-1}^\top \epsilon",
    ),
    (FORWARD, r"\mathbb{E}_{q(x_t|x_0)}[x_t] = \sqrt{\alpha_t} x_0"),
    (FORWARD, r"\mathbb{E}_{q(x_{t-1}|x_t)}[x_{t-1}] = \sqrt{\alpha_t} x_t"),
    (FILTER, r"\mathbb{E}_{q(x_t|x_{t-1})}[x_t] = A x_{t-1}"),
]


@pytest.mark.parametrize(("laws", "formula"), TRUE)
def test_what_follows_from_the_law(laws: str, formula: str) -> None:
    assert answers(f"{laws}\n\n$$ {formula} $$") == ["holds"]


@pytest.mark.parametrize(("laws", "formula"), REFUTED)
def test_what_contradicts_the_law(laws: str, formula: str) -> None:
    assert answers(f"{laws}\n\n$$ {formula} $$") == ["fails"]


@pytest.mark.parametrize(("laws", "formula"), OPEN)
def test_what_does_not_follow(laws: str, formula: str) -> None:
    assert answers(f"{laws}\n\n$$ {formula} $$") in (["definition"], ["unknown"])


@pytest.mark.parametrize("name", ["g", r"\ell_t", "M", r"\lambda"])
def test_a_name_may_be_made_of_the_variable(name: str) -> None:
    mean = r"\mathbb{E}_{q(x_t|x_{t-1})}"
    law = r"Let $q(x_t|x_{t-1}) = \mathcal{N}(x_t; a_t x_{t-1}, b_t)$"
    steps = rf"$$ {mean}[{name}] = {name} $$ $$ {mean}[x_t + {name}] = a_t x_{{t-1}} + {name} $$"
    assert "holds" not in answers(f"{law} and ${name} = x_t^2$. {steps}")
    assert "holds" not in answers(f"{law}. {steps}")[1:]


def test_a_wrong_mean_is_no_definition_for_a_right_one() -> None:
    wrong = r"$$ \mathbb{E}_{q(x_t|x_{t-1})}[x_t] = \alpha_t x_{t-1} $$"
    right = r"$$ \mathbb{E}_{q(x_t|x_{t-1})}[x_t] = \sqrt{\alpha_t} x_{t-1} $$"
    also = r"$$ \mathbb{E}_{q(x_t|x_{t-1})}[x_t] + 0 = \alpha_t x_{t-1} $$"
    found = answers(f"{FORWARD}\n\n{wrong}\n\n{right}\n\n{also}")
    assert found == ["fails", "holds", "fails"]
