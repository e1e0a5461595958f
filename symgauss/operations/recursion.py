"""Means and covariances along the arrows of a model, as steps of a derivation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from symgauss.bridge.laws import NamedLaw
from symgauss.calculus.constructors import is_matrix
from symgauss.calculus.notions import covariance_of, density, expectation, normal_density
from symgauss.calculus.rewriting import contains
from symgauss.calculus.transposes import transposed
from symgauss.derivation.builder import Builder, RouteBuilder
from symgauss.derivation.chain import Chain, Equation
from symgauss.derivation.rule import Move
from symgauss.derivation.rules import algebra, numbers, recursion
from symgauss.gaussians.model import LinearGaussianModel


def declared(build: Builder, model: LinearGaussianModel) -> dict[Any, Equation]:
    """The statements of the model as equations ``p(y | x) = N(y; A x + b, R)``."""
    for statement in model.statements:
        build.declare(*statement.given, statement.variable)
    return {
        s.variable: build.distribution(
            s.variable, s.mean, s.cov, given=s.parents, density=model.density
        )
        for s in (model.statement(v) for v in model.graph.order)
        if s is not None
    }


def attempt(chain: Chain, *moves: Move, at: Any = None) -> Chain:
    """Carry out each of the moves that changes something, everywhere or at one place."""
    for move in moves:
        place = chain.current if at is None else at
        if move.action(place) != place:
            chain.apply(move, at=at)
    return chain


class Recursion:
    """Moments given the variables that are held ``fixed``; each is derived once.

    ``nested`` leaves the moments of parents in parentheses: ``A (B P B^T + Q) A^T + R``.
    """

    def __init__(
        self,
        route: RouteBuilder,
        model: LinearGaussianModel,
        fixed: Sequence[Any] = (),
        *,
        nested: bool = False,
    ) -> None:
        self.route = route
        self.model = model
        self.fixed = tuple(fixed)
        self.nested = nested
        self._means: dict[Any, Equation] = {}
        self._covs: dict[Any, Equation] = {}

    def law(self, *variables: Any) -> NamedLaw:
        """The law of some variables given what is fixed."""
        ordered = self.model.graph.ordered(variables)
        made: NamedLaw = NamedLaw(self.model.density, ordered, self.fixed)
        return made

    def mean(self, variable: Any) -> Equation:
        """``E[y] = A E[x] + b``."""
        if variable not in self._means:
            self._means[variable] = self._mean(variable)
        return self._means[variable]

    def _mean(self, variable: Any) -> Equation:
        statement, hidden = self._statement(variable)
        start = expectation(variable, self.law(variable))
        if not hidden:
            return Equation(start, statement.mean)
        known = [self.mean(parent) for parent in hidden]
        chain = self.route.chain(start)
        chain.apply(recursion.TOTAL_EXPECTATION, statement, self.model.graph.order)
        return self._settled(attempt(chain, recursion.LINEAR), known)

    def cov(self, left: Any, right: Any) -> Equation:
        """``Cov[y] = A Cov[x] A^T + R``, ``Cov[z, y] = Cov[z, x] A^T``."""
        order = self.model.graph.order
        if order.index(left) > order.index(right):
            return _turned(self.cov(right, left))
        if (left, right) not in self._covs:
            self._covs[left, right] = self._cov(left, right)
        return self._covs[left, right]

    def _cov(self, left: Any, right: Any) -> Equation:
        statement, hidden = self._statement(right)
        start = covariance_of(left, right, self.law(left, right))
        if left == right and not hidden:
            return Equation(start, statement.cov)
        others = hidden if left == right else (left,)
        known = [self.cov(u, w) for u in others for w in hidden]
        chain = self.route.chain(start)
        equal = left == right
        move = recursion.TOTAL_COVARIANCE if equal else recursion.TOTAL_CROSS_COVARIANCE
        chain.apply(move, statement, self.model.graph.order)
        return self._settled(attempt(chain, recursion.BILINEAR), known)

    def name_mean(self, variable: Any, name: Any) -> Any:
        """Give a name to the mean, which stands for it from here on; returns the mean itself."""
        known = self.mean(variable)
        named = self.route.define(name, known.rhs)
        self._means[variable] = Equation(known.lhs, name, steps=named.steps)
        return known.rhs

    def name_cov(self, variable: Any, name: Any) -> Any:
        """Give a name to the covariance of one variable; returns the covariance itself."""
        known = self.cov(variable, variable)
        named = self.route.define(name, known.rhs)
        self._covs[variable, variable] = Equation(known.lhs, name, steps=named.steps)
        return known.rhs

    def _statement(self, variable: Any) -> tuple[Any, tuple[Any, ...]]:
        statement = self.model.statement(variable)
        if statement is None:  # `declared` and the graph know every variable by now
            raise KeyError(variable)
        return statement, tuple(p for p in statement.parents if p not in self.fixed)

    def _settled(self, chain: Chain, known: Iterable[Equation]) -> Equation:
        """Put in what is known, multiply out, gather, and calculate with numbers."""
        insert(chain, known)
        if not (self.nested and is_matrix(chain.current)):
            attempt(chain, numbers.MULTIPLY_OUT)
        attempt(chain, numbers.GATHER_IDENTITIES, numbers.EVALUATE)
        return Equation(chain.start, chain.current, steps=chain.steps)

    def moments(self, variables: Sequence[Any]) -> list[Equation]:
        """All means and covariances of some variables."""
        order = self.model.graph.ordered(variables)
        means = [self.mean(v) for v in order]
        places = range(len(order))
        pairs = [(order[i], order[j]) for j in places for i in places if i <= j]
        covs = [self.cov(u, w) for u, w in pairs]
        return [*means, *covs, *(self.cov(w, u) for u, w in pairs if u != w)]


class Memory:
    """Moments and laws that several routes share; ``taken`` are names that are not free."""

    def __init__(self, model: LinearGaussianModel, taken: Iterable[str] = ()) -> None:
        self.model = model
        self.taken = set(taken)
        self.named: list[Equation] = []  #: letters that results are written with
        self._known: dict[frozenset[Any], Recursion] = {}
        self._laws: dict[Any, Equation] = {}

    def recursion(self, route: RouteBuilder, fixed: Sequence[Any]) -> Recursion:
        """The moments given what is fixed; what is new is derived in ``route``."""
        key = frozenset(fixed)
        if key not in self._known:
            self._known[key] = Recursion(route, self.model, fixed, nested=True)
        self._known[key].route = route
        return self._known[key]

    def law(self, route: RouteBuilder, variable: Any, given: tuple[Any, ...]) -> Equation:
        """``p(y | x) = N(y; A x + b, R)``: stated by the model, or found by recursion."""
        start = density(self.model.density, variable, given)
        statement = self.model.statement(variable)
        if start not in self._laws and statement is not None:
            if set(statement.parents) <= set(given):
                written = normal_density(variable, statement.mean, statement.cov)
                self._laws[start] = Equation(start, written)
            else:
                known = self.recursion(route, given).moments([variable])
                chain = route.chain(start).apply(recursion.NORMAL_MARGINAL)
                insert(chain, known)
                attempt(chain, numbers.MULTIPLY_OUT, at=chain.current.args[1])
                self._laws[start] = Equation(start, chain.current, steps=chain.steps)
        return self._laws[start]

    def free_name(self, route: RouteBuilder, *candidates: str) -> str:
        """The first of the names that nothing else bears."""
        declared = {declaration.name for declaration in route.bench.context.declarations}
        for name in candidates:
            if name not in declared | self.taken:
                return name
        return self.free_name(route, *(f"{name}^*" for name in candidates))


def insert(chain: Chain, equations: Iterable[Equation], note: str = "") -> Chain:
    """Put in those of the equations that occur; nothing happens where none does."""
    wanted = {e.lhs: e for e in equations if contains(chain.current, e.lhs) and e.lhs != e.rhs}
    if not wanted:
        return chain
    derived = any(e.steps for e in wanted.values())
    rule = algebra.SUBSTITUTE if derived else recursion.MODEL_MOMENTS
    return chain.use(*wanted.values(), rule=rule, note=note)


def _turned(equation: Equation) -> Equation:
    """``Cov[y, x]`` from ``Cov[x, y]``."""
    left, right, law = equation.lhs.args
    return Equation(covariance_of(right, left, law), transposed(equation.rhs), steps=equation.steps)
