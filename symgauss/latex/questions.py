"""Queries and targets ask only about variables that the model knows."""

from __future__ import annotations

from symgauss.errors import ModelError
from symgauss.kernel.terms import (
    Covariance,
    CrossEntropy,
    Density,
    Entropy,
    Expectation,
    KullbackLeibler,
    Law,
    MutualInformation,
    Named,
    Term,
    Variable,
)
from symgauss.kernel.traversal import subterms
from symgauss.latex.formulas import Formula
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source


def check_question(formula: Formula, scope: Scope, source: Source) -> None:
    """An error for a variable that is asked about and has no distribution."""
    conditioned = {v.name for d in scope.distributions for v in d.given}
    for index, part in enumerate(formula.parts):
        for term in subterms(part):
            for name, variables, given in _laws(term):
                place = formula.place_of(term) or source.place(formula.spans[index])
                for variable in variables:
                    if variable not in scope.variables(name):
                        raise ModelError(
                            f"{variable.name} has no distribution under {name}",
                            place,
                            _hint(name, variable),
                        )
                for variable in given:
                    known = variable in scope.variables(name) or variable.name in conditioned
                    if not known:
                        raise ModelError(
                            f"{variable.name} is conditioned on, but no law depends on it",
                            place,
                            _hint(name, variable),
                        )


def _hint(name: str, variable: Variable) -> str:
    shown = variable.name
    law = f"{shown} \\sim \\mathcal{{N}}(m, S)"
    if name != "p":
        law = f"{name}({shown}) = \\mathcal{{N}}({shown}; m, S)"
    return f"state its law in a display or a comment, for instance `{law}`"


Asked = tuple[str, tuple[Variable, ...], tuple[Variable, ...]]


def _laws(term: Term) -> list[Asked]:
    """Named laws of a node: density, variables, conditions."""
    laws: list[Law] = []
    match term:
        case Density(law) | Expectation(_, law) | Covariance(_, _, law) | Entropy(law):
            laws = [law]
        case KullbackLeibler(left, right) | CrossEntropy(left, right):
            laws = [left, right]
        case MutualInformation(name, first, second, given):
            return [(name, (*first, *second), given)]
        case _:
            return []
    return [(law.name, law.variables, law.given) for law in laws if isinstance(law, Named)]
