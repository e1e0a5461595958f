r"""Members that a derivative does not show: the ``z_i`` in ``\sum_j e^{z_j}`` below ``d / dz_i``.

Outside of sums, ``z_i`` is read as a name of its own, inside as a member of a family.  Below a
derivative by that name the two are one: the member moves wherever the sum runs over it, also where
the sum stands in the value of another name, as in ``p_i = e^{z_i} / \sum_j e^{z_j}``.  Here such a
step is spelled out: values that lead to the member are put in, its name becomes a member, and the
limit of the sum is written as the index plus something, so that the index lies in the range.  Where
that cannot be done, the step is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from symgauss.check.laws.samples import RANGE
from symgauss.check.manners.expectations import is_expectation
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.values import Value
from symgauss.kernel.context import Declaration
from symgauss.kernel.sizes import SCALAR, Shape
from symgauss.kernel.terms import (
    Derivative,
    Dimension,
    Gradient,
    Hessian,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Integral,
    Jacobian,
    Opaque,
    Rational,
    Sum,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import bound_variables, free_symbols, rebuild, substitute, subterms
from symgauss.kernel.verdict import Answer, Verdict

MOST_FOLLOWED = 64  #: names whose values are looked through
MOST_NODES = 4_000  #: of a side with the values in their places
DEEPEST = 8
_IMAGINARY = {"i", "j"}  #: letters that may be read as the unit where they stand alone

_BY = (Derivative, Gradient, Jacobian, Hessian, Integral)
_SUMS = (IndexedSum, IndexedProduct)
_MEMBER = re.compile(r"(?P<stem>[A-Za-z]+)_(?P<index>[A-Za-z]|\d+)")

Meant = Callable[[Variable | Opaque], Value | None]


@dataclass(frozen=True, slots=True)
class Spelled:
    """A step in which members are members; ``questions`` are empty where that cannot be done."""

    name: str  #: of the member by which is differentiated
    alone: bool = False  #: whether there are no members of other families beside it
    questions: tuple[Question, ...] = ()  #: with indices apart and with equal ones, as they may be
    using: tuple[Value, ...] = ()

    def verdict(self, found: list[Verdict], *, known: bool) -> Verdict:
        """What the verdicts on the questions come to; ``known`` if all values are certain.

        Members of other families may be restricted, as weights that sum to one, so that nothing
        fails beside them.
        """
        answers = {verdict.answer for verdict in found}
        refuted = answers == {Answer.FAILS} and known and self.alone
        if refuted or answers in ({Answer.HOLDS}, {Answer.UNKNOWN}):
            return found[0]
        detail = f"{self.name} may be a member of what is summed over"
        return Verdict.missing_context(detail)


class _Unclear(Exception):  # noqa: N818 - no error: the step is not judged
    """The step cannot be spelled out."""


def with_members(question: Question, meant: Meant, letters: Iterable[str]) -> Spelled | None:
    """The step with the members that its derivatives do not show; ``None`` if there are none.

    ``letters`` are indices by which values of members may be stated: ``s_i = q^T k_i``.
    """
    sides = (question.lhs, question.rhs)
    by = {p.variable for side in sides for p in subterms(side) if isinstance(p, _BY)}
    if not by:
        return None
    spelling = _Spelling(question, meant, tuple(letters))
    for variable in sorted(by, key=str):
        if spelling.hides(variable):
            try:
                questions = spelling.questions(by)
            except (_Unclear, ValueError):
                return Spelled(variable.name)
            alone = len(spelling.families(questions)) == 1
            return Spelled(variable.name, alone, questions, tuple(spelling.used.values()))
    return None


@dataclass
class _Spelling:
    """Spells one step out."""

    question: Question
    meant: Meant
    letters: tuple[str, ...]
    used: dict[Term, Value] = field(default_factory=dict)
    by: frozenset[Variable] = frozenset()

    def __post_init__(self) -> None:
        self.sides = (self.question.lhs, self.question.rhs)
        self.values: dict[Variable, tuple[Value, str] | None] = {}
        self.terms: list[Term] = list(self.sides)
        todo: list[Variable] = [v for side in self.sides for v in _names(side)]
        while todo and len(self.values) < MOST_FOLLOWED:
            name = todo.pop(0)
            if name in self.values:
                continue
            self.values[name] = found = self._value(name)
            if found is not None:
                self.terms.append(found[0].term)
                todo += _names(found[0].term)

    def _value(self, name: Variable) -> tuple[Value, str] | None:
        """The value of a name, or that of all members with the letter in which it is stated."""
        value = self.meant(name)
        if value is not None:
            same = value.key == name
            return (value, "") if same and not value.is_claim else None
        stem, _ = _split(name)
        counted = isinstance(name, Indexed) or not _split(name)[1].isdigit()
        for letter in self.letters if stem and counted else ():
            other = Symbol(f"{stem}_{letter}", name.shape)
            value = self.meant(other) if other != name else None
            if value is not None and value.key == other and not value.is_claim:
                return value, letter
        return None

    # --- whether something is hidden -----------------------------------------------------------

    def hides(self, variable: Variable) -> bool:
        """Whether something moves with a variable that does not show it."""
        stem, _ = _split(variable)
        if isinstance(variable, Indexed):
            sums = (p for term in self.terms for p in subterms(term) if isinstance(p, _SUMS))
            if any(_runs_over(part, {stem}) for part in sums):
                return True
        else:
            for term in self.terms:
                for part in subterms(term):
                    if isinstance(part, Indexed) and stem and _stem(part) == stem:
                        return part.shape == variable.shape
                    if isinstance(part, Symbol) and stem and _is_whole(part, variable, stem):
                        return True
        # s_j of a sum, where the value is stated of s_i
        return any(
            found is not None
            and found[1]
            and isinstance(name, Indexed)
            and self._moves(found[0].term, variable)
            for name, found in self.values.items()
        )

    def _moves(
        self, term: Term, variable: Variable, seen: frozenset[Variable] = frozenset()
    ) -> bool:
        """Whether a term has a variable in it, also in the values of its names."""
        stem = _split(variable)[0]
        for name in _names(term):
            if name == variable or (stem and isinstance(name, Indexed) and _stem(name) == stem):
                return True
            if isinstance(name, Symbol) and stem and _is_whole(name, variable, stem):
                return True
            found = self.values.get(name)
            if found is None or name in seen:
                continue
            if self._moves(found[0].term, variable, seen | {name}):
                return True
        return False

    @staticmethod
    def families(questions: tuple[Question, ...]) -> set[str]:
        """Names of the families of which members occur."""
        sides = [side for each in questions for side in (each.lhs, each.rhs)]
        return {p.name for side in sides for p in subterms(side) if isinstance(p, Indexed)}

    # --- spelling out --------------------------------------------------------------------------

    def questions(self, by: set[Variable]) -> tuple[Question, ...]:
        """The step with members in the places of names; where two indices may be equal, twice."""
        self.by = frozenset(by)
        shown = [self._shown(side, 0) for side in self.sides]
        families = {_stem(p) for side in shown for p in subterms(side) if isinstance(p, Indexed)}
        wholes = {
            p.name: p
            for side in shown
            for p in subterms(side)
            if isinstance(p, Symbol) and p.shape.is_vector
        }
        names = {s for side in shown for s in _symbols(side)}
        lifted: dict[Symbol, tuple[str, str]] = {}
        for name in names:
            stem, index = _split(name)
            if stem in families or (stem in wholes and name.shape.is_scalar):
                lifted[name] = stem, index
        indices = {
            s.name
            for side in shown
            for p in subterms(side)
            if isinstance(p, Indexed)
            for index in p.indices
            for s in _symbols(index)
        }
        indices &= {name.name for name in names}
        letters = sorted(indices | {index for _, index in lifted.values()})
        bound = {v.name for side in shown for p in subterms(side) for v in bound_variables(p)}
        places: dict[str, Term] = {
            each: Rational(int(each))
            if each.isdigit()
            else Symbol(f"{each}'" if each in bound | _IMAGINARY else each, SCALAR)
            for each in letters
        }
        family = {
            _stem(p): p.name for side in shown for p in subterms(side) if isinstance(p, Indexed)
        }
        table: dict[Variable, Term] = {
            name: Indexed(family.get(stem, stem), (places[index],), name.shape)
            for name, (stem, index) in lifted.items()
        }
        table |= {
            Symbol(each, SCALAR): place for each, place in places.items() if not each.isdigit()
        }
        put = [_put(side, table) for side in shown]
        declared = self._ranges(put, wholes)
        limit = self._limit(put)
        apart = [_within(side, limit, list(places.values())) for side in put]
        found = [replace(self.question, lhs=apart[0], rhs=apart[1], declared=declared)]
        moving = [each for each in letters if not each.isdigit()]
        if len(moving) > 1:  # what holds for i and k has to hold for i = k, too
            first = places[moving[0]]
            same: dict[Variable, Term] = {
                place: first
                for place in (places[each] for each in moving[1:])
                if isinstance(place, Symbol)
            }
            equal = [_within(_put(side, same), limit, [first]) for side in put]
            found.append(replace(self.question, lhs=equal[0], rhs=equal[1], declared=declared))
        return tuple(found)

    def _shown(self, term: Term, depth: int) -> Term:
        """A term with the values that lead to what is differentiated by."""
        if depth > DEEPEST:
            raise _Unclear
        if isinstance(term, Symbol | Indexed):
            found = self.values.get(term)
            if found is None or term in self.by or not self._leads(found[0].term):
                return term
            value, letter = found
            if value.is_root or value.is_ambiguous:
                raise _Unclear
            self.used[term] = value
            spelled = value.term
            if letter:
                spelled = self._at(spelled, letter, term)
            return self._shown(spelled, depth + 1)
        if isinstance(term, Opaque) and is_expectation(term):
            return term
        new = rebuild(term, lambda child: self._shown(child, depth))
        if sum(1 for _ in subterms(new)) > MOST_NODES:
            raise _Unclear
        return new

    def _leads(self, term: Term) -> bool:
        return any(self._moves(term, variable) for variable in self.by)

    def _at(self, term: Term, letter: str, name: Variable) -> Term:
        """What is said of the member with a letter, of another member."""
        place: Term
        if isinstance(name, Indexed):
            if len(name.indices) != 1:
                raise _Unclear
            place = name.indices[0]
        else:
            index = _split(name)[1]
            place = Rational(int(index)) if index.isdigit() else Symbol(index, SCALAR)
        table: dict[Variable, Term] = {Symbol(letter, SCALAR): place}
        for symbol in _symbols(term):
            stem, index = _split(symbol)
            if stem and index == letter:
                if isinstance(name, Indexed):
                    table[symbol] = Indexed(stem, (place,), symbol.shape)
                else:
                    table[symbol] = Symbol(f"{stem}_{_split(name)[1]}", symbol.shape)
        return _put(term, table)

    def _limit(self, sides: list[Term]) -> Term | None:
        """What all sums run up to, over the members that move; ``None`` if there is no such sum."""
        stems = {_split(v)[0] or v.name for v in self.by}
        limits: dict[Term, None] = {}
        for side in sides:
            for part in subterms(side):
                if not isinstance(part, _SUMS) or not _runs_over(part, stems):
                    continue
                if part.lower != Rational(1) or not isinstance(part.upper, Symbol | Dimension):
                    raise _Unclear
                limits[part.upper] = None
        named = [each for each in limits if not _is_open(each)]
        if len(named) > 1 or (named and len(limits) > 1):
            raise _Unclear
        return next(iter(limits), None)

    def _ranges(self, sides: list[Term], wholes: dict[str, Symbol]) -> tuple[Declaration, ...]:
        """Numbers that are counted up to a size are the entries of a vector of that size."""
        found: dict[str, Declaration] = {}
        for side in sides:
            for part in subterms(side):
                if not isinstance(part, _SUMS) or not isinstance(part.upper, Dimension):
                    continue
                for inner in subterms(part.body):
                    if not isinstance(inner, Indexed) or inner.indices != (part.index,):
                        continue
                    if not inner.shape.is_scalar:
                        raise _Unclear
                    shape = Shape(part.upper.size, SCALAR.columns)
                    known = found.setdefault(inner.name, Declaration(inner.name, shape))
                    whole = wholes.get(inner.name)
                    if known.shape != shape or (whole is not None and whole.shape != shape):
                        raise _Unclear
        return tuple(found.values())


def _split(name: Variable) -> tuple[str, str]:
    """The stem and the index of ``x_k``; empty if it is no such name."""
    match = _MEMBER.fullmatch(name.name) if isinstance(name, Symbol) else None
    if match is not None:
        return match["stem"], match["index"]
    return (name.name, "") if isinstance(name, Indexed) else ("", "")


def _stem(member: Indexed) -> str:
    return member.name


def _is_whole(name: Symbol, variable: Variable, stem: str) -> bool:
    """Whether a name is the vector of which a number is an entry."""
    return name.name == stem and name.shape.is_vector and variable.shape.is_scalar


def _names(term: Term) -> Iterator[Variable]:
    """Names that occur, members of sums included."""
    for part in subterms(term):
        if isinstance(part, Symbol | Indexed):
            yield part


def _symbols(term: Term) -> list[Symbol]:
    return [s for s in free_symbols(term) if isinstance(s, Symbol)]


def _put(term: Term, table: dict[Variable, Term]) -> Term:
    """A term with names replaced wherever they occur free, variables of derivatives included."""
    return substitute(term, {old: new for old, new in table.items() if old != new})


def _runs_over(part: IndexedSum | IndexedProduct, stems: set[str]) -> bool:
    return any(
        isinstance(p, Indexed) and p.name in stems and part.index in free_symbols(p)
        for p in subterms(part.body)
    )


def _is_open(limit: Term) -> bool:
    """Whether a limit is that of a sum without limits."""
    return isinstance(limit, Symbol) and limit.name.startswith(RANGE)


def _within(term: Term, limit: Term | None, places: list[Term]) -> Term:
    """A term in which the limit of its sums is beyond all places."""
    if not isinstance(limit, Symbol):
        return term
    names = [str(p.name) for p in places if isinstance(p, Symbol)]
    beyond = Symbol(" - ".join(["range" if _is_open(limit) else limit.name, *names]), SCALAR)
    upper = Sum((*places, beyond))
    limits = {s for s in _names(term) if isinstance(s, Symbol) and (s == limit or _is_open(s))}
    return substitute(term, dict.fromkeys(limits if _is_open(limit) else {limit}, upper))
