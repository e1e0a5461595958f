"""Refuted steps of a document: the suggestion, and the place of the part that it changes."""

from __future__ import annotations

import pytest

from symgauss.check.checked import CheckedStep
from symgauss.check.document import check_text
from symgauss.kernel.verdict import Answer, Reason

DOCUMENT = r"""
Let $A, B \in \mathbb{R}^{n \times n}$, $x, \mu \in \mathbb{R}^n$ and $S \in \mathbb{S}_{++}^n$.

$$ (A B)^{-1} = A^{-1} B^{-1} $$

$$ \log \mathcal{N}(x; \mu, S) = -\frac{n}{2} \log 2\pi - \frac12 \log |S|
   - (x-\mu)^\mathrm{T} S^{-1} (x-\mu) $$

$$ (A B)^\mathrm{T} = B^\mathrm{T} A^\mathrm{T} $$
"""


def steps() -> tuple[CheckedStep, ...]:
    return check_text(DOCUMENT, "notes.md", seed=3).steps


def blamed(step: CheckedStep) -> str:
    assert step.blame is not None
    line = DOCUMENT.splitlines()[step.blame.line - 1]
    return line[step.blame.column - 1 : (step.blame.end_column or 0) - 1]


def test_shapes_are_declared_in_prose_and_slips_are_mended() -> None:
    inverse, density, transpose = steps()
    assert [s.verdict.answer for s in (inverse, density)] == [Answer.FAILS, Answer.FAILS]
    assert transpose.verdict.answer is Answer.HOLDS
    assert transpose.suggestion is None
    assert inverse.suggestion is not None
    assert inverse.suggestion.rhs == "B^{-1} A^{-1}"
    assert blamed(inverse) == "A^{-1} B^{-1}"
    assert density.suggestion is not None
    assert density.suggestion.edit == r"halve (x-\mu)^\mathrm{T} S^{-1} (x-\mu)"
    assert blamed(density).endswith(r"(x-\mu)^\mathrm{T} S^{-1} (x-\mu)")


DOUBTED = r"""
Let $A, B \in \mathbb{R}^{n \times n}$ and $x, \mu \in \mathbb{R}^n$.

$$ (A B)^{-1} \overset{(3)}{=} A^{-1} B^{-1} $$

$$ A (x - \mu) \overset{(3)}{=} A x - B z + \mathbf{w} $$
"""


def test_a_doubted_step_says_that_it_fails_as_it_stands_and_what_would_mend_it() -> None:
    inverse, unrelated = check_text(DOUBTED, "notes.md", seed=3).steps
    assert inverse.verdict.reason is Reason.MISSING_CONTEXT
    assert inverse.verdict.detail == (
        "the step rests on (3), which was not used;"
        " as it stands, the sides differ, and one edit mends that"
    )
    assert inverse.verdict.counterexample is not None
    assert inverse.suggestion is not None
    assert inverse.suggestion.rhs == "B^{-1} A^{-1}"
    assert unrelated.suggestion is None


LAWS = r"""
Let $X$ and $Y$ be random variables.

$$ \mathrm{Cov}(X, Y) = \mathrm{E}(X Y) + \mathrm{E}(X) \, \mathrm{E}(Y) $$

$$ \mathrm{E}[(X - \mathrm{E}[X]) (Y - \mathrm{E}[Y])]
   = \mathrm{E}(X Y) - \mathrm{E}(X) \, \mathrm{E}(Y^2) $$
"""


def test_laws_that_nobody_states_are_written_as_people_write_them() -> None:
    sign, square = check_text(LAWS, "notes.md", seed=3).steps
    assert sign.suggestion is not None
    assert sign.suggestion.rhs == r"\mathrm{E}(X Y) - \mathrm{E}(X) \, \mathrm{E}(Y)"
    assert square.suggestion is not None
    assert square.suggestion.edit == "replace Y^2 by Y"


OMITTED = r"""
Let $x, \mu \in \mathbb{R}^n$ and $S \in \mathbb{S}_{++}^n$.

$$ \mathcal{N}(x; \mu, S) = \exp\left( -\frac12 (x-\mu)^\top S^{-1} (x-\mu) \right) $$

$$ \log \mathcal{N}(x; \mu, S) = -\frac12 \log |S| - \frac12 (x-\mu)^\top S^{-1} (x-\mu) $$

$$ (x-\mu)^\top S (x-\mu) = x^\top S x - 2 \mu^\top S x $$

$$ (x-\mu)^\top S (x-\mu) = (x-\mu)^\top S x $$
"""


def edits_in(text: str) -> list[str]:
    """The edits that are suggested for the steps of a document, in order."""
    steps = check_text(text, "notes.md", seed=3).steps
    return [step.suggestion.edit for step in steps if step.suggestion is not None]


def test_what_was_left_out_is_found() -> None:
    assert edits_in(OMITTED) == [
        r"multiply by \frac{1}{\sqrt{(2 \pi)^n |S|}}",
        r"subtract \frac{n}{2} \log(2 \pi)",
        r"add \mu^\top S \mu",
        r"replace x by x - \mu",
    ]


CHAIN = r"""
Let $x, \mu \in \mathbb{R}^n$ and $S \in \mathbb{S}_{++}^n$.

$$
\begin{aligned}
(x - \mu)^\top S (x - \mu) &= x^\top S x - \mu^\top S x + \mu^\top S \mu \\
&= \mu^\top S \mu - 2 \mu^\top S x + x^\top S x
\end{aligned}
$$
"""


def test_an_error_in_the_middle_of_a_chain_is_mended_once() -> None:
    first, second = check_text(CHAIN, "notes.md", seed=3).steps
    assert [step.verdict.answer for step in (first, second)] == [Answer.FAILS, Answer.FAILS]
    assert first.suggestion is not None
    assert first.suggestion.edit == r"double \mu^\top S x"
    assert second.suggestion is None
    assert second.verdict.detail.startswith("the left side is wrong, as in the step before")


GENERIC = r"""
$$ \sum_{x \in \mathcal{X}} p(x) = 2 $$

$$ \nabla_\mu \mathbb{E}_{q}[f(z)] = \nabla_\mu\mathbb{E}_{\epsilon}[f(\mu+\sigma\epsilon)] $$
"""


def test_laws_that_nobody_states_are_drawn_in_the_search_too() -> None:
    total, derivative = check_text(GENERIC, "notes.md", seed=3).steps
    assert total.suggestion is not None
    assert total.suggestion.rhs == "1"
    assert derivative.suggestion is None  # by what is not there: zero, whatever is written


AGAIN = r"""
Let $A, B \in \mathbb{R}^{n \times n}$, $X \sim \mathcal{N}(0, 1)$ and $Y \sim \mathcal{N}(0, 1)$ be
independent.

$$ (A B)^\top = A B $$

$$ (2 A^\top B)^\top + A = 2 A^\top B + A $$

$$ (A + B)^{-1} = A + B $$

$$ \mathrm{Var}(X - Y) = 0 $$

$$ (A + 3 B) (A + 5 B) = A^2 + 2 A B + 3 B A + 15 B^2 $$

$$ \mathrm{E}[X^2 + \mathrm{tr}(A)] = 7 + \mathrm{tr}(A) $$
"""


def test_the_left_side_is_not_offered_again_and_numbers_are_written_as_one() -> None:
    steps = check_text(AGAIN, "notes.md", seed=3).steps
    offered = [step.suggestion.rhs if step.suggestion is not None else "" for step in steps]
    assert offered == [
        r"B^\top A^\top",
        r"2 B^\top A + A",
        "",
        "2",
        "A^2 + 5 A B + 3 B A + 15 B^2",
        r"1 + \mathrm{tr}(A)",
    ]


ONE_SIDED = r"""
Let $s, r, a, b, n, \sigma > 0$ and $u, v, w \in \mathbb{R}$.

$$ \frac{(s/\sigma^2)/(a-1)}{(r/\sigma^2)/(n-a b)} = \frac{s/(n-1)}{r/(n-a b)} $$

$$ (u + v)^2 = u^2 + 2 u v + w^2 $$

$$ u + v = \frac{\sigma (u - v)}{\sigma} $$

$$ (u + v + w)^2 = (u - v)^2 $$

$$ s + r = s + r + n $$
"""


def test_names_on_one_side_that_cancel_are_no_reason_to_look_for_nothing() -> None:
    steps = check_text(ONE_SIDED, "notes.md", seed=3).steps
    fails, missing = None, Reason.MISSING_CONTEXT
    assert [step.verdict.reason for step in steps] == [fails, missing, fails, missing, missing]
    assert steps[0].verdict.answer is steps[2].verdict.answer is Answer.FAILS  # sigma cancels
    edits = [step.suggestion.edit if step.suggestion is not None else "" for step in steps]
    assert edits == [
        "replace n by a",
        "replace w by v",
        "change the sign of v",
        "",
        "",  # to drop what is too many would make it the left side again
    ]


VALUES = r"""
Let $q, r, s, t, u, v > 0$. We use

$$ b_0 = q - r b_1, \quad b_1 = \frac{s t}{u} \; . $$

Then

$$ b_0 (b_0 + b_1) - b_0^2 = b_0 b_1^2 $$

$$ \frac{b_0 + v b_1}{v} - b_1 = v b_0 $$
"""


def test_an_edit_may_mend_a_step_whatever_the_values_of_its_names_are() -> None:
    *_, square, quotient = check_text(VALUES, "notes.md", seed=3).steps
    assert square.suggestion is not None
    assert square.suggestion.edit == "replace b_1^2 by b_1"
    assert quotient.suggestion is not None
    assert quotient.suggestion.rhs == r"\frac{1}{v} b_0"


NORMALISERS = r"""
Let $a, b, y > 0$.

$$ \mathrm{Gam}(y; a, b) = \exp\left[-b y\right] $$

$$ \mathrm{Gam}(y; a, b) = \frac{b^a}{\Gamma(a)} \exp\left[-b y\right] $$
"""


def test_a_normaliser_that_has_real_values_only_is_found() -> None:
    assert edits_in(NORMALISERS) == [
        r"multiply by \frac{b^a y^{a - 1}}{\Gamma(a)}",
        "multiply by y^{a - 1}",
    ]


ROOT = r"""
The mean of $y_1, \ldots, y_n$ is $\bar{y} = \frac{1}{n} \sum_{i=1}^n y_i$. It is

$$ n \bar{y} = \sum_{i=1}^n \sqrt{y_i} $$
"""


def test_a_root_of_what_may_be_negative_is_taken_away() -> None:
    step = check_text(ROOT, "notes.md", seed=3).steps[-1]
    assert step.verdict.answer is Answer.FAILS
    assert step.suggestion is not None
    assert step.suggestion.edit == r"replace \sqrt{y_i} by y_i"


LOST = [
    (
        (
            r"\frac{1}{\sigma x} \exp\left[ -\frac{(\ln x - \mu)^2}{2\sigma^2} \right]"
            r" = \frac{1}{x \sigma} \exp\left[ -\frac{(x - \mu)^2}{2\sigma^2} \right]"
        ),
        r"replace x by \ln x",
    ),
    (
        r"\int_0^1 2 \log_b(2) \, \mathrm{d}x = \log_b(4) \int_0^1 2 \, \mathrm{d}x",
        "replace 4 by 2",
    ),
    (
        (
            r"\frac12 + \frac12 \mathrm{erf}\left( \frac{\ln x-\mu}{\sigma} \right)"
            r" = \frac12 \left[ 1 + \mathrm{erf}\left( \frac{\ln x}{\sigma} \right) \right]"
        ),
        r"replace \ln x by \ln x - \mu",
    ),
    (r"(a + b)^2 + c = a^2 + 2 a b + c", "add b^2"),
]


@pytest.mark.parametrize(("formula", "edit"), LOST)
def test_what_was_lost_is_found_where_logarithms_stand(formula: str, edit: str) -> None:
    step = check_text(rf"Let $\sigma > 0$. $$ {formula} $$", seed=1).steps[0]
    assert step.verdict.answer is not Answer.HOLDS
    assert step.suggestion is not None
    assert step.suggestion.edit == edit


def test_a_sum_that_stands_alone_in_braces_gets_no_brackets() -> None:
    suggestion = check_text(f"Let $\\sigma > 0$. $$ {LOST[2][0]} $$", seed=1).steps[0].suggestion
    assert suggestion is not None
    assert r"\frac{\ln x - \mu}{\sigma}" in suggestion.rhs
