r"""What words say to depend on something: "the covariance $\Sigma$ depends on $\theta$".

So do a residual of, the inverse of and the sum of something, the output of a network with weights,
and what is differentiated by it somewhere, as in ``dv / dt = -2 a v``.  Nothing of that is a value
that can be put in, but below a derivative, and in an average, such a name is no constant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise, permutations

from symgauss.check.displays.inlines import read_inline
from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import DISPLAY, FORMULA, Sentences
from symgauss.check.wording.applied_names import ANY, applied_names
from symgauss.check.wording.moving_in_words import (
    NO_TIME,
    is_made_of,
    is_response,
    kind,
    moves,
    stands_for,
    tied,
    ties,
)
from symgauss.kernel.names import AVERAGES
from symgauss.kernel.terms import (
    Derivative,
    Function,
    Gradient,
    Hessian,
    Indexed,
    Jacobian,
    Opaque,
    Rational,
    Symbol,
    Term,
    Zero,
)
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.latex.displays import RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.mentions import mentioned_names
from symgauss.latex.naming import is_name_superscript, spelling, without_bold
from symgauss.latex.tree import Chain, Letter, Listing, Node, Number, Scripted

#: Between a name and what it depends on.
_VERBS = re.compile(
    r"\b(depend\w*|var(?:y|ies|ying)|chang\w+|evolv\w+|react\w*|respond\w*) (?:\w+ )?(?:on|upon"
    r"|with|in|to)\b|\bfunctions? of\b|\bparametri[sz]ed (?:by|with)\b|\b(?:determined|computed"
    r"|calculated|obtained|produced|generated|formed|constructed) (?:\w+ )?(?:by|from|with|out of"
    r"|using)\b|\b(?:outputs? of|network|encoder|decoder|predictor)\b|\bat time\b",
    re.IGNORECASE,
)
#: Of one of two names, what is made of the other one.
_MADE = (
    r"(?:residuals?|inverse|reciprocal|sum|product|norm|length|factor|root|trace|determinant"
    r"|gradient|derivative|squares?|logarithm|sign|maximum|minimum|average|(?:sample|empirical)"
    r" [a-z]+|standardi[sz]ed \w+|projection|eigenvalues?|transform\w*|combination|difference"
    r"|ratio)"
)
#: In front of a name: "the residual $r$ of"; or between: "$r$ is the residual".
_MADE_BEFORE = re.compile(rf"\b{_MADE}( \w+)?$", re.IGNORECASE)
_MADE_BETWEEN = re.compile(
    rf",? ?(is|be|are|being|denotes?|stands for|as|for)( (the|an?))?( [\w-]+){{0,3}} {_MADE}"
    r"( [\w-]+){0,4}",
    re.IGNORECASE,
)
_OF_A_LAW = re.compile(
    r"\b(?:means?|(?:co)?variances?|precisions?|deviations?|scales?)( matri\w+| vectors?)?$",
    re.IGNORECASE,
)
_SHORT_FOR = re.compile(r"^,? ?(?:is )?(?:for|short for|instead of|in place of|to mean)$")
#: In a sentence that says the contrary, or of a name at which a function is looked.
_CONSTANT = re.compile(
    r"\b(independent|constants?|fixed|held|not|n't|never|no longer|free of|regardless|without)\b"
    r"|n't\b|\bas (?:an? )?functions? of\b",
    re.IGNORECASE,
)
_SAMPLE = re.compile(r"\b(?:sample|empirical) (?:mean|average|variance|covariance)$", re.IGNORECASE)
FURTHEST = 100  #: characters between two names of which one depends on the other
MOST_NAMES = 32  #: that are followed from one name
_LINK = re.compile(r"\]\([^()\n]*\)")  #: where a link goes
_COUNTS = frozenset("ijklnDKN")  #: numbers of things, which do not move
_TIMES = frozenset({"t", "s", "tau"})
_BY = (Derivative, Gradient, Hessian, Jacobian)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """An inline formula in its sentence."""

    names: tuple[str, ...]
    law: frozenset[str]  #: the names behind a tilde
    is_name: bool  #: whether it is a name, or a list of names
    is_plain: bool  #: whether each of its items is one name
    is_law: bool  #: whether it states a law
    is_said: bool  #: whether it is no equation
    start: int
    end: int

    @property
    def is_called(self) -> bool:
        """Whether it is a name, or a list of names, and nothing is said of powers of them."""
        return self.is_name and self.is_said and self.is_plain


_TIME = "time"  #: in the place of what a name moves with


def _everywhere(_: int) -> tuple[int, int]:
    """The whole document as one section."""
    return 0, 0


@dataclass(slots=True)
class SaidDependence:
    """Which names of a document may depend on which other ones."""

    pairs: set[tuple[str, str]] = field(default_factory=set)
    moving: set[str] = field(default_factory=set)  #: names that move with time
    made: dict[str, set[str]] = field(default_factory=dict)  #: names in the values of names
    kinds: dict[str, set[str]] = field(default_factory=dict)  #: what is called a variance, ..
    samples: set[str] = field(default_factory=set)  #: means and variances of samples
    #: what words tie in some way or other counts in the section of their sentence
    section: Callable[[int], tuple[int, int]] = _everywhere
    loose: dict[tuple[int, int], set[tuple[str, str]]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        document: Document,
        sentences: Sentences,
        statements: Iterable[Statement],
        section: Callable[[int], tuple[int, int]] = _everywhere,
    ) -> SaidDependence:
        """Look through a document; ``section`` says from where to where a section goes."""
        found = cls(section=section)
        timely = NO_TIME.search(sentences.text) is None
        for spoken in _by_sentence(document, sentences):
            found._listen(sentences.text, spoken, timely=timely)
        for one, other in permutations(found.kinds, 2):
            found._add(found.kinds[one], found.kinds[other])
        statements = list(statements)
        for statement in statements:
            found._read(statement)
        for name, other in applied_names(document, statements):
            found._add((without_bold(name),), (without_bold(other),))
        return found

    def at(self, place: int) -> Callable[[str, str], bool]:
        """What tells whether a name may depend on another one at a place."""
        loose = self.loose.get(self.section(place), set())

        def on(name: str, variable: str) -> bool:
            name, variable = without_bold(name), without_bold(variable)
            if name == variable:
                return False
            return any(self._moves(each, variable, loose) for each in self._made_of(name))

        return on

    def is_made_of(self, name: str, variable: str) -> bool:
        """Whether equations make a name of another one."""
        return name != variable and without_bold(variable) in self._made_of(without_bold(name))

    def _made_of(self, name: str) -> Iterator[str]:
        """The name, and all names in its values and in theirs."""
        seen, todo = {name}, [name]
        while todo:
            current = todo.pop()
            yield current
            if len(seen) < MOST_NAMES:
                new = self.made.get(current, set()) - seen
                new = {each for each in new if current not in self.made.get(each, ())}
                seen |= new
                todo += sorted(new)

    def _moves(self, name: str, variable: str, loose: set[tuple[str, str]]) -> bool:
        """Whether words or signs say so of the name itself."""
        if name == variable:
            return False
        if (name, ANY) in self.pairs:
            return True
        numbered = any(map(str.isdigit, name.partition("_")[2]))  # a member apart
        stems = _stem(name), _stem(variable)
        for pairs in (self.pairs, loose):
            if (name, variable) in pairs or (not numbered and stems in pairs):
                return True
        moving = name in self.moving or (name, _TIME) in loose
        return moving and _stem(variable) in _TIMES

    def is_random(self, name: str, variable: str, place: int) -> bool:
        """Whether a name may be made of a random variable."""
        return without_bold(name) in self.samples or self.at(place)(name, variable)

    def _listen(self, text: str, spoken: list[_Spoken], *, timely: bool) -> None:
        """What a sentence with several formulas says; ``timely`` where t may be time."""
        first, last = spoken[0], spoken[-1]
        front = text[text.rfind("\n\n", 0, first.start) + 1 : first.start]
        whole = " ".join([_words(front[-200:]), *_between(text, spoken)])
        behind = _words(text[last.end : last.end + 80].split(".", maxsplit=1)[0])
        words = f"{whole} {behind}"
        for each in spoken:
            clause = _clause(text, each, first.start - len(front[-200:]), last.end + 80)
            if each.is_called and timely and moves(clause) and not _CONSTANT.search(clause):
                loose = self._loose(first.start)
                loose.update((name, _TIME) for name in set(each.names) - _COUNTS)
            called = kind(
                text[max(0, each.start - 60) : each.start], _words(text[each.end : each.end + 60])
            )
            if called and each.is_called:
                self.kinds.setdefault(called, set()).update(each.names)
        if _CONSTANT.search(words):
            return
        self._tie(text, spoken, is_tied=tied(words))
        for number, each in enumerate(spoken):
            begin = max(spoken[number - 1].end if number else 0, each.start - 60)
            before = _words(text[begin : each.start])
            for other in spoken[number + 1 :]:
                between = _words(text[each.end : other.start]).strip()
                if len(between) > FURTHEST or not other.is_said:
                    continue
                if each.is_name and self._depends(before, between, other):
                    self._add(each.names, (*other.names, *other.law))
                if each.is_name and self._is_made(before, between):
                    self._add(other.names, each.names)
                    self._add(each.names, (*other.names, *other.law))
            if last.is_name and each is not last and each.is_said and _VERBS.search(behind):
                self._add(last.names, (*each.names, *each.law))
            if _SAMPLE.search(before):
                self.samples.update(each.names)

    def _loose(self, place: int) -> set[tuple[str, str]]:
        return self.loose.setdefault(self.section(place), set())

    def _tie(self, text: str, spoken: list[_Spoken], *, is_tied: bool) -> None:
        """Names of a sentence that hang together, and names that stand for something else."""
        loose = self._loose(spoken[0].start)
        called = [each for each in spoken if each.is_called]
        for each in called:
            for other in called:
                if is_tied and each is not other:
                    self._add(each.names, other.names)
        for each, law in combinations(spoken, 2):
            between = _words(text[each.end : law.start])
            if each.is_called and law.is_law and is_made_of(between):
                self._add(set(each.names) - law.law, law.names)
        for number, (each, other) in enumerate(pairwise(spoken)):
            following = spoken[number + 2].start if number + 2 < len(spoken) else other.end + 80
            behind = _words(text[other.end : following].split(".", maxsplit=1)[0])
            between = _words(text[each.end : other.start])
            front = _words(text[max(each.start - 60, 0) : each.start])
            made = is_response(front) or ties(between, behind)
            if each.is_called and other.is_called and made:
                loose.update(_pairs(each.names, other.names))
                loose.update(_pairs(other.names, each.names))
            if each.is_plain != other.is_plain and stands_for(between):
                one, of = (each, other) if each.is_plain else (other, each)
                if one.is_called and not set(one.names) & set(of.names):
                    loose.update(_pairs(one.names, of.names))

    @staticmethod
    def _depends(before: str, between: str, other: _Spoken) -> bool:
        if _VERBS.search(between) or _SHORT_FOR.match(between):
            return True
        of_law = bool(other.law) and between.startswith("of")
        return of_law and _OF_A_LAW.search(before.strip()) is not None

    @staticmethod
    def _is_made(before: str, between: str) -> bool:
        if _MADE_BETWEEN.fullmatch(between):
            return True
        return between.startswith("of") and _MADE_BEFORE.search(before.strip()) is not None

    def _add(self, names: Iterable[str], others: Iterable[str]) -> None:
        self.pairs.update(_pairs(names, others))

    def _read(self, statement: Statement) -> None:
        """What an equation differentiates as a name."""
        terms = [side.term for side in statement.sides if side.term is not None]
        for side in terms:
            for part in free_symbols(side):
                stem, mark, below = without_bold(part.name).partition("_")
                plain = stem.removesuffix("dot").removesuffix("d")
                if stem.endswith("dot"):
                    self.moving.add(f"{plain}{mark}{below}")
        if terms and isinstance(terms[0], Symbol):
            inside = {without_bold(n.name) for term in terms[1:] for n in free_symbols(term)}
            self.made.setdefault(without_bold(terms[0].name), set()).update(inside)
            self._read_value(terms[0], terms[1:])
        if any(isinstance(side, Zero) or side == Rational(0) for side in terms):
            return
        for side in terms:
            if isinstance(side, _BY):
                name, variable = _plain(side.body), side.variable
                if isinstance(name, Symbol) and isinstance(variable, Symbol | Indexed):
                    self.pairs.add((without_bold(name.name), without_bold(variable.name)))

    def _read_value(self, name: Symbol, values: Iterable[Term]) -> None:
        r"""What letters below the names in a value say: ``m = E[X_t]``, ``m = m_\phi(x)``."""
        kinds = (Opaque, *AVERAGES)  # means, and functions that nobody states
        for part in (p for value in values if isinstance(value, kinds) for p in subterms(value)):
            letters: set[str] = set()
            if isinstance(part, Indexed):
                letters = {symbol.name for index in part.indices for symbol in free_symbols(index)}
            elif isinstance(part, Symbol | Opaque):
                below = part.name.partition(" ")[0].partition("_")[2]
                letters = {below} if below.isalpha() else set()
            self._add((without_bold(name.name),), letters)


def _pairs(names: Iterable[str], others: Iterable[str]) -> Iterator[tuple[str, str]]:
    others = list(others)
    yield from ((name, other) for name in names for other in others if name != other)


def _plain(body: Term) -> Symbol | Indexed | None:
    """The name that is differentiated, itself or its logarithm."""
    inner = body.argument if isinstance(body, Function) else body
    return inner if isinstance(inner, Symbol | Indexed) else None


def _by_sentence(document: Document, sentences: Sentences) -> Iterator[list[_Spoken]]:
    """The inline formulas of a document, those of one sentence together."""
    current: list[_Spoken] = []
    start = -1
    for region in document.regions:
        if region.kind is not RegionKind.INLINE:
            continue
        read = read_inline(region, document)
        begins = sentences.start(region.whole)
        if begins != start:
            if current:
                yield current
            current, start = [], begins
        if read is not None:
            current.append(_spoken(read[1], region.whole.start, region.whole.end))
    if current:
        yield current


def _spoken(chain: Chain, start: int, end: int) -> _Spoken:
    law = frozenset[str]()
    first, signs = chain.parts[0], [sign.kind for sign in chain.relations]
    if signs[:1] == ["~"]:
        law = frozenset(mentioned_names(chain.parts[1]))
    parts = chain.parts[:1] if law else chain.parts
    names = {name for part in parts for name in mentioned_names(part)}
    items = first.items if isinstance(first, Listing) else (first,)
    is_name = signs in ([], ["~"], ["in"]) and all(isinstance(i, Letter | Scripted) for i in items)
    if signs == ["in"]:
        names = set(mentioned_names(first))
    is_said = signs in ([], ["~"], ["in"])
    is_plain = all(map(_is_plain, items))
    return _Spoken(
        tuple(sorted(names)), law, is_name, is_plain, signs[:1] == ["~"], is_said, start, end
    )


def _is_plain(item: Node) -> bool:
    """Whether an item is a name or its square, and no other power of it."""
    parts = spelling(item)
    if parts is None or len(mentioned_names(item)) != 1:
        return False
    square = isinstance(parts.sup, Number) and parts.sup.text == "2"
    return parts.sup is None or square or is_name_superscript(parts.sup)


def _between(text: str, spoken: list[_Spoken]) -> Iterator[str]:
    for one, other in pairwise(spoken):
        yield _words(text[one.end : other.start])


def _clause(text: str, each: _Spoken, begin: int, end: int) -> str:
    """The words between two semicolons that stand around a formula."""
    front = re.split(r"[;.]", text[max(begin, 0) : each.start])[-1]
    back = re.split(r"[;.]", text[each.end : end])[0]
    return f"{_words(front)} {_words(back)}"


def _words(text: str) -> str:
    text = _LINK.sub("]", text)
    return " ".join(text.replace(FORMULA, " ").replace(DISPLAY, " ").split())


def _stem(name: str) -> str:
    return name.partition("_")[0]
