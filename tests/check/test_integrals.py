"""Integrals as people write them: substitutions under the differential, unknown densities, laws."""

from __future__ import annotations

from check.documents import answers, steps_of

SIGMA = "Let $X \\sim \\mathcal{N}(m, s^2)$ with standard deviation $s$.\n\n"


def test_a_substitution_under_the_differential() -> None:
    start = r"\int_{(-\infty - m)/s}^{(+\infty - m)/s} e^{-u^2} \, \mathrm{d}(s u + m)"
    end = r"\int_{-\infty}^{+\infty} e^{-u^2} \, \mathrm{d}u"
    assert answers(SIGMA + f"$$ 1 {start} = s {end} $$") == ["holds"]
    assert answers(SIGMA + f"$$ 1 {start} = 2 s {end} $$") == ["fails"]


def test_integrals_against_a_density_that_nobody_states_are_linear() -> None:
    left = r"\int_{\mathcal{X}} f(x) \log \frac{f(x)}{a} \, \mathrm{d}x"
    right = r"\int_{\mathcal{X}} f(x) \log f(x) \, \mathrm{d}x"
    rest = r"\int_{\mathcal{X}} f(x) \, \mathrm{d}x"
    context = "Let $f(x)$ be a density and $a$ positive.\n\n"
    assert answers(context + rf"$$ 1 {left} = {right} - \log(a) {rest} $$") == ["holds"]
    assert "holds" not in answers(context + rf"$$ 1 {left} = {right} - a {rest} $$")


def test_laws_are_equal_if_their_parameters_are() -> None:
    right = r"$$ X \sim \mathcal{N}(n m / n, (2 s)^2 / 4) = \mathcal{N}(m, s^2) $$"
    wrong = r"$$ X \sim \mathcal{N}(n m / n, (2 s)^2 / 2) = \mathcal{N}(m, s^2) $$"
    assert answers(right) == ["definition", "holds"]
    assert answers(wrong)[1] != "holds"


def test_reversed_bounds_change_the_sign() -> None:
    (step,) = steps_of(r"$$ 1 \int_{+\infty}^{-\infty} e^{-u^2} \, \mathrm{d}u = \sqrt{\pi} $$")
    assert str(step.verdict.answer) == "fails"
    assert step.suggestion is not None
    assert step.suggestion.edit == r"change the sign of \sqrt{\pi}"
