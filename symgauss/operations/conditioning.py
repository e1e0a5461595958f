"""A conditional law by conditioning the joint normal: the gain form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

from symgauss.bridge.matrices import Block
from symgauss.calculus.constructors import block, is_matrix, mul
from symgauss.calculus.expansion import power_of
from symgauss.calculus.notions import density
from symgauss.calculus.quadratic import scale_of
from symgauss.calculus.rewriting import rewrite, rewrite_up
from symgauss.derivation.builder import RouteBuilder
from symgauss.derivation.chain import Chain, Equation
from symgauss.derivation.rules import algebra, entries, matrices, numbers, recursion
from symgauss.derivation.rules.gains import powers_gathered
from symgauss.derivation.rules.posterior import difference
from symgauss.operations.recursion import Memory, attempt
from symgauss.operations.wide import is_wide, name_steps, name_tables

TITLE = "Conditioning the joint law"
INTRO = (
    "All variables together are normal. The means and covariances follow from the model, and the "
    "conditional law of a joint normal follows from those."
)


def condition_joint(
    route: RouteBuilder,
    memory: Memory,
    variables: Sequence[Any],
    given: Sequence[Any],
    fixed: Sequence[Any],
) -> Chain:
    """``p(x | y) = N(x; E[x] + Cov[x, y] Cov[y]^{-1} (y - E[y]), ...)``, step by step."""
    model = memory.model
    moments = memory.recursion(route, fixed)
    data = [v for v in model.graph.ordered(given) if v not in fixed]
    if len(data) > 1 and is_wide(block(*([model.cov(v, w, fixed) for w in data] for v in data))):
        name_steps(route, memory, moments, [*variables, *data])
    known = moments.moments([*variables, *data])
    start = density(model.density, tuple(variables), tuple(given))
    opened = recursion.CONDITIONING.action(start, moments.fixed, model.graph.order)
    tables = name_tables(route, memory, opened, known)
    chain = route.chain(start)
    chain.apply(recursion.CONDITIONING, moments.fixed, model.graph.order)
    _put_in(chain, [*tables, *known])
    attempt(chain, numbers.EVALUATE, matrices.ISOTROPIC, numbers.GATHER_IDENTITIES)
    spread = chain.current.args[2]
    if not is_matrix(spread) or scale_of(spread) is not None:
        attempt(chain, algebra.SIMPLIFY, at=spread)
    if numbers.explicit(spread) is not None and is_matrix(spread):
        return attempt(chain, numbers.MULTIPLY_OUT, numbers.EVALUATE)
    return attempt(chain, entries.ENTRY_BY_ENTRY)


def _put_in(chain: Chain, known: Sequence[Equation]) -> None:
    """Moments put in; ``y - (H m + c)`` is written ``y - H m - c`` at once."""
    values = {equation.lhs: equation.rhs for equation in known}
    after = rewrite(chain.current, values.get)
    used = [e for e in known if e.steps]
    rule = algebra.SUBSTITUTE if used else recursion.MODEL_MOMENTS
    chain.write(rewrite_up(rewrite(after, _opened), powers), rule=rule, uses=used)


def powers(place: Any) -> Any:
    """``a a B`` as ``a^2 B`` and ``(a b)^2`` as ``a^2 b^2``."""
    if isinstance(place, sp.MatMul):
        return powers_gathered(place)
    if isinstance(place, sp.Pow) and place.args[1] == 2 and not is_matrix(place):
        base = place.args[0]
        factors = base.args if isinstance(base, sp.Mul) else (base,)
        return mul(*(power_of(factor, 2) for factor in factors))
    return None


def _opened(place: Any) -> Any:
    """A difference with a sum behind the minus, written out; of two blocks, block by block."""
    if not isinstance(place, sp.Add) or len(place.args) != 2:
        return None
    first, second = place.args
    if not isinstance(second, sp.Mul) or second.args[0] != -1:
        return None
    rest = second.args[1:]
    if isinstance(first, Block) and len(rest) == 1 and isinstance(rest[0], Block):
        return rewrite(matrices.BLOCK_SUM.action(place), _opened)
    if len(rest) != 1 or not isinstance(rest[0], sp.Add):
        return None
    return difference(first, rest[0])
