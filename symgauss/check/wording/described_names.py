r"""What words call a name in each section: "the waiting time $x$", "the price is $x$".

A letter may stand for another thing in the next section without being introduced by a formula.
Where a section calls it something that the section with the fact did not, the fact is not known to
be about the same thing; words that fit everything ("the variable $x$") say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from symgauss.check.displays.inlines import read_inline
from symgauss.check.displays.sentences import FORMULA, Sentences
from symgauss.check.wording.called_constants import noun_before
from symgauss.check.wording.outline import Outline
from symgauss.check.wording.plain_words import unknown_words, words_in
from symgauss.errors import SourceError
from symgauss.latex.declaring import declared_name
from symgauss.latex.displays import RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.tree import Listing, Node

_FITTING = (
    "variable variables vector vectors matrix matrices number numbers scalar scalars value values "
    "quantity quantities parameter parameters term terms factor factors constant constants random "
    "gaussian normal standard multivariate univariate real positive definite symmetric the a an "
    "our this that these those its their same both all any each every of for with and or in to "
    "let be is are then where which here now we have get obtain so hence thus given such use using "
    "over by from at on as it if when since because not note plug plugging substitute "
    "substituting insert inserting equation expression formula result above joint marginal "
    "conditional integrate integrating average averaging mean variance covariance expectation "
    "density distribution law gradient derivative respect wrt respectively also see consider "
    "denote denotes write writing function functions between component components entry entries "
    "first second third new old current previous next last true unknown known fixed "
    "predetermined pre-determined predefined trainable learnable learned tunable step time only"
)
_GENERIC = frozenset(_FITTING.split())
#: "$x$ is drawn from the data distribution": another law, if it is none in a formula.
_DRAWN = re.compile(
    rf"^,? ?(?:is|are|be|was|were)? ?(?:drawn|sampled|distributed|generated)\b(?!.*{FORMULA})"
)
_COPULA = re.compile(
    r"^,? ?(?:is|are|be|was|were|has|have|denotes?|counts?|measures?|represents?|stands? for|takes?"
    r"|may be|can be|follows?)\b(?P<said>[^,;:]*)"
)
_IS = re.compile(r"\b(?P<said>[\w -]*)\b(?:is|are|be|by|called|call|named)$")
_INDICES = frozenset("ijkltnNT")  #: they count, whatever
_LEAST = 2  #: letters of a word


@dataclass(frozen=True, slots=True)
class Description:
    """Names, the place where words call them something, and these words."""

    names: frozenset[str]
    place: int
    words: frozenset[str]


def descriptions(document: Document, sentences: Sentences) -> Iterator[Description]:
    """What the words around the inline formulas of a document call the names in front of them."""
    for region in document.regions:
        read = read_inline(region, document) if region.kind is RegionKind.INLINE else None
        if read is None:
            continue
        first = read[1].parts[0]
        items = first.items if isinstance(first, Listing) else (first,)
        names = frozenset(_names(items, document)) - _INDICES
        before, after = sentences.before(region.whole), sentences.after(region.whole)
        if names:
            yield _description(names, region.span.start, before, after)


def _names(items: Iterable[Node], document: Document) -> Iterator[str]:
    for item in items:
        try:
            yield declared_name(item, document.source)
        except SourceError:
            return


def _description(names: frozenset[str], place: int, before: str, after: str) -> Description:
    words = set(words_in(noun_before(before)))
    copula = _COPULA.match(after)
    if copula is not None:
        words |= set(unknown_words(copula["said"]))
    if _DRAWN.match(after):
        words.add("drawn")
    named = _IS.search(before)
    if named is not None and named["said"]:
        words |= set(unknown_words(named["said"]))
    found = {word.rstrip("s") for word in words if word not in _GENERIC and len(word) > _LEAST}
    return Description(names, place, frozenset(found))


class DescribedNames:
    """Looks whether a section calls a name something new."""

    def __init__(self, outline: Outline, found: Iterable[Description] = ()) -> None:
        self.outline = outline
        self._found: dict[str, list[Description]] = {}
        for each in found:
            for name in each.names:
                self._found.setdefault(name, []).append(each)

    @property
    def names(self) -> frozenset[str]:
        """Names that are called something."""
        return frozenset(self._found)

    def renamed(self, names: Iterable[str], said: int, place: int) -> bool:
        """Whether one of the names is called another thing in the section of a place."""
        known = [name for name in names if name in self._found]
        if not known or self.outline.reaches(said, place):
            return False
        for name in known:
            here = [e for e in self._found[name] if self.outline.reaches(e.place, place)]
            new = [e for e in here if not self.outline.reaches(e.place, said)]
            there = [e for e in self._found[name] if self.outline.reaches(e.place, said)]
            before = frozenset[str]().union(*(each.words for each in there))
            if any(each.words and not each.words & before for each in new):
                return True
        return False
