"""Gaussians and linear-Gaussian models: closed forms as SymPy expressions."""

from __future__ import annotations

from symgauss.gaussians.gaussian import Gaussian

__all__ = ["Gaussian"]
