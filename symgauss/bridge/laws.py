"""Laws of random variables, as SymPy objects."""

from __future__ import annotations

from typing import Any

from sympy import Basic, Tuple
from sympy.core.symbol import Str


class NormalLaw(Basic):  # type: ignore[misc]
    """The law of ``variable ~ N(mean, covariance)``, written out."""

    def __new__(cls, variable: Basic, mean: Basic, covariance: Basic) -> Any:
        """Make the law; scalars and vectors alike."""
        return Basic.__new__(cls, variable, mean, covariance)

    @property
    def variable(self) -> Any:
        """The random variable."""
        return self.args[0]

    @property
    def mean(self) -> Any:
        """Its mean."""
        return self.args[1]

    @property
    def covariance(self) -> Any:
        """Its covariance (its variance, for a scalar)."""
        return self.args[2]


class NamedLaw(Basic):  # type: ignore[misc]
    """The law ``p(variables | given)`` under the distributions that the context declares."""

    def __new__(cls, name: object, variables: object, given: object = ()) -> Any:
        """Make the law; ``name`` is ``p`` or ``q``."""
        return Basic.__new__(cls, Str(str(name)), Tuple(*_many(variables)), Tuple(*_many(given)))

    @property
    def name(self) -> str:
        """The letter of the density."""
        return str(self.args[0])

    @property
    def variables(self) -> tuple[Any, ...]:
        """The random variables."""
        return tuple(self.args[1])

    @property
    def given(self) -> tuple[Any, ...]:
        """What is conditioned on."""
        return tuple(self.args[2])


def _many(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, tuple | list | Tuple) else (value,)
