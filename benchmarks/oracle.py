"""A second opinion on a step: both sides at random points, in 50 digits, by mpmath.

It shares no code with the kernel: terms are its only common ground.  Matrices are small, normals
are integrated by Gauss-Hermite nodes, other integrals by quadrature, derivatives by differences of
high precision.  It is slow, and says ``UNCLEAR`` where it does not know a construct.
"""

from __future__ import annotations

import operator
import random
import zlib
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import product
from typing import Any

import mpmath as mp

from symgauss.kernel.context import Context, Property
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.sizes import Shape, Size
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
    Identity,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Integral,
    Inverse,
    Kronecker,
    KullbackLeibler,
    Law,
    Normal,
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
from symgauss.kernel.traversal import subterms

DIGITS = 50
POINTS = 4
CLOSE = mp.mpf(10) ** -15  #: relative; differentiation and quadrature lose digits
NODES = 8  #: of Gauss and Hermite, for one dimension: exact to degree 15
SIZES = (3, 2, 4, 5)
FUNCTIONS: dict[str, Any] = {
    "exp": mp.exp,
    "log": mp.log,
    "sqrt": mp.sqrt,
    "abs": abs,
    "gamma": mp.gamma,
    "digamma": mp.digamma,
    "erf": mp.erf,
    "Phi": mp.ncdf,
    "sin": mp.sin,
    "cos": mp.cos,
    "tanh": mp.tanh,
}
ORDERS: dict[RelationKind, Any] = {
    RelationKind.LESS: operator.lt,
    RelationKind.LESS_EQUAL: operator.le,
    RelationKind.GREATER: operator.gt,
    RelationKind.GREATER_EQUAL: operator.ge,
}
UP_TO = {RelationKind.PROPORTIONAL, RelationKind.EQUAL_UP_TO_CONSTANT}
Matrix = Any  #: an ``mp.matrix``; mpmath has no types
Key = tuple[str, tuple[int, ...]]
Env = dict[Key, Matrix]


class Opinion(StrEnum):
    """What the points say."""

    SAME = "same"
    DIFFERENT = "different"
    UNCLEAR = "unclear"


def opinion(lhs: Term, relation: Relation, rhs: Term, context: Context, seed: int = 0) -> Opinion:
    """Whether both sides agree at every point that could be drawn."""
    agreed = 0
    integers = counted(lhs, rhs, context)
    with mp.workdps(DIGITS):
        for turn in range(4 * POINTS):
            world = World(context, random.Random(f"{seed}-{turn}"), turn, integers)
            try:
                same = world.agrees(lhs, relation, rhs)
            except (ZeroDivisionError, ValueError, ArithmeticError):
                continue  # singular here: another point
            except (NotImplementedError, TypeError, KeyError, IndexError):
                return Opinion.UNCLEAR
            if not same:
                return Opinion.DIFFERENT
            agreed += 1
            if agreed == POINTS:
                return Opinion.SAME
    return Opinion.UNCLEAR


@dataclass
class World:
    """One random instance of a context."""

    context: Context
    rng: random.Random
    turn: int
    integers: frozenset[str] = frozenset()  #: names that are counted with
    values: Env = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def agrees(self, lhs: Term, relation: Relation, rhs: Term) -> bool:
        left, right = self.value(lhs, {}), self.value(rhs, {})
        if relation.kind in UP_TO:
            moved = {self.key(v, {}): self.fresh(v.name, v.shape) for v in relation.variables}
            there = self.value(lhs, moved), self.value(rhs, moved)
            if relation.kind is RelationKind.PROPORTIONAL:
                left, right = left / there[0][0], right / there[1][0]
            else:
                left, right = left - there[0], right - there[1]
        elif relation.kind in ORDERS:
            return bool(ORDERS[relation.kind](left[0], right[0]))
        elif relation.kind is not RelationKind.EQUAL:
            raise NotImplementedError(relation.kind)
        scale = max([abs(x) for x in left] + [abs(x) for x in right] + [mp.mpf(1)])
        return all(abs(a - b) <= CLOSE * scale for a, b in zip(left, right, strict=True))

    # --- drawing -------------------------------------------------------------------------------

    def size(self, size: Size) -> int:
        for name in sorted(size.dimensions):
            self.sizes.setdefault(name, SIZES[(len(self.sizes) + self.turn) % len(SIZES)])
        found = size.at(self.sizes)
        if found < 1:
            raise ValueError("no entries")
        return found

    def dims(self, shape: Shape) -> tuple[int, int]:
        return self.size(shape.rows), self.size(shape.columns)

    def number(self, low: float, high: float) -> Matrix:
        return mp.mpf(low) + (mp.mpf(high) - low) * self.rng.randint(1, 10**12) / 10**12

    def fresh(self, name: str, shape: Shape) -> Matrix:
        properties = self.context.properties(name)
        rows, columns = self.dims(shape)
        if shape.is_scalar:
            return mp.matrix([[self.scalar(name, properties)]])
        raw = mp.matrix(rows, columns)
        for i, j in product(range(rows), range(columns)):
            raw[i, j] = self.number(-2, 2)
        return self.shaped(raw, rows, properties)

    def scalar(self, name: str, properties: frozenset[Property]) -> Any:  # noqa: ANN401
        if Property.INTEGER in properties or name in self.integers:
            return mp.mpf(self.rng.randint(2, 6))
        declared = self.context.declaration(name)
        above = declared.above if declared else None
        below = declared.below if declared else None
        if above is None and Property.NONNEGATIVE in properties:
            above = Fraction(0)
        low = mp.mpf(above.numerator) / above.denominator if above is not None else None
        high = mp.mpf(below.numerator) / below.denominator if below is not None else None
        if low is None and high is None:
            return self.number(-2, 2)
        if low is None:
            low = high - 3
        return self.number(low, high if high is not None else low + 3)

    def shaped(self, raw: Matrix, n: int, properties: frozenset[Property]) -> Matrix:
        if Property.ORTHOGONAL in properties:
            return mp.qr(raw)[0]
        if Property.DIAGONAL in properties:
            square = Property.POSITIVE_SEMIDEFINITE in properties
            return mp.diag([raw[i, i] ** 2 if square else raw[i, i] for i in range(n)])
        if Property.POSITIVE_SEMIDEFINITE in properties:
            return raw * raw.T
        for i, j in product(range(raw.rows), range(raw.cols)):
            above = i < j and Property.LOWER_TRIANGULAR in properties
            below = i > j and Property.UPPER_TRIANGULAR in properties
            if above or below:
                raw[i, j] = mp.mpf(0)
            if i == j and Property.POSITIVE_DIAGONAL in properties:
                raw[i, j] = abs(raw[i, j]) + mp.mpf("0.1")
        return raw + raw.T if Property.SYMMETRIC in properties else raw

    def key(self, variable: Variable, env: Env) -> Key:
        if isinstance(variable, Symbol):
            return variable.name, ()
        return variable.name, tuple(self.integer(index, env) for index in variable.indices)

    def integer(self, term: Term, env: Env) -> int:
        value = self.value(term, env)[0]
        if value != int(value):
            raise NotImplementedError("an index that is no integer")
        return int(value)

    def symbol(self, variable: Variable, env: Env) -> Matrix:
        key = self.key(variable, env)
        if key in env:
            return env[key]
        for definition in self.context.definitions:
            name = definition.name
            if name == variable:
                return self.value(definition.value, env)
            if isinstance(name, Indexed) and name.name == variable.name:
                return self.member(name, definition.value, key, env)
        array = self.context.declaration(variable.name)
        is_number = isinstance(variable, Indexed) and variable.shape.is_scalar
        if is_number and array is not None and not array.shape.is_scalar:
            return self.entry(Symbol(variable.name, array.shape), key[1], env)
        if key not in self.values:
            self.values[key] = self.fresh(variable.name, variable.shape)
        return self.values[key]

    def entry(self, array: Symbol, indices: tuple[int, ...], env: Env) -> Matrix:
        """The entry ``y_i`` of a vector, or ``A_ij`` of a matrix; they are counted from one."""
        whole = self.symbol(array, env)
        row, column = (*indices, 1) if len(indices) == 1 else indices
        if not (1 <= row <= whole.rows and 1 <= column <= whole.cols):
            raise NotImplementedError("an entry that is not there")
        return mp.matrix([[whole[row - 1, column - 1]]])

    def member(self, name: Indexed, value: Term, key: Key, env: Env) -> Matrix:
        """A member of a family that is defined for every index."""
        bound = dict(env)
        for pattern, index in zip(name.indices, key[1], strict=True):
            if not isinstance(pattern, Symbol):
                raise NotImplementedError("a definition over an index that is no letter")
            bound[pattern.name, ()] = mp.matrix([[mp.mpf(index)]])
        return self.value(value, bound)

    # --- evaluation ----------------------------------------------------------------------------

    def value(self, term: Term, env: Env) -> Matrix:
        match term:
            case Rational(a, b):
                return mp.matrix([[mp.mpf(a) / b]])
            case Constant(name):
                return mp.matrix([[mp.pi if name == "pi" else mp.e]])
            case Symbol() | Indexed():
                return self.symbol(term, env)
            case Dimension(size):
                return mp.matrix([[mp.mpf(self.size(size))]])
            case Identity(size):
                return mp.eye(self.size(size))
            case Zero(shape):
                return mp.zeros(*self.dims(shape))
            case Ones(shape):
                return mp.ones(*self.dims(shape))
            case Sum(terms):
                return total([self.value(part, env) for part in terms])
            case Product(factors):
                return multiplied([self.value(part, env) for part in factors])
            case Power(base, exponent):
                return power(self.value(base, env), self.value(exponent, env)[0])
            case Inverse(matrix):
                return inverse(self.value(matrix, env))
            case Transpose(matrix):
                return self.value(matrix, env).T
            case Trace(matrix):
                inner = self.value(matrix, env)
                return mp.matrix([[sum(inner[i, i] for i in range(inner.rows))]])
            case Determinant(matrix):
                return mp.matrix([[mp.det(self.value(matrix, env))]])
            case Kronecker(left, right):
                return kronecker(self.value(left, env), self.value(right, env))
            case Hadamard(left, right):
                a, b = self.value(left, env), self.value(right, env)
                return mp.matrix(
                    [[a[i, j] * b[i, j] for j in range(a.cols)] for i in range(a.rows)]
                )
            case Vec(matrix):
                inner = self.value(matrix, env)
                return mp.matrix(
                    [[inner[i, j]] for j in range(inner.cols) for i in range(inner.rows)]
                )
            case Diag(argument):
                inner = self.value(argument, env)
                if inner.cols == 1:
                    return mp.diag(list(inner))
                return mp.matrix([[inner[i, i]] for i in range(inner.rows)])
            case Block(rows):
                return blocks([[self.value(part, env) for part in row] for row in rows])
            case Function("log", NormalDensity() as density):
                return self.log_normal(density, env)
            case Function(name, argument):
                return mp.matrix([[real(FUNCTIONS[name](self.value(argument, env)[0]))]])
            case Opaque(name, arguments, shape):
                return self.opaque(name, [self.value(part, env) for part in arguments], shape)
            case IndexedSum() | IndexedProduct():
                return self.over_index(term, env)
            case NormalDensity():
                return mp.matrix([[mp.exp(self.log_normal(term, env)[0])]])
            case Density(law):
                return mp.matrix([[mp.exp(self.log_density(law, env))]])
            case Expectation(body, law):
                return self.mean(lambda inside: self.value(body, inside), law, env)
            case Covariance(left, right, law):
                return self.covariance(left, right, law, env)
            case Entropy(law):
                return -self.mean(lambda i: mp.matrix([[self.log_density(law, i)]]), law, env)
            case CrossEntropy(under, of):
                return -self.mean(
                    lambda i: mp.matrix([[self.log_density(of, i, under)]]), under, env
                )
            case KullbackLeibler(left, right):
                return self.mean(
                    lambda i: mp.matrix(
                        [[self.log_density(left, i) - self.log_density(right, i, left)]]
                    ),
                    left,
                    env,
                )
            case Integral():
                return self.integral(term, env)
            case Derivative(body, variable) | Gradient(body, variable):
                return self.gradient(body, variable, env)
            case _:
                raise NotImplementedError(type(term).__name__)

    def opaque(self, name: str, arguments: list[Matrix], shape: Shape) -> Matrix:
        """Some smooth function that depends on its name alone."""
        rng = random.Random(zlib.crc32(name.encode()))
        rows, columns = self.dims(shape)
        flat = [x for argument in arguments for x in argument]
        result = mp.matrix(rows, columns)
        for i, j in product(range(rows), range(columns)):
            phase = sum((mp.mpf(rng.randint(1, 99)) / 50 * x for x in flat), mp.mpf(rng.random()))
            result[i, j] = mp.cos(phase) + mp.mpf(2)
        return result

    def over_index(self, term: IndexedSum | IndexedProduct, env: Env) -> Matrix:
        first, last = self.integer(term.lower, env), self.integer(term.upper, env)
        if not first <= last <= first + 40:
            raise ValueError("an empty or long range")
        name = (term.index.name, ())
        parts = [
            self.value(term.body, {**env, name: mp.matrix([[mp.mpf(i)]])})
            for i in range(first, last + 1)
        ]
        return total(parts) if isinstance(term, IndexedSum) else multiplied(parts)

    # --- normals -------------------------------------------------------------------------------

    def log_normal(self, term: NormalDensity, env: Env) -> Matrix:
        parts = [self.value(x, env) for x in (term.point, term.mean, term.covariance)]
        return mp.matrix([[log_density(*parts)]])

    def moments(self, law: Law, env: Env) -> tuple[list[Variable], Matrix, Matrix]:
        if isinstance(law, Normal):
            return [law.variable], self.value(law.mean, env), self.value(law.covariance, env)
        known = {d.variable: d for d in self.context.distributions if d.density == law.name}
        if len(law.variables) == 1 and law.variables[0] in known:
            distribution = known[law.variables[0]]
            if set(distribution.given) == set(law.given) & (known.keys() | set(distribution.given)):
                mean = self.value(distribution.mean, env)
                return list(law.variables), mean, self.value(distribution.covariance, env)
        raise NotImplementedError("a law of several variables")

    def log_density(self, law: Law, env: Env, like: Law | None = None) -> Any:  # noqa: ANN401
        variables, mean, covariance = self.moments(law, env)
        at = like or law
        point = at.variable if isinstance(at, Normal) else at.variables[0]
        del variables
        return log_density(self.symbol(point, env), mean, covariance)

    def mean(self, body: Any, law: Law, env: Env) -> Matrix:  # noqa: ANN401 - a function of Env
        (variable,), centre, covariance = self.moments(law, env)
        root = mp.cholesky(covariance)
        nodes = hermite()
        if centre.rows > 3:
            raise ValueError("too many nodes")
        found = []
        for chosen in product(nodes, repeat=centre.rows):
            point = centre + root * mp.matrix([[node] for node, _ in chosen])
            weight = mp.fprod(w for _, w in chosen)
            found.append(weight * body({**env, self.key(variable, env): point}))
        return total(found)

    def covariance(self, left: Term, right: Term, law: Law, env: Env) -> Matrix:
        both = self.mean(lambda i: self.value(left, i) * self.value(right, i).T, law, env)
        first = self.mean(lambda i: self.value(left, i), law, env)
        return both - first * self.mean(lambda i: self.value(right, i), law, env).T

    # --- analysis ------------------------------------------------------------------------------

    def integral(self, term: Integral, env: Env) -> Matrix:
        if not term.variable.shape.is_scalar:
            raise NotImplementedError("an integral over a vector")
        low = self.value(term.lower, env)[0] if term.lower is not None else -mp.inf
        high = self.value(term.upper, env)[0] if term.upper is not None else mp.inf
        name = self.key(term.variable, env)

        def at(x: Any) -> Any:  # noqa: ANN401
            return self.value(term.body, {**env, name: mp.matrix([[x]])})[0]

        return mp.matrix([[mp.quad(at, [low, 0, high] if low < 0 < high else [low, high])]])

    def gradient(self, body: Term, variable: Variable, env: Env) -> Matrix:
        here = self.symbol(variable, env)
        name = self.key(variable, env)
        if here.rows == here.cols == 1:
            value = self.value(body, env)
            return mp.matrix(
                [
                    [mp.diff(self.along(body, name, here, (0, 0), (i, j), env), here[0])
                     for j in range(value.cols)]
                    for i in range(value.rows)
                ]
            )  # fmt: skip
        result = mp.matrix(here.rows, here.cols)
        for place in product(range(here.rows), range(here.cols)):
            slope = self.along(body, name, here, place, (0, 0), env)
            result[place] = mp.diff(slope, here[place])
        return result

    def along(  # noqa: PLR0917 - a function of one entry of one matrix
        self,
        body: Term,
        name: Key,
        here: Matrix,
        place: tuple[int, int],
        entry: tuple[int, int],
        env: Env,
    ) -> Any:  # noqa: ANN401
        def at(x: Any) -> Any:  # noqa: ANN401
            there = here.copy()
            there[place] = x
            return self.value(body, {**env, name: there})[entry]

        return at


def counted(lhs: Term, rhs: Term, context: Context) -> frozenset[str]:
    """Names that stand in limits and indices."""
    found: set[str] = set()
    for side in (lhs, rhs, *(definition.value for definition in context.definitions)):
        for part in subterms(side):
            places: tuple[Term, ...] = ()
            if isinstance(part, IndexedSum | IndexedProduct):
                places = (part.lower, part.upper)
            elif isinstance(part, Indexed):
                places = part.indices
            for place in places:
                inner = subterms(place)
                found.update(p.name for p in inner if isinstance(p, Symbol | Indexed))
    return frozenset(found)


def total(parts: list[Matrix]) -> Matrix:
    """The sum."""
    result = parts[0].copy()
    for part in parts[1:]:
        if (part.rows, part.cols) != (result.rows, result.cols):
            raise NotImplementedError("shapes that do not fit")
        result += part
    return result


def multiplied(factors: list[Matrix]) -> Matrix:
    """The product, where a 1 x 1 matrix is a scalar."""
    result = factors[0]
    for factor in factors[1:]:
        if factor.rows == factor.cols == 1:
            result = result * factor[0]
        elif result.rows == result.cols == 1:
            result = result[0] * factor
        else:
            result = result * factor
    return result


def inverse(matrix: Matrix) -> Matrix:
    """The inverse; where only rounding keeps a matrix from being singular, it is no point."""
    found = mp.inverse(matrix)
    if max(map(abs, found)) * max(map(abs, matrix)) > mp.mpf(10) ** (DIGITS // 2):
        raise ValueError("singular")
    return found


def power(base: Matrix, exponent: Any) -> Matrix:  # noqa: ANN401
    """A scalar power, or an integer power of a matrix."""
    if base.rows == base.cols == 1:
        return mp.matrix([[real(mp.power(base[0], exponent))]])
    return base ** int(exponent)


def real(value: Any) -> Any:  # noqa: ANN401
    """A real number; where there is none, the point is no point of the step."""
    if isinstance(value, mp.mpc):
        raise ValueError("not real")  # noqa: TRY004 - a value, not a type
    return value


def kronecker(a: Matrix, b: Matrix) -> Matrix:
    """The Kronecker product."""
    return blocks([[a[i, j] * b for j in range(a.cols)] for i in range(a.rows)])


def blocks(rows: list[list[Matrix]]) -> Matrix:
    """A matrix from blocks."""
    flat = [
        [part[i, j] for part in row for j in range(part.cols)]
        for row in rows
        for i in range(row[0].rows)
    ]
    return mp.matrix(flat)


def log_density(point: Matrix, mean: Matrix, covariance: Matrix) -> Any:  # noqa: ANN401
    """Log density of a normal; undefined for a matrix that is no covariance."""
    gap = point - mean
    root = mp.cholesky(covariance)  # raises ValueError for another matrix
    half = mp.lu_solve(root, gap)
    logs = sum(mp.log(root[i, i]) for i in range(root.rows))
    return -(half.T * half)[0] / 2 - logs - mp.mpf(gap.rows) / 2 * mp.log(2 * mp.pi)


def hermite() -> list[tuple[Any, Any]]:
    """Nodes and weights for a standard normal."""
    coefficients = [mp.mpf(1)], [mp.mpf(0), mp.mpf(1)]
    before, last = coefficients
    for k in range(1, NODES):
        shifted = [mp.mpf(0), *last]
        padded = before + [mp.mpf(0)] * (len(shifted) - len(before))
        before, last = last, [s - k * p for s, p in zip(shifted, padded, strict=True)]
    roots = mp.polyroots(last[::-1], maxsteps=500, extraprec=400)
    found = []
    for node in roots:
        below = mp.polyval(before[::-1], node)
        found.append((node, mp.factorial(NODES) / (NODES * below) ** 2))
    return found
