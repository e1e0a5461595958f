r"""General formulas of families, and what they say of a member: ``m_{ij} = u_i v_j``, ``m_{ji}``.

A value that contradicts the general formula shows nothing, and is wrong where words such as "hence"
lead to it.  A first member, at a number, may be said apart; a recursion that makes it of members of
which the value does not speak says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.judge import Outcome
from symgauss.check.manners.recursions import place_of
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.members import tidy
from symgauss.check.meaning.values import Value, Values
from symgauss.check.wording.conclusions import follows
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.terms import Indexed, Rational, Symbol, Term, Variable
from symgauss.kernel.traversal import free_symbols, substitute, subterms
from symgauss.kernel.verdict import Answer, Verdict

_INDICES = frozenset("ijklmnhst")  #: letters that run


class GeneralFormulas:
    """Holds the values of members in one document against the formulas of their families."""

    def __init__(self, careful: Careful) -> None:
        self.careful = careful

    def contradicted(
        self, member: Term | None, right: Term, statement: Statement
    ) -> Outcome | None:
        """What is known of the value of a member that its general formula contradicts."""
        if not isinstance(member, Symbol | Indexed):
            return None
        judge, place = self.careful.judge, statement.position
        for value, formula in self._formulas(member, statement):
            if not _families(right) <= _families(formula):
                continue
            if not self._speak_of_the_same(right, formula, member):
                continue  # solved for it, or where a recursion begins
            avoid = self.careful.avoided(statement)
            question = Question(formula, Relation(RelationKind.EQUAL), right, place, closed=True)
            outcome = judge.decide(question, avoid)
            if outcome.verdict.answer is not Answer.FAILS:
                continue
            verdict = self.careful.verdict(outcome, question, statement, 0)
            numbered = not any(map(str.isalpha, _places(member)))
            concluded = follows(self.careful.sentences, value.position, statement)
            if verdict.answer is Answer.FAILS and concluded and not numbered:
                detail = f"{value.written} was said in general; {verdict.detail}"
                verdict = replace(verdict, detail=detail)
                return replace(outcome, verdict=verdict, using=(value, *outcome.using))
            detail = f"{value.written} was said in general, which gives another value"
            return Outcome(Verdict.missing_context(detail))
        return None

    def _formulas(
        self, member: Symbol | Indexed, statement: Statement
    ) -> Iterator[tuple[Value, Term]]:
        """What general formulas say of a member, also with the values of other ones put in."""
        values, place = self.careful.judge.values, statement.position
        avoid = self.careful.avoided(statement)
        for value, formula in _formulas(values, member, place):
            yield value, formula
            known: dict[Variable, Term] = {}
            for each in free_symbols(formula):
                found = values.meant(each, place, avoid) if _stem(each) == _stem(member) else None
                if found is not None and found.key == each and found.position < place:
                    known[each] = found.term
            if known and member not in known:
                yield value, substitute(formula, known)

    def _speak_of_the_same(self, right: Term, formula: Term, member: Symbol | Indexed) -> bool:
        """Whether a value has no members of families with equations but those of a formula."""
        values = self.careful.judge.values
        for each in free_symbols(right):
            has_equation = (f"{each.name}_", 1) in values.by_function
            if has_equation and not _members(right, each) <= _members(formula, each):
                return False
        if _members(right, member) != _members(formula, member) or member in free_symbols(formula):
            return False
        return not _with_deltas(formula)


def _with_deltas(term: Term) -> bool:
    """Whether a Kronecker delta occurs, which is a number at a member."""
    names = (getattr(part, "name", "") for part in subterms(term))
    return any(name.partition("_")[0] in {"delta", "delta2"} for name in names)


def _formulas(values: Values, member: Symbol | Indexed, place: int) -> Iterator[tuple[Value, Term]]:
    """What general formulas of before say of a member."""
    if isinstance(member, Indexed):
        found = values.by_function.get((f"{member.name}_", len(member.indices)), [])
    else:
        stem = f"{member.name.partition('_')[0]}_"
        keys = (k for k in values.by_key if isinstance(k, Symbol) and k.name.startswith(stem))
        found = [value for key in keys if "_" in member.name for value in values.by_key[key]]
    for value in found:
        if value.position >= place or value.key == member or value.fact.is_local:
            continue
        if value.is_claim or value.is_root or not values.counts(value, place):
            continue
        term = _at(value, member)
        if term is not None:
            yield value, term


def _at(value: Value, member: Symbol | Indexed) -> Term | None:
    """The general formula of a family at a member; ``None`` where it is none of that."""
    key = value.key
    if isinstance(key, Indexed) and isinstance(member, Indexed):
        letters = [index for index in key.indices if isinstance(index, Symbol)]
        if len(set(letters)) < len(key.indices):
            return None
        try:
            return tidy(substitute(value.term, dict(zip(letters, member.indices, strict=True))))
        except ValueError:
            return None
    if not isinstance(key, Symbol) or not isinstance(member, Symbol):
        return None
    names, places = _places(key), _places(member)
    if len(set(names)) < len(names) or len(names) != len(places) or not names:
        return None
    if not set(names) <= _INDICES:
        return None  # labels, as the a and b of blocks
    moved = dict(zip(names, places, strict=True))
    found: dict[Variable, Term] = {}
    for symbol in free_symbols(value.term):
        stem, _, below = symbol.name.partition("_")
        if stem in moved and not below and symbol.shape.is_scalar:
            to = moved[stem]
            found[symbol] = Rational(int(to)) if to.isdigit() else Symbol(to, symbol.shape)
        elif isinstance(symbol, Symbol) and below and set(below) <= moved.keys():
            name = f"{stem}_{''.join(moved[letter] for letter in below)}"
            found[symbol] = Symbol(name, symbol.shape)
    return substitute(value.term, found) if found else None


def _places(name: Symbol | Indexed) -> str:
    """The letters and digits below a name, one for each index."""
    if isinstance(name, Indexed):
        return "".join("1" if isinstance(index, Rational) else "i" for index in name.indices)
    return name.name.partition("_")[2]


def _families(term: Term) -> frozenset[str]:
    return frozenset(symbol.name.partition("_")[0] for symbol in free_symbols(term))


def _members(term: Term, of: Symbol | Indexed) -> frozenset[object]:
    """The members of the family of a name in a term, by their places."""
    found = (s for s in free_symbols(term) if s.name.partition("_")[0] == _stem(of))
    return frozenset(place_of(each) or each for each in found)


def _stem(name: Symbol | Indexed) -> str:
    return name.name.partition("_")[0]
