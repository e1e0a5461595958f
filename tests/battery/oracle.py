"""A second evaluator of terms, in floating point, that shares no code with the kernel's.

It knows nothing exactly: normals are integrated by Gauss-Hermite nodes or by the trapezoidal
rule, derivatives are central differences.  That is enough to say that two sides differ.
"""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product
from typing import Any

import mpmath
import numpy as np

from symgauss.kernel.context import Context, Property
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import Shape
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
    Kronecker,
    KullbackLeibler,
    Law,
    MutualInformation,
    Named,
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

Array = np.ndarray[Any, np.dtype[np.float64]]
Key = tuple[str, tuple[int, ...]]
Env = dict[Key, Array]

STEP = 5e-3  #: of the central differences, of sixth order
COSTLY = (Expectation, Covariance, Integral, Entropy, CrossEntropy, KullbackLeibler)
LADDERS = ((3, 2, 4), (2, 3, 4), (4, 3, 2))  #: sizes of the dimensions at the three points
COSTLY_LADDERS = ((2, 3, 4), (1, 2, 3), (2, 1, 3))
REACH, SPACING = 14.0, 0.125  #: of the trapezoidal rule over the line
STENCIL = ((1, 3 / 4), (2, -3 / 20), (3, 1 / 60))


class Opinion(StrEnum):
    """What floating point can say about two sides."""

    SAME = "same"
    DIFFERENT = "different"
    UNDEFINED = "undefined"
    UNCLEAR = "unclear"


def opinion(lhs: Term, relation: Relation, rhs: Term, context: Context, seed: int = 0) -> Opinion:
    """Compare both sides at two random points, and at a third where these do not settle it."""
    found: list[Opinion] = []
    if any(hopeless(side) for side in (lhs, rhs)):
        return Opinion.UNCLEAR
    costly = any(isinstance(part, COSTLY) for side in (lhs, rhs) for part in subterms(side))
    for draw in range(3):
        if found in ([Opinion.DIFFERENT] * 2, [Opinion.SAME] * 2):
            break
        world = World(context, np.random.default_rng([seed, draw]), costly=costly, turn=draw)
        with np.errstate(all="ignore"):
            try:
                found.append(world.compare(lhs, relation, rhs))
            except (ArithmeticError, ValueError, np.linalg.LinAlgError):
                found.append(Opinion.UNDEFINED)
    if Opinion.UNDEFINED in found:
        return Opinion.UNDEFINED
    if found.count(Opinion.DIFFERENT) >= 2:
        return Opinion.DIFFERENT
    return Opinion.SAME if set(found) == {Opinion.SAME} else Opinion.UNCLEAR


def hopeless(term: Term) -> bool:
    """Whether integrals stand in integrals or derivatives: floating point takes too long."""
    for part in subterms(term):
        inner = part.body if isinstance(part, Integral | Derivative | Gradient | Hessian) else part
        heavy = COSTLY if isinstance(part, Hessian) else Integral
        if inner is not part and any(isinstance(deep, heavy) for deep in subterms(inner)):
            return True
    return False


@dataclass
class World:
    """One random instance of a context."""

    context: Context
    rng: np.random.Generator
    values: Env = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    costly: bool = False  #: small sizes, since something is integrated
    turn: int = 0  #: which sizes

    # --- comparison ------------------------------------------------------------------------

    def compare(self, lhs: Term, relation: Relation, rhs: Term) -> Opinion:
        left, right = self.value(lhs, {}), self.value(rhs, {})
        if relation.kind in {RelationKind.PROPORTIONAL, RelationKind.EQUAL_UP_TO_CONSTANT}:
            other = {key(v): self.fresh(v.name, v.shape) for v in relation.variables}
            there = self.value(lhs, other), self.value(rhs, other)
            if relation.kind is RelationKind.PROPORTIONAL:
                left, right = left / right, there[0] / there[1]
            else:
                left, right = left - right, there[0] - there[1]
        if not (np.isfinite(left).all() and np.isfinite(right).all()):
            return Opinion.UNDEFINED
        gap = np.abs(left - right).max()
        scale = max(np.abs(left).max(), np.abs(right).max())
        if gap <= 1e-8 * scale or gap < 1e-10:
            return Opinion.SAME
        return Opinion.DIFFERENT if gap > 1e-5 * scale and gap > 1e-9 else Opinion.UNCLEAR

    # --- drawing ---------------------------------------------------------------------------

    def dims(self, shape: Shape) -> tuple[int, int]:
        for name in sorted(shape.rows.dimensions | shape.columns.dimensions):
            ladder = (COSTLY_LADDERS if self.costly else LADDERS)[self.turn]
            self.sizes.setdefault(name, ladder[len(self.sizes) % 3])
        return shape.rows.at(self.sizes), shape.columns.at(self.sizes)

    def fresh(self, name: str, shape: Shape) -> Array:
        declaration = self.context.declaration(name)
        properties = self.context.properties(name)
        rows, columns = self.dims(shape)
        if not shape.is_scalar:
            return self.matrix(rows, columns, properties)
        if Property.INTEGER in properties:
            return np.array([[float(self.rng.integers(3, 6))]])
        above = declaration.above if declaration else None
        below = declaration.below if declaration else None
        low = float(above) if above is not None else float(below or 0) - 1.5
        high = float(below) if below is not None else low + (1.6 if above is not None else 3)
        margin = 0.15 * (high - low)
        return np.array([[self.rng.uniform(low + margin, high - margin)]])

    def matrix(self, rows: int, columns: int, properties: frozenset[Property]) -> Array:
        raw = self.rng.uniform(-1, 1, (rows, columns))
        if rows == columns:
            raw = raw + 1.5 * np.diag(self.rng.choice([-1.0, 1.0], rows)) * (rows > 1)
        if Property.POSITIVE_DIAGONAL in properties:
            raw[np.diag_indices(rows)] = np.abs(raw[np.diag_indices(rows)]) + 0.1
        if Property.ORTHOGONAL in properties:
            return np.linalg.qr(raw)[0]
        if Property.POSITIVE_DEFINITE in properties:
            return raw @ raw.T / rows + 0.5 * np.eye(rows)
        if Property.POSITIVE_SEMIDEFINITE in properties:
            return raw[:, :1] @ raw[:, :1].T
        if Property.DIAGONAL in properties:
            return np.diag(np.diag(raw))
        if Property.SYMMETRIC in properties:
            return raw + raw.T
        if Property.LOWER_TRIANGULAR in properties:
            return np.tril(raw)
        return np.triu(raw) if Property.UPPER_TRIANGULAR in properties else raw

    def symbol(self, term: Variable, env: Env) -> Array:
        name = key(term, self, env)
        if name in env:
            return env[name]
        for definition in self.context.definitions:
            if definition.name == term:
                return self.value(definition.value, env)
        if name not in self.values:
            self.values[name] = self.fresh(term.name, term.shape)
        return self.values[name]

    # --- evaluation ------------------------------------------------------------------------

    def number(self, term: Term, env: Env) -> float:
        return float(self.value(term, env)[0, 0])

    def value(self, term: Term, env: Env) -> Array:
        match term:
            case Rational(a, b):
                return np.array([[a / b]])
            case Constant(name):
                return np.array([[math.pi if name == "pi" else math.e]])
            case Symbol() | Indexed():
                return self.symbol(term, env)
            case Dimension(size):
                return np.array([[float(self.dims(Shape(size, size))[0])]])
            case Identity(size):
                return np.eye(self.dims(Shape(size, size))[0])
            case Zero(shape):
                return np.zeros(self.dims(shape))
            case Ones(shape):
                return np.ones(self.dims(shape))
            case Sum(terms):
                return np.array(sum(self.value(part, env) for part in terms))
            case Product(factors):
                return self.product([self.value(part, env) for part in factors])
            case Power(base, exponent):
                return power(self.value(base, env), self.number(exponent, env))
            case Inverse(matrix):
                return np.linalg.inv(self.value(matrix, env))
            case Transpose(matrix):
                return self.value(matrix, env).T
            case Trace(matrix):
                return np.array([[np.trace(self.value(matrix, env))]])
            case Determinant(matrix):
                return np.array([[np.linalg.det(self.value(matrix, env))]])
            case Kronecker(left, right):
                return np.kron(self.value(left, env), self.value(right, env))
            case Hadamard(left, right):
                return self.value(left, env) * self.value(right, env)
            case Vec(matrix):
                return self.value(matrix, env).reshape(-1, 1, order="F")
            case Diag(argument):
                inner = self.value(argument, env)
                return np.diag(inner[:, 0]) if inner.shape[1] == 1 else np.diag(inner)[:, None]
            case Block(rows):
                return np.block([[self.value(part, env) for part in row] for row in rows])
            case Function("log", NormalDensity(point, mean, covariance)):
                parts = (self.value(part, env) for part in (point, mean, covariance))
                return log_density(*parts)
            case Function("log", Density(law)):
                return self.log_density(law, env)
            case Function(name, argument):
                return np.array([[function(name, self.number(argument, env))]])
            case Opaque(name, arguments, shape):
                parts = [self.value(part, env).ravel() for part in arguments]
                return opaque(name, np.concatenate(parts), self.dims(shape))
            case IndexedSum(body, index) | IndexedProduct(body, index):
                return self.over_index(term, body, index, env)
            case NormalDensity(point, mean, covariance):
                parts = (self.value(part, env) for part in (point, mean, covariance))
                return np.exp(log_density(*parts))
            case Density(law):
                return np.exp(self.log_density(law, env))
            case Expectation(body, law):
                return self.expect(lambda inside: self.value(body, inside), law, env)
            case Covariance(left, right, law):
                return self.covariance(left, right, law, env)
            case Entropy(law):
                return -self.expect(lambda inside: self.log_density(law, inside), law, env)
            case CrossEntropy(under, of):
                return -self.expect(lambda i: self.log_density(of, i, under), under, env)
            case KullbackLeibler(left, right):
                return self.expect(
                    lambda i: self.log_density(left, i) - self.log_density(right, i, left),
                    left,
                    env,
                )
            case MutualInformation():
                return self.mutual_information(term, env)
            case Integral():
                return self.integral(term, env)
            case Derivative(body, variable) | Gradient(body, variable):
                return self.gradient(body, variable, env)
            case Hessian(body, variable):
                return self.hessian(body, variable, env)
        raise NotImplementedError(type(term))

    def product(self, factors: list[Array]) -> Array:
        total = np.eye(1)
        for factor in factors:
            scalar = 1 in {total.size, factor.size}
            total = total * factor if scalar else total @ factor
        return total

    def over_index(
        self, term: IndexedSum | IndexedProduct, body: Term, index: Symbol, env: Env
    ) -> Array:
        first, last = round(self.number(term.lower, env)), round(self.number(term.upper, env))
        values = [np.array([[float(i)]]) for i in range(first, last + 1)]
        if not values and isinstance(term, IndexedSum):
            return np.zeros(self.dims(shape_of(body)))
        parts = [self.value(body, {**env, key(index): value}) for value in values]
        return np.array(sum(parts)) if isinstance(term, IndexedSum) else self.product(parts)

    # --- laws ------------------------------------------------------------------------------

    def moments(self, law: Law, env: Env) -> tuple[list[Variable], Array, Array]:
        if isinstance(law, Normal):
            mean, covariance = self.value(law.mean, env), self.value(law.covariance, env)
            return [law.variable], mean, covariance
        known = {d.variable: d for d in self.context.distributions if d.density == law.name}
        order: list[Variable] = []
        mean, covariance = np.zeros((0, 1)), np.zeros((0, 0))
        while len(order) < len(known):
            variable = next(
                v for v, d in known.items()
                if v not in order and all(g in order or g not in known for g in d.given)
            )  # fmt: skip
            slope, offset = self.affine(known[variable].mean, order, env)
            noise = self.value(known[variable].covariance, env)
            cross = slope @ covariance
            covariance = np.block([[covariance, cross.T], [cross, cross @ slope.T + noise]])
            mean = np.vstack([mean, slope @ mean + offset])
            order.append(variable)
        places, start = {}, 0
        for variable in order:
            rows = self.dims(variable.shape)[0]
            places[variable] = list(range(start, start + rows))
            start += rows
        wanted = [i for v in law.variables for i in places[v]]
        given = [v for v in law.given if v in places]
        seen = [i for v in given for i in places[v]]
        if not seen:
            return list(law.variables), mean[wanted], covariance[np.ix_(wanted, wanted)]
        point = np.vstack([self.symbol(v, env) for v in given])
        gain = covariance[np.ix_(wanted, seen)] @ np.linalg.inv(covariance[np.ix_(seen, seen)])
        centre = mean[wanted] + gain @ (point - mean[seen])
        spread = covariance[np.ix_(wanted, wanted)] - gain @ covariance[np.ix_(seen, wanted)]
        return list(law.variables), centre, spread

    def affine(self, mean: Term, order: list[Variable], env: Env) -> tuple[Array, Array]:
        zeros = {key(v): np.zeros(self.dims(v.shape)) for v in order}
        offset = self.value(mean, {**env, **zeros})
        columns = [np.zeros((offset.shape[0], 0))]
        for variable in order:
            for i in range(self.dims(variable.shape)[0]):
                unit = np.zeros(self.dims(variable.shape))
                unit[i, 0] = 1.0
                columns.append(self.value(mean, {**env, **zeros, key(variable): unit}) - offset)
        return np.hstack(columns), offset

    def log_density(self, law: Law, env: Env, like: Law | None = None) -> Array:
        """Log density at the values of the law's variables, or of the variables of ``like``."""
        _, mean, covariance = self.moments(law, env)
        at = like or law
        variables = [at.variable] if isinstance(at, Normal) else at.variables
        return log_density(np.vstack([self.symbol(v, env) for v in variables]), mean, covariance)

    def expect(self, body: Any, law: Law, env: Env) -> Array:  # noqa: ANN401 - a function of Env
        variables, mean, covariance = self.moments(law, env)
        size = mean.shape[0]
        count = 30 if size == 1 else 9 if size <= 2 else 6 if size == 3 else 5 if size == 4 else 3
        nodes, weights = np.polynomial.hermite_e.hermegauss(count)
        root = np.linalg.cholesky(covariance)
        total: Any = 0.0
        for chosen in product(range(count), repeat=size):
            point = mean + root @ nodes[list(chosen)][:, None]
            weight = np.prod(weights[list(chosen)] / math.sqrt(2 * math.pi))
            total = total + weight * body({**env, **self.split(variables, point)})
        return np.array(total)

    def split(self, variables: list[Variable], point: Array) -> Env:
        found, start = {}, 0
        for variable in variables:
            rows = self.dims(variable.shape)[0]
            found[key(variable)] = point[start : start + rows]
            start += rows
        return found

    def covariance(self, left: Term, right: Term, law: Law, env: Env) -> Array:
        both = self.expect(lambda i: self.value(left, i) @ self.value(right, i).T, law, env)
        first = self.expect(lambda i: self.value(left, i), law, env)
        second = self.expect(lambda i: self.value(right, i), law, env)
        return both - first @ second.T

    def mutual_information(self, term: MutualInformation, env: Env) -> Array:
        sides = (term.left, term.right, term.left + term.right)
        laws = [Named(term.name, variables, term.given) for variables in sides]
        dets = [np.linalg.slogdet(self.moments(law, env)[2])[1] for law in laws]
        return np.array([[0.5 * (dets[0] + dets[1] - dets[2])]])

    # --- analysis --------------------------------------------------------------------------

    def integral(self, term: Integral, env: Env) -> Array:
        rows = self.dims(term.variable.shape)[0]
        if term.lower is not None or term.upper is not None:
            return self.between(term, env)
        spacing = SPACING if rows == 1 else 0.5
        axis = np.arange(-REACH, REACH + spacing / 2, spacing)
        total, largest, edge = 0.0, 0.0, 0.0
        for point in product(axis, repeat=rows):
            inside = {**env, key(term.variable): np.array(point)[:, None]}
            value = self.number(term.body, inside)
            total, largest = total + value, max(largest, abs(value))
            if max(map(abs, point)) > REACH - spacing / 2:
                edge = max(edge, abs(value))
        if not edge <= 1e-6 * largest:
            raise ValueError("the integral seems to diverge")
        return np.array([[total * (axis[1] - axis[0]) ** rows]])

    def between(self, term: Integral, env: Env) -> Array:
        low = self.number(term.lower, env) if term.lower is not None else -REACH
        high = self.number(term.upper, env) if term.upper is not None else REACH
        nodes, weights = np.polynomial.legendre.leggauss(40)
        total = 0.0
        for node, weight in zip(nodes, weights, strict=True):
            at = np.array([[(high - low) / 2 * node + (high + low) / 2]])
            total += weight * self.number(term.body, {**env, key(term.variable): at})
        return np.array([[total * (high - low) / 2]])

    def gradient(self, body: Term, variable: Variable, env: Env) -> Array:
        here = self.symbol(variable, env)
        if here.size == 1:
            return self.slope(body, variable, (0, 0), env)
        found = np.zeros(here.shape)
        for place in np.ndindex(*here.shape):
            found[place] = self.slope(body, variable, place, env)[0, 0]
        return found

    def slope(self, body: Term, variable: Variable, place: tuple[int, ...], env: Env) -> Array:
        here = self.symbol(variable, env)
        total: Any = 0.0
        for steps, weight in STENCIL:
            for sign in (1, -1):
                there = here.copy()
                there[place] += sign * steps * STEP
                value = self.value(body, {**env, key(variable): there})
                total = total + sign * weight * value / STEP
        return np.array(total)

    def hessian(self, body: Term, variable: Variable, env: Env) -> Array:
        gradient = Gradient(body, variable)
        rows = self.symbol(variable, env).shape[0]
        return np.hstack([self.slope(gradient, variable, (i, 0), env) for i in range(rows)])


def key(variable: Variable, world: World | None = None, env: Env | None = None) -> Key:
    """Name and values of the indices."""
    if isinstance(variable, Symbol):
        return variable.name, ()
    if world is None:
        raise NotImplementedError("a bound member of a family")
    indices = tuple(round(world.number(index, env or {})) for index in variable.indices)
    return variable.name, indices


def power(base: Array, exponent: float) -> Array:
    """A scalar power, or an integer power of a matrix."""
    if base.size == 1:
        return np.array([[math.pow(base[0, 0], exponent)]])
    return np.linalg.matrix_power(base, round(exponent))


def function(name: str, x: float) -> float:
    """The scalar functions."""
    match name:
        case "Phi":
            return 0.5 * math.erfc(-x / math.sqrt(2))
        case "digamma":
            return float(mpmath.digamma(x))
        case "abs":
            return abs(x)
        case _:
            return float(getattr(math, name)(x))


def opaque(name: str, arguments: Array, shape: tuple[int, int]) -> Array:
    """Some smooth function that depends on its name only."""
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    weights = rng.uniform(-1, 1, (*shape, arguments.size))
    return np.asarray(np.cos(weights @ arguments + rng.uniform(0, 6, shape)) + 1.5)


def log_density(point: Array, mean: Array, covariance: Array) -> Array:
    """Log density of a normal; undefined for a matrix that is no covariance."""
    if not np.allclose(covariance, covariance.T) or np.linalg.eigvalsh(covariance)[0] <= 0:
        raise ValueError("not a covariance")
    gap = point - mean
    square = gap.T @ np.linalg.solve(covariance, gap)
    size = len(mean) * math.log(2 * math.pi)
    return np.asarray(-0.5 * (square + size + np.linalg.slogdet(covariance)[1]))
