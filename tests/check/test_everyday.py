"""What textbooks and notes write every day, with what they leave unsaid."""

from __future__ import annotations

import pytest
from check.documents import answers

POSTERIOR_MEAN = r"""
The posterior mean is

$$ \tilde\mu_t = \frac{\sqrt{\alpha_t}(1-\bar\alpha_{t-1})}{1-\bar\alpha_t} x_t
 + \frac{\sqrt{\bar\alpha_{t-1}}\beta_t}{1-\bar\alpha_t} x_0 $$

with $\beta_t = 1 - \alpha_t$ and $RECURSION$.
Substituting $x_0 = \frac{1}{\sqrt{\bar\alpha_t}} (x_t - \sqrt{1-\bar\alpha_t} \epsilon)$ gives

$$ \tilde\mu_t = \frac{1}{\sqrt{\alpha_t}} \left( x_t - NOISE \epsilon \right) $$
"""
RIGHT_NOISE = r"\frac{\beta_t}{\sqrt{1-\bar\alpha_t}}"
RECURSIONS = (r"\bar\alpha_t = \alpha_t \bar\alpha_{t-1}", r"\bar\alpha_t = \prod_{s=1}^t \alpha_s")


@pytest.mark.parametrize("recursion", RECURSIONS)
def test_the_mean_of_a_diffusion_posterior_by_its_noise(recursion: str) -> None:
    text = POSTERIOR_MEAN.replace("RECURSION", recursion)
    assert answers(text.replace("NOISE", RIGHT_NOISE))[-1] == "holds"
    for wrong in (r"\frac{\beta_t}{1-\bar\alpha_t}", r"\frac{\alpha_t}{\sqrt{1-\bar\alpha_t}}"):
        assert answers(text.replace("NOISE", wrong))[-1] == "unknown"


def test_a_member_may_be_given_by_later_ones_but_not_by_itself() -> None:
    first = r"$$ x_0 = x_t - c y $$ "
    assert answers(first + r"$$ x_0 + c y = x_t $$")[-1] == "holds"
    assert answers(first + r"$$ x_0 + c y = 2 x_t $$")[-1] != "holds"
    circle = r"$$ x_0 = x_1 + y $$ $$ x_1 = x_0 - y $$ "
    assert answers(circle + r"$$ x_0 = x_1 - y $$")[-1] != "holds"


KALMAN = r"""
A filter predicts with $P_{k|k-1} = F P_{k-1|k-1} F^\top + Q$. The update is

\begin{align}
S_k &= H P_{k|k-1} H^\top + R \\
K_k &= P_{k|k-1} H^\top S_k^{-1} \\
P_{k|k} &= (I - K_k H) P_{k|k-1} \\
 &= FIRST \\
 &= SECOND
\end{align}

where $P_{k|k-1}$ and $R$ are symmetric positive definite.
"""
FIRST = r"P_{k|k-1} - K_k S_k K_k^\top"
SECOND = r"(I - K_k H) P_{k|k-1} (I - K_k H)^\top + K_k R K_k^\top"


def test_what_is_said_to_be_symmetric_may_have_a_value_that_does_not_show_it() -> None:
    text = KALMAN.replace("FIRST", FIRST)
    assert answers(text.replace("SECOND", SECOND))[-2:] == ["holds", "holds"]
    wrong = text.replace("SECOND", SECOND.replace("+ K_k R", "- K_k R"))
    assert answers(wrong)[-2:] == ["holds", "fails"]
    turned = KALMAN.replace("FIRST", r"P_{k|k-1} - K_k^\top S_k K_k").replace("SECOND", SECOND)
    assert "holds" not in answers(turned)


DEFINITE = "Let $A$ be symmetric positive definite. "
INTEGRAL = r"\int \exp\left(-\frac12 x^\top A x + b^\top x\right) \mathrm{d}x"


def test_the_exponent_of_two_pi_is_the_size() -> None:
    right = r"\sqrt{\frac{(2\pi)^n}{|A|}} \exp\left(\frac12 b^\top A^{-1} b\right)"
    wrong = r"\sqrt{(2\pi)^n |A|} \exp\left(\frac12 b^\top A^{-1} b\right)"
    assert answers(f"{DEFINITE} $$ {INTEGRAL} = {right} $$") == ["holds"]
    assert answers(f"{DEFINITE} $$ {INTEGRAL} = {wrong} $$") == ["fails"]


def test_the_exponent_of_two_pi_is_no_size_where_another_one_has_a_name() -> None:
    named = r"Let $x \in \mathbb{R}^d$. "
    right = r"\sqrt{\frac{(2\pi)^n}{|A|}} \exp\left(\frac12 b^\top A^{-1} b\right)"
    assert answers(f"{named} {DEFINITE} $$ {INTEGRAL} = {right} $$") == ["unknown"]


def test_the_entropy_of_a_normal_vector_of_any_size() -> None:
    law = r"Let $x \sim \mathcal{N}(\mu, \Sigma)$ with $\Sigma$ positive definite. "
    right = r"$$ H[x] = \frac{D}{2} \log(2 \pi e) + \frac12 \log |\Sigma| $$"
    wrong = r"$$ H[x] = \frac{D}{2} \log(2 \pi) + \frac12 \log |\Sigma| $$"
    assert answers(law + right) == ["holds"]
    assert answers(law + wrong) == ["fails"]


PARTITION = r"""Let $x \sim \mathcal{N}(\mu, \Sigma)$. Partition

$$ x = \begin{pmatrix} x_a \\ x_b \end{pmatrix}, \quad
\mu = \begin{pmatrix} \mu_a \\ \mu_b \end{pmatrix}, \quad
\Sigma = \begin{pmatrix} \Sigma_{aa} & \Sigma_{ab} \\ \Sigma_{ba} & \Sigma_{bb} \end{pmatrix}. $$

$$ \mathbb{E}[x_a|x_b] = \mu_a + \Sigma_{ab} \Sigma_{bb}^{-1} (x_b - \mu_b) $$

$$ \mathrm{Cov}[x_a|x_b] = \Sigma_{aa} - \Sigma_{ab} \Sigma_{bb}^{-1} \Sigma_{ba} $$
"""


def test_the_blocks_of_a_covariance_are_cut_as_the_vector_is_and_are_no_numbers() -> None:
    wrong = r"$$ \mathrm{Cov}[x_a|x_b] = \Sigma_{aa} - \Sigma_{ba} \Sigma_{bb}^{-1} \Sigma_{ab} $$"
    assert "fails" not in answers(PARTITION)
    assert answers(PARTITION + wrong)[-1] in {"unknown", "definition"}


REGRESSION = {
    "be independent of": (
        r"Let $\epsilon \sim \mathcal{N}(0, \sigma^2 I)$ be independent of "
        r"$f \sim \mathcal{N}(0, K)$, and $y = f + \epsilon$."
    ),
    "are independent": (
        r"Let $y = f + \epsilon$ where $f \sim \mathcal{N}(0, K)$ and "
        r"$\epsilon \sim \mathcal{N}(0, \sigma^2 I)$ are independent."
    ),
}
POSTERIOR = r"$$ \mathbb{E}[f|y] = K (K + \sigma^2 I)^{-1} y $$ "
OTHER = r"$$ \mathbb{E}[f|y] = \sigma^2 (K + \sigma^2 I)^{-1} y $$ "


@pytest.mark.parametrize("words", list(REGRESSION))
def test_the_posterior_of_what_is_seen_with_noise(words: str) -> None:
    text = REGRESSION[words]
    assert answers(f"{text} {POSTERIOR}") == ["holds"]
    # also beside a wrong one, which says nothing of the right one
    assert answers(f"{text} {POSTERIOR} {OTHER}")[0] == "holds"
    assert answers(f"{text} {OTHER} {POSTERIOR}")[1] == "holds"
    assert answers(f"{text} {OTHER}") != ["holds"]


@pytest.mark.parametrize(
    "text",
    [
        REGRESSION["are independent"].replace("are independent", "are correlated"),
        REGRESSION["are independent"].replace("f +", "f + z +"),
        REGRESSION["be independent of"].replace("be independent of", "be dependent on"),
        REGRESSION["be independent of"].replace("be independent", "not be independent"),
    ],
)
def test_no_posterior_without_independence(text: str) -> None:
    assert "holds" not in answers(f"{text} {POSTERIOR}")


def test_a_matrix_of_loadings_is_no_random_variable() -> None:
    text = (
        r"Let $x = W z + \mu + \epsilon$ with $z \sim \mathcal{N}(0, I)$ and "
        r"$\epsilon \sim \mathcal{N}(0, \sigma^2 I)$ independent. "
    )
    right = r"$$ \mathbb{E}[z|x] = W^\top (W W^\top + \sigma^2 I)^{-1} (x - \mu) $$"
    wrong = r"$$ \mathbb{E}[z|x] = W^\top (W W^\top + \sigma I)^{-1} (x - \mu) $$"
    assert answers(text + right) == ["holds"]
    assert answers(text + wrong) != ["holds"]


@pytest.mark.parametrize(
    ("formula", "answer"),
    [
        (r"\log (2\pi)^{n/2} = \frac{n}{2} \log (2 \pi)", "holds"),
        (r"\log (2\pi)^{-n/2} = \frac{n}{2} \log (2 \pi)", "fails"),
        (r"3 \ln \left(b c\right)^2 = 6 \ln (b c)", "holds"),
        (r"3 \log (b c)^2 = 3 \log (b c) \log (b c)", "unknown"),  # the other reading
        (r"3 \log (b c)^2 = 5 \log (b c) \log (b c)", "fails"),
        (r"3 \log^2 (b c) = 3 \log (b c) \log (b c)", "holds"),
    ],
)
def test_a_power_behind_a_logarithm_is_one_of_its_argument(formula: str, answer: str) -> None:
    assert answers(f"Let $b > 1$ and $c > 1$. $$ {formula} $$") == [answer]


@pytest.mark.parametrize(
    "formula",
    [
        r"\sqrt{(1 - b)^2} = 1 - b",
        r"\sqrt{(1 - b)(1 - b)} = 1 - b",
        r"\sqrt{\frac{1 - b}{(1 - b)^3}} = \frac{1}{1 - b}",
        r"((1 - b)^2)^{1/2} = 1 - b",
        r"\sqrt{(1 - b)^2 c} = (1 - b) \sqrt{c}",
    ],
)
def test_a_square_below_a_root_says_nothing_of_a_sign(formula: str) -> None:
    assert "holds" not in answers(f"Let $b > 0$ and $c > 0$. $$ 3 + {formula} + 3 $$")
    assert answers(f"Let $b > 0$ and $c > 0$. $$ {formula} $$") != ["holds"]


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        (r"n I(\mu) = n / \sigma^2", "holds"),
        (r"I(\mu)^{-1} = \sigma^2", "holds"),
        (r"I(\mu)^{-1} = \sigma", "unknown"),
        (r"n I(\mu) = n \sigma^2", "fails"),
    ],
)
def test_an_information_is_no_identity(step: str, answer: str) -> None:
    text = r"""Let $x \sim \mathcal{N}(\mu, \sigma^2)$.
$$ I(\mu) = \mathbb{E}\left[\left(\frac{x - \mu}{\sigma^2}\right)^2\right] = \frac{1}{\sigma^2} $$
"""
    assert answers(f"{text}\n$$ {step} $$") == ["definition", "holds", answer]


@pytest.mark.parametrize(
    ("said", "wrong", "step"),
    [
        ("$P = A + B$", r"P^{-1} = A^{-1} + B^{-1}", r"P^{-1} x = A^{-1} x + B^{-1} x"),
        ("$P = A + B$", r"P^\top = A^\top + B", r"x^\top P^\top = x^\top A^\top + x^\top B"),
        ("$p = e^a + b$", r"\log p = a + \log b", r"2 \log p = 2 a + 2 \log b"),
        ("$s = a + b$", r"-s = b - a", r"1 - s = 1 + b - a"),
    ],
)
def test_a_second_value_below_an_inverse_proves_nothing(said: str, wrong: str, step: str) -> None:
    assert answers(f"Let {said}.\n$$ {wrong} $$\nHence\n$$ {step} $$")[-1] != "holds"


def test_what_a_process_starts_from_may_be_given_by_what_it_comes_to() -> None:
    text = r"""Let $\alpha_t = 1 - \beta_t$ with $\beta_t \in (0, 1)$, $\bar\alpha_t = \prod_{s=1}^t
\alpha_s$ and $x_t = \sqrt{\alpha_t} x_{t-1} + \sqrt{\beta_t} \epsilon_t$.
$$ \mu_t = \frac{\sqrt{\alpha_t}(1-\bar\alpha_{t-1})}{1-\bar\alpha_t} x_t
+ \frac{\sqrt{\bar\alpha_{t-1}}\beta_t}{1-\bar\alpha_t} x_0 $$
Using $x_0 = \frac{1}{\sqrt{\bar\alpha_t}} (x_t - \sqrt{1-\bar\alpha_t}\, \epsilon)$,
$$ \mu_t = \frac{1}{\sqrt{\alpha_t}} \left(x_t - \frac{%s}{\sqrt{1-\bar\alpha_t}} \epsilon\right) $$
"""
    assert answers(text % r"\beta_t") == ["definition", "holds"]
    assert answers(text % r"\sqrt{\beta_t}")[-1] != "holds"


def test_a_law_that_follows_introduces_no_other_variable() -> None:
    text = r"""Let $y = f + \varepsilon$ with $f \sim \mathcal{N}(0, K)$ and
$\varepsilon \sim \mathcal{N}(0, \sigma^2 I)$.

# Evidence

The marginal law of the observations is
$$ y \sim \mathcal{N}(0, K %s \sigma^2 I) $$
"""
    assert answers(text % "+") == ["holds"]
    assert answers(text % "-") == ["fails"]


def mean(above: str, below: str) -> str:
    """A mean of the logarithm of a ratio of densities."""
    return rf"\mathbb{{E}}_{{q(z)}}\left[\log\frac{{{above}}}{{{below}}}\right]"


BOTH, GIVEN = mean("p(x, z)", "q(z)"), mean("q(z)", r"p(z \mid x)")


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        (mean("p(x, z)", r"p(z \mid x)") + f" = {BOTH} + {GIVEN}", "holds"),
        (mean("p(x, z)", r"p(z \mid x)") + f" = {BOTH} - {GIVEN}", "unknown"),
        (f"{BOTH} = " + mean("p(x, z)", "p(z)"), "unknown"),
        (f"{BOTH} + {GIVEN} = " + mean("p(x, z)", "1"), "unknown"),
    ],
)
def test_what_holds_for_every_law_holds_for_the_stated_one(step: str, answer: str) -> None:
    text = r"With $q(z) = \mathcal{N}(z; \mu, \sigma^2)$ and $p(z) = \mathcal{N}(z; 0, 1)$,"
    assert answers(f"$$ 0 + {step} $$\n\n{text} things are simple.") == [answer]


@pytest.mark.parametrize(
    ("step", "answer"),
    [
        (r"\mathrm{Cov}(x, y) = a s^2", "holds"),
        (r"\mathbb{E}[x \mid y] = \frac{a s^2}{a^2 s^2 + \sigma^2} y", "holds"),
        (r"\mathrm{Var}(x \mid y) = \frac{s^2 \sigma^2}{a^2 s^2 + \sigma^2}", "holds"),
        (r"\mathrm{Cov}(x, y) = 0", "fails"),
        (r"\mathrm{Cov}(x, y) = a^2 s^2", "fails"),
        (r"\mathrm{Var}(x \mid y) = s^2", "fails"),
        (r"\mathbb{E}[x \mid y] = \frac{a s^2}{a^2 s^2 + \sigma^2}", "unknown"),
    ],
)
def test_the_law_of_what_is_made_of_others_does_not_part_it_from_them(
    step: str, answer: str
) -> None:
    text = r"""Let $x \sim \mathcal{N}(0, s^2)$ and $y = a x + \sigma \epsilon$ with
$\epsilon \sim \mathcal{N}(0, 1)$.
$$ y \sim \mathcal{N}(0, a^2 s^2 + \sigma^2) $$
"""
    found = answers(f"{text}\n$$ {step} $$")
    assert found[0] == "holds"
    assert found[1] == answer or (answer == "unknown" and found[1] != "holds")


@pytest.mark.parametrize(
    ("said", "step", "answer"),
    [
        (r"X \sim N(\theta, I_d)", r"E\|X - \theta\|^2 = d", "holds"),
        (r"X \sim N(\theta, I_d)", r"\mathbb{E}\|X\|^2 = \|\theta\|^2 + d", "holds"),
        (
            r"X \sim N(\theta, I_d)",
            r"E\|c X - \theta\|^2 = c^2 d + (1 - c)^2 \|\theta\|^2",
            "holds",
        ),
        (r"X \sim N(\theta, I_d)", r"E\left\|X\right\|^2 = \|\theta\|^2", "fails"),
        (r"X \sim N(\theta, I_d)", r"E\|X - \theta\|^2 = d^2", "fails"),
        # a letter that stands for something else
        (r"E = a + b", r"E\|x\|^2 = a \|x\|^2 + b \|x\|^2", "holds"),
        (r"E = a + b", r"E\|x\|^2 = a \|x\|^2 - b \|x\|^2", "fails"),
    ],
)
def test_a_norm_behind_the_letter_of_a_mean(said: str, step: str, answer: str) -> None:
    found = answers(f"Let ${said}$.\n\n$$ {step} $$")[-1]
    assert found == answer or (answer == "fails" and found != "holds")


def test_data_behind_bars_may_be_a_matrix_or_not() -> None:
    step = r"p(y \mid X) = \int p(y \mid f, X) p(f \mid X) \, \mathrm{d}f"
    assert answers(f"$$ {step} $$") == ["holds"]
    assert answers(f"$$ {step.replace('f, X', 'f')} $$") != ["holds"]


def test_a_matrix_of_weights_is_no_random_variable() -> None:
    text = r"""Let $y = H x + n$ with $x \sim \mathcal{N}(0, C)$ and noise
$n \sim \mathcal{N}(0, R)$ independent of $x$.
$$ \mathbb{E}[(x - W y)(x - W y)^\top] = C - C H^\top W^\top - W H C %s W (H C H^\top + R) W^\top $$
"""
    assert answers(text % "+") == ["holds"]
    assert answers(text % "-")[0] != "holds"
    assert answers(r"Let $Z \sim N(0, 1)$. $$ \mathbb{E}[W^2 Z^2] = W^2 $$") != ["holds"]
