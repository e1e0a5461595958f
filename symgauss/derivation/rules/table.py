"""All rules, found by looking through the families."""

from __future__ import annotations

from types import ModuleType

from symgauss.derivation.rule import Move, Rule
from symgauss.derivation.rules import (
    algebra,
    blocks,
    conditioning,
    covariances,
    densities,
    derivatives,
    divergences,
    entries,
    expectations,
    gains,
    gradients,
    independence,
    indices,
    information,
    integrals,
    inverses,
    isotropic,
    isserlis,
    logarithms,
    matrices,
    models,
    numbers,
    parallel,
    partitions,
    posterior,
    recursion,
    traces,
    transformations,
)

FAMILIES: tuple[ModuleType, ...] = (
    algebra,
    blocks,
    conditioning,
    covariances,
    densities,
    derivatives,
    divergences,
    entries,
    expectations,
    gains,
    gradients,
    independence,
    indices,
    information,
    integrals,
    inverses,
    isotropic,
    isserlis,
    logarithms,
    matrices,
    models,
    numbers,
    parallel,
    partitions,
    posterior,
    recursion,
    traces,
    transformations,
)


def all_rules() -> tuple[Rule, ...]:
    """Each rule once, in the order of the families."""
    found: dict[Rule, None] = {}
    for family in FAMILIES:
        for value in vars(family).values():
            if isinstance(value, Move):
                found.setdefault(value.rule)
            elif isinstance(value, Rule):
                found.setdefault(value)
    return tuple(found)
