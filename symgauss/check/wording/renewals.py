r"""Where words take a value away: "for an arbitrary gain $K$", "let now $\mu$ be the true mean".

A name that is introduced again has a new meaning from there on, in the same section, too; what it
was before counts again where the words come back to it ("the optimal gain $K$").  What was supposed
counts until the text turns to what is more general ("in the anisotropic case").  And what a law
draws is none of what its parameters are made of: with ``x_i \sim N(\mu, v)``, mu is no mean of the
``x_i``, whatever maximised the likelihood before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import DISPLAY, FORMULA, Sentences
from symgauss.check.wording.plain_words import says_plainly
from symgauss.check.wording.said import Said
from symgauss.kernel.terms import Indexed, Symbol, Term
from symgauss.kernel.traversal import subterms
from symgauss.latex.mentions import mentioned_names
from symgauss.latex.naming import without_accent
from symgauss.latex.scope import EVERYWHERE
from symgauss.latex.tree import Listing

_NOUNS = r"( [a-z-]+){0,3}$"
_ANEW = re.compile(
    rf"\b(arbitrary|any|generic|sub-?optimal|non-?optimal|unconstrained|unrestricted){_NOUNS}"
    rf"|\b(for|with|of|given|take|consider|use|by|at) (every|all|each|some|another){_NOUNS}"
    rf"|\b(for|with|of|at) (general|other|different|unknown|fixed)( [a-z-]+){{0,2}}$"
    rf"|\b(an?|some|another) (general|different|new|fixed|full|other){_NOUNS}"
    rf"|\b(the) (true|current|unknown){_NOUNS}"
    r"|\bwe (now )?(keep|leave|retain|vary|free)( the)?( [a-z-]+)?$"
    rf"|\b(forget|redefine|replace|perturb|vary)( the)?{_NOUNS}",
    re.IGNORECASE,
)
_FREE = (
    r"(arbitrary|any|general|generic|full|different|new|sub-?optimal|unknown|true|current|other"
    r"|free|unconstrained|unrestricted|unspecified|varied)"
)
_BE = re.compile(
    rf"^,? ?(now |again |instead )?(is|are|be|being|denotes?|stands? for|may be|can be)"
    rf" (now|no longer|again|instead|not (the|an?|necessarily|optimal)|{_FREE}"
    rf"|(an?|some|another) (\w+ )?{_FREE}|the (true|current|unknown))\b"
    rf"|^,? ?(other than\b|arbitrar\w+\b|unspecified\b|any (?!of\b)[a-z]+|whatever\b|possibly\b"
    r"|as an? ([a-z]+ )?(free|variable|parameter|unknown)\b)",
    re.IGNORECASE,
)
#: "From now on $K$ is", "in this section $K$ denotes".
_SINCE = re.compile(
    r"\b(from (now|here) on|in (this|the (next|present)) (section|chapter|part)|in what follows"
    r"|henceforth|hereafter|in the (following|sequel|remainder))( we| let| the| [a-z-]+){0,2}$",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"^,? ?(is|are|be|denotes?|means?|stands? for|will be|will denote|may be|for)\b", re.IGNORECASE
)
#: "Later, $\\mu$ denotes", "later $\\mu$ stands for".
_LATER = re.compile(r"\b(later|below|now)( on)?$", re.IGNORECASE)
_DENOTES = re.compile(r"^,? ?(denotes?|stands? for|will (be|denote))\b", re.IGNORECASE)
_WRITE = re.compile(r"\b(write|use|reserve)( the (letter|symbol))?$", re.IGNORECASE)
_INSTEAD = re.compile(r"^,? ?for\b.*\b(instead|now|from now on)\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)|,")
#: Behind "let", which alone says nothing new of what was explained before.
_LET = re.compile(r"\blet( us)?( now| instead| again)?( the| an?)?( [a-z-]+){0,2}$", re.IGNORECASE)
_NAMED = re.compile(r"^,? ?(now |again |instead )?(be|denote|stand)\b(?! (as|given by|defined))")
#: "Let $S$ be an $n \times n$ matrix" says of which kind it is, which it may be as it was.
_KIND = re.compile(
    r"^,? ?be (an?|some|the)?( ?[a-z-]+){0,3}?"
    r"( ?(matrix|matrices|vectors?|scalars?|numbers?|reals?|integers?|variables?|symmetric"
    r"|invertible|square|diagonal|(positive|negative)([- ]\w+)?)\b|$)",
    re.IGNORECASE,
)
#: "Let $\\hat B$ be the least squares solution" names what was found.
_FOUND = re.compile(
    r"^,? ?be (the|our|this)( [\w-]+){0,5} (solutions?|estimates?|estimators?|minimi[sz]ers?"
    r"|maximi[sz]ers?|optimum|optima|mode)\b",
    re.IGNORECASE,
)
_NOW = re.compile(r"\b(now|again|instead)\b", re.IGNORECASE)
#: "The optimal gain $K$", "substituting $K$": what was said before.
_BACK = re.compile(
    r"((?<![\w-])optimal|\b(best|kalman|above|same|this|our|previous|earlier|resulting"
    r"|substitut\w+|insert\w+|plug\w*|using|definition of|value of|expression for|formula for))"
    rf"{_NOUNS}",
    re.IGNORECASE,
)
_SUPPOSING = re.compile(
    r"\b(assum\w+|suppos\w+|simplicity|convenience|isotropic|homosc\w+|special case|restrict\w*"
    r"|simplest|means|noise|errors?|regime|setting)\b",
    re.IGNORECASE,
)
#: Where a sentence or a line begins; what is blank behind it may be a whole section.
_BEGIN = r"(?:^|(?<=[.!?:])\s|\n)\s{0,99}+"
_TURN = re.compile(
    rf"{_BEGIN}(?:now |but |however, |finally, )?(?:in|for|consider|now for"
    r"|turning to|under|with|without)(?: the| an?| this| these| that)?"
    r" (?:(?:more )?general|anisotropic|heterosc\w+|correlated|full|opposite|multivariate|unequal"
    r"|non-?\w+|un(?:equal|restricted|constrained|known)\w*|arbitrary|different|simplif\w+|assum\w+)"
    r"(?! (?:i|we)\b)[ ,]"
    # "for coloured noise", after what white noise has
    rf"|{_BEGIN}(?:for|with|in|under)(?: the)?"
    r" (?!gaussian|normal|white|additive|this|that|such|independent|simple|small|large)[a-z-]+"
    r" (?:noise|errors?|case|setting|regime|residuals)[ ]?,",
    re.IGNORECASE,
)
#: A display behind such words is one of a case, or somebody else's.
_FRONTED = re.compile(
    r"^(and |but |so |then |now )*((under|without|except|during|some|others?|alternatively|another"
    r"|perhaps|probably|ansatz|try|guess|solve|find|subject|minimi\w+|suppose|assume|if|when"
    r"|given|conditional\w*|an? \w+ condition|(the|this) constraint|many|most|by (convention"
    r"|symmetry|assumption|hypothesis)|e\.?g|for example|locally|almost|marginally)\b"
    r"|(in|at|on|for|with|as)( the| this| an?)?( [\w-]+){0,2} (cases?|limit|setting|regime|states?"
    r"|equilibrium|convergence|world|example|set|period|epoch|steps?|data|prior|processes"
    r"|matri\w+|physics|group|boundary|diagonal|event|training|dimensions?|probability)\b"
    rf"|(as|on|at) {FORMULA})",
    re.IGNORECASE,
)
_SOLVED = re.compile(
    r"\b(zero(?![ -]means?\b)|\$0\$|maxim\w+|minim\w+|solv\w+|solution|stationary|optimum)\b",
    re.IGNORECASE,
)
#: What is maximised is a function of any value again.
_OBJECTIVE = re.compile(
    rf"{_BEGIN}(?:now |then |recall that )?the"
    r" (?:log[- ])?(?:likelihood|posterior|loss|cost|objective|density|energy|risk)(?: function)?"
    r" (?:is|was|reads|can be|may be|of)\b",
    re.IGNORECASE,
)


def renews(before: str, after: str) -> bool:
    """Whether the words around a name give it a new meaning."""
    before = " ".join(_ASIDE.sub(" ", before).split())
    if _WRITE.search(before):
        return _INSTEAD.match(after) is not None
    if let := _LET.search(before):
        if _FOUND.match(" ".join(_ASIDE.sub(" ", after).split())) and not _NOW.search(let.group()):
            return False
        anew = _NOW.search(let.group()) or _BE.match(after) or not _KIND.match(after)
        return _NAMED.match(after) is not None and bool(anew)
    return redefines(before, after) or bool(_ANEW.search(before) or _BE.match(after))


def redefines(before: str, after: str) -> bool:
    """Whether a name means something else from there on, in laws of before, too."""
    before = " ".join(_ASIDE.sub(" ", before).split())
    since = _SINCE.search(before) and _MEANS.match(after)
    later = _LATER.search(before) and _DENOTES.match(after)
    instead = _WRITE.search(before) and _INSTEAD.match(after)
    return bool(since or later or instead)


def restores(before: str) -> bool:
    """Whether the words before a name speak of what it was."""
    return _BACK.search(before) is not None


#: "At the minimum": the value that was found.
_AT_SOLUTION = re.compile(
    r"\b(?:at|for|with|in) (?:the|this|that|its) (?:[a-z-]+ )?(?:minimum|maximum|optimum|solution"
    r"|mode|minimi[sz]er|maximi[sz]er|optimal|stationary|estimate|estimator)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Renewals:
    """Where the names of a document get new meanings."""

    said: dict[str, Said] = field(default_factory=dict)
    supposed: frozenset[int] = frozenset()  #: places of what is supposed, or of a case
    solved: frozenset[int] = frozenset()  #: places of solutions
    objectives: tuple[int, ...] = ()  #: where the text speaks of what they solve
    back: tuple[int, ...] = ()  #: where it comes back to the solution
    turns: tuple[int, ...] = ()  #: where the text turns to what is more general
    drawn: tuple[tuple[int, frozenset[str], frozenset[str]], ...] = ()
    """Places of laws, with what they draw and with their parameters."""

    @classmethod
    def of(
        cls, statements: Iterable[Statement], said: dict[str, Said], sentences: Sentences
    ) -> Renewals:
        """Look through a document."""
        supposed: set[int] = set()
        solved: set[int] = set()
        drawn: list[tuple[int, frozenset[str], frozenset[str]]] = []
        for each in statements:
            if each.region is not None:
                words = sentences.before(each.region) + " " + sentences.after(each.region)
                if _SUPPOSING.search(words) or _is_of_a_case(each, sentences):
                    supposed.add(each.position)
                if _SOLVED.search(words):
                    solved.add(each.position)
            if each.signs and each.signs[0].kind == "~" and len(each.sides) > 1:
                first, second = (side.node for side in each.sides[:2])
                given = isinstance(first, Listing) and "|" in first.separators
                if first is not None and second is not None and not given:
                    names = frozenset(map(_stem, mentioned_names(first)))
                    drawn.append((each.position, names, frozenset(mentioned_names(second))))
        turns = tuple(match.end() for match in _TURN.finditer(sentences.text))
        text = sentences.text
        objectives = tuple(match.end() for match in _OBJECTIVE.finditer(text))
        back = tuple(match.end() for match in _AT_SOLUTION.finditer(text))
        places = frozenset(supposed), frozenset(solved)
        return cls(said, *places, objectives, back, turns, tuple(drawn))

    def end(self, key: Symbol | Indexed, term: Term, first: int, second: int) -> bool:
        """Whether what is said of a name at one place counts no longer at another one."""
        if EVERYWHERE in (first, second) or first >= second:
            return False
        said = self.said.get(key.name)
        if said is not None and isinstance(key, Symbol):
            known = [place for place in said.renewed if first < place <= second]
            if known and not any(max(known) < place <= second for place in said.restored):
                return True
        if self.is_left(first, second):
            return True
        plain = isinstance(key, Symbol) and _is_plain(key.name)
        if plain and first in self.solved:
            since = bisect_right(self.objectives, second)
            last = self.objectives[since - 1] if since else 0
            if last > first and not _is_between(self.back, last, second):
                return True
        inside = {_stem(part.name) for part in subterms(term) if isinstance(part, Symbol | Indexed)}
        return any(
            first < place <= second and key.name in parameters and names & inside
            for place, names, parameters in self.drawn
        )

    def is_left(self, first: int, second: int) -> bool:
        """Whether the text turns to what is general between what is supposed and a place."""
        return first in self.supposed and _is_between(self.turns, first, second)


def _is_of_a_case(statement: Statement, sentences: Sentences) -> bool:
    """Whether the words around a statement may restrict it."""
    if statement.region is None:
        return False
    before = sentences.before(statement.region)
    if _FRONTED.match(before.rsplit(DISPLAY, maxsplit=1)[-1].strip()):
        return True
    return statement.is_inline and not says_plainly(before, sentences.after(statement.region))


def _is_between(places: tuple[int, ...], first: int, second: int) -> bool:
    return bisect_right(places, second) > bisect_right(places, first)


def _is_plain(name: str) -> bool:
    """Whether nothing marks a name as that of one value: a hat, a star, a word below it."""
    stem, _, index = name.partition("_")
    return len(index) < 2 and without_accent(stem) == stem


def _stem(name: str) -> str:
    return name.partition("_")[0]
