r"""Words that say that there is no inverse, no logarithm or no root: "$X$ has collinear columns".

The kernel draws invertible matrices, and numbers that are not zero.  Where a text says that a
matrix is singular, that there are fewer observations than parameters, that a number may vanish or
is negative, a step that divides by it, or takes its logarithm, has no value to be right about.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from symgauss.check.displays.inlines import read_inline
from symgauss.check.displays.sentences import Sentences
from symgauss.check.meaning.values import Value
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizing import dimensions
from symgauss.kernel.terms import (
    Determinant,
    Function,
    Inverse,
    NormalDensity,
    Power,
    Rational,
    Sum,
    Term,
)
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.latex.displays import RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.mentions import mentioned_names
from symgauss.latex.naming import without_bold
from symgauss.latex.source import Span

Section = Callable[[int], tuple[int, int]]
_MAY = r"(?:may|might|can|could|possibly|potentially|allowed to)(?: also| even| be)*"
_SINGULAR = re.compile(
    r"\b(?:"  # each of them begins a word, which is looked for once
    r"(?<!non)(?<!non-)(?<!not )(?<!never )\bsingular(?:ity)?\b(?! (?:values?|vectors?|value))"
    r"|(?<!non)(?<!non-)(?<!not )\bdegenera(?:te|cy)\b|\brank[- ]?deficien\w+"
    r"|\bnot (?:\w+ ){0,3}full (?:\w+ )?rank|\b(?:not|isn't|n't|never|no longer) (?:be )?invertible"
    r"|\bnon-?invertible|\bcollinear\w*|\bmulti-?collinear\w*|\blinearly dependent"
    r"|\bover-?param\w+|\bunder-?determined|\b(?:no|has no|have no|without an?) inverse\b"
    r"|\bfewer (?:\w+ ){0,3}than\b|\b(?:rank|determinant|trace|eigenvalues?) (?:\w+ ){0,3}"
    r"(?:less|smaller|lower|below|zero|vanish\w*)|\bvanishing (?:determinant|variance|eigenvalue)"
    r"|\bzero (?:determinant|eigenvalues?|variance)|\bnull space\b|\bduplicated? columns?"
    r"|\bmore (?:\w+ ){1,3}than (?:\w+ ){0,2}(?:observations|samples|points|rows|examples|data)\b"
    rf"|\b{_MAY} (?:equal to )?(?:zero|vanish\w*)|\bexactly zero\b|\bis allowed\b"
    r"|\bvanishes\b(?! (?:for|at|when|if|there|in)\b)"
    r"|\bincluding (?:the |both )?(?:end ?points?|boundar\w+|zero|origin)|\bend ?points? included"
    r"|\bat (?:the )?(?:origin|zero)\b|\bnoiseless\b|\bnoise-free\b|\bswitched off\b"
    r")",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"\b(?:"
    r"(?<!non)(?<!non-)(?<!not )\bnegative\b(?![- ](?:log|binomial|semi|likelihood|entropy|sign))"
    r"|\bindefinite\b|\bof (?:any|either|arbitrary|unknown) sign\b|\bany sign\b)",
    re.IGNORECASE,
)
#: The sentence does not say that it is so: it counts for its own display at most.
_HEDGED = re.compile(
    r"\b(?:if|unless|when(?:ever)?|avoid\w*|prevent\w*|ensur\w*|otherwise|exclud\w*|would|so that"
    r"|rule[sd]? out|guarantee\w*|except|cannot|in case|should|as long as|to be)\b",
    re.IGNORECASE,
)
#: ``p > n``: more of one than of the other.
_MORE = re.compile(r"^\s*([A-Za-z])\s*(<|>|\\gg|\\ll|\\lt|\\gt)\s*([A-Za-z])\s*$")


@dataclass(frozen=True, slots=True)
class _Mention:
    """Where the words count, and of what they are."""

    start: int
    last: int  #: the end of the section, or of the sentence
    names: frozenset[str]
    sizes: tuple[str, str] | None = None  #: the first of which is said to be larger
    is_negative: bool = False

    def counts(self, place: int) -> bool:
        """Whether it is said of what stands at a place."""
        return self.start <= place <= self.last

    def speaks_of(self, names: frozenset[str]) -> bool:
        """Whether it is said of something that is made of some names, or of everything."""
        return not self.names or bool(self.names & names)


@dataclass(frozen=True, slots=True)
class SingularWords:
    """What the words of a document say to have no inverse, or no root."""

    mentions: tuple[_Mention, ...] = ()

    @classmethod
    def of(cls, document: Document, sentences: Sentences, section: Section) -> SingularWords:
        """Look for the words; ``section`` says from where to where a section goes."""
        return cls(
            (*_in_words(document, sentences, section), *_in_sizes(document, sentences, section))
        )

    def against(self, sides: Iterable[Term], used: Iterable[Value], place: int) -> str:
        """What the words say of what a step divides by or takes a root of; empty if nothing."""
        here = [m for m in self.mentions if m.counts(place)]
        if not here:
            return ""
        used = list(used)
        values = {getattr(v.key, "name", ""): v.term for v in used}
        terms = [*sides, *(v.term for v in used)]
        for part in (part for term in terms for part in subterms(term)):
            for inner, needs_sign in _needs(part):
                names, sizes = _names(inner, values)
                for each in here:
                    if each.is_negative and not needs_sign:
                        continue
                    if each.sizes is not None:
                        speaks = set(each.sizes) <= sizes and _size(inner) == each.sizes[0]
                    else:
                        speaks = each.speaks_of(names)
                    if speaks:
                        return "the words say that a side may have no value"
        return ""


def _needs(part: Term) -> Iterator[tuple[Term, bool]]:
    """What must not vanish for a part to have a value, and whether its sign matters."""
    match part:
        case Inverse(inner) if not isinstance(inner, Sum) or _is_number(inner):
            yield inner, False
        case Power(base, Rational(k, q)) if k < 0 or q != 1:
            yield base, q != 1
        case Function("log" | "sqrt" | "abs", inner):
            yield inner, True
        case NormalDensity(covariance=inner):
            yield inner, True
        case _:
            pass


def _names(term: Term, values: Mapping[str, Term]) -> tuple[frozenset[str], frozenset[str]]:
    """The names and the sizes in a term, and in the values of its names."""
    names: set[str] = set()
    sizes: set[str] = set()
    todo = [term]
    while todo:
        current = todo.pop()
        sizes |= set(dimensions(subterms(current)))
        for name in {symbol.name for symbol in free_symbols(current)} - names:
            names.add(name)
            todo += [values[name]] if name in values else []
    return frozenset(map(without_bold, names)), frozenset(sizes)


def _is_number(term: Term) -> bool:
    try:
        return shape_of(term).is_scalar
    except ShapeError:
        return False


def _size(term: Term) -> str:
    """The letter of the size of a square matrix, or of that of which it is the determinant."""
    inner = term.matrix if isinstance(term, Determinant) else term
    try:
        sizes = shape_of(inner).rows.dimensions
    except ShapeError:
        return ""
    return min(sizes) if len(sizes) == 1 else ""


def _in_words(document: Document, sentences: Sentences, section: Section) -> Iterator[_Mention]:
    starts = [region.whole.start for region in document.regions]
    for pattern, is_negative in ((_SINGULAR, False), (_NEGATIVE, True)):
        for match in pattern.finditer(sentences.text):
            whole = sentences.around(match.start())
            names = frozenset(_spoken_of(whole, document, starts))
            if is_negative and not names:
                continue  # of nothing in particular
            last = _last(whole, match.end(), sentences, section)
            yield _Mention(whole.start, last, names, is_negative=is_negative)


def _last(whole: Span, place: int, sentences: Sentences, section: Section) -> int:
    """Up to where something counts that a sentence says at a place."""
    is_hedged = _HEDGED.search(sentences.text[whole.start : whole.end])
    return whole.end - 1 if is_hedged else section(place)[1]


def _spoken_of(whole: Span, document: Document, starts: list[int]) -> Iterator[str]:
    """The names in the inline formulas of a sentence; ``starts`` are those of all regions."""
    inside = slice(bisect_left(starts, whole.start), bisect_left(starts, whole.end))
    for region in document.regions[inside]:
        if region.kind is RegionKind.INLINE:
            read = read_inline(region, document)
            for part in read[1].parts if read is not None else ():
                yield from mentioned_names(part)


def _in_sizes(document: Document, sentences: Sentences, section: Section) -> Iterator[_Mention]:
    text = document.source.text
    for region in document.regions:
        match = _MORE.match(text[region.span.start : region.span.end])
        if region.kind is RegionKind.INLINE and match:
            whole, sign = sentences.around(region.whole.start), match[2]
            more = (match[3], match[1]) if "<" in sign or "l" in sign else (match[1], match[3])
            last = _last(whole, region.whole.end, sentences, section)
            yield _Mention(whole.start, last, frozenset(), more)
