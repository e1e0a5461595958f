"""Numba: compiled functions agree with those of NumPy, in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from export.modules import functions, needed

ROOT = Path(__file__).parents[2]
RNG = np.random.default_rng(3)

COMPILED = """
import numpy as np
from symgauss.export import module_of, target
from symgauss.shelf import load

def made(slug, name):
    return tuple(target(t).functions(module_of(load(slug)))[name] for t in ("numba", "numpy"))

def agree(found, wanted, rtol=1e-12):
    found = found if isinstance(found, tuple) else (found,)
    wanted = wanted if isinstance(wanted, tuple) else (wanted,)
    for f, w in zip(found, wanted, strict=True):
        assert np.shape(f) == np.shape(w) and f.dtype == w.dtype, (np.shape(f), np.shape(w))
        np.testing.assert_allclose(f, w, rtol=rtol, atol=1e-13)

rng = np.random.default_rng(0)
numba, numpy = made("normal-density", "log_density")
for kind, rtol in ((np.float64, 1e-13), (np.float32, 1e-5)):
    x, s = rng.normal(size=(7, 5)).astype(kind), rng.uniform(0.5, 2, 5).astype(kind)
    agree(numba(x, kind(0), s), numpy(x, kind(0), s), rtol)
special = np.array([0.0, -1.0, np.inf, np.nan, 5e-324, 1e-310, 1e300])
with np.errstate(all="ignore"):
    agree(numba(1.0, 0.0, special), numpy(1.0, 0.0, special), 1e-14)

numba, numpy = made("ddpm-posterior", "moments")
x, z = rng.normal(size=(2, 6, 4))
b, a = rng.uniform(0.1, 0.2, 6), rng.uniform(0.3, 0.6, 6)
agree(numba(x, z, b, a), numpy(x, z, b, a))
agree(numba(x, z, 0.1, 0.5), numpy(x, z, 0.1, 0.5))

numba, numpy = made("mvn-kl", "kl")
A = rng.normal(size=(9, 3, 6))
S, m = A @ A.transpose(0, 2, 1), rng.normal(size=(9, 3))
agree(numba(m, S, m[0], S[1]), numpy(m, S, m[0], S[1]))
S[4] = -S[4]
try:
    numba(m, S, m[0], S[1])
except ValueError as error:
    assert str(error) == "Sigma_1 is not positive definite at batch index 4 (1 of 9)", error
else:
    raise AssertionError
"""


def test_compiled_functions_agree_with_those_of_numpy() -> None:
    needed("numba")
    environment = {k: v for k, v in os.environ.items() if k != "NUMBA_DISABLE_JIT"}
    done = subprocess.run(
        [sys.executable, "-c", COMPILED],
        capture_output=True,
        text=True,
        check=False,
        env=environment | {"PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr[-3000:]


def test_batches_broadcast_and_results_have_the_batch_of_what_they_depend_on() -> None:
    needed("numba")
    kl, wanted = (functions("mvn-kl", name)["kl"] for name in ("numba", "numpy"))
    a = RNG.normal(size=(6, 4, 8))
    S, m, n = a @ np.swapaxes(a, 1, 2), RNG.normal(size=(5, 1, 4)), RNG.normal(size=(6, 4))
    np.testing.assert_allclose(kl(m, S[0], n, S), wanted(m, S[0], n, S), rtol=1e-12)
    x, whole = RNG.normal(size=(20, 2)), S[0] + np.eye(4)
    given = (x, np.zeros(2), np.zeros(2), whole[:2, :2], whole[2:, 2:], whole[:2, 2:])
    found = functions("mvn-conditional", "numba")["moments"](*given)
    assert found.mean.shape == (20, 2)
    assert found.covariance.shape == (2, 2)
    assert kl(np.zeros((0, 4)), S[0], n[0], S[0]).shape == (0,)


@pytest.mark.parametrize("value", [np.zeros(3, complex), np.zeros((2, 4))])
def test_what_does_not_fit_is_said_by_argument(value: np.ndarray) -> None:
    needed("numba")
    kl = functions("mvn-kl", "numba")["kl"]
    with pytest.raises(ValueError, match="mu_2"):
        kl(np.zeros(3), np.eye(3), value, np.eye(3))
