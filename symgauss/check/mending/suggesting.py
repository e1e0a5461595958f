"""Suggestions: the smallest single edit of the right side with which a refuted step holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from symgauss.check.checked import Asked, Suggestion
from symgauss.check.manners.expectations import readable
from symgauss.check.mending.effort import Effort
from symgauss.check.mending.loose import Edits, Search
from symgauss.check.mending.moments_nearby import moments_nearby
from symgauss.check.mending.omissions import Tables, omissions, pieces, sizes_of, summands
from symgauss.check.mending.required import Required
from symgauss.check.mending.slips import Edit, Pool, Rank, slips, symbols_of
from symgauss.check.mending.spots import Path, Spot, variables_of, with_part
from symgauss.kernel.clock import now
from symgauss.kernel.context import Context
from symgauss.kernel.judge import judge
from symgauss.kernel.names import relevant_terms
from symgauss.kernel.screening import Screen, working_precision
from symgauss.kernel.terms import Indexed, Product, Rational, Sum, Symbol, Term, Transpose
from symgauss.kernel.traversal import node_count, subterms
from symgauss.kernel.verdict import Answer
from symgauss.notation.latex import print_term

SECONDS = 0.4  #: for one step
PROOF = 0.2  #: seconds to judge what agrees at one point, however late it was found
MOST_NODES = 600  #: of a right side that is searched
MOST_JUDGED = 12  #: candidates that agree at one point and are judged
MOST_SUMMANDS = 24  #: of the formulas nearby that are tried where nothing can be solved for
MARKED = "the part that is marked"  #: what an edit changes, where that has no name
#: Edits that are tried on a product rather than on one of its factors.
_SCALING = {Rank.SIGN, Rank.FACTOR}
#: Edits of the whole right side that may make it the left side again.
_SLIGHT = {Rank.SIGN, Rank.NUMBER, Rank.ORDER, Rank.FACTOR, Rank.TOO_MANY}


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would make a step hold, and what is wrong with it as it is."""

    suggestion: Suggestion | None = None
    blamed: Term | None = None  #: the part of the right side that the edit changes
    spot: Term | None = None  #: the part of the right side that is written anew
    new: Term | None = None  #: what stands there after the edit
    difference: str = ""  #: how the sides differ, where that is simple
    rhs: Term | None = None  #: the right side after the edit
    edit: Edit | None = None  #: what changes
    path: Path = ()  #: from the right side to the part that is written anew


EVERYTHING = Search()


@working_precision()
def remedy(
    asked: Asked,
    written: Term,
    nearby: tuple[Term, ...] = (),
    put_in: Callable[[Term], Term] = lambda term: term,
    *,
    seed: int | None = None,
    seconds: float = SECONDS,
    search: Search = EVERYTHING,
    patience: float = 1.0,
) -> Remedy:
    """Look for a single edit of the right side that the kernel accepts.

    ``asked`` is what was refuted, ``written`` its right side before ``put_in`` made it what the
    kernel sees, ``nearby`` what else stands there, first of all the left side as it is written, and
    ``search`` says which edits are tried; of a step that nobody knows to be wrong only the
    likeliest, ``patience`` times as many as usual.
    Empty where there is no such edit, where the step is too large, or where the time is over.
    """
    doubted = search is not EVERYTHING
    effort = Effort.of_doubt(seconds, patience) if doubted else Effort(now() + seconds)
    lhs, relation, context = asked.lhs, asked.relation, asked.context
    if node_count(written) > MOST_NODES:
        return Remedy()
    screens = Screen.of(lhs, relation, asked.rhs, context, seed=seed or 0, seconds=seconds)
    difference = _in_words(screens[-1].ratio(asked.rhs)) if screens else ""
    sides = asked.lhs, asked.rhs
    others = (*nearby, *values_of(context, sides), *moments_nearby(sides, context))
    again = {lhs, *nearby[:1]}  # the left side would mend any step
    judged = 0
    for screen in screens:
        likely = Edits.of(search, screen, context, put_in)
        if likely.are_hopeless:
            break
        for edit, spot in _agreeing(screen, written, put_in, others, likely, effort):
            left = max(effort.deadline - now(), PROOF)
            if judged >= MOST_JUDGED:
                break
            whole = with_part(written, spot.path, edit.whole)
            slight = bool(spot.path) or edit.rank in _SLIGHT
            if whole == written or (whole in again and (doubted or not slight)):
                continue
            judged += MOST_JUDGED if effort.is_over else 1  # a late one is the last one
            mended = put_in(whole)
            found = judge(lhs, relation, mended, context, seed=seed, seconds=left, readable=False)
            if found.answer is not Answer.HOLDS:
                continue
            return suggested(edit, spot, whole, difference)
    return Remedy(difference=difference)


def suggested(edit: Edit, spot: Spot, whole: Term, difference: str = "") -> Remedy:
    """An edit that was accepted; ``whole`` is the right side after it."""
    suggestion = Suggestion(printed(whole), _described(edit))
    return Remedy(suggestion, edit.old, spot.term, edit.whole, difference, whole, edit, spot.path)


def printed(whole: Term) -> str:
    """The right side as LaTeX; empty where it has parts without a name, such as "any point"."""
    try:
        return print_term(readable(whole))
    except ValueError:
        return ""


def _agreeing(  # noqa: PLR0917 - what is known of a step, piece by piece
    screen: Screen,
    written: Term,
    put_in: Callable[[Term], Term],
    others: tuple[Term, ...],
    likely: Edits,
    effort: Effort,
) -> Iterator[tuple[Edit, Spot]]:
    """Edits of a part with which the step holds at one point, likeliest first."""
    required = Required.of(screen, written, put_in)
    nearby = (written, *others)
    nearby = (*nearby, *sizes_of(nearby))
    pool = Pool(symbols_of(nearby), summands(nearby, MOST_SUMMANDS))
    places = required.spots()
    found = [
        (edit, spot)
        for spot in places
        for edit in slips(spot.term, pool)
        if not (edit.rank in _SCALING and isinstance(spot.parent, Product | Transpose))
        and likely.allow(edit, spot)
    ]
    found.sort(key=lambda pair: (pair[0].rank, _opens(*pair)))
    usual = [pair for pair in found if pair[0].rank < Rank.MISSING]
    seen: set[tuple[Path, Term]] = set()
    yield from _fitting(required, usual, seen, effort)
    if likely.search.most < Rank.MISSING or effort.is_over:
        return
    tables = Tables.of(required, pieces(nearby), others[0] if others else written)
    solved = [
        (edit, spot) for spot in places for edit in tables.edits(spot) if likely.allow(edit, spot)
    ]
    yield from sorted(solved, key=_length)
    unsolved = [
        (edit, spot)
        for spot in places
        if not required.is_solved(spot)
        for edit in omissions(spot, pool)
        if likely.allow(edit, spot)
    ]
    yield from _fitting(required, unsolved, seen, effort)
    yield from _fitting(required, found[len(usual) :], seen, effort)


def _opens(edit: Edit, spot: Spot) -> bool:
    """Whether a sign is changed with which a sum begins: ``-a + b`` is written for ``a - b``."""
    if edit.rank is not Rank.SIGN:
        return False
    of_sum = isinstance(spot.term, Sum) and edit.old is spot.term.terms[0]
    return of_sum or (isinstance(spot.parent, Sum) and spot.path[-1] == 0)


def _length(pair: tuple[Edit, Spot]) -> tuple[bool, int]:
    """How much is written anew: a number for a number first, then what adds least."""
    edit, spot = pair
    number = isinstance(spot.term, Rational) and isinstance(edit.whole, Rational)
    return not number, node_count(edit.whole) - node_count(spot.term)


def _fitting(
    required: Required,
    edits: list[tuple[Edit, Spot]],
    seen: set[tuple[Path, Term]],
    effort: Effort,
) -> Iterator[tuple[Edit, Spot]]:
    for edit, spot in edits:
        if not effort.try_one():
            return
        if spot.is_variable and not isinstance(edit.whole, Symbol | Indexed):
            continue
        if required.fits(spot, edit.whole) and (spot.path, edit.whole) not in seen:
            seen.add((spot.path, edit.whole))
            yield edit, spot


def values_of(context: Context, sides: tuple[Term, ...]) -> list[Term]:
    """What the definitions and laws of the sides are made of: it may have been meant."""
    parts = {part for side in sides for part in subterms(side)}
    found: list[Term] = [
        name for side in sides for part in subterms(side) for name in variables_of(part)
    ]
    stated = relevant_terms(sides, replace(context, distributions=()))
    found += [term for term in stated if term not in sides]
    for distribution in context.distributions:
        if distribution.variable in parts:
            found += [distribution.mean, distribution.covariance]
    return found


def describe(edit: Edit, write: Callable[[Term], str] | None = None) -> str:
    """An edit in words; ``write`` says how a part is written."""
    written = write or (lambda term: print_term(readable(term)))
    if edit.piece is not None:
        return f"{edit.words} {written(edit.piece)}"
    old = written(edit.old)
    if edit.new is None:
        return f"drop {old}"
    if edit.words:
        return f"{edit.words} {old}"
    return f"replace {old} by {written(edit.new)}"


def _described(edit: Edit) -> str:
    """An edit in words; a part without a name that could be written is the one that is marked."""
    try:
        return describe(edit)
    except ValueError:
        return f"{edit.words or 'replace'} {MARKED}"


def _in_words(ratio: Fraction | None) -> str:
    if ratio is None:
        return ""
    if ratio == -1:
        return "the right side has the opposite sign"
    return f"the right side is {ratio} times the left side"
