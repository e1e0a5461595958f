"""What is asked: two sides, a relation, a context, and the randomness to answer with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from random import Random

from symgauss.kernel.branching import integrated, signs_are_drawn
from symgauss.kernel.clock import now
from symgauss.kernel.context import Context, Property
from symgauss.kernel.counting import Weights, matrices, plain_numbers, sizes
from symgauss.kernel.domains.domain import Domain
from symgauss.kernel.drawing.instance import Draw, Instance
from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.findings import LimitReached, TwoShapes, Unsupported
from symgauss.kernel.names import relevant_terms
from symgauss.kernel.partitions import definite_partition, partitions
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.sizing import PATTERN_BITS, bounding, decisive, dimensions, smallest_base
from symgauss.kernel.tables import Tables
from symgauss.kernel.terms import (
    FUNCTIONS,
    Determinant,
    Dimension,
    Function,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Power,
    Rational,
    Symbol,
    Term,
    Variable,
    negative,
)
from symgauss.kernel.traversal import nodes, shared, subterms
from symgauss.kernel.unstated import Unstated

SMALL_INTEGERS = (3, 4, 5, 6)
LARGEST_REACH = 2**128  #: of random values
LARGEST_NESTED = 10  #: the same where sums stand in sums: their terms multiply
USUAL_NESTED = 6  #: and at most draws of them, since the time grows with the product of the limits
LARGEST_EXPONENT = 64  #: of numbers that are looked at for it
FLAT_TRIES = 4  #: singular draws, after which a dimension is made larger than the others
LARGEST_INTEGER = 24  #: limits of sums and indices are drawn from 3 to here
USUAL_INTEGER = 9  #: and most draws of them to here, since the time grows with them
LARGEST_PLAIN = 2**20  #: integers that are numbers only stay below


@dataclass(frozen=True, slots=True)
class Numbers:
    """The sizes of the dimensions and the values of the integer symbols at one draw."""

    sizes: dict[str, int]
    integers: dict[str, int]
    reflections: int = 0  #: bit i set: the i-th orthogonal matrix has determinant -1

    @property
    def together(self) -> dict[str, int]:
        """All of them, for the evidence."""
        return self.sizes | self.integers


@dataclass
class Question:
    """One step to be judged."""

    lhs: Term
    relation: Relation
    rhs: Term
    context: Context
    rng: Random
    seed: int
    deadline: float
    parts: tuple[Term, ...] = ()  #: every node of the sides and of what they lead to
    dimensions: list[str] = field(default_factory=list)
    integers: list[str] = field(default_factory=list)
    plain: frozenset[str] = frozenset()  #: integers and dimensions that are numbers only
    tall: str = ""  #: a dimension that exceeds all others together
    fitting: bool = False  #: whether a point was found since then
    readable: bool = True  #: whether a counterexample is looked for that a person can check
    glanced: bool = False  #: whether both sides agreed at a small draw, whatever that is worth
    contradicted: bool = False  #: whether a draw in the field showed that the step is false
    apart: bool = False  #: whether enclosures of both sides at some point are disjoint
    missed: tuple[Term | None] | None = None  #: a term of which draws may miss a branch, once known

    @classmethod
    def of(  # noqa: PLR0917 - the parts of a question in the order in which it is asked
        cls,
        lhs: Term,
        relation: Relation,
        rhs: Term,
        context: Context,
        rng: Random,
        seed: int,
        deadline: float,
    ) -> Question:
        """A question with the dimensions and integers that occur in it."""
        pool: dict[object, Term] = {}
        lhs, rhs = shared(lhs, pool), shared(rhs, pool)
        question = cls(lhs, relation, rhs, context, rng, seed, deadline)
        question.parts = nodes(relevant_terms((lhs, rhs), context))
        question.parts += _wholes(question.parts, context)
        question.dimensions = dimensions(question.parts)
        question.integers = _integers(question.parts, context)
        question.plain = plain_numbers(question.parts, context)
        question.check_names()
        return question

    def again(self, rng: Random, seed: int, deadline: float) -> None:
        """Ask the same question anew: what is known of its structure stays."""
        self.rng, self.seed, self.deadline = rng, seed, deadline
        self.tall, self.fitting, self.readable = "", False, True
        self.tables.deadline = deadline
        self.tables.indices.clear()

    def hurry(self, share: float) -> None:
        """Leave a share of the time for the rest."""
        here = now()
        self.tables.deadline = here + share * max(0.0, self.tables.deadline - here)

    def check_names(self) -> None:
        """One name, one shape; functions that the kernel knows."""
        shapes = {d.name: d.shape for d in self.context.declarations}
        for part in self.parts:
            if isinstance(part, Indexed) and self.context.has_entry(part):
                continue
            if isinstance(part, Symbol | Indexed):
                if shapes.setdefault(part.name, part.shape) != part.shape:
                    raise TwoShapes(part.name, shapes[part.name], part.shape)
            elif isinstance(part, Function) and part.name not in FUNCTIONS:
                raise Unsupported(f"the function {part.name}", part)

    @property
    def lacks_variables(self) -> bool:
        """Whether nothing says in which variable a relation is one up to a factor or constant."""
        return self.relation.kind is not RelationKind.EQUAL and not self.relation.variables

    @cached_property
    def numbers(self) -> int:
        """How often a size is used as a number."""
        weights = Weights(self.context, sizes)
        return max(weights.of(self.lhs), weights.of(self.rhs))

    @cached_property
    def _decisive(self) -> tuple[int, int]:
        weights = Weights(self.context, matrices, alternatives=True)
        occurrences = max(weights.of(self.lhs), weights.of(self.rhs))
        return smallest_base(occurrences, self.numbers, self.parts, len(self.dimensions))

    @property
    def base(self) -> int:
        """The smallest size of a decisive draw."""
        return self._decisive[0]

    @property
    def spread(self) -> int:
        """By how much a size may exceed it."""
        return self._decisive[1]

    @cached_property
    def moving(self) -> tuple[Variable, ...]:
        """What a proportionality or a constant lets move: what is drawn, so no definitions.

        The parts of a vector move with it.  What is neither could not move, and anything at all
        would be proportional in it.
        """
        parts = {each.whole: each.parts for each in partitions(self.context)}
        defined = {definition.name.name for definition in self.context.definitions}
        found: list[Variable] = []
        for variable in self.relation.variables:
            if isinstance(variable, Symbol) and variable in parts:
                terms = [part.term for part in parts[variable]]
                found += [term for term in terms if isinstance(term, Symbol)]
            elif variable.name in defined or variable.name in self.integers:
                raise Unsupported(f"a proportionality in {variable.name}, which is not free")
            else:
                found.append(variable)
        return tuple(found)

    @cached_property
    def tables(self) -> Tables:
        """Structure, which no draw changes, shared by all evaluations."""
        return Tables(self.context, self.deadline, self.unstated, self.integers)

    @cached_property
    def unstated(self) -> Unstated:
        """The random variables whose laws nobody states."""
        return Unstated.of(self.parts, self.context)

    @cached_property
    def counts(self) -> bool:
        """Whether numbers of things matter: integers, or a dimension used as a number.

        Then a draw speaks about its sizes only, and more of them are made.
        """
        return bool(self.integers) or any(isinstance(part, Dimension) for part in self.parts)

    @cached_property
    def periodic(self) -> Term | None:
        """A sine or cosine of a number of things, whose period the draws may miss, or ``None``."""
        for part in self.parts:
            if isinstance(part, Function) and part.name in {"sin", "cos"}:
                for inner in subterms(part.argument):
                    named = isinstance(inner, Symbol) and inner.name in self.integers
                    if named or isinstance(inner, Dimension):
                        return part
        return None

    @cached_property
    def signed(self) -> bool:
        """Whether a sign may depend on a size being even: ``|-A| = (-1)^n |A|``."""
        return any(isinstance(part, Determinant) for part in self.parts)

    @cached_property
    def branches(self) -> Term | None:
        """A root or absolute value whose argument has no known sign, or ``None``.

        Such a term has branches: what agrees at some points may differ at others.
        """
        return next(self._unsigned(frozenset({"abs", "sqrt"})), None)

    @cached_property
    def undecided(self) -> list[Term]:
        """The terms with branches of which draws may miss one, however many there are."""
        tables = self.tables
        defined = {definition.name.name for definition in self.context.definitions}
        found: list[Term] = []
        for part in self._unsigned(frozenset({"abs", "sqrt"})):
            inner = part.argument if isinstance(part, Function) else part.base
            names = tables.dependencies.of(inner) - defined
            counted = any(isinstance(each, Dimension) for each in subterms(inner))
            if (names or counted) and not signs_are_drawn(inner, tables.signs):
                found.append(part)
        return found

    @cached_property
    def partial(self) -> Term | None:
        """A root, logarithm or absolute value of something without a known sign, or ``None``.

        Such a step may make no sense at some points, which one point does not show.
        """
        return next(self._unsigned(frozenset({"abs", "sqrt", "log"})), None)

    def _unsigned(self, functions: frozenset[str]) -> Iterator[Function | Power]:
        """The roots and named functions whose argument has no known sign."""
        signs = self.tables.signs
        whole = integrated((self.lhs, self.rhs), signs) if "abs" in functions else frozenset()
        for part in self.parts:
            if part in whole:
                continue
            match part:
                case Function(name, argument) if name in functions:
                    known = signs.positive(argument) or signs.positive(negative(argument))
                case Power(base, Rational(_, q)) if q != 1:
                    known = signs.positive(base)
                case _:
                    continue
            if not known:
                yield part

    def reach(self, point: int) -> Fraction:
        """The order of magnitude of the values at a generic point.

        Some points are small, some go beyond every number in the step: ``|x - 100| = 100 - x``
        holds at all points near zero.
        """
        beyond = self.beyond
        if self.sign(point):
            return 64 * beyond  # the smallest numbers of this order are beyond it, too
        return (Fraction(1), beyond, Fraction(1, 8), Fraction(4), 4 * beyond)[point % 5]

    def sign(self, point: int) -> int:
        """The sign of all free numbers at a generic point; 0 leaves it to chance.

        Beyond every number of the step, ``sqrt(u + 1000)`` has no value where u is negative, and
        ``sqrt(1000 - u)`` none where it is positive: one point shows each.
        """
        if self.partial is None:
            return 0
        return {1: -1, 4: 1, 6: 1, 9: -1}.get(point % 10, 0)

    @cached_property
    def beyond(self) -> Fraction:
        """A number that none in the step exceeds, as far as values are drawn."""
        numbers = [
            abs(Fraction(p.numerator, p.denominator)) for p in self.parts if isinstance(p, Rational)
        ]
        numbers += [
            Fraction(abs(p.base.numerator)) ** p.exponent.numerator  # 10^6
            for p in self.parts
            if isinstance(p, Power)
            and isinstance(p.base, Rational)
            and isinstance(p.exponent, Rational)
            and p.exponent.denominator == 1
            and 0 < p.exponent.numerator <= LARGEST_EXPONENT
        ]
        return min(Fraction(LARGEST_REACH), max([Fraction(1), *numbers]))

    @cached_property
    def switches(self) -> list[str]:
        """Everything that may be even or odd, or of determinant 1 or -1."""
        orthogonal = {
            part.name
            for part in self.parts
            if isinstance(part, Symbol | Indexed)
            and Property.ORTHOGONAL in self.context.properties(part.name)
        }
        return [*self.dimensions, *self.integers, *sorted(orthogonal)]

    def draw_reflections(self, pattern: int | None) -> int:
        """Which orthogonal matrices reflect: the bits after those of dimensions and integers."""
        if pattern is None:
            return self.rng.getrandbits(PATTERN_BITS)
        first = len(self.dimensions) + len(self.integers)
        bits = [pattern >> ((first + k) % PATTERN_BITS) & 1 for k in range(PATTERN_BITS)]
        return sum(bit << k for k, bit in enumerate(bits))

    def draw_integers(self, *, small: bool, pattern: int | None = None) -> dict[str, int]:
        """Values for the integer symbols, all different where there are enough of them.

        The bits of a ``pattern``, after those of the dimensions, say which ones are odd.
        """
        wide = pattern is None or pattern % 4 == 0
        far, usual = (
            (LARGEST_NESTED, USUAL_NESTED) if self.nested else (LARGEST_INTEGER, USUAL_INTEGER)
        )
        largest = far if wide else max(usual, 3 + len(self.integers))
        choice: Sequence[int] = SMALL_INTEGERS if small else range(3, largest + 1)
        if len(self.integers) > len(choice):
            raise LimitReached("too many integer symbols")
        left = self.rng.sample(choice, len(choice))
        found: dict[str, int] = {}
        for position, name in enumerate(self.integers, len(self.dimensions)):
            parity = None if pattern is None else pattern >> (position % PATTERN_BITS) & 1
            fitting = [k for k in left if parity is None or k % 2 == parity]
            found[name] = (fitting or left)[0]
            left.remove(found[name])
            if name in self.plain:
                found[name] = self._plain_integer(name, found[name], small=small)
        return found

    @cached_property
    def nested(self) -> bool:
        """Whether a sum or product over an index stands in another one."""
        sums = (IndexedSum, IndexedProduct)
        return any(
            isinstance(part, sums) and any(isinstance(p, sums) for p in subterms(part.body))
            for part in self.parts
        )

    def _plain_integer(self, name: str, value: int, *, small: bool) -> int:
        """An integer that is a number only, as even or odd as the value."""
        value = value - 2 * self.rng.randint(0, 1) if small else value + self._far()
        signed = Property.POSITIVE not in self.context.properties(name)
        return -value if signed and self.rng.getrandbits(1) else value

    def _far(self) -> int:
        """An even number that is large enough to leave every small number behind."""
        return self.rng.randrange(0, LARGEST_PLAIN // 2, 2)

    def draw_sizes(self, base: int, spread: int, pattern: int | None) -> dict[str, int]:
        """Sizes of a decisive draw; those that are the size of nothing go far beyond."""
        found = decisive(self.dimensions, base, spread, self.rng, pattern)
        if self.tall:
            others = sum(found.values()) - found[self.tall]
            found[self.tall] += others + others % 2
        return {n: k + self._far() if n in self.plain else k for n, k in found.items()}

    def after_singular(self, times: int) -> None:
        """Let one dimension after the other exceed the rest where nothing else has a value.

        ``X^T X`` has an inverse only where ``X`` has at least as many rows as columns, and a
        matrix of several blocks has more columns than sizes of one order allow.
        """
        if len(self.dimensions) > 1 and times % FLAT_TRIES == 0 and not self.fitting:
            turn = times // FLAT_TRIES - 1
            names = [name for name in self.dimensions if name not in self.plain]
            self.tall = names[turn % len(names)] if names else ""

    def found_point(self) -> None:
        """Keep to the kind of sizes at which both sides have a value."""
        self.fitting = self.fitting or bool(self.tall)

    def bounds(self) -> list[Numbers]:
        """Numbers at which degrees are bounded: ``u^{20 - T}`` is largest where T is small."""
        largest = LARGEST_NESTED if self.nested else LARGEST_INTEGER
        ends = (SMALL_INTEGERS[0], largest) if self.integers else (largest,)
        return [self._bound(end) for end in ends]

    def _bound(self, integer: int) -> Numbers:
        """Sizes that no decisive draw exceeds, with one value for the integers."""
        found = bounding(self.dimensions, self.base, self.spread)
        if self.tall:
            found[self.tall] += sum(found.values())
        integers = dict.fromkeys(self.integers, integer)
        far = dict.fromkeys(self.plain, LARGEST_PLAIN)
        return Numbers(
            found | {n: k for n, k in far.items() if n in found},
            integers | {n: k for n, k in far.items() if n in integers},
        )

    def evaluator(self, domain: Domain, source: Draw, numbers: Numbers) -> Evaluator:
        """An evaluator at a fresh instance."""
        instance = Instance(self.context, numbers.sizes, numbers.integers, domain, source)
        return Evaluator(instance, domain, self.tables)


def _wholes(parts: tuple[Term, ...], context: Context) -> tuple[Term, ...]:
    """The vectors and matrices whose entries, or blocks that are drawn with the rest, occur."""
    found: dict[str, Term] = {}
    for part in parts:
        if isinstance(part, Symbol) and not part.shape.is_scalar:
            partition = definite_partition(context, part.name)
            if partition is not None:
                found[partition.whole.name] = partition.whole
        if isinstance(part, Indexed) and part.name not in found and context.has_entry(part):
            declaration = context.declaration(part.name)
            if declaration is not None:
                found[part.name] = Symbol(part.name, declaration.shape)
    return tuple(found.values())


def _integers(parts: tuple[Term, ...], context: Context) -> list[str]:
    """Symbols that stand for integers: declared so, or used as an index or a limit."""
    bound: set[str] = set()
    found: dict[str, None] = {}
    for part in parts:
        places: tuple[Term, ...] = ()
        if isinstance(part, IndexedSum | IndexedProduct):
            bound.add(part.index.name)
            places = (part.lower, part.upper)
        elif isinstance(part, Indexed):
            places = part.indices
        elif isinstance(part, Symbol) and Property.INTEGER in context.properties(part.name):
            found[part.name] = None
        for place in places:
            for inner in subterms(place):
                if isinstance(inner, Symbol | Indexed) and _may_be_integer(inner, context):
                    found[inner.name] = None
    defined = {definition.name.name for definition in context.definitions}
    return [name for name in found if name not in bound | defined]


def _may_be_integer(name: Symbol | Indexed, context: Context) -> bool:
    """Whether a name is neither an array nor an entry of one."""
    is_entry = isinstance(name, Indexed) and context.has_entry(name)
    return name.shape.is_scalar and not is_entry
