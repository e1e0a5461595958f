"""Each kind of query goes to the operation that answers it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from symgauss.bridge import to_sympy
from symgauss.calculus.constructors import is_matrix
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.workbench import supposing
from symgauss.errors import ModelError, SourceError, StepRefusedError, UsageError
from symgauss.gaussians import LinearGaussianModel
from symgauss.kernel.context import Context
from symgauss.kernel.terms import (
    Covariance,
    CrossEntropy,
    Density,
    Derivative,
    Entropy,
    Expectation,
    Function,
    Gradient,
    Indexed,
    KullbackLeibler,
    MutualInformation,
    Named,
    Product,
    Symbol,
    Term,
    Variable,
)
from symgauss.latex import Query
from symgauss.notation.latex import print_term
from symgauss.operations import forward_moments
from symgauss.operations.cross_entropy import cross_entropy
from symgauss.operations.entropy import entropy
from symgauss.operations.kl import kl
from symgauss.operations.moments import covariance, expectation
from symgauss.operations.mutual_information import mutual_information
from symgauss.operations.posterior import posterior
from symgauss.operations.product import product
from symgauss.operations.score import score
from symgauss.problems.models import gaussian_of, model_of
from symgauss.problems.naming import under_names


def answer(query: Query, context: Context) -> Derivation:
    """Derive what a query asks for; errors carry the place of the query."""
    definitions = [
        (to_sympy(each.name, context), to_sympy(each.value, context))
        for each in context.definitions
    ]
    try:
        with supposing(definitions):
            return under_names(_dispatch(query.term, context), query.term, context)
    except SourceError as error:
        if error.place is not None:
            raise
        raise type(error)(error.message, query.place, error.hint) from error
    except UsageError as error:
        raise ModelError(str(error), query.place) from error
    except StepRefusedError as error:
        what = SourceError(f"no derivation was found for this: {error}", query.place)
        raise StepRefusedError(str(what)) from error


def _dispatch(term: Term, context: Context) -> Derivation:
    match term:
        case KullbackLeibler(left, right):
            return kl(gaussian_of(left, context), gaussian_of(right, context))
        case CrossEntropy(under, of):
            return cross_entropy(gaussian_of(under, context), gaussian_of(of, context))
        case Entropy(Named(variables=(_,)) as law):
            return entropy(*_subject(law, context))
        case Entropy(Named() as law):
            model, _, given = _subject(law, context)
            return entropy(model, tuple(to_sympy(v, context) for v in law.variables), given)
        case Gradient(
            Function("log", Density(Named(variables=(_,)) as law)), variable
        ) | Derivative(Function("log", Density(Named(variables=(_,)) as law)), variable):
            return score(*_subject(law, context), by=to_sympy(variable, context))
        case Product((Density(Named() as left), Density(Named() as right))):
            return product(gaussian_of(left, context), gaussian_of(right, context))
        case Density(Named() as law):
            return _law(law, law.variables, context)
        case MutualInformation(name, (left,), (right,), others):
            model, given = model_of(context, name), [to_sympy(v, context) for v in others]
            sides = (to_sympy(left, context), to_sympy(right, context))
            return mutual_information(model, *sides, given)
        case Expectation(Symbol() | Indexed() as variable, Named() as law):
            return _moment(term, law, (variable,), context)
        case Covariance(
            Symbol() | Indexed() as left, Symbol() | Indexed() as right, Named() as law
        ):
            return _moment(term, law, (left, right), context)
        case Expectation(body, Named() as law):
            model, _, given = _subject(law, context)
            return expectation(model, to_sympy(body, context), given)
        case Covariance(left, right, Named() as law):
            model, _, given = _subject(law, context)
            return covariance(model, to_sympy(left, context), to_sympy(right, context), given)
        case _:
            raise ModelError("there is no derivation for a query of this kind", hint=_instead(term))


def _instead(term: Term) -> str:
    """What to ask for in place of a query that has no derivation."""
    match term:
        case Function("log", Density() as density):
            return (
                f"ask for `\\mathrm{{derive}}\\ {print_term(density)}`; "
                "what `export` writes is the logarithm of the density"
            )
        case _:
            return (
                "known are densities, products of two, KL, \\mathbb{H}, \\mathbb{I}, \\mathbb{E}, "
                "\\mathrm{Cov} and \\nabla_x \\log p(x)"
            )


def _moment(
    term: Term, law: Named, variables: tuple[Variable, ...], context: Context
) -> Derivation:
    """A mean (of one variable) or a covariance (of two): along the arrows, or from the law."""
    model = model_of(context, law.name)
    sides = [to_sympy(variable, context) for variable in variables]
    given = [to_sympy(variable, context) for variable in law.given]
    distinct = tuple(dict.fromkeys(variables))
    if not forward_moments.follows_arrows(model, list(dict.fromkeys(sides)), given):
        return _first(term, _law(law, distinct, context))
    title = f"${print_term(term)}$"
    if len(sides) == 1:
        return forward_moments.mean(model, sides[0], given, title=f"The mean {title}")
    kind = "variance" if len(distinct) == 1 and not is_matrix(sides[0]) else "covariance"
    return forward_moments.covariance(model, sides[0], sides[1], given, title=f"The {kind} {title}")


def _law(law: Named, variables: tuple[Variable, ...], context: Context) -> Derivation:
    """The law of variables given those that stand behind the bar of a law."""
    model = model_of(context, law.name)
    wanted = [to_sympy(variable, context) for variable in variables]
    given = [to_sympy(variable, context) for variable in law.given]
    title = f"The law of {_listed(variables)}"
    if given:
        title += f" given {_listed(law.given)}"
    names = {declaration.name for declaration in context.declarations}
    return posterior(model, wanted, given, title=title, taken=names)


def _subject(law: Named, context: Context) -> tuple[LinearGaussianModel, Any, list[Any]]:
    """The model, the one variable and what is given."""
    given = [to_sympy(variable, context) for variable in law.given]
    return model_of(context, law.name), to_sympy(law.variables[0], context), given


def _listed(variables: tuple[Variable, ...]) -> str:
    *others, last = (f"${print_term(variable)}$" for variable in variables)
    return f"{', '.join(others)} and {last}" if others else last


def _first(term: Term, derivation: Derivation) -> Derivation:
    """The derivation with the result that was asked for before the others."""
    results = sorted(derivation.results, key=lambda result: result.lhs_term != term)
    if not results or results[0].lhs_term != term:
        raise ModelError("the model has no single value for this")
    return replace(derivation, results=tuple(results))
