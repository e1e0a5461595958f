"""Which drawn values a term depends on, through definitions and distributions.

Names are those of symbols and families.  The answer may be too large, never too small: the
evaluator uses it to know what it may reuse inside a binder.
"""

from __future__ import annotations

from symgauss.kernel.context import Context
from symgauss.kernel.terms import (
    Covariance,
    CrossEntropy,
    Density,
    Derivative,
    Entropy,
    Expectation,
    Gradient,
    Hessian,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Integral,
    Jacobian,
    KullbackLeibler,
    Law,
    MutualInformation,
    Normal,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import children, subterms

Names = frozenset[str]


class Dependencies:
    """Dependencies of terms in one context, remembered by the identity of the term."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.definitions: dict[str, list[Term]] = {}
        for definition in context.definitions:
            self.definitions.setdefault(definition.name.name, []).append(definition.value)
        self._terms: dict[int, tuple[Term, Names]] = {}
        self._names: dict[str, Names] = {}  #: what each defined name depends on, itself included
        self._densities: dict[str, Names] = {}  #: what the distributions of a density depend on
        self._solve()

    def _solve(self) -> None:
        """Follow definitions and distributions until nothing is added, circles included."""
        order = self._inner_first()
        self._names = {name: frozenset({name}) for name in order}
        densities = dict.fromkeys(d.density for d in self.context.distributions)
        self._densities = dict.fromkeys(densities, frozenset())
        for turn in range(len(order) + len(densities) + 2):
            before = (dict(self._names), dict(self._densities))
            for name in order:
                found = self._names[name] if turn else frozenset({name})
                self._names[name] = found.union(*(self.of(v) for v in self.definitions[name]))
            for density in densities:
                self._densities[density] = self._parameters(density)
            if before == (self._names, self._densities):
                return
            self._terms.clear()

    def _inner_first(self) -> list[str]:
        """Defined names, each after those that its values speak of, but for circles."""
        if not self.definitions:
            return []
        spoken = {
            name: [
                part.name
                for value in values
                for part in subterms(value)
                if isinstance(part, Symbol | Indexed) and part.name in self.definitions
            ]
            for name, values in self.definitions.items()
        }
        order: dict[str, None] = {}
        entered: set[str] = set()
        for start, names in spoken.items():
            todo = [(start, iter(names))]
            while todo:
                name, rest = todo[-1]
                entered.add(name)
                inner = next((other for other in rest if other not in entered), None)
                if inner is None:
                    order[name] = None
                    todo.pop()
                else:
                    todo.append((inner, iter(spoken[inner])))
        return list(order)

    def of(self, term: Term) -> Names:
        """Names whose values the term depends on."""
        known = self._terms.get(id(term))
        if known is None:
            # the entry keeps the term alive, so that its id stays its own
            known = self._terms[id(term)] = (term, self._compute(term))
        return known[1]

    def _compute(self, term: Term) -> Names:
        match term:
            case Symbol(name=name):
                return self._name(name)
            case Indexed(name=name, indices=indices):
                return self._name(name).union(*(self.of(index) for index in indices))
            case Density(law):
                return self._all(law.variables + law.given) | self.parameters(law.name)
            case Expectation(body, law):
                return (self.of(body) - bound_names(law)) | self.law(law)
            case Covariance(left, right, law):
                return ((self.of(left) | self.of(right)) - bound_names(law)) | self.law(law)
            case Entropy(law):
                return self.law(law)
            case CrossEntropy(first, second) | KullbackLeibler(first, second):
                return self.law(first) | self.law(second)
            case MutualInformation(name, _, _, given):
                return self._all(given) | self.parameters(name)
            case IndexedSum(body, index, lower, upper) | IndexedProduct(body, index, lower, upper):
                return (self.of(body) - {index.name}) | self.of(lower) | self.of(upper)
            case Integral(body, variable, lower, upper):
                bounds = [self.of(bound) for bound in (lower, upper) if bound is not None]
                return (self.of(body) - {variable.name}).union(*bounds)
            case (
                Derivative(body, variable)
                | Gradient(body, variable)
                | Jacobian(body, variable)
                | Hessian(body, variable)
            ):
                return self.of(body) | self.of(variable)
            case _:
                return frozenset().union(*(self.of(child) for child in children(term)))

    def law(self, law: Law) -> Names:
        """What a law depends on besides the variables that it binds."""
        if isinstance(law, Normal):
            return self.of(law.mean) | self.of(law.covariance)
        return self._all(law.given) | self.parameters(law.name)

    def parameters(self, density: str) -> Names:
        """Names in the distributions of a density, the random variables left out."""
        return self._densities.get(density, frozenset())

    def _parameters(self, density: str) -> Names:
        inside: set[str] = set()
        random: set[str] = set()
        for distribution in self.context.distributions:
            if distribution.density == density:
                random.add(distribution.variable.name)
                inside |= self.of(distribution.mean) | self.of(distribution.covariance)
                inside |= _names(distribution.given)
        for definition in self.context.definitions:
            known = self.of(definition.value)
            if known & random:  # an affine map of random variables is random
                random.add(definition.name.name)
                inside |= known
        return frozenset(inside - random)

    def _all(self, variables: tuple[Variable, ...]) -> Names:
        """What the values of variables depend on, the indices of members among it."""
        return frozenset[str]().union(*map(self.of, variables))

    def _name(self, name: str) -> Names:
        """A name itself and, where it is defined, what its values depend on."""
        return self._names.get(name) or frozenset({name})


def bound_names(law: Law) -> Names:
    """Names that a law binds as a measure."""
    return frozenset({law.variable.name}) if isinstance(law, Normal) else _names(law.variables)


def _names(variables: tuple[Variable, ...]) -> Names:
    return frozenset(variable.name for variable in variables)
