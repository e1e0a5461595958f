"""What the laws that a document states determine is judged, even where it is said first."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of

NORMAL = "Let $X \\sim \\mathcal{N}(\\mu, \\sigma^2)$.\n\n"
TWO = (
    "Let $X$ and $Y$ be independent, with $X \\sim \\mathcal{N}(\\mu_1, \\sigma_1^2)$ and "
    "$Y \\sim \\mathcal{N}(\\mu_2, \\sigma_2^2)$.\n\n"
)
VECTOR = (
    "Let $x \\sim \\mathcal{N}(m, S)$ with $m \\in \\mathbb{R}^n$, $S \\in \\mathbb{S}_{++}^n$ and "
    "$A \\in \\mathbb{R}^{k \\times n}$.\n\n"
)
SPREAD = r"\mathrm{KL}[\mathcal{N}(m, \tau^2) || \mathcal{N}(\mu, \sigma^2)]"


@pytest.mark.parametrize(
    ("said", "left", "right", "wrong"),
    [
        (NORMAL, r"\mathrm{E}[X^2]", r"\mu^2 + \sigma^2", r"\mu^2 - \sigma^2"),
        (NORMAL, r"\mathrm{E}[X]", r"\mu", r"\mu^2"),
        (NORMAL, r"\mathrm{Var}(X)", r"\sigma^2", r"\sigma"),
        (NORMAL, r"\mathrm{E}[(X - \mu)^4]", r"3 \sigma^4", r"\sigma^4"),
        (NORMAL, r"\mathrm{E}[e^X]", r"e^{\mu + \sigma^2 / 2}", r"e^{\mu + \sigma^2}"),
        (
            NORMAL,
            r"\mathrm{H}[X]",
            r"\frac{1}{2} \log(2 \pi e \sigma^2)",
            r"\frac{1}{2} \log(\pi e \sigma^2)",
        ),
        (TWO, r"\mathrm{Var}(X - Y)", r"\sigma_1^2 + \sigma_2^2", r"\sigma_1^2 - \sigma_2^2"),
        (TWO, r"\mathrm{E}[X Y]", r"\mu_1 \mu_2", r"\mu_1 + \mu_2"),
        (TWO, r"\mathrm{Cov}(X, Y)", "0", r"\sigma_1 \sigma_2"),
        (VECTOR, r"\mathbb{E}[x x^\top]", r"S + m m^\top", "S"),
        (VECTOR, r"\mathbb{E}[(x - m)(x - m)^\top]", "S", "S^{-1}"),
        (VECTOR, r"\mathrm{Cov}[A x]", r"A S A^\top", r"2 A S A^\top"),
        (
            VECTOR,
            r"\mathbb{H}[x]",
            r"\frac{1}{2} \log |2 \pi e S|",
            r"\frac{1}{2} \log |2 \pi S|",
        ),
        (
            "<!-- symgauss: \\tau, \\sigma > 0 -->\n\n",
            SPREAD,
            r"\log \frac{\sigma}{\tau} + \frac{\tau^2 + (m - \mu)^2}{2 \sigma^2} - \frac{1}{2}",
            r"\log \frac{\sigma}{\tau} + \frac{\tau^2 + (m - \mu)^2}{\sigma^2} - \frac{1}{2}",
        ),
    ],
)
def test_moments_of_stated_laws_are_no_definitions(
    said: str, left: str, right: str, wrong: str
) -> None:
    assert answers(f"{said}$$ {left} = {right} $$") == ["holds"]
    (step,) = steps_of(f"{said}$$ {left} = {wrong} $$")
    assert str(step.verdict.answer) == "fails"
    assert step.verdict.counterexample is not None


def test_a_wrong_moment_supports_nothing() -> None:
    wrong = r"$$ \mathrm{Cov}(X, Y) = \sigma_1 \sigma_2 $$"
    right = r"$$ \mathrm{Cov}(X, Y) = 0 $$"
    again = r"$$ 2 \mathrm{Cov}(X, Y) = 2 \sigma_1 \sigma_2 $$"
    text = f"{TWO}{wrong}\n\n{right}\n\n{wrong}\n\n{again}"
    assert answers(text) == ["fails", "holds", "fails", "fails"]


@pytest.mark.parametrize(
    "step",
    [
        r"\mathrm{E}[X^2] = s",  # a name for it
        r"\mathrm{E}[X^2] = c + \sigma^2",  # c may be the square of the mean
        r"\mathrm{Var}(a X) = \sigma^2",  # a may be known
    ],
)
def test_names_that_nothing_relates_refute_nothing(step: str) -> None:
    assert "fails" not in answers(f"{NORMAL}$$ {step} $$")
    assert "holds" not in answers(f"{NORMAL}$$ {step} $$")


@pytest.mark.parametrize(
    "said",
    [
        "Suppose that the data are centred.",
        "We take the mean to be zero, without loss of generality.",
        r"Now let $\mu = 0$.",
        r"Under $H_0$, $X \sim \mathcal{N}(0, \sigma^2)$.",
    ],
)
def test_a_law_may_be_restricted(said: str) -> None:
    assert "fails" not in answers(f"{NORMAL}{said}\n\n$$ \\mathrm{{E}}[X^2] = \\sigma^2 $$")


def test_an_average_under_one_of_two_laws_has_to_name_it() -> None:
    laws = "Let $p(x) = \\mathcal{N}(x; m, v)$ and $q(x) = \\mathcal{N}(x; 0, w)$.\n\n"
    assert "fails" not in answers(laws + r"$$ \mathbb{E}[x^2] = w $$")
    assert answers(laws + r"$$ \mathbb{E}_{q}[x^2] = 2 w $$") == ["fails"]


def test_another_variable_of_another_section() -> None:
    later = "# Another one\n\nLet $X$ be a random variable.\n\n$$ \\mathrm{E}[X^2] = \\sigma^2 $$"
    assert "fails" not in answers(NORMAL + later)


@pytest.mark.parametrize(
    "step",
    [
        r"\mathrm{E}[X Y] = \mu_1 \mu_2",
        r"\mathrm{Var}(X + Y) = \sigma_1^2 + \sigma_2^2",
        r"\mathrm{Cov}(X, Y) = \sigma_1 \sigma_2",
    ],
)
def test_dependence_that_nobody_states_is_not_known(step: str) -> None:
    said = (
        r"Let $X \sim \mathcal{N}(\mu_1, \sigma_1^2)$ and "
        r"$Y \sim \mathcal{N}(\mu_2, \sigma_2^2)$."
    )
    assert not {"fails", "holds"} & set(answers(f"{said}\n\n$$ {step} $$"))


@pytest.mark.parametrize(("end", "answer"), [("- d", "unknown"), ("", "fails")])
def test_a_number_may_be_the_length_of_what_has_no_stated_length(end: str, answer: str) -> None:
    m, n, big, other = (rf"\boldsymbol{{{name}}}" for name in (r"\mu", r"\nu", r"\Sigma", "S"))
    right = (
        rf"({m} - {n})^\top {other}^{{-1}} ({m} - {n}) + \mathrm{{tr}}({other}^{{-1}} {big}) "
        rf"- \log \frac{{|{big}|}}{{|{other}|}} {end}"
    )
    laws = rf"\mathcal{{N}}({m}, {big}) \| \mathcal{{N}}({n}, {other})"
    text = "Let $y \\in \\mathbb{R}^d$ be the data.\n\n"
    step = rf"$$ \mathrm{{KL}}({laws}) = \frac{{1}}{{2}} \left( {right} \right) $$"
    assert answers(text + step) == [answer]


@pytest.mark.parametrize(
    ("said", "step", "edit"),
    [
        (VECTOR, r"\mathbb{E}[x x^\top] = S", r"add m m^\top"),
        (VECTOR, r"\mathbb{E}[x^\top x] = \mathrm{tr}(S)", r"add m^\top m"),
        (
            VECTOR.replace("k \\times n", "n \\times n"),
            r"\mathbb{E}[x^\top A x] = m^\top A m",
            r"add \operatorname{tr}(A S)",
        ),
        (
            VECTOR,
            r"\mathbb{H}[x] = \frac{1}{2} \log |2 \pi S|",
            r"replace 2 \pi S by 2 \pi \mathrm{e} S",
        ),
        (
            NORMAL,
            r"\mathrm{H}[X] = \frac{1}{2} \log(\pi e \sigma^2)",
            r"double \pi e \sigma^2",
        ),
        (NORMAL, r"\mathrm{E}[(X - \mu)^4] = \sigma^4", r"multiply by 3"),
        (NORMAL, r"\mathrm{E}[X^2] = \sigma^2 - \mu^2", r"change the sign of \mu^2"),
    ],
)
def test_what_is_missing_in_a_moment_is_named(said: str, step: str, edit: str) -> None:
    (found,) = steps_of(f"{said}$$ {step} $$")
    assert found.suggestion is not None
    assert found.suggestion.edit == edit


@pytest.mark.parametrize(
    ("step", "holds"),
    [
        (r"\mathrm{Cov}(x, y) = 0", False),
        (r"\mathbb{E}[x \mid y] = m", False),
        (r"\mathbb{E}[x \mid y] = \mathbb{E}[x]", False),
        (r"\mathrm{Cov}(x, c) = 0", True),
        (r"\mathrm{Cov}(x, 2 x) = 2 v", True),
        (r"\mathbb{E}[z \mid x] = x", True),
        (r"\mathbb{E}[z \mid u] = u", True),
    ],
)
def test_what_no_law_relates_is_not_independent(step: str, holds: bool) -> None:  # noqa: FBT001
    law = r"z \mid x \sim \mathcal{N}(x, w)" if "x]" in step else r"z \mid u \sim \mathcal{N}(u, w)"
    said = f"Let $x \\sim \\mathcal{{N}}(m, v)$ and ${law}$.\n\n"
    assert ("holds" in answers(f"{said}$$ {step} $$")) == holds


@pytest.mark.parametrize(
    ("said", "step", "holds"),
    [
        (r"The posterior is $p(x \mid y) \propto p(y \mid x) p(x)$.", r"E[x y] = m y", False),
        (r"Bayes: $p(x \mid y) = p(y \mid x) p(x) / p(y)$.", r"E[x y] = m y", False),
        (r"Let $y \mid u \sim \mathcal{N}(a u, w)$.", r"E[a u x] = a u m", True),
        (r"The posterior is $p(x \mid y) \propto p(y \mid x) p(x)$.", r"E[a x] = a m", True),
    ],
)
def test_what_has_a_density_itself_is_no_constant(said: str, step: str, holds: bool) -> None:  # noqa: FBT001
    law = r"Let $x \sim \mathcal{N}(m, v)$ be a random variable."
    found = answers(f"{law} {said}\n\n$$ {step} $$")
    assert ("holds" in found) == holds
    assert "fails" not in found


PLACES = r"""
**Theorem:** The density $f_X(x)$ has its turning points at $x = \mu - \sigma$ and
$x = \mu + \sigma$.

**Proof:** The density is

$$ f_X(x) = \frac{1}{\sqrt{2 \pi} \sigma} \exp\left[ -\frac{(x - \mu)^2}{2 \sigma^2} \right] $$

and we have

$$ \left( \frac{x - \mu}{\sigma} \right)^2 - 1 = FACTOR \frac{(x - \mu)^2 - \sigma^2}{\sigma^2} $$

which vanishes for

$$ x = \mu + \sigma $$
"""


@pytest.mark.parametrize(("factor", "answer"), [("", "holds"), ("3", "fails")])
def test_a_place_is_no_value_of_the_letter_of_a_function(factor: str, answer: str) -> None:
    assert answers(PLACES.replace("FACTOR", factor))[1] == answer
