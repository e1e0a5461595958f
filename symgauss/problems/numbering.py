"""Numbers of steps, after steps were put in or derivations put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from symgauss.derivation.chain import numbered, with_uses
from symgauss.derivation.derivation import Route


def renumbered(routes: Iterable[Route], start: int = 1) -> tuple[Route, ...]:
    """The routes with steps counted from ``start``; steps refer to each other as before."""
    names: dict[str, str] = {}
    made: list[Route] = []
    for route in routes:
        steps, renamed = numbered(route.steps, start=start)
        start += len(steps)
        names |= renamed
        made.append(replace(route, steps=tuple(steps)))
    return tuple(
        replace(route, steps=tuple(with_uses(step, names) for step in route.steps))
        for route in made
    )
