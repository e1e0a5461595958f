"""Terms become instructions: one walk, one case a node."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction

from symgauss.errors import NoValueError
from symgauss.export.builder import Builder
from symgauss.export.identifiers import Names, identifier
from symgauss.export.lowering import (
    chains,
    determinants,
    laws,
    logarithms,
    precisions,
    scalars,
    sums,
)
from symgauss.export.lowering.factors import Factor
from symgauss.export.lowering.facts import Facts
from symgauss.export.lowering.values import Diagonal, Isotropic, Value, dense, diagonal_vector
from symgauss.export.operations import (
    Blocks,
    Cholesky,
    Extent,
    Filled,
    Ref,
    Symmetrize,
)
from symgauss.export.program import Argument, Structure, Type
from symgauss.kernel.context import Context, Property
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR, Size, size, vector_shape
from symgauss.kernel.terms import (
    Block,
    Constant,
    Density,
    Determinant,
    Diag,
    Dimension,
    Function,
    Hadamard,
    Identity,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Inverse,
    KullbackLeibler,
    NormalDensity,
    Ones,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Zero,
)
from symgauss.kernel.traversal import subterms
from symgauss.notation.unicode import print_term

#: Structure of an argument by what is declared of it, first match.
_STRUCTURES = (
    (Property.POSITIVE_DEFINITE, Structure.POSITIVE_DEFINITE),
    (Property.SYMMETRIC, Structure.SYMMETRIC),
    (Property.LOWER_TRIANGULAR, Structure.LOWER_TRIANGULAR),
)


@dataclass(frozen=True, slots=True)
class Range:
    """An index that runs from one to a size."""

    index: Symbol
    size: Size


class Lowering:
    """Lowers terms of one context into one builder.

    ``unfold`` maps names to what they are computed from; all other names are arguments.
    ``complements`` maps ``a`` to ``b`` where ``b := 1 - a`` and ``b`` is the argument.
    """

    def __init__(
        self,
        context: Context,
        unfold: Mapping[Symbol | Indexed, Term],
        complements: Mapping[Symbol | Indexed, Symbol | Indexed],
        counts: frozenset[str] = frozenset(),
    ) -> None:
        self.build = Builder()
        self.context = context
        self.facts = Facts(context, unfold)
        self.complements = complements
        self.counts = counts
        self.ranges: tuple[Range, ...] = ()
        self.names = Names()
        self._memo: dict[tuple[Term, tuple[Range, ...]], Value] = {}
        self._arguments: dict[str, Value] = {}

    # --- values ------------------------------------------------------------------------------

    def value(self, term: Term) -> Value:
        """The value of a term, computed once."""
        key = (term, self.ranges)
        if key not in self._memo:
            found = self._compute(term)
            self._memo[key] = found
            if isinstance(found, int):
                name = identifier(term.name) if isinstance(term, Symbol | Indexed) else ""
                self.build.describe(found, name=name, means=term)
        return self._memo[key]

    def known(self, term: Term) -> bool:
        """Whether a term was lowered already."""
        return (term, self.ranges) in self._memo

    def ref(self, term: Term) -> Ref:
        """The value of a term with all its entries."""
        return dense(self.build, self.value(term))

    def _compute(self, term: Term) -> Value:
        build = self.build
        match term:
            case Rational(p, q):
                return build.number(Fraction(p, q))
            case Symbol() | Indexed():
                return self._symbol(term)
            case Dimension(n):
                return self.extent(n)
            case Identity(n):
                return Isotropic(build.number(1), n)
            case Zero(shape) | Ones(shape):
                value = 0 if isinstance(term, Zero) else 1
                if shape == SCALAR:
                    return build.number(value)
                return build.make(Filled(value, shape))
            case Sum():
                return sums.total(self, term)
            case Transpose(inner) if shape_of(inner).is_vector and shape_of(inner) != SCALAR:
                raise NoValueError("a row on its own is not exported; ask for its transpose")
            case Product() | Inverse() | Transpose() | Power() if shape_of(term) != SCALAR:
                return self.settled(term, chains.product(self, term))
            case Constant() | Product() | Inverse() | Transpose() | Power():
                return scalars.product(self, (term,))
            case Trace(matrix):
                return chains.trace(self, matrix)
            case Determinant(matrix):
                return determinants.determinant(self, matrix)
            case Hadamard(left, right):
                return build.multiply(self.ref(left), self.ref(right))
            case Diag(argument):
                if shape_of(argument).is_vector:
                    return Diagonal(self.ref(argument))
                return diagonal_vector(build, self.value(argument))
            case Block(rows):
                return build.make(Blocks(tuple(tuple(self.ref(b) for b in row) for row in rows)))
            case Function():
                return scalars.function(self, term)
            case NormalDensity() | Density():
                return scalars.exponential(self, laws.log_density(self, term))
            case KullbackLeibler(left, right):
                return laws.divergence(self, left, right)
            case IndexedSum() | IndexedProduct():
                with self.inside(term):
                    return sums.indexed(self, term)
            case _:
                raise NoValueError(f"{type(term).__name__} is not exported: {print_term(term)}")

    def settled(self, term: Term, value: Value) -> Value:
        """What is symmetric in exact arithmetic is made symmetric in rounded one."""
        return self.symmetrised(value) if self.facts.symmetric(term) else value

    def symmetrised(self, value: Value) -> Value:
        """A square matrix that has to be symmetric, with its entries made so."""
        if not isinstance(value, int) or self.build.type(value).rank < 2:
            return value
        if self.build.type(value).structure.symmetric:
            return value
        return self.build.make(Symmetrize(value))

    def _symbol(self, term: Symbol | Indexed) -> Value:
        if isinstance(term, Symbol) and any(r.index == term for r in self.ranges):
            raise NoValueError(f"the index {term.name} used as a number is not exported")
        if term in self.complements:
            other = self.complements[term]
            return self.build.subtract(self.build.number(1), self.ref(other))
        definition = self.facts.unfolded(term)
        if definition is not None:
            value = self.value(definition)
            return self.settled(term, value)
        if term.name in self.counts:
            return self.extent(size(term.name))
        return self._argument(term)

    def extent(self, n: Size) -> Ref:
        """A size as a number."""
        if not n.is_abstract:
            return self.build.number(n.at({}))
        return self.build.make(Extent(n))

    def _argument(self, term: Symbol | Indexed) -> Value:
        over: tuple[Size, ...] = ()
        if isinstance(term, Indexed):
            over = self._over(term)
        if term.name in self._arguments:
            return self._arguments[term.name]
        declared = self.context.declaration(term.name)
        properties = self.context.properties(term.name)
        shape = declared.shape if declared is not None else term.shape
        name = self.names.fresh(identifier(term.name))
        matrix = not shape.is_vector
        if matrix and Property.DIAGONAL in properties:
            type_ = Type(vector_shape(shape.rows), over=over)
            ref = self.build.argument(Argument(name, type_, term, diagonal=True))
            self._arguments[term.name] = Diagonal(ref)
        else:
            structure = Structure.GENERAL
            if matrix:
                fitting = (s for wanted, s in _STRUCTURES if wanted in properties)
                structure = next(fitting, Structure.GENERAL)
            type_ = Type(shape, structure, over)
            self._arguments[term.name] = self.build.argument(Argument(name, type_, term))
        return self._arguments[term.name]

    def _over(self, term: Indexed) -> tuple[Size, ...]:
        """The axes of a family: its indices have to be those that run, in their order."""
        running = {r.index: r.size for r in self.ranges}
        if self.context.has_entry(term) or not all(i in running for i in term.indices):
            raise NoValueError(f"{print_term(term)} is not exported: an entry, or a shifted index")
        if term.indices != tuple(r.index for r in self.ranges):
            raise NoValueError(f"{print_term(term)} is not exported: several indices")
        return tuple(running[i] for i in term.indices if isinstance(i, Symbol))

    @contextmanager
    def running(self, index: Symbol, n: Size) -> Iterator[None]:
        """Inside of a sum or product over an index."""
        before = self.ranges
        self.ranges = (*before, Range(index, n))
        try:
            yield
        finally:
            self.ranges = before

    @contextmanager
    def inside(self, term: Term) -> Iterator[None]:
        """Inside of those sums whose index stands in a term: others need it but once."""
        before = self.ranges
        self.ranges = tuple(r for r in before if r.index in subterms(term))
        try:
            yield
        finally:
            self.ranges = before

    # --- what the parts of the lowering ask for ----------------------------------------------

    def cholesky(self, term: Term) -> Ref:
        """The Cholesky factor of a positive definite matrix."""
        matrix = self.ref(term)
        if not self.build.type(matrix).structure.symmetric:
            matrix = self.build.make(Symmetrize(matrix))
        factor = self.build.make(Cholesky(matrix, self.label(term)))
        self.build.describe(factor, name=self._factor_name(term))
        return factor

    def _factor_name(self, term: Term) -> str:
        return f"L_{identifier(term.name)}" if isinstance(term, Symbol | Indexed) else ""

    def label(self, term: Term) -> str:
        """What an error calls a matrix."""
        if isinstance(term, Symbol | Indexed) and self.facts.unfolded(term) is None:
            return identifier(term.name)
        return print_term(term)

    def log_of(self, term: Term) -> Ref:
        """The logarithm of a positive scalar."""
        return logarithms.log_of(self, term)

    def log_of_powers(self, found: scalars.Powers) -> Ref:
        """The logarithm of a product of positive powers."""
        return logarithms.log_of_powers(self, found)

    def log_of_product(self, term: IndexedProduct) -> Ref:
        """The logarithm of a product over an index."""
        return sums.log_of_product(self, term)

    def log_density(self, term: NormalDensity | Density) -> Ref:
        """The logarithm of a density."""
        return laws.log_density(self, term)

    def scalar_product(self, factors: tuple[Term, ...]) -> Ref:
        """The product of scalar terms."""
        return scalars.product(self, factors)

    def solve(self, factor: Factor, right: Ref) -> Ref:
        """``A^{-1} B``."""
        known = precisions.solved(self, factor.term, right)
        return chains.solve(self, factor, right) if known is None else known

    def act(self, factor: Factor, right: Ref) -> Ref:
        """A factor times what stands after it."""
        return dense(self.build, chains.act(self, factor, right))

    def mean_of_precisions(self, factors: Sequence[Factor]) -> Value | None:
        """The mean of two normal laws by their precisions, where a product is one."""
        return precisions.mean(self, factors)

    def inverse_of_precision(self, term: Term) -> Value | None:
        """The inverse of a sum of precisions, where the term is one."""
        return precisions.inverse(self, term)
