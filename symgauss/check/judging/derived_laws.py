r"""Laws of variables that are made of others: ``Y \sim N(a m, a v)`` where ``Y = a X``.

Such a law follows from what is stated of ``X``, so that its mean and covariance can be wrong.
That both are right does not show that the law is normal, which the kernel does not judge.  The laws
that follow from a model, such as ``p(y)`` from ``p(x)`` and ``p(y | x)``, are judged as densities.
"""

from __future__ import annotations

from collections.abc import Iterator

from symgauss.check.inference.stacked import StackedLaw
from symgauss.check.judging.affine_laws import multipliers
from symgauss.check.laws.placed import PlacedLaw
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.contexts import Contexts
from symgauss.check.meaning.values import Value, Values
from symgauss.kernel.context import Context
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.terms import (
    Covariance,
    Density,
    Expectation,
    Named,
    NormalDensity,
    Symbol,
)
from symgauss.kernel.traversal import free_symbols

EQUAL = Relation(RelationKind.EQUAL)


def moments_claimed(
    laws: list[PlacedLaw], place: int, values: Values, context: Context, random: frozenset[str]
) -> Iterator[tuple[str, Question]]:
    """What the law that is stated at a place says of the moments of its variable, in words.

    ``random`` are the names of all random variables, whichever laws they have.
    """
    for placed in laws:
        law = placed.law
        if placed.place != place or law.given or not isinstance(law.variable, Symbol):
            continue
        value = values.meant(law.variable, place, frozenset({place}))
        named = None if value is None else _law_of(value, law.density, context)
        if value is None or named is None or not _fits(value, law.variable):
            continue
        if _made_of(value, place, values) & (random - {v.name for v in named.variables}):
            continue  # another law that counts
        made, sides = value.term, (law.mean, law.covariance)
        own = [d for d in context.distributions if d.variable in named.variables]
        terms = (made, *(term for d in own for term in (d.mean, d.covariance)))
        known = {symbol.name for term in terms for symbol in free_symbols(term)}
        known -= {d.variable.name for d in context.distributions}
        claimed = {symbol.name for side in sides for symbol in free_symbols(side)}
        if not claimed <= known:
            continue  # a law given these variables, or names of its own
        if not multipliers(made, frozenset(v.name for v in named.variables)) <= claimed:
            continue  # what a variable is multiplied with may be random
        mean, spread = Expectation(made, named), Covariance(made, made, named)
        yield "mean", Question(mean, EQUAL, law.mean, place, closed=True)
        yield "covariance", Question(spread, EQUAL, law.covariance, place, closed=True)


def law_claimed(contexts: Contexts, place: int) -> Iterator[Question]:
    """The law that is stated at a place, where the model of the document says what it is."""
    model = contexts.model(place)
    known = {each.key for each in model}
    for placed in contexts.stated(place):
        law = placed.law
        names = {(law.density, variable.name) for variable in (law.variable, *law.given)}
        if names <= known and all(law != each.law for each in model):
            density = Density(Named(law.density, (law.variable,), law.given))
            normal = NormalDensity(law.variable, law.mean, law.covariance)
            yield Question(density, EQUAL, normal, place)


def stack_claimed(contexts: Contexts, stack: StackedLaw, place: int) -> list[Question]:
    """The moments of the law of a stack, where laws that are stated elsewhere say what it is."""
    model = {each.key: each for each in contexts.model(place)}
    laws = [model.get((stack.density, variable.name)) for variable in stack.variables]
    if any(each is None or each.place == place for each in laws):
        return []
    if not any(each is not None and each.law.given for each in laws):
        return []  # nothing says how they are related
    law = Named(stack.density, stack.variables)
    found = [
        Question(Expectation(variable, law), EQUAL, mean, place)
        for variable, mean in zip(stack.variables, stack.means, strict=True)
    ]
    for variable, row in zip(stack.variables, stack.covariance, strict=True):
        for other, block in zip(stack.variables, row, strict=True):
            found.append(Question(Covariance(variable, other, law), EQUAL, block, place))
    return found


def _law_of(value: Value, density: str, context: Context) -> Named | None:
    """The joint law of the variables in a value; ``None`` if it has none, or not all are stated."""
    if value.is_claim or value.is_root or value.is_ambiguous:
        return None
    stated = {d.variable: d for d in context.distributions if d.density == density}
    inside = free_symbols(value.term)
    variables = tuple(v for v in stated if v in inside)
    if not variables or any(stated[v].given for v in variables):
        return None
    return Named(density, variables)


def _made_of(value: Value, place: int, values: Values) -> set[str]:
    """Names in a value and in the values of these."""
    found: set[str] = set()
    todo = [value]
    while todo:
        for symbol in free_symbols(todo.pop().term):
            if symbol.name not in found:
                found.add(symbol.name)
                inner = values.meant(symbol, place, frozenset({place}))
                todo += [] if inner is None else [inner]
    return found


def _fits(value: Value, variable: Symbol) -> bool:
    try:
        return shape_of(value.term) == variable.shape
    except ShapeError:
        return False
