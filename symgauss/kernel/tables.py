"""What one judgement shares between all its evaluators: structure, not values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from symgauss.kernel.context import Context, Definition
from symgauss.kernel.dependencies import Dependencies
from symgauss.kernel.drawing.instance import Key
from symgauss.kernel.findings import LimitReached, Unsupported
from symgauss.kernel.polynomials import Polynomials
from symgauss.kernel.signs import Signs
from symgauss.kernel.terms import Indexed, Rational, Symbol, Term
from symgauss.kernel.traversal import substitute
from symgauss.kernel.unstated import Unstated


class Tables:
    """Dependencies, degrees, signs, unfolded definitions and the clock of one judgement."""

    def __init__(self, context: Context, deadline: float, unstated: Unstated | None = None) -> None:
        self.context = context
        self.unstated = unstated or Unstated(context)
        self.dependencies = Dependencies(context)
        self.polynomials = Polynomials(context, self.dependencies)
        self.signs = Signs(context)
        self.deadline = deadline
        self.indices: dict[Key, int] = {}  #: values of the indices that run at the moment
        self._definitions: dict[str, list[Definition]] = {}
        for definition in context.definitions:
            self._definitions.setdefault(definition.name.name, []).append(definition)
        self._unfolded: dict[Key, Term | None] = {}

    def tick(self) -> None:
        """Stop when the time is up."""
        if monotonic() > self.deadline:
            raise LimitReached("the time limit")

    @contextmanager
    def index(self, key: Key, value: int) -> Iterator[None]:
        """Let an index have a value for a while."""
        before = self.indices.get(key)
        self.indices[key] = value
        try:
            yield
        finally:
            if before is None:
                del self.indices[key]
            else:
                self.indices[key] = before

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
        schema: Term | None = None
        for definition in self._definitions[key[0]]:
            name = definition.name
            if isinstance(name, Symbol):
                if not key[1]:
                    return definition.value
                continue  # what ``y`` is says nothing about the family ``y_i``
            if name.indices == tuple(Rational(i) for i in key[1]):
                return definition.value
            schema = schema or self._instantiate(name, definition.value, key[1])
        return schema

    def _instantiate(self, name: Indexed, value: Term, indices: tuple[int, ...]) -> Term | None:
        if any(index <= 0 for index in indices) or len(indices) != len(name.indices):
            return None
        values: dict[Symbol | Indexed, Term] = {}
        for pattern, index in zip(name.indices, indices, strict=True):
            if isinstance(pattern, Symbol):
                values[pattern] = Rational(index)
            elif pattern != Rational(index):
                if isinstance(pattern, Rational):
                    return None
                raise Unsupported("a definition over an index that is no letter", name)
        return substitute(value, values)
