"""One instance of a model: parameters, and draws of its random variables along the arrows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast

import numpy as np

from symgauss.errors import ResourceLimitError
from symgauss.kernel.context import Context, Distribution
from symgauss.kernel.drawing.instance import Instance, Key
from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.findings import Unsupported
from symgauss.kernel.laws import Moments
from symgauss.kernel.partitions import vector_partition
from symgauss.kernel.tables import Tables
from symgauss.kernel.terms import Density, Indexed, Named, Symbol, Term, Variable
from symgauss.kernel.traversal import subterms
from symgauss.sampling.drawing import ParameterDraw, integers_of, sizes_of
from symgauss.sampling.floats import Array, Floats

T = TypeVar("T")

FLOATS = Floats()
BATCH = 2**14  #: draws at a time, at most
_SMALLEST, _ENTRIES = 32, 2**22
_WIDEST = 256
_NEVER = float("inf")  #: draws are counted, not timed


class World:
    """A context with numbers for its parameters.

    ``scope`` evaluates terms of the model; ``draw`` gives a scope in which the random variables of
    a law are bound to many draws, one axis in front of rows and columns.
    """

    def __init__(self, context: Context, terms: Iterable[Term], instance: int, seed: int) -> None:
        self.context = context
        self.number = instance
        source = ParameterDraw(np.random.default_rng([seed, instance, 0]))
        self.sizes = sizes_of(context, list(terms), instance)
        self.integers = integers_of(context, source)
        self._instance = Instance(context, self.sizes, self.integers, FLOATS, source)
        widest = max((d.shape.rows.at(self.sizes) for d in context.declarations), default=1)
        if widest > _WIDEST:
            message = f"the model has a dimension of {widest}, and sampling goes up to {_WIDEST}"
            raise ResourceLimitError(message)
        #: draws at a time: a statistic may have as many entries as the covariance of two vectors
        self.batch = max(_SMALLEST, min(BATCH, _ENTRIES // (2 * widest) ** 2))
        defined = {definition.name.name for definition in context.definitions}
        for declaration in context.declarations:
            # in the order of declaration, so that no formula changes what is drawn
            if declaration.name not in defined:
                self._instance.value(declaration.name, (), declaration.shape)
        self.directions = np.random.default_rng([seed, instance, 1])
        self.scope = Evaluator(
            self._instance, FLOATS, Tables(context, _NEVER, integers=self.integers)
        )
        self._others: dict[int, tuple[Context, Evaluator]] = {}
        self._known: dict[object, object] = {}

    def under(self, context: Context, bound: dict[Key, Array]) -> Evaluator:
        """A scope with the same parameters under other definitions, and with some draws."""
        if context is self.context:
            return self.scope.inside(bound)
        if id(context) not in self._others:
            instance = replace(self._instance, context=context)
            evaluator = Evaluator(instance, FLOATS, Tables(context, _NEVER, integers=self.integers))
            self._others[id(context)] = (context, evaluator)
        return self._others[id(context)][1].inside(bound)

    def remembered(self, key: object, make: Callable[[], T]) -> T:
        """What was made for this instance under a key, made at the first call."""
        if key not in self._known:
            self._known[key] = make()
        return cast("T", self._known[key])

    # --- random variables --------------------------------------------------------------------

    def random(self, density: str, variable: Variable) -> bool:
        """Whether a variable has a law under a density, stated or through what defines it."""
        return bool(self.statements(density, [variable]))

    def moments(self, law: Named, bound: dict[Key, Array] | None = None) -> Moments:
        """Mean and covariance of a law of the model, by recursion along the arrows."""
        return self.scope.inside(bound or {}).laws.moments(law)

    def statements(self, density: str, variables: Iterable[Variable]) -> list[Distribution]:
        """The statements that the variables need, parents first."""
        order: list[Distribution] = []
        open_: set[str] = set()

        def visit(name: str) -> None:
            if name in open_:
                return
            open_.add(name)
            statement = self._statement(density, name)
            if statement is None:
                for definition in self.context.definitions:
                    if definition.name.name == name:
                        for part in _names(definition.value):
                            visit(part)
                return
            for part in [*_names(statement.mean), *(v.name for v in statement.given)]:
                visit(part)
            if statement not in order:
                order.append(statement)

        for variable in variables:
            visit(variable.name)
        return order

    def _statement(self, density: str, name: str) -> Distribution | None:
        """The statement about a variable, or about the vector that it is a part of."""
        partition = vector_partition(self.context, name)
        names = {name} if partition is None else {name, partition.whole.name}
        for statement in self.context.distributions:
            if statement.density == density and statement.variable.name in names:
                if isinstance(statement.variable, Indexed):
                    raise Unsupported("a family of random variables", statement.variable)
                return statement
        return None

    def parts(self, variable: Variable, value: Array) -> dict[Key, Array]:
        """The draws of the parts of a vector that is defined as a stack of them."""
        found: dict[Key, Array] = {}
        for definition in self.context.definitions:
            if definition.name != variable:
                continue
            start = 0
            for part in (p for p in subterms(definition.value) if isinstance(p, Symbol)):
                rows = part.shape.rows.at(self.sizes)
                found[part.name, ()] = value[:, start : start + rows]
                start += rows
        return found


@dataclass
class Draws:
    """A batch of draws of one instance.

    Every random variable is drawn once, so that all claims look at the same draws.
    """

    world: World
    rng: np.random.Generator
    count: int
    _bound: dict[str, dict[Key, Array]] = field(default_factory=dict)

    def of(self, density: str, variables: Iterable[Variable]) -> dict[Key, Array]:
        """Draws of the variables and of all they depend on, parents first, under a density."""
        bound = self._bound.setdefault(density, {})
        for statement in self.world.statements(density, variables):
            scope = self.world.scope.inside(bound)
            key = scope.key(statement.variable)
            if key not in bound:
                mean, covariance = scope.value(statement.mean), scope.value(statement.covariance)
                bound[key] = gaussian(mean, covariance, self.rng, self.count)
                bound |= self.world.parts(statement.variable, bound[key])
        return bound


def _names(term: Term) -> list[str]:
    found = [part.name for part in subterms(term) if isinstance(part, Symbol | Indexed)]
    for part in subterms(term):
        if isinstance(part, Density):
            found += [v.name for v in part.law.variables]
    return list(dict.fromkeys(found))


def gaussian(mean: Array, covariance: Array, rng: np.random.Generator, count: int) -> Array:
    """Draws ``(count, n, 1)``: ``mean + L z`` with ``covariance = L L^T``.

    The mean may differ from draw to draw.
    """
    n = mean.shape[-2]
    z = rng.standard_normal((count, n))
    return np.asarray(mean + (z @ root(covariance).T)[..., None])


def root(covariance: Array) -> Array:
    """A square root ``L``: Cholesky's, or where the covariance is singular the symmetric one."""
    try:
        return np.linalg.cholesky(covariance)
    except np.linalg.LinAlgError:
        values, vectors = np.linalg.eigh(covariance)
        if values.min() < -1e-9 * abs(values).max():
            raise Unsupported("a covariance of the model that is not positive definite") from None
        return np.asarray(vectors * np.sqrt(np.maximum(values, 0)))


def log_normal(point: Array, mean: Array, covariance: Array) -> Array:
    """Log density of a normal at many points, of shape ``(count, 1, 1)``.

    ``Unsupported`` where the covariance is singular.
    """
    try:
        L = np.linalg.cholesky(covariance)
    except np.linalg.LinAlgError:
        raise Unsupported("a law without a density: its covariance is singular") from None
    gap = (point - mean)[..., 0]
    if L.ndim == 2:
        whitened = gap @ np.linalg.inv(L).T
    else:
        whitened = np.linalg.solve(L, gap[..., None])[..., 0]
    squares = np.einsum("...i,...i->...", whitened, whitened)
    logs = np.log(np.diagonal(L, axis1=-2, axis2=-1)).sum(axis=-1)
    value = -0.5 * (gap.shape[-1] * np.log(2 * np.pi) + squares) - logs
    return np.asarray(value)[..., None, None]


def stacked(scope: Evaluator, variables: Sequence[Variable]) -> Array:
    """Variables one above the other at the values of a scope."""
    parts = [scope.symbol(variable) for variable in variables]
    if len(parts) == 1:
        return np.asarray(parts[0])
    width = max(part.ndim for part in parts)
    count = max((part.shape[0] for part in parts if part.ndim == 3), default=0)
    if width == 3:
        parts = [np.broadcast_to(part, (count, *part.shape[-2:])) for part in parts]
    return np.concatenate(parts, axis=-2)
