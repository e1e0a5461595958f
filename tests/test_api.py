"""The public Python face: what the contract promises, and that importing it is light."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import symgauss as sg
from symgauss.errors import SourceError, UsageError
from symgauss.kernel.certificate import dumps, recheck


@pytest.fixture(scope="module")
def kl() -> sg.Derivation:
    d = sg.dimension("d")
    x = sg.vector("x", d)
    p = sg.Gaussian(x, mean=sg.vector("mu_1", d), cov=sg.covariance("Sigma_1", d))
    q = sg.Gaussian(x, mean=sg.vector("mu_2", d), cov=sg.covariance("Sigma_2", d))
    return sg.kl(p, q)


def test_import_loads_no_sympy() -> None:
    code = "import symgauss, sys; print('sympy' in sys.modules, len(symgauss.__all__))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded, count = done.stdout.split()
    assert loaded == "False"
    assert int(count) <= 25


def test_every_public_name_is_there() -> None:
    assert sorted(sg.__all__) == list(sg.__all__)
    assert all(getattr(sg, name) is not None for name in sg.__all__)
    assert set(sg.__all__) <= set(dir(sg))
    with pytest.raises(AttributeError, match="no attribute"):
        _ = sg.nothing  # type: ignore[attr-defined]


def test_a_derivation_writes_itself(kl: sg.Derivation, tmp_path: Path) -> None:
    assert kl.result.free_symbols
    assert kl.steps[0].rule.name
    assert r"\begin{document}" in kl.latex()
    assert "KL" in str(kl)
    bundle = kl._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "text/latex"}
    kl.to_pdf(tmp_path / "kl.pdf")
    assert (tmp_path / "kl.pdf").read_bytes().startswith(b"%PDF")


def test_the_certificate_is_judged_again(kl: sg.Derivation) -> None:
    assert recheck(dumps(kl.certificate())).accepted


def test_derive_takes_a_slug_or_a_file(tmp_path: Path) -> None:
    assert sg.derive("normal-kl").slug == "normal-kl"
    model = tmp_path / "model.tex"
    model.write_text(
        "% symgauss: s > 0\n"
        "% symgauss: x, m \\in \\mathbb{R}\n"
        "\\[ x \\sim \\mathcal{N}(m, s) \\]\n"
        "% symgauss: \\mathrm{derive}\\ \\mathbb{H}[x]\n"
    )
    assert isinstance(sg.derive(model), sg.Derivation)
    with pytest.raises(UsageError):
        sg.derive("no-such-slug")
    with pytest.raises(SourceError):
        sg.derive("missing.tex")


def test_a_variable_may_stand_alone() -> None:
    n = sg.dimension("n")
    x, y = sg.vector("x", n), sg.vector("y", n)
    P, R = sg.covariance("P", n), sg.covariance("R", n)
    model = sg.LinearGaussianModel(
        (sg.Statement(x, sg.vector("m", n), P), sg.Statement(y, x, R, x))
    )
    assert sg.posterior(model, x, y).result == sg.posterior(model, [x], [y]).result


def test_repr_is_one_line(kl: sg.Derivation) -> None:
    assert repr(kl) == f"<Derivation kl: {kl.title}, {len(kl.steps)} steps>"


def test_a_missing_folder_is_named_as_it_was_given(tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "kl.pdf"
    with pytest.raises(FileNotFoundError) as caught:
        sg.kl(same := sg.Gaussian(sg.scalar("x"), 0, 1), same).to_pdf(target)
    assert caught.value.filename == str(target)
