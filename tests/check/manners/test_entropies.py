r"""Entropies that are written in plain letters."""

from __future__ import annotations

from check.documents import answers

LAW = r"Let $x \sim \mathcal{N}(\mu, \Sigma)$ with $x \in \mathbb{R}^d$. "
RIGHT = r"\frac{d}{2}\log(2\pi e) + \frac12\log|\Sigma|"


def test_an_entropy_is_called_one() -> None:
    wrong = RIGHT.replace(r"\frac12", "")
    for letter in "Hh":
        text = f"{LAW}The entropy is\n$${letter}(x) = {RIGHT}$$\n$${letter}(x) = {wrong}$$\n"
        assert answers(text) == ["holds", "fails"]


def test_a_function_is_none() -> None:
    text = LAW + "The model has the function $h$.\n$$y = h(x) + v$$\n$$y - v = h(x)$$\n"
    assert answers(text) == ["definition", "holds"]
