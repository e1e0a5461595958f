"""The diffusion results of the shelf: every step accepted, and the forms of the papers."""

from __future__ import annotations

import pytest

from symgauss.derivation import Derivation
from symgauss.kernel.certificate import dumps, recheck
from symgauss.kernel.judge import judge
from symgauss.latex import Scope, read_formula
from symgauss.notation.latex import print_term
from symgauss.reports.contents import all_steps
from symgauss.shelf import load

SLUGS = ("ddpm-forward", "ddpm-posterior", "ddpm-posterior-epsilon")
#: What the papers print: Ho et al. (2020), equations (4), (6), (7), (11).
PRINTED = {
    "ddpm-forward": [
        r"q(x_t \mid x_0) = \mathcal{N}(x_t; \sqrt{\bar\alpha_t} x_0, (1 - \bar\alpha_t) I)",
    ],
    "ddpm-posterior": [
        r"q(x_{t-1} \mid x_t, x_0) = \mathcal{N}(x_{t-1}; \tilde\mu_t, \tilde\beta_t I)",
        (
            r"\tilde\mu_t = \frac{\sqrt{\bar\alpha_{t-1}} \beta_t}{1 - \bar\alpha_t} x_0"
            r" + \frac{\sqrt{\alpha_t} (1 - \bar\alpha_{t-1})}{1 - \bar\alpha_t} x_t"
        ),
        r"\tilde\beta_t = \frac{1 - \bar\alpha_{t-1}}{1 - \bar\alpha_t} \beta_t",
    ],
    "ddpm-posterior-epsilon": [
        (
            r"\tilde\mu_t = \frac{1}{\sqrt{\alpha_t}}"
            r" \left(x_t - \frac{\beta_t}{\sqrt{1 - \bar\alpha_t}} \epsilon\right)"
        ),
    ],
}


@pytest.fixture(scope="module")
def derivations() -> dict[str, Derivation]:
    return {slug: load(slug) for slug in SLUGS}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_step_is_accepted_and_exact(slug: str, derivations: dict[str, Derivation]) -> None:
    verdicts = [step.verdict for step in all_steps(derivations[slug])]
    assert all(verdict.accepted for verdict in verdicts)
    assert all(v.evidence is None or str(v.evidence.kind) == "exact" for v in verdicts)


@pytest.mark.parametrize("slug", SLUGS)
def test_results_are_printed_as_in_the_paper(slug: str, derivations: dict[str, Derivation]) -> None:
    derivation = derivations[slug]
    context = derivation.context
    scope = Scope(
        {d.name: d for d in context.declarations},
        {"d"},
        distributions=list(context.distributions),
        definitions=list(context.definitions),
        fixed_indices=True,
    )
    for text, result in zip(PRINTED[slug], derivation.results, strict=False):
        formula = read_formula(text, scope)
        left, right = formula.parts
        assert print_term(left) == print_term(result.lhs_term)
        assert print_term(right) == print_term(result.rhs_term)
        assert judge(left, formula.relations[0], right, derivation.context).accepted


def test_both_routes_of_the_posterior_end_in_the_same_names(
    derivations: dict[str, Derivation],
) -> None:
    bayes, joint = derivations["ddpm-posterior"].routes
    ends = [step.rhs_term for step in joint.steps]
    mean, variance = bayes.steps[-1].rhs_term.mean, bayes.steps[-1].rhs_term.covariance
    assert mean in ends
    assert variance in ends


@pytest.mark.parametrize("slug", SLUGS)
def test_certificates_are_judged_again(slug: str, derivations: dict[str, Derivation]) -> None:
    assert recheck(dumps(derivations[slug].certificate())).accepted
