"""First values that no document may choose, and what is not shown, show nothing below."""

from __future__ import annotations

import pytest
from check.documents import answers

MODEL = (
    r"Let $x \sim N(m, p)$, and let $w$ and $v$ be other noises. Put $y = a x + w$, $z = y + v$."
)
MOMENTS = [
    (MODEL, "E[z]", "a^2 m"),
    (MODEL, r"\mathrm{Var}[z]", "a p"),
    (MODEL, r"\mathrm{Cov}[x, z]", "a^2 p"),
    (MODEL, "E[z | x]", "m"),
    (MODEL, "E[x z]", "0"),
    ("Let $X$ and $Y$ be random numbers.", r"\mathrm{Cov}[X + Y, X - Y]", "0"),
    ("Let $X$ and $Y$ be random numbers.", "E[X Y^2]", "4"),
]


@pytest.mark.parametrize(("model", "moment", "value"), MOMENTS)
def test_a_moment_that_is_not_decided_shows_nothing(model: str, moment: str, value: str) -> None:
    steps = f"\n\n$$ {moment} = {value} $$\n\n$$ {moment} + 1 = {value} + 1 $$"
    assert "holds" not in answers(model + steps)


def test_what_is_supposed_of_a_moment_counts() -> None:
    text = "Let $X$ be a random number. Suppose that $E[X] = m$. Then\n\n$$ E[2 X] = 2 m $$"
    assert answers(text) == ["holds"]


ELBO = r"\int q(z) \log \frac{p(x, z)}{q(z)} \, dz"
BOUND = ELBO + r" - \int q(z) \log \frac{q(z)}{p(z | x)} \, dz"
DENSITIES = [
    (r"p(x, z) = \frac{p(x | z)}{p(z)}", r"\log p(x, z) = \log p(x | z) - \log p(z)"),
    ("p(z | x) = p(x | z) p(z)", r"\log p(z | x) = \log p(x | z) + \log p(z)"),
    (r"p(z | x) = \frac{p(z)}{p(x)}", r"\log p(z | x) = \log p(z) - \log p(x)"),
    ("p(x, z) = p(x | z) p(x)", "2 p(x, z) = 2 p(x | z) p(x)"),
    (r"p(x) = \int p(x | z) \, dz", r"2 p(x) = 2 \int p(x | z) \, dz"),
    (r"p(x) = \int p(z | x) p(z) \, dz", r"2 p(x) = 2 \int p(z | x) p(z) \, dz"),
    (rf"\log p(x) = {BOUND}", rf"\log p(x) + 1 = 1 + {BOUND}"),
    (rf"\log p(x) = {ELBO}", rf"\log p(x) + 1 = 1 + {ELBO}"),
]


@pytest.mark.parametrize(("wrong", "below"), DENSITIES)
def test_a_relation_that_is_wrong_of_densities_introduces_nothing(wrong: str, below: str) -> None:
    found = answers(f"Let $q(z)$ be any density.\n\n$$ {wrong} $$\n\n$$ {below} $$")
    assert found[0] == "unknown"
    assert found[1] != "holds"


SUPPOSED = [
    "p(x, z) = p(x) p(z)",
    "p(x, y, z) = p(x) p(y | x) p(z | y)",
    "p(z | x, y) = p(z | y)",
    r"p(y) = \frac{1}{Z} p(x)",
    r"p(k | x) = \frac{\pi_k p(x | k)}{\sum_j \pi_j p(x | j)}",
    r"p(x_t | y_{1:t}) = \frac{p(y_t | x_t) p(x_t | y_{1:t-1})}{p(y_t | y_{1:t-1})}",
    r"p_\theta(x) = p(x; \mu, \sigma)",
    r"q(x) = \frac{1}{3}",
]


@pytest.mark.parametrize("model", SUPPOSED)
def test_a_model_of_densities_may_be_chosen(model: str) -> None:
    assert answers(f"$$ {model} $$") == ["definition"]


def test_a_function_has_its_value_at_a_quotient() -> None:
    text = r"If $X \sim N(0, 1)$ has density $\phi(x) = \frac{1}{\sqrt{2 \pi}} e^{-x^2 / 2}$, then"
    step = r"\phi\left( \frac{y - b}{a} \right)"
    wrong = f"\n\n$$ {step} = N(y; b, a^2) $$\n\n$$ {step} - N(y; b, a^2) = 0 $$"
    assert "holds" not in answers(text + wrong)


RIDGE = r"Let $A$ be a matrix and $\hat w = (A^T A + c I)^{-1} A^T y$ with $c > 0$."
STATIONARY = r"With the stationary variance $v = \frac{q}{1 - a^2}$, we find"
UNKNOWN = [
    RIDGE + "\n\n$$ (A^T A + c I) \\hat w = y $$\n\n$$ (A^T A + c I) \\hat w - y = 0 $$",
    STATIONARY + "\n\n$$ v + a^2 v = q $$\n\n$$ v + a^2 v - q = 0 $$",
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_a_step_that_is_not_shown_shows_no_other_one(text: str) -> None:
    assert "holds" not in answers(text)


SYSTEMS = [
    ("s = a + b", "d = a - b", "a = s + d", "2 a = 2 s + 2 d"),
    ("s = a + b", "d = a - b", r"b = \frac{d - s}{2}", "2 b = d - s"),
    (r"s = \frac{\mu}{v}", r"d = - \frac{1}{2 v}", r"\mu = - 2 s d", r"\mu + 1 = 1 - 2 s d"),
    (r"s = \frac{\mu}{v}", r"d = - \frac{1}{2 v}", r"\mu = \frac{s}{d}", r"d \mu = s"),
]


@pytest.mark.parametrize(("one", "two", "wrong", "below"), SYSTEMS)
def test_what_solves_several_equations_is_held_against_all(
    one: str, two: str, wrong: str, below: str
) -> None:
    text = f"Let ${one}$ and ${two}$ with $v > 0$. Then\n\n$$ {wrong} $$\n\n$$ {below} $$"
    assert "holds" not in answers(text)


def test_solutions_of_several_equations_hold() -> None:
    text = "Let $s = a + b$ and $d = a - b$. Then\n\n$$ a = \\frac{s + d}{2} $$\n\n"
    assert answers(text + "$$ b = \\frac{s - d}{2} $$") == ["holds", "holds"]


def test_a_process_that_starts_somewhere_has_no_other_law() -> None:
    text = "Let $x_t = a x_{t-1} + e_t$ with independent $e_t \\sim N(0, q)$"
    step = "\n\n$$ \\mathrm{Cov}[x_1, x_2] = a q $$"
    assert answers(f"{text}, started at $x_0 = c$.{step}") == ["definition"]
    assert answers(f"{text}.{step}") == ["fails"]


def test_words_that_are_not_read_may_make_a_matrix_symmetric() -> None:
    text = (
        "Let $P$ be a covariance, positive definite like $W$, and put $M = F P F^T + W$ and"
        " $J = P F^T M^{-1}$, all of them $n \\times n$.\n\n"
    )
    assert answers(text + "$$ J F P = P F^T J^T $$") == ["unknown"]


@pytest.mark.parametrize("wrong", ["a c + a e_1 + e_2", "a^2 c + e_1 + a e_2", "a^2 c + e_2"])
def test_a_member_is_what_the_one_before_makes_of_it(wrong: str) -> None:
    text = "Let $x_t = a x_{t-1} + e_t$ with independent $e_t \\sim N(0, q)$ and $x_0 = c$.\n\n"
    text += f"$$ x_1 = a c + e_1 $$\n\n$$ x_2 = {wrong} $$\n\n$$ 2 x_2 = 2 ({wrong}) $$"
    assert "holds" not in answers(text)[1:]


@pytest.mark.parametrize("left", ["E(\\bar x^2)", "\\mathrm{E}[\\bar x^2]"])
@pytest.mark.parametrize(
    "sample",
    ["Let $x_1, \\dots, x_N \\sim N(m, s^2)$.", "We have an i.i.d. sample from $N(m, s^2)$."],
)
def test_a_moment_of_a_mean_is_no_definition_for_another_value(left: str, sample: str) -> None:
    text = (
        f"{sample}\n\n$$\n{left} = m^2 - s^2 / N\n$$\n\nso\n\n"
        f"$$\n{left} = \\frac{{N m^2 - s^2}}{{N}}\n$$\n"
    )
    assert "holds" not in answers(text)


def test_a_moment_of_what_words_draw_shows_nothing() -> None:
    text = (
        "A joint Gaussian for $(X, Y)$ has means $m$ and $n$.\n\n"
        "$$\n\\mathrm{E}[Y \\mid X = m + 1] = n + b\n$$\n\n"
        "$$\n2 \\mathrm{E}[Y \\mid X = m + 1] = 2 n + 2 b\n$$\n"
    )
    assert answers(text) == ["definition", "unknown"]


def test_a_function_of_a_sum_has_no_value_of_its_own_choice() -> None:
    text = (
        "Let $X$ and $Y$ be independent with $X \\sim N(a, s)$ and $Y \\sim N(b, t)$.\n\n"
        "$$\nM_{X - Y}(u) = e^{(a - b) u + (s - t) u^2 / 2}\n$$\n\n"
        "$$\n2 M_{X - Y}(u) = 2 e^{(a - b) u + (s - t) u^2 / 2}\n$$\n"
    )
    assert "holds" not in answers(text)


def test_a_function_has_the_value_that_its_formula_gives_it() -> None:
    text = (
        "An AR(1) process is $X_t = a X_{t-1} + Z_t$ with white noise of variance $s$.\n\n"
        "$$\n\\gamma(0) = \\frac{s}{1 - a^2}\n$$\n\n$$\n\\gamma(h) = a^{|h|} \\gamma(0)\n$$\n\n"
        "$$\n\\gamma(1) = \\frac{a s}{1 - a}\n$$\n\n"
        "so that\n\n$$\n2 \\gamma(1) = \\frac{2 a s}{1 - a}\n$$\n"
    )
    assert "holds" not in answers(text)


def test_a_function_of_another_parameter_has_a_formula_of_its_own() -> None:
    text = (
        "The likelihood is\n\n$$\nL(m, s) = - s - m^2 / s\n$$\n\nWith $p = 1 / s$,\n\n"
        "$$\nL(m, p) = - 1 / p - m^2 p\n$$\n\n$$\n2 L(m, p) = - 2 / p - 2 m^2 p\n$$\n"
    )
    assert answers(text)[-1] == "holds"


ESTIMATE = r"""Let $g(\theta) = \log(1 + \theta^2)$. The estimate is
$$ \hat\theta = \frac{1}{n} \sum_{i=1}^n x_i $$
By invariance,
"""


def test_a_function_at_an_estimate_has_its_formula() -> None:
    text = ESTIMATE + r"$$ g(\hat\theta) = \log(1 + \hat\theta^2) $$"
    assert answers(text)[-1] == "holds"
    step = r"$$ g'(\hat\theta) = \frac{2 \hat\theta}{1 + \hat\theta^2} $$"
    assert answers(f"{text}\n\nThen\n{step}")[-1] == "holds"


@pytest.mark.parametrize("wrong", [r"\log(1 + 2 \hat\theta^2)", r"\log(1 + \hat\theta)"])
def test_it_has_no_other_one(wrong: str) -> None:
    text = ESTIMATE + rf"$$ g(\hat\theta) = {wrong} $$"
    assert "holds" not in answers(text)
    assert "holds" not in answers(f"{text}\n\nTimes three,\n$$ 3 g(\\hat\\theta) = 3 {wrong} $$")


def test_a_log_density_made_of_divergences_shows_nothing() -> None:
    """The divergence is one from the posterior, and not from the prior."""
    wrong = r"E_{q(z)}[\log p(x, z)] - E_{q(z)}[\log q(z)] + \mathrm{KL}[q(z) \| p(z)]"
    text = rf"For any $q(z)$, $$ \log p(x) = {wrong} $$"
    assert "holds" not in answers(f"{text}\n\nHence\n$$ 3 \\log p(x) = 3 ({wrong}) $$")
