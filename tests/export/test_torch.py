from __future__ import annotations

import numpy as np
import pytest
from export.modules import functions

torch = pytest.importorskip("torch")

RNG = np.random.default_rng(7)


@pytest.fixture(scope="module")
def kl() -> object:
    return functions("mvn-kl", "torch")["kl"]


def definite(*shape: int) -> torch.Tensor:
    a = RNG.normal(size=(*shape, 2 * shape[-1]))
    return torch.tensor(a @ np.swapaxes(a, -1, -2) / shape[-1])


def normal(*shape: int) -> torch.Tensor:
    return torch.tensor(RNG.normal(size=shape))


def laws(*batch: int, n: int = 4) -> list[torch.Tensor]:
    return [normal(*batch, n), definite(*batch, n), normal(*batch, n), definite(*batch, n)]


def test_batch_axes_broadcast(kl: object) -> None:
    m, S, n, T = normal(7, 1, 4), definite(4), normal(6, 4), definite(6, 4)
    found = kl(m, S, n, T)
    assert found.shape == (7, 6)
    torch.testing.assert_close(found[5, 4], kl(m[5, 0], S, n[4], T[4]))


@pytest.mark.parametrize("slug", ["mvn-kl", "kalman-filter"])
def test_values_are_those_of_numpy_with_one_matrix_for_all_items(slug: str) -> None:
    """Shared matrices take a way of their own through the solves."""
    name = next(iter(functions(slug)))
    if slug == "mvn-kl":
        given = [normal(9, 3), definite(3), normal(9, 3), definite(3)]
    else:
        given = [normal(9, 2), normal(9, 3), definite(3), normal(3, 3), definite(3), normal(2, 3)]
        given.append(definite(2))
    wanted = functions(slug)[name](*(g.numpy() for g in given))
    found = functions(slug, "torch")[name](*given)
    if slug == "mvn-kl":
        found, wanted = (found,), (wanted,)
    for one, other in zip(found, wanted, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12)


def test_many_small_matrices_are_solved_for_like_few() -> None:
    """From some hundreds of items on, small matrices are solved with row by row."""
    step = functions("kalman-filter", "torch")["kalman_filter"]
    given = [normal(300, 3), normal(300, 4), definite(300, 4), normal(4, 4), definite(4)]
    given += [normal(3, 4), definite(300, 3)]
    found = step(*given)
    for start in range(0, 300, 100):
        own = [g[start : start + 100] if len(g) == 300 else g for g in given]
        for one, other in zip(found, step(*own), strict=True):
            torch.testing.assert_close(one[start : start + 100], other, rtol=1e-10, atol=1e-12)
    mapped = torch.func.vmap(step, in_dims=(0, None, None, None, None, None, None))
    assert torch.equal(mapped(given[0][None], *given[1:])[5][0], found[5])


def test_float32_stays_float32_and_numbers_take_the_type_of_tensors() -> None:
    log_density = functions("normal-density", "torch")["log_density"]
    for kind in (torch.float32, torch.float64):
        x = torch.ones(3, dtype=kind)
        assert log_density(x, 0, 1.5).dtype == kind
        assert log_density(x, torch.tensor(0), 1.5).dtype == kind
    assert log_density(1, 0, 1).dtype == torch.get_default_dtype()
    single, double = torch.ones(3), torch.ones(3, dtype=torch.float64)
    assert log_density(single, double, 1).dtype == torch.float64


def refused(function: object, *arguments: object) -> str:
    with pytest.raises(ValueError, match=r".") as caught:
        function(*arguments)
    assert type(caught.value).__name__ == "ArgumentError"
    return str(caught.value)


def test_what_is_wrong_is_said_by_argument(kl: object) -> None:
    eye, zero = torch.eye(3), torch.zeros(3)
    assert refused(kl, zero, eye, torch.zeros(4), eye).startswith("mu_2: shape (4,) has 4 where n")
    assert refused(kl, zero, zero, zero, eye).startswith("Sigma_1: shape (3,), expected (..., n")
    message = refused(kl, torch.zeros(2, 3), eye, torch.zeros(5, 3), eye)
    assert "mu_1 (2,), mu_2 (5,)" in message
    assert refused(kl, zero.half(), eye, zero, eye).startswith("mu_1: dtype torch.float16")
    assert refused(kl, zero, "eye", zero, eye).startswith("Sigma_1: ")
    none = torch.zeros(0)
    assert refused(kl, none, torch.zeros(0, 0), none, eye) == "mu_1: shape (0,) has no entries"
    assert refused(kl, zero, eye, zero, -eye) == "Sigma_2 is not positive definite"
    S = torch.eye(3).repeat(6, 1, 1)
    S[4] *= -1
    assert refused(kl, zero, S, zero, eye).endswith("at batch index 4 (1 of 6)")
    message = refused(kl, zero.to("meta"), torch.eye(3), zero, eye)
    assert message == "Sigma_1: on cpu, but mu_1 on meta"


def test_a_compiled_function_has_no_graph_break(kl: object) -> None:
    given = laws(5)
    compiled = torch.compile(kl, fullgraph=True, backend="eager")
    torch.testing.assert_close(compiled(*given), kl(*given))
    given[1][2] *= -1
    assert torch.isnan(compiled(*given)).tolist() == [False, False, True, False, False]


@pytest.mark.filterwarnings("ignore:.*torch.jit:DeprecationWarning")  # by torch itself
def test_gradients_are_those_of_differences(kl: object) -> None:
    given = laws(2, n=3)
    for a in given:
        a.requires_grad_(requires_grad=True)

    def symmetric(m: object, S: object, n: object, T: object) -> object:
        return kl(m, (S + S.mT) / 2, n, (T + T.mT) / 2)

    assert torch.autograd.gradcheck(symmetric, given)
    assert torch.autograd.gradgradcheck(symmetric, given)
    hessian = torch.func.hessian(lambda m: kl(m, given[1][0], given[2][0], given[3][0]))
    found = hessian(given[0][0].detach())
    torch.testing.assert_close(found, torch.linalg.inv(given[3][0]))


def stein(S: torch.Tensor, T: torch.Tensor) -> torch.Tensor:
    from symgauss.export.helpers.torch.special import _stein_loss

    return _stein_loss(S, torch.linalg.cholesky(S), T, torch.linalg.cholesky(T))


@pytest.mark.parametrize("size", [0.0, 1e-9, 1e-5, 1e-2, 1.0, 100.0])
def test_the_loss_has_gradients_without_cancellation(size: float) -> None:
    """The derivative by ``S`` is ``T^-1 - S^-1``, where all digits cancel as it stands."""
    T, E = definite(5), size * definite(5)
    S = (T + E).requires_grad_()
    (found,) = torch.autograd.grad(stein(S, T), S)
    wanted = torch.linalg.solve(T, torch.linalg.solve(S, S - T).mT).detach()
    scale = float(wanted.abs().max()) or 1e-10
    torch.testing.assert_close((found + found.mT) / 2, wanted, rtol=0, atol=1e-9 * scale)


def test_the_loss_has_second_derivatives() -> None:
    """For close matrices, for others, and for a batch of both."""
    T = definite(3)
    near, far = T + 1e-3 * definite(3), T + 10 * definite(3)
    S = torch.stack([near, far, T]).requires_grad_()

    def loss(S: torch.Tensor) -> torch.Tensor:
        return stein((S + S.mT) / 2, T)

    assert torch.autograd.gradcheck(loss, S)
    assert torch.autograd.gradgradcheck(loss, S)


@pytest.mark.parametrize("ratio", [1.0, 1.0 + 1e-9, 1.1, 1.15, 1e-8, 1e8, 1e-150])
def test_the_excess_has_both_derivatives_everywhere(ratio: float) -> None:
    """Of ``x^2 - 1 - 2 log x``: ``2 (x - 1/x)`` and ``2 + 2 / x^2``."""
    from symgauss.export.helpers.torch.special import _log_excess

    x = torch.tensor(ratio, dtype=torch.float64, requires_grad=True)
    (first,) = torch.autograd.grad(_log_excess(x - 1, x), x, create_graph=True)
    (second,) = torch.autograd.grad(first, x)
    x, close = x.detach(), {"rtol": 1e-12, "atol": 0}
    torch.testing.assert_close(first.detach(), 2 * (x - 1) * (x + 1) / x, **close)
    torch.testing.assert_close(second, 2 + 2 / x**2, **close)


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no GPU")
def test_results_are_on_the_device_of_the_arguments(kl: object) -> None:
    given = laws(5)
    found = kl(*(g.cuda() for g in given))
    assert found.device.type == "cuda"
    torch.testing.assert_close(found.cpu(), kl(*given))


def test_large_batches_are_worked_on_in_parts() -> None:
    """With one matrix for all items, too; errors count through the whole batch."""
    module = functions("mvn-kl", "torch")
    m, S, n, T = laws(5000, n=8)
    whole = functions("mvn-kl")["kl"](*(a.numpy() for a in (m, S, n, T)))
    np.testing.assert_allclose(module["kl"](m, S, n, T), whole, rtol=1e-12)
    differentiable = module["kl"](m, S.clone().requires_grad_(), n, T)
    torch.testing.assert_close(module["kl"](m, S, n, T), differentiable.detach())
    shared = functions("mvn-kl")["kl"](*(a.numpy() for a in (m, S[0], n, T)))
    np.testing.assert_allclose(module["kl"](m, S[0], n, T), shared, rtol=1e-12)
    folded = [a.reshape(50, 100, *a.shape[1:]) for a in (m, S, n, T)]
    torch.testing.assert_close(module["kl"](*folded).reshape(-1), torch.as_tensor(whole))
    T[4711] = -T[4711]
    with pytest.raises(ValueError, match=r"Sigma_2 is not positive definite at batch index 4711"):
        module["kl"](m, S, n, T)


def test_results_without_a_batch_are_not_repeated_in_parts() -> None:
    """A covariance that no batched argument enters has no batch axis, however many data."""
    filtered = functions("kalman-filter", "torch")["kalman_filter"]
    y, m = normal(40000, 2), normal(40000, 8)
    found = filtered(y, m, definite(8), normal(8, 8), definite(8), normal(2, 8), definite(2))
    assert [tuple(f.shape) for f in found][:2] == [(40000, 8), (8, 8)]
