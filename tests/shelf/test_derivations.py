from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from symgauss.kernel.certificate import dumps
from symgauss.kernel.relations import RelationKind
from symgauss.shelf import entries, load

SLUGS = [entry.slug for entry in entries()]
FIRST_SLUGS = {
    "ddpm-forward",
    "ddpm-posterior",
    "ddpm-posterior-epsilon",
    "gaussian-integral",
    "kalman-filter",
    "linear-gaussian",
    "mvn-affine",
    "mvn-conditional",
    "mvn-density",
    "mvn-kl",
    "mvn-marginal",
    "mvn-product",
    "mvn-sum",
    "normal-density",
    "normal-kl",
    "normal-log-density",
    "normal-product",
    "normal-sum",
}


def test_the_first_slugs_are_there() -> None:
    assert set(SLUGS) >= FIRST_SLUGS


RECHECK = """
import sys
from symgauss.cli.main import run
code = run(["recheck", *sys.argv[1:]])
loaded = {"sympy", "numpy", "typst"} & set(sys.modules)
sys.exit(f"loaded {loaded}" if loaded else code)
"""


@pytest.mark.parametrize("slug", SLUGS)
def test_a_derivation_is_accepted_when_built_and_when_rechecked(slug: str, tmp_path: Path) -> None:
    derivation = load(slug)
    assert derivation.slug == slug
    assert derivation.statement
    assert derivation.results
    for step in derivation.steps:
        assert step.verdict.accepted
        assert step.rule.name
        if step.relation.kind is not RelationKind.DEFINED:
            assert step.lhs_term != step.rhs_term, f"step {step.number} changes nothing"
    path = tmp_path / f"{slug}.json"
    path.write_text(dumps(derivation.certificate()), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", RECHECK, str(path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert f": {slug}: accepted, " in done.stdout
