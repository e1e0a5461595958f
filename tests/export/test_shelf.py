from __future__ import annotations

import numpy as np
import pytest
from export.modules import SLUGS, array, functions, module, needed

from symgauss.export.instances import draw, floats
from symgauss.export.targets import TARGETS
from symgauss.export.validity import check

CLOSE = 1e-10
SEEDS = (1, 2)


def difference(found: object, wanted: object) -> float:
    """The largest difference, relative to the largest entry."""
    left, right = np.asarray(found, dtype=float), np.asarray(wanted, dtype=float)
    assert left.shape == right.shape
    return float(np.max(np.abs(left - right)) / max(1e-300, np.max(np.abs(right))))


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("slug", SLUGS)
def test_every_result_of_the_shelf_has_the_value_that_the_kernel_finds(
    slug: str, name: str
) -> None:
    needed(name)
    made = functions(slug, name)
    stages = {stage.name for stage in module(slug).stages}
    wanted_names = [function.name for function in module(slug).functions]
    assert [n for n in made if n not in stages] == wanted_names
    for function in module(slug).functions:
        check(function.program)
        for seed in SEEDS:
            instance = draw(function, seed)
            arguments = [
                array(floats(instance.arguments[a.name]), name) for a in function.program.arguments
            ]
            found = made[function.name](*arguments)
            results = found if len(function.program.outputs) > 1 else (found,)
            for output, value in zip(function.program.outputs, results, strict=True):
                wanted = floats(instance.results[output.name])
                assert difference(value, wanted) < CLOSE, (function.name, output.name)


def test_two_instances_differ_and_a_seed_gives_the_same_one_again() -> None:
    function = module("normal-kl").main
    first, again, other = (floats(draw(function, seed).results["kl"]) for seed in (1, 1, 2))
    assert first == again
    assert first != other
