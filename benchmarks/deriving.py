"""Deriving and judging, warm, against integration by SymPy."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp
from measure import Row, once, warm

import symgauss as sg
from symgauss.shelf import load


def integrate_kl() -> sp.Expr:
    """``KL(q || p)`` of two univariate normals by ``sympy.integrate``."""
    x, mu_1, mu_2 = sp.symbols("x mu_1 mu_2", real=True)
    sigma_1, sigma_2 = sp.symbols("sigma_1 sigma_2", positive=True)

    def log_density(mu: sp.Symbol, sigma: sp.Symbol) -> sp.Expr:
        return -((x - mu) ** 2) / (2 * sigma**2) - sp.log(2 * sp.pi * sigma**2) / 2

    q, p = log_density(mu_1, sigma_1), log_density(mu_2, sigma_2)
    return sp.integrate(sp.exp(q) * (q - p), (x, -sp.oo, sp.oo))


def derive_kl() -> sg.Derivation:
    """The same divergence, derived step by step and judged."""
    x = sg.scalar("x")
    q = sg.Gaussian(x, sg.scalar("mu_1"), sg.scalar("sigma_1", positive=True) ** 2)
    p = sg.Gaussian(x, sg.scalar("mu_2"), sg.scalar("sigma_2", positive=True) ** 2)
    return sg.kl(q, p)


def rows() -> Iterator[Row]:
    """The posterior of a diffusion model, and the divergence of two normals."""
    yield Row(
        "ddpm-posterior, derived and judged", warm(lambda: load("ddpm-posterior"), 7), goal=0.5
    )
    ours = warm(derive_kl, 15)
    peer = "sympy.integrate"
    theirs = once(integrate_kl)
    yield Row(
        "KL of two normals, derived and judged", ours, peer=peer, peer_seconds=theirs, most=1 / 50
    )
