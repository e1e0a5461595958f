"""What the statements of a document say about names: their values, and where they stand first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from symgauss.check.displays.parts import TERM_RELATIONS, Side, Statement
from symgauss.check.displays.sentences import Sentences
from symgauss.check.displays.written import Display
from symgauss.check.inference.differentiating import STEP
from symgauss.check.inference.stacked import symmetries
from symgauss.check.inference.typing import Inference
from symgauss.check.laws.drawn_laws import densities_of_draws
from symgauss.check.manners.densities import density_of
from symgauss.check.manners.expectations import is_expectation
from symgauss.check.manners.inverse_blocks import inverse_blocks
from symgauss.check.manners.keys import Key, is_square_of, solved
from symgauss.check.manners.letters import Letters
from symgauss.check.manners.slashes import is_ambiguous, may_be_a_power
from symgauss.check.meaning.roles import END, Fact, Role, Roles
from symgauss.check.meaning.unsaid_dependence import DERIVATIVES
from symgauss.check.meaning.values import (
    Value,
    Values,
    model_values,
)
from symgauss.check.meaning.varying import kind_of
from symgauss.check.wording.claims import Claims
from symgauss.check.wording.counted_names import counted_names
from symgauss.check.wording.eras import Eras
from symgauss.check.wording.renewals import Renewals
from symgauss.check.wording.said import Said
from symgauss.check.wording.spaces import sizes_of_spaces
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.sizes import SCALAR, size
from symgauss.kernel.terms import (
    Dimension,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Opaque,
    Power,
    Product,
    Rational,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source, Span

EQUALITIES = (RelationKind.EQUAL, RelationKind.DEFINED)
#: Over an equality sign: in law, up to a constant, almost surely.
_OTHER_EQUALITY = re.compile(
    r"(?:\\(?:mathrm|text|mathcal|rm|mathit)\s*)?\{?\s*(?:d|D|law|dist|L|c|const|a\.?\s?s\.?|st|\+|P)"
    r"\s*\.?\}?"
)


def _is_event(value: Value) -> bool:
    """Whether a random variable has a value of its own letter: ``X = x`` is an event."""
    if not isinstance(value.key, Symbol) or not isinstance(value.term, Symbol):
        return False
    name, other = value.key.name, value.term.name
    return name != other and name.lower() == other.lower()


class Stated:
    """The values that a document gives to names, and where each name stands first."""

    def __init__(  # noqa: PLR0917 - what a document says, piece by piece
        self,
        source: Source,
        scope: Scope,
        inference: Inference,
        statements: list[Statement],
        displays: list[Display],
        sentences: Sentences,
        said: dict[str, Said],
        eras: Eras,
    ) -> None:
        self.source = source
        self.scope = scope
        self.inference = inference
        self.statements = statements
        self.displays = displays
        self.sentences = sentences
        self.said = said
        self.values = Values(eras, renewals=Renewals.of(statements, said, sentences))
        self.first_names: dict[str, int] = {}  #: where each name stands first, whatever it indexes
        self.first = self.values.first = self._first_mentions()
        self.roles = Roles(
            displays,
            sentences,
            Claims(source.text),
            Letters.of(statements),
            eras.section,
            inference.reader.random,
            self.first,
            self._first_mentions(lambda each: not each.signs or each.signs[0].kind != "in"),
            {name: what.introduced for name, what in said.items()},
        )
        self.indices = scope.index_letters | frozenset(scope.dimensions)
        #: letters of sizes of spaces, also of those that the document only speaks of
        self.sizes = sizes_of_spaces(source.text)
        self.counted = counted_names(source.text)  #: letters of numbers of things
        self._counting = frozenset(scope.dimensions) | self._indices_in_use()
        self._collect()

    def _indices_in_use(self) -> set[str]:
        """Letters that are an index somewhere."""
        found: set[str] = set()
        for statement in self.statements:
            for side in statement.sides:
                for part in subterms(side.term) if side.term is not None else ():
                    if isinstance(part, IndexedSum | IndexedProduct):
                        found.add(part.index.name)
                    elif isinstance(part, Indexed):
                        found |= {s.name for i in part.indices for s in free_symbols(i)}
                    elif isinstance(part, Symbol) and "_" in part.name:
                        found |= set(re.findall("[A-Za-z]+", part.name.partition("_")[2]))
        return found

    def _first_mentions(
        self, counts: Callable[[Statement], bool] = lambda _: True
    ) -> dict[Term, int]:
        """Where each name stands first, in statements that count."""
        found: dict[Term, int] = {}
        for statement in filter(counts, self.statements):
            for side in statement.sides:
                for part in subterms(side.term) if side.term is not None else ():
                    if isinstance(part, Symbol | Opaque):
                        found.setdefault(part, statement.position)
                    if isinstance(part, Symbol | Indexed | Opaque):
                        self.first_names.setdefault(part.name, side.span.start)
        return found

    def _collect(self) -> None:
        eras = self.values.eras
        for value in model_values(self.inference.placed, eras):
            self.values.add(value)
        inferred = self.inference
        for name, term, place in symmetries(inferred.stacks, inferred.placed, self.statements):
            self.values.add(Value(name, term, place, "the symmetry of a covariance"))
        for density, normal, place in densities_of_draws(inferred.settled):
            self.values.add(Value(density, normal, place, "the law of the draws"))
        for name, term, place in inverse_blocks(self.statements):
            self.values.add(Value(name, term, place, "the blocks of an inverse"))
        for name, number in inferred.reader.points.items():
            letter = name.name.partition("_")[0]
            self.values.add(Value(name, number, -1, f"{letter} = {number.numerator}"))
        settle = inferred.reader.unifier.settle_any
        for step, none in settle(tuple(inferred.reader.steps.items())):
            self.values.add(Value(step, none, -1, ""))
            self.values.steps[step] = step.name.removesuffix(STEP)
        for statement in self.statements:
            self._add(self._stated(statement))
        self._sample_means()

    def _add(self, values: list[Value]) -> None:
        for value in values:
            if isinstance(value.key, Symbol) and value.key.name in self.indices:
                counts = value.key.name in self._counting or not free_symbols(value.term)
                if counts:
                    continue  # an index has no value of its own, ``t = x^2`` is none
            if _is_event(value):
                continue
            is_size = isinstance(value.key, Symbol) and value.key.name in self.sizes
            if is_size and free_symbols(value.term):
                continue  # the d of a space R^d is another one than a difference d
            if value.fact.role is not Role.NOTHING:
                self.values.add(value)

    def refute(self, statement: Statement, index: int) -> None:
        """A relation of a statement is wrong: it says what stands before that, at most."""
        refuted = self.values.standing.refuted
        if refuted.get(statement.position, index) < index:
            return  # what stands before the first wrong one
        refuted[statement.position] = index
        self.values.withdraw(statement.position)
        if index:
            until = replace(
                statement, sides=statement.sides[: index + 1], signs=statement.signs[:index]
            )
            self._add(self._stated(until))

    def _sample_means(self) -> None:
        r"""``\bar{y}`` is the mean of the ``y_i`` that the document sums, unless it says else."""
        for name, limit in self.inference.limits.items():
            mean = Symbol(f"{name}bar", SCALAR)
            if self.values.of(mean) or mean not in self.first:
                continue
            index = Symbol("i", SCALAR)
            member = self.inference.member_shape(name)
            if member is None or not member.is_scalar:
                continue
            upper: Term = Symbol(limit, SCALAR)
            if limit in self.scope.dimensions:
                upper = Dimension(size(limit))
            total = IndexedSum(Indexed(name, (index,), SCALAR), index, Rational(1), upper)
            value = Product((Power(upper, Rational(-1)), total))
            self.values.add(Value(mean, value, -1, "the sample mean"))

    def _stated(self, statement: Statement) -> list[Value]:
        """The value of the first side: the last side that equals it and does not mention it."""
        if may_be_a_power([side.node for side in statement.sides]):
            return []
        first = statement.sides[0]
        found: Value | None = None
        for index, sign in enumerate(statement.signs):
            if TERM_RELATIONS.get(sign.kind) not in EQUALITIES or "!" in sign.reason:
                break
            if _OTHER_EQUALITY.fullmatch(sign.reason.strip()):
                break
            term = statement.sides[index + 1].term
            if term is None:
                continue
            if kind_of(RelationKind.EQUAL, first, statement.sides[index + 1]) not in EQUALITIES:
                break  # up to a constant, a name has no value
            pair = solved(first.term, term) if first.term is not None else (first.key, term)
            if pair is None or not pair[0] or any(part == pair[0] for part in subterms(term)):
                continue
            is_root = first.term is not None and is_square_of(first.term, pair[0])
            found = replace(self._value(*pair, statement, index + 1), is_root=is_root)
        values = [] if found is None else [found, *self._named_moment(found, statement)]
        if len(statement.signs) == 1 and found is None and first.term is not None:
            values += self._backwards(statement)
        return values

    def _named_moment(self, found: Value, statement: Statement) -> list[Value]:
        r"""``\mathrm{E}(X) = \mu`` with a law that nobody states says what the new name means."""
        if not isinstance(found.key, Opaque) or not is_expectation(found.key):
            return []
        pair = solved(found.term, found.key)
        if pair is None or not isinstance(pair[0], Symbol):
            return []
        name, here = pair[0], statement.position
        if self.first.get(name, here) < here or found.fact.role is not Role.DEFINITION:
            return []
        if any(_defines(each, name) for each in self.statements if each is not statement):
            return []  # ``\Sigma = L L^T`` says more than that it is the covariance of x
        return [replace(found, key=name, term=pair[1], is_root=is_square_of(found.term, name))]

    def _backwards(self, statement: Statement) -> list[Value]:
        """``a - b = c`` with a name on the right."""
        left, right = statement.sides[0].term, statement.sides[1].term
        if kind_of(RelationKind.EQUAL, *statement.sides[:2]) not in EQUALITIES:
            return []
        if left is None or right is None or not isinstance(right, Symbol):
            return []
        sign = statement.signs[0]
        is_other = _OTHER_EQUALITY.fullmatch(sign.reason.strip()) is not None
        if TERM_RELATIONS.get(sign.kind) is not RelationKind.EQUAL or is_other:
            return []
        if any(part == right for part in subterms(left)):
            return []
        if right.name in self.counted and any(isinstance(p, IndexedSum) for p in subterms(left)):
            return []  # the sum of all members is no value of the number of clusters
        known = self.first.get(right, statement.position) < statement.position
        if known and any(isinstance(part, DERIVATIVES) for part in subterms(left)):
            return []  # ``f''(x) = a`` of a function with an a in it
        value = self._value(right, left, statement, 1)
        if known and value.fact.near is None:  # of what was spoken of before: from here on
            value = replace(value, fact=Fact(value.fact.role, (statement.position, END)))
        return [value]

    def _value(self, key: Key, term: Term, statement: Statement, side: int) -> Value:
        first = statement.sides[1 if statement.sides[0].carried else 0]
        span = Span(first.span.start, statement.sides[side].span.end)
        text = " ".join(self.source.text[span.start : span.end].split()).replace("$", "")
        fact = self.roles.of(statement, key, term)
        slash = any(is_ambiguous(each.node) for each in statement.sides[: side + 1])
        place, label = statement.position, statement.label
        return Value(key, term, place, text, label, fact, is_ambiguous=slash)

    def is_free(self, key: Key | None, right: Side) -> bool:
        """Whether a first side may be given a value: what stated laws settle gets no known one."""
        if key is None or right.term is None or not self.values.is_determined(key):
            return key is not None
        here = right.span.start
        names = [p.name for p in subterms(right.term) if isinstance(p, Symbol | Indexed | Opaque)]
        return any(self.first_names.get(name, here) >= here for name in names)

    @staticmethod
    def named_key(side: Side) -> Key | None:
        """What the side is the name of, also below a square, a logarithm or an inverse."""
        if side.term is None:
            return side.key or None
        pair = solved(side.term, side.term)
        return None if pair is None else pair[0]

    def introduces_density(self, density: Term, value: Term, here: int) -> bool:
        """Whether a density that is conditioned on nothing is given a first value without any."""
        found = density_of(density)
        if found is None or found.given or self.first.get(density, here) < here:
            return False
        return all(density_of(part) is None for part in subterms(value))

    def is_new(self, side: Side, statement: Statement) -> bool:
        """Whether the side is a name that nothing in the document mentions before."""
        term = side.term
        if not isinstance(term, Symbol | Opaque) or (
            isinstance(term, Opaque) and is_expectation(term)
        ):
            return False
        if isinstance(term, Symbol) and term.name in self.scope.dimensions:
            return False
        left = statement.sides[0].term
        if left is not None and any(part == term for part in subterms(left)):
            return False
        first = self.first.get(term)
        return first is None or first >= statement.position


def _defines(statement: Statement, name: Symbol) -> bool:
    """Whether a statement is an equation with a name on the left."""
    plain = bool(statement.signs) and statement.signs[0].kind in ("=", ":=")
    return plain and statement.sides[0].term == name
