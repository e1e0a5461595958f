"""What must never come out as ``holds``, and what a document's own words make it hold."""

from __future__ import annotations

import pytest
from check.documents import answers, steps_of


def test_a_claim_does_not_prove_itself() -> None:
    """The claim is restated at the end of its proof: nothing was checked."""
    text = r"""
**Theorem:** Then $$ \label{eq:claim} g(x) = x^2 + 1 $$

**Proof:** Obviously $$ \label{eq:end} g(x) = x^2 + 1 $$
"""
    assert answers(text) == ["definition", "definition"]


def test_two_claims_do_not_prove_each_other() -> None:
    text = "$$ A = B $$\n\n$$ B = A $$"
    assert "holds" not in answers(text)


@pytest.mark.parametrize(
    "wrong",
    [
        r"(a+b)^2 = a^2 + b^2",
        r"\log(a b) = \log a \cdot \log b",
        r"\frac{1}{a + b} = \frac{1}{a} + \frac{1}{b}",
        r"(x - m)^2 = x^2 - 2 x m - m^2",
    ],
)
def test_wrong_steps_fail(wrong: str) -> None:
    assert answers(f"$$ {wrong} $$") == ["fails"]


def test_a_later_value_shadows_an_earlier_one() -> None:
    """The step holds with the first value of c only, and the second one is in force."""
    text = r"""
$$ c = a + b $$

$$ c = a - b $$

$$ c \cdot d + e = (a + b) d + e $$
"""
    assert answers(text)[-1] != "holds"


def test_a_link_compares_the_new_value_with_the_old_one() -> None:
    right = "$$ c = (a + b)^2 $$\n\n$$ c = a^2 + 2 a b + b^2 $$"
    wrong = "$$ c = (a + b)^2 $$\n\n$$ c = a^2 + a b + b^2 $$"
    assert answers(right) == ["definition", "holds"]
    assert answers(wrong)[1] != "holds"
    assert steps_of(right)[1].using


def test_values_stated_after_a_step_are_used_and_listed() -> None:
    text = r"""
We get $$ a x^2 - 2 b x = a (x - m)^2 - a m^2 $$ where $m = b / a$.
"""
    (step,) = steps_of(text)
    assert str(step.verdict.answer) == "holds"
    assert any("m = b / a" in used for used in step.using)


def test_an_unknown_function_refutes_nothing() -> None:
    (step,) = steps_of("$$ 2 f(x) = 3 f(x) + 1 $$ for all $f(x)$")
    assert str(step.verdict.answer) == "unknown"
    assert str(step.verdict.reason) == "missing-context"


def test_scalars_that_are_written_like_arrays_prove_nothing() -> None:
    """Nothing says what A and b are; as scalars they would commute."""
    wrong = r"$$ b^\mathrm{T} A c \, d = c^\mathrm{T} A b \, d $$"
    assert "holds" not in answers(wrong)


def test_a_shape_conflict_of_blocks_is_found() -> None:
    text = r"""
The conditional distribution of a subset has the blocks
$$ C = S_{11} - S_{12} S_{22}^{-1} S_{21} $$ and $$ D = S_{11} - S_{12} S_{22}^{-1} S_{12} $$
"""
    first, second = steps_of(text)
    assert str(first.verdict.answer) == "definition"
    assert str(second.verdict.answer) == "fails"
    assert second.verdict.shape_conflict is not None


def test_what_the_document_may_know_is_no_failure() -> None:
    restricted = "Let $P$ be an $n \\times n$ matrix.\n\n$$ P^2 = P $$"
    assert answers(restricted)[0] == "unknown"
    assert answers(restricted + "\n\n$$ I_n - 2 P + P^2 = I_n - P $$")[-1] != "fails"
    assert answers("$$ n (x - \\bar{x}) + \\bar{x} = n x $$") == ["unknown"]
    assert answers("$$ a b \\overset{\\eqref{eq:other}}{=} a b + 1 $$") == ["unknown"]
    assert answers("$$ \\sqrt{a^2} b c = a b c $$") == ["unknown"]


def test_decimals_are_rounded() -> None:
    assert answers("$$ \\frac{1}{3} + 0 = 0.333 $$") == ["holds"]
    assert answers("$$ \\frac{1}{3} + 0 = 0.334 $$") == ["fails"]


@pytest.mark.parametrize(
    "shown_otherwise",
    [
        r"x {+ 1} = x",
        r"x \color{red}{+ 1} = x",
        r"x {a + b} = x a + x b",
        r"c - {a - b} = c - a + b",
        r"{a + b}^2 + c = (a + b)^2 + c",
        r"c \textcolor{red}{a + b} = c a + c b",
    ],
)
def test_braces_do_not_show(shown_otherwise: str) -> None:
    r"""What is in braces shows without them: ``x {+ 1}`` is read as ``x + 1`` by a person."""
    assert "holds" not in answers(f"$$ {shown_otherwise} $$")


@pytest.mark.parametrize(
    "text",
    [
        r"$$ x^2 = 4 \Rightarrow x = 2 $$",
        "$$ x^2 = 9 $$\n\n$$ x = 3 $$",
        "$$ y = x + 1 $$\n\n$$ x^2 = 9 $$\n\n$$ y + 0 = 4 $$",
        "$$ f(x)^2 = x^4 $$\n\n$$ f(x) + 0 = x^2 $$",
        "Let $\\sigma \\in \\mathbb{R}$.\n\n$$ \\sqrt{\\sigma^2} + 0 = \\sigma $$",
    ],
)
def test_a_square_has_two_roots(text: str) -> None:
    assert "holds" not in answers(text)


def test_a_square_says_what_even_powers_are() -> None:
    positive = "% symgauss: a, b > 0\n\n"
    square = positive + "$$ x^2 = a + b $$\n\n$$ c x^2 = a c + b c $$"
    assert answers(square, "notes.tex") == ["definition", "holds"]
    standard_deviation = "$$ \\sigma^2 = a / b $$\n\n$$ \\sigma c = c \\sqrt{a / b} $$"
    assert answers(standard_deviation) == ["definition", "holds"]


@pytest.mark.parametrize(
    "wrong",
    [
        r"|x - a| + 0 = x - a",
        r"\frac{\mathrm{d}}{\mathrm{d} x} |x| + 0 = 1",
        r"\frac{\mathrm{d}}{\mathrm{d} x} |x - a| + 0 = 1",
    ],
)
def test_bars_around_a_scalar_are_no_determinant(wrong: str) -> None:
    assert "holds" not in answers(f"$$ {wrong} $$")


@pytest.mark.parametrize(
    "wrong",
    [
        r"0 + \mathrm{Cov}(y_i, y_j) = 0",
        r"0 + \mathrm{E}[y_i y_j] = y_j \, \mathrm{E}[y_i]",
        r"0 + \mathrm{Var}(y_i + y_j) = \mathrm{Var}(y_i)",
    ],
)
def test_another_member_of_a_random_family_is_no_constant(wrong: str) -> None:
    text = rf"Let $y_i \sim \mathcal{{N}}(\mu, \sigma^2)$. $$ {wrong} $$"
    assert "holds" not in answers(text)


def test_neighbours_of_a_family_may_be_related() -> None:
    """``\\bar a_t = a_t \\bar a_{t-1}`` may be said in a way that is not read."""
    step = r"$$ a_t (1 - \bar a_{t-1}) + b_t = a_t - \bar a_t + b_t $$"
    assert answers(f"With the usual products: {step}") == ["unknown"]


@pytest.mark.parametrize(
    "text",
    [
        "Let $x = 1$.\n\n$$ \\frac{x^2 - x}{x - 1} = x $$",
        "Let $a = b$.\n\n$$ \\frac{a^2 - b^2}{a - b} = a + b $$",
        "Let $x = 0$.\n\n$$ \\frac{\\sin x}{x} x = \\sin x $$",
    ],
)
def test_a_document_may_make_a_step_undefined(text: str) -> None:
    assert answers(text) == ["unknown"]


@pytest.mark.parametrize(
    "text",
    [
        "Let $y = i x$.\n\n$$ \\sum_{i=1}^n y + 0 = n y $$",
        "Let $y = x^2$.\n\n$$ \\int_0^1 y \\, dx = y $$",
        "Let $y = x^2$.\n\n$$ \\frac{d}{dx} y + 0 = 0 $$",
        "Let $z = x^2$ and $y = a z$.\n\n$$ \\frac{d}{dx} y + 0 = 0 $$",
    ],
)
def test_a_name_that_depends_on_what_moves_is_no_constant(text: str) -> None:
    assert answers(text) == ["unknown"]


def test_a_binder_sees_through_names() -> None:
    text = "Let $y = x^2$.\n\n$$ \\frac{d}{dx} y + 0 = 2 x $$\n\n$$ \\int_0^1 y \\, dx = 1/3 $$"
    assert answers(text) == ["holds", "holds"]


def test_observations_do_not_depend_on_the_parameters_of_their_model() -> None:
    text = r"""Let $y = b x + \varepsilon$ with noise $\varepsilon$.

$$ \frac{\partial}{\partial b} (y - b x)^2 + 0 = -2 x (y - b x) $$
"""
    assert answers(text) == ["holds"]


@pytest.mark.parametrize(
    "wrong",
    [
        r"0 + E[X Y] = Y E[X]",
        r"0 + \mathrm{E}[X Y] = \mu Y",
        r"0 + \mathbb{E}[\epsilon X] = \epsilon \mu",
        r"0 + \mathrm{E}[\hat m X] = \hat m \mu",
        r"0 + \mathrm{E}[\bar X X] = \bar X \mu",
    ],
)
def test_nothing_says_that_a_name_under_an_expectation_is_constant(wrong: str) -> None:
    assert answers(rf"Let $X \sim \mathcal{{N}}(\mu, 1)$. $$ {wrong} $$") != ["holds"]


def test_parameters_are_constants_under_an_expectation() -> None:
    right = r"0 + \mathrm{E}[a X + c] = a \mu + c"
    assert answers(rf"Let $X \sim \mathcal{{N}}(\mu, 1)$. $$ {right} $$") == ["holds"]
    vector = r"Let $x \sim \mathcal{N}(\mu, \Sigma)$ and $y \in \mathbb{R}^d$. "
    assert answers(vector + r"$$ 0 + \mathrm{E}[y^\top x] = y^\top \mu $$") == ["holds"]


def test_terms_of_some_order_are_no_values() -> None:
    text = "$$ f = O(h) $$ and $$ g = O(h) $$\n\n$$ f + 0 = g $$"
    assert answers(text)[-1] == "unknown"


def test_a_value_of_a_random_name_moves_its_law() -> None:
    text = r"""Let $X$ be a random variable and $W$ a random variable. Let $Y = W X$.

$$ \mathrm{E}[X Y] + 0 = \mathrm{E}[W X^2] $$

$$ \mathrm{Cov}(X, Y \mid Z) + 0 = 1 $$
"""
    assert answers(text)[0] == "holds"
    assert not [s for s in steps_of(text) if "report" in s.verdict.detail]


@pytest.mark.parametrize(
    "step",
    [
        r"\sqrt{u + 10^6}^2 + 0 = u + 10^6",
        r"\sqrt{10^6 - u}^2 + 0 = 10^6 - u",
        r"e^{\log(u + 10^9)} + 0 = u + 10^9",
        r"\sqrt{u + 10^{30}} \sqrt{u + 10^{30}} + 0 = u + 10^{30}",
    ],
)
def test_a_side_that_is_undefined_far_away_is_undefined(step: str) -> None:
    (found,) = steps_of(rf"Let $u \in \mathbb{{R}}$. $$ {step} $$")
    assert str(found.verdict.reason) == "missing-context"


def test_sizes_go_beyond_the_degree_under_an_expectation() -> None:
    text = r"""Let $A, B \in \mathbb{R}^{d \times d}$.
Let $x \in \mathbb{R}^d$, $x \sim \mathcal{N}(0, I)$.

$$ 0 + \mathbb{E}[x^\top A B A A B x] = \mathrm{tr}(A B A A B) $$
"""
    (step,) = steps_of(text)
    assert step.verdict.evidence is not None
    assert step.verdict.evidence.sizes["d"] > 7
