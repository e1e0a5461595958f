r"""The C of a log density is free of the variable, and not of the parameters."""

from __future__ import annotations

import pytest
from check.documents import answers

LOG = r"$$ \log p(x \mid \mu, \sigma) = -\frac{(x-\mu)^2}{2\sigma^2} + C $$" + "\n\n"
FULL = LOG.replace("+ C", r"- \log \sigma + C")
BY = r"$$ \frac{{\partial}}{{\partial {}}} \log p(x \mid \mu, \sigma) = {} $$"
CALLED = r"Let $f(x) = c\, e^{-x^2/(2\sigma^2)}$ where $c$ is the normalising constant." + "\n\n"
PRIOR = (
    r"$$ \log p(w \mid y) = -\frac12 (y-Xw)^\top (y-Xw) - \frac{\lambda}{2} w^\top w + C $$"
    "\n\n"
)


@pytest.mark.parametrize(
    "text",
    [
        LOG + BY.format(r"\sigma", r"\frac{(x-\mu)^2}{\sigma^3}"),
        LOG.replace("C", "c_1") + BY.format(r"\sigma", r"\frac{(x-\mu)^2}{\sigma^3}"),
        CALLED + r"$$ \frac{\partial}{\partial\sigma} f(x) = \frac{x^2}{\sigma^3} f(x) $$",
        (
            r"Let $p(x) = C\, e^{-x^2/(2\sigma^2)}$."
            r" $$ \frac{\partial}{\partial\sigma} p(x) = \frac{x^2}{\sigma^3} p(x) $$"
        ),
        (
            r"With the normalising constant $C$,"
            r" $$ \frac{\partial}{\partial\sigma} (-\frac{x^2}{2\sigma^2} + C)"
            r" = \frac{x^2}{\sigma^3} $$"
        ),
        (
            r"$$ \log p(x \mid \theta) = \theta x - x^2/2 + C $$"
            "\n\n"
            r"$$ \frac{d}{d\theta} \log p(x \mid \theta) = x $$"
        ),
        (
            r"$$ \log p(D \mid \mu, \sigma) = -\frac{1}{2\sigma^2} \sum_i (x_i-\mu)^2 + C $$"
            "\n\n"
            r"$$ \frac{\partial}{\partial\sigma} \log p(D \mid \mu, \sigma)"
            r" = \frac{1}{\sigma^3} \sum_i (x_i-\mu)^2 $$"
        ),
        *(
            rf"$$ {said} $$"
            "\n\n"
            rf"$$ \frac{{\partial}}{{\partial\sigma}} {name} = \frac{{x^2}}{{\sigma^3}} $$"
            for said, name in (
                (r"\log f(x; \sigma) = C - \frac{x^2}{2\sigma^2}", r"\log f(x; \sigma)"),
                (r"\log p(x; \sigma) = -\frac{x^2}{2\sigma^2} + C", r"\log p(x; \sigma)"),
                (r"-\log p(x) = \frac{x^2}{2\sigma^2} + C", r"\log p(x)"),
                (r"p(x) = \frac{1}{c} e^{-x^2 / (2\sigma^2)}", r"\log p(x)"),
                (r"\log p(x) = -\frac{x^2}{2\sigma^2} - \log c", r"\log p(x)"),
                (
                    r"\ell(\sigma) = \log p(x \mid \sigma) = -\frac{x^2}{2\sigma^2} + C",
                    r"\ell(\sigma)",
                ),
            )
        ),
        PRIOR + r"$$ \frac{\partial}{\partial \lambda} \log p(w \mid y) = -\frac12 w^\top w $$",
    ],
)
def test_a_parameter_may_be_hidden(text: str) -> None:
    assert answers(text)[-1] == "unknown"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (LOG + BY.format("x", "STEP"), r"-\frac{x-\mu}{\sigma^2}"),
        (LOG + BY.format(r"\mu", "STEP"), r"\frac{x-\mu}{\sigma^2}"),
        (FULL + BY.format(r"\sigma", "STEP"), r"\frac{(x-\mu)^2}{\sigma^3} - \frac{1}{\sigma}"),
        (CALLED + r"$$ f'(x) = STEP $$", r"-\frac{x}{\sigma^2} f(x)"),
        (PRIOR + r"$$ \nabla_w \log p(w \mid y) = STEP $$", r"X^\top (y-Xw) - \lambda w"),
        (
            (
                r"$$ \ell(\sigma) = -\frac{x^2}{2\sigma^2} - \log\sigma + C $$"
                "\n\n"
                r"$$ \frac{d\ell}{d\sigma} = STEP $$"
            ),
            r"\frac{x^2}{\sigma^3} - \frac{1}{\sigma}",
        ),
        (
            (
                r"$$ \log p(y \mid X, w) = -\frac12 \|y-Xw\|^2 + C $$"
                "\n\n"
                r"$$ \nabla_w \log p(y \mid X, w) = STEP $$"
            ),
            r"X^\top (y-Xw)",
        ),
    ],
)
def test_what_is_not_hidden_is_judged(text: str, right: str) -> None:
    assert answers(text.replace("STEP", right))[-1] == "holds"
    assert answers(text.replace("STEP", f"2 ({right})"))[-1] != "holds"
