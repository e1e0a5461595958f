"""Which sizes to draw for the dimensions of a step.

Never 1 or 2 where a step is to hold for every dimension, and never equal sizes for different
dimensions: at n = 1 everything commutes, at n = 2 trace identities hold by accident.  A polynomial
identity of n x n matrices has degree at least 2n (Amitsur and Levitzki 1950), a trace identity
degree at least n + 1 (Procesi 1976), and a rational expression of size s that vanishes on 2s x 2s
matrices is zero (Derksen and Makam 2017).  So the sizes go beyond the number of factors of the
longest product, where an inverse counts with everything in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from symgauss.kernel.sizes import Size
from symgauss.kernel.terms import (
    Covariance,
    Dimension,
    Expectation,
    Gradient,
    Hessian,
    Identity,
    Indexed,
    Integral,
    Jacobian,
    Kronecker,
    Ones,
    Opaque,
    Symbol,
    Term,
    Vec,
    Zero,
)

SMALLEST = 4
LARGEST = 40
QUICK, QUICK_SPREAD = 3, 2  #: sizes of a glance, and of a point that confirms the field
PATTERN_BITS = 3  #: dimensions of which all combinations of even and odd are drawn
MOST_COSTLY = 2  #: dimensions, where sizes of 4 and more are still quick
LARGEST_COSTLY = 8  #: the smallest size of a decisive draw there
LARGEST_OF_MANY = 5  #: the same with more dimensions
COSTLY = (Expectation, Covariance, Gradient, Jacobian, Hessian, Integral, Kronecker, Vec)


def dimensions(parts: Iterable[Term]) -> list[str]:
    """Names of the dimensions that occur in some nodes, in the order of first occurrence."""
    found: dict[str, None] = {}
    for part in parts:
        sizes: tuple[Size, ...] = ()
        if isinstance(part, Symbol | Indexed | Opaque | Zero | Ones):
            sizes = (part.shape.rows, part.shape.columns)
        elif isinstance(part, Dimension | Identity):
            sizes = (part.size,)
        for size in sizes:
            for monomial, _ in size.monomials:
                found.update(dict.fromkeys(monomial))
    return list(found)


def smallest_base(
    occurrences: int, numbers: int, parts: Iterable[Term], names: int
) -> tuple[int, int]:
    """The smallest size of a decisive draw, and by how much a draw may exceed it.

    ``occurrences`` counts vectors and matrices on a side, ``numbers`` sizes as numbers.
    """
    if any(isinstance(part, COSTLY) for part in parts):
        if names <= MOST_COSTLY:
            return min(LARGEST_COSTLY, max(SMALLEST, occurrences + 1)), 1
        return min(LARGEST_OF_MANY, max(SMALLEST - 1, occurrences + 1)), 2
    return min(LARGEST, max(SMALLEST + 1, occurrences + 1)), min(LARGEST, max(6, numbers))


def decisive(
    names: list[str], base: int, spread: int, rng: Random, pattern: int | None = None
) -> dict[str, int]:
    """Sizes of one decisive draw: at least ``base``, all different, other ones at each draw.

    Were they the same at each draw, ``tr I = 5`` would hold at n = 5.  With a ``pattern``, its
    bits say which sizes are odd.
    """
    choice = range(base, base + _reach(names, spread))
    if pattern is None:
        return dict(zip(names, rng.sample(choice, len(names)), strict=True))
    pools = [[k for k in choice if k % 2 == parity] for parity in (0, 1)]
    for pool in pools:
        rng.shuffle(pool)
    return {
        name: pools[pattern >> (position % PATTERN_BITS) & 1].pop()
        for position, name in enumerate(names)
    }


def patterns(names: list[str]) -> int:
    """How many combinations of even and odd sizes there are, as far as they are looked at.

    ``|-A| |-B| = -|A| |B|`` holds where n + k is odd.
    """
    return 1 << min(len(names), PATTERN_BITS)


def _reach(names: list[str], spread: int) -> int:
    """How many sizes there are to choose from: enough for all of them to be even, or odd."""
    return max(spread + len(names), 2 * len(names))


def bounding(names: list[str], base: int, spread: int) -> dict[str, int]:
    """Sizes that no decisive draw exceeds."""
    return dict.fromkeys(names, base + _reach(names, spread) - 1)


def small(names: list[str], tall: str = "") -> list[dict[str, int]]:
    """Sizes for a counterexample that can be checked by hand, smallest first.

    ``tall`` is a dimension that has to exceed the others together.
    """
    if not names:
        return [{}]
    if tall:
        return [dict.fromkeys(names, k) | {tall: k * len(names)} for k in (1, 2)]
    ladder = [dict.fromkeys(names, 1), dict.fromkeys(names, 2)]
    ladder.append({name: 2 + position for position, name in enumerate(names)})
    ladder.append({name: 3 + position for position, name in enumerate(names)})
    return ladder
