"""What a formula may rely on: declared symbols, definitions and distributions.

Nothing else is known.  A property that is not declared is not used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cache

from symgauss.kernel.sizes import Shape
from symgauss.kernel.terms import Indexed, Symbol, Term, Variable


class Property(StrEnum):
    """Properties of symbols.  :data:`IMPLIES` is their partial order."""

    INTEGER = "integer"
    POSITIVE = "positive"
    NONNEGATIVE = "nonnegative"
    SYMMETRIC = "symmetric"
    POSITIVE_SEMIDEFINITE = "positive-semidefinite"
    POSITIVE_DEFINITE = "positive-definite"
    INVERTIBLE = "invertible"
    ORTHOGONAL = "orthogonal"
    DIAGONAL = "diagonal"
    LOWER_TRIANGULAR = "lower-triangular"
    UPPER_TRIANGULAR = "upper-triangular"
    POSITIVE_DIAGONAL = "positive-diagonal"
    RANDOM = "random"  #: a random variable, of whose law nothing is known but what is stated


#: Direct implications; :func:`closure` takes them all.
IMPLIES: dict[Property, frozenset[Property]] = {
    Property.POSITIVE: frozenset({Property.NONNEGATIVE}),
    Property.POSITIVE_DEFINITE: frozenset(
        {Property.POSITIVE_SEMIDEFINITE, Property.INVERTIBLE, Property.POSITIVE_DIAGONAL}
    ),
    Property.POSITIVE_SEMIDEFINITE: frozenset({Property.SYMMETRIC}),
    Property.ORTHOGONAL: frozenset({Property.INVERTIBLE}),
    Property.DIAGONAL: frozenset(
        {Property.SYMMETRIC, Property.LOWER_TRIANGULAR, Property.UPPER_TRIANGULAR}
    ),
}


@cache
def closure(properties: frozenset[Property]) -> frozenset[Property]:
    """The properties together with everything that they imply."""
    found = set(properties)
    todo = list(properties)
    while todo:
        for implied in IMPLIES.get(todo.pop(), frozenset()):
            if implied not in found:
                found.add(implied)
                todo.append(implied)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A symbol, or a family of indexed symbols, with shape, properties and open range."""

    name: str
    shape: Shape
    properties: frozenset[Property] = frozenset()
    above: Fraction | None = None  #: values are strictly greater, for scalars
    below: Fraction | None = None  #: values are strictly smaller, for scalars


@dataclass(frozen=True, slots=True)
class Definition:
    """``name := value``.  For an indexed name whose indices are symbols, a schema over them."""

    name: Symbol | Indexed
    value: Term


@dataclass(frozen=True, slots=True)
class Distribution:
    """``variable | given ~ N(mean, covariance)`` under the density ``density``.

    ``mean`` is affine in ``given``, ``covariance`` is free of random variables.
    """

    variable: Variable
    given: tuple[Variable, ...]
    mean: Term
    covariance: Term
    density: str = "p"


@dataclass(frozen=True, slots=True)
class Context:
    """Everything that is known about the symbols of a step.

    A *closed* context says all there is to know, so a symbol that stands on one side only can
    refute, and variables with laws of their own are independent, as the nodes of a graph are.  In
    an open one (a person's document) the first makes the verdict ``unknown``, and the second is
    so only for the names in ``independent``: two marginals say nothing about a joint law.
    """

    declarations: tuple[Declaration, ...] = ()
    definitions: tuple[Definition, ...] = ()
    distributions: tuple[Distribution, ...] = ()
    closed: bool = True
    independent: tuple[str, ...] = ()  #: names of random variables, sorted
    _by_name: dict[str, Declaration] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        table = {declaration.name: declaration for declaration in self.declarations}
        object.__setattr__(self, "_by_name", table)

    def declaration(self, name: str) -> Declaration | None:
        """The declaration of a symbol or family, or ``None``."""
        return self._by_name.get(name)

    def has_entry(self, indexed: Indexed) -> bool:
        """Whether ``y_i`` is an entry of the vector ``y``, or ``A_ij`` one of the matrix ``A``.

        So it is where a scalar has the name of a declared array and as many indices as that has.
        """
        declaration = self._by_name.get(indexed.name)
        if declaration is None or not indexed.shape.is_scalar or declaration.shape.is_scalar:
            return False
        return len(indexed.indices) == (1 if declaration.shape.is_vector else 2)

    def properties(self, name: str) -> frozenset[Property]:
        """Declared properties with what they imply; a range above zero makes positive."""
        declaration = self._by_name.get(name)
        if declaration is None:
            return frozenset()
        found = declaration.properties
        if declaration.above is not None and declaration.above >= 0:
            found |= {Property.POSITIVE}
        if declaration.shape.is_scalar and Property.POSITIVE_DEFINITE in found:
            found |= {Property.POSITIVE}  # a 1 x 1 matrix is positive definite when it is positive
        return closure(found)

    def distribution(self, density: str, variable: Variable) -> Distribution | None:
        """The distribution of a variable under a density, or ``None``."""
        for distribution in self.distributions:
            if distribution.density == density and distribution.variable == variable:
                return distribution
        return None
