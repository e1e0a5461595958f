r"""What an equation of a document is: a definition, a place, a case, a condition or a claim.

``x = \mu`` says what x is only if x means nothing yet, or if the words around it say so.  Of a
letter that stands for any value (the argument of a density, what a derivative is taken by) it names
a place; of one that was general before, a case.  Such an equation counts for the step that names
it: for the display to which its own words lead, and for no other one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import DISPLAY, FORMULA, Sentences
from symgauss.check.displays.written import Display
from symgauss.check.manners.expectations import is_expectation
from symgauss.check.manners.keys import Key, is_constant, is_intrinsic
from symgauss.check.manners.letters import Letters, is_made_of_random
from symgauss.check.meaning.constants import is_noise
from symgauss.check.meaning.tied_names import is_multiple, ties
from symgauss.check.wording.claims import Claims
from symgauss.check.wording.passing import is_not_claimed, is_said_in_passing, names_a_case
from symgauss.check.wording.plain_words import defines_plainly
from symgauss.kernel.terms import (
    Block,
    Indexed,
    Inverse,
    Opaque,
    Power,
    Rational,
    Symbol,
    Term,
    is_zero,
)
from symgauss.kernel.traversal import subterms
from symgauss.latex.source import Span

END = 1 << 60  #: behind every document


class Role(StrEnum):
    """What an equation that gives a name a value is in its document."""

    DEFINITION = "a definition"
    RESULT = "a result"  #: of a name that was used before: for what follows
    CLAIM = "a claim"  #: of a theorem, which its proof is about: where nothing else says anything
    THEOREM = "a theorem"  #: about what has a meaning already: it has to be proved
    PLACE = "a place"  #: where the argument of a function is looked at: for the step that names it
    CASE = "a case"  #: of what is general elsewhere, or a solution: for the step that names it
    NOTHING = "no statement"  #: denied, one of several possibilities, a condition beside a formula


@dataclass(frozen=True, slots=True)
class Fact:
    """The role of an equation, and the part of the document in which it counts."""

    role: Role = Role.DEFINITION
    near: tuple[int, int] | None = None  #: offsets; wherever its name means the same if ``None``

    def counts(self, position: int) -> bool:
        """Whether it may be used for a step at a place."""
        return self.role not in (Role.THEOREM, Role.NOTHING) and self.is_near(position)

    @property
    def is_local(self) -> bool:
        """Whether it is said for single steps, and says nothing of the name elsewhere."""
        return self.role in (Role.PLACE, Role.CASE)

    def is_near(self, position: int) -> bool:
        """Whether it is said for a place."""
        return self.near is None or self.near[0] <= position <= self.near[1]


DEFINITION = Fact()

#: "where", "with": what follows says what a name means, wherever that is used.
_EXPLAINS = re.compile(
    r"\b(where\w*|with|denot\w+|defin\w+|given by|abbreviat\w+|writ(e|ing|ten)|call(s|ed)?"
    r"|that is|i\.e\.?|namely|recall|introduc\w+|notation|short for|stands? for|using|apply\w*)\b",
    re.IGNORECASE,
)
#: "let", "suppose": it is so from here on, or in what comes next.
_SUPPOSES = re.compile(
    r"\b(let|set(s|ting)?|suppos\w+|assum\w+|consider\w*|tak(e|es|ing)|choos\w+|fix(ed|ing)?"
    r"|put(s|ting)?|substitut\w+|plug\w*|insert\w*|replac\w+|given|under|by|via|specify\w*)\b",
    re.IGNORECASE,
)
#: "Assume that", "random variables with": what follows is a condition on what was named.
_ASSUMES = re.compile(
    r"\b(assum\w+|suppos\w+|such that|satisfy\w*|variables? with|given that|provided( that)?)\b",
    re.IGNORECASE,
)
#: "Where $d = 1$:" and what it is then: of that case alone.
_WHERE_SO = re.compile(
    rf"(?:where|with|using|setting|taking|given)\b[^,;:{DISPLAY}]*{FORMULA}[^,;:{DISPLAY}{FORMULA}]*"
    r"(?::|,? (?:we|one|it|this|that|there|then|the|both)\b)",
    re.IGNORECASE,
)
#: "Define x = mu": also of a letter that stood for any value before.
_DEFINES = re.compile(r"\b(define|denote|introduce|writ(e|ing))\b", re.IGNORECASE)
#: "We want to show that": it has to be proved.
_SHOWN = re.compile(
    r"\b((want|wish|have|need|going|remains?|aim|is|are|goal is) to (be )?"
    r"(show|prove|verif|check|test)\w*( that)?|claims?( is)?( that)?|hypothes[ie]s( that)?"
    r"|conjectur\w+( that)?|we test|typos?\b.*|to show( that)?)$",
    re.IGNORECASE,
)
#: A sentence that introduces something begins so.
_INTRODUCES = re.compile(
    r"(?:now |next |then |and |so |finally |instead )*,? ?(?:let|define|set|put|suppose|consider"
    r"|take|assume|choose)\b",
    re.IGNORECASE,
)
_DEFINES_HERE = re.compile(r"\b(let|denote|define|write|set|put)\b", re.IGNORECASE)
#: What a formula in a sentence with these words solves is a place.
_SOUGHT = re.compile(
    r"\b(maxim(um|a|al|i[sz]\w+)(?! (likelihood|a[ -]posteriori|entropy))"
    r"|minim(um|a|al|i[sz]\w+)|gradients?|optim(um|a|al|i[sz]\w+)|symmetr(y|ic) about|tangent"
    r"|extrem\w+|inflection|turning|stationary|critical|saddle|modes?|peaks?|vertex|largest|smallest"
    r"|attain\w+|achiev\w+|roots?|zeros?|vanish\w*|solv\w+|solutions?|equality (holds|is|if)"
    r"|derivatives?|observ\w+|estimat(e|es|or|ors) (is|are))\b",
    re.IGNORECASE,
)
_AT = (
    r"(evaluat\w+ (it |this )?at|in (the|this) (special |particular )?case( of| where| that)?"
    r"|in case|for|at|when(ever)?|if)"
)
_BY = (
    r"((by |after |on |upon )?(substitut\w+|setting|inserting|plugging in|putting|taking)"
    r"|with|since|because)"
)
_POINT = r"( (the|a|any|all|some|example|every|each|special|this))*( [a-z]+)?"
_LIST = rf"( {FORMULA},?( and| or)?)*"
#: "At x = mu, it is ...": the words with which a sentence begins that goes on in a display.
_FRONTED = re.compile(
    rf"(.*[,;:(] )?((and|so|then|hence|thus|now|but|in particular|especially|therefore|first"
    rf"|finally) )*({_AT}|{_BY}){_POINT}{_LIST}",
    re.IGNORECASE,
)
#: "(display) at x = mu": right behind it.
_BEHIND = re.compile(
    rf"{DISPLAY},? ?(evaluated )?({_AT}|{_BY}|where){_POINT}{_LIST}$", re.IGNORECASE
)
_AT_END = re.compile(rf"\b{_AT}{_POINT}{_LIST}$", re.IGNORECASE)
#: "where K = ...": words that say what a name means, right before it.
_WHERE_END = re.compile(
    rf"\b(where|with|using|denot\w+( by)?|call\w*|writ\w+|i\.e\.?|that is){_POINT}{_LIST}$",
    re.IGNORECASE,
)
#: What may stand behind a supposition before its sentence ends, or in a sentence that leads on.
_ENDS = re.compile(rf"[ ,;.:]*(((and|or|so that|where) )?{FORMULA}[ ,;.:]*)*")
_GOES_ON = re.compile(r"\b(we (get|have|obtain|find|see)|becomes?|reduces?|simplifies|follows)\b")
#: "With this gain, ...": what the display before says.
_REFERS = re.compile(
    r"((and|so|then|hence|thus|now|therefore) )?(with|for|at|using|under|by|inserting|substituting)"
    r" (this|that|these|those)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"(or )?(equivalently|in other words)\b", re.IGNORECASE)
#: "In general, ...": what was supposed counts no longer.
_TURNS = re.compile(
    r"(in general|in the general case|generally|otherwise|on the other hand|conversely|but|however"
    r"|now|for (any|all|every|general|arbitrary)|without|if (it is )?not|in contrast|else)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(rf"[,;:({DISPLAY}]")


class Roles:
    """The roles of the equations of one document."""

    def __init__(  # noqa: PLR0917 - what a document says, piece by piece
        self,
        displays: list[Display],
        sentences: Sentences,
        claims: Claims,
        letters: Letters,
        section: Callable[[int], tuple[int, int]],
        random: frozenset[str],
        first: dict[Term, int],
        used: dict[Term, int],
        introduced: dict[str, set[int]],
    ) -> None:
        self.displays = displays
        self.sentences = sentences
        self.claims = claims
        self.letters = letters  #: that stand for any value
        self.section = section  #: from its beginning to its end
        self.random = random
        self.first = first  #: where each name stands first
        self.used = used  #: likewise, but for where it says in which space it is
        self.introduced = introduced  #: where prose says "let" of a name

    def of(self, statement: Statement, key: Key, term: Term) -> Fact:
        """What a statement is that gives a key a value."""
        fact = self._without_restrictions(statement, key, term)
        lasting = fact.role in (Role.DEFINITION, Role.RESULT, Role.CLAIM)
        if not lasting or statement.region is None:
            return fact
        before = self._before(statement)
        if is_not_claimed(before, self.sentences.next(statement.region)):
            return Fact(Role.NOTHING)
        if is_said_in_passing(before, displayed=not statement.is_inline):
            return Fact(Role.CASE, self._led_to(statement))
        if statement.is_inline and ties(key, term) and not self._is_plain(statement):
            return Fact(Role.CASE, self._led_to(statement))
        if statement.is_inline and fact == DEFINITION and self._is_introduced_again(statement, key):
            return Fact(fact.role, (statement.position, END))
        return fact

    def _is_introduced_again(self, statement: Statement, key: Key) -> bool:
        """Whether "Let $X = Z^2$" is said of an X of which displays above speak already."""
        if isinstance(key, str) or not _INTRODUCES.match(self._before(statement)):
            return False
        first = self.first.get(key, statement.position)
        last = self._display_before(statement)
        return last > 0 and first < self._span(last).end

    def _is_plain(self, statement: Statement) -> bool:
        """Whether nothing in its sentence may bind an inline equation to one place."""
        assert statement.region is not None  # noqa: S101 - the caller looked
        return defines_plainly(self._before(statement), self.sentences.after(statement.region))

    def _without_restrictions(self, statement: Statement, key: Key, term: Term) -> Fact:
        """As :meth:`of`, of what its sentence does not bind to one place."""
        if statement.condition or statement.conditional:
            return Fact(Role.NOTHING)
        force = statement.force
        if self._is_asked(statement):
            return Fact(Role.NOTHING)
        if statement.until is not None and not force.everywhere:
            return Fact(Role.CASE, (statement.since, statement.until))
        if not force.everywhere:
            if not force.display:
                return Fact(Role.NOTHING)
            return Fact(Role.CASE, self._from_to(force.display, self._last(force.display)))
        role = self._claimed(statement, key)
        if _SHOWN.search(self._before(statement)):
            return Fact(Role.THEOREM)
        if not isinstance(key, Symbol | Indexed):
            centred = _is_mean_of_noise(key) and is_zero(term)
            return Fact(role, None if centred else self._example(statement, term))
        before = self._before(statement)
        defines = _DEFINES.search(before) is not None and not _is_sought(before)
        if self._is_free(key, term, statement) and not defines:
            place = Role.PLACE if key.name in self.letters.arguments else Role.CASE
            return Fact(place, self._named_for(statement))
        if role is Role.THEOREM:
            return Fact(role)
        if self._is_new(key, statement) or self._is_about_new(key, term, statement):
            return Fact(role, self._example(statement, term))
        if self._stands_in_display(key, statement):
            return Fact(role, self._example(statement, term))
        return self._of_used(statement, key, term, role)

    def _of_used(self, statement: Statement, key: Symbol | Indexed, term: Term, role: Role) -> Fact:
        """What an equation is of a name that the document used before it said what it is."""
        before = self._before(statement)
        explained = _WHERE_END.search(before) is not None and not _is_fronted(before)
        if not explained and (_is_sought(before) or self._is_sought(statement)):
            return Fact(Role.CASE, self._named_for(statement))
        beside = not (statement.is_inline or is_constant(term))
        beside = beside and self._stands_beside(key, statement)
        if role is Role.CLAIM or explained or _EXPLAINS.search(before) or beside:
            return Fact(role, self._example(statement, term))
        random = is_made_of_random(term, self.random - {key.name}) and not is_multiple(term)
        declared = self.used.get(key, statement.position) >= statement.position
        if random and (statement.is_inline or declared):
            return Fact(role, self._example(statement, term))  # a further equation of the model
        renamed = is_constant(term) or is_multiple(term)
        said = not statement.is_inline or _DEFINES_HERE.search(before) is not None
        if renamed or not said or self._is_general(key, statement):
            return Fact(Role.CASE, self._named_for(statement))
        return Fact(Role.RESULT, (statement.position, END))

    def is_supposed(self, statement: Statement) -> bool:
        """Whether the words before it suppose what it says: "assume that", "such that"."""
        last = self._before(statement).split(DISPLAY)[-1]
        return _ASSUMES.search(last) is not None

    # --- what is said of the name --------------------------------------------------------------

    def _claimed(self, statement: Statement, key: Key) -> Role:
        """Whether a theorem states it, and of what."""
        if not self.claims.cover(statement.position):
            return Role.DEFINITION
        known = is_intrinsic(key) or self._is_mentioned_before(key, statement.position)
        return Role.THEOREM if known and not self._is_explained(statement) else Role.CLAIM

    def _is_explained(self, statement: Statement) -> bool:
        """Whether a theorem explains or supposes rather than claims: "where", ``H_0:``."""
        return bool(statement.prefix) or _WHERE.search(self._before(statement)) is not None

    def _is_mentioned_before(self, key: Key, place: int) -> bool:
        """Whether a statement or the prose of the document speaks of a name before a place."""
        if isinstance(key, str):
            return False
        name = key.name if isinstance(key, Symbol | Indexed | Opaque) else ""
        said = self.introduced.get(name, ())
        return any(p < place for p in (self.first.get(key, place), *said))

    def _is_free(self, key: Symbol | Indexed, term: Term, statement: Statement) -> bool:
        """Whether the name stands for any value, and the equation is no model of it."""
        if key.name in self.random and not self._is_new(key, statement):
            return not is_made_of_random(term, self.random - {key.name})
        if key.name not in self.letters or isinstance(term, Block):
            return False
        if self._is_new(key, statement) and _is_inverse(term):
            return False  # another name for what takes any value itself
        return not is_made_of_random(term, self.random)

    def _is_new(self, key: Symbol | Indexed, statement: Statement) -> bool:
        """Whether no statement speaks of a name before."""
        return self.first.get(key, statement.position) >= statement.position

    def _is_about_new(self, key: Key, term: Term, statement: Statement) -> bool:
        """Whether a name is what another one is made of: ``A A^T = Sigma`` says what A is."""
        first = statement.sides[0].term
        if first == key or term != first:
            return False
        return any(
            isinstance(part, Symbol)
            and part.name not in self.letters
            and self._is_new(part, statement)
            for part in subterms(term)
        )

    def _is_general(self, key: Symbol | Indexed, statement: Statement) -> bool:
        """Whether the document introduced a name before, without saying what it is."""
        return any(place < statement.position for place in self.introduced.get(key.name, ()))

    def _stands_in_display(self, key: Symbol | Indexed, statement: Statement) -> bool:
        """Whether the name stands first in the same display, which explains it."""
        region = statement.region
        return region is None or region.start <= self.first[key]

    def _stands_beside(self, key: Symbol | Indexed, statement: Statement) -> bool:
        """Whether the name stands first in the same sentence, which explains it."""
        first, region = self.first[key], statement.region
        return region is None or self.sentences.same(Span(first, first + 1), region)

    # --- what the words say --------------------------------------------------------------------

    def _is_asked(self, statement: Statement) -> bool:
        """Whether it stands in a question."""
        region = statement.region
        return region is not None and self.sentences.after(region).endswith("?")

    def _before(self, statement: Statement) -> str:
        return "" if statement.region is None else self.sentences.before(statement.region)

    def _is_sought(self, statement: Statement) -> bool:
        """``$x = mu$ is the maximum``."""
        if statement.region is None or not statement.is_inline:
            return False
        after = re.split(f"[{DISPLAY}{FORMULA},;]", self.sentences.after(statement.region))[0]
        return _SOUGHT.search(after) is not None

    def _example(self, statement: Statement, term: Term) -> tuple[int, int] | None:
        """A number is an example: it counts in its section, or where prose says it."""
        if not is_constant(term):
            return None
        if not statement.is_inline:
            return self.section(statement.position)
        before = self._before(statement)
        explains = _DEFINES_HERE.search(before) or _EXPLAINS.search(before)
        if not explains or _WHERE_SO.match(before):
            return self._named_for(statement)
        last = self._display_before(statement)
        return self._from_to(last, self._last(last + 1))

    def _named_for(self, statement: Statement) -> tuple[int, int]:
        """The displays that an equation is said for, by its own words."""
        here = statement.position, statement.position
        region = statement.region
        if region is None:
            return here
        before = self._before(statement)
        start, end = here
        last = statement.display or self._display_before(statement)
        if statement.is_inline and _BEHIND.search(before) and last:
            start = self._span(last).start
        fronted = _is_fronted(before)
        clause = _CLAUSE.split(before)[-1]
        supposes = _SUPPOSES.search(clause) is not None and not _SOUGHT.search(before)
        following = last + 1
        if following <= len(self.displays) and _REFERS.match(
            self.sentences.before(self._span(following))
        ):
            return start, self._until(following)
        if not fronted and not supposes:
            return start, end
        if following <= len(self.displays) and self._leads_to(
            region, self._span(following), supposes=supposes
        ):
            return start, self._until(following)
        return start, end

    def _led_to(self, statement: Statement) -> tuple[int, int]:
        """The display that an equation stands in or leads to in its sentence."""
        start, end = self._named_for(statement)
        if statement.region is None:
            return start, end
        if statement.display:
            end = max(end, self._span(statement.display).end)
        following = (statement.display or self._display_before(statement)) + 1
        if following <= len(self.displays):
            region, span = statement.region, self._span(following)
            if self.sentences.same(region, span) and self._leads_to(region, span, supposes=False):
                end = max(end, self._until(following))
        return start, end

    def _leads_to(self, region: Span, following: Span, *, supposes: bool) -> bool:
        """Whether what is said is said for a display: in its sentence, or in the next one."""
        if self.sentences.same(region, following):
            words = self.sentences.before(following).rstrip(f" {DISPLAY}")
            words = words.rsplit(DISPLAY, maxsplit=1)[-1].strip()
            return not (_TURNS.match(words) or names_a_case(words))
        rest = self.sentences.after(region)
        if not (supposes and _ENDS.fullmatch(rest)) and not _GOES_ON.search(rest):
            return False
        between = self.sentences.before(following)
        return self.sentences.follows(region, following) and not _TURNS.match(between)

    # --- displays ------------------------------------------------------------------------------

    def _display_before(self, statement: Statement) -> int:
        """The number of the last display before an inline statement; 0 if there is none."""
        before = [d.number for d in self.displays if d.span.start < statement.position]
        return max(before, default=0)

    def _span(self, number: int) -> Span:
        return self.displays[number - 1].span

    def _last(self, number: int) -> int:
        """The last display of the sentence that a display is in, with words between them."""
        while 0 < number < len(self.displays):
            this, following = self._span(number), self._span(number + 1)
            if not self.sentences.same(this, following):
                break
            number += 1
        return number

    def _until(self, number: int) -> int:
        """Where what is said for a display ends: "equivalently, ..." says the same once more."""
        last = self._last(number)
        while last < len(self.displays):
            if not _AGAIN.match(self.sentences.before(self._span(last + 1))):
                break
            last = self._last(last + 1)
        return self._span(last).end

    def _from_to(self, first: int, last: int) -> tuple[int, int]:
        """The offsets from one display to another one."""
        start = self._span(first).start if 0 < first <= len(self.displays) else 0
        return start, self._span(last).end if 0 < last <= len(self.displays) else END


def _is_inverse(term: Term) -> bool:
    match term:
        case Inverse(matrix):
            return isinstance(matrix, Symbol | Indexed)
        case Power(base, Rational(-1, 1)):
            return isinstance(base, Symbol | Indexed)
        case _:
            return False


def _is_fronted(before: str) -> bool:
    """Whether a sentence, or what follows a comma, begins with words such as "at" or "for"."""
    return DISPLAY not in before and _FRONTED.fullmatch(before) is not None


def _is_sought(before: str) -> bool:
    """Whether words before a formula make it a place: "the maximum is at", "for"."""
    found = _SOUGHT.search(before) or _AT_END.search(before)
    return found is not None or _is_fronted(before)


def _is_mean_of_noise(key: Key) -> bool:
    """Whether it is the mean of noise, of which zero is no example."""
    match key:
        case Opaque(_, (Symbol(name),)) if is_expectation(key):
            return is_noise(name)
        case _:
            return False


_WHERE = re.compile(r"\b(where|with|using|denotes?|let|assum\w+|given|under)\b", re.IGNORECASE)
