"""What a result means numerically: which functions are written for it, and what they return.

A law ``p(x | y) = N(x; m, S)`` gives its moments and its log density, a product of densities the
moments and the logarithm of the normaliser, named results (a gain, a predicted covariance) one
function that returns them all, and everything else with a value that value.
"""

from __future__ import annotations

from dataclasses import dataclass

from symgauss.derivation.derivation import Derivation, Result
from symgauss.export.equalities import Equalities
from symgauss.export.identifiers import identifier, of_slug
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Covariance,
    CrossEntropy,
    Density,
    Derivative,
    Determinant,
    Entropy,
    Expectation,
    Function,
    Gradient,
    Hessian,
    Identity,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Integral,
    Inverse,
    KullbackLeibler,
    MutualInformation,
    NormalDensity,
    Power,
    Product,
    Rational,
    Symbol,
    Term,
    Trace,
    Variable,
)
from symgauss.kernel.traversal import free_symbols


@dataclass(frozen=True, slots=True)
class Wanted:
    """One result of a function: its name, the term that it is, and whether its logarithm."""

    name: str
    term: Term
    log: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """One function: its name, what it returns, and the equation that it stands for.

    ``variables`` are random variables, which are arguments even where they are defined; ``lead``
    are terms whose symbols come first in the signature.
    """

    name: str
    outputs: tuple[Wanted, ...]
    result: Result
    variables: tuple[Variable, ...] = ()
    lead: tuple[Term, ...] = ()


_KINDS: tuple[tuple[type, str], ...] = (
    (KullbackLeibler, "kl"),
    (CrossEntropy, "cross_entropy"),
    (Entropy, "entropy"),
    (MutualInformation, "mutual_information"),
    (Expectation, "expectation"),
    (Covariance, "covariance"),
    (Determinant, "determinant"),
    (Inverse, "inverse"),
    (Trace, "trace"),
    (Integral, "integral"),
    (Gradient, "gradient"),
    (Derivative, "derivative"),
    (Hessian, "hessian"),
)


def goals_of(derivation: Derivation) -> tuple[Goal, ...]:
    """The functions of a derivation, the main one first; a goal may turn out to have no value."""
    equalities = Equalities(derivation)
    named: list[tuple[Symbol, Result]] = []
    found: list[Goal] = []
    for result in derivation.results:
        if result.relation.kind is not RelationKind.EQUAL:
            continue
        name = _name_of(result.lhs_term, derivation)
        if name is None:
            found += _goals(result, derivation)
        elif _asks_for_more(name, result.rhs_term, derivation):
            word = f"{identifier(name.name)}_from_{_news(name, result.rhs_term, derivation)}"
            wanted = Wanted(identifier(name.name), result.rhs_term)
            found.append(Goal(word, (wanted,), result))
        else:
            named.append((name, result))
    return _without_repetitions(_together(named, derivation), found, equalities)


def _without_repetitions(
    together: Goal | None, found: list[Goal], equalities: Equalities
) -> tuple[Goal, ...]:
    """Moments that have names are returned once, and so are those of a law."""

    def among(terms: list[Term], others: list[Term]) -> bool:
        return all(any(equalities.same(_bare(t), _bare(o)) for o in others) for t in terms)

    laws = [w.term for g in found if g.name in {"moments", "product"} for w in g.outputs]
    found = [
        goal
        for goal in found
        if not isinstance(goal.outputs[0].term, Expectation | Covariance)
        or not among([w.term for w in goal.outputs], laws)
    ]
    if together is None:
        return tuple(found)
    terms = [w.term for w in together.outputs]
    if among(terms, laws):
        return tuple(found)
    rest = [
        goal
        for goal in found
        if goal.name != "moments" or not among([w.term for w in goal.outputs], terms)
    ]
    return (together, *rest)


def _bare(term: Term) -> Term:
    """A covariance without the identity behind its variance."""
    match term:
        case Product((scale, Identity())):
            return scale
        case _:
            return term


def _asks_for_more(name: Symbol, value: Term, derivation: Derivation) -> bool:
    """Whether a form of a name needs arguments that its definition does not need."""
    return bool(_news(name, value, derivation))


def _news(name: Symbol, value: Term, derivation: Derivation) -> str:
    definitions = {d.name: d.value for d in derivation.context.definitions}
    results = {r.lhs_term for r in derivation.results}
    known: set[Term] = set()
    todo: list[Term] = [definitions[name]]
    while todo:
        for each in free_symbols(todo.pop()) - known:
            known.add(each)
            if each in definitions and (
                each in results or free_symbols(definitions[each]) <= known
            ):
                todo.append(definitions[each])
    news = [each for each in free_symbols(value) - known if each != name]
    given = [each for each in news if each not in definitions or each not in results]
    return "_".join(sorted(identifier(each.name) for each in given))


def _goals(result: Result, derivation: Derivation) -> list[Goal]:
    lhs, rhs = result.lhs_term, result.rhs_term
    match lhs, rhs:
        case Density(law), NormalDensity(_, mean, covariance):
            variables = (*law.variables, *law.given)
            log = Goal("log_density", (Wanted("log_density", rhs, log=True),), result, variables)
            if isinstance(mean, Symbol) and not _is_defined(mean, derivation):
                return [log]
            return [Goal("moments", _moments(mean, covariance), result, variables), log]
        case Density(law), _:
            variables = (*law.variables, *law.given)
            return [
                Goal("log_density", (Wanted("log_density", rhs, log=True),), result, variables),
                Goal("density", (Wanted("density", rhs),), result, variables),
            ]
        case ((NormalDensity() | Product() | IndexedProduct()), Product(factors)) if isinstance(
            factors[-1], NormalDensity
        ):
            *rest, law_ = factors
            assert isinstance(law_, NormalDensity)  # noqa: S101 - matched
            normaliser = rest[0] if len(rest) == 1 else Product(tuple(rest))
            outputs = (
                *_moments(law_.mean, law_.covariance),
                Wanted("log_normaliser", normaliser, log=True),
            )
            return [Goal("product", outputs, result, lead=(lhs,))]
        case _:
            name = _kind(lhs)
            variables = tuple(free_symbols(lhs))
            return [Goal(name, (Wanted(name, lhs),), result, variables, (lhs,))]


def _moments(mean: Term, covariance: Term) -> tuple[Wanted, Wanted]:
    spread = "variance" if shape_of(covariance) == SCALAR else "covariance"
    return Wanted("mean", mean), Wanted(spread, covariance)


def _kind(lhs: Term) -> str:
    """What a value is called by what it is the value of."""
    for kind, word in _KINDS:
        if isinstance(lhs, kind):
            own = isinstance(lhs, Covariance) and lhs.left == lhs.right
            return "variance" if own and shape_of(lhs) == SCALAR else word
    match lhs:
        case Function("log", NormalDensity() | Density()):
            return "log_density"
        case Function("log", IndexedProduct() | Product()):
            return "log_likelihood"
        case IndexedSum(body):
            return _kind(body)
        case Power(_, Rational(-1, 1)):
            return "inverse"
        case Symbol() | Indexed():
            return identifier(lhs.name)
        case _:
            return "value"


def _together(results: list[tuple[Symbol, Result]], derivation: Derivation) -> Goal | None:
    """One function for all results that have names."""
    outputs = dict.fromkeys(Wanted(identifier(name.name), name) for name, _ in results)
    if not outputs:
        return None
    return Goal(of_slug(derivation.slug or "derivation"), tuple(outputs), results[0][1])


def _name_of(lhs: Term, derivation: Derivation) -> Symbol | None:
    """The name that a result speaks about: ``P = ...``, or ``P^{-1} = ...``."""
    match lhs:
        case Symbol() if _is_defined(lhs, derivation):
            return lhs
        case Inverse(Symbol() as name) | Power(Symbol() as name, Rational(-1, 1)):
            return name if _is_defined(name, derivation) else None
        case Product((Inverse(Symbol() as precision), Symbol() as name)):
            both = _is_defined(precision, derivation) and _is_defined(name, derivation)
            return name if both else None
        case _:
            return None


def _is_defined(name: Symbol, derivation: Derivation) -> bool:
    return any(definition.name == name for definition in derivation.context.definitions)
