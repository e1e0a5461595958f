r"""Integrals of vectors and matrices: ``\int x p(x) \, dx`` is the mean of x under p."""

from __future__ import annotations

from symgauss.check.inference.evaluating import Evaluating
from symgauss.check.manners.densities import named_law
from symgauss.check.manners.expectations import key_of_law, unknown_mean
from symgauss.kernel.terms import (
    Expectation,
    Law,
    Named,
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
        laws = {place: _law_at(each, variable) for place, each in enumerate(factors)}
        known = [(place, law) for place, law in laws.items() if law is not None]
        if len(known) != 1:
            return None
        ((place, law),) = known
        rest = factors[:place] + factors[place + 1 :]
        shape = self.shape(body)
        inside = rest[0] if len(rest) == 1 else self.made(Product(rest), shape, node.body.span)
        if isinstance(law, Named) and isinstance(factors[place], Opaque):  # nobody states it
            key = key_of_law(law.name, [variable.name], len(law.given))
            name = unknown_mean(key, frozenset({variable.name}))
            return self.made(Opaque(name, (inside, *law.given), shape), shape, node.span)
        return self.made(Expectation(inside, law), shape, node.span)


def _law_at(term: Term, variable: Variable) -> Law | None:
    """The law of which a factor is the density at a variable that moves none of its parameters."""
    if isinstance(term, NormalDensity):
        parameters = free_symbols(term.mean) | free_symbols(term.covariance)
        is_fixed = term.point == variable and variable not in parameters
        return Normal(variable, term.mean, term.covariance) if is_fixed else None
    law = named_law(term)
    is_own = law is not None and law.variables == (variable,) and isinstance(variable, Symbol)
    return law if is_own else None
