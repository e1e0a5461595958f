"""Small helpers that several operations share: steps that are left out where nothing changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from symgauss.calculus.order import symbols_in_order
from symgauss.calculus.simplification import simplify_fraction, together
from symgauss.derivation.chain import Chain
from symgauss.derivation.rule import Move, Rule
from symgauss.derivation.rules import algebra
from symgauss.errors import UsageError
from symgauss.gaussians.gaussian import Gaussian


def apply_if(chain: Chain, move: Move, *arguments: Any, note: str = "") -> None:
    """Apply a move where it changes something; general inputs may leave it nothing to do."""
    if move.action(chain.current, *arguments) != chain.current:
        chain.apply(move, *arguments, note=note)


def write_if(chain: Chain, form: Any, rule: Rule, *, note: str = "") -> None:
    """Write a form where it differs from the current one."""
    if form != chain.current:
        chain.write(form, rule=rule, note=note)


def _lowest(expression: Any, *order: Any) -> Any:
    return simplify_fraction(expression, order)


def _one_fraction(expression: Any, *order: Any) -> Any:
    return together(expression, order)


#: As the moves of the algebra, with the symbols in a given order.
LOWEST_TERMS = Move(algebra.SIMPLIFY.rule, _lowest)
ONE_FRACTION = Move(algebra.TOGETHER.rule, _one_fraction)


def unused(candidates: Iterable[str], *gaussians: Gaussian) -> str:
    """The first of the names that none of the Gaussians uses."""
    names = tuple(candidates)
    taken = {
        symbol.name if hasattr(symbol, "name") else str(symbol)
        for one in gaussians
        for symbol in symbols_in_order(one.variable, one.mean, one.cov)
    }
    for name in names:
        if name not in taken:
            return name
    raise UsageError(f"no letter is left for a new quantity: {', '.join(names)} are all in use")
