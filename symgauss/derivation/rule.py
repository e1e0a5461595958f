"""A rule of a textbook, as data, and the move that carries it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from symgauss.calculus.rewriting import rewrite
from symgauss.kernel.relations import RelationKind


@dataclass(frozen=True, slots=True)
class Rule:
    r"""A named formula with its conditions, both in LaTeX, and where it can be looked up.

    Conditions are statements of the document language: ``A \in \mathbb{S}_{++}^{n}``.
    """

    name: str
    formula: str
    conditions: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A rule and the function that applies it to a whole expression.

    ``action`` takes the expression and what the move needs besides; it computes the new one.
    Where ``kind`` is not equality, the first argument is the variable in which it is meant.
    """

    rule: Rule
    action: Callable[..., Any]
    kind: RelationKind = RelationKind.EQUAL


def everywhere(local: Callable[..., Any]) -> Callable[..., Any]:
    """The action that rewrites each place where ``local(place, ...)`` gives something."""

    def action(expression: Any, *arguments: Any) -> Any:
        return rewrite(expression, lambda place: local(place, *arguments))

    return action
