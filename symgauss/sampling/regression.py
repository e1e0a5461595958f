"""A conditional mean and covariance against the joint law, by regression.

If ``E[b | y] = m(y)``, the residual ``r = b - m(y)`` has mean zero and is uncorrelated with ``y``.
So the average of ``r (y - E y)^T Cov[y]^{-1}`` is by how much the slope of the claim is off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from symgauss.kernel.drawing.instance import Key
from symgauss.sampling.claims import Observation, outer
from symgauss.sampling.floats import Array
from symgauss.sampling.stacks import Stack

Map = Callable[[dict[Key, Array]], Array]
"""What is claimed at a value of the data."""


def regressed(label: str, body: Array, claim: Map, data: Stack) -> Iterator[Observation]:
    """Level and slope of ``E[body | y]``; for what is not affine, whether residuals depend on y."""
    residual = body - claim(data.split(data.values))
    centred = data.values - data.mean
    scaled = np.linalg.solve(data.covariance, centred[..., 0].T).T[..., None]
    level = claim(data.split(data.mean))
    if body.shape[-1] != 1:
        yield Observation(f"{label} on average", level + residual, level)
        return
    slope = _slope(claim, data, level)
    affine = level + slope @ (data.values[:16] - data.mean)
    yield Observation(f"{label} at the mean", level + residual, level)
    if np.allclose(affine, claim(data.split(data.values[:16])), rtol=1e-9, atol=1e-9):
        yield Observation(f"{label}, slope", slope + outer(residual, scaled), slope)
        return
    nothing = np.zeros((residual.shape[-2], scaled.shape[-2]))
    yield Observation(f"{label}, residual slope", outer(residual, scaled), nothing)
    squares = scaled * centred
    yield Observation(
        f"{label}, residual curvature",
        outer(residual, squares - squares.mean(axis=0)),
        nothing,
    )


def _slope(claim: Map, data: Stack, level: Array) -> Array:
    """The slope of an affine map, from its values one unit away from the mean."""
    columns = []
    for i in range(data.mean.shape[-2]):
        step = np.zeros_like(data.mean)
        step[..., i, 0] = 1.0
        columns.append(claim(data.split(data.mean + step)) - level)
    return np.concatenate(columns, axis=-1)
