"""Steps that hold only by what was derived from them.

A step may use what stands further down, as "where" and "with" do, and what a theorem claims; but
not where that, in turn, was shown with this very step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from symgauss.check.checked import CheckedStep
from symgauss.check.manners import recursions
from symgauss.check.manners.keys import Key, key_of
from symgauss.check.meaning.reaching import family_of
from symgauss.check.meaning.values import Value, Values, goes_down, is_recursive
from symgauss.kernel.terms import Indexed, Symbol, Term
from symgauss.kernel.traversal import subterms
from symgauss.kernel.verdict import Answer, Verdict

MOST_TRIES = 3  #: ways to show a step that are looked at


@dataclass(frozen=True, slots=True)
class Judged:
    """A step with what its verdict rests on."""

    step: CheckedStep
    position: int  #: of its statement
    using: tuple[Value, ...]
    introduces: bool  #: whether it may give a name its value
    known: tuple[Value, ...] = ()  #: what was put in, be it shown, refuted or open

    @property
    def holds(self) -> bool:
        """Whether it was shown."""
        return self.step.verdict.answer is Answer.HOLDS

    @property
    def fails(self) -> bool:
        """Whether it was refuted."""
        return self.step.verdict.answer is Answer.FAILS

    @property
    def is_open(self) -> bool:
        """Whether it was neither shown nor refuted."""
        return self.step.verdict.answer in (Answer.UNKNOWN, Answer.DEFINITION)


Support = dict[int, dict[int, Judged]]  #: position of a statement, number of a step -> the step


def shown_by_what_is_above(judged: list[Judged]) -> set[int]:
    """Where statements are that follow, in all steps of their chains, from what stands above."""
    chains: dict[int, list[Judged]] = {}
    for each in judged:
        chains.setdefault(each.position, []).append(each)
    return {
        position
        for position, chain in chains.items()
        if all(each.holds for each in chain)
        and all(value.position < position for each in chain for value in each.using)
    }


def without_circles(
    judged: list[Judged],
    values: Values,
    again: Callable[[int, frozenset[int]], Judged],
    others: Sequence[Judged] = (),
) -> list[Judged]:
    """The steps; of those that support each other, the ones that look ahead do not hold so.

    ``again`` judges the step with a number without the values of some statements; ``others`` are
    steps that support these, and are not judged here.
    """
    support: Support = {}
    for number, each in enumerate((*judged, *others)):
        if each.holds and each.using:
            support.setdefault(each.position, {})[number] = each
    found: list[Judged] = []
    for number, one in enumerate(judged):
        each = one
        if each.holds and any(values.is_open(value.position) for value in each.using):
            # a step of before turned out to hold in a circle only
            support[each.position][number] = each = again(number, frozenset())
        first = ahead = _circular(each, support, values)
        current, avoid = each, frozenset[int]()
        for _ in range(MOST_TRIES):
            if not ahead:
                break
            avoid |= {value.position for value in ahead}
            current = again(number, avoid)
            support[each.position][number] = current
            ahead = _circular(current, support, values) if current.holds else []
        if first and (ahead or not current.holds):
            del support[each.position][number]
            found.append(_doubted(each, first[0]))
        else:
            found.append(current)
    return found


def _doubted(judged: Judged, ahead: Value) -> Judged:
    """A step that holds in a circle only: the first one of a name is its definition."""
    detail = f"it would rest on {ahead.shown}, which rests on this step"
    verdict = Verdict.missing_context(detail)
    if judged.introduces:
        verdict = Verdict(Answer.DEFINITION, detail=detail)
    return replace(judged, step=replace(judged.step, verdict=verdict, using=()), using=())


def _circular(judged: Judged, support: Support, values: Values) -> list[Value]:
    """Values that a step uses before they are shown, and that are shown with it."""
    if not judged.holds:
        return []
    ahead = [v for v in judged.using if v.is_claim or v.position > judged.position]
    return [v for v in ahead if _leads_to(v, judged.position, support, values)]


def _leads_to(value: Value, position: int, support: Support, values: Values) -> bool:
    """Whether what shows a value rests on the statement at a position."""
    seen: set[int] = set()
    todo = [value]
    while todo:
        current = todo.pop()
        # what a theorem claims is shown where its proof says it again
        places = [current, *(values.of(current.key) if current.is_claim else ())]
        for place in places:
            if place.position in seen or place.term != current.term or place.key != current.key:
                continue
            seen.add(place.position)
            if place.position == position:
                return True
            todo += [
                used for each in support.get(place.position, {}).values() for used in each.using
            ]
    return False


def leads_back(value: Value, found: dict[Key, Value]) -> bool:
    """Whether the value, with those found already, would define something by itself.

    Members of a family count as one, except where each is defined by earlier ones.
    """
    if is_recursive(value) and not goes_down(value):
        return True
    start = family_of(value.key)
    known = {family_of(key): other.term for key, other in found.items()}
    seen: set[Key] = set()
    todo: list[Term] = [value.term]
    first = True
    while todo:
        for part in subterms(todo.pop()):
            key = key_of(part)
            if key is None:
                continue
            family = family_of(key)
            if family == start and not (first and isinstance(value.key, Indexed)):
                return not _comes_before_itself(value, found)
            if family in seen or family == start:
                continue
            seen.add(family)
            if family in known:
                todo.append(known[family])
        first = False
    return False


def _comes_before_itself(value: Value, found: dict[Key, Value]) -> bool:
    """Whether all that a member is made of by way of others are earlier members of its family.

    With ``n_t = A m_{t-1}``, ``m_t = n_t + K (y_t - H n_t)`` leads back to ``m_{t-1}``.
    """
    if not isinstance(value.key, Indexed):
        return False
    start = recursions.family_of(value.key)
    equations: dict[str, list[recursions.Inside]] = {}
    for key, term in ((value.key, value.term), *((k, v.term) for k, v in found.items())):
        if isinstance(key, Symbol | Indexed):
            name = recursions.family_of(key)
            equations.setdefault(name, []).extend(recursions.inside(key, term))
    spans = recursions.all_inside(start, lambda name: equations.get(name, []))
    back = [each for each in equations.get(start, []) if each.family == start]
    back += [
        span.behind(each)
        for name, span in spans.items()
        for each in equations.get(name, [])
        if each.family == start
    ]
    return all(each.last is not None and each.last < 0 for each in back)
