"""Running means and central moments, batch after batch, in constant memory.

Merging two batches follows Chan, Golub and LeVeque (1983), extended to third moments by Pébay
(2008), Formulas for Robust, One-Pass Parallel Computation of Covariances and Arbitrary-Order
Statistical Moments, SAND2008-6212.
"""

from __future__ import annotations

import numpy as np

from symgauss.sampling.floats import Array


class RunningMean:
    """The mean of the entries of arrays ``(count, ...)``, and their largest magnitude."""

    def __init__(self) -> None:
        self.count = 0
        self.mean: Array = np.zeros(())
        self.largest: Array = np.zeros(())

    def add(self, batch: Array) -> None:
        """Take in the draws of a batch."""
        n = batch.shape[0]
        self.count += n
        self.mean = self.mean + (batch.mean(axis=0) - self.mean) * (n / self.count)
        self.largest = np.maximum(self.largest, np.abs(batch).max(axis=0))


class RunningMoments:
    """Mean, and sums of second and third powers of the distances from it, entry by entry."""

    def __init__(self) -> None:
        self.count = 0
        self.mean: Array = np.zeros(())
        self.squares: Array = np.zeros(())
        self.cubes: Array = np.zeros(())

    def add(self, batch: Array) -> None:
        """Take in the draws of a batch."""
        n, shape = batch.shape[0], batch.shape[1:]
        flat = batch.reshape(n, -1)
        # einsum, because a product with ones would wake the threads of the BLAS for little work
        mean = np.einsum("nk->k", flat) / n
        with np.errstate(all="ignore"):  # what is not finite stays so, and is refused
            gaps = flat - mean
            powers = gaps * gaps
            squares = np.einsum("nk->k", powers)
            sums = (mean, squares, np.einsum("nk,nk->k", powers, gaps))
            self._merge(n, *(each.reshape(shape) for each in sums))

    def _merge(self, n: int, mean: Array, squares: Array, cubes: Array) -> None:
        m, total = self.count, self.count + n
        step = mean - self.mean
        weight = m * n / total
        self.cubes = (
            self.cubes
            + cubes
            + step**3 * weight * (m - n) / total
            + 3 * step * (m * squares - n * self.squares) / total
        )
        self.squares = self.squares + squares + step**2 * weight
        self.mean = self.mean + step * (n / total)
        self.count = total

    @property
    def deviation(self) -> Array:
        """The standard deviation of one draw."""
        return np.asarray(np.sqrt(self.squares / max(self.count - 1, 1)))

    @property
    def standard_error(self) -> Array:
        """The standard error of the mean."""
        return np.asarray(self.deviation / np.sqrt(max(self.count, 1)))

    @property
    def skewness(self) -> Array:
        """The third standardised moment; zero where nothing varies."""
        spread = self.squares / max(self.count, 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            found = self.cubes / max(self.count, 1) / spread**1.5
        return np.asarray(np.where(np.isfinite(found), found, 0.0))
