"""How the factors of a product associate, and what that says about their shapes."""

from __future__ import annotations

from itertools import pairwise

from symgauss.kernel.sizes import ONE, SCALAR, Shape, Size
from symgauss.kernel.terms import Block, Product, Symbol, Term, Transpose, Zero
from symgauss.latex.source import Span
from symgauss.latex.symbols import Symbols
from symgauss.latex.typed import Conflict


class Association(Symbols):
    """Makes products."""

    def associated(self, factors: list[Term], span: Span) -> Term:
        """The product of factors; nested where that is needed to make it fit."""
        factors = [self._zero_factor(factor) for factor in factors]
        arrays = [factor for factor in factors if not self.is_scalar(factor)]
        if len(arrays) <= 1:
            shape = self.shape(arrays[0]) if arrays else SCALAR
            return self.made(Product(tuple(factors)), shape, span)
        if not all(self.is_array(factor) for factor in arrays):
            if any(self.is_array(factor) for factor in arrays):
                for place, factor in enumerate(arrays):
                    if not self._scales(factor, arrays[place + 1 :]):
                        self.beside_arrays |= self.open_in(factor)
                self._note_column(arrays)
            shape = self._open_shape(arrays)
            before = self.open_products.setdefault(span, shape)
            self.unifier.unify_shapes(before, shape)
            self._learn(arrays, self.unifier.resolve_shape(shape))
            return self.made(Product(tuple(factors)), shape, span)
        self._fit_blocks(arrays)
        if self._fits_left(factors):
            return self.made(Product(tuple(factors)), self._left_shape(factors), span)
        grouping = self._regroup(factors, span)
        if grouping is not None:
            return grouping
        shape, message = self._unify_left(factors, span)
        del message
        return self.made(Product(tuple(factors)), shape, span)

    def _note_column(self, arrays: list[Term]) -> None:
        """The u of ``v^T u`` stands behind a row."""
        *row, last = arrays
        if not isinstance(last, Symbol) or not self._is_plain(last) or not self._fits_left(row):
            return
        shape = self._left_shape(row)
        if all(map(self.is_array, row)) and shape.rows == ONE != shape.columns:
            self.behind_rows[last.name] = shape.columns

    def _learn(self, arrays: list[Term], whole: Shape) -> None:
        """What the shape of a product, known by now, says about the one factor that is open.

        ``X b`` is a column where X has several columns: then so is b.  ``u v^T`` has several rows:
        then u is a column, too.
        """
        for place, others in ((-1, arrays[:-1]), (0, arrays[1:])):
            if not all(map(self.is_array, others)) or not self._fits_left(others):
                continue
            factor, known = self.shape(arrays[place]), self._left_shape(others)
            if place and whole.columns == ONE and self._is_long(known.columns):
                self.unifier.unify_shapes(factor, Shape(known.columns, ONE))
                self.unifier.unify(whole.rows, known.rows)
            if not place and known.rows == ONE and self._is_long(whole.rows):
                self.unifier.unify_shapes(factor, Shape(whole.rows, ONE))
                self.unifier.unify(whole.columns, known.columns)

    def _is_long(self, size: Size) -> bool:
        return self.unifier.is_array(Shape(size, ONE))

    def _scales(self, factor: Term, following: list[Term]) -> bool:
        """Whether a lower-case letter stands before an array with rows: no column fits there."""
        if not self._is_plain(factor):
            return False
        array = next((other for other in following if self.is_array(other)), None)
        return array is not None and self.shape(array).rows != ONE

    def _is_plain(self, factor: Term) -> bool:
        """Whether a factor is made of plain lower-case letters whose shape is open."""
        names = self.open_in(factor)
        return bool(names) and all(name[0].islower() and "bold" not in name for name in names)

    def _fit_blocks(self, arrays: list[Term]) -> None:
        """Block matrices that are multiplied are partitioned alike where a size is open."""
        for left, right in pairwise(arrays):
            widths, heights = self._widths(left), self._heights(right)
            if len(widths) != len(heights):
                continue
            for width, height in zip(widths, heights, strict=True):
                if not (self.unifier.is_settled(width) and self.unifier.is_settled(height)):
                    self.unifier.unify(width, height)

    def _widths(self, term: Term) -> list[Size]:
        """Widths of the columns of blocks; nothing if the term has no blocks."""
        match term:
            case Block(rows):
                return [self.shape(block).columns for block in rows[0]]
            case Transpose(Block() as inner):
                return self._heights(inner)
            case _:
                return []

    def _heights(self, term: Term) -> list[Size]:
        """Heights of the rows of blocks."""
        match term:
            case Block(rows):
                return [self.shape(row[0]).rows for row in rows]
            case Transpose(Block() as inner):
                return self._widths(inner)
            case _:
                return []

    def _open_shape(self, arrays: list[Term]) -> Shape:
        """The shape of a product with a factor that may be a scalar or not: what is sure of it.

        Beside an inner product, as in ``a w^T w``, it is the shape of the open factor itself.
        """
        for factor, others in ((arrays[0], arrays[1:]), (arrays[-1], arrays[:-1])):
            known = all(self.is_array(other) for other in others)
            if known and self._fits_left(others) and self._left_shape(others).is_scalar:
                return self.shape(factor)
        first, last = self.shape(arrays[0]), self.shape(arrays[-1])
        rows = (
            first.rows if self.is_array(arrays[0]) and first.rows != ONE else self.unifier.fresh()
        )
        columns = (
            last.columns
            if self.is_array(arrays[-1]) and last.columns != ONE
            else self.unifier.fresh()
        )
        return Shape(rows, columns)

    def _zero_factor(self, factor: Term) -> Term:
        """A bare 0 among factors is the number."""
        if isinstance(factor, Zero) and not self.is_array(factor):
            span = self.span(factor) or Span(0, 0)
            self.scalar(factor, "a factor", span)
        return factor

    def _left_shape(self, factors: list[Term]) -> Shape:
        current = SCALAR
        for factor in factors:
            shape = self.shape(factor)
            if current.is_scalar:
                current = shape
            elif not shape.is_scalar:
                current = Shape(current.rows, shape.columns)
        return current

    def _fits_left(self, factors: list[Term]) -> bool:
        """Whether the factors fit from left to right without any further unification."""
        current = SCALAR
        for factor in factors:
            shape = self.shape(factor)
            if current.is_scalar:
                current = shape
            elif shape.is_scalar:
                continue
            elif current.columns == shape.rows:
                current = Shape(current.rows, shape.columns)
            else:
                return False
        return True

    def _unify_left(self, factors: list[Term], span: Span) -> tuple[Shape, str]:
        """Unify neighbours from left to right; a conflict is recorded."""
        current = SCALAR
        for factor in factors:
            shape = self.shape(factor)
            if self.unifier.is_scalar(current):
                current = shape
                continue
            if shape.is_scalar:
                continue
            if not self.unifier.unify(current.columns, shape.rows):
                where = self.span(factor) or span
                current = self.unifier.resolve_shape(current)
                self._conflict("factors of a product do not fit", current, shape, where)
                return Shape(current.rows, shape.columns), "conflict"
            current = self.unifier.resolve_shape(Shape(current.rows, shape.columns))
        return current, ""

    def _conflict(self, message: str, left: Shape, right: Shape, span: Span) -> None:
        self.conflicts.append(Conflict(message, left, right, span))

    def _regroup(self, factors: list[Term], span: Span) -> Term | None:
        """Some bracketing that fits, found over all intervals; ``None`` if there is none."""
        if len(factors) > 40 or not all(self.unifier.is_known(self.shape(f)) for f in factors):
            return None
        count = len(factors)
        best: dict[tuple[int, int], list[tuple[Shape, int]]] = {
            (i, i + 1): [(self.shape(factors[i]), i)] for i in range(count)
        }
        for length in range(2, count + 1):
            for start in range(count - length + 1):
                end = start + length
                found: dict[Shape, int] = {}
                # The longest left part first: as close to association to the left as possible.
                for cut in range(end - 1, start, -1):
                    for left, _ in best[start, cut]:
                        for right, _ in best[cut, end]:
                            shape = _joined_shape(left, right)
                            if shape is not None:
                                found.setdefault(shape, cut)
                best[start, end] = list(found.items())
        if not best[0, count]:
            return None
        return self._bracketed(factors, best, (0, count), best[0, count][0][0], span)

    def _bracketed(
        self,
        factors: list[Term],
        best: dict[tuple[int, int], list[tuple[Shape, int]]],
        interval: tuple[int, int],
        wanted: Shape,
        span: Span,
    ) -> Term:
        start, end = interval
        if end - start == 1:
            return factors[start]
        cut = next(cut for shape, cut in best[interval] if shape == wanted)
        left_shape, right_shape = next(
            (a, b)
            for a, _ in best[start, cut]
            for b, _ in best[cut, end]
            if _joined_shape(a, b) == wanted
        )
        left = self._bracketed(factors, best, (start, cut), left_shape, span)
        right = self._bracketed(factors, best, (cut, end), right_shape, span)
        parts = left.factors if isinstance(left, Product) and cut - start > 1 else (left,)
        return self.made(Product((*parts, right)), wanted, span)


def _joined_shape(left: Shape, right: Shape) -> Shape | None:
    if left.is_scalar:
        return right
    if right.is_scalar:
        return left
    return Shape(left.rows, right.columns) if left.columns == right.rows else None
