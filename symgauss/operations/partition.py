"""What the operations on a Gaussian in two blocks share: its declaration and its exponent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symgauss.bridge.symbols import covariance, matrix, scalar
from symgauss.calculus.constructors import form, inv, is_matrix, size, sub
from symgauss.calculus.notions import density, normal_density
from symgauss.calculus.order import symbols_in_order
from symgauss.derivation.builder import Builder, RouteBuilder
from symgauss.derivation.chain import Chain, Equation
from symgauss.derivation.rules import matrices, partitions
from symgauss.gaussians.partitioned import Partitioned


@dataclass(frozen=True)
class Declared:
    """A joint law in the context: ``p(x_1, x_2) = N(x; m, S)`` and what the letters stand for."""

    density: Equation
    values: dict[Any, Any]


def declare(build: Builder, joint: Partitioned) -> Declared:
    """Declare the joint law; letters for the whole where the blocks are letters."""
    first, second = joint.first, joint.second
    build.declare(*joint.variables, first.mean, second.mean, first.cov, second.cov, joint.cross)
    x, mean, cov = joint.whole()
    values = {x: joint.point}
    build.definition(x, joint.point)
    if joint.is_plain:
        values |= {mean: joint.mean, cov: joint.cov}
        build.definition(mean, joint.mean)
        build.definition(cov, joint.cov)
    else:
        mean, cov = joint.mean, joint.cov
    build.distribution(x, mean, cov)
    return Declared(Equation(density("p", joint.variables), normal_density(x, mean, cov)), values)


def letter(name: str, rows: Any, columns: Any, joint: Partitioned) -> Any:
    """A letter for a block that belongs to two variables; definite on the diagonal."""
    taken = {str(s) for s in symbols_in_order(joint.point, joint.mean, joint.cov)}
    free = next(n for n in (name, name.replace("Lambda", "Q"), f"{name}'") if n not in taken)
    if not is_matrix(rows) and not is_matrix(columns):
        return scalar(free, positive=rows == columns)
    if rows == columns:
        return covariance(free, size(rows))
    return matrix(free, size(rows), size(columns))


def precision_names(x_1: Any, x_2: Any) -> tuple[tuple[str, Any, Any], ...]:
    """Names of the blocks of the precision, with the variables that they belong to."""
    return ("Lambda_11", x_1, x_1), ("Lambda_12", x_1, x_2), ("Lambda_22", x_2, x_2)


def stacked_form(route: RouteBuilder, known: Declared) -> Chain:
    """``(x - m)^T S^{-1} (x - m)`` with the blocks in the place of the letters."""
    x, mean, cov = known.density.rhs.args
    chain = route.chain(form(sub(x, mean), inv(cov)))
    chain.apply(partitions.PUT_IN, known.values, note="The blocks in their places.")
    return chain.apply(matrices.BLOCK_SUM)


def gaps(joint: Partitioned) -> tuple[Any, Any]:
    """``x_1 - m_1`` and ``x_2 - m_2``."""
    return sub(joint.first.variable, joint.first.mean), sub(
        joint.second.variable, joint.second.mean
    )
