r"""Products of two vectors: ``a \\cdot b``, ``x^2``, and ``x y`` in documents that write ``x^2``.

Two columns of one length have no matrix product, so the inner product is meant.
"""

from __future__ import annotations

from symgauss.kernel.sizes import ONE, SCALAR
from symgauss.kernel.terms import Indexed, Product, Symbol, Term, Transpose
from symgauss.kernel.traversal import subterms
from symgauss.latex.elaborate import Elaborator
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source, Span
from symgauss.latex.tree import Node, Number, Scripted
from symgauss.latex.unify import Unifier


class Vectors(Elaborator):
    """Elaborates products that are inner products."""

    def __init__(self, source: Source, scope: Scope, unifier: Unifier) -> None:
        super().__init__(source, scope, unifier)
        self.dotted = False  #: whether the document writes the square of a vector

    def powered(self, base: Term, node: Scripted) -> Term:
        r"""``\\mathbf{x}^2`` is the inner product of a vector with itself."""
        square = isinstance(node.sup, Number) and node.sup.text == "2" and not node.primes
        if square and self._is_vector(base):
            self.column(base, "the square of a vector", node.span)
            self.dotted = True
            return self._inner(base, base, node.span)
        return super().powered(base, node)

    def product(self, parts: list[tuple[str, Node]]) -> Term:
        r"""A product; two columns with ``\\cdot`` between them are an inner product."""
        cuts = [place for place, (operator, _) in enumerate(parts) if operator == "."]
        if len(cuts) != 1:
            return super().product(parts)
        left = super().product(parts[: cuts[0]])
        right = super().product([("", parts[cuts[0]][1]), *parts[cuts[0] + 1 :]])
        if not (self._is_column(left) and self._is_column(right)):
            return super().product(parts)
        span = parts[0][1].span | parts[-1][1].span
        self.same(left, right, "an inner product needs two vectors of one length", span)
        return self._inner(left, right, span)

    def associated(self, factors: list[Term], span: Span) -> Term:
        """A product; where vectors have squares, two columns beside numbers are an inner one."""
        arrays = [factor for factor in factors if not self.is_scalar(factor)]
        pair = len(arrays) == 2 and all(self._is_column(factor) for factor in arrays)
        if not (self.dotted and pair):
            return super().associated(factors, span)
        numbers = [factor for factor in factors if self.is_scalar(factor)]
        self.same(arrays[0], arrays[1], "an inner product needs two vectors of one length", span)
        inner = self._inner(arrays[0], arrays[1], span)
        return self.made(Product((*numbers, inner)), SCALAR, span) if numbers else inner

    def _inner(self, left: Term, right: Term, span: Span) -> Term:
        row = self.made(Transpose(left), self.shape(left).transposed, span)
        return self.made(Product((row, right)), SCALAR, span)

    def _is_column(self, term: Term) -> bool:
        return self.is_array(term) and self.shape(term).columns == ONE

    def _is_vector(self, term: Term) -> bool:
        """Whether a term is a column, or looks like one: bold lower-case letters."""
        if self.is_scalar(term) or self.is_array(term):
            return self._is_column(term)
        names = {p.name for p in subterms(term) if isinstance(p, Symbol | Indexed)}
        return any(_is_bold_small(name) for name in names)


def _is_bold_small(name: str) -> bool:
    stem = name.partition("_")[0]
    return "bold" in stem and stem[:1].islower()
