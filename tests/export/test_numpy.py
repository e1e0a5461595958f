from __future__ import annotations

import numpy as np
import pytest
from export.modules import functions
from flint import arb, ctx

RNG = np.random.default_rng(7)


@pytest.fixture(scope="module")
def kl() -> object:
    return functions("mvn-kl")["kl"]


@pytest.fixture(scope="module")
def moments() -> object:
    return functions("mvn-conditional")["moments"]


def definite(*shape: int) -> np.ndarray:
    n = shape[-1]
    a = RNG.normal(size=(*shape[:-1], n, 2 * n))
    return a @ np.swapaxes(a, -1, -2) / n


def test_batches_are_items_side_by_side(kl: object) -> None:
    batch = (700, 3)  # more than one chunk
    m, n = RNG.normal(size=(*batch, 5)), RNG.normal(size=(*batch, 5))
    S, T = definite(*batch, 5), definite(*batch, 5)
    found = kl(m, S, n, T)
    assert found.shape == batch
    for index in ((0, 0), (345, 1), (699, 2)):
        assert found[index] == pytest.approx(kl(m[index], S[index], n[index], T[index]), rel=1e-12)


def test_batch_axes_broadcast(kl: object) -> None:
    m, S = RNG.normal(size=(900, 1, 4)), definite(4)
    n, T = RNG.normal(size=(6, 4)), definite(6, 4)
    found = kl(m, S, n, T)
    assert found.shape == (900, 6)
    assert found[811, 4] == pytest.approx(kl(m[811, 0], S, n[4], T[4]), rel=1e-12)


def test_results_have_the_batch_of_what_they_depend_on(moments: object) -> None:
    x = RNG.normal(size=(20_000, 2))
    whole = definite(5)
    found = moments(x, np.zeros(3), np.zeros(2), whole[:3, :3], whole[3:, 3:], whole[:3, 3:])
    assert found.mean.shape == (20_000, 3)
    assert found.covariance.shape == (3, 3)
    regression = whole[:3, 3:] @ np.linalg.inv(whole[3:, 3:])
    np.testing.assert_allclose(found.mean, x @ regression.T, rtol=1e-10)


@pytest.mark.parametrize("batch", [(), (3,), (40_000,)])
def test_float32_stays_float32(batch: tuple[int, ...]) -> None:
    for slug, name, count in (("normal-kl", "kl", 4), ("normal-density", "log_density", 3)):
        arguments = [np.ones(batch, np.float32) for _ in range(count)]
        assert functions(slug)[name](*arguments).dtype == np.float32
        assert functions(slug)[name](*arguments[:-1], 2).dtype == np.float32
        assert functions(slug)[name](*arguments[:-1], np.float64(2)).dtype == np.float64


def test_integers_become_float64() -> None:
    assert functions("normal-kl")["kl"](1, 1, 0, 1) == 0.5
    assert functions("normal-kl")["kl"](np.array([1, 2]), 1, 0, 1).dtype == np.float64


def test_an_empty_batch_gives_an_empty_result(kl: object) -> None:
    found = kl(np.zeros((0, 3)), np.eye(3), np.zeros(3), np.eye(3))
    assert found.shape == (0,)


def refused(function: object, *arguments: object) -> str:
    with pytest.raises(ValueError, match=r".") as caught:
        function(*arguments)
    assert type(caught.value).__name__ == "ArgumentError"
    return str(caught.value)


def test_a_wrong_shape_is_said_by_argument(kl: object) -> None:
    eye, zero = np.eye(3), np.zeros(3)
    assert refused(kl, zero, eye, np.zeros(4), eye).startswith("mu_2: shape (4,) has 4 where n = 3")
    assert refused(kl, zero, np.ones(3), zero, eye).startswith(
        "Sigma_1: shape (3,), expected (..., n"
    )
    message = refused(kl, np.zeros((2, 3)), eye, np.zeros((5, 3)), eye)
    assert "mu_1 (2,), mu_2 (5,)" in message


@pytest.mark.parametrize(
    "value", [np.zeros(3, complex), np.array(["a"] * 3), np.zeros(3, np.float16)]
)
def test_a_wrong_type_is_said_by_argument(kl: object, value: object) -> None:
    message = refused(kl, np.zeros(3), np.eye(3), value, np.eye(3))
    assert message.startswith("mu_2: dtype")


def test_a_matrix_that_is_not_definite_is_said_by_argument_and_index(kl: object) -> None:
    eye, zero = np.eye(3), np.zeros(3)
    assert refused(kl, zero, eye, zero, -eye) == "Sigma_2 is not positive definite"
    S = np.tile(eye, (5000, 2, 1, 1))
    S[4321, 1] = -eye
    S[17, 0, 2, 2] = 0
    message = refused(kl, zero, S, zero, eye)
    assert message.startswith("Sigma_1 is not positive definite at batch index (17, 0), (4321, 1)")


def test_divergence_of_nearly_equal_laws_keeps_its_digits(kl: object) -> None:
    """At a distance of 1e-7 the textbook form has no digit left."""
    S = definite(6)
    change = 1e-7 * definite(6)
    # to second order, KL(S + E || S) = tr((S^-1 E)^2) / 4 (1 + O(1e-7))
    ratio = np.linalg.solve(S, (S + change) - S)
    wanted = np.trace(ratio @ ratio) / 4
    assert kl(np.zeros(6), S + change, np.zeros(6), S) == pytest.approx(wanted, rel=1e-6, abs=0)


def test_log_densities_are_finite_far_out() -> None:
    log_density = functions("normal-density")["log_density"]
    for kind in (np.float32, np.float64):
        assert log_density(kind(1e5), kind(0), kind(1)) == pytest.approx(-5e9, rel=1e-6)


@pytest.mark.parametrize("n", [1, 7, 8, 9, 65, 130])
def test_sizes_about_the_blocks_of_the_factors(kl: object, moments: object, n: int) -> None:
    m, S, T = RNG.normal(size=(3, n)), definite(3, n), definite(n)
    found = kl(m, S, np.zeros(n), T)
    inverse = np.linalg.inv(T)
    logs = np.linalg.slogdet(T)[1] - np.linalg.slogdet(S)[1]
    distance = np.einsum("bi,ij,bj->b", m, inverse, m)
    wanted = 0.5 * (np.einsum("ij,bji->b", inverse, S) + distance - n + logs)
    np.testing.assert_allclose(found, wanted, rtol=1e-9)
    whole = definite(n + 2)
    x = RNG.normal(size=(3, n))
    law = moments(x, np.zeros(2), np.zeros(n), whole[:2, :2], whole[2:, 2:], whole[:2, 2:])
    regression = np.linalg.solve(whole[2:, 2:], whole[2:, :2]).T
    np.testing.assert_allclose(law.mean, x @ regression.T, rtol=1e-8)
    np.testing.assert_allclose(
        law.covariance, whole[:2, :2] - regression @ whole[2:, :2], rtol=1e-8
    )


def test_a_large_matrix_that_is_not_definite_is_said_by_index(kl: object) -> None:
    S = np.tile(np.eye(100), (3, 1, 1))
    S[1, 99, 99] = -1
    assert refused(kl, np.zeros(100), S, np.zeros(100), np.eye(100)) == (
        "Sigma_1 is not positive definite at batch index 1 (1 of 3)"
    )


def test_factors_are_not_kept_alive(kl: object) -> None:
    known = kl.__globals__["_KNOWN"]
    before = set(known)  # what the tracebacks of other tests hold
    kl(np.zeros(20), definite(20), np.zeros(20), definite(20))
    assert set(known) <= before


def test_threads_have_the_settings_of_the_caller() -> None:
    log_density = functions("normal-density")["log_density"]
    log_density.__globals__["_THREADS"] = 2
    sigma = np.ones(400_000)
    sigma[350_000] = 0
    with np.errstate(all="ignore"):
        assert np.isnan(log_density(0.0, 0.0, sigma)[350_000])
    with np.errstate(all="raise"), pytest.raises(FloatingPointError):
        log_density(0.0, 0.0, sigma)


def test_results_are_written_where_they_belong() -> None:
    function = functions("ddpm-posterior")["moments"]
    core = function.__globals__["_moments"]
    x, beta = RNG.normal(size=(5, 2)), np.full(5, 0.1)
    out = [np.empty((5, 2)), np.empty(5)]
    parts = core(x, x, beta, beta, out)
    assert all(part is own for part, own in zip(parts, out, strict=True))
    for part, alone in zip(parts, core(x, x, beta, beta), strict=True):
        np.testing.assert_array_equal(part, alone)


def test_chunks_do_not_write_into_what_they_share() -> None:
    moments = functions("ddpm-posterior")["moments"]
    core, asked = moments.__globals__["_moments"], []

    def spied(*arguments: object) -> object:
        asked.append(arguments[4:])
        return core(*arguments)

    x = RNG.normal(size=(200_000, 2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(moments.__globals__, "_moments", spied)
        found = moments(x, x, 0.1, 0.5)
    first, *others = asked
    assert first == ()
    assert others
    assert all(out[0] is not None and out[1] is None for (out,) in others)
    for start in range(0, 200_000, 10_000):
        own = slice(start, start + 10_000)
        np.testing.assert_array_equal(found.mean[own], moments(x[own], x[own], 0.1, 0.5).mean)
    assert found.variance == moments(x[0], x[0], 0.1, 0.5).variance


def test_an_error_ends_the_work_of_all_threads() -> None:
    from symgauss.export.helpers.numpy import arguments

    done: list[int] = []

    def work(place: tuple[slice, ...]) -> None:
        if place[0].start == 3:
            raise IndexError(3)
        done.append(place[0].start)

    with pytest.raises(IndexError):
        arguments._each(work, [(slice(i, i + 1),) for i in range(10_000)], 2)
    assert len(done) < 10_000
    done.clear()
    arguments._each(work, [(slice(i, i + 1),) for i in range(4, 104)], 2)
    assert sorted(done) == list(range(4, 104))


@pytest.mark.parametrize(("n", "threads"), [(4, 1), (9, 2), (65, 1)])
def test_there_are_no_threads_for_short_operations_or_beside_those_of_large_products(
    n: int, threads: int
) -> None:
    density = functions("mvn-density")["log_density"]
    asked: list[int] = []
    each = density.__globals__["_each"]

    def spied(work: object, places: object, most: int) -> None:
        asked.append(most)
        each(work, places, most)

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(density.__globals__, "_THREADS", 2)
        patch.setitem(density.__globals__, "_each", spied)
        count = 2_000_000 // n**2
        density(np.zeros((count, n)), np.zeros(n), np.tile(np.eye(n), (count, 1, 1)))
    assert asked == [threads]


@pytest.mark.parametrize("kind", [np.float64, np.float32])
def test_the_divergence_of_normals_keeps_its_digits_about_its_branches(kind: type) -> None:
    """Errors stay below 20 ulps, near equal deviations and far from them."""
    changes = (0.125, -0.125, -0.75, 3, 1e-7, -0.999, 1e6)
    about = [1 + change * scale for change in changes for scale in (0.97, 0.999, 1.001, 1.03)]
    ratios = np.concatenate([about, np.linspace(0.8, 1.25, 400)]).astype(kind)
    ratios = ratios[(ratios > 0) & (ratios != 1)]
    found = functions("normal-kl")["kl"](kind(0), ratios, kind(0), kind(1))
    for ratio, value in zip(map(arb, ratios.tolist()), found.tolist(), strict=True):
        with ctx.workprec(200):
            wanted = (ratio * ratio - 1) / 2 - ratio.log()
            off = arb(value) / wanted - 1
        assert abs(float(off)) < 20 * np.finfo(kind).eps


@pytest.mark.parametrize("n", [1, 2, 5, 8, 9])
@pytest.mark.parametrize("kind", [np.float64, np.float32])
def test_small_matrices_of_a_large_batch_are_as_those_of_single_items(n: int, kind: type) -> None:
    """Of a large batch they have algorithms and an order in memory of their own."""
    batch, k = (40, 60), min(n, 2)
    S, T, whole, one = (
        definite(*b, size) for b, size in ((batch, n),) * 2 + ((batch, 2 * n), ((), n))
    )
    m, x = RNG.normal(size=(2, *batch, n))
    A, H = RNG.normal(size=(n, n)), RNG.normal(size=(k, n))
    joint = whole[..., :n, :n], whole[..., n:, n:], whole[..., :n, n:]
    cases = [
        ("mvn-density", "log_density", (x, m, S)),
        ("mvn-kl", "kl", (m, S, x, T)),
        ("mvn-conditional", "moments", (x, m, m, *joint)),
        ("mvn-conditional", "log_density", (x, x, m, m, *joint)),
        ("kalman-filter", "kalman_filter", (x[..., :k], m, S, A, one, H, one[:k, :k])),
    ]
    near = 2000 * np.finfo(kind).eps
    for slug, name, exact in cases:
        given = [array.astype(kind) for array in exact]
        function = functions(slug)[name]
        found = listed(function(*given))
        assert all(each.flags.c_contiguous and each.dtype == kind for each in found)
        for index in ((0, 0), (17, 31), (39, 59)):
            item = function(*(array[index] if array.ndim > 2 else array for array in given))
            for each, wanted in zip(found, listed(item), strict=True):
                most = near * max(1.0, float(np.max(np.abs(wanted))))
                np.testing.assert_allclose(each[index], wanted, rtol=0, atol=most)


def listed(result: object) -> list[np.ndarray]:
    return list(result) if isinstance(result, tuple) else [result]


def test_small_matrices_broadcast(kl: object) -> None:
    m, S = RNG.normal(size=(150, 1, 4)), definite(150, 1, 4)
    n, T = RNG.normal(size=(3, 4)), definite(3, 4)
    for found in (kl(m, S, n, T), kl(n, T, m, S).T):
        assert found.size == 450
    assert kl(m, S, n, T)[149, 2] == pytest.approx(kl(m[149, 0], S[149, 0], n[2], T[2]), rel=1e-12)
    assert kl(n, T, m, S)[149, 2] == pytest.approx(kl(n[2], T[2], m[149, 0], S[149, 0]), rel=1e-12)


def test_a_small_matrix_of_a_large_batch_that_is_not_definite_is_said_by_index(kl: object) -> None:
    for wrong in (-1, 0):
        S = np.tile(np.eye(4), (300, 1, 1))
        S[[7, 211], 2, 2] = wrong
        with np.errstate(all="raise"):
            message = refused(kl, np.zeros(4), S, np.zeros(4), np.eye(4))
        assert message == "Sigma_1 is not positive definite at batch index 7, 211 (2 of 300)"


@pytest.mark.parametrize("n", [4, 70])
@pytest.mark.parametrize("place", [(2, 2), (3, 1)])
def test_what_is_no_number_is_not_definite(kl: object, n: int, place: tuple[int, int]) -> None:
    S = np.tile(np.eye(n), (150, 1, 1))
    S[7, *place] = np.nan
    message = refused(kl, np.zeros(n), S, np.zeros(n), np.eye(n))
    assert message == "Sigma_1 is not positive definite at batch index 7 (1 of 150)"


def test_an_error_in_a_thread_counts_through_the_whole_batch(kl: object) -> None:
    kl.__globals__["_THREADS"] = 2
    S = np.tile(np.eye(8), (20_000, 1, 1))
    S[19_998] *= -1
    message = refused(kl, np.zeros(8), S, np.zeros(8), np.eye(8))
    assert message.startswith("Sigma_1 is not positive definite at batch index 19998")


def test_compound_sizes_are_compared_by_value() -> None:
    from symgauss.export.helpers.numpy.arguments import ArgumentError, _prepared

    x, y = ("x", np.zeros(2), ("n_1",)), ("y", np.zeros(3), ("n_2",))
    assert len(_prepared([x, y, ("z", np.zeros(5), ("n_1 + n_2",))])) == 3
    with pytest.raises(ArgumentError, match=r"z: has 4 where n_1 \+ n_2 = 5 is expected"):
        _prepared([x, y, ("z", np.zeros(4), ("n_1 + n_2",))])


def test_what_is_no_array_is_said_by_argument(kl: object) -> None:
    assert refused(kl, [[1, 2], [3]], np.eye(2), [0, 0], np.eye(2)).startswith("mu_1: ")
    nothing = np.zeros((0, 0))
    assert refused(kl, [], nothing, [], nothing) == "mu_1: shape (0,) has no entries"
