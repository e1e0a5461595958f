"""What one judgement shares between all its evaluators: structure, not values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

from symgauss.kernel.clock import now
from symgauss.kernel.context import Context, Definition
from symgauss.kernel.dependencies import Dependencies
from symgauss.kernel.drawing.instance import Key
from symgauss.kernel.findings import LimitReached, Unsupported
from symgauss.kernel.polynomials import Polynomials
from symgauss.kernel.positive_factors import PositiveFactors
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.signs import Signs
from symgauss.kernel.sizes import SCALAR, Shape
from symgauss.kernel.terms import (
    Dimension,
    Indexed,
    Inverse,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import substitute
from symgauss.kernel.unstated import Unstated

TICKS = 64  #: the clock is looked at once in so many evaluations


class Tables:
    """Dependencies, degrees, signs, unfolded definitions and the clock of one judgement."""

    def __init__(
        self,
        context: Context,
        deadline: float,
        unstated: Unstated | None = None,
        integers: Iterable[str] = (),
    ) -> None:
        self.context = context
        self.unstated = unstated or Unstated(context)
        self.dependencies = Dependencies(context)
        self.polynomials = Polynomials(context, self.dependencies)
        self.signs = Signs(context)
        self.positive_factors = PositiveFactors(self.signs)
        self.deadline = deadline
        self.indices: dict[Key, int] = {}  #: values of the indices that run at the moment
        self._definitions: dict[str, list[Definition]] = {}
        for definition in context.definitions:
            self._definitions.setdefault(definition.name.name, []).append(definition)
        self._unfolded: dict[Key, Term | None] = {}
        self._defining: dict[Key, tuple[Definition, dict[Symbol, int]] | None] = {}
        self._inverses: dict[int, Inverse] = {}  #: each holds the term whose identity is its key
        self._integers = frozenset(integers)
        self._counted = self._integers | set(self._definitions)  #: names that may be numbers
        self._countable: dict[int, tuple[Term, bool]] = {}
        self.radicands: dict[int, Term] = {}  #: whose roots were taken outside of all binders
        self.numbers_under_roots: set[int] = set()
        self._ticks = 0

    def tick(self) -> None:
        """Stop when the time is up."""
        self._ticks += 1
        if self._ticks % TICKS == 1 and now() > self.deadline:
            raise LimitReached("the time limit")

    def inverse(self, term: Term) -> Inverse:
        """The inverse of a matrix as a term, the same one whenever it is asked for."""
        known = self._inverses.get(id(term))
        if known is None:
            known = self._inverses[id(term)] = Inverse(term)
        return known

    def is_scalar(self, term: Term) -> bool:
        """Whether a term is 1 x 1."""
        return self.shape(term) == SCALAR

    def shape(self, term: Term) -> Shape:
        """The shape of a term."""
        return shape_of(term)

    def countable(self, term: Term) -> bool:
        """Whether a term may be a number once sizes, integers and indices have values.

        A quick no for most terms: only of the rest the value is worth a try.
        """
        known = self._countable.get(id(term))
        if known is not None:
            return known[1]
        found = self._is_countable(term)
        self._countable[id(term)] = (term, found)
        return found

    def _is_countable(self, term: Term) -> bool:
        match term:
            case Sum(parts) | Product(parts):
                return all(map(self.countable, parts))
            case Symbol(name):
                return name in self._counted and term.shape.is_scalar
            case Rational() | Dimension():
                return True
            case Indexed(name):
                return name in self._integers
            case Power(base, Rational(denominator=1)):
                return self.countable(base)
            case _:
                return False

    @contextmanager
    def index(self, key: Key, value: int) -> Iterator[None]:
        """Let an index have a value for a while."""
        if key[0] not in self._counted:
            self._counted |= {key[0]}
            self._countable.clear()
        before = self.indices.get(key)
        self.indices[key] = value
        try:
            yield
        finally:
            if before is None:
                del self.indices[key]
            else:
                self.indices[key] = before

    @contextmanager
    def only(self, indices: dict[Key, int]) -> Iterator[None]:
        """Let no other indices than these run for a while."""
        before, self.indices = self.indices, {}
        try:
            with ExitStack() as stack:
                for key, value in indices.items():
                    stack.enter_context(self.index(key, value))
                yield
        finally:
            self.indices = before

    def is_defined(self, name: str) -> bool:
        """Whether a name or some member of a family is defined."""
        return name in self._definitions

    def unfold(self, key: Key) -> Term | None:
        """What a name is defined as, or ``None`` where it is free.

        A schema such as ``abar_t := a_t abar_{t-1}`` unfolds for positive indices; ``abar_0``
        and below are free unless they are defined themselves.
        """
        if not self._definitions or key[0] not in self._definitions:
            return None
        if key not in self._unfolded:
            self._unfolded[key] = self._match(key)
        return self._unfolded[key]

    def _match(self, key: Key) -> Term | None:
        found = self.defining(key)
        if found is None:
            return None
        definition, letters = found
        if not letters:
            return definition.value
        numbers: dict[Symbol | Indexed, Term] = {
            letter: Rational(index) for letter, index in letters.items()
        }
        return substitute(definition.value, numbers)

    def defining(self, key: Key) -> tuple[Definition, dict[Symbol, int]] | None:
        """The definition of a name, with the values of the letters of a schema."""
        if key[0] not in self._definitions:
            return None
        if key not in self._defining:
            self._defining[key] = self._looked_up(key)
        return self._defining[key]

    def _looked_up(self, key: Key) -> tuple[Definition, dict[Symbol, int]] | None:
        schema: tuple[Definition, dict[Symbol, int]] | None = None
        for definition in self._definitions[key[0]]:
            name = definition.name
            if isinstance(name, Symbol):
                if not key[1]:
                    return definition, {}
                continue  # what ``y`` is says nothing about the family ``y_i``
            if name.indices == tuple(Rational(i) for i in key[1]):
                return definition, {}
            if schema is None:
                letters = self._letters(name, key[1])
                schema = None if letters is None else (definition, letters)
        return schema

    def _letters(self, name: Indexed, indices: tuple[int, ...]) -> dict[Symbol, int] | None:
        """What the letters of a schema stand for at some indices."""
        if any(index <= 0 for index in indices) or len(indices) != len(name.indices):
            return None
        letters: dict[Symbol, int] = {}
        for pattern, index in zip(name.indices, indices, strict=True):
            if isinstance(pattern, Symbol):
                letters[pattern] = index
            elif (later := _later(pattern)) is not None:
                letter, by = later
                if index < by or letters.get(letter, index - by) != index - by:
                    return None  # before the first one that is defined
                letters[letter] = index - by
            elif pattern != Rational(index):
                if isinstance(pattern, Rational):
                    return None
                raise Unsupported("a definition over an index that is no letter", name)
        return letters


def _later(pattern: Term) -> tuple[Symbol, int] | None:
    """The letter and the 1 of ``P_{k+1}``, which earlier members define."""
    match pattern:
        case Sum((Symbol() as letter, Rational(by, 1)) | (Rational(by, 1), Symbol() as letter)):
            return (letter, by) if by > 0 else None
        case _:
            return None
