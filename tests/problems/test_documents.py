from __future__ import annotations

import re
from pathlib import Path

import pytest

from symgauss.errors import ModelError, SourceError, SymgaussError, TargetRefusedError
from symgauss.kernel.certificate import dumps, recheck
from symgauss.kernel.terms import (
    Covariance,
    Density,
    Entropy,
    Expectation,
    Gradient,
    MutualInformation,
    Named,
)
from symgauss.problems import derive_file, derive_text
from symgauss.problems.documents import slug_of
from symgauss.reports import render

TWO_NORMALS = r"""# Two normals

<!-- symgauss: x, m, a \in \mathbb{R}^{n} -->
<!-- symgauss: S, R \in \mathbb{S}_{++}^{n} -->

$$ q(x) = \mathcal{N}(x; m, S), \qquad p(x) = \mathcal{N}(x; a, R) $$
"""
ASK = r"<!-- symgauss: \mathrm{derive}\ \mathrm{KL}(q \| p) -->"
SHOW = (
    r"<!-- symgauss: \mathrm{show}\ \mathrm{KL}(q \| p) = \frac12 ( \mathrm{tr}(R^{-1} S) - n"
    r" + (a - m)^\top R^{-1} (a - m) - \log\frac{\det S}{\det R}) -->"
)
SCALARS = r"""
% symgauss: x, m \in \mathbb{R}
% symgauss: \sigma, \tau > 0
\[ q(x) = \mathcal{N}(x; 0, \sigma^2), \qquad p(x) = \mathcal{N}(x; m, \tau^2) \]
% symgauss: \mathrm{derive}\ \mathrm{KL}(q \| p)
"""


def test_a_document_becomes_a_derivation_that_ends_in_its_target() -> None:
    derivation = derive_text(f"{TWO_NORMALS}\n{ASK}\n{SHOW}\n", "two normals.md")
    assert derivation.slug == "two-normals"
    assert derivation.title == "Two normals"
    assert derivation.steps[0].rule.name == "the law written out"
    assert derivation.steps[-1].rule.name == "write as asked"
    assert isinstance(derivation.results[0].lhs_term.left, Named)
    assert all(step.verdict.accepted for step in derivation.steps)
    assert recheck(dumps(derivation.certificate())).accepted


def test_scalars_from_a_tex_file(tmp_path: Path) -> None:
    path = tmp_path / "kl.tex"
    path.write_text(SCALARS, encoding="utf-8")
    derivation = derive_file(path)
    assert derivation.slug == "kl"
    assert recheck(dumps(derivation.certificate())).accepted


def test_several_queries_are_one_derivation() -> None:
    text = f"{TWO_NORMALS}\n{ASK}\n{ASK.replace('(q', '(p').replace('| p', '| q')}\n"
    derivation = derive_text(text, "both.md")
    assert len(derivation.results) == 2
    assert len(derivation.routes) == 2
    assert [step.number for step in derivation.steps] == [
        str(place) for place in range(1, len(derivation.steps) + 1)
    ]
    assert recheck(dumps(derivation.certificate())).accepted


def test_a_wrong_target_is_refused_with_its_place_and_a_counterexample() -> None:
    wrong = SHOW.replace("- n", "- 2 n")
    with pytest.raises(TargetRefusedError) as caught:
        derive_text(f"{TWO_NORMALS}\n{ASK}\n{wrong}\n", "kl.md")
    text = str(caught.value)
    assert text.startswith("kl.md:9:31: fails: KL(q ‖ p) = ")
    assert "counterexample: n = " in text


def test_statements_may_stand_in_a_side_file(tmp_path: Path) -> None:
    path = tmp_path / "kl.md"
    path.write_text(TWO_NORMALS, encoding="utf-8")
    side = tmp_path / "kl.md.symgauss"
    side.write_text("\n\\mathrm{derive}\\ \\mathrm{KL}(q \\| p)\n", encoding="utf-8")
    assert derive_file(path).steps
    side.write_text("\n\\mathrm{derive}\\ \\mathrm{KL}(q \\| \\frob)\n", encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        derive_file(path)
    place = caught.value.place
    assert place is not None
    assert (place.path, place.line, place.column) == (str(side), 2, 35)


def test_what_could_be_asked_is_said() -> None:
    with pytest.raises(ModelError, match="asks for nothing") as caught:
        derive_text(TWO_NORMALS, "kl.md")
    assert "<!-- symgauss: " in caught.value.hint
    assert r"\mathrm{derive}" in caught.value.hint


MODEL = r"""
% symgauss: x, m \in \mathbb{R}^{n}
% symgauss: y \in \mathbb{R}^{k}
% symgauss: P \in \mathbb{S}_{++}^{n}
% symgauss: R \in \mathbb{S}_{++}^{k}
% symgauss: H \in \mathbb{R}^{k \times n}
\begin{align} x &\sim \mathcal{N}(m, P) \\ y \mid x &\sim \mathcal{N}(H x, R) \end{align}
"""
QUERY = "% symgauss: \\mathrm{derive}\\ p(x \\mid y)\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "states no model"),
        (MODEL, 1, "asks for nothing"),
        (MODEL.replace(r"% symgauss: y \in \mathbb{R}^{k}", "") + QUERY, 7, None),
        (MODEL.replace("H x, R", r"\foo x, R") + QUERY, 7, r"unknown command \\foo"),
        (MODEL + "% symgauss: a := b + 1\n% symgauss: b := a\n" + QUERY, 8, "cyclic"),
        (MODEL + "% symgauss: x \\sim \\mathcal{N}(m, 2 P)\n" + QUERY, 8, "two distributions"),
        (MODEL + QUERY.replace("x \\mid y", "x \\mid z"), 8, "the shape of z is not declared"),
        (MODEL + QUERY.replace("(x \\mid y)", "(P)"), 8, None),
    ],
)
def test_what_cannot_be_done_is_one_clear_error(text: str, line: int, words: str | None) -> None:
    if words is None:
        pytest.skip("the reader infers this shape")
    with pytest.raises(SymgaussError, match=words) as caught:
        derive_text(text, "post.tex")
    assert caught.value.exit_code == 3
    assert str(caught.value).startswith(f"post.tex:{line}:")


@pytest.mark.parametrize(
    ("name", "slug"),
    [("kl", "kl"), ("My Notes (2)", "my-notes-2"), ("___", "derivation"), ("Ü", "derivation")],
)
def test_slugs_of_files(name: str, slug: str) -> None:
    assert slug_of(name) == slug


SHOW_COV = "% symgauss: \\mathrm{show}\\ \\mathrm{Cov}[x \\mid y] = "
FORMS = [
    r"(P^{-1} + H^\top R^{-1} H)^{-1}",
    r"P - P H^\top (H P H^\top + R)^{-1} H P",
    r"(I - P H^\top (H P H^\top + R)^{-1} H) P",
]


@pytest.mark.parametrize("form", FORMS)
def test_the_posterior_covariance_in_each_form(form: str) -> None:
    derivation = derive_text(f"{MODEL}{QUERY}{SHOW_COV}{form}\n", "post.tex")
    covariance = next(r for r in derivation.results if isinstance(r.lhs_term, Covariance))
    assert covariance.verdict.accepted
    assert recheck(dumps(derivation.certificate())).accepted


def test_a_wrong_posterior_covariance_is_refused() -> None:
    wrong = FORMS[0].replace("+", "-")
    with pytest.raises(TargetRefusedError, match="counterexample: n = 1, k = 1"):
        derive_text(f"{MODEL}{QUERY}{SHOW_COV}{wrong}\n", "post.tex")


QUERIES = [
    (r"p(y)", Density),
    (r"p(x, y)", Density),
    (r"p(y \mid x)", Density),
    (r"\mathbb{E}[x]", Expectation),
    (r"\mathbb{E}[x \mid y]", Expectation),
    (r"\mathrm{Cov}[x, y]", Covariance),
    (r"\mathrm{Cov}[x \mid y]", Covariance),
    (r"\mathrm{Cov}[H x, y]", Covariance),
    (r"\mathbb{E}[x^\top x]", Expectation),
    (r"\mathbb{H}[x]", Entropy),
    (r"\mathbb{I}[x; y]", MutualInformation),
    (r"\nabla_y \log p(y)", Gradient),
]


@pytest.mark.parametrize(("query", "kind"), QUERIES, ids=str)
def test_what_is_asked_for_is_the_first_result(query: str, kind: type) -> None:
    text = f"{MODEL}% symgauss: \\mathrm{{derive}}\\ {query}\n"
    derivation = derive_text(text, "post.tex")
    assert isinstance(derivation.results[0].lhs_term, kind)
    assert all(step.verdict.accepted for step in derivation.steps)


def test_titles_hold_mathematics() -> None:
    text = re.sub(r"\by\b", "x_{t-1}", MODEL)
    derivation = derive_text(f"{text}% symgauss: \\mathrm{{derive}}\\ p(x_{{t-1}})\n", "title.tex")
    assert derivation.title == "The law of $x_{t-1}$"
    assert render(derivation, "text").startswith("The law of xₜ₋₁\n═══════════════\n")
    assert "The law of {\\boldmath$x_{t-1}$}" in render(derivation, "tex")
    assert "<title>The law of xₜ₋₁</title>" in render(derivation, "html")


def test_an_answer_that_a_later_one_repeats_stands_once() -> None:
    queries = [r"\mathrm{Cov}[y]", "p(y)", r"\mathbb{E}[y]"]
    asked = "".join(f"% symgauss: \\mathrm{{derive}}\\ {query}\n" for query in queries)
    derivation = derive_text(MODEL + asked, "once.tex")
    assert len(derivation.routes) == 1
    assert len(derivation.results) == len(queries)


def test_letters_that_two_answers_introduce_are_told_apart() -> None:
    model = MODEL.replace(
        r"\end{align}", r"\\ z \mid x &\sim \mathcal{N}(H x, \Lambda) \end{align}"
    )
    declared = (
        "% symgauss: z \\in \\mathbb{R}^{k}\n% symgauss: \\Lambda \\in \\mathbb{S}_{++}^{k}\n"
    )
    other = QUERY.replace("mid y", "mid z")
    derivation = derive_text(f"{declared}{model}{QUERY}{other}", "two.tex")
    names = [d.name.name for d in derivation.context.definitions]
    assert len(set(names)) == len(names)
    assert "Lambda" not in names
    assert all(route.title.startswith("The law of $x$ given ") for route in derivation.routes)
    assert recheck(dumps(derivation.certificate())).accepted


DIFFUSION = r"""# One step back

<!-- symgauss: x_0, x_t \in \mathbb{R}^{d} -->
<!-- symgauss: \alpha_t, \bar\alpha_t \in (0, 1) -->
<!-- symgauss: \beta_t := 1 - \alpha_t -->
<!-- symgauss: \bar\alpha_t := \alpha_t \bar\alpha_{t-1} -->

$$ q(x_{t-1} \mid x_0)
   = \mathcal{N}(x_{t-1}; \sqrt{\bar\alpha_{t-1}} x_0, (1 - \bar\alpha_{t-1}) I) $$
$$ q(x_t \mid x_{t-1}) = \mathcal{N}(x_t; \sqrt{\alpha_t} x_{t-1}, \beta_t I) $$

<!-- symgauss: \mathrm{derive}\ q(x_{t-1} \mid x_t, x_0) -->
"""
DIFFUSION += (
    r"<!-- symgauss: \mathrm{show}\ \mathrm{Cov}[x_{t-1} \mid x_t, x_0]"
    r" = \frac{1 - \bar\alpha_{t-1}}{1 - \bar\alpha_t} \beta_t I -->"
)


def test_definitions_of_the_document_are_relied_on() -> None:
    derivation = derive_text(DIFFUSION, "ddpm.md")
    asked = derivation.results[2]
    assert isinstance(asked.lhs_term, Covariance)
    assert asked.verdict.accepted
    assert {"beta_t", "alphabar_t"} <= set(asked.verdict.using)
    assert recheck(dumps(derivation.certificate())).accepted


def test_a_wrong_definition_refutes_the_target() -> None:
    wrong = DIFFUSION.replace(r"\beta_t := 1 - \alpha_t", r"\beta_t := 2 - \alpha_t")
    with pytest.raises(TargetRefusedError, match="counterexample: d = 1"):
        derive_text(wrong, "ddpm.md")


@pytest.mark.parametrize("query", [r"p(x)\,q(x)", r"\mathbb{H}[q, p]", r"\mathrm{KL}(p \| q)"])
def test_laws_by_name_are_linked_to_what_is_derived(query: str) -> None:
    derivation = derive_text(
        f"{TWO_NORMALS}<!-- symgauss: \\mathrm{{derive}}\\ {query} -->\n", "a.md"
    )
    first = derivation.steps[0]
    assert first.lhs_term == derivation.results[0].lhs_term
    assert first.verdict.evidence is not None
    assert recheck(dumps(derivation.certificate())).accepted
