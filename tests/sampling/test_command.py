"""``symgauss sample``: what it prints, and its exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sampling.shelf import derived

from symgauss.cli import commands
from symgauss.derivation import Derivation
from symgauss.errors import ResourceLimitError
from symgauss.kernel.context import Context, Declaration
from symgauss.kernel.sizes import size, vector_shape
from symgauss.kernel.terms import Product, Rational, Symbol
from symgauss.sampling.world import World

Run = Callable[..., Any]

MODEL = r"""
% symgauss: x, m \in \mathbb{R}^{n}
% symgauss: y \in \mathbb{R}^{k}
% symgauss: P \in \mathbb{S}_{++}^{n}
% symgauss: R \in \mathbb{S}_{++}^{k}
% symgauss: H \in \mathbb{R}^{k \times n}
\begin{align} x &\sim \mathcal{N}(m, P) \\ y \mid x &\sim \mathcal{N}(H x, R) \end{align}
% symgauss: \mathrm{derive}\ """


def wrong() -> Derivation:
    derivation = derived("normal-kl")
    first = derivation.results[0]
    broken = replace(first, rhs_term=Product((Rational(2), first.rhs_term)))
    return replace(derivation, results=(broken, *derivation.results[1:]))


def test_a_table_and_exit_code_0(symgauss: Run) -> None:
    done = symgauss("sample", "normal-kl", "--draws", "5000", "--seed", "4")
    assert done.code == 0
    assert "5,000 draws at each of 4 instances of the parameters, seed 4" in done.out
    assert "(1) KL(𝒩(μ₁, σ₁²) ‖ 𝒩(μ₂, σ₂²)) = " in done.out
    assert done.out.splitlines()[-1].startswith("accepted: 16 quantities, largest |z| ")
    assert max(map(len, done.out.splitlines())) <= 100


def test_json_is_one_object(symgauss: Run) -> None:
    done = symgauss("sample", "mvn-sum", "--draws", "2000", "--seed", "4", "--json")
    found = json.loads(done.out)
    assert done.code == 0
    assert found["accepted"] is True
    assert (found["seed"], found["draws"]) == (4, 2000)
    assert [i["sizes"] for i in found["instances"]][2] == {"n": 1, "k": 5}
    first = found["quantities"][0]
    assert first["quantity"] == "𝔼[z]"
    assert abs(first["sampled"] - first["derived"]) < 6 * first["standard_error"]


def test_what_is_wrong_is_refused_with_exit_code_1(
    symgauss: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "_derivation", lambda _: wrong())
    done = symgauss("sample", "normal-kl", "--seed", "4")
    assert done.code == 1
    assert "refused: (1): 4 of 16 quantities" in done.out
    assert sum(line.endswith("✗") for line in done.out.splitlines()) == 1


def test_an_identity_has_nothing_to_sample_which_is_no_error(
    symgauss: Run,
) -> None:
    done = symgauss("sample", "woodbury")
    assert done.code == 0
    assert done.out.splitlines()[-1] == (
        "nothing to sample: no result speaks about random variables"
    )


@pytest.mark.parametrize(
    "query",
    [
        r"p(x \mid y)",
        r"p(y)",
        r"p(x, y)",
        r"\mathbb{E}[x \mid y]",
        r"\mathrm{Cov}[x \mid y]",
        r"\mathrm{Cov}[x, y]",
        r"\mathbb{E}[x^\top x]",
        r"\mathbb{H}[x]",
        r"\mathbb{H}[y]",
        r"\mathbb{I}[x; y]",
        r"\nabla_x \log p(x)",
        r"\nabla_x \log p(x \mid y)",
        r"\nabla_x \log p(y \mid x)",
    ],
)
def test_every_query_of_a_document_is_sampled(query: str, symgauss: Run, tmp_path: Path) -> None:
    path = tmp_path / "model.tex"
    path.write_text(MODEL + query)
    done = symgauss("sample", path, "--draws", "5000", "--seed", "1", "--json")
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert found["quantities"]
    assert not found["not_sampled"]


SCALARS = r"""
% symgauss: s, r > 0
% symgauss: a, m \in \mathbb{R}
\begin{align} x &\sim \mathcal{N}(m, s) \\ y \mid x &\sim \mathcal{N}(a x, r) \end{align}
\begin{align} z \mid y &\sim \mathcal{N}(y, 2) \\ q(x) &= \mathcal{N}(x; 1, 3) \end{align}
% symgauss: \mathrm{derive}\ """


@pytest.mark.parametrize(
    "query",
    [
        r"p(x \mid y, z)",
        r"p(x \mid z)",
        r"\mathrm{KL}(q \| p)",
        r"p(x)\,q(x)",
        r"\mathbb{E}[x^2 \mid y]",
        r"\mathbb{H}[x \mid y]",
        r"\nabla_y \log p(x \mid y)",
    ],
)
def test_chains_of_scalars_and_two_densities(query: str, symgauss: Run, tmp_path: Path) -> None:
    path = tmp_path / "model.tex"
    path.write_text(SCALARS + query)
    done = symgauss("sample", path, "--draws", "5000", "--seed", "1", "--json")
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert found["quantities"]
    assert not found["not_sampled"]


VECTOR = r"""
% symgauss: x, m \in \mathbb{R}^{40}
% symgauss: s > 0
\[ x \sim \mathcal{N}(m, s I) \]
% symgauss: \mathrm{derive}\ p(x)
"""


def test_a_size_that_is_a_number(symgauss: Run, tmp_path: Path) -> None:
    path = tmp_path / "model.tex"
    path.write_text(VECTOR)
    assert symgauss("sample", path, "--draws", "1000", "--seed", "1").code == 0


def test_a_size_that_is_too_large_is_said() -> None:
    x = Symbol("x", vector_shape(size(100_000)))
    context = Context((Declaration("x", x.shape),))
    with pytest.raises(ResourceLimitError, match="a dimension of 100000, and sampling goes up to"):
        World(context, [x], 0, 1)


@pytest.mark.parametrize(
    "arguments", [("--draws", "10"), ("--seed", "-1"), ("--plot", "x.gif"), ("--plot", "no/x.png")]
)
def test_usage_errors(arguments: tuple[str, ...], symgauss: Run) -> None:
    done = symgauss("sample", "normal-kl", *arguments)
    assert done.code == 2
    assert done.err


def test_an_unknown_slug_and_a_missing_file(symgauss: Run) -> None:
    assert symgauss("sample", "normal-lk").code == 2
    assert symgauss("sample", "missing.tex").code == 3


def test_plot(symgauss: Run, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib is in the extra 'plot'")
    target = tmp_path / "kl.png"
    assert symgauss("sample", "normal-kl", "--draws", "2000", "--plot", target).code == 0
    assert target.read_bytes().startswith(b"\x89PNG")


def test_without_matplotlib_the_message_has_the_install_command(
    symgauss: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("symgauss.sampling.plot.find_spec", lambda _: None)
    done = symgauss("sample", "normal-kl", "--plot", tmp_path / "kl.png")
    assert done.code == 4
    assert "pip install 'symgauss[plot]'" in done.err
