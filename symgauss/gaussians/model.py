"""Linear-Gaussian models: a directed graph of statements ``y | parents ~ N(A x + b, R)``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symgauss.bridge import to_variable
from symgauss.calculus.constructors import add, inv, mul, sub, zero_like
from symgauss.calculus.rewriting import contains
from symgauss.calculus.transposes import transposed
from symgauss.errors import ModelError, UsageError
from symgauss.gaussians.affine import sandwich
from symgauss.gaussians.graph import Graph
from symgauss.gaussians.statement import Statement


@dataclass(frozen=True)
class LinearGaussianModel:
    """Statements under one density; parents without a statement are only conditioned on.

    ``ModelError`` for two statements about one variable, a cycle, a mean that is not affine, a
    covariance that depends on a variable of the model.
    """

    statements: tuple[Statement, ...]
    density: str = "p"

    def __post_init__(self) -> None:
        object.__setattr__(self, "statements", tuple(self.statements))
        seen: dict[Any, Statement] = {}
        for statement in self.statements:
            name = to_variable(statement.variable).name
            if statement.variable in seen:
                raise ModelError(f"{name} has two distributions under {self.density}")
            seen[statement.variable] = statement
        for statement in self.statements:
            self._check_hidden_parents(statement, seen)
        cycle = self.graph.cycle()
        if cycle:
            names = " -> ".join(to_variable(v).name for v in cycle)
            raise ModelError(f"the model is cyclic: {names}")

    def _check_hidden_parents(self, statement: Statement, seen: Iterable[Any]) -> None:
        for other in seen:
            if other in statement.given or other == statement.variable:
                continue
            for what, part in (("mean", statement.mean), ("covariance", statement.cov)):
                if contains(part, other):
                    name = to_variable(statement.variable).name
                    parent = to_variable(other).name
                    raise ModelError(
                        f"the {what} of {name} depends on {parent},"
                        f" but {name} is not conditioned on {parent}"
                    )

    @cached_property
    def graph(self) -> Graph:
        """Who depends on whom."""
        return Graph({s.variable: s.parents for s in self.statements})

    def statement(self, variable: Any) -> Statement | None:
        """The statement about a variable, or ``None``."""
        return next((s for s in self.statements if s.variable == variable), None)

    def mean(self, variable: Any, given: Sequence[Any] = ()) -> Any:
        """``E[variable | given]`` by recursion, where no given variable depends on hidden ones."""
        statement = self._hidden(variable, given)
        if statement is None:
            return variable
        values = {x: self.mean(x, given) for x in statement.parents}
        return statement.affine.at(values)

    def cov(self, left: Any, right: Any, given: Sequence[Any] = ()) -> Any:
        """``Cov[left, right | given]`` by recursion."""
        if self._hidden(left, given) is None or self._hidden(right, given) is None:
            return _no_covariance(left, right)
        places = {v: i for i, v in enumerate(self.graph.order)}
        if places[left] > places[right]:
            return transposed(self.cov(right, left, given))
        statement = self._hidden(right, given)
        if statement is None:
            return _no_covariance(left, right)
        if left == right:
            parts = [
                sandwich(a, self.cov(x, z, given), b)
                for x, a in statement.affine.slopes.items()
                for z, b in statement.affine.slopes.items()
            ]
            return add(*parts, statement.cov)
        slopes = statement.affine.slopes.items()
        terms = [mul(self.cov(left, z, given), transposed(b)) for z, b in slopes]
        return add(*terms) if terms else _no_covariance(left, right)

    def _hidden(self, variable: Any, given: Sequence[Any]) -> Statement | None:
        if variable in given:
            return None
        statement = self.statement(variable)
        if statement is None:
            name = to_variable(variable).name
            raise UsageError(f"{name} has no distribution under {self.density} and is not given")
        return statement

    def conditional(self, variable: Any, data: Any, given: Sequence[Any] = ()) -> tuple[Any, Any]:
        """Mean and covariance of ``variable | data, given`` by the Schur complement."""
        cross, spread = self.cov(variable, data, given), self.cov(data, data, given)
        gain = mul(cross, inv(spread))
        mean = add(self.mean(variable, given), mul(gain, sub(data, self.mean(data, given))))
        return mean, sub(self.cov(variable, variable, given), mul(gain, transposed(cross)))


def _no_covariance(left: Any, right: Any) -> Any:
    return zero_like(mul(left, transposed(right)))
