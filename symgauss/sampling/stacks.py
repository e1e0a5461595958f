"""Variables one above the other, with their draws."""

from __future__ import annotations

from dataclasses import dataclass

from symgauss.kernel.drawing.instance import Key
from symgauss.sampling.floats import Array


@dataclass(frozen=True, slots=True)
class Stack:
    """Keys with their sizes; draws, mean and covariance of all together.

    The mean may differ from draw to draw, where it is a conditional one.
    """

    parts: tuple[tuple[Key, int], ...]
    values: Array
    mean: Array
    covariance: Array

    def split(self, stacked: Array) -> dict[Key, Array]:
        """A stacked vector as values of the parts."""
        found: dict[Key, Array] = {}
        start = 0
        for key, rows in self.parts:
            found[key] = stacked[..., start : start + rows, :]
            start += rows
        return found
