"""Laws that nobody states: a random variable is judged as a generic discrete one.

What holds for every law is true of every discrete law with few values, and an identity between
polynomials of expectations that holds for those holds for all: a polynomial of degree d in a
measure is determined by the measures with d atoms.  So the values and their weights are drawn.

- Expectations and covariances alone: a few atoms, each with a value of every variable.
- Conditions, densities and quantities of information: a table over the product of the values, so
  that conditional laws are not degenerate.  A density is one with respect to a reference measure
  whose weights are drawn as well; what holds for all of them holds for Lebesgue measure and for
  counting.

A value is never a function of the place where it is looked up: a density is refused at a point that
is no value of the table, and so is its derivative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from symgauss.kernel.context import Declaration, Property, closure
from symgauss.kernel.domains.domain import Domain, Value, entries, negative, subtract
from symgauss.kernel.domains.dual import Dual
from symgauss.kernel.drawing.instance import Instance, Key
from symgauss.kernel.findings import LimitReached, NotInDomain, Unsupported
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Covariance,
    Density,
    Expectation,
    Integral,
    Law,
    Named,
    Symbol,
    Term,
    Transpose,
    Variable,
)
from symgauss.kernel.traversal import subterms
from symgauss.kernel.unstated import Unstated, named_laws, unstated_roots

if TYPE_CHECKING:
    from symgauss.kernel.evaluate import Evaluator

MOST_CELLS = 2_000
FEW_CELLS = 256
FEWEST_ATOMS = 8
FEWEST_VALUES = 3
PLACE = "#"  #: after the name of a variable: which value of the table is bound
_WEIGHT = Declaration("w", SCALAR, closure(frozenset({Property.POSITIVE})))


@dataclass
class Measures:
    """Values and weights of one draw; ``places`` tells which values stand outside all binders."""

    instance: Instance
    tabled: bool
    count: int
    variables: tuple[Symbol, ...] = ()  #: of the table
    values: dict[Key, list[Value]] = field(default_factory=dict)
    references: dict[Key, list[Value]] = field(default_factory=dict)
    weights: dict[str, dict[tuple[int, ...], Value]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    _marginals: dict[tuple[str, tuple[str, ...]], dict[tuple[int, ...], Value]] = field(
        default_factory=dict
    )

    @classmethod
    def of(cls, instance: Instance, unstated: Unstated) -> Measures:
        """Fresh values and weights for an instance."""
        longest = max([1, *(size for size in instance.sizes.values() if size <= 64)])
        # a counterexample has few values; whoever accepts, looks at more
        small = bool(getattr(instance.source, "small", False))
        if not unstated.tabled:
            fewest = FEWEST_VALUES if small else FEWEST_ATOMS
            return cls(instance, tabled=False, count=max(fewest, longest + 3))
        named = [v for v in unstated.variables if isinstance(v, Symbol)]
        if len(named) < len(unstated.variables):
            raise Unsupported("a conditional law of a family whose law nobody states")
        vectors = any(not v.shape.is_scalar for v in named)
        wanted = (FEWEST_VALUES,) if small else (5, 4)
        few = next((k for k in wanted if k ** len(named) <= FEW_CELLS), FEWEST_VALUES)
        count = longest + 2 if vectors else few
        if count ** len(named) > MOST_CELLS:
            raise LimitReached("too many variables whose laws nobody states")
        found = cls(instance, tabled=True, count=count, variables=tuple(named))
        for variable in named:
            own = instance.value(variable.name, (), variable.shape)
            drawn = [found._draw(variable, ()) for _ in range(count - 1)]
            found.values[variable.name, ()] = [own, *drawn]
            found.references[variable.name, ()] = [found._weight() for _ in range(count)]
        return found

    def moved(self, instance: Instance, names: frozenset[str]) -> Measures:
        """The same laws with other values of some variables outside all binders."""
        found = Measures(
            instance, self.tabled, self.count, self.variables, self.values, self.references,
            self.weights, dict(self.places),
        )  # fmt: skip
        for variable in self.variables:
            if variable.name in names:
                place = (self.places.get(variable.name, 0) + 1) % self.count
                found.places[variable.name] = place
                instance.values[variable.name, ()] = self.values[variable.name, ()][place]
        return found

    def shown(self) -> dict[str, list[list[Value]]]:
        """The values, one a row, and the probabilities, for a counterexample."""
        domain = self.instance.domain
        found: dict[str, list[list[Value]]] = {}
        for (name, indices), values in self.values.items():
            label = "_".join([f"values of {name}", *map(str, indices)])
            rows = [entries(domain, value) for value in values]
            flat = all(len(row) == 1 for row in rows)
            found[label] = [[row[0] for row in rows]] if flat else rows
        for name, table in self.weights.items():
            total = sum_of(domain, list(table.values()))
            inverse = domain.inverse(total)
            row = [domain.mul(inverse, table[cell]) for cell in sorted(table)]
            found[f"probabilities under {name}"] = [row]
        return found

    def _weight(self) -> Value:
        return self.instance.source.scalar(_WEIGHT, _WEIGHT.properties)

    def _draw(self, variable: Variable, indices: tuple[int, ...]) -> Value:
        """A value of a variable with what is declared of it."""
        own = self.instance
        fresh = Instance(own.context, own.sizes, own.integers, own.domain, own.source)
        return fresh.value(variable.name, indices, variable.shape)

    def atom(self, variable: Variable, key: Key, k: int) -> Value:
        """The value of a variable at an atom, drawn as it is asked for."""
        known = self.values.setdefault(key, [])
        while len(known) <= k:
            known.append(self._draw(variable, key[1]))
        return known[k]

    def weight(self, density: str, cell: tuple[int, ...]) -> Value:
        """The weight of an atom or of a cell; they do not sum to one."""
        table = self.weights.setdefault(density, {})
        if cell not in table:
            table[cell] = self._weight()
        return table[cell]

    def marginal(self, density: str, names: tuple[str, ...]) -> dict[tuple[int, ...], Value]:
        """Weights of the values of some variables together, in this order."""
        key = (density, names)
        if key not in self._marginals:
            domain = self.instance.domain
            order = [[v.name for v in self.variables].index(name) for name in names]
            total: dict[tuple[int, ...], Value] = {}
            for cell in product(range(self.count), repeat=len(self.variables)):
                part = tuple(cell[i] for i in order)
                weight = self.weight(density, cell)
                total[part] = weight if part not in total else domain.add(total[part], weight)
            self._marginals[key] = total
        return self._marginals[key]


def sum_of(domain: Domain, values: list[Value]) -> Value:
    """The sum of some values, at least one."""
    total = values[0]
    for value in values[1:]:
        total = domain.add(total, value)
    return total


def measures(ev: Evaluator) -> Measures:
    """The values and weights of the instance, drawn at the first call."""
    instance = ev.instance
    found = instance.measures
    if not isinstance(found, Measures):
        found = Measures.of(instance, ev.tables.unstated)
        instance.measures = found
    return found


# --- evaluation ----------------------------------------------------------------------------------


def is_unstated(ev: Evaluator, law: Law) -> bool:
    """Whether nobody states a law."""
    return isinstance(law, Named) and unstated_roots(law, ev.tables.context) is not None


def _names(variables: tuple[Variable, ...]) -> tuple[str, ...]:
    names = tuple(variable.name for variable in variables)
    if len(set(names)) < len(names):
        raise Unsupported("a law that names a variable twice")
    return names


def _place(ev: Evaluator, name: str) -> int:
    """Which value of the table a variable has here; a point beside the table is refused."""
    key, place = (name, ()), (name + PLACE, ())
    here: Evaluator | None = ev
    while here is not None:
        if key in here.bound:
            value = here.bound[key]
            if place not in here.bound or (isinstance(value, Dual) and value.slope is not None):
                raise NotInDomain(f"the law of {name}, which nobody states, at a point")
            return int(here.bound[place])
        here = here.parent
    return measures(ev).places.get(name, 0)


def _scopes(ev: Evaluator, law: Named) -> Iterator[tuple[Value, Evaluator]]:
    """The support of a law: weights that do not sum to one, and the scope with the values.

    It is one scope, which goes from one value to the next.
    """
    found = measures(ev)
    roots = unstated_roots(law, ev.tables.context) or ()
    if not found.tabled:
        named = {variable.name: variable for variable in roots}
        scope = ev.inside({(name, ()): None for name in named})
        for k in range(found.count):
            scope.again(Atom(ev, k, named))
            yield _lifted(ev, found.weight(law.name, (k,))), scope
        return
    names, given = _names(roots), _names(law.given)
    if set(names) & set(given):
        raise Unsupported("a variable on both sides of a bar")
    fixed = tuple(_place(ev, name) for name in given)
    table = found.marginal(law.name, names + given)
    scope = ev.inside(_bound(ev, names, (0,) * len(names)))
    for cell in product(range(found.count), repeat=len(names)):
        scope.again(_bound(ev, names, cell))
        yield _lifted(ev, table[cell + fixed]), scope


class Atom(dict[Key, Value]):
    """The values of random variables at one atom; of a family, of all its members."""

    def __init__(self, ev: Evaluator, k: int, named: dict[str, Variable]) -> None:
        super().__init__()
        self.ev, self.k, self.named = ev, k, named

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and key[0] in self.named

    def __getitem__(self, key: Key) -> Value:
        return _lifted(self.ev, measures(self.ev).atom(self.named[key[0]], key, self.k))


def _bound(ev: Evaluator, names: tuple[str, ...], cell: tuple[int, ...]) -> dict[Key, Value]:
    values = measures(ev).values
    bound: dict[Key, Value] = {}
    for name, place in zip(names, cell, strict=True):
        bound[name, ()] = _lifted(ev, values[name, ()][place])
        bound[name + PLACE, ()] = place
    return bound


def _lifted(ev: Evaluator, value: Value) -> Value:
    return ev.lift(value, ev.instance.domain)


def mean(ev: Evaluator, law: Named, function: Callable[[Evaluator], Value]) -> Value:
    """``E f`` under a law that nobody states."""
    domain = ev.domain
    total: Value = None
    mass: Value = None
    for weight, scope in _scopes(ev, law):
        part = domain.mul(weight, function(scope))
        total = part if total is None else domain.add(total, part)
        mass = weight if mass is None else domain.add(mass, weight)
    return domain.mul(domain.inverse(mass), total)


def expectation(ev: Evaluator, body: Term, law: Named) -> Value:
    """``E[body]``."""
    return mean(ev, law, lambda scope: scope.value(body))


def covariance(ev: Evaluator, left: Term, right: Term, law: Named) -> Value:
    """``E[l r^T] - E[l] E[r]^T``."""
    domain = ev.domain
    flipped = Transpose(right)

    def outer(scope: Evaluator) -> Value:
        return domain.mul(scope.value(left), scope.value(flipped))

    means = expectation(ev, left, law), expectation(ev, flipped, law)
    return subtract(domain, mean(ev, law, outer), domain.mul(*means))


def density(ev: Evaluator, law: Named) -> Value:
    """``p(x | y)`` with respect to the reference measure, at the values that hold here."""
    found, domain = measures(ev), ev.domain
    names, given = _names(law.variables), _names(law.given)
    if set(names) & set(given):
        raise Unsupported("a variable on both sides of a bar")
    if any(name not in {v.name for v in found.variables} for name in names + given):
        raise Unsupported("the density of a defined variable whose law nobody states")
    here = {name: _place(ev, name) for name in names + given}
    joint = found.marginal(law.name, names + given)[tuple(here[n] for n in names + given)]
    below = found.marginal(law.name, given)[tuple(here[n] for n in given)]
    for name in names:
        below = found.instance.domain.mul(below, found.references[name, ()][here[name]])
    return domain.mul(_lifted(ev, joint), domain.inverse(_lifted(ev, below)))


def log_density(ev: Evaluator, law: Named) -> Value:
    """``log p(x | y)``."""
    return ev.domain.logarithm(density(ev, law), positive=True)


def expected_log_density(ev: Evaluator, under: Named, of: Law) -> Value:
    """``E_under[log of]`` at the values of what is given; ``of`` may be a stated law."""
    if not isinstance(of, Named) or set(under.variables) != set(of.variables):
        raise Unsupported("two laws of different variables")
    stated = not is_unstated(ev, of)

    def logarithm(scope: Evaluator) -> Value:
        return scope.laws.log_density(of) if stated else log_density(scope, of)

    return mean(ev, under, logarithm)


def entropy(ev: Evaluator, law: Named) -> Value:
    """``-E[log p(x | y)]``, the mean being taken over the condition as well."""
    joint = Named(law.name, law.variables + law.given)
    return negative(ev.domain, mean(ev, joint, lambda scope: log_density(scope, law)))


def mutual_information(
    ev: Evaluator, law: Named, left: tuple[Variable, ...], right: tuple[Variable, ...]
) -> Value:
    """``H(l | g) + H(r | g) - H(l, r | g)``."""
    domain = ev.domain
    apart = domain.add(
        entropy(ev, Named(law.name, left, law.given)),
        entropy(ev, Named(law.name, right, law.given)),
    )
    return subtract(domain, apart, entropy(ev, law))


def has_table(ev: Evaluator, term: Integral) -> bool:
    """Whether an integral is one over a variable that a density nobody states speaks about."""
    if term.lower is not None or term.upper is not None or not isinstance(term.variable, Symbol):
        return False
    return any(
        isinstance(part, Density)
        and term.variable in (*part.law.variables, *part.law.given)
        and is_unstated(ev, part.law)
        for part in subterms(term.body)
    )


def integral(ev: Evaluator, term: Integral) -> Value:
    """The integral with respect to the reference measure."""
    found, domain = measures(ev), ev.domain
    name = term.variable.name
    if any(isinstance(part, Expectation | Covariance) for part in subterms(term.body)):
        _refuse_other_laws(ev, term)
    total: Value = None
    inside = ev.inside(_bound(ev, (name,), (0,)))
    for place in range(found.count):
        weight = _lifted(ev, found.references[name, ()][place])
        inside.again(_bound(ev, (name,), (place,)))
        part = domain.mul(weight, inside.value(term.body))
        total = part if total is None else domain.add(total, part)
    return domain.rational(Fraction(0)) if total is None else total


def _refuse_other_laws(ev: Evaluator, term: Integral) -> None:
    """Values of the table are no points for laws that a model knows."""
    for part in subterms(term.body):
        for law in named_laws(part):
            if term.variable in law.given and not is_unstated(ev, law):
                raise Unsupported("an integral over a law that is stated and one that is not", term)
