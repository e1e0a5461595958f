r"""What is said further below of names, in words with which something new begins.

"where $A$ is symmetric" behind a step speaks of that step, too; "From now on, $A$ is symmetric",
"In the Gaussian case", "Now suppose that $x$ and $y$ are independent" and "(b) Let $A$ be
symmetric" do not, nor do reasons and conclusions: "because $x \sim N(0, s)$".  A step above that
holds only by such words does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from symgauss.check.displays.sentences import DISPLAY, FORMULA, Sentences
from symgauss.check.laws.placed import PlacedLaw
from symgauss.check.meaning.asking import Question
from symgauss.check.wording.said import Said
from symgauss.kernel.context import Context, Declaration
from symgauss.latex.scope import Saying
from symgauss.latex.source import Span

#: The first words of a sentence.
_ANEW = re.compile(
    r"(?:and |but |so |let us )?(?:from (?:now|here) on|now|next|finally|henceforth|hereafter"
    r"|(?:assume|suppose|let us assume|let us suppose|let|assuming|supposing|if) (?:now|further"
    r"|moreover|in addition|additionally|also|furthermore|instead)"
    r"|we (?:now|next|further|also|additionally) (?:assume|suppose|let|consider|take)"
    r"|in addition|additionally|moreover|furthermore|further|in what follows|in (?:the|this)"
    r" (?:following|sequel|next|\w+ case|special case|case)|(?:if|when|whenever|provided|for|as)"
    rf" (?:the |a |an |all |any |our )?(?:\w+ )?{FORMULA}|for (?:[a-z-]+ ){{1,7}}{FORMULA}"
    r"|under (?:the|this|these|our|an?)"
    r"|with (?:the|this|an?) (?:additional|further|extra|stronger)|a special case|as a special case"
    r"|specialis|specializ|restrict|consider (?:now|next|the case)|the \w+ case)",
    re.IGNORECASE,
)
#: "(display), because $x \\sim ..$", "Hence $x \\sim ..$": a reason or a conclusion, no premise.
_CONCLUDES = re.compile(
    r"(?:and |but |now |this |which |it |as )*(?:since|because|as|indeed|hence|thus|therefore|so"
    r"|then|clearly|obviously|evidently|of course|after all|consequently|accordingly|again"
    r"|we (?:also |have |again |then |thus |now |later )*(?:used?|using|see|saw|conclude|find|found"
    r"|get|got|obtain\w*|know|knew|recall|claim|will|showed|derived|deduce|infer|assumed?)"
    r"|(?:we )?(?:later|earlier|previously|afterwards)|show\w*|impl\w+|means|gives|proves?|yields"
    r"|follows|used|by (?:the )?(?:linearity|symmetry|assumption|construction|independence))\b",
    re.IGNORECASE,
)
#: In front of a sentence, on its line.
_NUMBERED = re.compile(
    r"^[\s*_>#]*(?:\(?[b-h]\)|[2-9][.)]|(?:case|part|step|exercise|problem|example) \w+[.:)]*)"
    r"[\s*_]*$",
    re.IGNORECASE,
)


class SaidLater:
    """What a document says from some place on only."""

    def __init__(
        self,
        sayings: Iterable[Saying],
        laws: Iterable[PlacedLaw],
        said: dict[str, Said],
        sentences: Sentences,
    ) -> None:
        self.sentences = sentences
        self._said = tuple(sayings)
        self._laws = tuple(laws)
        self._begins: dict[int, bool] = {}
        self._apart = {name: what.independent for name, what in said.items() if what.independent}

    def _is_below(self, said: int, place: int) -> bool:
        """Whether what is said at one place begins something new below another one."""
        return said > place and self._begins_anew(said)

    def introduced_again(self) -> frozenset[int]:
        """Where a variable gets another law than above, in words with which something begins."""
        return frozenset(
            law.place
            for law in self._laws
            if not law.law.given
            and any(
                each.key == law.key and each.place < law.place and each.law != law.law
                for each in self._laws
            )
            and self._begins_anew(law.place)
        )

    def _begins_anew(self, place: int) -> bool:
        if place not in self._begins:
            text = self.sentences.text
            start = self.sentences.start(Span(place, place))
            opening = " ".join(text[start : place + 1].replace("*", "").split())
            opening = re.sub(f"{FORMULA}+", FORMULA, opening)
            line = text[text.rfind("\n", 0, start) + 1 : start]
            anew = _ANEW.match(opening) is not None or _NUMBERED.match(line) is not None
            behind = re.split(f"[,;:{DISPLAY}]+ ?", opening.rstrip(FORMULA))[-1]
            last = opening.rpartition(DISPLAY)[2].strip(" ,.;:")
            concludes = any(_CONCLUDES.match(words) for words in (behind, last))
            self._begins[place] = anew or concludes
        return self._begins[place]

    def independent(self, names: frozenset[str], place: int) -> frozenset[str]:
        """The names that are said to be independent below a place only."""
        return frozenset(
            name
            for name in names & self._apart.keys()
            if all(self._is_below(each, place) for each in self._apart[name])
        )

    def without(
        self, question: Question, names: frozenset[str], context: Context
    ) -> tuple[Question, str]:
        """The question without what is said below only of its names, and of which that is.

        The name is empty where nothing is said so.
        """
        place = question.position
        declared: dict[str, Declaration] = {}
        below = {
            each.declaration.name
            for each in self._said
            if each.declaration.properties and self._is_below(each.place, place)
        }
        for name in sorted(names & below):
            old = next((d for d in context.declarations if d.name == name), None)
            if old is None:
                continue
            found = self._above(old, place)
            if found.properties != old.properties:
                declared[name] = found
        laws = context.distributions if question.laws is None else question.laws
        later = {e.key for e in self._laws if self._is_below(e.place, place)}
        later -= {e.key for e in self._laws if not self._is_below(e.place, place)}
        stated = {each.law for each in self._laws}
        kept = tuple(
            law
            for law in laws
            if (law.density, law.variable.name) not in later
            or (question.laws is not None and law not in stated)  # it follows from an equation
        )
        gone = sorted({law.variable.name for law in laws} - {law.variable.name for law in kept})
        if not declared and not (set(gone) & names):
            return question, ""
        plain = replace(
            question,
            laws=kept if gone else question.laws,
            declared=(*question.declared, *declared.values()),
        )
        return plain, next(iter(declared), gone[0] if gone else "")

    def _above(self, old: Declaration, place: int) -> Declaration:
        """The declaration without the properties that are said below only."""
        said = [e for e in self._said if e.declaration.name == old.name]
        lost = frozenset[object]()
        for each in said:
            if self._is_below(each.place, place):
                lost |= each.declaration.properties
        for each in said:
            if not self._is_below(each.place, place):
                lost -= each.declaration.properties
        return replace(old, properties=frozenset(p for p in old.properties if p not in lost))
