"""Sections that use the same letters for other things: a number in one, a vector in the next."""

from __future__ import annotations

from collections.abc import Iterable

from check.documents import answers

from symgauss.check.displays.display import read_display
from symgauss.check.judging.sections_apart import Part
from symgauss.check.meaning.standing import Standing
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Product, Symbol, Variable
from symgauss.latex.documents import read_document

TWO = r"""# One dimension
Let $x \sim \mathcal{N}(\mu, \sigma^2)$.
$$ \mathrm{E}[x^2] = \mu^2 + FIRST $$
$$ \log p(x) = -\frac12 \log(2\pi\sigma^2) - \frac{(x-\mu)^2}{2\sigma^2} $$
# Several dimensions
Let $x \sim \mathcal{N}(\mu, \Sigma)$ with $x, \mu \in \mathbb{R}^d$.
$$ \mathrm{E}[x x^\top] = \mu \mu^\top + SECOND $$
$$ \log p(x) = -\frac12 \log|2\pi\Sigma| - \frac12 (x-\mu)^\top \Sigma^{-1} (x-\mu) $$
"""


def with_spreads(first: str, second: str, text: str = TWO) -> list[str]:
    return answers(text.replace("FIRST", first).replace("SECOND", second))


def test_letters_have_other_shapes_in_other_sections() -> None:
    assert with_spreads(r"\sigma^2", r"\Sigma") == ["holds"] * 4
    shapeless = TWO.replace(r" with $x, \mu \in \mathbb{R}^d$", "")
    assert with_spreads(r"\sigma^2", r"\Sigma", shapeless) == ["holds"] * 4


def test_what_is_wrong_in_its_section_fails() -> None:
    assert with_spreads(r"\sigma", r"\Sigma")[0] == "fails"
    assert with_spreads(r"\sigma^2", r"2 \Sigma")[2] == "fails"


def test_what_another_section_says_of_other_names_is_not_forgotten() -> None:
    """That a is random stands in the first section, which the second one may mean."""
    text = (
        r"""# One
Let $x \sim \mathcal{N}(0, \sigma^2)$, and let $a$ be random.
$$ x + a = a + x $$
# Two
Let $x \in \mathbb{R}^d$.
"""
        r"$$ \mathrm{E}[a] x = a x $$"
    )
    assert answers(text)[-1] != "holds"


def test_steps_that_would_not_count_are_not_judged() -> None:
    x, a = Symbol("x", SCALAR), Symbol("a", SCALAR)
    document = read_document("$$ x = a $$", "<text>", "")
    display = read_display(1, document.displays[0], document)

    def speak_of(names: Iterable[Variable]) -> bool:
        return any(name.name == "a" for name in names)

    here = frozenset({display.span.start})
    assert Part(here, speak_of, Standing(), ()).is_about(display, x, None)
    assert not Part(here, speak_of, Standing(), ()).is_about(display, x, Product((a, x)))
    assert not Part(frozenset(), speak_of, Standing(), ()).is_about(display, x)


def test_what_fails_in_the_whole_document_shows_nothing_in_a_section() -> None:
    """The wrong value of c is refuted once, and the step below it may not use that."""
    text = r"""# One dimension
Let $x \sim \mathcal{N}(\mu, \sigma^2)$ and $a \in \mathbb{R}$.
$$ \mathrm{E}[x^2] = \mu^2 + \sigma^2 $$
# Several dimensions
Let $x \sim \mathcal{N}(\mu, \Sigma)$ with $x, \mu \in \mathbb{R}^d$ and $b \in \mathbb{R}$.
$$ (b + 1)^2 = VALUE $$
$$ \mathrm{E}[x x^\top] (b + 1)^2 = (\mu \mu^\top + \Sigma) (VALUE) $$
"""
    assert answers(text.replace("VALUE", "b^2 + 2 b + 1")) == ["holds"] * 3
    assert answers(text.replace("VALUE", "b^2 + b + 1")) == ["holds", "fails", "fails"]
