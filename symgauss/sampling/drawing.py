"""Parameters of a model, drawn so that a wrong formula shows.

Means, slopes and standard deviations are of the same order and not close to zero, covariances are
well conditioned: then an error of a few per cent in a result is many standard errors of what is
sampled.
"""

from __future__ import annotations

import math

import numpy as np

from symgauss.kernel.context import Context, Declaration, Property
from symgauss.kernel.findings import Unsupported
from symgauss.kernel.sizing import dimensions
from symgauss.kernel.terms import Symbol, Term
from symgauss.sampling.floats import Array

#: Sizes of the dimensions.  Instances take them in turn, other dimensions begin further along.
SIZES = (2, 3, 1, 5)
_LEAST, _MOST = 0.7, 2.0  #: magnitude of numbers that may have any sign
_NARROW, _WIDE = 0.6, 1.8  #: positive numbers
_EIGENVALUES = (0.35, 2.8)
_INSIDE = (0.2, 0.8)  #: where in its range a bounded number lies


class ParameterDraw:
    """A source of values for the symbols of a context (the kernel's protocol ``Draw``)."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng

    def scalar(self, declaration: Declaration, properties: frozenset[Property]) -> Array:
        """A number in the declared range, away from its ends and from zero."""
        low = None if declaration.above is None else float(declaration.above)
        high = None if declaration.below is None else float(declaration.below)
        if Property.NONNEGATIVE in properties and (low is None or low < 0):
            low = 0.0
        if low is not None and high is not None:
            if low >= high:
                raise Unsupported(f"the range of {declaration.name} is empty")
            if low < 0 < high:
                side = high if self.rng.random() < 0.5 else low
                return _number(side * self.rng.uniform(0.35, 0.8))
            return _number(low + (high - low) * self.rng.uniform(*_INSIDE))
        if low is not None:
            return _number(low + self._positive())
        if high is not None:
            return _number(high - self._positive())
        return _number(float(self._signed((1, 1))[0, 0]))

    def matrix(self, rows: int, columns: int, properties: frozenset[Property]) -> Array:
        """A vector or matrix with the declared properties."""
        if Property.POSITIVE_SEMIDEFINITE in properties:
            return self._definite(rows, diagonal=Property.DIAGONAL in properties)
        if Property.ORTHOGONAL in properties:
            return self._rotation(rows)
        if Property.NONNEGATIVE in properties:
            return np.array([[self._positive() for _ in range(columns)] for _ in range(rows)])
        entries = self._signed((rows, columns))
        if columns > 1:
            entries *= 0.6
        if Property.SYMMETRIC in properties:
            entries = (entries + entries.T) / 2
        if Property.INVERTIBLE in properties:
            entries = 0.4 * entries + 1.5 * np.eye(rows)
        if Property.LOWER_TRIANGULAR in properties:
            entries = np.tril(entries)
        if Property.UPPER_TRIANGULAR in properties:
            entries = np.triu(entries)
        if Property.POSITIVE_DIAGONAL in properties:
            places = np.arange(min(rows, columns))
            entries[places, places] = [self._positive() for _ in places]
        return entries

    def integer(self) -> int:
        """How many members a family has, and the like: a small number."""
        return int(self.rng.integers(2, 5))

    def _positive(self) -> float:
        return math.exp(self.rng.uniform(math.log(_NARROW), math.log(_WIDE)))

    def _signed(self, shape: tuple[int, int]) -> Array:
        signs = self.rng.choice((-1.0, 1.0), size=shape)
        return np.asarray(signs * self.rng.uniform(_LEAST, _MOST, size=shape))

    def _rotation(self, n: int) -> Array:
        Q, R = np.linalg.qr(self.rng.standard_normal((n, n)))
        return np.asarray(Q * np.sign(np.diag(R)))

    def _definite(self, n: int, *, diagonal: bool) -> Array:
        if n == 1 or diagonal:
            return np.diag([self._positive() for _ in range(n)])
        low, high = map(math.log, _EIGENVALUES)
        Q = self._rotation(n)
        # both ends of the range occur, so that the covariance is no multiple of the identity
        values = np.exp(np.linspace(low, high, n) + self.rng.uniform(-0.2, 0.2, n))
        return np.asarray((Q * values) @ Q.T)


def _number(value: float) -> Array:
    return np.full((1, 1), value)


def sizes_of(context: Context, terms: list[Term], instance: int) -> dict[str, int]:
    """Sizes of the named dimensions for one instance: each goes through :data:`SIZES`."""
    declared: list[Term] = [Symbol(d.name, d.shape) for d in context.declarations]
    names = dimensions([*declared, *terms])
    return {name: SIZES[(instance + place) % len(SIZES)] for place, name in enumerate(names)}


def integers_of(context: Context, draw: ParameterDraw) -> dict[str, int]:
    """Values of the symbols that are declared to be integers."""
    return {
        declaration.name: draw.integer()
        for declaration in context.declarations
        if Property.INTEGER in context.properties(declaration.name)
    }
