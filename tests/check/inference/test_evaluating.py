r"""Values at a point, ``\left. f \right|_{x=a}``, and between two, ``[F(x)]_a^b``."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

PLAIN = r"Let $a > 0$ be a number."
NORMAL = r"""Let $X \sim \mathcal{N}(\mu, \sigma^2)$ with
$$ M(t) = \mathbb{E}[e^{tX}] = e^{\mu t + \sigma^2 t^2/2} $$"""
LIKELIHOOD = r"""Let $\bar x = \frac1n \sum_{i=1}^n x_i$ and
$$ \ell(\mu) = -\frac{n}{2}\log(2\pi\sigma^2) - \frac{1}{2\sigma^2}\sum_{i=1}^n (x_i - \mu)^2 $$"""


@pytest.mark.parametrize(
    ("text", "step", "wrong"),
    [
        (PLAIN, r"\int_0^2 x dx = \left[ \frac{x^2}{2} \right]_0^2", r"\int_0^2 x dx = [x^2]_0^2"),
        (PLAIN, r"\left[ \frac{x^2}{2} \right]_0^2 = 2", r"\left[ \frac{x^2}{2} \right]_0^2 = 4"),
        (PLAIN, r"[x^2 a]_{x=1}^{x=2} = 3 a", r"[x^2 a]_{x=1}^{x=2} = 4 a"),
        (
            PLAIN,
            r"\int_0^a e^{-x} dx = \left[ -e^{-x} \right]_0^a = 1 - e^{-a}",
            r"\int_0^a e^{-x} dx = \left[ e^{-x} \right]_0^a",
        ),
        (
            PLAIN,
            r"\int_0^a e^{-x} dx = -e^{-x} \Big|_0^a",
            r"\int_0^a e^{-x} dx = e^{-x} \Big|_0^a",
        ),
        (
            PLAIN,
            r"\int_0^\infty e^{-a x} dx = \left[ -\frac{1}{a} e^{-a x} \right]_0^\infty = \frac 1a",
            r"\int_0^\infty e^{-a x} dx = \left[ -e^{-a x} \right]_0^\infty",
        ),
        (
            PLAIN,
            r"\int_0^\infty x e^{-x} dx = [-x e^{-x}]_0^\infty + \int_0^\infty e^{-x} dx",
            r"\int_0^\infty x e^{-x} dx = [-x e^{-x}]_0^\infty - \int_0^\infty e^{-x} dx",
        ),
        (PLAIN, r"[F(x)]_0^1 = F(1) - F(0)", r"[F(x)]_0^1 = F(1) + F(0)"),
        (PLAIN, r"\left. x^2 \right|_{x=a} = a^2", r"\left. x^2 \right|_{x=a} = a"),
        (
            PLAIN,
            r"\frac{\partial}{\partial u} (u^2 s) \Big|_{u = s} = 2 s^2",
            r"\frac{\partial}{\partial u} (u^2 s) \Big|_{u = s} = 3 s^2",
        ),
        (
            NORMAL,
            r"\mathbb{E}[X^2] = \frac{d^2}{dt^2} M(t) \Big|_{t=0}",
            r"\mathbb{E}[X^2] = \frac{d}{dt} M(t) \Big|_{t=0}",
        ),
        (
            NORMAL,
            r"\left. \frac{\mathrm{d} M(t)}{\mathrm{d} t} \right\rvert_{t=0} = \mu",
            r"\left. \frac{\mathrm{d} M(t)}{\mathrm{d} t} \right\rvert_{t=0} = 2 \mu",
        ),
        (
            LIKELIHOOD,
            r"\frac{\partial \ell}{\partial \mu}\bigg|_{\mu = \bar x} = 0",
            r"\frac{\partial \ell}{\partial \mu}\bigg|_{\mu = \bar x} = \frac{n}{\sigma^2}",
        ),
        (
            LIKELIHOOD,
            r"\frac{\partial \ell}{\partial \mu}\bigg|_{\mu = 0} = \frac{n \bar x}{\sigma^2}",
            r"\frac{\partial \ell}{\partial \mu}\bigg|_{\mu = 0} = \frac{\bar x}{\sigma^2}",
        ),
        (
            r"Let $w, v \in \mathbb{R}^d$.",
            r"\left. \nabla_w (w^\top w) \right|_{w = v} = 2 v",
            r"\left. \nabla_w (w^\top w) \right|_{w = v} = v",
        ),
    ],
)
def test_right_and_wrong(text: str, step: str, wrong: str) -> None:
    right = answers(f"{text}\n$$ {step} $$")
    assert set(right[1 if text is NORMAL or text is LIKELIHOOD else 0 :]) <= {"holds", "definition"}
    assert right[-1] == "holds"
    assert answers(f"{text}\n$$ {wrong} $$")[-1] in {"fails", "unknown"}


@pytest.mark.parametrize(
    "step",
    [
        r"\left. x y \right|_{x=1} = y",
        r"\left. (x + y) \right|_{x=0}^{x=1} = 1",
        r"\left. \frac{d}{dx} (x + y) \right|_{x=1} = 1",
        r"\left[ x y e^{-x} \right]_{x=0}^{x=\infty} = -4",
    ],
)
def test_what_depends_on_the_name_is_no_constant(step: str) -> None:
    (found,) = steps_of(rf"Let $y = x^2$. $$ {step} $$")[-1:]
    assert found.verdict.answer == "unknown"
    assert found.verdict.detail == "nothing says how y depends on x"


@pytest.mark.parametrize(
    ("step", "detail"),
    [
        (r"[x y]_0^1 = y", "it is not clear what runs"),
        (r"\left. x^2 \right|_a = a^2", "nothing says what has this value"),
        (r"\left. z^2 \right|_{x = a} = z^2", "what gets a value does not stand"),
        (r"\left. \sum_{i=1}^3 i x \right|_{x = i} = 6 i", "a letter is bound"),
    ],
)
def test_what_is_not_clear(step: str, detail: str) -> None:
    (found,) = steps_of(f"{PLAIN} $$ {step} $$")
    assert found.verdict.answer == "unknown"
    assert found.verdict.detail.startswith(detail)


def test_an_index_and_a_power_are_no_limits() -> None:
    text = r"Let $A \in \mathbb{R}^{n \times n}$ and $v \in \mathbb{R}^n$."
    assert answers(text + r"$$ 2 [A v]_j^2 = [A v]_j [A v]_j + [A v]_j^2 $$") == ["holds"]
    assert answers(text + r"$$ 2 [A v]_1^2 = [A v]_1 [A v]_1 + [A v]_1^2 $$") == ["holds"]


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        (r"\int_{-\infty}^0 e^{x} dx = 1", "holds"),
        (r"\int_\infty^0 e^{-x} dx = -1", "holds"),
        (r"\int_\infty^0 e^{-x} dx = 1", "fails"),
        (r"\int_\infty^0 e^{x} dx = 1", "unknown"),
        (r"\int_0^{-\infty} e^{x} dx = -1", "holds"),
        (r"\int_0^{-\infty} e^{x} dx = 1", "fails"),
        (r"\int_\infty^{-\infty} e^{-x^2} dx = -\sqrt{\pi}", "holds"),
        (r"\int_\infty^{-\infty} e^{-x^2} dx = \sqrt{\pi}", "fails"),
        (r"\int_\infty^\infty e^{-x^2} dx = \sqrt{\pi}", "unknown"),
    ],
)
def test_infinite_bounds_the_wrong_way_round(step: str, answer: str) -> None:
    assert answers(f"We have $$ {step} $$") == [answer]


@pytest.mark.parametrize("shown", [r"[{} + x]_{{x=0}}^{{x=x}}", r"\left.({} + x)\right|_{{x=x+1}}"])
def test_brackets_in_brackets_do_not_grow_without_end(shown: str) -> None:
    formula = "x"
    for _ in range(30):
        formula = shown.format(formula)
    (step,) = steps_of(f"Let $x$ be a real number. $$ {formula} = 1 $$")
    assert step.verdict.detail == "what is evaluated is too large"
