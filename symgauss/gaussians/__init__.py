"""Gaussians and linear-Gaussian models: closed forms as SymPy expressions."""

from __future__ import annotations

from symgauss.gaussians.gaussian import Gaussian
from symgauss.gaussians.model import LinearGaussianModel
from symgauss.gaussians.partitioned import Partitioned
from symgauss.gaussians.statement import Statement

__all__ = ["Gaussian", "LinearGaussianModel", "Partitioned", "Statement"]
