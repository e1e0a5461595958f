"""Linear-Gaussian models: a directed graph of statements ``y | parents ~ N(A x + b, R)``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sympy as sp

from symgauss.bridge import to_variable
from symgauss.calculus.constructors import add, block, inv, mul, stack, sub, zero_like
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
        """``E[variable | given]`` by recursion; ``UsageError`` where data lie below."""
        self._check_forward((variable,), given)
        return self._mean(variable, given)

    def _mean(self, variable: Any, given: Sequence[Any]) -> Any:
        statement = self._hidden(variable, given)
        if statement is None:
            return variable
        return statement.affine.at({x: self._mean(x, given) for x in statement.parents})

    def cov(self, left: Any, right: Any, given: Sequence[Any] = ()) -> Any:
        """``Cov[left, right | given]`` by recursion; ``UsageError`` where data lie below."""
        self._check_forward((left, right), given)
        return self._cov(left, right, given)

    def _cov(self, left: Any, right: Any, given: Sequence[Any]) -> Any:
        if self._hidden(left, given) is None or self._hidden(right, given) is None:
            return _no_covariance(left, right)
        places = {v: i for i, v in enumerate(self.graph.order)}
        if places[left] > places[right]:
            return transposed(self._cov(right, left, given))
        statement = self._hidden(right, given)
        slopes = statement.affine.slopes.items() if statement is not None else ()
        if statement is not None and left == right:
            parts = [sandwich(a, self._cov(x, z, given), b) for x, a in slopes for z, b in slopes]
            return add(*parts, statement.cov)
        terms = [sandwich(sp.Integer(1), self._cov(left, z, given), b) for z, b in slopes]
        return add(*terms) if terms else _no_covariance(left, right)

    def _check_forward(self, variables: Sequence[Any], given: Sequence[Any]) -> None:
        if not self.graph.is_forward(variables, self.graph.relevant(variables, given)):
            raise UsageError("what is given depends on the variable: use `law`")

    def _hidden(self, variable: Any, given: Sequence[Any]) -> Statement | None:
        if variable in given:
            return None
        statement = self.statement(variable)
        if statement is None:
            name = to_variable(variable).name
            raise UsageError(f"{name} has no distribution under {self.density} and is not given")
        return statement

    def law(self, variable: Any, given: Sequence[Any] = ()) -> tuple[Any, Any]:
        """Mean and covariance of ``variable | given``, by recursion and the Schur complement."""
        kept = self.graph.relevant((variable,), tuple(given))
        fixed = self.graph.fixed((variable,), kept)
        data = [v for v in self.graph.ordered(kept) if v not in fixed]
        mean, cov = self._mean(variable, fixed), self._cov(variable, variable, fixed)
        if not data:
            return mean, cov
        cross = [self._cov(variable, y, fixed) for y in data]
        spread = [[self._cov(y, z, fixed) for z in data] for y in data]
        gaps = [sub(y, self._mean(y, fixed)) for y in data]
        if len(data) == 1:
            left, middle, gap = cross[0], spread[0][0], gaps[0]
        else:
            left, middle, gap = block(cross), block(*spread), stack(*gaps)
        gain = mul(left, inv(middle))
        return add(mean, mul(gain, gap)), sub(cov, mul(gain, transposed(left)))


def _no_covariance(left: Any, right: Any) -> Any:
    return zero_like(mul(left, transposed(right)))
