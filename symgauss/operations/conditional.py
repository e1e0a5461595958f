"""The conditional law of one block of a Gaussian given the other."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.calculus.constructors import add, block, div, inv, is_matrix, mul, square, sub
from symgauss.calculus.notions import density, normal_density
from symgauss.calculus.order import symbols_in_order
from symgauss.calculus.transposes import transposed
from symgauss.derivation.builder import Builder, RouteBuilder
from symgauss.derivation.chain import Equation
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rules import (
    algebra,
    blocks,
    densities,
    matrices,
    models,
    partitions,
    transformations,
)
from symgauss.gaussians.partitioned import Partitioned
from symgauss.operations.moves import apply_if
from symgauss.operations.partition import declare, gaps, letter, precision_names, stacked_form

SOURCE = "Bishop (2006), Pattern Recognition and Machine Learning, section 2.3.1"
STATEMENT = (
    "A block of a Gaussian given the other block is Gaussian, with a mean that is linear in what "
    "is given and a covariance that does not depend on it."
)


def conditional(joint: Partitioned, *, statement: str = "", source: str = SOURCE) -> Derivation:
    """Derive ``p(x_1 | x_2)`` of a Gaussian in blocks by completing the square."""
    build = Builder(
        statement or STATEMENT, slug="conditional", title="Conditional of a Gaussian", source=source
    )
    by_square(build, joint)
    return build.finish()


def by_square(build: Builder, joint: Partitioned) -> None:
    """The route through the precision in blocks and the square; moment form, then precisions."""
    known = declare(build, joint)
    x_1, x_2 = joint.variables
    route = build.route("The precision in blocks", "Completing the square needs the inverse.")
    named = _precision(route, joint)
    back = (_back if is_matrix(x_1) else _back_of_scalars)(route, named)
    square = build.route(
        "Completing the square",
        "As a function of the first block, the conditional density is the joint one up to a "
        "factor; of the exponent, only what holds the first block matters.",
    )
    exponent = stacked_form(square, known).use(named[-1]).apply(matrices.BLOCK_PRODUCT)
    exponent.apply(algebra.EXPAND_KEEPING, *gaps(joint))
    chain = square.chain(density("p", x_1, x_2)).apply(partitions.CONDITIONAL_DENSITY, x_1)
    chain.use(known.density, rule=models.MODEL).apply(densities.DENSITY_VECTOR).use(exponent)
    chain.apply(densities.DROP_FACTORS, x_1).apply(algebra.EXPAND_SUMS)
    chain.apply(densities.DROP_EXPONENTS, x_1)
    chain.apply(partitions.COMPLETE_EXPONENT, x_1, *gaps(joint))
    chain.apply(densities.READ_OFF, x_1).apply(densities.DROP_FACTORS, x_1)
    precision_form = chain.current
    if is_matrix(x_1):
        chain.use(*back)
    else:
        law = _law_of_scalars(joint, back)
        chain.write(law, rule=algebra.SUBSTITUTE, uses=back)
    build.result(chain.start, chain.current)
    build.result(chain.start, precision_form)


def _precision(route: RouteBuilder, joint: Partitioned) -> list[Equation]:
    """The Schur complement and the blocks of the precision named; last, the inverse in blocks."""
    x_1, x_2 = joint.variables
    S = letter("S", x_1, x_1, joint)
    B, D = joint.cross, joint.second.cov
    if is_matrix(B):
        complement = blocks.schur(joint.first.cov, B, transposed(B), D)
    else:
        complement = sub(joint.first.cov, div(square(B), D))
    equations = [route.define(S, complement)]
    inverse = route.chain(inv(joint.cov)).apply(partitions.SCHUR_INVERSE, S, uses=equations)
    if not is_matrix(B):
        apply_if(inverse, algebra.CANCEL)
    names = [letter(n, a, b, joint) for n, a, b in precision_names(x_1, x_2)]
    (upper, cross), (_, corner) = inverse.current.args
    parts = zip(names, (upper, cross, corner), strict=True)
    equations += [route.define(name, value) for name, value in parts]
    inverse.write(block([names[0], names[1]], [transposed(names[1]), names[2]]), uses=equations[1:])
    return [*equations, inverse.equation]


def _back(route: RouteBuilder, named: list[Equation]) -> list[Equation]:
    """``L_11^{-1}`` and ``L_11^{-1} L_12`` in terms of the covariance."""
    S, first, cross = ((e.rhs, e.lhs, e.steps) for e in named[:3])
    known = [Equation(name, value, steps=steps) for name, value, steps in (first, cross)]
    spread = route.chain(inv(first[0])).use(known[0]).apply(matrices.INVERSE)
    spread.use(Equation(S[0], S[1], steps=S[2]))
    gain = route.chain(mul(inv(first[0]), cross[0])).use(*known).apply(matrices.INVERSE)
    gain.apply(algebra.CANCEL_INVERSE)
    return [gain.equation, spread.equation]


def _back_of_scalars(route: RouteBuilder, named: list[Equation]) -> list[Equation]:
    """``-L_12 / L_11`` and ``1 / L_11`` in terms of the covariance."""
    S, first, cross = (Equation(e.rhs, e.lhs, steps=e.steps) for e in named[:3])
    gain = route.chain(mul(-1, inv(first.lhs), cross.lhs)).use(first, cross)
    apply_if(gain, algebra.CANCEL)
    spread = route.chain(inv(first.lhs)).use(first)
    spread.apply(transformations.POWER_OF_POWER).use(S)
    apply_if(spread, algebra.CANCEL)
    if not symbols_in_order(spread.current):
        apply_if(spread, algebra.SIMPLIFY)
    for factor in common_factors(spread.current):
        apply_if(spread, algebra.FACTOR, factor)
    return [gain.equation, spread.equation]


def _law_of_scalars(joint: Partitioned, back: list[Equation]) -> Any:
    gain, spread = (equation.rhs for equation in back)
    mean = add(joint.first.mean, mul(gain, gaps(joint)[1]))
    return normal_density(joint.first.variable, mean, spread)


def common_factors(expression: Any) -> list[Any]:
    """The factors that stand in every term of a sum."""
    if not isinstance(expression, sp.Add):
        return []
    terms = [term.args if isinstance(term, sp.Mul) else (term,) for term in expression.args]
    return [f for f in terms[0] if not f.is_Number and all(f in term for term in terms)]
