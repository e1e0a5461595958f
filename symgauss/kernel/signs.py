"""What is known about signs: positive scalars and positive definite matrices, by structure.

Three-valued in spirit: ``True`` means known, ``False`` means not known; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

from symgauss.kernel.context import Context, Property
from symgauss.kernel.dependencies import bound_names
from symgauss.kernel.monomials import Monomial, collected
from symgauss.kernel.partitions import definite_terms
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Constant,
    Covariance,
    Density,
    Determinant,
    Diag,
    Dimension,
    Expectation,
    Function,
    Hadamard,
    Identity,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Integral,
    Inverse,
    Named,
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
    Variable,
)
from symgauss.kernel.traversal import free_symbols, substitute, subterms

Interval = tuple[Fraction | None, Fraction | None]
"""An open interval; ``None`` is infinite.  A number is the pair of itself, twice."""

EVERYTHING: Interval = (None, None)
POSITIVE: Interval = (Fraction(0), None)
UNIT: Interval = (Fraction(0), Fraction(1))
DEEPEST = 60
_POSITIVE_TRIANGLE_BELOW = frozenset({Property.LOWER_TRIANGULAR, Property.POSITIVE_DIAGONAL})
_POSITIVE_TRIANGLE_ABOVE = frozenset({Property.UPPER_TRIANGULAR, Property.POSITIVE_DIAGONAL})


class Signs:
    """Signs of terms in one context.  Names are looked up; definitions are followed."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._definitions = {d.name: d.value for d in context.definitions}
        self._partitioned = definite_terms(context)
        self._known: dict[int, tuple[Term, bool]] = {}
        self._reduced: dict[int, tuple[Term, tuple[Monomial, Term] | None]] = {}
        self._intervals: dict[tuple[int, int], tuple[Term, Interval]] = {}
        #: what a schema says of them; equal ones are one term, whose interval is known then
        self._members: dict[Indexed, Term] = {}
        self._bound: dict[str, Interval] = {}  #: what binders say about their variables

    def positive(self, term: Term) -> bool:
        """Whether a scalar is known to be greater than zero."""
        if self._bound:
            return self._above_zero(self.interval(term, DEEPEST))
        known = self._known.get(id(term))
        if known is None:
            known = (term, self._above_zero(self.interval(term, DEEPEST)))
            self._known[id(term)] = known
        return known[1]

    def positive_where(self, term: Term, name: str, where: Interval) -> bool:
        """Whether a scalar is known to be greater than zero for a variable in an interval."""
        with self._binding((name,), where):
            return self._above_zero(self.interval(term, DEEPEST))

    def interval_where(self, term: Term, name: str, where: Interval) -> Interval:
        """An open interval that holds the value for a variable in an interval."""
        with self._binding((name,), where):
            return self.interval(term, DEEPEST)

    def _above_zero(self, interval: Interval) -> bool:
        low, high = interval
        return low is not None and (low > 0 or (low == 0 and high != 0))

    def interval(self, term: Term, depth: int) -> Interval:
        """An open interval that holds the value (a closed point for a number)."""
        if depth == 0:
            return EVERYTHING
        if self._bound:  # it holds for what is bound only
            return self._interval(term, depth)
        known = self._intervals.get((id(term), depth))
        if known is None:
            known = self._intervals[id(term), depth] = (term, self._interval(term, depth))
        return known[1]

    def _interval(self, term: Term, depth: int) -> Interval:
        match term:
            case Rational(p, q):
                return (Fraction(p, q), Fraction(p, q))
            case Constant() | Dimension() | Density() | NormalDensity():
                return POSITIVE
            case Symbol() | Indexed():
                return self._symbol(term, depth)
            case Sum(terms):
                found = _add([self.interval(part, depth - 1) for part in terms])
                return found if self._above_zero(found) else self._collected(term, found, depth)
            case Product(factors):
                if any(shape_of(factor) != SCALAR for factor in factors):
                    return EVERYTHING
                return _multiply([self.interval(part, depth - 1) for part in factors])
            case Power(base, Rational(k, 1)) if shape_of(base) == SCALAR and k > 0 and k % 2 == 0:
                return _even_power(self.interval(base, depth - 1), k)
            case Power(base, _) if shape_of(base) == SCALAR:
                return POSITIVE if self._above_zero(self.interval(base, depth - 1)) else EVERYTHING
            case Inverse(base) if shape_of(base) == SCALAR:
                return POSITIVE if self._above_zero(self.interval(base, depth - 1)) else EVERYTHING
            case Function("exp"):
                return POSITIVE
            case Function("Phi"):
                return UNIT
            case Function("abs", argument):
                return _even_power(self.interval(argument, depth - 1), 1)
            case Function("sqrt" | "gamma", argument):
                return (
                    POSITIVE if self._above_zero(self.interval(argument, depth - 1)) else EVERYTHING
                )
            case Determinant(matrix):
                return POSITIVE if self.orientation(matrix, depth - 1) else EVERYTHING
            case Trace(matrix):
                return POSITIVE if self.definite(matrix, depth - 1) else EVERYTHING
            case Transpose(inner) if shape_of(inner) == SCALAR:
                return self.interval(inner, depth - 1)
            case Integral(body, variable, Rational(0), None | Rational(1) as upper):
                inside = self._inside((variable.name,), body, UNIT if upper else POSITIVE, depth)
                return POSITIVE if inside else EVERYTHING
            case Integral(body, variable, lower):
                inside = self._inside((variable.name,), body, EVERYTHING, depth)
                return POSITIVE if inside and lower is None else EVERYTHING
            case Expectation(body, law) if shape_of(body) == SCALAR:
                names = tuple(bound_names(law))
                inside = self._inside(names, body, EVERYTHING, depth)
                return POSITIVE if inside else EVERYTHING
            case Covariance(left, right, Named(variables=variables)) if left == right:
                # of something that varies
                moves = any(part in variables for part in subterms(left))
                return POSITIVE if moves and shape_of(left) == SCALAR else EVERYTHING
            case IndexedProduct(body, index, lower, upper) if shape_of(body) == SCALAR:
                with self._binding((index.name,), _from(lower)):
                    low, high = self.interval(body, depth - 1)
                if low is None or low < 0 or (low == 0 and high == 0):
                    return EVERYTHING
                below_one = high is not None and high <= 1 and self._drawn_nonempty(lower, upper)
                return UNIT if below_one else POSITIVE
            case IndexedSum(body, index, lower, upper) if shape_of(body) == SCALAR:
                # an empty sum is zero
                inside = self._inside((index.name,), body, _from(lower), depth)
                return POSITIVE if inside and self._nonempty(lower, upper) else EVERYTHING
            case _:
                return EVERYTHING

    def definite(self, term: Term, depth: int = DEEPEST) -> bool:
        """Whether a matrix is known to be symmetric positive definite."""
        if depth == 0:
            return False
        if self._partitioned and term in self._partitioned:
            return True
        match term:
            case Identity():
                return True
            case Symbol() | Indexed():
                if term in self._definitions:
                    return self.definite(self._definitions[term], depth - 1)
                if term.shape == SCALAR:
                    return self._above_zero(self._symbol(term, depth))
                return Property.POSITIVE_DEFINITE in self.context.properties(term.name)
            case Inverse(inner) | Transpose(inner):
                return self.definite(inner, depth - 1)
            case Diag(vector) if shape_of(vector).is_vector:
                return self.positive_entries(vector, depth - 1)
            case IndexedSum(body, index, lower, upper) if self._nonempty(lower, upper):
                with self._binding((index.name,), _from(lower)):
                    return self.definite(body, depth - 1)
            case Sum(terms):
                return any(self.definite(part, depth - 1) for part in terms) and all(
                    self.semidefinite(part, depth - 1) for part in terms
                )
            case Product(factors):
                matrices = [factor for factor in factors if shape_of(factor) != SCALAR]
                scalars = [factor for factor in factors if shape_of(factor) == SCALAR]
                if not all(self.positive(factor) for factor in scalars):
                    return False
                while len(matrices) >= 2 and _mirrored(matrices):
                    if not self.orientation(matrices[0], depth - 1):
                        return False
                    matrices = matrices[1:-1]
                    if not matrices:
                        return True
                return len(matrices) <= 1 and all(
                    self.definite(factor, depth - 1) for factor in matrices
                )
            case _:
                return shape_of(term) == SCALAR and self._above_zero(self.interval(term, depth - 1))

    def positive_entries(self, term: Term, depth: int = DEEPEST) -> bool:
        """Whether all entries of a vector are known to be greater than zero."""
        if depth == 0:
            return False
        match term:
            case Ones():
                return True
            case Symbol() | Indexed():
                if term in self._definitions:
                    return self.positive_entries(self._definitions[term], depth - 1)
                return Property.POSITIVE in self.context.properties(term.name)
            case Diag(matrix):
                return self.definite(matrix, depth - 1)
            case Hadamard(left, right):
                return all(self.positive_entries(part, depth - 1) for part in (left, right))
            case Sum(terms):
                return all(self.positive_entries(part, depth - 1) for part in terms)
            case Product((*scalars, vector)) if all(shape_of(s) == SCALAR for s in scalars):
                return all(map(self.positive, scalars)) and self.positive_entries(vector, depth - 1)
            case _:
                return False

    def orientation(self, term: Term, depth: int = DEEPEST) -> bool:
        """Whether the determinant of a matrix is known to be positive."""
        if depth == 0 or not shape_of(term).is_square:
            return False
        if self.definite(term, depth - 1):
            return True
        match term:
            case Symbol() | Indexed() if term not in self._definitions:
                return self.context.properties(term.name) >= _POSITIVE_TRIANGLE_BELOW or (
                    self.context.properties(term.name) >= _POSITIVE_TRIANGLE_ABOVE
                )
            case Inverse(inner) | Transpose(inner):
                return self.orientation(inner, depth - 1)
            case Product(factors):
                return all(
                    self.positive(factor)
                    if shape_of(factor) == SCALAR
                    else self.orientation(factor, depth - 1)
                    for factor in factors
                )
            case _:
                return False

    def semidefinite(self, term: Term, depth: int) -> bool:
        """Whether a matrix is known to be symmetric positive semidefinite."""
        if self.definite(term, depth):
            return True
        match term:
            case Symbol(name=name) if term not in self._definitions:
                return Property.POSITIVE_SEMIDEFINITE in self.context.properties(name)
            case Sum(terms):
                return all(self.semidefinite(part, depth - 1) for part in terms)
            case Product(factors):
                scalars = [factor for factor in factors if shape_of(factor) == SCALAR]
                rest = [factor for factor in factors if shape_of(factor) != SCALAR]
                return all(self.positive(factor) for factor in scalars) and self._congruence(
                    rest, depth
                )
            case _:
                return False

    def _congruence(self, factors: list[Term], depth: int) -> bool:
        """``A ... M ... A^T`` with a semidefinite ``M``, or ``A A^T``."""
        while len(factors) >= 2:
            first, last = factors[0], factors[-1]
            if last != Transpose(first) and first != Transpose(last):
                return False
            factors = factors[1:-1]
        return not factors or self.semidefinite(factors[0], depth - 1)

    def _nonempty(self, lower: Term, upper: Term) -> bool:
        """Whether a range from 1 has a term: its upper limit is a positive integer."""
        if lower != Rational(1) or not isinstance(upper, Symbol) or upper in self._definitions:
            return False
        return self.context.properties(upper.name) >= {Property.INTEGER, Property.POSITIVE}

    def _drawn_nonempty(self, lower: Term, upper: Term) -> bool:
        """Whether a range from 1 has a term at every draw: limits are drawn from 3 on."""
        match upper:
            case Sum((Symbol() as inner, Rational(-1 | -2, 1))):
                upper = inner
            case _:
                pass
        if lower != Rational(1) or not isinstance(upper, Symbol) or upper in self._definitions:
            return False
        return upper.name not in self._bound

    @contextmanager
    def _binding(self, names: tuple[str, ...], interval: Interval) -> Iterator[None]:
        """Inside a binder, a name means what is bound, not what is declared."""
        before = self._bound
        self._bound = before | dict.fromkeys(names, interval)
        try:
            yield
        finally:
            self._bound = before

    def _inside(self, names: tuple[str, ...], body: Term, interval: Interval, depth: int) -> bool:
        """Whether the body of a binder is positive whatever the bound variables are."""
        with self._binding(names, interval):
            return self._above_zero(self.interval(body, depth - 1))

    def _collected(self, term: Sum, found: Interval, depth: int) -> Interval:
        """A sum whose like terms cancel, or that has a positive factor."""
        if shape_of(term) != SCALAR:
            return found
        if id(term) not in self._reduced:
            self._reduced[id(term)] = (term, collected(term))
        reduced = self._reduced[id(term)][1]
        if reduced is None:
            return found
        common, rest = reduced
        factors = [self.interval(atom, depth - 1) for atom, k in common for _ in range(k)]
        terms = rest.terms if isinstance(rest, Sum) else (rest,)
        inside = _add([self.interval(part, depth - 1) for part in terms])
        other = _multiply([*factors, inside])
        return other if self._above_zero(other) else found

    def _member(self, term: Indexed, family: list[Symbol | Indexed], depth: int) -> Interval:
        """A member of a family by the one definition of all its members."""
        schema = family[0]
        if len(family) > 1 or not _is_schema(schema) or not isinstance(schema, Indexed):
            return EVERYTHING
        if len(schema.indices) != len(term.indices):
            return EVERYTHING
        known = self._members.get(term)
        if known is None:
            moved: dict[Variable, Term] = {
                old: new
                for old, new in zip(schema.indices, term.indices, strict=True)
                if isinstance(old, Symbol)
            }
            try:
                value = substitute(self._definitions[schema], moved)
            except ValueError:
                return EVERYTHING
            known = self._members[term] = value
        return self.interval(known, depth - 1)

    def _symbol(self, term: Symbol | Indexed, depth: int) -> Interval:
        if term.name in self._bound:
            return self._bound[term.name]
        if isinstance(term, Indexed) and self.context.has_entry(term):
            on_diagonal = len(term.indices) == 2 and term.indices[0] == term.indices[1]
            known = self.context.properties(term.name)
            is_positive = on_diagonal and Property.POSITIVE_DIAGONAL in known
            return POSITIVE if is_positive else self._declared(term)
        if isinstance(term, Indexed):
            family = [d for d in self._definitions if d.name == term.name]
            found = self._by_induction(family, depth)
            if found is not None:
                return found
            if family and term not in self._definitions:
                return self._member(term, family, depth)
        if term in self._definitions:
            return self.interval(self._definitions[term], depth - 1)
        return self._declared(term)

    def _by_induction(self, family: list[Symbol | Indexed], depth: int) -> Interval | None:
        """Where all members are that a schema defines by earlier ones: ``b_t := a_t b_{t-1}``.

        The first ones, which are free, are where the family is declared to be.  If what the schema
        says of earlier ones that are there is there again, all members are.
        """
        if len(family) != 1 or not _is_schema(family[0]):
            return None
        name, value = family[0].name, self._definitions[family[0]]
        declared = self._declared(family[0])
        if declared == EVERYTHING or all(each.name != name for each in free_symbols(value)):
            return None
        with self._binding((name,), declared):
            found = self.interval(value, depth - 1)
        return declared if _is_within(found, declared) else None

    def _declared(self, term: Symbol | Indexed) -> Interval:
        declaration = self.context.declaration(term.name)
        if declaration is None or term.shape != SCALAR:
            return EVERYTHING
        low = declaration.above
        if Property.POSITIVE in self.context.properties(term.name) and (low is None or low < 0):
            low = Fraction(0)
        return (low, declaration.below)


def _is_within(inner: Interval, outer: Interval) -> bool:
    low = outer[0] is None or (inner[0] is not None and inner[0] >= outer[0])
    high = outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
    is_point = inner[0] is not None and inner[0] == inner[1]  # it may be an end
    return low and high and not is_point


def _is_schema(name: Symbol | Indexed) -> bool:
    """Whether a definition is one of all members of a family."""
    indices = name.indices if isinstance(name, Indexed) else ()
    return bool(indices) and all(isinstance(each, Symbol) for each in indices)


def _from(lower: Term) -> Interval:
    """Where an index is that begins at a limit."""
    if isinstance(lower, Rational):
        return (Fraction(2 * lower.numerator - 1, 2 * lower.denominator), None)
    return EVERYTHING


def _mirrored(factors: list[Term]) -> bool:
    """Whether a product begins with the transpose of its end."""
    first, last = factors[0], factors[-1]
    return last == Transpose(first) or first == Transpose(last)


def _even_power(inside: Interval, k: int) -> Interval:
    """Both ends of the base give the largest value; whether zero is possible, its signs.

    ``|x|`` is where ``|x|^k`` is for ``k = 1``.
    """
    low, high = inside
    if low is None or high is None or k > 64:
        above = low is not None and (low > 0 or (low == 0 and high != 0))
        below = high is not None and (high < 0 or (high == 0 and low != 0))
        return POSITIVE if above or below else EVERYTHING
    largest = max(abs(low), abs(high)) ** k
    if low >= 0 or high <= 0:
        return (min(abs(low), abs(high)) ** k, largest)
    return (Fraction(-1), largest)  # zero is possible: an open interval around it


def _add(parts: list[Interval]) -> Interval:
    low, high = Fraction(0), Fraction(0)
    lows = [part[0] for part in parts]
    highs = [part[1] for part in parts]
    return (
        None if None in lows else sum((x for x in lows if x is not None), low),
        None if None in highs else sum((x for x in highs if x is not None), high),
    )


def _multiply(parts: list[Interval]) -> Interval:
    low: Fraction | None = Fraction(1)
    high: Fraction | None = Fraction(1)
    negative = False
    if any(part_low == part_high == 0 for part_low, part_high in parts):
        return (Fraction(0), Fraction(0))
    for part in parts:
        part_low, part_high = part
        if part_high is not None and part_high <= 0:
            negative = not negative
            part_low, part_high = -part_high, None if part_low is None else -part_low
        if part_low is None or part_low < 0:
            return _between_corners(parts)
        low = None if low is None else low * part_low
        high = None if high is None or part_high is None else high * part_high
    if negative:
        return (None if high is None else -high, None if low is None else -low)
    return (low, high)


def _between_corners(parts: list[Interval]) -> Interval:
    """A product of bounded intervals, of either sign, lies between the products of their ends."""
    low, high = Fraction(1), Fraction(1)
    for part_low, part_high in parts:
        if part_low is None or part_high is None:
            return EVERYTHING
        corners = [end * other for end in (low, high) for other in (part_low, part_high)]
        low, high = min(corners), max(corners)
    return (low, high)
