"""The matrix identities of the shelf, with random numbers in both sides of every result."""

from __future__ import annotations

import numpy as np
import pytest
from derivations.numbers import definite, derived, value

from symgauss.kernel.verdict import Answer

SLUGS = ("block-inverse", "block-determinant", "woodbury", "determinant-lemma", "push-through")
n, k = 4, 3
rng = np.random.default_rng(1)
KNOWN = {
    "n": n,
    "k": k,
    "A": rng.normal(size=(n, n)),
    "D": rng.normal(size=(k, k)),
    "B": rng.normal(size=(n, k)),
    "C": rng.normal(size=(k, n)),
    "U": rng.normal(size=(n, k)),
    "V": rng.normal(size=(k, n)),
    "u": rng.normal(size=(n, 1)),
    "v": rng.normal(size=(n, 1)),
    "P": definite(rng, n),
    "R": definite(rng, k),
    "H": rng.normal(size=(k, n)),
}
OWN = {
    "block-inverse": {
        "S": KNOWN["A"] - KNOWN["B"] @ np.linalg.inv(KNOWN["D"]) @ KNOWN["C"],
        "W": KNOWN["D"] - KNOWN["C"] @ np.linalg.inv(KNOWN["A"]) @ KNOWN["B"],
    },
    "push-through": {"A": rng.normal(size=(n, k)), "B": rng.normal(size=(k, n))},
    "woodbury": {"C": rng.normal(size=(k, k))},
    "determinant-lemma": {"C": rng.normal(size=(k, k))},
}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_step_is_accepted_and_the_numbers_agree(slug: str) -> None:
    derivation = derived(slug)
    for step in derivation.steps:
        assert step.verdict.answer in {Answer.HOLDS, Answer.DEFINITION}
    known = KNOWN | OWN.get(slug, {})
    for result in derivation.results:
        np.testing.assert_allclose(value(result.lhs, known), value(result.rhs, known), rtol=1e-8)


def test_both_schur_complements_appear() -> None:
    names = {str(result.rhs) for result in derived("block-inverse").results}
    assert any("S**(-1)" in name for name in names)
    assert any("W**(-1)" in name for name in names)
