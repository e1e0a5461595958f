"""What is said of a step that does not hold: what to blame, how the sides differ, what to write.

A step that is refuted as it stands, but for a doubt, is ``unknown``: the document may say more
than was understood.  Where a single edit makes it hold without anything more, that is worth a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from symgauss.check.checked import Asked, Suggestion
from symgauss.check.displays.parts import Side
from symgauss.check.judging.careful import CONDITIONAL
from symgauss.check.judging.doubts import DEPENDS
from symgauss.check.judging.judge import Judge, Outcome
from symgauss.check.judging.supposing import HOLDS_IF
from symgauss.check.manners.expectations import readable
from symgauss.check.manners.imaginary import IMAGINARY
from symgauss.check.meaning.asking import Question, Rewrite, as_joint
from symgauss.check.meaning.merged_noise import MERGED, is_equal_in_law
from symgauss.check.meaning.values import Value
from symgauss.check.mending.counterexamples import with_probabilities
from symgauss.check.mending.edits import edits_towards
from symgauss.check.mending.loose import Search
from symgauss.check.mending.manuscript import Manuscript
from symgauss.check.mending.omissions import ZERO
from symgauss.check.mending.refitting import FITS, refitted
from symgauss.check.mending.slips import ONE, Name, Rank, shape_or_none
from symgauss.check.mending.spots import with_part
from symgauss.check.mending.suggesting import (
    EVERYTHING,
    MARKED,
    MOST_NODES,
    SECONDS,
    Remedy,
    describe,
    printed,
    remedy,
)
from symgauss.check.mending.wrong_coefficients import speak_of_zero, zero_part
from symgauss.errors import Place
from symgauss.kernel.clock import now
from symgauss.kernel.judge import judge
from symgauss.kernel.names import names_reached, relevant_terms
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.terms import (
    Derivative,
    Dimension,
    Gradient,
    Hessian,
    Integral,
    Jacobian,
    Term,
)
from symgauss.kernel.traversal import free_symbols, node_count, subterms
from symgauss.kernel.verdict import Answer, Counterexample, Reason, Verdict
from symgauss.notation.latex import print_term

LONGEST = 1.0  #: seconds for a step, its verdict and its suggestion together
DOUBTED = 0.2  #: seconds to look for an edit of what is unknown
ALL_DOUBTED = 0.3  #: seconds after which no other way is begun
JUDGED = 0.15  #: seconds for one judgement
FOLLOWS = "the left side is wrong, as in the step before; mended as there, this step holds"
RANGE = "declare its range"  #: in the detail of a verdict
#: of verdicts on steps that may well be right as their authors read them
_READINGS = (HOLDS_IF, "it may hold if", "nothing says whether", "nothing says under which")
RELATED = "may be related to each other"  #: of members, at the end of a detail
LONGEST_PART = 60  #: characters of a part that a message names
MOST_LOOSE = 2  #: names on the right side that have no value and do not stand on the left one


@dataclass(frozen=True, slots=True)
class Mended:
    """A verdict with what helps the author."""

    verdict: Verdict
    blame: Place | None = None
    suggestion: Suggestion | None = None
    difference: str = ""


class Mender:
    """Looks for what may have been meant in the steps of one document."""

    def __init__(self, asking: Judge, manuscript: Manuscript) -> None:
        self.source = manuscript.source
        self.judge = asking
        self.manuscript = manuscript
        self.zeros = speak_of_zero(manuscript.statements)
        self.patience = 1.0
        self._before: tuple[Term, Term] | None = None  #: a wrong right side, and what mends it

    def mended(
        self, outcome: Outcome, left: Side, right: Side, begun: float, patience: float = 1.0
    ) -> Mended:
        """The verdict on a step with what may help; ``begun`` is when the step was begun.

        ``patience`` is how many times as long as usual an edit is looked for.
        """
        self.patience = patience
        plain = replace(outcome.verdict, detail=without_points(outcome.verdict.detail))
        found = self._mended(replace(outcome, verdict=plain), right, begun)
        shown = with_probabilities(found.verdict, outcome.asked, self.judge.seed)
        found = replace(found, verdict=shown)
        if found.blame is None and outcome.verdict.term is not None:
            return replace(found, blame=self._where(outcome.verdict.term, left, right))
        return found

    def _where(self, term: Term, *sides: Side) -> Place | None:
        """Where a part stands, on whichever side."""
        for side in sides:
            for part in subterms(side.term) if side.term is not None else ():
                if part == term and id(part) in side.places:
                    return self.source.place(side.places[id(part)][1])
        return None

    def _mended(self, outcome: Outcome, right: Side, begun: float) -> Mended:
        verdict, asked, question = outcome.verdict, outcome.asked, outcome.question
        before, self._before = self._before, None
        if verdict.shape_conflict is not None and question is None:
            return self._fitting(verdict, right)
        if asked is None or question is None:
            return Mended(verdict)
        if before is not None and self._follows(outcome, question, before):
            return Mended(replace(verdict, detail=FOLLOWS))
        doubted = verdict.answer is not Answer.FAILS
        if doubted and self._is_law(verdict, asked):
            return Mended(replace(verdict, detail=MERGED, counterexample=None))
        if not doubted:
            return self._searched(outcome, question, None, right, begun)
        until = now() + ALL_DOUBTED
        for way, rewrite in self._ways(outcome, question):
            found = self._searched(way, question, rewrite, right, begun)
            if found.suggestion is not None:
                return found
            if now() > until:
                break
        return Mended(verdict)

    def _ways(
        self, outcome: Outcome, question: Question
    ) -> Iterator[tuple[Outcome, Rewrite | None]]:
        """Without the values of names, as most steps hold, with some, and with all of them.

        Laws that nobody states are taken as the verdict takes them; last as parts of joint ones.
        """
        asking = self.judge.asking
        tried: list[tuple[Value, ...]] = []
        for known in self._values(outcome, question):
            if known not in tried:
                tried.append(known)
                asked = asking.asked(question, known)
                way = replace(outcome, known=known, asked=asked)
                yield way, asking.generic(question, known)
        for known in tried:
            if asking.has_density(question, known):
                asked = asking.asked(question, known)
                yield replace(outcome, known=known, asked=asked), as_joint

    def _values(self, outcome: Outcome, question: Question) -> Iterator[tuple[Value, ...]]:
        """Laws alone, what the outcome says, and all; the last ones only where they are wanted."""
        yield self.judge.laws_meant(question, outcome.known)
        yield outcome.known
        yield self.judge.applicable(question, frozenset())

    def _searched(
        self,
        outcome: Outcome,
        question: Question,
        rewrite: Rewrite | None,
        right: Side,
        begun: float,
    ) -> Mended:
        """What is found with the values that an outcome says."""
        verdict, asked = outcome.verdict, outcome.asked
        doubted = verdict.answer is not Answer.FAILS
        if asked is None:
            return Mended(verdict)
        if rewrite is not None:
            asked = self.judge.asking.asked(question, outcome.known, rewrite)
        search = likeliest(verdict, asked) if doubted else EVERYTHING
        misfits = verdict.reason is Reason.UNDETERMINED_TYPE and shape_or_none(asked.rhs) is None
        if (search is None and not misfits) or (doubted and isinstance(question.rhs, Name)):
            return Mended(verdict)
        seconds = min(DOUBTED if doubted else SECONDS, begun + LONGEST - now()) * self.patience
        if doubted and self.judge.answers.may_hold(asked, seconds):
            return Mended(verdict)  # with these values nothing is wrong: they may not be used
        put_in = self.judge.asking.put_in(question, outcome.known, rewrite)
        step = asked, question.rhs, (question.lhs,), put_in
        try:
            if search is None:
                found = refitted(*step, seed=self.judge.seed, seconds=seconds)
            else:
                found = remedy(
                    *step,
                    seed=self.judge.seed,
                    search=search,
                    seconds=seconds,
                    patience=self.patience,
                )
            suggestion = self._suggestion(found, right, outcome, begun, rewrite)
        except Exception:  # noqa: BLE001 - whatever it is, the verdict stands
            return Mended(verdict)  # a bug here costs the suggestion, nothing else
        if found.rhs is not None and not doubted:
            self._before = question.rhs, found.rhs
        if doubted:
            if suggestion is None or self._mends_any(found, question):
                return Mended(verdict)
            verdict = self._noted(verdict, asked) if search else _refitted(verdict)
            verdict = self._certain(verdict, outcome, question, found)
        return Mended(verdict, self._blame(found, right), suggestion, found.difference)

    def _mends_any(self, found: Remedy, question: Question) -> bool:
        """Whether an edit says nothing: it writes the left side, or a size without a name."""
        if found.rhs == question.lhs or question.rhs == ZERO:
            return True
        sizes = (p.size for p in subterms(found.rhs or ZERO) if isinstance(p, Dimension))
        return any(not each.dimensions <= self.manuscript.scope.dimensions for each in sizes)

    def _fitting(self, verdict: Verdict, right: Side) -> Mended:
        """What does not fit in shape: the edit with which it is what the document states elsewhere.

        There is no left side to hold it against where it defines a name.
        """
        term = right.term
        if term is None or node_count(term) > MOST_NODES:
            return Mended(verdict)
        stated = {value.term for values in self.judge.values.by_key.values() for value in values}
        for edit, path in edits_towards(term, stated - {term}):
            whole = with_part(term, path, edit.whole)
            plain = Suggestion(print_term(readable(whole)), describe(edit))
            found = Remedy(plain, edit.old, None, edit.whole, "", whole, edit, path)

            def is_right(rhs: Term, meant: Term = whole) -> bool:
                return rhs == meant

            written = self.manuscript.rewritten(found, right, term, is_right)
            return Mended(verdict, None, written or plain)
        return Mended(verdict)

    def _is_law(self, verdict: Verdict, asked: Asked) -> bool:
        """Whether an equality is one in law, of noises that merge."""
        if verdict.reason is not Reason.MISSING_CONTEXT:
            return False
        try:
            return is_equal_in_law(asked, seed=self.judge.seed, seconds=DOUBTED)
        except Exception:  # noqa: BLE001 - whatever it is, the verdict stands
            return False

    def _follows(self, outcome: Outcome, question: Question, before: tuple[Term, Term]) -> bool:
        """Whether only the left side is wrong, because it was the right side of the step before."""
        wrong, mended = before
        if outcome.verdict.answer is not Answer.FAILS or question.lhs is not wrong:
            return False
        asked = self.judge.asking.asked(replace(question, lhs=mended), outcome.known)
        verdict = judge(
            asked.lhs, asked.relation, asked.rhs, asked.context,
            seed=self.judge.seed, seconds=JUDGED, readable=False,
        )  # fmt: skip
        return verdict.answer is Answer.HOLDS

    def _noted(self, verdict: Verdict, asked: Asked) -> Verdict:
        """The doubt, and that the step is refuted without it."""
        example = verdict.counterexample or refutation(asked, self.judge.seed)
        detail = f"{verdict.detail}; as it stands, the sides differ, and one edit mends that"
        return replace(verdict, detail=detail, counterexample=example)

    def _certain(
        self, verdict: Verdict, outcome: Outcome, question: Question, found: Remedy
    ) -> Verdict:
        """Refuted, where only a part that is zero could make a wrong sign or number right."""
        example, asked = verdict.counterexample, outcome.asked
        known = all(self.judge.values.is_certain(v, question.position) for v in outcome.known)
        missing = verdict.reason is Reason.MISSING_CONTEXT
        if example is None or asked is None or found.edit is None or not (known and missing):
            return verdict
        if any(value.is_claim for value in (*outcome.using, *outcome.known)):
            return verdict  # the claim may be the wrong one
        vague = RANGE in verdict.detail or "approximately" in verdict.detail
        if question.position in self.zeros or vague:
            return verdict
        part = zero_part(found.edit, found.path, question.rhs, asked)
        if part is None:
            return verdict
        written = printed(part)
        name = written if written and len(written) <= LONGEST_PART else MARKED
        unless = "" if part == ONE else f" unless {name} is zero"
        detail = f"the two sides differ{unless}"
        return Verdict(Answer.FAILS, counterexample=example, detail=detail)

    def _blame(self, found: Remedy, right: Side) -> Place | None:
        """Where the part stands that an edit changes: the very node that was read."""
        if found.blamed is None or found.spot is None:
            return None
        inside = [part for part in subterms(found.spot) if part == found.blamed]
        for part in (found.blamed, *inside, found.spot):
            if id(part) in right.places:
                return self.source.place(right.places[id(part)][1])
        return None

    def _suggestion(
        self,
        found: Remedy,
        right: Side,
        outcome: Outcome,
        begun: float,
        rewrite: Rewrite | None,
    ) -> Suggestion | None:
        """The suggestion in the words of the author, as far as they are understood again."""
        suggestion, question = found.suggestion, outcome.question
        if suggestion is None or question is None:
            return suggestion
        put_in = self.judge.asking.put_in(question, outcome.known, rewrite)
        asked = self.judge.asking.asked(question, outcome.known, rewrite)

        def is_right(rhs: Term) -> bool:
            if rhs == found.rhs:
                return True
            seconds = min(JUDGED, begun + LONGEST - now())
            if seconds <= 0:
                return False
            verdict = judge(
                asked.lhs, asked.relation, put_in(rhs), asked.context,
                seed=self.judge.seed, seconds=seconds, readable=False,
            )  # fmt: skip
            return verdict.answer is Answer.HOLDS

        written = self.manuscript.rewritten(found, right, question.rhs, is_right)
        if written is not None:
            return written
        return suggestion if suggestion.rhs else None


def _refitted(verdict: Verdict) -> Verdict:
    return replace(verdict, detail=f"{verdict.detail}; {FITS}")


_ONE_SIDED = re.compile(r"(?P<names>.*) appears? on the (?P<rest>.*)", re.DOTALL)


def is_one_sided(detail: str) -> bool:
    """Whether a detail says that names stand on one side only."""
    return _ONE_SIDED.match(detail) is not None


def without_points(detail: str) -> str:
    """A detail with the names that stand on one side only, without the points of drawn laws."""
    match = _ONE_SIDED.match(detail)
    if match is None or " " not in match["names"].replace(", ", ","):
        return detail
    names, rest = match["names"], match["rest"]
    listed = names.split(", ")
    heads = dict.fromkeys(
        f"the {name}" if name.startswith("range of ") else name.split(" ")[0] for name in listed
    )
    for invented in ("weight", "any"):  # of a law that is drawn, and the point of a density
        heads.pop(invented, None)
    verb = "appear" if len(heads) > 1 else "appears"
    return f"{', '.join(heads) or 'a law'} {verb} on the {rest}"


def likeliest(verdict: Verdict, asked: Asked) -> Search | None:
    """The kinds of edits that are worth a word where nobody knows that something is wrong.

    ``None`` where no single edit helps: several names stand on one side alone and have no value.
    Where every name stands on both sides, something may be missing; so it may where names stand on
    the left side only, and then they are in what is missing.
    """
    if verdict.answer is not Answer.UNKNOWN or verdict.reason is not Reason.MISSING_CONTEXT:
        return None
    equal = asked.relation.kind is RelationKind.EQUAL
    if RANGE in verdict.detail:  # a root or logarithm on the right side only may be wrong there
        wrong = verdict.detail.startswith("the right side") or _is_new(verdict.term, asked)
        return Search(Rank.POWER if wrong else Rank.TRANSPOSE)
    if verdict.term is not None or verdict.detail.startswith(DEPENDS):
        return None  # the derivative was taken for zero
    if verdict.detail.startswith(_READINGS):
        return None  # the step may be right as its author reads it
    if verdict.detail.endswith((IMAGINARY, RELATED)):
        return None  # the step may well be right
    if verdict.detail.endswith(CONDITIONAL):  # it may be right, but not with either of two signs
        return Search(Rank.FACTOR, frozenset((Rank.SIGN, Rank.NUMBER, Rank.FACTOR)))
    left, right = (_without_value(side, asked) for side in (asked.lhs, asked.rhs))
    if len(right - left) > MOST_LOOSE:
        return None
    if left != right and (_is_differentiated(asked) or not equal):
        return None  # a derivative by a name that is not there is zero, whatever is written
    if right - left or not equal:  # what is too many may be dropped anywhere
        return Search(Rank.SYMBOL, left_only=left - right)
    return Search(Rank.MISSING, left_only=left - right)


def _is_new(term: Term | None, asked: Asked) -> bool:
    """Whether a part stands on the right side only."""
    return term in set(subterms(asked.rhs)) - set(subterms(asked.lhs))


def _is_differentiated(asked: Asked) -> bool:
    """Whether something is differentiated by a name that is not seen in it."""
    kinds = (Derivative, Gradient, Hessian, Jacobian)
    return any(
        isinstance(part, kinds)
        and part.variable.name not in names_reached((part.body,), asked.context)
        for side in (asked.lhs, asked.rhs)
        for part in subterms(side)
    )


def _without_value(side: Term, asked: Asked) -> frozenset[str]:
    """The names in a side that have no value, those in the bounds of its integrals among them."""
    defined = {definition.name.name for definition in asked.context.definitions}
    return frozenset(
        symbol.name
        for part in relevant_terms((side,), asked.context)
        for inside in (part, *_bounds(part))
        for symbol in free_symbols(inside)
        if symbol.name not in defined
    )


def _bounds(term: Term) -> Iterator[Term]:
    """What integrals run between: their variable may stand there as well."""
    for part in subterms(term):
        if isinstance(part, Integral):
            yield from (bound for bound in (part.lower, part.upper) if bound is not None)


def refutation(asked: Asked, seed: int | None) -> Counterexample | None:
    """Values at which the sides differ, if what was understood is all that there is."""
    context = replace(asked.context, closed=True)
    verdict = judge(asked.lhs, asked.relation, asked.rhs, context, seed=seed, seconds=JUDGED)
    return verdict.counterexample
