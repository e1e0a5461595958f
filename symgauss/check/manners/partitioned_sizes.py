r"""A size that a partition cuts: D of ``x \in \mathbb{R}^D`` is that of ``x_a`` and of ``x_b``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from symgauss.check.displays.parts import Statement
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import Shape, Size
from symgauss.kernel.terms import Block, Symbol
from symgauss.latex.scope import Scope
from symgauss.latex.unify import Unifier, is_unknown


def cut_sizes(statements: Iterable[Statement], unifier: Unifier) -> bool:
    """Take a size that has a name for the sum of the sizes of blocks; whether there was any."""
    cut = False
    for statement in statements:
        sides = [side.term for side in statement.sides[:2]]
        if len(sides) < 2 or not isinstance(sides[0], Symbol) or not isinstance(sides[1], Block):
            continue
        try:
            whole, parts = unifier.resolve_shape(sides[0].shape), shape_of(sides[1])
        except ShapeError:
            continue
        parts = unifier.resolve_shape(parts)
        for size, total in ((whole.rows, parts.rows), (whole.columns, parts.columns)):
            cut = _cut(size, total, unifier) or cut
    return cut


def _cut(size: Size, total: Size, unifier: Unifier) -> bool:
    names = sorted(size.dimensions)
    several = len(total.monomials) > 1 and all(k == 1 for _, k in total.monomials)
    plain = len(size.monomials) == 1 and size.monomials[0][1] == 1 and len(names) == 1
    if not plain or is_unknown(names[0]) or not several or names[0] in total.dimensions:
        return False
    if not any(map(is_unknown, total.dimensions)):
        return False
    unifier.bindings[names[0]] = total
    return True


def redeclare(scope: Scope, unifier: Unifier) -> None:
    """What was declared has the sizes that are known by now."""

    def resolved(shape: Shape) -> Shape:
        return unifier.resolve_shape(shape)

    scope.declarations.update(
        {name: replace(d, shape=resolved(d.shape)) for name, d in scope.declarations.items()}
    )
    scope.said[:] = [
        replace(s, declaration=replace(s.declaration, shape=resolved(s.declaration.shape)))
        for s in scope.said
    ]
