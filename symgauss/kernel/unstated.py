"""Which laws nobody states: the random variables that are judged as generic discrete ones."""

from __future__ import annotations

from dataclasses import dataclass

from symgauss.kernel.context import Context, Property
from symgauss.kernel.terms import (
    Covariance,
    CrossEntropy,
    Density,
    Entropy,
    Expectation,
    Indexed,
    Integral,
    KullbackLeibler,
    Law,
    MutualInformation,
    Named,
    Opaque,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import free_symbols, subterms


@dataclass(frozen=True)
class Unstated:
    """The variables of a step whose laws nobody states, in the order in which they occur."""

    context: Context
    variables: tuple[Variable, ...] = ()
    tabled: bool = False  #: whether there are conditions or densities
    free: bool = False  #: whether a function that nobody states is integrated

    @classmethod
    def of(cls, parts: tuple[Term, ...], context: Context) -> Unstated:
        """Those of the nodes of a step."""
        found: dict[Variable, None] = {}
        tabled = False
        for part in parts:
            for law in named_laws(part):
                roots = unstated_roots(law, context)
                if roots is None:
                    continue
                found |= dict.fromkeys((*roots, *law.given))
                tabled = tabled or bool(law.given) or not isinstance(part, Expectation | Covariance)
        free = any(isinstance(part, Integral) and has_free_integrand(part) for part in parts)
        return cls(context, tuple(found), tabled, free)

    def doubt(self) -> str:
        """Why a refutation says nothing: a law may be known that was not read; else empty."""
        if self.free:
            return "an integral of something that nobody states; it does not hold for every measure"
        for variable in self.variables:
            if Property.RANDOM not in self.context.properties(variable.name):
                return f"it does not hold for every law of {variable.name}, and none is stated"
        names = {variable.name for variable in self.variables}
        for name in names:
            if any(other != name and other.lower() == name.lower() for other in names):
                return f"{name} and its values have two names"
        return ""


def has_free_integrand(term: Integral) -> bool:
    """Whether an unknown function of the variable is integrated."""
    return any(
        isinstance(part, Opaque) and term.variable in free_symbols(part)
        for part in subterms(term.body)
    )


def named_laws(part: Term) -> list[Named]:
    """The laws of a node that have a name."""
    match part:
        case Density(law):
            found: list[Law] = [law]
        case Expectation(_, law) | Covariance(_, _, law) | Entropy(law):
            found = [law]
        case CrossEntropy(first, second) | KullbackLeibler(first, second):
            found = [first, second]
        case MutualInformation(name, left, right, given):
            found = [Named(name, left + right, given)]
        case _:
            found = []
    return [law for law in found if isinstance(law, Named)]


def unstated_roots(law: Named, context: Context) -> tuple[Variable, ...] | None:
    """What a law is about where nobody states it; ``None`` for laws that a model knows.

    A variable that is defined stands for the random variables in its value.
    """
    roots: dict[Variable, None] = {}
    for variable in law.variables:
        found = _roots(variable, law.name, context, 0)
        if found is None:
            return None
        roots |= dict.fromkeys(found)
    known = any(context.distribution(law.name, other) is not None for other in (*roots, *law.given))
    return None if known or not roots else tuple(roots)


def _roots(variable: Variable, density: str, context: Context, depth: int) -> list[Variable] | None:
    if context.distribution(density, variable) is not None or depth > 8:
        return None
    if _is_part(variable, context):
        return None
    values = [d.value for d in context.definitions if d.name.name == variable.name]
    if not values:
        return [variable]
    found: list[Variable] = []
    for value in values:
        for part in subterms(value):
            if not isinstance(part, Symbol | Indexed) or part == variable:
                continue
            if any(d.variable.name == part.name for d in context.distributions):
                return None
            if Property.RANDOM in context.properties(part.name):
                deeper = _roots(part, density, context, depth + 1)
                if deeper is None:
                    return None
                found += deeper
    return found or None


def _is_part(variable: Variable, context: Context) -> bool:
    """Whether something that has a law is defined through the variable."""
    random = {distribution.variable.name for distribution in context.distributions}
    return any(
        definition.name.name in random
        and any(getattr(part, "name", "") == variable.name for part in subterms(definition.value))
        for definition in context.definitions
    )
