"""Isserlis' theorem for products of linear and quadratic forms, with abstract matrices.

A product such as ``(a^T z) (z^T A z) z`` is cut where the dimension is one.  Each piece is an edge
with a *slot* at every end where a random vector stands.  A perfect matching of the slots joins the
edges, with a covariance at each joint, to paths (``a^T S A S b``) and cycles (``tr(A S B S)``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.calculus.constructors import T, add, is_matrix, mul, power, tr, zero_like
from symgauss.calculus.expansion import gather, tidy_powers
from symgauss.calculus.transposes import transposed
from symgauss.errors import UsageError

MOST_SLOTS = 8
Cov = Callable[[Any, Any], Any]
Slot = int


@dataclass(frozen=True)
class Edge:
    """A product of constants with a random vector (by its slot) at none, one or both ends."""

    word: tuple[Any, ...]
    left: Slot | None
    right: Slot | None


class Product:
    """A product of random letters and constants, cut into edges."""

    def __init__(self, body: Any, letters: Mapping[Any, Any]) -> None:
        self.variables: list[Any] = []
        self._letters = letters
        self.constants: list[Any] = []
        self.edges: list[Edge] = []
        self.column: Edge | None = None
        self.row: Edge | None = None
        word = [factor for factor in _factors(body) if self._matrix_or_scalar(factor)]
        if word:
            self._main(word)

    def _matrix_or_scalar(self, factor: Any) -> bool:
        """Take a scalar factor in; whether the factor is a matrix."""
        if is_matrix(factor):
            return True
        if factor in self._letters:
            self.edges.append(Edge((), self._slot(factor), None))
        elif isinstance(factor, e.Scalar) and self._is_random(factor):
            inner = factor.matrix
            word = list(inner.args) if isinstance(inner, sp.MatMul) else [inner]
            self.edges.extend(self._edge(piece) for piece in _pieces(word))
        elif self._is_random(factor):
            raise UsageError(f"not a product of linear and quadratic forms: {factor}")
        else:
            self.constants.append(factor)
        return False

    def _main(self, word: list[Any]) -> None:
        """The matrix part: a column, scalars in the middle, and a row."""
        for piece in _pieces(word):
            edge = self._edge(piece)
            if piece[0].shape[0] == 1 and piece[-1].shape[1] == 1:
                self.edges.append(edge)
            elif piece[0].shape[0] == 1:
                self.row = edge
            else:
                self.column = edge

    def _edge(self, piece: list[Any]) -> Edge:
        left = right = None
        if isinstance(piece[0], sp.Transpose) and piece[0].args[0] in self._letters:
            left = self._slot(piece[0].args[0])
            piece = piece[1:]
        if piece and piece[-1] in self._letters:
            right = self._slot(piece[-1])
            piece = piece[:-1]
        if any(self._is_random(factor) for factor in piece):
            raise UsageError("not a product of linear and quadratic forms")
        return Edge(tuple(piece), left, right)

    def _slot(self, letter: Any) -> Slot:
        self.variables.append(self._letters[letter])
        return len(self.variables) - 1

    def _is_random(self, factor: Any) -> bool:
        return any(part in self._letters for part in sp.preorder_traversal(factor))

    def mean(self, cov: Cov) -> list[Any]:
        """The terms of the expectation, one for each matching."""
        slots = len(self.variables)
        if slots > MOST_SLOTS:
            raise UsageError(f"the degree is {slots}; at most {MOST_SLOTS} is supported")
        if slots % 2:
            return []
        if self._is_power():
            count = prod(range(1, slots, 2))
            half = power(cov(self.variables[0], self.variables[0]), sp.Integer(slots // 2))
            return [mul(count, *self.constants, half)]
        return [self._joined(pairs, cov) for pairs in _matchings(list(range(slots)))]

    def _is_power(self) -> bool:
        """Whether this is a power of one scalar."""
        plain = all(not edge.word and edge.right is None for edge in self.edges)
        one = len(set(self.variables)) == 1 and not is_matrix(self.variables[0])
        return plain and one and self.column is None and self.row is None

    def _joined(self, pairs: dict[Slot, Slot], cov: Cov) -> Any:
        """The product of the paths and cycles of one matching."""
        walk = _Walk(self, pairs, cov)
        column = [] if self.column is None else walk.path(self.column, backward=False)
        row = []
        if self.row is not None and self.row not in walk.done:
            row = [transposed(f) for f in reversed(walk.path(self.row, backward=True))]
        scalars = [walk.scalar(edge) for edge in self.edges if edge not in walk.done]
        return mul(*self.constants, *map(tidy_powers, scalars), mul(*column, *row))


class _Walk:
    """Follows the edges of a product along one matching."""

    def __init__(self, product: Product, pairs: dict[Slot, Slot], cov: Cov) -> None:
        ends = [*product.edges, *(x for x in (product.column, product.row) if x is not None)]
        self.at = {s: edge for edge in ends for s in (edge.left, edge.right) if s is not None}
        self.pairs = pairs
        self.product = product
        self.cov = cov
        self.done: list[Edge] = []

    def path(self, edge: Edge, *, backward: bool) -> list[Any]:
        """The word from an end without a slot (or, in a cycle, until it closes)."""
        word: list[Any] = []
        current = edge
        while True:
            self.done.append(current)
            word += [transposed(f) for f in reversed(current.word)] if backward else current.word
            out = current.left if backward else current.right
            if out is None:
                return word
            into = self.pairs[out]
            names = self.product.variables
            word.append(self.cov(names[out], names[into]))
            current = self.at[into]
            backward = current.right == into
            if current in self.done:
                return word

    def scalar(self, edge: Edge) -> Any:
        """The value of the path or cycle that an edge of a scalar lies on."""
        if edge in self.done:
            return sp.Integer(1)
        start, backward = self._start(edge)
        word = self.path(start, backward=backward)
        closed = start.left is not None and start.right is not None
        value = mul(*word)
        return tr(value) if closed and is_matrix(value) else value

    def _start(self, edge: Edge) -> tuple[Edge, bool]:
        """An end of the path that the edge lies on; in a cycle the edge itself."""
        current, backward = edge, True
        while True:
            out = current.left if backward else current.right
            if out is None:
                return current, not backward
            into = self.pairs[out]
            current = self.at[into]
            backward = current.right == into
            if current is edge and not (edge.left is None or edge.right is None):
                return edge, False


def _factors(body: Any) -> Iterator[Any]:
    """The factors of a product, with powers written out."""
    match body:
        case sp.Mul():
            for factor in body.args:
                yield from _factors(factor)
        case sp.Pow(args=(base, sp.Integer() as exponent)) if exponent > 0:
            for _ in range(int(exponent)):
                yield from _factors(base)
        case _:
            yield body


def _pieces(word: list[Any]) -> Iterator[list[Any]]:
    """A product of matrices cut where the inner dimension is one."""
    piece: list[Any] = []
    for factor in word:
        piece.append(factor)
        if factor.shape[1] == 1:
            yield piece
            piece = []
    if piece:
        yield piece


def _matchings(slots: list[Slot]) -> Iterator[dict[Slot, Slot]]:
    """All ways to pair the slots."""
    if not slots:
        yield {}
        return
    first, *rest = slots
    for place, partner in enumerate(rest):
        for inner in _matchings(rest[:place] + rest[place + 1 :]):
            yield {first: partner, partner: first, **inner}


def mean_of_product(body: Any, letters: Mapping[Any, Any], cov: Cov) -> Any:
    """``E[body]`` of a product of centred letters; ``letters`` gives their variables."""
    terms = gather([tidy_powers(term) for term in Product(body, letters).mean(cov)])
    return add(*terms) if terms else zero_like(body)


def covariance_of_products(left: Any, right: Any, letters: Mapping[Any, Any], cov: Cov) -> Any:
    """``E[l r^T] - E[l] E[r]^T`` of two products of centred letters."""
    both = Product(mul(left, T(right)), letters).mean(cov)
    apart = [
        mul(-1, a, transposed(b))
        for a in Product(left, letters).mean(cov)
        for b in Product(right, letters).mean(cov)
    ]
    terms = gather([tidy_powers(term) for term in [*both, *apart]])
    return add(*terms) if terms else zero_like(mul(left, T(right)))
