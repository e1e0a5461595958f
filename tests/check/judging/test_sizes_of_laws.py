"""A law whose parts do not fit its variable is no definition, and nothing rests on it."""

from __future__ import annotations

from check.documents import answers

REGRESSION = (
    r"With prior $w \sim \mathcal{N}(0, \tau^2 I)$ and data $y = X w + \epsilon$, $\epsilon \sim "
    r"\mathcal{N}(0, \sigma^2 I)$, where $X \in \mathbb{R}^{n \times d}$ and $\epsilon$ is "
    r"independent of $w$, the evidence is $$ p(y) = \mathcal{N}(y; 0, SPREAD + \sigma^2 I). $$ "
)
OUTPUT = (
    r"A new output is $y_* = x_*^\top w + \epsilon_*$ with $\epsilon_* \sim \mathcal{N}(0, 1)$. "
)
FACTORS = (
    r"The factors are $z \sim \mathcal{N}(0, I)$, $z \in \mathbb{R}^k$, and $$ x = \mu + \Lambda z "
    r"+ \epsilon, \qquad \epsilon \sim \mathcal{N}(0, \Psi), $$ where $\Lambda \in "
    r"\mathbb{R}^{d \times k}$, $\Psi$ is diagonal and $\epsilon$ and $z$ are independent. "
)
JOINT = (
    r"Therefore $$ \begin{bmatrix} z \\ x \end{bmatrix} \sim \mathcal{N}\left( \begin{bmatrix} 0 "
    r"\\ \mu \end{bmatrix}, \begin{bmatrix} I & \Lambda^\top \\ \Lambda & \Lambda \Lambda^\top + "
    r"\Psi \end{bmatrix} \right) $$"
)


def evidence(spread: str) -> str:
    """The verdict on the evidence with a covariance."""
    return answers(REGRESSION.replace("SPREAD", spread))[0]


def test_an_evidence_of_another_size_is_no_definition() -> None:
    assert evidence(r"\tau^2 X X^\top") == "holds"
    assert evidence(r"\tau^2 X^\top X") == "unknown"
    assert evidence(r"\tau^{-2} X X^\top") == "fails"


def test_what_is_made_of_a_variable_does_not_spare_its_law() -> None:
    assert answers(OUTPUT + REGRESSION.replace("SPREAD", r"\tau^{-2} X X^\top"))[0] == "fails"


def test_blocks_that_do_not_fit_are_no_definition() -> None:
    assert answers(FACTORS + JOINT)[-1] == "holds"
    wrong = JOINT.replace(r"I & \Lambda^\top \\ \Lambda &", r"I & \Lambda \\ \Lambda^\top &")
    assert answers(FACTORS + wrong)[-1] == "unknown"


def test_what_stands_behind_a_set_is_about_others() -> None:
    mean = r"$$ \mathbb{E}[x] = \mu + \Lambda \mathbb{E}[z] + \mathbb{E}[\epsilon] = \mu $$"
    assert answers(FACTORS + mean)[-2:] == ["holds", "holds"]
    wrong = r"$$ \mathbb{E}[x x^\top] = \mu \mu^\top + \Lambda^\top \Lambda + \Psi $$"
    assert answers(FACTORS + wrong)[-1] != "holds"
    random = FACTORS.replace(r"\Psi$ is diagonal", r"\Psi$ is diagonal, $\Lambda$ is random")
    assert answers(random + mean)[-2] != "holds"


def test_a_moment_given_something_is_no_member_of_the_bare_name() -> None:
    given = r"$$ \mu_{z|x} = \Lambda^\top (\Lambda \Lambda^\top + \Psi)^{-1} (x - \mu) $$"
    mean = r"$$ \mathbb{E}[\mu + \Lambda z + \epsilon] = \mu + \Lambda \mathbb{E}[z] $$"
    assert answers(FACTORS + mean + given)[2] == "holds"
    made = r"$$ \mu_t = \mu_{t-1} + z $$"
    assert answers(FACTORS + mean.replace(r"\mu", r"\mu_t") + made)[2] != "holds"


FACTOR = r"Let $z = \mu + L \epsilon$ with $\epsilon \sim \mathcal{N}(0, I)$. Then "


def test_nobody_writes_a_factor_transposed_first_for_its_square() -> None:
    assert answers(FACTOR + r"$$ z \sim \mathcal{N}(\mu, L L^\top) $$") == ["holds"]
    assert answers(FACTOR + r"$$ z \sim \mathcal{N}(\mu, L^\top L) $$") == ["fails"]
    assert answers(FACTOR + r"$$ z \sim \mathcal{N}(\mu, L^2) $$") != ["fails"]
