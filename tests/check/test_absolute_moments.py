"""Means of absolute values, and moments of which the order is a letter."""

from __future__ import annotations

import pytest
from check.documents import answers

STANDARD = r"Let $Z \sim \mathcal{N}(0, 1)$."
NORMAL = r"Let $X \sim \mathcal{N}(\mu, \sigma^2)$ with $\sigma > 0$."


def verdict(said: str, step: str) -> str:
    return answers(f"{said}\n\n$$ {step} $$\n")[-1]


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (STANDARD, r"E|Z| = \sqrt{2/\pi}"),
        (STANDARD, r"\mathbb{E}[|Z|] = \sqrt{\frac{2}{\pi}}"),
        (STANDARD, r"\mathbb{E}|Z|^3 = 2 \sqrt{2/\pi}"),
        (STANDARD, r"\mathbb{E}|2 Z| = 2 \sqrt{2/\pi}"),
        (STANDARD, r"\mathbb{E}|a Z| = |a| \sqrt{2/\pi}"),
        (STANDARD, r"\mathrm{Var}(|Z|) = 1 - \frac{2}{\pi}"),
        (STANDARD, r"\mathbb{E}[e^{|Z|}] = 2 e^{1/2} \Phi(1)"),
        (NORMAL, r"\mathbb{E}|X - \mu| = \sigma \sqrt{2/\pi}"),
        (
            NORMAL,
            (
                r"\mathbb{E}|X| = \sigma \sqrt{2/\pi} e^{-\mu^2 / (2 \sigma^2)}"
                r" + \mu (1 - 2 \Phi(-\mu/\sigma))"
            ),
        ),
        (STANDARD, r"\mathbb{E}[Z^{2k}] = (2k - 1)!!"),
        (STANDARD, r"\mathbb{E}[Z^{2k}] = \frac{(2k)!}{2^k k!}"),
        (STANDARD + r" Let $k \in \mathbb{N}$.", r"\mathbb{E}[Z^{2k + 1}] = 0"),
        (NORMAL, r"\mathbb{E}[(X - \mu)^{2k}] = \sigma^{2k} (2k - 1)!!"),
        ("", r"(2k - 1)!! = \frac{(2k)!}{2^k k!}"),
        ("", r"(2k)!! = 2^k k!"),
        ("", "7!! = 105"),
        ("", "8!! = 384"),
    ],
)
def test_what_holds(said: str, step: str) -> None:
    assert verdict(said, step) == "holds"


@pytest.mark.parametrize(
    ("said", "step"),
    [
        (STANDARD, r"E|Z| = \sqrt{1/\pi}"),
        (STANDARD, r"\mathbb{E}|Z| = 0"),
        (STANDARD, r"\mathbb{E}|Z + 30| = 30"),
        (STANDARD, r"\mathbb{E}|Z + 12| = 12"),
        (STANDARD, r"\mathbb{E}|Z|^3 = \sqrt{2/\pi}"),
        (STANDARD, r"\mathbb{E}|a Z| = a \sqrt{2/\pi}"),
        (STANDARD, r"\mathrm{Var}(|Z|) = 1"),
        (STANDARD, r"\mathbb{E}[e^{|Z|}] = e^{1/2} \Phi(1)"),
        (NORMAL, r"\mathbb{E}|X - \mu| = \sqrt{2/\pi}"),
        (NORMAL, r"\mathbb{E}|X| = \sigma \sqrt{2/\pi}"),
        (NORMAL, r"\mathbb{E}|X| = \mu"),
        (STANDARD, r"\mathbb{E}[Z^{2k}] = (2k + 1)!!"),
        (STANDARD, r"\mathbb{E}[Z^{2k}] = \frac{(2k)!}{k!}"),
        (NORMAL, r"\mathbb{E}[(X - \mu)^{2k}] = \sigma^k (2k - 1)!!"),
        (NORMAL, r"\mathbb{E}[X^{2k}] = \sigma^{2k} (2k - 1)!!"),
        ("", r"(2k - 1)!! = \frac{(2k)!}{2^k}"),
        ("", r"(2k)!! = (2k)!"),
        ("", "7!! = 5040"),
        ("", r"p!! = 2^{p/2} (p/2)!"),
    ],
)
def test_what_does_not(said: str, step: str) -> None:
    assert verdict(said, step) != "holds"
