"""Compiled JAX functions end, also where jaxlib waits for threads in threads of the same pool.

jaxlib 0.10 does so for batches of LAPACK: with two processors ``jit`` of two factors hangs.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from export.modules import functions, module

from symgauss.export.targets import target

jax = pytest.importorskip("jax")
jax.config.update("jax_enable_x64", val=True)
jnp = jax.numpy
determinants = pytest.importorskip("symgauss.export.helpers.jax.determinants")

#: Operations of the largest batch that jaxlib computes in the thread that asks.
LIMIT = 200_000
_CALL = re.compile(r'\(?f64\[([0-9,]+)\].*custom_call_target="lapack_')


def laws(*batch: int, n: int) -> list[np.ndarray]:
    rng = np.random.default_rng(5)
    means = [rng.normal(size=(*batch, n)) for _ in range(2)]
    roots = [rng.normal(size=(*batch, n, 2 * n)) / n**0.5 for _ in range(2)]
    S, T = (root @ np.swapaxes(root, -1, -2) for root in roots)
    return [means[0], S, means[1], T]


def calls(function: object, *arguments: object) -> list[tuple[int, ...]]:
    """The shapes that LAPACK is called with in a compiled function."""
    text = jax.jit(function).lower(*arguments).compile().as_text()
    found = [_CALL.search(line) for line in text.splitlines()]
    return [tuple(map(int, each[1].split(","))) for each in found if each]


def waits(shape: tuple[int, ...]) -> bool:
    """Whether jaxlib hands a batch to its threads and waits."""
    *batch, rows, columns = shape
    return prod(batch) > 1 and prod(batch) * rows * rows * columns > LIMIT


def waiting(function: object, *arguments: object) -> list[tuple[int, ...]]:
    found = calls(function, *arguments)
    assert found
    return [shape for shape in found if waits(shape)]


def test_the_shapes_are_seen() -> None:
    S = np.zeros((300, 32, 32))
    assert waiting(jax.numpy.linalg.cholesky, S) == [(300, 32, 32)]


def test_no_call_waits_for_other_threads() -> None:
    kl = functions("mvn-kl", "jax")["kl"]
    given = laws(300, n=32)
    one = [array[0] for array in given]
    every = (0, 1, 2, 3)
    slopes = jax.grad(lambda *a: kl(*a).sum(), every)
    assert not waiting(kl, *given)
    assert not waiting(kl, *laws(20, n=70))
    assert not waiting(jax.vmap(kl), *given)
    assert not waiting(jax.vmap(kl, (0, None, None, None)), given[0], *one[1:])
    assert not waiting(jax.vmap(kl, (0, 0, 0, None)), *given[:3], one[3])
    assert not waiting(slopes, *given)
    assert not waiting(jax.vmap(jax.grad(kl, every)), *given)
    assert not waiting(jax.grad(lambda *a: slopes(*a)[1].sum(), (1, 3)), *given)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("_matrix_determinant", jnp.linalg.det),
        ("_log_determinant", lambda A: jnp.linalg.slogdet(A)[1]),
        ("_solution", jnp.linalg.solve),
    ],
)
def test_what_is_not_triangular_has_the_values_of_jax(name: str, plain: Callable[..., Any]) -> None:
    made = getattr(determinants, name)
    rng = np.random.default_rng(3)
    A = np.eye(32) + rng.normal(size=(50, 32, 32)) / 12
    given = (A, rng.normal(size=(50, 32, 3))) if name == "_solution" else (A,)

    def slope(function: Callable[..., Any]) -> Callable[..., Any]:
        return jax.grad(lambda *a: jnp.sum(jnp.cos(function(*a))))

    def bend(function: Callable[..., Any]) -> Callable[..., Any]:
        return jax.grad(lambda *a: jnp.sum(jnp.cos(slope(function)(*a))))

    for of in (lambda function: function, jax.vmap, slope, bend):
        assert not waiting(of(made), *given)
        found, wanted = (np.asarray(jax.jit(of(f))(*given)) for f in (made, plain))
        np.testing.assert_allclose(found, wanted, rtol=1e-8, atol=1e-10 * np.abs(wanted).max())


def test_a_singular_matrix_has_a_determinant_with_derivatives() -> None:
    A = np.diag([1.0, 2.0, 3.0, 0.0])
    assert (
        jax.grad(determinants._matrix_determinant)(A).tolist() == np.diag([0.0, 0, 0, 6]).tolist()
    )


@pytest.mark.parametrize("batch", [(0,), (2, 0), ()])
def test_batches_without_items(batch: tuple[int, ...]) -> None:
    kl = functions("mvn-kl", "jax")["kl"]
    assert jax.jit(kl)(*laws(*batch, n=3)).shape == batch
    assert kl(*laws(*batch, n=3)).shape == batch


PROGRAM = """
import os, sys
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])  # the pool is of this size
import jax, numpy as np
jax.config.update("jax_enable_x64", True)
from divergence import kl

rng = np.random.default_rng(0)
root = rng.normal(size=(300, 32, 64)) / 6
S = root @ root.swapaxes(1, 2)
m = np.zeros((300, 32))
for name, f in {
    "jit": kl,
    "twice": lambda *a: kl(*a) + kl(*a[2:], *a[:2]),
    "vmap": jax.vmap(kl),
    "grad": jax.grad(lambda *a: kl(*a).sum(), argnums=(0, 1, 2, 3)),
}.items():
    compiled = jax.jit(f)
    for _ in range(10):
        jax.block_until_ready(compiled(m, S, m, S + np.eye(32)))
    print(name, flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="cannot choose processors")
def test_a_batch_ends_on_two_processors(tmp_path: Path) -> None:
    text = target("jax").source(module("mvn-kl"))
    (tmp_path / "divergence.py").write_text(text, encoding="utf-8")
    try:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=240,
            check=True,
        )
    except subprocess.TimeoutExpired as hung:
        pytest.fail(f"hangs; done before: {hung.stdout!r}")
    assert done.stdout.split() == ["jit", "twice", "vmap", "grad"]
