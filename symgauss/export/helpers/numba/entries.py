"""Functions entry by entry: one pass over memory, without temporary arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numba
import numpy as np
from numpy.typing import ArrayLike

from symgauss.export.helpers.numpy.arguments import Array, _common, _count, _prepared


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
def _item(array: Any, i: int) -> Any:  # noqa: ANN401
    """An entry of an array, or the number that serves all entries, which has two axes.

    The number of axes is known when a loop is compiled, so that no step is left in it.
    """
    if array.ndim == 2:
        return array[0, 0]
    return array[i]


@numba.njit(error_model="numpy")
def _log(x: Any) -> Any:  # noqa: ANN401
    """The natural logarithm to within one ulp, without a call, so that loops become vectors.

    ``x = 2^k (1 + f)`` with ``1 + f`` between ``sqrt(1/2)`` and ``sqrt(2)``, and with
    ``s = f / (2 + f)`` the polynomial of FreeBSD's ``e_log.c`` in ``s^2``.
    """
    tiny = x < 2.2250738585072014e-308
    bits = np.float64(x * 18014398509481984.0 if tiny else x).view(np.int64) + 0x95F6200000000
    fraction = np.int64((bits & 0x000FFFFFFFFFFFFF) + 0x3FE6A09E00000000)
    f = fraction.view(np.float64) - 1.0
    k = np.float64((bits >> 52) - (1077 if tiny else 1023))
    half = 0.5 * f * f
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    even = 2.222219843214978396e-01 + w * 1.531383769920937332e-01
    even = w * (3.999999999940941908e-01 + w * even)
    odd = 1.818357216161805012e-01 + w * 1.479819860511658591e-01
    odd = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + w * odd))
    value = s * (half + (odd + even)) + k * 1.90821492927058770002e-10 - half + f
    value = value + k * 6.93147180369123816490e-01
    if not x > 0.0:
        value = np.float64(-np.inf if x == 0.0 else np.nan)
    return x if x == np.inf else value


@numba.njit(error_model="numpy")
def _log_excess(r: Any, h: Any) -> Any:  # noqa: ANN401
    """``r - log(1 + r)`` where ``1 + r = h^2``; by a polynomial for ``r`` from -1/2 to 1.

    With ``s = r / (2 + r)``, ``log(1 + r) = 2 artanh s`` and ``r - log(1 + r)`` is
    ``s (r - 2 s^2 (artanh s - s)/s^3)``, in which nothing cancels.
    """
    s = r / (2.0 + r)
    z = s * s
    total = z * 0.08082022805971766 + 0.04400369243072337
    total = total * z + 0.06000536404795356
    total = total * z + 0.06657072104827468
    total = total * z + 0.07692785032479312
    total = total * z + 0.09090894718066429
    total = total * z + 0.11111111358713932
    total = total * z + 0.1428571428355438
    total = total * z + 0.20000000000007292
    total = total * z + 0.3333333333333333
    near = np.float64(s * (r - 2.0 * z * total)).view(np.int64)
    direct = np.float64(r - 2.0 * _log(h)).view(np.int64)
    # chosen by bits and not by a branch, so that the loop becomes vectors
    mask = -np.int64(abs(s) < 1.0 / 3.0)
    return np.int64((near & mask) | (direct & ~mask)).view(np.float64)
