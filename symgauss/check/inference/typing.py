"""Types by inference over a whole document: every formula teaches every other one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from symgauss.check.displays.parts import TERM_RELATIONS, Side, Statement
from symgauss.check.inference.combined import CombinedLaw, read_combined
from symgauss.check.inference.general_reading import read_generally
from symgauss.check.inference.models import model_of, read_law
from symgauss.check.inference.partitioned_laws import partitioned_laws
from symgauss.check.inference.reader import Reader
from symgauss.check.inference.stacked import StackedLaw, is_stacked, read_stacked, stacked_laws
from symgauss.check.laws.drawn_laws import laws_of_vectors
from symgauss.check.laws.placed import PlacedLaw, distributions, placed_laws
from symgauss.check.laws.samples import members_of
from symgauss.check.manners.bare_zeros import fit_zeros
from symgauss.check.manners.indefinite import is_primitive
from symgauss.check.manners.normalisers import powers_of_two_pi
from symgauss.check.manners.partitioned_sizes import cut_sizes, redeclare
from symgauss.check.wording.spaces import sizes_spoken_of
from symgauss.errors import SourceError
from symgauss.kernel.context import Distribution, Property
from symgauss.kernel.sizes import SCALAR, Shape, Size, size
from symgauss.kernel.terms import Block, Integral, Inverse, Symbol, Term, Zero
from symgauss.kernel.traversal import children, free_symbols, subterms
from symgauss.latex.conventions import name_dimensions
from symgauss.latex.models import Law
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source, Span
from symgauss.latex.statement_syntax import ModelSyntax
from symgauss.latex.tree import Empty, Words
from symgauss.latex.unify import Unifier, is_unknown

_MOST_PASSES = 6
Result = TypeVar("Result")


class Inference:
    """One reader over all statements of a document."""

    def __init__(self, source: Source, scope: Scope) -> None:
        self.reader = Reader(source, scope, Unifier())
        self.stated: frozenset[str] = frozenset()  #: names whose shape is stated in so many words
        self.told: frozenset[str] = frozenset()  #: also in prose, once and for good
        self.fixed: frozenset[str] = frozenset()  #: names of what is said not to be random
        self.drawn: frozenset[int] = frozenset()  #: where laws of independent draws are stated
        self.limits: dict[str, str] = {}  #: family -> upper limit of the sums over it
        self.models: dict[int, ModelSyntax] = {}
        self.laws: dict[int, Law] = {}  #: by the place of their statement
        self.stacks: dict[int, StackedLaw] = {}  #: those of stacked variables, likewise
        self.combined: dict[tuple[int, int], CombinedLaw] = {}  #: by place and relation
        self.placed: list[PlacedLaw] = []  #: all of them, and those of ``x`` beside ``X``
        self.general: dict[int, Term] = {}  #: sides as they are read without the laws
        self.settled: dict[int, Law] = {}  #: all laws, once all shapes are known
        self._touched: dict[int, tuple[Shape, ...]] = {}  #: by the identity of statements
        self._seen: dict[int, tuple[object, ...]] = {}

    @property
    def meanings(self) -> dict[str, Term]:
        """What opaque names mean under laws that nobody states, once all shapes are known."""
        settle = self.reader.settled
        return {name: settle(term) for name, term in self.reader.meanings.items()}

    def run(
        self, statements: list[Statement], stages: Iterable[Callable[[Reader], bool]] = ()
    ) -> None:
        """Give every side its term, as far as that is possible."""
        for statement in statements:
            model = model_of(statement, self.reader.source)
            if model is not None:
                letter = statement.prefix.lower()
                if statement.prefix in ("P", "Q") and model.density == "p":
                    model = replace(model, density=letter)
                    self.reader.law_letters[statement.prefix] = letter
                self.models[id(statement)] = model
                self.reader.scope.densities.add(model.density)
            if statement.signs and statement.signs[0].kind == "~":
                variable, law = (side.node for side in statement.sides[:2])
                if variable is not None and law is not None:
                    self.reader.state_family(variable, law)
        self._passes(statements)
        for stage in stages:
            if stage(self.reader):
                self._passes(statements)
        self._name_the_dimension(statements)
        self._close_zeros(statements)
        cut = cut_sizes(statements, self.reader.unifier)
        name_dimensions(self.reader)
        if cut:
            redeclare(self.reader.scope, self.reader.unifier)
            self._pass(statements)
        settle = self.reader.settled
        laws = {p: self.reader.unifier.settle_any(law) for p, law in self.laws.items()}
        self.stacks = {p: self.reader.unifier.settle_any(law) for p, law in self.stacks.items()}
        self.settled = laws
        single = placed_laws(laws)
        stacks = {**partitioned_laws(single, statements, settle), **self.stacks}
        for square in (each for law in stacks.values() for each in law.squares()):
            self.reader.supposed.setdefault(square.name, Property.POSITIVE_DEFINITE)
        single += stacked_laws(stacks, single, statements)
        single += laws_of_vectors(laws, self.drawn, self.limits, self._shape_of_name)
        self.placed = sorted(single, key=lambda each: each.place)
        found = distributions(self.placed)
        twins = self._twins(found)
        self.reader.twins = frozenset(twin.variable.name for twin in twins)
        self.reader.scope.distributions += [*found, *twins]
        self.placed += [
            PlacedLaw(twin, each.place)
            for each in self.placed
            for twin in self._twins([each.law])
            if twin.variable.name in self.reader.twins
        ]
        if self.reader.scope.distributions:
            self._pass(statements)
            self.stacks = {p: self.reader.unifier.settle_any(law) for p, law in self.stacks.items()}
        self.combined = {key: law.settled(settle) for key, law in self.combined.items()}
        self.general = read_generally(statements, self.reader)
        for statement in statements:
            for side in statement.sides:
                if side.term is not None:
                    read, side.term = side.term, settle(side.term)
                    side.places = _carried(side.places, read, side.term)
            fit_zeros(statement)

    def _twins(self, found: list[Distribution]) -> list[Distribution]:
        """``x`` has the law of ``X`` where both are used: densities are taken at ``x``."""
        named = {each.variable.name for each in found}
        twins: list[Distribution] = []
        for each in found:
            lower = each.variable.name.lower()
            if lower in named or lower in self.fixed or each.given:
                continue
            shape = self._shape_of_name(lower)
            if shape == each.variable.shape:
                variable = Symbol(lower, shape)
                if variable not in free_symbols(each.mean) | free_symbols(each.covariance):
                    twins.append(replace(each, variable=variable))
        return twins

    def member_shape(self, name: str) -> Shape | None:
        """The shape of the members of a family, if they are known."""
        key = f"{name}_#"
        if key in self.reader.open_names:
            return self.reader.unifier.resolve_shape(self.reader.open_names[key][0])
        found = self.reader.scope.family(name)
        return None if found is None else SCALAR

    def _shape_of_name(self, name: str) -> Shape | None:
        if name in self.reader.open_names:
            return self.reader.unifier.resolve_shape(self.reader.open_names[name][0])
        declaration = self.reader.scope.declarations.get(name)
        return None if declaration is None else declaration.shape

    def _passes(self, statements: list[Statement]) -> None:
        for _ in range(_MOST_PASSES):
            if not self._pass(statements):
                break
            self._join_members()
            self._align_partitions(statements)

    def _align_partitions(self, statements: list[Statement]) -> None:
        """Mean and covariance of a law are cut where its variable is."""
        blocks: dict[str, Block] = {}
        for statement in statements:
            if len(statement.sides) < 2:
                continue
            left, right = statement.sides[0].term, statement.sides[1].term
            if isinstance(left, Symbol) and isinstance(right, Block):
                blocks.setdefault(left.name, right)
        self._align_inverses(statements, blocks)
        for law in self.laws.values():
            whole = blocks.get(law.variable.name)
            if whole is None or any(len(row) > 1 for row in whole.rows):
                continue
            heights = [row[0].shape.rows for row in whole.rows if isinstance(row[0], Symbol)]
            for other in (law.mean, law.covariance):
                block = blocks.get(other.name) if isinstance(other, Symbol) else None
                if block is not None and len(block.rows) == len(heights):
                    self._align(block, heights, across=other == law.covariance)

    def _align_inverses(self, statements: list[Statement], blocks: dict[str, Block]) -> None:
        """The blocks of an inverse are as large as those of the matrix."""
        for statement in statements:
            sides = [side.term for side in statement.sides[:2]]
            for one, other in (sides, sides[::-1]) if len(sides) > 1 else ():
                match one, other:
                    case Inverse(Symbol(matrix)), Symbol(name) if name in blocks:
                        block = blocks[name]
                    case Inverse(Symbol(matrix)), Block() as block:
                        pass
                    case _:
                        continue
                whole = blocks.get(matrix)
                if whole is not None and len(whole.rows) == len(block.rows):
                    heights = [
                        row[0].shape.rows for row in whole.rows if isinstance(row[0], Symbol)
                    ]
                    if len(heights) == len(block.rows):
                        self._align(block, heights, across=True)

    def _align(self, block: Block, heights: list[Size], *, across: bool) -> None:
        unify = self.reader.unifier.unify
        for row, height in zip(block.rows, heights, strict=True):
            for part, width in zip(row, heights, strict=False):
                if not isinstance(part, Symbol):
                    continue
                unify(part.shape.rows, height)
                if across and len(row) == len(heights):
                    unify(part.shape.columns, width)

    def _join_members(self) -> None:
        r"""``x_0 \in \mathbb{R}^d`` is said of the members ``x_t`` of a family, too."""
        reader = self.reader
        for key, (shape, _) in reader.open_names.items():
            if not key.endswith("_#"):
                continue
            stem = key.removesuffix("#")
            said = {d.shape for n, d in reader.scope.declarations.items() if n.startswith(stem)}
            if len(said) == 1:
                reader.unifier.unify_shapes(shape, said.pop())

    def _pass(self, statements: list[Statement]) -> bool:
        """Read the statements about which something new is known; whether there were any."""
        self.reader.forget_terms()
        changed = False
        for statement in statements:
            if self._seen.get(id(statement)) != self._knowledge(statement):
                self.reader.touched = {}
                self.read(statement)
                self._touched[id(statement)] = tuple(self.reader.touched.values())
                self._seen[id(statement)] = self._knowledge(statement)
                changed = True
        return changed

    def _knowledge(self, statement: Statement) -> tuple[object, ...]:
        """What is known about the names of a statement, and about everything else that counts."""
        scope, unifier = self.reader.scope, self.reader.unifier
        shapes = self._touched.get(id(statement), ())
        counts = (len(scope.dimensions), len(scope.functions), len(scope.distributions))
        return (counts, *(unifier.resolve_shape(shape) for shape in shapes))

    def _members_have(self, law: Law, statement: Statement) -> None:
        r"""``X_1, \ldots, X_n \sim N(m, v)`` is said of every ``X_i``."""
        members = members_of(statement.sides[0].node)
        key = None if members is None else f"{members[0]}_#"
        if key in self.reader.open_names:
            shape = self.reader.open_names[key][0]
            self.reader.unifier.unify_shapes(shape, self.reader.shape(law.variable))

    def _name_the_dimension(self, statements: list[Statement]) -> None:
        r"""The n of ``(2 \pi)^{n/2}`` is the one size of a document that names none.

        So is the d of a document that speaks of ``\mathbb{R}^d``, or of d dimensions.
        """
        reader = self.reader
        scope = reader.scope
        sides = [side.term for each in statements for side in each.sides if side.term is not None]
        letters = {name for term in sides for name in powers_of_two_pi(term)}
        letters |= sizes_spoken_of(reader.source.text) & reader.open_names.keys()
        if scope.dimensions:  # the n of ``I_n``, where nothing has this size
            shapes = [declaration.shape for declaration in scope.declarations.values()]
            if any(shape.rows.dimensions | shape.columns.dimensions for shape in shapes):
                return
            letters = scope.dimensions & reader.open_names.keys()
        shapes = [
            reader.unifier.resolve_shape(shape)
            for name, (shape, _) in reader.open_names.items()
            if name not in reader.law_letters
        ]
        sizes = {
            name
            for shape in shapes
            for part in (shape.rows, shape.columns)
            for name in part.dimensions
        }
        if len(letters) != 1 or not letters <= reader.open_names.keys():
            return
        (letter,) = letters
        sizes = sizes if len(sizes) == 1 else self._sizes_beside(letter, sides)
        open_size = next(iter(sizes), "")
        if len(sizes) == 1 and is_unknown(open_size):
            scope.dimensions.add(letter)
            reader.unifier.bindings[open_size] = size(letter)
            del reader.open_names[letter]
            self._passes(statements)

    def _sizes_beside(self, letter: str, sides: list[Term]) -> set[str]:
        """The sizes of the names that stand beside a letter somewhere."""
        reader = self.reader
        names = [{symbol.name for symbol in free_symbols(side)} for side in sides]
        beside = set[str]().union(*(found for found in names if letter in found))
        known = [reader.open_names[name][0] for name in beside & reader.open_names.keys()]
        shapes = [reader.unifier.resolve_shape(shape) for shape in known]
        return {
            each
            for shape in shapes
            for part in (shape.rows, shape.columns)
            for each in part.dimensions
        }

    def _close_zeros(self, statements: list[Statement]) -> None:
        """A bare 0 whose shape nothing tells is the number."""
        unifier = self.reader.unifier
        for statement in statements:
            for side in statement.sides:
                for part in subterms(side.term) if side.term is not None else ():
                    if isinstance(part, Zero) and not unifier.is_array(part.shape):
                        unifier.unify_shapes(part.shape, SCALAR)

    def read(self, statement: Statement) -> None:
        """Elaborate a statement; what does not fit the rest of the document teaches nothing."""
        reader = self.reader
        before = dict(reader.unifier.bindings)
        reader.conflicts.clear()
        previous: Term | None = None
        for index, side in enumerate(statement.sides):
            with self._only_what_fits():
                self._read_side(side)
            related = index > 0 and statement.signs[index - 1].kind in TERM_RELATIONS
            if related and previous is not None and side.term is not None:
                with self._only_what_fits():
                    reader.same(previous, side.term, "the two sides differ in shape", side.span)
            if side.term is not None:
                previous = side.term
        for index in range(len(statement.signs)):
            combined = read_combined(statement, index, reader)
            if combined is not None:
                self.combined[statement.position, index] = combined
        model = self.models.get(id(statement)) if statement.is_law else None
        law = read_law(model, reader) if model is not None else None
        if model is not None and is_stacked(model):
            stack = read_stacked(model, reader)
            if stack is not None and not reader.conflicts:
                self.stacks[statement.position] = stack
        if law is not None and not reader.conflicts:
            self.laws[statement.position] = law
            self._members_have(law, statement)
        statement.conflicts = list(reader.conflicts)
        if statement.conflicts and model is not None:
            reader.unifier.bindings = before

    @contextmanager
    def _only_what_fits(self) -> Iterator[None]:
        """Learn nothing of the names in what is read inside if it does not fit.

        What stands beside an identity still says how large that one is: of the other misfits
        nothing could be said without it.
        """
        unifier, conflicts = self.reader.unifier, len(self.reader.conflicts)
        before = dict(unifier.bindings)
        yield
        if len(self.reader.conflicts) > conflicts:
            sizes = {each: unifier.resolve(each) for each in self.reader.identities.values()}
            unifier.bindings = before
            for identity, found in sizes.items():
                if unifier.is_settled(found):
                    unifier.unify(identity, found)

    def _read_side(self, side: Side) -> None:
        side.term = None
        if side.node is None or isinstance(side.node, Empty | Words):
            return
        self.reader.indefinite.clear()
        try:
            term = self.reader.term(side.node)
            self._refuse_indefinite(term)
        except SourceError as error:
            side.problem = error
        else:
            side.problem = None
            side.term = term
            side.places = {}
            for part in subterms(term):
                span = self.reader.span(part)
                if span is not None:
                    side.places[id(part)] = (part, span)

    def _refuse_indefinite(self, term: Term) -> None:
        """An integral without limits is over the whole space, unless its variable is free."""
        if not self.reader.indefinite:
            return
        side = self.reader.settled(term)
        for integral, span in self.reader.indefinite:
            settled = self.reader.settled(integral)
            if isinstance(settled, Integral) and is_primitive(settled, side):
                raise self.reader.error("an indefinite integral", span)


def _carried(
    places: dict[int, tuple[Term, Span]], read: Term, settled: Term
) -> dict[int, tuple[Term, Span]]:
    """The places of the same nodes once all sizes are known."""
    found: dict[int, tuple[Term, Span]] = {}
    todo = [(read, settled)]
    while todo:
        old, new = todo.pop()
        if id(old) in places:
            found[id(new)] = (new, places[id(old)][1])
        todo.extend(zip(children(old), children(new), strict=False))
    return found
