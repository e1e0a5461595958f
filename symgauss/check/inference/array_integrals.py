r"""Integrals of vectors and matrices: ``\int x p(x) \, dx`` is the mean of x under p."""

from __future__ import annotations

from symgauss.check.inference.evaluating import Evaluating
from symgauss.check.manners.densities import named_law
from symgauss.check.manners.expectations import unknown_mean
from symgauss.kernel.terms import (
    Density,
    Expectation,
    Normal,
    NormalDensity,
    Opaque,
    Product,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import free_symbols
from symgauss.latex.tree import IntegralSign


class ArrayIntegrals(Evaluating):
    """Elaborates integrals of arrays over the whole space, by a density among their factors."""

    def array_integral(self, body: Term, node: IntegralSign) -> Term | None:
        """The mean under the only density of the variable; without one it is not supported."""
        if not self.unifier.is_array(self.shape(body)) or len(node.variables) != 1:
            return None
        if self.bounds(node)[:2] != (None, None):
            return None
        variable = self._variable(node.variables[0])
        factors = body.factors if isinstance(body, Product) else (body,)
        laws = [place for place, each in enumerate(factors) if _is_density_of(each, variable)]
        if len(laws) != 1:
            return None
        density = factors[laws[0]]
        rest = tuple(each for place, each in enumerate(factors) if place != laws[0])
        shape = self.shape(body)
        inside = rest[0] if len(rest) == 1 else self.made(Product(rest), shape, node.body.span)
        return self.made(self._mean(inside, density, variable), shape, node.span)

    def _mean(self, body: Term, density: Term, variable: Variable) -> Term:
        law = named_law(density)
        if isinstance(density, NormalDensity):
            return Expectation(body, Normal(variable, density.mean, density.covariance))
        if isinstance(density, Density) and law is not None:
            return Expectation(body, law)
        given = () if law is None else law.given
        key = "" if law is None else f"{law.name}({variable.name}|{len(given)})"
        name = unknown_mean(key, frozenset({variable.name}))
        return Opaque(name, (body, *given), self.shape(body))


def _is_density_of(term: Term, variable: Variable) -> bool:
    """Whether a factor is a density at the variable, whose parameters do not move with it."""
    if isinstance(term, NormalDensity):
        parameters = free_symbols(term.mean) | free_symbols(term.covariance)
        return term.point == variable and variable not in parameters
    law = named_law(term)
    return law is not None and law.variables == (variable,) and isinstance(variable, Symbol)
