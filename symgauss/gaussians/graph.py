"""Directed graphs of variables: order, ancestors, separation."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Graph:
    """Parents of each variable that has a distribution; other parents are constants."""

    parents: Mapping[Any, tuple[Any, ...]]

    def cycle(self) -> list[Any]:
        """A way from a variable back to itself, in the direction of the arrows, or nothing."""
        for start in self.parents:
            way = self._way_back(start)
            if way:
                return way[::-1]
        return []

    def _way_back(self, start: Any) -> list[Any]:
        todo = [[start]]
        seen: set[Any] = set()
        while todo:
            way = todo.pop()
            for parent in self.parents.get(way[-1], ()):
                if parent == start:
                    return [*way, start]
                if parent not in seen:
                    seen.add(parent)
                    todo.append([*way, parent])
        return []

    @cached_property
    def order(self) -> tuple[Any, ...]:
        """Parents before children, else in the order of the statements."""
        done: dict[Any, None] = {}
        left = list(self.parents)
        while left:
            ready = next(
                v for v in left if all(p in done or p not in self.parents for p in self.parents[v])
            )
            left.remove(ready)
            done[ready] = None
        return tuple(done)

    def ordered(self, variables: Iterable[Any]) -> tuple[Any, ...]:
        """The variables in the order of the graph; those without a distribution first."""
        wanted = list(dict.fromkeys(variables))
        outside = [v for v in wanted if v not in self.parents]
        return (*outside, *(v for v in self.order if v in wanted))

    def ancestors(self, variables: Iterable[Any]) -> set[Any]:
        """Everything above, without the variables themselves unless one is above another."""
        found: set[Any] = set()
        todo = list(variables)
        while todo:
            for parent in self.parents.get(todo.pop(), ()):
                if parent not in found:
                    found.add(parent)
                    todo.append(parent)
        return found

    def hidden(self, variables: Iterable[Any], given: Collection[Any]) -> set[Any]:
        """The variables and what is above them, up to what is given."""
        found: set[Any] = set()
        todo = [v for v in variables if v not in given]
        while todo:
            variable = todo.pop()
            if variable in found or variable not in self.parents:
                continue
            found.add(variable)
            todo.extend(p for p in self.parents[variable] if p not in given)
        return found

    def is_forward(self, variables: Iterable[Any], given: Collection[Any]) -> bool:
        """Whether the law of the variables given the others follows the arrows alone."""
        return not self.hidden(variables, given) & self.ancestors(given)

    def fixed(self, variables: Sequence[Any], given: Sequence[Any]) -> tuple[Any, ...]:
        """The largest part of ``given`` that may be held fixed while the rest is random."""
        kept = list(given)
        while True:
            random = [*variables, *(v for v in given if v not in kept)]
            hidden = self.hidden(random, kept)
            still = [v for v in kept if not self.ancestors([v]) & hidden]
            if still == kept:
                return tuple(kept)
            kept = still

    def separated(self, left: Iterable[Any], right: Any, given: Collection[Any]) -> bool:
        """Whether ``given`` separates the two sides: no way in the moral graph of the ancestors."""
        sides = [*left, right, *given]
        alive = {*sides} | self.ancestors(sides)
        edges: dict[Any, set[Any]] = {v: set() for v in alive}
        for child in alive:
            family = [child, *self.parents.get(child, ())]
            for one in family:
                edges[one] |= {other for other in family if other != one}
        todo = [v for v in left if v not in given]
        seen = set(todo)
        while todo:
            for other in edges[todo.pop()]:
                if other == right:
                    return False
                if other not in seen and other not in given:
                    seen.add(other)
                    todo.append(other)
        return True

    def with_constants(
        self, variables: Sequence[Any], kept: Sequence[Any], given: Sequence[Any]
    ) -> tuple[Any, ...]:
        """``kept`` and those given constants on which a law that is named in it depends."""
        sides = [*variables, *kept]
        named = {*sides} | self.ancestors(sides)
        return tuple(v for v in given if v in kept or (v in named and v not in self.parents))

    def relevant(self, variables: Sequence[Any], given: Sequence[Any]) -> tuple[Any, ...]:
        """What is left of ``given`` without that which says nothing more about the variables."""
        kept = list(given)
        for candidate in reversed(self.ordered(given)):
            rest = [v for v in kept if v != candidate]
            if self.separated(variables, candidate, rest):
                kept = rest
        return tuple(kept)
