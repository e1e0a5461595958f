"""A function of random variables as their density: probabilities of cells, by binned counts.

The probability of a cell is sampled from the model, and the integral of the derived function over
the same cell by importance sampling from a wider normal.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symgauss.kernel.context import Context
from symgauss.kernel.drawing.instance import Key
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Indexed, Rational, Symbol, Term, Variable
from symgauss.notation.unicode import print_term
from symgauss.sampling.claims import Observation
from symgauss.sampling.floats import Array
from symgauss.sampling.stacks import Stack
from symgauss.sampling.world import Draws, gaussian, log_normal

_EDGES = (0.3, 0.8, 1.3, 2.0)  #: of squared distances over the dimension: shells, the last one open
_WIDER = 1.4  #: covariance of the proposal over that of what is sampled
_LARGEST = 600.0  #: logarithm of a ratio of densities; beyond, what is derived is absurd anyway


def cells(
    derived: tuple[Term, Context, bool],
    stacks: Sequence[Stack],
    weight: Array,
    draws: Draws,
    bound: dict[Key, Array],
) -> Observation:
    """Weighted counts of draws in cells beside integrals of a derived function over them.

    ``derived`` is the function, the context of its names, and whether it is a logarithm; the
    stacks are independent of each other; ``bound`` are draws of what is conditioned on.
    """
    function, context, logarithm = derived
    wide = [(stack.mean, _WIDER * stack.covariance) for stack in stacks]
    y = [gaussian(m, S, draws.rng, draws.count) for m, S in wide]
    log_g = sum(log_normal(v, m, S) for v, (m, S) in zip(y, wide, strict=True))
    point = dict(bound)
    for stack, value in zip(stacks, y, strict=True):
        point |= stack.split(value)
    value = draws.world.under(context, point).value(function)
    log_f = value if logarithm else np.log(np.abs(value))
    # the sign of the function stays: a density that is negative somewhere is refused
    sign = 1.0 if logarithm else np.sign(value)
    ratio = sign * np.exp(np.minimum(log_f - log_g, _LARGEST))
    inside = _cell(stacks, [stack.values for stack in stacks])
    return Observation(
        f"∫ over cells of {_listed(stacks)}",
        np.where(inside, weight[..., 0], 0.0),
        np.where(_cell(stacks, y), np.broadcast_to(ratio, (draws.count, 1, 1))[..., 0], 0.0),
    )


def _cell(stacks: Sequence[Stack], values: Sequence[Array]) -> Array:
    """In which shell and on which side of the centre each draw lies, ``(count, cells)``."""
    distance, n = np.zeros(values[0].shape[0]), 0
    for stack, value in zip(stacks, values, strict=True):
        whitening = np.linalg.inv(np.linalg.cholesky(stack.covariance))
        gap = (value - stack.mean)[..., 0] @ whitening.T
        distance, n = distance + np.einsum("ni,ni->n", gap, gap), n + gap.shape[1]
    shell = np.searchsorted(np.array(_EDGES) * n, distance)
    side = (values[0] - stacks[0].mean)[:, 0, 0] > 0
    return np.asarray((2 * shell + side)[:, None] == np.arange(2 * len(_EDGES) + 2))


def _listed(stacks: Sequence[Stack]) -> str:
    symbols: list[Variable] = []
    for name, indices in (key for stack in stacks for key, _ in stack.parts):
        made = tuple(Rational(i) for i in indices)
        symbols.append(Indexed(name, made, SCALAR) if made else Symbol(name, SCALAR))
    return ", ".join(map(print_term, symbols))
