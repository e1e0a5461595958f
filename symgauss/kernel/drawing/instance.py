"""One draw of a context: sizes, integers, and the values of symbols as they are asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from struct import unpack
from typing import Protocol

from symgauss.kernel.context import Context, Declaration, Property
from symgauss.kernel.domains.domain import Domain, Value, submatrix
from symgauss.kernel.findings import LimitReached, Singular
from symgauss.kernel.partitions import Partition, definite_partition
from symgauss.kernel.sizes import Shape
from symgauss.kernel.terms import Symbol

MOST_ENTRIES = 250_000  #: of a matrix

Key = tuple[str, tuple[int, ...]]
"""A name with the values of its indices."""


class Draw(Protocol):
    """A source of values for symbols."""

    def scalar(self, declaration: Declaration, properties: frozenset[Property]) -> Value:
        """A scalar with the declared range."""
        ...

    def matrix(self, rows: int, columns: int, properties: frozenset[Property]) -> Value:
        """A vector or matrix with the declared properties."""
        ...


@dataclass
class Instance:
    """One draw of a context: sizes, integers and the values of symbols as they are asked for."""

    context: Context
    sizes: dict[str, int]
    integers: dict[str, int]
    domain: Domain
    source: Draw
    values: dict[Key, Value] = field(default_factory=dict)
    measures: object = None  #: laws that nobody states (:mod:`symgauss.kernel.measures`)

    def value(self, name: str, indices: tuple[int, ...], shape: Shape) -> Value:
        """The value of a symbol, drawn at the first call."""
        key = (name, indices)
        if key not in self.values:
            partition = definite_partition(self.context, name)
            if partition is not None and not indices:
                self._draw_whole(partition)
                return self.values[key]
            declaration = self.context.declaration(name) or Declaration(name, shape)
            properties = self.context.properties(name)
            rows, columns = shape.rows.at(self.sizes), shape.columns.at(self.sizes)
            if min(rows, columns) < 1:
                raise Singular(f"{name} has no entries at these sizes")
            if rows * columns > MOST_ENTRIES:
                raise LimitReached(f"{name} has {rows} x {columns} entries, too many to draw")
            if Property.INTEGER in properties:
                self.values[key] = self.domain.rational(Fraction(self.integers[name]))
            elif shape.is_scalar:
                self.values[key] = self.source.scalar(declaration, properties)
            else:
                self.values[key] = self.source.matrix(rows, columns, properties)
        return self.values[key]

    def member(self, name: str, indices: tuple[int, ...]) -> int:
        """A member of a family of integers, such as the ``n_i`` of a sum: from 2 to 6, as drawn."""
        mixed = self.integers[name]
        for index in indices:
            mixed = (31 * mixed + 17 * index + 7) % 10_007
        return 2 + mixed % 5

    def _draw_whole(self, partition: Partition) -> None:
        """Draw a positive definite matrix and cut it into the blocks that it is defined as."""
        n = partition.whole.shape.rows.at(self.sizes)
        whole = self.source.matrix(n, n, self.context.properties(partition.whole.name))
        for part in partition.parts:
            if not isinstance(part.term, Symbol):
                continue
            top, left = part.row.at(self.sizes), part.column.at(self.sizes)
            shape = part.term.shape
            rows, columns = shape.rows.at(self.sizes), shape.columns.at(self.sizes)
            block = submatrix(
                self.domain, whole, range(top, top + rows), range(left, left + columns)
            )
            self.values.setdefault((part.term.name, ()), block)


def words(rng: Random, count: int) -> list[int]:
    """Uniform numbers below 2^62, many at once."""
    return [word >> 2 for word in unpack(f"<{count}Q", rng.randbytes(8 * count))]


def mask(properties: frozenset[Property], i: int, j: int) -> bool:
    """Whether an entry of a matrix with these properties may be other than zero."""
    if i < j and Property.LOWER_TRIANGULAR in properties:
        return False
    return not (i > j and Property.UPPER_TRIANGULAR in properties)


def cayley(domain: Domain, n: int, skew: Value) -> Value:
    """The orthogonal matrix ``(I - S)(I + S)^{-1}`` of a skew-symmetric ``S``."""
    one = domain.identity(n)
    return domain.mul(
        domain.add(one, domain.scale(Fraction(-1), skew)), domain.inverse(domain.add(one, skew))
    )
