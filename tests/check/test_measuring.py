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
