"""The evaluator: the value of a term at an instance, in any domain.

One evaluator serves the prime field, the balls, the degree bounds and dual numbers over them.
Logarithms and roots go by structure where the domain asks for it (``log ab = log a + log b`` for
positive a, b), so that the prime field can compare them exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, assert_never

from symgauss.kernel import arrays, entries, integrals, measures, moments
from symgauss.kernel.calculus import derivative, gradient, hessian, jacobian
from symgauss.kernel.domains.complex_balls import ComplexBalls
from symgauss.kernel.domains.domain import (
    Domain,
    Value,
    block,
    negative,
    subtract,
    trace,
    zeros,
)
from symgauss.kernel.domains.dual import Duals
from symgauss.kernel.drawing.instance import MOST_ENTRIES, Instance, Key
from symgauss.kernel.findings import LimitReached, NotInDomain, Unsupported
from symgauss.kernel.laws import Laws
from symgauss.kernel.logarithms import absolute_of, log_of, power_of, root_of
from symgauss.kernel.plain_numbers import fraction, number_of
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import Shape, Size, square_shape
from symgauss.kernel.tables import Tables
from symgauss.kernel.terms import (
    Block,
    Constant,
    Covariance,
    CrossEntropy,
    Density,
    Derivative,
    Determinant,
    Diag,
    Dimension,
    Entropy,
    Expectation,
    Function,
    Gradient,
    Hadamard,
    Hessian,
    Identity,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Integral,
    Inverse,
    Jacobian,
    Kronecker,
    KullbackLeibler,
    MutualInformation,
    Named,
    NormalDensity,
    Ones,
    Opaque,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Variable,
    Vec,
    Zero,
)

MOST_TERMS = 64  #: terms of one sum or product over an index


class Evaluator:
    """Values of terms at one instance.  ``bound`` are local values of binders."""

    def __init__(
        self,
        instance: Instance,
        domain: Domain,
        tables: Tables,
        bound: Mapping[Key, Value] | None = None,
        parent: Evaluator | None = None,
    ) -> None:
        self.instance = instance
        self.domain = domain
        self.tables = tables
        self.bound = bound or {}
        self.bound_names = frozenset([name for name, _ in self.bound])
        self.hidden: frozenset[str] = self.bound_names
        if parent is not None:
            self.hidden |= parent.hidden
        self.parent = parent
        self._laws: Laws | None = None
        self.members: dict[Key, Value] = {}  #: of families that are defined by a schema
        self._memo: dict[int, Value] = {}
        self._outer: dict[int, Value] = {}  #: those in which nothing is bound here
        self._met: list[Term] = []  #: of the memo, kept alive so that ids stay their own
        self.logarithms: dict[tuple[str, int], tuple[Term, Value]] = {}  #: by identity
        self._numbers: dict[int, tuple[Term, Fraction | None]] = {}

    @property
    def laws(self) -> Laws:
        """The laws as seen from here."""
        if self._laws is None:
            self._laws = Laws(self)
        return self._laws

    # --- scopes ------------------------------------------------------------------------------

    def inside(self, bound: Mapping[Key, Value], domain: Domain | None = None) -> Evaluator:
        """An evaluator in which some variables have local values.

        Indices that run are numbers wherever they stand: no variable may have the name of one.
        """
        if self.tables.indices.keys() & bound.keys():
            raise Unsupported("a variable with the name of an index that runs")
        return Evaluator(self.instance, domain or self.domain, self.tables, bound, self)

    def counting(self, indices: Mapping[Key, Value]) -> Evaluator:
        """An evaluator in which indices run, or letters of a schema stand for numbers."""
        return Evaluator(self.instance, self.domain, self.tables, indices, self)

    def again(self, bound: Mapping[Key, Value]) -> None:
        """Give the variables other values: what they are not in is known.

        For the scope of a loop, which nothing but the loop has.
        """
        self.bound = bound
        self._memo = self._outer.copy()
        self._met.clear()
        self._laws = None
        self.members.clear()
        self.logarithms.clear()
        self._numbers.clear()

    def key(self, variable: Variable) -> Key:
        """The name of a variable with the values of its indices."""
        if isinstance(variable, Symbol):
            return (variable.name, ())
        if self.tables.context.has_entry(variable):
            raise Unsupported("an entry of a vector as a variable", variable)
        return self._member(variable)

    def _member(self, variable: Indexed) -> Key:
        running, numbers = self.tables.indices, []
        for index in variable.indices:
            number = running.get((index.name, ())) if isinstance(index, Symbol) else None
            numbers.append(self.integer(index) if number is None else number)
        return (variable.name, tuple(numbers))

    def size(self, size: Size) -> int:
        """A size as a number."""
        try:
            return size.at(self.instance.sizes)
        except KeyError as error:
            raise Unsupported(f"the dimension {error.args[0]} has no size") from None

    def _dims(self, shape: Shape) -> tuple[int, int]:
        """Rows and columns of an array that is made here."""
        rows, columns = self.size(shape.rows), self.size(shape.columns)
        if rows * columns > MOST_ENTRIES:
            raise LimitReached(f"a matrix of {rows} x {columns} entries is too large")
        return rows, columns

    def integer(self, term: Term) -> int:
        """An integer term (an index, a limit) as a number; ``Unsupported`` if it is none."""
        running = self._running(term)
        if running is not None:
            return running
        number = self.number(term)
        if number is None or number.denominator != 1:
            raise Unsupported("an index or a limit that is no integer", term)
        return int(number)

    def _running(self, term: Term) -> int | None:
        """The most frequent indices at once: a number, one that runs, or ``t - 1``."""
        if isinstance(term, Symbol):
            return self.tables.indices.get((term.name, ()))
        if isinstance(term, Rational):
            return term.numerator if term.denominator == 1 else None
        if not isinstance(term, Sum):
            return None
        total = 0
        for part in term.terms:
            number = None if isinstance(part, Sum) else self._running(part)
            if number is None:
                return None
            total += number
        return total

    def number(self, term: Term) -> Fraction | None:
        """A term of numbers, sizes and integer symbols as a fraction, or ``None``."""
        if type(term) is Rational:
            return fraction(term.numerator, term.denominator)
        if not self.tables.countable(term):
            return None
        if isinstance(term, Sum | Product | Power):
            if id(term) not in self._numbers:
                self._numbers[id(term)] = (term, number_of(self, term))
            return self._numbers[id(term)][1]
        return number_of(self, term)

    def definition(self, key: Key) -> Term | None:
        """What a name is defined as, unless a binder hides the definition."""
        return None if self.is_bound(key) else self.tables.unfold(key)

    def is_bound(self, key: Key) -> bool:
        """Whether a binder gives a local value to a name."""
        here: Evaluator | None = self if key[0] in self.hidden else None
        while here is not None:
            if key in here.bound:
                return True
            here = here.parent
        return False

    # --- values ------------------------------------------------------------------------------

    def value(self, term: Term) -> Value:
        """The value of a term."""
        known = self._memo.get(id(term))
        if known is not None:
            return known
        if self.parent is not None and self.bound_names.isdisjoint(
            self.tables.dependencies.of(term)
        ):
            value = self.parent.value(term)
            if self.domain is not self.parent.domain:
                value = self.lift(value, self.parent.domain)
            self._outer[id(term)] = value  # the parent keeps the term alive
        else:
            compute = _QUICKLY.get(type(term))
            value = self._compute(term) if compute is None else compute(self, term)
            self._met.append(term)
        self._memo[id(term)] = value
        return value

    def lift(self, value: Value, source: Domain) -> Value:
        """A value of a domain below as one of this domain: a dual number with slope zero."""
        domain = self.domain
        while domain is not source:
            if not isinstance(domain, Duals | ComplexBalls):
                message = "a scope changes its domain by duals and by complex numbers only"
                raise TypeError(message)
            value = domain.lifted(value)
            domain = domain.base
        return value

    def symbol(self, variable: Variable) -> Value:
        """The value of a symbol: bound, defined, or drawn."""
        tables, instance = self.tables, self.instance
        tables.tick()
        name = variable.name
        if isinstance(variable, Symbol):
            key: Key = (name, ())
        elif tables.context.has_entry(variable):
            return entries.entry(self, variable)
        else:
            key = self._member(variable)
        here: Evaluator | None = self if name in self.hidden else None
        while here is not None:
            if key in here.bound:
                return self.lift(here.bound[key], here.domain)
            here = here.parent
        if key in tables.indices:
            return self.domain.rational(fraction(tables.indices[key]))
        defined = self._defined(key) if tables.is_defined(name) else None
        if defined is not None:
            return defined
        if name in instance.integers:
            drawn = instance.member(*key) if key[1] else instance.integers[name]
            return self.domain.rational(Fraction(drawn))
        value = instance.values.get(key)
        if value is None:
            value = instance.value(name, key[1], variable.shape)
        return value if instance.domain is self.domain else self.lift(value, instance.domain)

    def _defined(self, key: Key) -> Value | None:
        """The value of what a name is defined as.

        A member of a family is evaluated once, outside of all binders, with its own letters bound,
        unless its definition speaks of what a binder binds.
        """
        found = self.tables.defining(key)
        if found is None:
            return None
        definition, letters = found
        if not letters:
            return self.value(definition.value)
        names = self.tables.dependencies.of(definition.value) - {each.name for each in letters}
        root = self
        while root.parent is not None and not names & root.bound_names:
            root = root.parent
        if root.parent is not None:
            unfolded = self.tables.unfold(key)
            return None if unfolded is None else self.value(unfolded)
        if key not in root.members:
            indices: dict[Key, int] = {(each.name, ()): index for each, index in letters.items()}
            bound: dict[Key, Value] = {
                name: root.domain.rational(fraction(i)) for name, i in indices.items()
            }
            with self.tables.only(indices):
                root.members[key] = root.counting(bound).value(definition.value)
        return self.lift(root.members[key], root.domain)

    def _compute(self, term: Term) -> Value:
        domain = self.domain
        self.tables.tick()
        match term:
            case Symbol() | Indexed():
                return self.symbol(term)
            case Product():
                return self._product(term)
            case Sum():
                return self._sum(term)
            case Rational(p, q):
                return domain.rational(fraction(p, q))
            case Power(base, exponent):
                return power_of(self, base, exponent)
            case Function(name, argument):
                return self._function(name, argument)
            case Opaque(name, arguments, shape):
                rows, columns = self.size(shape.rows), self.size(shape.columns)
                return domain.opaque(name, [self.value(a) for a in arguments], rows, columns)
            case Transpose(matrix):
                return domain.transpose(self.value(matrix))
            case Inverse(matrix):
                return domain.inverse(self.value(matrix))
            case IndexedSum() | IndexedProduct():
                return self._indexed(term)
            case Constant(name):
                return domain.constant(name)
            case Dimension(size):
                return domain.rational(Fraction(self.size(size)))
            case Identity(size):
                return domain.identity(self._dims(square_shape(size))[0])
            case Zero(shape):
                return zeros(domain, *self._dims(shape))
            case Ones(shape):
                rows, columns = self._dims(shape)
                return domain.build(
                    rows, columns, [domain.rational(Fraction(1))] * (rows * columns)
                )
            case Trace(matrix):
                return trace(domain, self.value(matrix))
            case Determinant(matrix):
                return domain.determinant(self.value(matrix))
            case Kronecker(left, right):
                return arrays.kronecker(domain, self.value(left), self.value(right))
            case Hadamard(left, right):
                return arrays.hadamard(domain, self.value(left), self.value(right))
            case Vec(matrix):
                return arrays.vec(domain, self.value(matrix))
            case Diag(argument):
                return arrays.diag(domain, self.value(argument))
            case Block(rows):
                return block(domain, [[self.value(part) for part in row] for row in rows])
            case Density(law) if measures.is_unstated(self, law):
                return measures.density(self, law)
            case NormalDensity() | Density():
                return self.exponential(log_of(self, term), term)
            case Expectation(body, law):
                return moments.expectation(self, body, law)
            case Covariance(left, right, law):
                return moments.covariance(self, left, right, law)
            case Entropy(Named() as law) if measures.is_unstated(self, law):
                return measures.entropy(self, law)
            case Entropy(law):
                return negative(domain, moments.expected_log_density(self, law, law))
            case CrossEntropy(under, of):
                return negative(domain, moments.expected_log_density(self, under, of))
            case KullbackLeibler(left, right):
                own = moments.expected_log_density(self, left, left)
                return subtract(domain, own, moments.expected_log_density(self, left, right))
            case MutualInformation(name, left, right, given):
                return moments.mutual_information(self, name, left, right, given)
            case Integral():
                return integrals.integral(self, term)
            case Derivative(body, variable):
                return derivative(self, body, variable)
            case Gradient(body, variable):
                return gradient(self, body, variable)
            case Jacobian(body, variable):
                return jacobian(self, body, variable)
            case Hessian(body, variable):
                return hessian(self, body, variable)
            case _:
                assert_never(term)

    def exponential(self, logarithm: Value, term: Term) -> Value:
        """``exp`` of a logarithm, where the domain has it."""
        if self.domain.structural:
            raise NotInDomain(f"{type(term).__name__} has no value in a prime field")
        return self.domain.function("exp", logarithm)

    def _sum(self, term: Sum) -> Value:
        self.tables.tick()
        add, first, *others = self.domain.add, *term.terms
        total = self.value(first)
        for part in others:
            total = add(total, self.value(part))
        return total

    def _product(self, term: Product) -> Value:
        """Numbers are gathered first, so that a formal logarithm may be scaled by them."""
        self.tables.tick()
        domain = self.domain
        scale: Fraction | None = None
        total: Value = None
        countable = self.tables.countable
        for factor in term.factors:
            number = self.number(factor) if countable(factor) else None
            if number is not None:
                scale = number if scale is None else scale * number
                continue
            value = self.value(factor)
            total = value if total is None else domain.mul(total, value)
        if total is None:
            return domain.rational(Fraction(1) if scale is None else scale)
        return total if scale is None or scale == 1 else domain.scale(scale, total)

    def _rational(self, term: Rational) -> Value:
        return self.domain.rational(fraction(term.numerator, term.denominator))

    def _function(self, name: str, argument: Term) -> Value:
        if self.domain.structural and name == "log":
            return log_of(self, argument)
        if self.domain.structural and name == "sqrt":
            return root_of(self, argument)
        if self.domain.structural and name == "abs":
            return absolute_of(self, argument)
        return self.domain.function(name, self.value(argument))

    def range_of(self, lower: Term, upper: Term) -> range:
        """The values of an index."""
        first, last = self.integer(lower), self.integer(upper)
        if last - first >= MOST_TERMS:
            raise LimitReached(f"more than {MOST_TERMS} terms over an index")
        return range(first, last + 1)

    def _indexed(self, term: IndexedSum | IndexedProduct) -> Value:
        domain, tables = self.domain, self.tables
        key: Key = (term.index.name, ())
        together = domain.add if isinstance(term, IndexedSum) else domain.mul
        places = self.range_of(term.lower, term.upper)
        total: Value = None
        with tables.index(key, places.start):
            scope = self.counting({key: None})
            for i in places:
                tables.indices[key] = i
                scope.again({key: domain.rational(fraction(i))})
                value = scope.value(term.body)
                total = value if total is None else together(total, value)
        if total is not None:
            return total
        shape = shape_of(term)
        rows, columns = self.size(shape.rows), self.size(shape.columns)
        if isinstance(term, IndexedSum):
            return zeros(domain, rows, columns)
        return domain.identity(rows)


#: The most frequent nodes, which need no look through all kinds.
_QUICKLY: dict[type, Callable[[Evaluator, Any], Value]] = {
    Symbol: Evaluator.symbol,
    Indexed: Evaluator.symbol,
    Product: Evaluator._product,  # noqa: SLF001 - its own
    Sum: Evaluator._sum,  # noqa: SLF001
    Rational: Evaluator._rational,  # noqa: SLF001
}
