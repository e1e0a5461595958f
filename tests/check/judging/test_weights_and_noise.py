r"""``y = X w + e``: both letters are ones of noise, and the one that is asked about is none."""

from __future__ import annotations

from check.documents import answers

MODEL = r"""Let $y = X w + e$ with $e \sim \mathcal{N}(0, \sigma^2 I_n)$ and prior
$w \sim \mathcal{N}(0, \tau^2 I_p)$, where $e$ is independent of $w$. Then
$$ p(w \mid y) \propto \exp\left( -\frac{1}{2\sigma^2} \|y - X w\|^2 - \frac{1}{2\tau^2} \|w\|^2
\right) $$
"""


def test_the_posterior_of_the_weights() -> None:
    assert answers(MODEL)[-1] == "holds"
    assert answers(MODEL.replace(r"\frac{1}{2\tau^2}", r"\frac{1}{\tau^2}"))[-1] == "fails"
    assert answers(MODEL.replace("- X w", "+ X w"))[-1] == "fails"


def test_weights_that_the_noise_depends_on() -> None:
    text = MODEL.replace("where $e$ is independent of $w$", "and $e$ depends on $w$")
    assert answers(text)[-1] not in ("holds", "fails")
