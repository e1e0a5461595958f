"""C99: files that compile without a warning, and functions that agree with those of NumPy."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from export.c_compiler import clang, command
from export.modules import SLUGS, functions, module

from symgauss.errors import MissingDependencyError, ResourceLimitError
from symgauss.export import target
from symgauss.export.c.compiling import cache_folder, compiler, library
from symgauss.export.c.source import comment

RNG = np.random.default_rng(11)
STRICT = ("-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror")


@pytest.fixture(scope="module", autouse=True)
def _compiler() -> None:
    command()


@pytest.fixture(scope="module")
def kl() -> Callable[..., object]:
    return functions("mvn-kl", "c")["kl"]


def definite(*shape: int) -> np.ndarray:
    n = shape[-1]
    a = RNG.normal(size=(*shape[:-1], n, 2 * n))
    return a @ np.swapaxes(a, -1, -2) / n


def compiles(folder: Path, *flags: object, by: Callable[[], list[str]] = command) -> None:
    done = subprocess.run(
        [*by(), *map(str, flags)], capture_output=True, text=True, check=False, cwd=folder
    )
    assert done.returncode == 0, done.stderr[:3000]


@pytest.mark.parametrize("by", [command, clang])
@pytest.mark.parametrize("slug", SLUGS)
def test_files_compile_without_a_warning(
    slug: str, by: Callable[[], list[str]], tmp_path: Path
) -> None:
    for path, text in target("c").files(module(slug), tmp_path / "f.c").items():
        path.write_text(text, encoding="utf-8")
        assert max(map(len, text.splitlines())) <= 104
    compiles(tmp_path, *STRICT, "-fsyntax-only", "f.c", by=by)


@pytest.mark.parametrize("by", [command, clang])
@pytest.mark.parametrize(
    "flags", [("-O3", "-fopenmp"), ("-O0", "-DSYMGAUSS_SCALAR"), ("-O2", "-DSYMGAUSS_BYTES=16")]
)
def test_warnings_do_not_depend_on_flags(
    flags: tuple[str, ...], by: Callable[[], list[str]], tmp_path: Path
) -> None:
    path = tmp_path / "f.c"
    path.write_text(target("c").source(module("mvn-product")), encoding="utf-8")
    compiles(tmp_path, *STRICT, *flags, "-DSYMGAUSS_N=2", "-c", "f.c", "-o", "f.o", by=by)


MAIN = """\
#include "f.h"
#include <stdio.h>

int main(void)
{
    double mu[] = {0, 0, 1, 0}, zero[] = {0, 0}, eye[] = {1, 0, 0, 1};
    double bad[] = {1, 0, 0, 1, 1, 2, 2, 1}, kl[2];
    ptrdiff_t index = -1;
    int status = mvn_kl_kl(2, mu, 1, eye, 0, zero, 0, eye, 0, kl, &index);
    printf("%d %g %g\\n", status, kl[0], kl[1]);
    status = mvn_kl_kl(2, zero, 0, eye, 0, zero, 0, bad, 1, kl, &index);
    printf("%d %d %g\\n", status == MVN_KL_KL_CHECK_1, (int)index, kl[0]);
    return 0;
}
"""


@pytest.mark.parametrize("flags", [(), ("-DSYMGAUSS_SCALAR",), ("-DSYMGAUSS_BYTES=16",)])
def test_a_header_and_a_source_serve_a_program_in_c(
    symgauss: Callable[..., object], tmp_path: Path, flags: tuple[str, ...]
) -> None:
    outcome = symgauss("export", "mvn-kl", "--to", "c", "-o", tmp_path / "f.c")
    assert outcome.code == 0, outcome.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["f.c", "f.h"]
    (tmp_path / "main.c").write_text(MAIN)
    compiles(tmp_path, *STRICT, *flags, "-DSYMGAUSS_N=2", "main.c", "f.c", "-o", "main", "-lm")
    done = subprocess.run([tmp_path / "main"], capture_output=True, text=True, check=True)
    assert done.stdout == "0 0 0.5\n1 1 0\n"


def test_a_file_name_that_c_cannot_include_is_refused(
    symgauss: Callable[..., object], tmp_path: Path
) -> None:
    outcome = symgauss("export", "mvn-kl", "-o", tmp_path / 'f".c')
    assert outcome.code == 2
    assert "another" in outcome.err


def test_no_text_ends_a_comment() -> None:
    hostile = ["a */ int x; /* b", "??/", "**//", "*", "/", "/*/ ???/"]
    inner = comment(hostile).removeprefix("/*").removesuffix("*/")
    assert "*/" not in inner
    assert "/*" not in inner
    assert "??" not in inner


@pytest.mark.parametrize("kind", [np.float64, np.float32])
@pytest.mark.parametrize("batch", [(), (1,), (7,), (8,), (37,), (5, 3)])
def test_batches_of_all_lengths(kl: Callable, kind: type, batch: tuple[int, ...]) -> None:
    given = [RNG.normal(size=(*batch, 5)), definite(*batch, 5)] * 2
    given[2] = given[2] + 1
    arrays = [array.astype(kind) for array in given]
    found = kl(*arrays)
    assert found.dtype == kind
    assert found.shape == batch
    wanted = functions("mvn-kl")["kl"](*[a.astype(float) for a in arrays])
    np.testing.assert_allclose(found, wanted, rtol=1e-12 if kind is np.float64 else 1e-4)


def test_shared_arguments_and_broadcasting(kl: Callable) -> None:
    numpy_kl = functions("mvn-kl")["kl"]
    m, S = RNG.normal(size=(9, 1, 4)), definite(4)
    n, T = RNG.normal(size=(6, 4)), definite(6, 4)
    np.testing.assert_allclose(kl(m, S, n, T), numpy_kl(m, S, n, T), rtol=1e-12)
    n = RNG.normal(size=4)
    np.testing.assert_allclose(kl(m, S, n, S), numpy_kl(m, S, n, S), rtol=1e-12)
    x, whole = RNG.normal(size=(2000, 2)), definite(5)
    given = (x, np.zeros(3), np.zeros(2), whole[:3, :3], whole[3:, 3:], whole[:3, 3:])
    found, wanted = (functions("mvn-conditional", t)["moments"](*given) for t in ("c", "numpy"))
    assert found._fields == ("mean", "covariance")
    assert found.covariance.shape == (3, 3)
    np.testing.assert_allclose(found.mean, wanted.mean, rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(found.covariance, wanted.covariance, rtol=1e-10)


@pytest.mark.parametrize("kind", [np.float64, np.float32])
def test_laws_that_are_equal_have_no_divergence_where_products_are_fused(kind: type) -> None:
    mu, sigma = RNG.normal(size=(2, 10_000)).astype(kind)
    sigma = np.abs(sigma) + kind(1e-3)
    assert not functions("normal-kl", "c")["kl"](mu, sigma, mu, sigma).any()
    m, S = RNG.normal(size=(500, 5)).astype(kind), definite(500, 5).astype(kind)
    assert np.abs(functions("mvn-kl", "c")["kl"](m, S, m, S)).max() < 30 * np.finfo(kind).eps


def test_optimised_code_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYMGAUSS_CFLAGS", "")
    kl = target("c").functions(module("mvn-kl"))["kl"]
    for n in (1, 2, 5, 8):
        given = (RNG.normal(size=(50, n)), definite(50, n), RNG.normal(size=n), definite(50, n))
        np.testing.assert_allclose(kl(*given), functions("mvn-kl")["kl"](*given), rtol=1e-11)


def test_logarithms_are_within_an_ulp_and_have_the_special_values() -> None:
    log_density = functions("normal-density", "c")["log_density"]
    for kind in (np.float64, np.float32):
        limits = np.finfo(kind)
        x = np.exp(RNG.uniform(-80, 80, 20_000)).astype(kind)
        exact = -np.log(x.astype(np.longdouble)) - np.log(2 * np.longdouble(np.pi)) / 2
        found = log_density(kind(0), kind(0), x)
        error = np.abs(found - exact) / np.spacing(np.maximum(np.abs(exact), 1).astype(kind))
        assert np.max(error) < 3
        special = np.array([0, -1, np.inf, np.nan, limits.smallest_subnormal, limits.tiny], kind)
        with np.errstate(all="ignore"):
            wanted = functions("normal-density")["log_density"](kind(1), kind(0), special)
        np.testing.assert_array_equal(
            np.isnan(log_density(kind(1), kind(0), special)), np.isnan(wanted)
        )


def test_results_can_be_given_and_named() -> None:
    log_density = functions("normal-density", "c")["log_density"]
    x, out = RNG.normal(size=1000), np.empty(1000)
    assert log_density(x, 0.0, 1.0, out=out) is out
    np.testing.assert_allclose(out, log_density(x=x, mu=0.0, sigma=1.0))
    for wrong in (np.empty(999), np.empty(1000, np.float32), [0.0], (out, out)):
        with pytest.raises(ValueError, match="out"):
            log_density(x, 0.0, 1.0, out=wrong)
    with pytest.raises(TypeError, match="log_density"):
        log_density(x, 0.0)


def test_arrays_that_are_not_contiguous_are_copied() -> None:
    log_density = functions("normal-density", "c")["log_density"]
    wanted = functions("normal-density")["log_density"]
    x = RNG.normal(size=(100, 3))[:, 1]
    for given in (x, x[::-1], x.astype(">f8"), list(x), np.asfortranarray(np.outer(x, x))):
        np.testing.assert_allclose(log_density(given, 0, 1), wanted(given, 0, 1), rtol=1e-14)
    np.testing.assert_allclose(log_density(x, 0, 1), wanted(x, 0, 1), rtol=1e-14)


def test_empty_batches_give_empty_results(kl: Callable) -> None:
    assert kl(np.zeros((0, 3)), np.eye(3), np.zeros(3), np.eye(3)).shape == (0,)


def refused(function: Callable, *arguments: object) -> str:
    with pytest.raises(ValueError, match=r".") as caught:
        function(*arguments)
    assert type(caught.value).__name__ == "ArgumentError"
    return str(caught.value)


def test_what_is_not_definite_is_said_by_argument_and_index(kl: Callable) -> None:
    eye, zero = np.eye(3), np.zeros(3)
    assert refused(kl, zero, eye, zero, -eye) == "Sigma_2 is not positive definite"
    assert refused(kl, np.zeros((9, 3)), eye, zero, -eye) == "Sigma_2 is not positive definite"
    S = np.tile(eye, (500, 2, 1, 1))
    S[321, 1] = -eye
    S[17, 1, 2, 2] = 0
    message = refused(kl, zero, S, zero, eye)
    assert message == "Sigma_1 is not positive definite at batch index (17, 1)"
    assert refused(kl, zero, eye, np.zeros(4), eye).startswith("mu_2: shape (4,) has 4 where n = 3")


def test_sizes_that_do_not_fit_are_refused(kl: Callable) -> None:
    n = 2000
    with pytest.raises(ResourceLimitError, match="n = 2000"):
        kl(np.zeros(n), np.eye(n), np.zeros(n), np.eye(n))


def test_a_machine_without_a_compiler_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CC", raising=False)
    with pytest.raises(MissingDependencyError, match="install one with") as caught:
        target("c").functions(module("normal-kl"))
    assert caught.value.exit_code == 4


def test_a_text_is_compiled_once_and_kept_privately() -> None:
    text = "int answer(void) { return 42; }\n"
    assert library(text).answer() == 42
    folder = cache_folder()
    before = sorted(folder.iterdir())
    assert library(text).answer() == 42
    assert sorted(folder.iterdir()) == before
    assert not any(path.name.startswith(".") for path in before)
    assert all(path.stat().st_mode & 0o077 == 0 for path in before)
    with pytest.raises(MissingDependencyError, match="cannot compile"):
        library("not C")


def test_a_folder_that_others_can_write_to_is_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    monkeypatch.setenv("SYMGAUSS_CACHE", str(shared))
    cache_folder.cache_clear()
    try:
        assert cache_folder() != shared
        assert cache_folder().stat().st_mode & 0o077 == 0
    finally:
        cache_folder.cache_clear()


def test_the_compiler_of_the_environment_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", f"{compiler()[0]} -g0")
    assert compiler()[1:] == ("-g0",)


def test_an_argument_has_the_name_of_the_mathematics() -> None:
    header = target("c").files(module("mvn-kl"), Path("f.c"))[Path("f.h")]
    assert "const double *m, ptrdiff_t m_step," in header
