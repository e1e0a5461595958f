"""The model of a document, as SymPy expressions."""

from __future__ import annotations

from typing import Any

from symgauss.bridge import to_sympy
from symgauss.errors import ModelError
from symgauss.gaussians import Gaussian, LinearGaussianModel, Statement
from symgauss.kernel.context import Context
from symgauss.kernel.terms import Law, Named, Normal
from symgauss.notation.unicode import print_statement


def model_of(context: Context, density: str) -> LinearGaussianModel:
    """All statements of a document about one density."""
    statements = [
        Statement(
            to_sympy(each.variable, context),
            to_sympy(each.mean, context),
            to_sympy(each.covariance, context),
            tuple(to_sympy(parent, context) for parent in each.given),
        )
        for each in context.distributions
        if each.density == density
    ]
    return LinearGaussianModel(tuple(statements), density)


def gaussian_of(law: Law, context: Context) -> Gaussian:
    """The Gaussian of a law of one variable that nothing is conditioned on."""
    if isinstance(law, Normal):
        parts = (law.variable, law.mean, law.covariance)
        return Gaussian(*(to_sympy(part, context) for part in parts))
    variable = _only_variable(law, context)
    model = model_of(context, law.name)
    given = tuple(to_sympy(v, context) for v in law.given)
    return Gaussian(variable, *model.law(variable, given))


def _only_variable(law: Named, context: Context) -> Any:
    if len(law.variables) != 1:
        raise ModelError(f"{print_statement(law)} is a law of several variables, and one is needed")
    return to_sympy(law.variables[0], context)
