from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from export.modules import array, needed

from symgauss.export import module_of, target
from symgauss.export.instances import draw, floats
from symgauss.problems import derive_text

MODEL = r"""
\title{%s}
%% symgauss: x, m \in \mathbb{R}^{n}
%% symgauss: y \in \mathbb{R}^{k}
%% symgauss: P \in \mathbb{S}_{++}^{n}
%% symgauss: R \in \mathbb{S}_{++}^{k}
%% symgauss: H \in \mathbb{R}^{k \times n}
\begin{align} x &\sim \mathcal{N}(m, P) \\ y \mid x &\sim \mathcal{N}(H x, R) \end{align}
"""
QUERIES = (
    r"p(x \mid y)",
    r"p(y)",
    r"\mathbb{H}[x \mid y]",
    r"\mathbb{I}[x; y]",
    r"\nabla_y \log p(y)",
    r"\mathbb{E}[x^\top x]",
)


def document(title: str = "A model") -> str:
    asked = "".join(rf"% symgauss: \mathrm{{derive}}\ {query}" + "\n" for query in QUERIES)
    return MODEL % title + asked


def test_each_query_of_a_document_becomes_a_function() -> None:
    module = module_of(derive_text(document(), "model.tex"))
    made = target("numpy").functions(module)
    assert {"moments", "log_density", "entropy", "mutual_information", "gradient"} <= set(made)
    for function in module.functions:
        instance = draw(function, 3)
        given = [np.asarray(floats(instance.arguments[a.name])) for a in function.program.arguments]
        found = made[function.name](*given)
        results = found if len(function.program.outputs) > 1 else (found,)
        for output, value in zip(function.program.outputs, results, strict=True):
            np.testing.assert_allclose(value, floats(instance.results[output.name]), rtol=1e-9)


@pytest.mark.parametrize("title", ['A """ and \\', "'''", 'x"""\nimport os\n"""', "\\N{DIGIT ONE}"])
def test_no_title_is_code(title: str) -> None:
    text = target("numpy").source(module_of(derive_text(document(title), "model.tex")))
    plain = target("numpy").source(module_of(derive_text(document(), "model.tex")))
    first, second = (ast.parse(each).body[1:] for each in (text, plain))
    assert [ast.dump(node) for node in first] == [ast.dump(node) for node in second]


def test_a_result_without_a_value_is_one_clear_error(
    symgauss: Callable[..., object], tmp_path: Path
) -> None:
    path = tmp_path / "moments.tex"
    query = r"% symgauss: \mathrm{derive}\ \mathbb{E}[x]"
    path.write_text(MODEL % "A mean" + query, encoding="utf-8")
    outcome = symgauss("export", path)
    assert outcome.code == 3
    assert "no result has a numeric value" in outcome.err


SCALAR_OBSERVATION = r"""
% symgauss: x, m, h \in \mathbb{R}^{n}
% symgauss: y \in \mathbb{R}
% symgauss: r > 0
% symgauss: P \in \mathbb{S}_{++}^{n}
% symgauss: x \sim \mathcal{N}(m, P)
% symgauss: y \mid x \sim \mathcal{N}(h^\top x, r)
% symgauss: \mathrm{derive}\ p(x \mid y)
"""


def test_gradients_with_traces_of_outer_products() -> None:
    module = module_of(derive_text(SCALAR_OBSERVATION), gradients=True)
    assert "log_density_gradient" in {function.name for function in module.functions}


def test_the_factor_of_an_identity_has_its_gradient() -> None:
    text = r"""
% symgauss: x, m \in \mathbb{R}^{n}
% symgauss: s > 0
% symgauss: x \sim \mathcal{N}(m, s^2 I)
% symgauss: \mathrm{derive}\ \mathrm{Cov}[x]
"""
    module = module_of(derive_text(text), gradients=True)
    assert [function.name for function in module.functions] == ["covariance", "covariance_gradient"]
    assert not module.main.note
    assert target("numpy").functions(module)["covariance_gradient"](3.0) == 6


DIMENSION = r"""
% symgauss: x \in \mathbb{R}^{d}
% symgauss: s > 0
% symgauss: x \sim \mathcal{N}(0, s^2 I)
% symgauss: \mathrm{derive}\ \mathbb{H}[x]
"""


@pytest.mark.parametrize("name", ["numpy", "torch", "jax", "numba", "c"])
def test_a_dimension_that_no_argument_has_is_asked_for(name: str) -> None:
    """The entropy of ``N(0, s^2 I)``, of which no argument is a vector."""
    needed(name)
    made = target(name).functions(module_of(derive_text(DIMENSION), gradients=True))
    s, d = np.array([0.5, 2.0]), np.array([3.0, 7.0])
    points = array(s, name), array(d, name)
    np.testing.assert_allclose(made["entropy_gradient"](*points), d / s, rtol=1e-12)
    found = made["entropy"](*points)
    np.testing.assert_allclose(found, d / 2 * np.log(2 * np.pi * np.e * s**2), rtol=1e-12)


CHAIN = r"""
% symgauss: x_1, x_2, x_3, m \in \mathbb{R}^{n}
% symgauss: F \in \mathbb{R}^{n \times n}
% symgauss: P, Q \in \mathbb{S}_{++}^{n}
% symgauss: x_1 \sim \mathcal{N}(m, P)
% symgauss: x_2 \mid x_1 \sim \mathcal{N}(F x_1, Q)
% symgauss: x_3 \mid x_2 \sim \mathcal{N}(F x_2, Q)
% symgauss: \mathrm{derive}\ p(x_3)
% symgauss: \mathrm{derive}\ p(x_1 \mid x_3)
% symgauss: \mathrm{derive}\ p(x_1, x_2, x_3)
"""


def test_further_functions_are_called_by_what_they_are_about() -> None:
    names = [function.name for function in module_of(derive_text(CHAIN)).functions]
    assert names[:4] == [
        "moments",
        "log_density",
        "moments_of_x_1_given_x_3",
        "log_density_of_x_1_given_x_3",
    ]
    assert "covariance_of_x_1_x_3" in names
    assert len(names) == len(set(names))


def test_the_covariance_of_two_scalars_is_no_variance() -> None:
    text = r"""
% symgauss: x, y, a \in \mathbb{R}
% symgauss: r, s > 0
% symgauss: x \sim \mathcal{N}(0, s)
% symgauss: y \mid x \sim \mathcal{N}(a x, r)
% symgauss: \mathrm{derive}\ \mathrm{Cov}[x, y]
% symgauss: \mathrm{derive}\ \mathrm{Cov}[y]
"""
    names = [function.name for function in module_of(derive_text(text)).functions]
    assert names[0] == "covariance"
    assert "variance" in names
