"""Which sizes to draw for the dimensions of a step.

Never 1 or 2 where a step is to hold for every dimension, and never equal sizes for different
dimensions: at n = 1 everything commutes, at n = 2 trace identities hold by accident.  A polynomial
identity of n x n matrices has degree at least 2n (Amitsur and Levitzki 1950), a trace identity
degree at least n + 1 (Procesi 1976), and a rational expression of size s that vanishes on 2s x 2s
matrices is zero (Derksen and Makam 2017).  So the sizes grow with the number of factors.
"""

from __future__ import annotations

from random import Random

from symgauss.kernel.context import Context
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import Shape
from symgauss.kernel.terms import (
    Covariance,
    Dimension,
    Expectation,
    Gradient,
    Hessian,
    Identity,
    Indexed,
    Integral,
    Kronecker,
    Ones,
    Opaque,
    Symbol,
    Term,
    Vec,
    Zero,
)
from symgauss.kernel.traversal import subterms

SMALLEST = 4
LARGEST = 40
COSTLY = (Expectation, Covariance, Gradient, Hessian, Integral, Kronecker, Vec)


def with_definitions(terms: tuple[Term, ...], context: Context) -> tuple[Term, ...]:
    """The terms together with everything that the context may put in."""
    parts = list(terms)
    parts += [definition.value for definition in context.definitions]
    for distribution in context.distributions:
        parts += [distribution.variable, distribution.mean, distribution.covariance]
    return tuple(parts)


def dimensions(terms: tuple[Term, ...]) -> list[str]:
    """Names of the dimensions that occur, in the order of first occurrence."""
    found: dict[str, None] = {}
    for term in terms:
        for part in subterms(term):
            shapes: tuple[Shape, ...] = ()
            if isinstance(part, Symbol | Indexed | Opaque | Zero | Ones):
                shapes = (part.shape,)
            sizes = [s for shape in shapes for s in (shape.rows, shape.columns)]
            if isinstance(part, Dimension | Identity):
                sizes.append(part.size)
            for one in sizes:
                for monomial, _ in one.monomials:
                    found.update(dict.fromkeys(monomial))
    return list(found)


def smallest_base(sides: tuple[Term, ...], everything: tuple[Term, ...]) -> tuple[int, int]:
    """The smallest size of a decisive draw, and by how much a draw may exceed it."""
    if any(isinstance(part, COSTLY) for term in everything for part in subterms(term)):
        return 3, 2
    occurrences = max(
        sum(
            isinstance(part, Symbol | Indexed) and not shape_of(part).is_scalar
            for part in subterms(side)
        )
        for side in sides
    )
    return min(LARGEST, max(SMALLEST + 1, occurrences + 1)), 6


def decisive(names: list[str], base: int, spread: int, rng: Random) -> dict[str, int]:
    """Sizes of one decisive draw: at least ``base``, all different, other ones at each draw.

    Were they the same at each draw, ``tr I = 5`` would hold at n = 5.
    """
    start = base + rng.randrange(spread + 1)
    order = rng.sample(range(len(names)), len(names))
    return {name: start + position for name, position in zip(names, order, strict=True)}


def bounding(names: list[str], base: int, spread: int) -> dict[str, int]:
    """Sizes that no decisive draw exceeds."""
    return dict.fromkeys(names, base + spread + max(0, len(names) - 1))


def small(names: list[str]) -> list[dict[str, int]]:
    """Sizes for a counterexample that can be checked by hand, smallest first."""
    if not names:
        return [{}]
    ladder = [dict.fromkeys(names, 1), dict.fromkeys(names, 2)]
    ladder.append({name: 2 + position for position, name in enumerate(names)})
    ladder.append({name: 3 + position for position, name in enumerate(names)})
    return ladder
