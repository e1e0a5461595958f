"""The marginal law of one block of a Gaussian."""

from __future__ import annotations

from typing import Any

from sympy import Integer, ZeroMatrix

from symgauss.bridge.expressions import NormalDensity
from symgauss.calculus.constructors import (
    T,
    add,
    block,
    det,
    form,
    identity,
    inv,
    is_matrix,
    mul,
    size,
)
from symgauss.calculus.notions import density, normal_density
from symgauss.calculus.rewriting import subexpressions
from symgauss.calculus.transposes import transposed
from symgauss.derivation.builder import Builder, RouteBuilder
from symgauss.derivation.chain import Chain, Equation
from symgauss.derivation.derivation import Derivation
from symgauss.derivation.rules import (
    algebra,
    blocks,
    densities,
    logarithms,
    matrices,
    models,
    partitions,
)
from symgauss.gaussians.partitioned import Partitioned
from symgauss.operations.moves import apply_if
from symgauss.operations.partition import Declared, declare, letter, precision_names, stacked_form

SOURCE = "Bishop (2006), Pattern Recognition and Machine Learning, section 2.3.2"
STATEMENT = (
    "A block of a Gaussian is Gaussian, with the corresponding blocks of the mean and of the "
    "covariance."
)


def marginal(joint: Partitioned, *, statement: str = "", source: str = SOURCE) -> Derivation:
    """Derive ``p(x_1)`` of a Gaussian in blocks by integrating the other block out."""
    build = Builder(
        statement or STATEMENT, slug="marginal", title="Marginal of a Gaussian", source=source
    )
    by_integration(build, joint)
    by_selection(build, joint)
    if all(is_matrix(x) for x in joint.variables):
        in_precisions(build, joint)
    return build.finish()


def by_integration(build: Builder, joint: Partitioned) -> None:
    """Complete the square in what is integrated out; what is left is the marginal."""
    known = declare(build, joint)
    x_1, x_2 = joint.variables
    route = build.route(
        "The joint density factorises",
        "Block elimination turns the exponent into a square in the first block and one in both.",
    )
    W = letter("W", x_2, x_2, joint)
    A, B = joint.first.cov, joint.cross
    named = route.define(W, blocks.schur(joint.second.cov, transposed(B), B, A))
    volume = route.chain(det(joint.cov)).apply(blocks.BLOCK_DETERMINANT_FROM_ABOVE)
    volume.use(named)
    exponent = _in_squares(route, known, W, named)
    chain = route.chain(density("p", joint.variables)).use(known.density, rule=models.MODEL)
    chain.apply(densities.DENSITY_VECTOR).use(exponent).apply(algebra.EXPAND_SUMS)
    chain.apply(logarithms.EXP_SUM)
    product = _read_off(chain.current, x_2, x_1)
    constants = build.aside(product).apply(densities.DENSITY_VECTOR)
    chain.write(
        product,
        rule=densities.READ_OFF.rule,
        note="Each exponential takes its share of the constant.",
        uses=[volume.equation],
        detail=[constants],
    )
    _integrated(build, joint, chain)


def _in_squares(route: RouteBuilder, known: Declared, W: Any, named: Equation) -> Chain:
    """The exponent as a square in the first block and one in both, by block elimination."""
    chain = stacked_form(route, known)
    chain.apply(blocks.BLOCK_FACTORS_FROM_ABOVE, W, uses=[named])
    chain.apply(matrices.INVERSE).apply(blocks.INVERSE_TRIANGULAR)
    *_, middle, lower, stack = chain.current.matrix.args
    (first,), (second,) = stack.args
    moved = block([first], [add(second, mul(lower.args[1][0], first))])
    chain.write(form(moved, middle), rule=matrices.BLOCK_PRODUCT.rule)
    return chain.apply(matrices.BLOCK_PRODUCT)


def _read_off(expression: Any, *variables: Any) -> Any:
    """The product of the normal densities that the exponentials are, the first variable first."""
    found = []
    for x in variables:
        expression = densities.READ_OFF.action(expression, x)
        parts = [p for p in subexpressions(expression) if isinstance(p, NormalDensity)]
        found.append(next(part for part in parts if part.args[0] == x))
    return mul(*reversed(found))


def _integrated(build: Builder, joint: Partitioned, product: Chain) -> None:
    x_1, x_2 = joint.variables
    route = build.route("Integrating out", "The second factor is a density of the second block.")
    chain = route.chain(density("p", x_1))
    chain.apply(partitions.MARGINAL_DENSITY, x_2, joint.variables).use(product)
    chain.apply(models.CONSTANT_OUT).apply(models.NORMALISATION)
    build.result(chain)


def by_selection(build: Builder, joint: Partitioned) -> None:
    """The block as a linear map of the whole: a Gaussian with these moments."""
    x_1, x_2 = joint.variables
    one = identity(size(x_1)) if is_matrix(x_1) else Integer(1)
    rows, columns = size(x_1), size(x_2)
    nothing = ZeroMatrix(rows, columns) if is_matrix(x_1) or is_matrix(x_2) else Integer(0)
    select = block([one, nothing])
    route = build.route(
        "A linear map of the whole",
        "The first block is a linear map of the whole vector, and a linear map of a Gaussian is "
        "Gaussian, with the map of the mean and the covariance with the map on both sides.",
    )
    route.chain(mul(select, joint.mean)).apply(matrices.BLOCK_PRODUCT)
    route.chain(mul(select, joint.cov, T(select))).apply(matrices.BLOCK_PRODUCT)


def in_precisions(build: Builder, joint: Partitioned) -> None:
    """The information form: the precision of the marginal is a Schur complement."""
    x_1, x_2 = joint.variables
    route = build.route(
        "Information form",
        "In terms of the precision of the whole, the precision of the marginal is the Schur "
        "complement of the block that is integrated out.",
    )
    W = letter("W", x_2, x_2, joint)
    inverse = route.chain(inv(joint.cov)).apply(partitions.SCHUR_INVERSE_FROM_ABOVE, W)
    (first, cross), (_, last) = inverse.current.args
    L_11, L_12, L_22 = (letter(name, a, b, joint) for name, a, b in precision_names(x_1, x_2))
    named = [route.define(*pair) for pair in ((L_11, first), (L_12, cross), (L_22, last))]
    back = [Equation(e.rhs, e.lhs, steps=e.steps) for e in named]
    complement = blocks.schur(L_11, L_12, transposed(L_12), L_22)
    chain = route.chain(complement).use(*back)
    for move in (matrices.TRANSPOSE, matrices.INVERSE, algebra.CANCEL_INVERSE, algebra.GATHER):
        apply_if(chain, move)
    build.result(density("p", x_1), normal_density(x_1, joint.first.mean, inv(complement)))
