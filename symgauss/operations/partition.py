"""What the operations on a Gaussian in two blocks share: its declaration and its exponent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from symgauss.calculus.constructors import sub
from symgauss.calculus.notions import density, normal_density
from symgauss.derivation.builder import Builder
from symgauss.derivation.chain import Chain, Equation
from symgauss.derivation.rules import algebra, densities, matrices, models, partitions
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


def written_out(chain: Chain, known: Declared) -> Chain:
    """The joint density written out, with the differences stacked in the exponent."""
    chain.use(known.density, rule=models.MODEL)
    chain.apply(densities.DENSITY_VECTOR)
    chain.apply(partitions.PUT_IN, known.values, at=lambda place: isinstance(place, sp.exp))
    return chain.apply(matrices.BLOCK_SUM)


def multiplied_out(chain: Chain, joint: Partitioned) -> Chain:
    """The blocks of the exponent multiplied out; ``x_i - m_i`` stay together."""
    chain.apply(matrices.BLOCK_PRODUCT)
    return chain.apply(algebra.EXPAND_KEEPING, *gaps(joint))


def gaps(joint: Partitioned) -> tuple[Any, Any]:
    """``x_1 - m_1`` and ``x_2 - m_2``."""
    return sub(joint.first.variable, joint.first.mean), sub(
        joint.second.variable, joint.second.mean
    )
