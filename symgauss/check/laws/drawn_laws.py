r"""Laws of data that are drawn independently given a parameter: ``y_i \mid \mu \sim N(\mu, v)``.

All of them together are a vector with mean ``\mu 1`` and covariance ``v I``, given the parameter,
of which the law given the data follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import Sentences
from symgauss.check.laws.placed import PlacedLaw
from symgauss.check.laws.samples import is_said_independent
from symgauss.check.manners.densities import OpaqueDensity
from symgauss.kernel.context import Distribution
from symgauss.kernel.sizes import SCALAR, Shape, size, vector_shape
from symgauss.kernel.terms import (
    Identity,
    Indexed,
    NormalDensity,
    Ones,
    Opaque,
    Product,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import free_symbols, substitute
from symgauss.latex.models import Law

_LETTERS = "ijk"  #: of members in products and sums


def independently_drawn(statements: Iterable[Statement], sentences: Sentences) -> frozenset[int]:
    """Where laws are stated of what is drawn independently, also given something."""
    return frozenset(
        each.position
        for each in statements
        if each.signs and each.signs[0].kind == "~" and is_said_independent(each, sentences)
    )


def laws_of_vectors(
    laws: Mapping[int, Law],
    drawn: frozenset[int],
    limits: Mapping[str, str],
    shape_of_name: Callable[[str], Shape | None],
) -> Iterator[PlacedLaw]:
    """The laws of the vectors of all draws, given what has a law itself."""
    random = {law.variable for law in laws.values()}
    for place, law in sorted(laws.items()):
        name, limit = law.variable.name, limits.get(law.variable.name, "")
        if place not in drawn or not isinstance(law.variable, Indexed) or not limit:
            continue
        if [each.variable.name for each in laws.values()].count(name) > 1:
            continue
        if law.variable.indices == (Symbol(limit, SCALAR),):
            continue  # of ``y_1, \ldots, y_n`` the last one
        shape = vector_shape(size(limit))
        inside = free_symbols(law.mean) | free_symbols(law.covariance)
        given = law.given or tuple(sorted(inside & random, key=str))
        numbers = law.mean.shape if isinstance(law.mean, Symbol) else None
        if shape_of_name(name) != shape or not given or (numbers and not numbers.is_scalar):
            continue
        index = law.variable.indices[0]
        moves = index in inside or any(isinstance(each, Indexed) for each in inside)
        if moves or free_symbols(law.covariance) & set(given):
            continue
        whole = Symbol(name, shape)
        mean = Product((law.mean, Ones(shape)))
        spread = Product((law.covariance, Identity(size(limit))))
        yield PlacedLaw(Distribution(whole, given, mean, spread, law.density), place)


def densities_of_draws(laws: Mapping[int, Law]) -> Iterator[tuple[Opaque, NormalDensity, int]]:
    r"""The densities ``p(y_i \mid \mu)`` of members with a law, and where that is stated."""
    random = {law.variable for law in laws.values()}
    for place, law in sorted(laws.items()):
        if not isinstance(law.variable, Indexed) or len(law.variable.indices) != 1:
            continue
        inside = free_symbols(law.mean) | free_symbols(law.covariance)
        given = law.given or tuple(sorted(inside & random, key=str))
        own = law.variable.indices[0]
        if not given or not isinstance(own, Symbol):
            continue
        for letter in dict.fromkeys((own, *(Symbol(each, SCALAR) for each in _LETTERS))):
            moved: dict[Variable, Term] = {own: letter}
            parts = (law.variable, law.mean, law.covariance)
            try:
                member, mean, covariance = (substitute(part, moved) for part in parts)
            except ValueError:
                continue  # a sum in it runs over this letter
            density = OpaqueDensity(law.density, (member,), given).term
            yield density, NormalDensity(member, mean, covariance), place
