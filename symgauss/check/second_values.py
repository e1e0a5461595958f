r"""Second values of names: ``v = a / (1 - r)``, where ``r = a / b``, after ``v = a b / (a + b)``.

A value that contradicts what was said before, with what the names in it stand for, is no second
name: it shows nothing.  Where words such as "hence" lead to it, it is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from symgauss.check.asking import Question
from symgauss.check.careful import Careful
from symgauss.check.conclusions import follows
from symgauss.check.judging import Outcome
from symgauss.check.parts import Statement
from symgauss.check.recursions import place_of
from symgauss.check.values import Value, Values
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.terms import Indexed, Power, Rational, Symbol, Term, Variable
from symgauss.kernel.traversal import free_symbols, substitute, subterms
from symgauss.kernel.verdict import Answer, Reason, Verdict

_INDICES = frozenset("ijklmnhst")  #: letters that run
#: In front of a place at which something is taken.
_AT = re.compile(r"\bat$", re.IGNORECASE)


class SecondValues:
    """Holds the second values of names in one document against the first ones."""

    def __init__(self, careful: Careful) -> None:
        self.careful = careful

    def contradicted(
        self, earlier: list[Value], right: Term, statement: Statement
    ) -> Outcome | None:
        """What is known of a value that contradicts one of before; ``None`` if it does not."""
        avoid = self.careful.avoided(statement)
        for old in reversed(earlier):
            if old.is_claim or old.is_root or isinstance(old.key, str) or old.fact.is_local:
                continue
            if old.key in set(subterms(old.term)) | set(subterms(right)):
                continue  # a recursion, or an assignment
            first = _in_place(old, statement.sides[0].term)
            if first is None:
                continue
            equal = RelationKind.EQUAL
            outcome = self.careful.decided(first, equal, right, statement, 0, avoid=avoid)
            fails = outcome.verdict.answer is Answer.FAILS
            if not fails and not outcome.refuted:
                continue
            sentences = self.careful.sentences
            if fails and len(earlier) == 1 and follows(sentences, old.position, statement):
                detail = f"{old.written} was said before; {outcome.verdict.detail}"
                verdict = replace(outcome.verdict, detail=detail)
                return replace(outcome, verdict=verdict, using=(old, *outcome.using))
            self.careful.judge.values.replaced.setdefault(old.key, []).append(statement.position)
            detail = f"{old.written} was said before, and nothing says whether that has changed"
            verdict = Verdict(Answer.UNKNOWN, reason=Reason.MISSING_CONTEXT, detail=detail)
            return Outcome(verdict)
        return None

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

    def end_replaced(self, statements: Iterable[Statement]) -> None:
        """End the values of names that get other ones in sentences: "In model B, $m = ab$."."""
        judge = self.careful.judge
        for statement in statements:
            pair = _named(statement)
            if pair is None or _AT.search(self._before(statement)):
                continue
            name, right = pair
            place = statement.position
            for old in judge.values.of(name):
                if old.position >= place or old.is_claim or old.is_root or old.term == right:
                    continue
                if self._is_other(name, old.term, right, place):
                    judge.values.replaced.setdefault(name, []).append(place)
                    break

    def _is_other(self, name: Symbol | Indexed, old: Term, right: Term | None, place: int) -> bool:
        """Whether a value is another one than before, for all that is known."""
        if right is None:
            return True  # it cannot be read
        names = free_symbols(old), free_symbols(right)
        if name in names[0] | names[1]:
            return False
        judge = self.careful.judge
        judge.begin()
        question = Question(old, Relation(RelationKind.EQUAL), right, place)
        outcome = judge.decide(question, frozenset({place}))
        if outcome.verdict.answer is Answer.HOLDS:
            return False
        return outcome.refuted or names[0] != names[1] or not names[0]

    def _before(self, statement: Statement) -> str:
        return self.careful.sentences.before(statement.region) if statement.region else ""

    def not_of_family(
        self, member: Term | None, right: Term, statement: Statement
    ) -> Outcome | None:
        """What is known of the value of a member that its general formula contradicts.

        A first member, at a number, may be said apart from that.
        """
        if not isinstance(member, Symbol | Indexed):
            return None
        judge, place = self.careful.judge, statement.position
        for value, formula in _formulas(judge.values, member, place):
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
            return Outcome(Verdict(Answer.UNKNOWN, reason=Reason.MISSING_CONTEXT, detail=detail))
        return None


def _with_deltas(term: Term) -> bool:
    """Whether a Kronecker delta occurs, which is a number at a member."""
    names = (getattr(part, "name", "") for part in subterms(term))
    return any(name.partition("_")[0] in {"delta", "delta2"} for name in names)


def _named(statement: Statement) -> tuple[Symbol | Indexed, Term | None] | None:
    """The name and its value in an equation of a sentence."""
    if not statement.is_inline or [sign.kind for sign in statement.signs] != ["="]:
        return None
    left, right = (side.term for side in statement.sides[:2])
    return (left, right) if isinstance(left, Symbol | Indexed) else None


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
            return substitute(value.term, dict(zip(letters, member.indices, strict=True)))
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


def _in_place(old: Value, left: Term | None) -> Term | None:
    """The left side of a statement with a value in place of the name; of its square, too."""
    if left == old.key:
        return old.term
    square = Power(old.key, Rational(2)) if isinstance(old.key, Symbol | Indexed) else None
    return Power(old.term, Rational(2)) if left == square else None
