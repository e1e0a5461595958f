"""Floating-point numbers, many draws at once: a domain of the kernel's evaluator in NumPy.

A value is an array ``(..., rows, columns)``; the axes in front are draws and broadcast.  So the
evaluator that judges steps also computes a statistic of a hundred thousand draws.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symgauss.kernel.findings import Singular, Unsupported

Array = NDArray[Any]


class Floats:
    """Arithmetic in double precision; what is undefined at a draw is ``nan`` there."""

    structural = False

    def rational(self, value: Fraction) -> Array:
        return np.full((1, 1), float(value))

    def constant(self, name: str) -> Array:
        return np.full((1, 1), math.pi if name == "pi" else math.e)

    def dims(self, value: Array) -> tuple[int, int]:
        return value.shape[-2], value.shape[-1]

    def entry(self, value: Array, i: int, j: int) -> Array:
        return value[..., i : i + 1, j : j + 1]

    def build(self, rows: int, columns: int, entries: Sequence[Array]) -> Array:
        flat = np.broadcast_arrays(*(entry[..., 0, 0] for entry in entries))
        stacked: Array = np.stack(flat, axis=-1)
        return stacked.reshape(*stacked.shape[:-1], rows, columns)

    def identity(self, n: int) -> Array:
        return np.eye(n)

    def add(self, left: Array, right: Array) -> Array:
        return left + right

    def mul(self, left: Array, right: Array) -> Array:
        if left.shape[-2:] == (1, 1) or right.shape[-2:] == (1, 1):
            return left * right
        # one matrix times many vectors is one product of two matrices
        if left.ndim == 2 and right.ndim == 3 and right.shape[-1] == 1:
            return (right[..., 0] @ left.T)[..., None]
        if right.ndim == 2 and left.ndim == 3 and left.shape[-2] == 1:
            return (left[:, 0, :] @ right)[:, None, :]
        if left.shape[-2] == right.shape[-1] == 1:
            inner: Array = (left[..., 0, :] * right[..., 0]).sum(axis=-1)
            return inner[..., None, None]
        return left @ right

    def scale(self, factor: Fraction, value: Array) -> Array:
        return float(factor) * value

    def inverse(self, value: Array) -> Array:
        if value.shape[-2:] == (1, 1):
            if value.ndim == 2 and value[0, 0] == 0:
                raise Singular("a division by zero")
            return 1 / value
        try:
            return np.linalg.inv(value)
        except np.linalg.LinAlgError:
            raise Singular("an inverse of something singular") from None

    def transpose(self, value: Array) -> Array:
        return np.swapaxes(value, -1, -2)

    def determinant(self, value: Array) -> Array:
        return np.asarray(np.linalg.det(value))[..., None, None]

    def function(self, name: str, value: Array) -> Array:
        return _FUNCTIONS[name](value)

    def logarithm(self, value: Array, *, positive: bool) -> Array:
        del positive  # where it is not, the logarithm is nan
        return np.log(value)

    def opaque(self, name: str, arguments: Sequence[Array], rows: int, columns: int) -> Array:
        del arguments, rows, columns
        raise Unsupported(f"{name} is an unknown function")


def _digamma(x: float) -> float:
    """By recurrence upwards and the asymptotic series, accurate to about 1e-13."""
    total = 0.0
    while x < 12:
        total -= 1 / x
        x += 1
    y = 1 / (x * x)
    series = y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y / 132))))
    return total + math.log(x) - 0.5 / x - series


def _each(function: Callable[[float], float]) -> Callable[[Array], Array]:
    def apply(value: Array) -> Array:
        results = np.fromiter((function(float(x)) for x in value.flat), float, value.size)
        return results.reshape(value.shape)

    return apply


_FUNCTIONS: dict[str, Callable[[Any], Array]] = {
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "gamma": _each(math.gamma),
    "digamma": _each(_digamma),
    "erf": _each(math.erf),
    "Phi": _each(lambda x: math.erfc(-x / math.sqrt(2)) / 2),
    "sin": np.sin,
    "cos": np.cos,
    "tanh": np.tanh,
}
