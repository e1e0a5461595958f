"""Steps under laws that were stated before, behind words that may leave these laws.

Such a step is not shown: "on the event $X > 0$, (display)" is about another law.
"""

from __future__ import annotations

import re

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import FORMULA, Sentences
from symgauss.check.judging.judge import Outcome
from symgauss.check.meaning.contexts import Contexts
from symgauss.check.wording.eras import Eras
from symgauss.check.wording.plain_words import unknown_in_phrase, words_in
from symgauss.check.wording.strange_sentences import speaks_of_the_text, strange_sentences
from symgauss.check.wording.turned_laws import OTHER_LAWS, restricting_words
from symgauss.check.wording.turned_models import turned_models
from symgauss.kernel.terms import Named
from symgauss.kernel.traversal import subterms
from symgauss.kernel.unstated import named_laws
from symgauss.kernel.verdict import Answer, Verdict

#: All in front of a law: "images of digit 3 follow", "for the women in the study, heights are".
_SUBJECT = re.compile(
    r"(?!let\b|suppose\b|assum|consider|theorem|proof|where\b|if\b|then\b|this\b|we\b|here\b).*"
    r"\b(?:follow|are|is|was|were|have|has|obey|satisf|come|drawn|distributed|modell?ed|described"
    r"|given)\w*(?: (?:from|as|by|the|an?|law|distribution|like|according to|mean|density))*",
    re.IGNORECASE | re.DOTALL,
)
#: What a law of a part of it is not the law of.
_OF_ALL = "data dataset sample samples population points observations images image all overall"
_WHOLES = frozenset(_OF_ALL.split())
_USUAL = "p"  #: the law that is meant where a step names none


class LawsInForce:
    """Looks whether the laws that showed the steps of one document count behind their words."""

    def __init__(self, contexts: Contexts, sentences: Sentences, eras: Eras) -> None:
        self.contexts = contexts
        self.sentences = sentences
        self.eras = eras
        #: words that turn to another model or may be about a variable, and where they stand
        self.turning = [*turned_models(sentences.text), *strange_sentences(sentences)]

    def unturned(self, verdict: Verdict, outcome: Outcome, statement: Statement) -> Verdict:
        """The verdict, unless the words in front of a step may take away a law that shows it."""
        if verdict.answer is not Answer.HOLDS or statement.region is None:
            return verdict
        laws = _laws(outcome)
        conditional = all(law.given or law.name != _USUAL for law in laws)
        found = [
            (start, words)
            for start, said in (self.sentences.leading(statement.region) if laws else ())
            if (words := restricting_words(said, conditional=conditional))
        ]
        place = self._stated(laws, statement) if laws else None
        words = next((words for start, words in found if place is not None and start > place), "")
        if not words and place is not None:
            words = self._turning(place, statement.position)
            words = words or self._of_others(place, statement)
        if not words:
            return verdict
        detail = (
            f"the words before it ({words}) may speak of another law than the stated one;"
            " a comment in front of it that states the law says which one is meant"
        )
        return Verdict.missing_context(detail)

    def _turning(self, said: int, place: int) -> str:
        """Words between a law and a step that turn to another model, in the section of the step.

        In a section beside that of the law, it is enough that they speak of another law.
        """
        since, outline = said, self.eras.outline
        if not outline.reaches(said, place):
            since = max(said, *outline.at(place), 0)
            other = OTHER_LAWS.search(self.sentences.text, since, max(since, place))
            if other is not None:
                return other.group().strip()
        found = (each for each in self.turning if since < each[0] < place)
        return next((words for where, words in found if self._speaks_to(where, place)), "")

    def _of_others(self, said: int, statement: Statement) -> str:
        """A word in front of a step that is none of the sentence that says what the law is of.

        "Images of digit 3 follow (law)": then "the mean image of the data set" is another one.
        """
        assert statement.region is not None  # noqa: S101 - the caller looked
        front = self.sentences.text[self.sentences.around(said).start : said]
        front = " ".join(front.replace("*", "").split()).rstrip(f" {FORMULA}")
        subject = {_stem(word) for word in unknown_in_phrase(front)}
        if not subject or FORMULA in front or not _SUBJECT.fullmatch(front):
            return ""
        place = self.sentences.around(said).end
        while place < statement.region.start:
            around = self.sentences.around(place)
            words = self.sentences.text[around.start : min(around.end, statement.region.start)]
            place = max(around.end, place + 1)
            if speaks_of_the_text(words) or not self._speaks_to(around.start, statement.position):
                continue
            others = [*unknown_in_phrase(words), *(w for w in words_in(words) if w in _WHOLES)]
            other = next((word for word in others if _stem(word) not in subject), "")
            if other:
                return other
        return ""

    def _speaks_to(self, where: int, place: int) -> bool:
        """Whether words at one place may be about what stands at another one."""
        return self.eras.outline.reaches(where, place) and not self.eras.cases.apart(where, place)

    def _stated(self, laws: list[Named], statement: Statement) -> int | None:
        """Where the last one of the laws is stated; ``None`` if no law is used."""
        keys = {(law.name, variable.name) for law in laws for variable in law.variables}
        return self.contexts.last_said(keys, statement.position)


def _stem(word: str) -> str:
    """A word without its endings, roughly."""
    return word[: max(4, len(word) - 3)]


def _laws(outcome: Outcome) -> list[Named]:
    """The laws under which the kernel took averages and densities."""
    asked = outcome.asked
    sides = () if asked is None else (asked.lhs, asked.rhs)
    return [law for side in sides for part in subterms(side) for law in named_laws(part)]
