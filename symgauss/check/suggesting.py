"""Suggestions: the smallest single edit of the right side with which a refuted step holds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from time import monotonic

from symgauss.check.checked import Suggestion
from symgauss.check.edits import single_edits
from symgauss.check.slips import Edit
from symgauss.kernel.context import Context
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import Relation
from symgauss.kernel.screening import Screen
from symgauss.kernel.terms import Term
from symgauss.kernel.traversal import node_count, subterms
from symgauss.kernel.verdict import Answer
from symgauss.notation.latex import print_term

SECONDS = 1.0  #: for one step
MOST_NODES = 400  #: of a right side that is searched
MOST_JUDGED = 12  #: candidates that agree at one point and are judged


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would make a step hold, and what is wrong with it as it is."""

    suggestion: Suggestion | None = None
    blamed: Term | None = None  #: the part of the right side that the edit changes
    difference: str = ""  #: how the sides differ, where that is simple
    rhs: Term | None = None  #: the right side after the edit


def remedy(
    lhs: Term,
    relation: Relation,
    rhs: Term,
    context: Context,
    *,
    seed: int | None = None,
    seconds: float = SECONDS,
) -> Remedy:
    """Look for a single edit of the right side that the kernel accepts.

    Empty where there is none, where the step is too large, or where the time is over.
    """
    deadline = monotonic() + seconds
    if node_count(rhs) > MOST_NODES:
        return Remedy()
    screen = Screen.of(lhs, relation, rhs, context, seed=seed or 0, seconds=seconds)
    if screen is None:
        return Remedy()
    difference = _in_words(screen.ratio(rhs))
    judged = 0
    for edit in single_edits(rhs, (lhs, *_values(context, (lhs, rhs)))):
        if monotonic() > deadline or judged >= MOST_JUDGED:
            break
        if not screen.agrees(edit.whole):
            continue
        judged += 1
        left = max(0.05, deadline - monotonic())
        found = judge(lhs, relation, edit.whole, context, seed=seed, seconds=left)
        if found.answer is Answer.HOLDS:
            try:
                suggestion = Suggestion(print_term(edit.whole), describe(edit))
            except ValueError:
                continue  # the weights of a generic law have no name that a person could read
            return Remedy(suggestion, edit.old, difference, edit.whole)
    return Remedy(difference=difference)


def _values(context: Context, sides: tuple[Term, ...]) -> list[Term]:
    """What the definitions and laws of the sides are made of: it may have been meant."""
    parts = {part for side in sides for part in subterms(side)}
    found = [d.value for d in context.definitions if d.name in parts]
    for distribution in context.distributions:
        if distribution.variable in parts:
            found += [distribution.mean, distribution.covariance]
    return found


def describe(edit: Edit) -> str:
    """An edit in words."""
    old = print_term(edit.old)
    if edit.new is None:
        return f"drop {old}"
    if edit.words:
        return f"{edit.words} {old}"
    return f"replace {old} by {print_term(edit.new)}"


def _in_words(ratio: Fraction | None) -> str:
    if ratio is None:
        return ""
    if ratio == -1:
        return "the right side has the opposite sign"
    return f"the right side is {ratio} times the left side"
