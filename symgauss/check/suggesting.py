"""Suggestions: the smallest single edit of the right side with which a refuted step holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from time import monotonic

from symgauss.check.checked import Asked, Suggestion
from symgauss.check.edits import single_edits
from symgauss.check.slips import Edit
from symgauss.kernel.context import Context
from symgauss.kernel.judge import judge
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
    asked: Asked,
    written: Term,
    nearby: tuple[Term, ...] = (),
    put_in: Callable[[Term], Term] = lambda term: term,
    *,
    seed: int | None = None,
    seconds: float = SECONDS,
) -> Remedy:
    """Look for a single edit of the right side that the kernel accepts.

    ``asked`` is what was refuted, ``written`` its right side before ``put_in`` made it what the
    kernel sees, ``nearby`` what else stands there.  Empty where there is no such edit, where the
    step is too large, or where the time is over.
    """
    deadline = monotonic() + seconds
    lhs, relation, context = asked.lhs, asked.relation, asked.context
    if node_count(written) > MOST_NODES:
        return Remedy()
    screen = Screen.of(lhs, relation, asked.rhs, context, seed=seed or 0, seconds=seconds)
    if screen is None:
        return Remedy()
    difference = _in_words(screen.ratio(asked.rhs))
    judged = 0
    others = (*nearby, *_values(context, (asked.lhs, asked.rhs)))
    for edit in single_edits(written, others):
        if monotonic() > deadline or judged >= MOST_JUDGED:
            break
        candidate = put_in(edit.whole)
        if not screen.agrees(candidate):
            continue
        judged += 1
        left = max(0.05, deadline - monotonic())
        found = judge(lhs, relation, candidate, context, seed=seed, seconds=left, readable=False)
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
