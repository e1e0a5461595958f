"""The public Python face: symbols, Gaussians, and the operations on them."""

from __future__ import annotations

from symgauss.bridge.symbols import covariance, dimension, matrix, scalar, vector
from symgauss.derivation import Derivation
from symgauss.gaussians import Gaussian
from symgauss.operations.kl import kl

__all__ = [
    "Derivation",
    "Gaussian",
    "covariance",
    "dimension",
    "kl",
    "matrix",
    "scalar",
    "vector",
]
