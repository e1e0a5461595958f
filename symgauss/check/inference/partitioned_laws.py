r"""Laws of partitioned vectors: ``x \sim N(\mu, \Sigma)`` with x, ``\mu``, ``\Sigma`` in blocks.

The law is the one of the stacked parts (Bishop, PRML, 2.3.1), wherever the partition is stated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from symgauss.check.displays.parts import Statement
from symgauss.check.inference.stacked import PARTS, StackedLaw
from symgauss.check.laws.placed import PlacedLaw
from symgauss.kernel.terms import Block, Symbol, Term

Settle = Callable[[Term], Term]


def partitioned_laws(
    placed: Iterable[PlacedLaw], statements: Iterable[Statement], settle: Settle
) -> dict[int, StackedLaw]:
    """The stacked laws that partitions make of laws, by where these are stated."""
    blocks = _blocks(statements, settle)
    found: dict[int, StackedLaw] = {}
    for each in placed:
        law = each.law
        if law.given:
            continue
        variable, mean, covariance = (
            _in_blocks(term, blocks) for term in (law.variable, law.mean, law.covariance)
        )
        if variable is None or mean is None or covariance is None:
            continue
        parts = tuple(row[0] for row in variable.rows if len(row) == 1)
        means = tuple(row[0] for row in mean.rows if len(row) == 1)
        rows = covariance.rows
        if len(parts) != PARTS or len(means) != PARTS or [len(r) for r in rows] != [PARTS] * PARTS:
            continue
        first, second = parts
        if not isinstance(first, Symbol) or not isinstance(second, Symbol) or first == second:
            continue
        (a, b), (c, d) = rows
        found[each.place] = StackedLaw(
            (first, second), (means[0], means[1]), ((a, b), (c, d)), law.density
        )
    return found


def _blocks(statements: Iterable[Statement], settle: Settle) -> dict[Symbol, Block]:
    """The names that are said to be blocks, once."""
    found: dict[Symbol, Block] = {}
    twice: set[Symbol] = set()
    for statement in statements:
        sides = [side.term for side in statement.sides[:2]]
        if len(sides) < 2 or statement.signs[0].kind not in ("=", ":="):
            continue
        if sides[0] is None or sides[1] is None or not statement.force.everywhere:
            continue
        name, value = settle(sides[0]), settle(sides[1])
        if not isinstance(name, Symbol) or not isinstance(value, Block):
            continue
        if found.setdefault(name, value) != value:
            twice.add(name)
    return {name: block for name, block in found.items() if name not in twice}


def _in_blocks(term: Term, blocks: dict[Symbol, Block]) -> Block | None:
    if isinstance(term, Symbol):
        return blocks.get(term)
    return term if isinstance(term, Block) else None
