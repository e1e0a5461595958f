"""Symbolic derivations for Gaussians: derived step by step, judged by an independent kernel.

The names below load on first use, so that ``import symgauss`` is fast and loads no SymPy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symgauss import check
    from symgauss.api import (
        Derivation,
        Gaussian,
        LinearGaussianModel,
        Statement,
        affine,
        cov,
        covariance,
        cross_entropy,
        derive,
        dimension,
        entropy,
        expectation,
        joint,
        kl,
        matrix,
        mutual_information,
        posterior,
        product,
        scalar,
        score,
        vector,
    )

__all__ = [
    "Derivation",
    "Gaussian",
    "LinearGaussianModel",
    "Statement",
    "affine",
    "check",
    "cov",
    "covariance",
    "cross_entropy",
    "derive",
    "dimension",
    "entropy",
    "expectation",
    "joint",
    "kl",
    "matrix",
    "mutual_information",
    "posterior",
    "product",
    "scalar",
    "score",
    "vector",
]


def __getattr__(name: str) -> object:
    if name == "check":
        return import_module("symgauss.check")  # which can be called, and loads no SymPy
    if name in __all__:
        return getattr(import_module("symgauss.api"), name)
    message = f"module 'symgauss' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return [*__all__]
