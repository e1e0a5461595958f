r"""Names that words do not call constants: "the threshold $c$ is chosen after seeing the data".

There is no end of the words by which a number may be random: an estimate, a median of the sample,
a random time, a feedback.  So a name that words describe counts as a constant beside random
variables only where each word of the description is one of those below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from symgauss.check.displays.inlines import read_inline
from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import DISPLAY, FORMULA, Sentences
from symgauss.check.wording.plain_words import words_in
from symgauss.check.wording.said_random import is_said_random
from symgauss.errors import SourceError
from symgauss.kernel.terms import Opaque
from symgauss.kernel.traversal import free_symbols
from symgauss.latex.declaring import declared_name
from symgauss.latex.displays import Region, RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.mentions import mentioned_names
from symgauss.latex.naming import without_bold
from symgauss.latex.statement_syntax import normal_law
from symgauss.latex.tree import Listing, Node, Number, Scripted

_LITTLE = (
    "a an the this that these its their our both all each every any some two three four five other "
    "we it which who whose where with and or of in on for as by from to at so then also here not "
    "thus hence therefore again further furthermore moreover now note i.e ie e.g eg respectively "
    "such if when while because since only too first second third"
)
_VERBS = (
    "let be is are being have has having denote denotes denoted denoting suppose assume assumed "
    "consider take define defined defines fix fixed set setting write introduce use using used say "
    "call called get gives give holds hold show shows find finds compute computes follows "
    "represents represent represented stands means specify specified contains known given "
    "parametrised parameterized parametrized compare yields yield satisfies recall plays play "
    "controls control governs equals put choose solve solves solving"
)
_NOUNS = (
    "number numbers constant constants scalar scalars real value values vector vectors matrix "
    "matrices parameter parameters hyperparameter hyperparameters coefficient coefficients factor "
    "mean means variance variances covariance covariances precision precisions deviation "
    "deviations location scale scales rate rates size sizes order degree degrees dimension "
    "dimensions length horizon index indices exponent power argument amount level levels design "
    "gain loading transition dynamics noise entry entries element elements component components "
    "row rows column columns root step steps unit origin column-vector slope intercept drift "
    "volatility frequency temperature bandwidth offset shift direction map operator function "
    "functions space set transform generating characteristic correlation derivative "
    "multiplier penalty strength point points time times case equation equations decomposition"
)
_KINDS = (
    "positive negative nonnegative non-negative definite semidefinite semi-definite symmetric "
    "orthogonal diagonal invertible nonsingular non-singular arbitrary deterministic nonrandom "
    "non-random true unknown common same standard square real-valued finite nonzero non-zero zero "
    "small large suitable appropriate learning diffusion kalman observation measurement process "
    "system input output design prior linear affine identity regularisation regularization "
    "gaussian normal full rank strictly normalising normalizing schedule "
    "rotation reflection permutation cholesky triangular lower upper idempotent unitary"
)
_KNOWN = frozenset(f"{_LITTLE} {_VERBS} {_NOUNS} {_KINDS}".split())
_FIXED = re.compile(r"\b(fixed|constants?|deterministic|non-?random|known)\b", re.IGNORECASE)
RANDOM_WORDS = re.compile(
    r"\b(random(ly|ised|ized)?|stochastic|poisson|exponential(ly)?|bernoulli|binomial|geometric"
    r"|rademacher|uniform(ly)?|gamma|beta|dirichlet|cauchy|student|laplace|chi-?squared?|latent"
    r"|hidden|sampled|drawn|itself|hyperprior|estimated|unobserved)\b",
    re.IGNORECASE,
)
#: What a prediction is made at: it is given, whatever its law may be.
_NEW_INPUT = re.compile(
    r"\b(?:new|test|query|unseen) (?:inputs?|(?:input )?points?|locations?|covariates?"
    r"|(?:input|feature) vectors?)$",
    re.IGNORECASE,
)
#: "has prior $N(m, s^2)$", "with density".
_HAS_LAW = re.compile(
    r"^,?\s*(?:has|have|had|with|having|gets?|is given|are given)(?: an?| the| its| some)?"
    r"(?: [\w-]+)? (?:prior|posterior|law|distribution|density)s?\b",
    re.IGNORECASE,
)
#: "We estimate $\\sigma^2$ by $s^2$".
_ESTIMATED = re.compile(r"\bestimat\w+\b[^.;]*\b(?:by|with|as|using|gives?|yields?)(?: the)?$")
_STOP = re.compile(
    rf"[,;:(){FORMULA}{DISPLAY}]|\b(?:with|where|and|or|of|that|which|for|is|are|be|by|to|in|at|on"
    r"|from|let|given|if|as|when|then|any|every|each|all|over|between|under|than|into|through"
    r"|because|since|so|we|have|has|per|about|against|via|up|write|denote|take|consider|fix"
    r"|some|say|choose|use|using|set)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(rf"^(?:\s*(?:,|and|or|, and)?\s*{FORMULA})+")
_OF_ONE = re.compile(r"^,?\s*(?:is|was|has|denotes|represents)\b", re.IGNORECASE)
_OF_EACH = re.compile(r"\b(?:each|every|either|neither|any|one|none)\b[^.;:]*$", re.IGNORECASE)
#: Behind a set: what follows is about other names.
_CLOSED = re.compile(rf"^\s*,(?: and)?\s*{FORMULA}")
_CLAUSE = re.compile(rf"[;:(){DISPLAY}]|,\s*(?=(?:and|where|so|we|then|but|let)\b)|\.(?=\s|$)")
_TAIL = re.compile(r"^,?\s*(?:and|where|so|we|then|with|but)\b|^[,;:.]?$")
_LEAST = 2  #: letters of a word
#: ``P(s = 1)``, ``\Pr(N > k)``: what an event is about is random.
_EVENT = re.compile(
    r"(?<![A-Za-z\\])(?:\\Pr|\\?\bP|\\(?:mathbb|mathrm|operatorname)\{P(?:r|rob)?\})"
    r"\s*(?:\\left|\\big)?\s*[(\[]\s*(\\?[A-Za-z]+)(?:_\{?\w+\}?)?\s*(?:=|<|>|\\in\b|\\l?g?e?q?\b)"
)
#: Means of samples, and what is made of samples.
_SAMPLES = re.compile(
    r"\\(?:bar|overline)\s*\{?\s*[A-Za-z]\b|\bstatistics?\b|\bstudenti[sz]ed"
    r"|\bsample (?:mean|variance)"
)
_OF_SAMPLES = frozenset({"s", "S"})
_OPENS = re.compile(r"\s*\\?([A-Za-z]+)\s*=")
_SETS = ("in", "<", ">", "<=", ">=")


@dataclass(slots=True)
class CalledConstants:
    """Which names of a document are random by its words, or may be."""

    random: set[str] = field(
        default_factory=set
    )  #: said to be, or with a law that is no normal one
    strange: set[str] = field(default_factory=set)  #: described by words that are not understood
    applied: set[str] = field(default_factory=set)  #: functions, which may be written without x
    fixed: set[str] = field(default_factory=set)  #: said to be constants
    lawful: set[str] = field(default_factory=set)  #: with a normal law, of them or of their family
    has_samples: bool = False  #: whether there are means of samples, beside which s is no constant

    @classmethod
    def of(
        cls, document: Document, sentences: Sentences, statements: Iterable[Statement]
    ) -> CalledConstants:
        """Look through the words of a document, and through its laws and events."""
        text = document.source.text
        found = cls(has_samples=_SAMPLES.search(text) is not None)
        for names, before, after, is_valued, ends_list in _described(document, sentences):
            noun, said = noun_before(before), _said_behind(before, after)
            words = f"{noun} {said}"
            is_input = _NEW_INPUT.search(noun) and not RANDOM_WORDS.search(words)
            if ends_list:
                said = ""
            if _FIXED.search(words) or is_input:
                found.fixed |= names
            elif (
                RANDOM_WORDS.search(words)
                or _ESTIMATED.search(before)
                or _HAS_LAW.match(after)
                or is_said_random(before, after)
            ):
                found.random |= names
            elif not (is_valued or (_is_known(noun) and _is_known(said))):
                found.strange |= names
        for statement in statements:
            is_normal, names = _with_law(statement)
            if is_normal:
                found.lawful |= {name.partition("_")[0] for name in names}
            else:
                found.random |= names
            found.applied |= set(_applied(statement))
        for match in _EVENT.finditer(text):
            found.random.add(match[1].removeprefix("\\"))
        found.random -= found.fixed
        return found

    def is_random(self, name: str) -> bool:
        """Whether a name, or the letter below it, is one of something random."""
        return any(part in self.random for part in _parts(name))

    def may_vary(self, name: str) -> bool:
        """Whether the words about a name leave it open that it is random."""
        plain = without_bold(name)
        stem = plain.partition("_")[0]
        if plain in self.fixed or stem in self.lawful:
            return self.is_random(name)
        is_estimate = stem.endswith("hat") or (self.has_samples and stem in _OF_SAMPLES)
        return is_estimate or plain in self.strange | self.applied or self.is_random(name)


def _parts(name: str) -> Iterator[str]:
    plain = without_bold(name)
    yield plain
    below = plain.partition("_")[2]
    if below:
        yield from re.split(r"[^A-Za-z]+", below)


def _described(
    document: Document, sentences: Sentences
) -> Iterator[tuple[frozenset[str], str, str, bool, bool]]:
    r"""Names in front of inline formulas, with the words around these, and if they have values.

    And whether the words behind are about others: "$A \in S$, and $e$ and $z$ are independent".
    """
    inline = [region for region in document.regions if region.kind is RegionKind.INLINE]
    for region, following in zip_longest(inline, inline[1:]):
        read = read_inline(region, document)
        before, after = sentences.before(region.whole), sentences.after(region.whole)
        if read is None:  # ``s = \pm 1``
            opened = _OPENS.match(document.source.text, region.span.start, region.span.end)
            if opened is not None:
                yield frozenset({opened[1]}), before, after, True, False
            continue
        signs = [sign.kind for sign in read[1].relations]
        if signs and not (len(signs) == 1 and signs[0] in (*_SETS, "=")):
            continue
        first = read[1].parts[0]
        items = first.items if isinstance(first, Listing) else (first,)
        names = frozenset(_names(items, document))
        if names:
            ends_list = signs == ["in"] and _is_bare(following, document)
            ends_list = ends_list and _CLOSED.match(after) is not None
            yield names, before, after, signs == ["="], ends_list


def _is_bare(region: Region | None, document: Document) -> bool:
    """Whether a formula says nothing of what stands in it: it is no set that a name lies in."""
    read = read_inline(region, document) if region is not None else None
    return read is not None and not read[1].relations


def _names(items: Iterable[Node], document: Document) -> Iterator[str]:
    for item in items:
        try:
            yield without_bold(declared_name(_unsquared(item), document.source))
        except SourceError:
            return


def _unsquared(item: Node) -> Node:
    """The s of ``s^2``: words about a variance are about the deviation, too."""
    if isinstance(item, Scripted) and isinstance(item.sup, Number):
        return item.base if item.sub is None else replace(item, sup=None)
    return item


def noun_before(before: str) -> str:
    """The words right before a name that say what it is: of "the median", the last one."""
    phrase = _STOP.split(re.sub(rf"{FORMULA}(?:\s*(?:,|and|, and))?\s*$", "", before))[-1]
    return phrase.strip()


def _said_behind(before: str, after: str) -> str:
    """The clause behind a name, or behind the list that it is in.

    "Where $H$ .. and $v$ is independent of $x$" says nothing of H: a list has no "is".
    """
    listed = _LISTED.match(after)
    rest = after[listed.end() :] if listed else after
    if _TAIL.match(rest) or (listed and _OF_ONE.match(rest) and not _OF_EACH.search(before)):
        return ""
    return _CLAUSE.split(rest)[0]


def _is_known(words: str) -> bool:
    return all(len(word) < _LEAST or word in _KNOWN for word in words_in(words, ".'-"))


def _with_law(statement: Statement) -> tuple[bool, frozenset[str]]:
    """The names that a statement gives a law, and whether that is a normal one."""
    if not statement.signs or statement.signs[0].kind != "~":
        return False, frozenset()
    first, law = statement.sides[0].node, statement.sides[1].node
    if first is None or law is None:
        return False, frozenset()
    is_listed = isinstance(first, Listing) and "|" in first.separators
    before = first.items[0] if isinstance(first, Listing) and is_listed else first
    return normal_law(law) is not None, frozenset(mentioned_names(before))


def _applied(statement: Statement) -> Iterator[str]:
    r"""The m of ``m(y) = ..``: written without its argument, it still is a function of y."""
    first = statement.sides[0].term
    if not statement.signs or statement.signs[0].kind not in ("=", ":="):
        return
    is_named = isinstance(first, Opaque) and first.name.isidentifier()
    if isinstance(first, Opaque) and is_named and any(map(free_symbols, first.arguments)):
        yield without_bold(first.name)
