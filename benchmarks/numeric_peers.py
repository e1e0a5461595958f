"""Peers in other packages, imported when they are measured: scipy.stats and torch.

A peer is ``prepare(arrays) -> action``; it is listed by the name of its task.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numeric_tasks import Arrays

Prepare = Callable[[Arrays], Callable[[], Any]]


def scipy_log_density(arrays: Arrays) -> Callable[[], Any]:
    """``scipy.stats.norm.logpdf``."""
    from scipy.stats import norm  # noqa: PLC0415 - where it is measured

    x, mu, sigma = arrays.values()
    return lambda: norm.logpdf(x, mu, sigma)


def scipy_mvn_log_density(arrays: Arrays) -> Callable[[], Any]:
    """``scipy.stats.multivariate_normal.logpdf``, a call for each covariance."""
    from scipy.stats import multivariate_normal  # noqa: PLC0415 - where it is measured

    x, mu, Sigma = arrays.values()
    if Sigma.ndim == 2:
        return lambda: multivariate_normal.logpdf(x, mu, Sigma)
    items = list(zip(x, mu, Sigma, strict=True))
    return lambda: np.array([multivariate_normal.logpdf(*item) for item in items])


def _torch(arrays: Arrays) -> tuple[Any, list[Any]]:
    import torch  # noqa: PLC0415 - where it is measured

    # torch.compile turns the checks of arguments off for all that comes after it; the export checks
    # its arguments, and so do the distributions of those who have compiled nothing
    torch.distributions.Distribution.set_default_validate_args(value=True)
    return torch, [torch.from_numpy(value) for value in arrays.values()]


def torch_log_density(arrays: Arrays) -> Callable[[], Any]:
    """``torch.distributions.Normal``."""
    torch, (x, mu, sigma) = _torch(arrays)
    return lambda: torch.distributions.Normal(mu, sigma).log_prob(x)


def torch_kl(arrays: Arrays) -> Callable[[], Any]:
    """``torch.distributions.kl_divergence``."""
    torch, (mu_1, sigma_1, mu_2, sigma_2) = _torch(arrays)
    law = torch.distributions.Normal
    between = torch.distributions.kl_divergence
    return lambda: between(law(mu_1, sigma_1), law(mu_2, sigma_2))


def torch_mvn_log_density(arrays: Arrays) -> Callable[[], Any]:
    """``torch.distributions.MultivariateNormal``."""
    torch, (x, mu, Sigma) = _torch(arrays)
    return lambda: torch.distributions.MultivariateNormal(mu, Sigma).log_prob(x)


def torch_mvn_kl(arrays: Arrays) -> Callable[[], Any]:
    """``torch.distributions.kl_divergence``."""
    torch, (mu_1, Sigma_1, mu_2, Sigma_2) = _torch(arrays)
    law = torch.distributions.MultivariateNormal
    between = torch.distributions.kl_divergence
    return lambda: between(law(mu_1, Sigma_1), law(mu_2, Sigma_2))


def cholesky_mvn_log_density(arrays: Arrays) -> Callable[[], Any]:
    """Torch by hand: a factor and a triangular solve."""
    torch, (x, mu, Sigma) = _torch(arrays)
    constant = 0.5 * x.shape[-1] * math.log(2 * math.pi)

    def action() -> object:
        L = torch.linalg.cholesky(Sigma)
        z = torch.linalg.solve_triangular(L, (x - mu)[..., None], upper=False)[..., 0]
        logs = L.diagonal(dim1=-2, dim2=-1).log().sum(-1)
        return -0.5 * z.square().sum(-1) - logs - constant

    return action


def cholesky_mvn_kl(arrays: Arrays) -> Callable[[], Any]:
    """Torch by hand: two factors and one triangular solve."""
    torch, (mu_1, Sigma_1, mu_2, Sigma_2) = _torch(arrays)

    def action() -> object:
        L_1, L_2 = torch.linalg.cholesky(Sigma_1), torch.linalg.cholesky(Sigma_2)
        right = torch.cat([L_1, (mu_1 - mu_2)[..., None]], -1)
        M = torch.linalg.solve_triangular(L_2, right, upper=False)
        diagonals = (L.diagonal(dim1=-2, dim2=-1).log().sum(-1) for L in (L_2, L_1))
        logs = next(diagonals) - next(diagonals)
        return 0.5 * (M.square().sum((-2, -1)) - mu_1.shape[-1]) + logs

    return action


def cholesky_mvn_conditional(arrays: Arrays) -> Callable[[], Any]:
    """Torch by hand: one factor and one triangular solve."""
    torch, (x_2, mu_1, mu_2, Sigma_11, Sigma_22, Sigma_12) = _torch(arrays)

    def action() -> object:
        L = torch.linalg.cholesky(Sigma_22)
        right = torch.cat([Sigma_12.mT, (x_2 - mu_2)[..., None]], -1)
        W = torch.linalg.solve_triangular(L, right, upper=False)
        V = W[..., :-1]
        mean = mu_1 + (V.mT @ W[..., -1:])[..., 0]
        return mean, Sigma_11 - V.mT @ V

    return action


PEERS: dict[str, dict[str, Prepare]] = {
    "scipy.stats": {
        "log density": scipy_log_density,
        "mvn log density": scipy_mvn_log_density,
    },
    "torch.distributions": {
        "log density": torch_log_density,
        "kl": torch_kl,
        "mvn log density": torch_mvn_log_density,
        "mvn kl": torch_mvn_kl,
    },
    "torch by Cholesky": {
        "mvn log density": cholesky_mvn_log_density,
        "mvn kl": cholesky_mvn_kl,
        "mvn conditional": cholesky_mvn_conditional,
    },
}
