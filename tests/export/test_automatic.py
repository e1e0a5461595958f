"""Automatic derivatives of every function of the shelf, in torch and jax, against differences.

Along a random direction in all arguments at once, families among them; the differences are those of
the program in balls, where no digit is lost however small the step is.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from export.modules import SLUGS, array, functions, module, needed
from flint import arb, ctx

from symgauss.export.instances import BITS, Instance, Items, draw, floats
from symgauss.export.planning import Function
from symgauss.export.validation.balls import evaluate

CLOSE = 1e-8
STEP = arb(2) ** -(BITS // 3)


def direction(function: Function, instance: Instance, rng: np.random.Generator) -> list[np.ndarray]:
    """How all arguments move; a symmetric matrix stays symmetric."""
    moves = []
    for argument in function.program.arguments:
        move = rng.normal(size=np.shape(floats(instance.arguments[argument.name])))
        if argument.type.structure.symmetric and not argument.diagonal:
            move = (move + np.swapaxes(move, -1, -2)) / 2
        moves.append(move)
    return moves


def moved(items: Items, by: np.ndarray, step: arb) -> Items:
    """Balls, nested as they are, some steps on."""
    return np.asarray(np.array(items, dtype=object) + step * by.astype(object)).tolist()


def difference(
    function: Function, instance: Instance, moves: list[np.ndarray], weights: list[np.ndarray]
) -> float:
    """The central difference of the weighted sum of all results."""
    names = [argument.name for argument in function.program.arguments]
    with ctx.workprec(BITS):
        sums = []
        for step in (STEP, -STEP):
            point = {
                name: moved(instance.arguments[name], move, step)
                for name, move in zip(names, moves, strict=True)
            }
            results = evaluate(function.program, point, instance.sizes)
            sums.append(
                sum(
                    np.sum(np.array(results[output.name], dtype=object) * weight.astype(object))
                    for output, weight in zip(function.program.outputs, weights, strict=True)
                )
            )
        return float((sums[0] - sums[1]).mid() / (2 * STEP))


def by_torch(
    function: Callable[..., object], given: list[np.ndarray], weights: list[np.ndarray]
) -> list[np.ndarray]:
    import torch

    arguments = [array(each, "torch").requires_grad_() for each in given]
    found = function(*arguments)
    results = found if len(weights) > 1 else (found,)
    total = sum((r * array(w, "torch")).sum() for r, w in zip(results, weights, strict=True))
    slopes = torch.autograd.grad(total, arguments, allow_unused=True)
    return [
        np.zeros(a.shape) if s is None else s.numpy()
        for a, s in zip(arguments, slopes, strict=True)
    ]


def by_jax(
    function: Callable[..., object], given: list[np.ndarray], weights: list[np.ndarray]
) -> list[np.ndarray]:
    import jax

    def total(*arguments: object) -> object:
        found = function(*arguments)
        results = found if len(weights) > 1 else (found,)
        return sum((r * w).sum() for r, w in zip(results, weights, strict=True))

    slopes = jax.grad(total, argnums=tuple(range(len(given))))(*given)
    return [np.asarray(slope) for slope in slopes]


@pytest.mark.parametrize(("name", "slopes_by"), [("torch", by_torch), ("jax", by_jax)])
@pytest.mark.parametrize("slug", SLUGS)
def test_automatic_derivatives_are_those_of_differences(
    slug: str, name: str, slopes_by: Callable[..., list[np.ndarray]]
) -> None:
    needed(name)
    rng = np.random.default_rng(11)
    made = functions(slug, name)
    for function in module(slug).functions:
        instance = draw(function, 1)
        given = [np.asarray(floats(instance.arguments[a.name])) for a in function.program.arguments]
        weights = [
            rng.normal(size=np.shape(floats(instance.results[output.name])))
            for output in function.program.outputs
        ]
        moves = direction(function, instance, rng)
        wanted = difference(function, instance, moves, weights)
        parts = [
            float(np.sum(slope * move))
            for slope, move in zip(
                slopes_by(made[function.name], given, weights), moves, strict=True
            )
        ]
        scale = max(abs(wanted), *map(abs, parts))
        assert abs(sum(parts) - wanted) <= CLOSE * scale, (function.name, sum(parts), wanted)
