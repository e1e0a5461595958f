r"""Stretches of a sequence: ``x_{0:T}`` is ``x_0`` with ``x_{1:T}``."""

from __future__ import annotations

import pytest
from check.documents import answers

TRUE = [
    r"p(x_{0:T}) = p(x_0) \, p(x_{1:T}|x_0)",
    r"p(x_0|x_{1:T}) = \frac{p(x_{0:T})}{p(x_{1:T})}",
    r"p(y_{1:t}) = p(y_t|y_{1:t-1}) \, p(y_{1:t-1})",
    r"p(x_t|y_{1:t}) = \frac{p(y_t|x_t,y_{1:t-1}) \, p(x_t|y_{1:t-1})}{p(y_t|y_{1:t-1})}",
    r"p(x_t|y_{1:t}) \propto p(y_t|x_t,y_{1:t-1}) \, p(x_t|y_{1:t-1})",
    r"\log p(x_0) = \log \int p(x_{0:T}) \, \mathrm{d}x_{1:T}",
    (
        r"\mathbb{E}_{q}\left[\log \frac{p_\theta(x_0|x_{1:T}) \, p_\theta(x_{1:T})}"
        r"{q(x_{1:T}|x_0)}\right] = \mathbb{E}_{q}\left[\log\frac{p_\theta(x_{0:T})}"
        r"{q(x_{1:T}|x_0)}\right]"
    ),
    (
        r"\log p(x_0) = \mathbb{E}_{q(x_{1:T}|x_0)}\left[\log \frac{p(x_{0:T})}{q(x_{1:T}|x_0)}"
        r"\right] + D_{KL}(q(x_{1:T}|x_0)\|p(x_{1:T}|x_0))"
    ),
]

FALSE = [
    r"p(x_{0:T}) = p(x_0) \, p(x_{1:T})",
    r"p(x_1|x_{1:T}) = \frac{p(x_{0:T})}{p(x_{1:T})}",
    r"p(y_{1:t}) = p(y_{t-1}|y_{1:t-1}) \, p(y_{1:t-1})",
    r"p(x_t|y_{1:t}) \propto p(y_t|x_t,y_{1:t-1}) \, p(x_t|y_{1:t})",
    r"p(x_t|y_{1:t}) \propto p(y_t|x_t) \, p(x_t|y_{1:t-1})",
    r"\log p(x_0) = \log \int p(x_{0:T}) \, \mathrm{d}x_{2:T}",
    (
        r"\log p(x_0) = \mathbb{E}_{q(x_{1:T}|x_0)}\left[\log \frac{p(x_{1:T})}{q(x_{1:T}|x_0)}"
        r"\right] + D_{KL}(q(x_{1:T}|x_0)\|p(x_{1:T}|x_0))"
    ),
    # the order of t and T is not known
    r"p(x_{t:T}) = p(x_t) \, p(x_{1:T}|x_t)",
]


@pytest.mark.parametrize("formula", TRUE)
def test_a_stretch_is_made_of_its_parts(formula: str) -> None:
    assert answers(f"$$ {formula} $$") == ["holds"]


@pytest.mark.parametrize("formula", FALSE)
def test_other_parts_make_another_stretch(formula: str) -> None:
    assert answers(f"$$ {formula} $$") != ["holds"]
