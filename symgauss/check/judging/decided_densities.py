r"""Densities of which the model of a document decides what they are: ``p(\mu \mid x_1, \ldots)``.

With laws of a parameter and of data given that, the law of the parameter given the data follows.
What is said of it first is no definition, even where it is not known to follow.
"""

from __future__ import annotations

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.noisy_models import NoisyModels
from symgauss.check.manners.densities import named_law
from symgauss.check.manners.keys import Key
from symgauss.kernel.terms import Density, Opaque, Symbol, Variable


class DecidedDensities:
    """Finds the densities of one document that its laws and equations decide."""

    def __init__(self, noisy: NoisyModels) -> None:
        self.noisy = noisy
        self.contexts = noisy.contexts

    def are_stated(self, key: Key, statement: Statement) -> bool:
        """Whether the density that gets a value is one of variables with a model besides."""
        if not isinstance(key, Density | Opaque):
            return False
        law, here = named_law(key), statement.position
        if law is None:
            return False
        if any(each.place == here for each in self.contexts.model(here)):
            return False  # it is part of the model itself
        before = [e.law for e in self.contexts.stated_before(here) if e.law.density == law.name]
        known = {_stem(each.variable) for each in before}
        variables = (*law.variables, *law.given)
        return all(_stem(v) in known or self._is_made(v, here) for v in variables)

    def _is_made(self, variable: Variable, place: int) -> bool:
        """Whether an equation says what a variable is made of."""
        made = self.noisy.made
        return isinstance(variable, Symbol) and made.made(variable, place) is not None


def _stem(variable: Variable) -> str:
    return variable.name.partition("_")[0]
