r"""Claims about laws of variables that are made of others: shown or refuted by their moments."""

from __future__ import annotations

import re
from dataclasses import replace

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import is_introduced
from symgauss.check.inference.combined import CombinedLaw
from symgauss.check.inference.typing import Inference
from symgauss.check.judging.affine_laws import AffineImage, ClaimedLaw, affine_image, claims_of
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.judge import Outcome
from symgauss.check.meaning.contexts import Contexts
from symgauss.check.meaning.made_moments import MadeMoments
from symgauss.check.meaning.members import Frozen
from symgauss.check.wording.other_laws import OtherLaws
from symgauss.kernel.context import Context, Distribution
from symgauss.kernel.terms import Indexed, Symbol
from symgauss.kernel.traversal import free_symbols
from symgauss.kernel.verdict import Answer, Reason, Verdict
from symgauss.latex.models import Law

_CONCLUDED = re.compile(
    r"\b(then|thus|hence|therefore|so|follows|impl(?:y|ies|ying)|by linearity|consequently"
    r"|conclude|clearly|obviously|shows|gives|yields|because)\b",
    re.IGNORECASE,
)
#: What the reader says of laws that do not fit.
_MISFITS = frozenset(
    {
        "the covariance does not fit the variable",
        "the covariance does not fit the variables",
        "blocks of a row differ in height",
    }
)


class MadeLaws:
    """Decides what the statements of one document claim of such laws."""

    def __init__(
        self,
        contexts: Contexts,
        careful: Careful,
        made: MadeMoments,
        inference: Inference,
        otherwise: OtherLaws,
    ) -> None:
        """``otherwise`` are the places at which variables are made of others, not linearly."""
        self.otherwise = otherwise
        self.contexts = contexts
        self.careful = careful
        self.made = made
        self.stacks = inference.stacks
        self.laws = inference.settled
        self.combined = inference.combined
        self.unshown = made.values.standing.unshown_laws

    def outcome(self, statement: Statement, index: int) -> Outcome | None:
        """What the variables are made of decides; ``None`` where it does not."""
        combined = self.combined.get((statement.position, index))
        if combined is not None and statement.is_law:
            return self._of_combined(combined, statement, index)
        if index or not statement.is_law:
            return None
        outcome = self._outcome(statement, statement.position)
        if outcome is None:
            for later in self._said_below(statement):
                # what is said below does not refute, but then one of both is wrong
                if _is_refuted(self._outcome(statement, later)):
                    self.unshown.add(statement.position)
            if self._is_concluded(statement) or self._is_made_otherwise(statement):
                self.unshown.add(statement.position)
        return outcome

    def _of_combined(self, law: CombinedLaw, statement: Statement, index: int) -> Outcome | None:
        """What decides of a sum or a product; that it may be so is no reason to refute it."""
        claim = ClaimedLaw((), (law.mean,), ((law.covariance,),), "p", (law.body,))
        context = self.contexts.at(statement.position)
        image = affine_image(claim, statement.position, context, self.made)
        if image is None:
            return None
        unshown = Outcome(Verdict.missing_context("nothing shows that this is its law"))
        return self._decided(image, statement, index) or unshown

    def misfit(self, statement: Statement) -> Outcome | None:
        """What is known of a law whose parts do not fit what equations make of its variable.

        It is no law of the model.  A number for a multiple of the identity is none of these.
        """
        first, sizes = statement.sides[0].term, {each.message for each in statement.conflicts}
        names = free_symbols(first) if first is not None and sizes & _MISFITS else frozenset()
        arrays = all(
            not (each.left.is_scalar or each.right.is_scalar) for each in statement.conflicts
        )
        if not arrays or not any(self.made.values.of(name) for name in names):
            return None
        detail = min(sizes & _MISFITS)
        return Outcome(Verdict(Answer.UNKNOWN, reason=Reason.UNDETERMINED_TYPE, detail=detail))

    def _is_concluded(self, statement: Statement) -> bool:
        """Whether words say that a law follows from an equation for its variable.

        It then is no premise, whatever the equation is made of.
        """
        region = statement.region
        if region is None or not _CONCLUDED.search(self.careful.sentences.before(region)):
            return False
        laws = [each.law for each in self.contexts.stated(statement.position)]
        names = [law.variable for law in laws if not law.given]
        return any(
            isinstance(name, Symbol) and self.made.made(name, statement.position) is not None
            for name in names
        )

    def _is_made_otherwise(self, statement: Statement) -> bool:
        """Whether a law is stated of what an equation above makes by more than sums."""
        region, here = statement.region, statement.position
        if region is None or is_introduced(self.careful.sentences.before(region)):
            return False  # "Let $X$ have the law .." is about another one
        stated = [each.law for each in self.contexts.stated(here) if not each.law.given]
        return any(
            place < here and self.contexts.speaks_of(law.variable, law.density, place, here)
            for law in stated
            for place in self.otherwise.get(law.variable.name, ())
        )

    def _said_below(self, statement: Statement) -> list[int]:
        """Right behind where it is said, below a law, what its variable is made of."""
        names = [each.law.variable for each in self.contexts.stated(statement.position)]
        values = (
            v for name in names if isinstance(name, Symbol) for v in self.made.values.of(name)
        )
        return sorted({v.position + 1 for v in values if v.position > statement.position})

    def _outcome(self, statement: Statement, here: int) -> Outcome | None:
        """What decides by what is known at a place."""
        place = statement.position
        laws: list[Law | Distribution] = [each.law for each in self.contexts.stated(place)]
        of_member = self.laws.get(place)
        if of_member is not None and isinstance(of_member.variable, Indexed):
            laws.append(of_member)
        sides = [side.term for side in statement.sides[:2]]
        context = self._without_own(self.contexts.at(here), place, here)
        for claim in claims_of(laws, self.stacks.get(place), sides):
            ways: list[Frozen | None] = [None]
            if any(isinstance(variable, Indexed) for variable in claim.variables):
                found = self.made.members.frozen(claim.variables, here, frozenset())
                ways = [way for way in found if not way.is_free]
            # the z of ``z = m + s e`` has this law under q, say, and another one under p
            several = any(len(self.contexts.densities_of(v.name)) > 1 for v in claim.variables)
            refuted: Outcome | None = None
            for way in ways:
                image = affine_image(claim, here, context, self.made, way)
                outcome = None if image is None else self._decided(image, statement)
                if outcome is not None and outcome.verdict.answer is Answer.HOLDS:
                    self.unshown.discard(place)
                    return outcome
                if outcome is not None and outcome.verdict.answer is Answer.UNKNOWN:
                    self.unshown.add(place)
                refuted = refuted or outcome
                if image is None:  # what the author may suppose: then the law has to follow
                    likely = affine_image(claim, here, context, self.made, way, supposed=True)
                    supposed = None if likely is None else self._decided(likely, statement)
                    image = likely if _is_refuted(supposed) else None
                if image is not None and not several:
                    self.unshown.add(place)
            if refuted is not None and not several:
                return refuted
        return None

    def _without_own(self, context: Context, place: int, here: int) -> Context:
        """What is known at a place but for the laws that are stated at another one."""
        own = {each.key for each in self.contexts.model(here) if each.place == place}
        laws = (d for d in context.distributions if (d.density, d.variable.name) not in own)
        return replace(context, distributions=tuple(laws))

    def _decided(self, image: AffineImage, statement: Statement, index: int = 0) -> Outcome | None:
        held: list[Outcome] = []
        for moment, question in image.questions:
            outcome = self.careful.judge.decide(question, self.careful.avoided(statement))
            verdict = self.careful.verdict(outcome, question, statement, index)
            if verdict.answer is Answer.FAILS and image.is_complete:
                detail = f"the {moment} is another one by what the variable is made of"
                return Outcome(replace(verdict, detail=detail), image.using)
            if outcome.verdict.shape_conflict is not None:
                return Outcome(verdict)  # no definition, whichever of the sizes is meant
            if verdict.answer is not Answer.HOLDS:
                return None
            held.append(replace(outcome, verdict=verdict))
        if not held:
            return None
        used = {value.position: value for each in held for value in (*image.using, *each.using)}
        return replace(held[-1], using=tuple(used.values()))


def _is_refuted(outcome: Outcome | None) -> bool:
    return outcome is not None and outcome.verdict.answer is Answer.FAILS
