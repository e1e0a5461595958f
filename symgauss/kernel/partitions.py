"""Partitions: a name that is defined as a block of free symbols, such as ``x := (x_1, x_2)``.

Where the whole is declared positive definite, its blocks are drawn by drawing the whole; where it
has a distribution, so have its parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symgauss.kernel.context import Context, Property, closure
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import Size, size
from symgauss.kernel.terms import (
    MINUS_ONE,
    Block,
    Inverse,
    Product,
    Sum,
    Symbol,
    Term,
    Transpose,
)

#: What a block on the diagonal of a positive definite matrix may be declared to be.
_OF_DIAGONAL_BLOCKS = closure(frozenset({Property.POSITIVE_DEFINITE, Property.POSITIVE}))


@dataclass(frozen=True, slots=True)
class Part:
    """One block of a partition and where it begins."""

    term: Term
    row: Size
    column: Size


@dataclass(frozen=True, slots=True)
class Partition:
    """A symbol with the parts of the block that it is defined as."""

    whole: Symbol
    value: Block
    parts: tuple[Part, ...]

    def part(self, name: str) -> Part | None:
        """The part that is the symbol of this name."""
        for part in self.parts:
            if isinstance(part.term, Symbol) and part.term.name == name:
                return part
        return None


def partitions(context: Context) -> Iterator[Partition]:
    """The definitions of a context that are partitions."""
    defined = {definition.name.name for definition in context.definitions}
    for definition in context.definitions:
        name, value = definition.name, definition.value
        if not isinstance(name, Symbol) or not isinstance(value, Block):
            continue
        parts = tuple(_parts(value))
        symbols = [part.term.name for part in parts if isinstance(part.term, Symbol)]
        others = [part.term for part in parts if not isinstance(part.term, Symbol)]
        mirrored = all(isinstance(t, Transpose) and isinstance(t.matrix, Symbol) for t in others)
        if mirrored and len(set(symbols)) == len(symbols) and not defined & set(symbols):
            yield Partition(name, value, parts)


def vector_partition(context: Context, name: str) -> Partition | None:
    """The partition of a vector in which a symbol is a part."""
    for partition in partitions(context):
        if partition.whole.shape.is_vector and partition.part(name) is not None:
            return partition if all(isinstance(p.term, Symbol) for p in partition.parts) else None
    return None


def definite_partition(context: Context, name: str) -> Partition | None:
    """The partition of a positive definite matrix in which a symbol is a block."""
    for partition in partitions(context):
        if partition.part(name) is not None and _is_definite(partition, context):
            return partition
    return None


def definite_terms(context: Context) -> frozenset[Term]:
    """Positive definite by their partition: the whole, its block, the Schur complements."""
    found: set[Term] = set()
    for partition in partitions(context):
        if _is_definite(partition, context):
            found |= {partition.whole, partition.value, *_schur_complements(partition.value)}
    return frozenset(found)


def _schur_complements(block: Block) -> Iterator[Term]:
    """``A - B D^{-1} B^T`` and ``D - B^T A^{-1} B`` of a matrix of four blocks."""
    if len(block.rows) != 2:
        return
    (A, B), (C, D) = block.rows
    yield Sum((A, Product((MINUS_ONE, B, Inverse(D), C))))
    yield Sum((D, Product((MINUS_ONE, C, Inverse(A), B))))


def _is_definite(partition: Partition, context: Context) -> bool:
    """Whether the whole is declared positive definite and its blocks fit together."""
    if context.properties(partition.whole.name) != closure(frozenset({Property.POSITIVE_DEFINITE})):
        return False
    places = {(part.row, part.column): part.term for part in partition.parts}
    return all(
        _mirrored(part, places.get((part.column, part.row))) and _is_free(part, context)
        for part in partition.parts
    )


def _mirrored(part: Part, mirror: Term | None) -> bool:
    """Whether the block across the diagonal fits."""
    if mirror is None or shape_of(mirror) != shape_of(part.term).transposed:
        return False
    return not isinstance(part.term, Transpose) or mirror == part.term.matrix


def _is_free(part: Part, context: Context) -> bool:
    """Whether nothing is declared of a block but what it has as a part of the whole."""
    if not isinstance(part.term, Symbol):
        return True
    allowed = _OF_DIAGONAL_BLOCKS if part.row == part.column else frozenset[Property]()
    declaration = context.declaration(part.term.name)
    if declaration is None or not closure(declaration.properties) <= allowed:
        return False
    return (declaration.above, declaration.below) == (None, None)


def _parts(block: Block) -> Iterator[Part]:
    """The blocks with their places; a scalar that stands again is its own transpose."""
    row = size(0)
    seen: set[Term] = set()
    for blocks in block.rows:
        column = size(0)
        for term in blocks:
            again = term in seen and isinstance(term, Symbol) and term.shape.is_scalar
            yield Part(Transpose(term) if again else term, row, column)
            seen.add(term)
            column += shape_of(term).columns
        row += shape_of(blocks[0]).rows
