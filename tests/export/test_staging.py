from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from export.modules import SLUGS, functions, module

from symgauss.export.identifiers import Names
from symgauss.export.instances import draw, floats
from symgauss.export.staging import staged

STAGED = {
    "ddpm-posterior": ("c_x_0", "c_x_t", "variance"),
    "kalman-filter": ("P_t_minus", "S_t", "K_t", "P_t"),
    "mvn-conditional": ("L_Sigma_22", "half_gain", "covariance"),
    "mvn-density": ("L_Sigma", "part"),
}


@pytest.mark.parametrize("slug", SLUGS)
def test_two_stages_give_what_one_function_gives(slug: str) -> None:
    if not module(slug).stages:
        assert slug not in STAGED
        return
    main = module(slug).main
    first, second = (stage.program for stage in module(slug).stages)
    made = functions(slug)
    instance = draw(main, 3)
    given = {n: np.asarray(floats(v)) for n, v in instance.arguments.items()}
    tables = _named(first, made[first.name](*(given[a.name] for a in first.arguments)))
    assert slug not in STAGED or tuple(tables) == STAGED[slug]
    late = made[second.name](*((given | tables)[a.name] for a in second.arguments))
    found = tables | _named(second, late)
    whole = _named(main.program, made[main.name](*(given[a.name] for a in main.program.arguments)))
    for name, value in whole.items():
        np.testing.assert_allclose(found[name], value, rtol=1e-12, err_msg=name)


def _named(program: object, result: object) -> dict[str, np.ndarray]:
    names = [output.name for output in program.outputs]
    return dict(zip(names, result if len(names) > 1 else (result,), strict=True))


def test_a_schedule_becomes_tables_over_all_steps() -> None:
    made = functions("ddpm-posterior")
    beta = np.linspace(1e-4, 0.02, 1000)
    before = np.concatenate([[1 - 1e-9], np.cumprod(1 - beta)[:-1]])
    tables = made["moments_tables"](beta, before)
    assert tables.c_x_0.shape == tables.variance.shape == (1000,)
    rng = np.random.default_rng(1)
    t, x_t, x_0 = rng.integers(0, 1000, 16), *rng.normal(size=(2, 16, 5))
    mean = made["moments_from_tables"](x_t, x_0, tables.c_x_0[t], tables.c_x_t[t])
    np.testing.assert_allclose(mean, made["moments"](x_t, x_0, beta[t], before[t]).mean, rtol=1e-14)


def test_a_factor_is_passed_on_for_many_points() -> None:
    made = functions("mvn-density")
    rng = np.random.default_rng(2)
    x, root = rng.normal(size=(300, 12)), rng.normal(size=(12, 30))
    Sigma = root @ root.T
    tables = made["log_density_tables"](Sigma)
    found = made["log_density_from_tables"](x, np.zeros(12), *tables)
    np.testing.assert_allclose(found, made["log_density"](x, np.zeros(12), Sigma), rtol=1e-12)


def test_scalar_functions_have_one_stage() -> None:
    assert module("normal-kl").stages == ()


def test_names_do_not_clash() -> None:
    main = module("ddpm-posterior").main
    names = Names(frozenset({"moments_tables"}))
    assert [f.name for f in staged(main, names)] == ["moments_tables_2", "moments_from_tables"]
    assert staged(replace(main, program=module("normal-kl").main.program), names) == ()
