"""Functions entry by entry: one pass over memory, without temporary arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numba
import numpy as np
from numpy.typing import ArrayLike

from symgauss.export.helpers.numpy.arguments import Array, _common, _count, _prepared

#: A number of the precision for which a loop is compiled.
_Entry: TypeAlias = Any


def _entries(
    loop: Callable[..., None],
    arguments: Sequence[tuple[str, ArrayLike, tuple[str | int, ...]]],
    ranks: Sequence[int],
    depends: Sequence[tuple[int, ...]],
) -> tuple[Any, ...]:
    """Runs a loop over all entries; vectors are one more axis that scalars are broadcast over."""
    arrays = _prepared(arguments)
    _common(
        arguments, [a.shape[: a.ndim - len(g[2])] for a, g in zip(arrays, arguments, strict=True)]
    )
    if any(axes for _, _, axes in arguments):
        arrays = [a if g[2] else a[..., None] for a, g in zip(arrays, arguments, strict=True)]
    shape = np.broadcast_shapes(*(a.shape for a in arrays))
    own = [np.broadcast_shapes(*(arrays[i].shape for i in each)) for each in depends]
    given = [
        a.reshape(1, 1) if a.size == 1 else np.ascontiguousarray(_filled(a, shape)).reshape(-1)
        for a in arrays
    ]
    flat = [np.empty(_count(shape), arrays[0].dtype) for _ in depends]
    loop(*given, *flat)
    results: list[Any] = []
    for result, each, rank in zip(flat, own, ranks, strict=True):
        whole = result.reshape(shape)
        padded = (1,) * (len(shape) - len(each)) + each
        part = whole[tuple(slice(0, 1) if n == 1 else slice(None) for n in padded)].reshape(each)
        scalar = any(axes for _, _, axes in arguments) and rank == 0
        results.append(part[..., 0] if scalar else part[()])
    return tuple(results)


def _filled(array: Array, shape: tuple[int, ...]) -> Array:
    """An array with all entries of a shape: itself where it has them."""
    return array if array.shape == shape else np.broadcast_to(array, shape).copy()


@numba.njit(error_model="numpy")
def _item(array: Array, i: int) -> _Entry:
    """An entry of an array, or the number that serves all entries, which has two axes.

    The number of axes is known when a loop is compiled, so that no step is left in it.
    """
    if array.ndim == 2:
        return array[0, 0]
    return array[i]


@numba.njit(error_model="numpy", fastmath={"contract"})
def _log_tail(f: _Entry) -> _Entry:
    """``(log(1 + f) - f + f^2/2) / f^3`` for ``1 + f`` from ``sqrt(1/2)`` to ``sqrt(2)``.

    A minimax polynomial, which brings less than a tenth of an ulp into the logarithm.
    """
    w = f * f
    a0 = 0.333333333333333 - 0.24999999999988143 * f
    a1 = 0.2000000000001735 - 0.16666666669795413 * f
    a2 = 0.1428571428566599 - 0.12499999695947167 * f
    a3 = 0.11111110837685007 - 0.10000014832975243 * f
    a4 = 0.09090933519048541 - 0.08332929602605173 * f
    a5 = 0.07691358105601462 - 0.07149061992202413 * f
    a6 = 0.06686309546766521 - 0.062015968438814954 * f
    a7 = 0.05660333359968528 - 0.056443744387638946 * f
    a8 = 0.06505756485568942 - 0.06074116010654903 * f
    b0 = a0 + a1 * w
    b1 = a2 + a3 * w
    b2 = a4 + a5 * w
    b3 = a6 + a7 * w
    b4 = a8 + 0.026941378766460133 * w
    w2 = w * w
    c0 = b0 + b1 * w2
    c1 = b2 + b3 * w2
    w4 = w2 * w2
    d0 = c0 + c1 * w4
    w8 = w4 * w4
    return d0 + b4 * w8


@numba.njit(error_model="numpy", fastmath={"contract"})
def _reduced(x: _Entry) -> _Entry:
    """``f`` and ``k`` with ``x = 2^k (1 + f)`` and ``1 + f`` from ``sqrt(1/2)`` to ``sqrt(2)``."""
    tiny = x < 2.2250738585072014e-308
    bits = np.float64(x * 18014398509481984.0 if tiny else x).view(np.int64) + 0x95F6200000000
    fraction = np.int64((bits & 0x000FFFFFFFFFFFFF) + 0x3FE6A09E00000000)
    k = np.float64((bits >> 52) - (1077 if tiny else 1023))
    return fraction.view(np.float64) - 1.0, k


@numba.njit(error_model="numpy", fastmath={"contract"})
def _log(x: _Entry) -> _Entry:
    """The natural logarithm to within one ulp, without a call, so that loops become vectors."""
    f, k = _reduced(x)
    w = f * f
    value = f * w * _log_tail(f) + k * 1.90821492927058770002e-10 - 0.5 * w + f
    value = value + k * 6.93147180369123816490e-01
    outside = -np.inf if x == 0.0 else np.nan
    value = value if x > 0.0 else outside
    return x if x == np.inf else value


@numba.njit(error_model="numpy", fastmath={"contract"})
def _log_excess(g: _Entry, h: _Entry) -> _Entry:
    """``h^2 - 1 - log h^2`` where ``h = 1 + g``, without a branch, so that loops become vectors.

    With ``Q(f) = f - log(1 + f) = f^2 (1/2 - f P(f))``, in which nothing cancels, it is
    ``g^2 + 2 Q(g)`` for ``h`` from ``sqrt(1/2)`` to ``sqrt(2)``; elsewhere ``h = 2^k (1 + f)``, and
    it is ``g (g + 2) - 2 (f + k log 2) + 2 Q(f)``.
    """
    reduced, k = _reduced(h)
    near = k == 0.0
    f = g if near else reduced
    far = g * (g + 2.0) - 2.0 * (f + k * 6.93147180369123816490e-01)
    far = far - 2.0 * k * 1.90821492927058770002e-10
    square = g * g
    value = f * f * (1.0 - 2.0 * f * _log_tail(f)) + (square if near else far)
    outside = np.inf if h == 0.0 else np.nan
    return value if h > 0.0 else outside
