"""Types by inference over a whole document: every formula teaches every other one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from symgauss.check.laws import distributions, model_of, read_law
from symgauss.check.parts import TERM_RELATIONS, Side, Statement
from symgauss.check.reader import Reader
from symgauss.errors import SourceError
from symgauss.kernel.terms import Integral, Term
from symgauss.kernel.traversal import free_symbols
from symgauss.latex.conventions import name_dimensions
from symgauss.latex.models import Law
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source
from symgauss.latex.statement_syntax import ModelSyntax
from symgauss.latex.tree import Empty, Words
from symgauss.latex.unify import Unifier

_MOST_PASSES = 6
Result = TypeVar("Result")


class Inference:
    """One reader over all statements of a document."""

    def __init__(self, source: Source, scope: Scope) -> None:
        self.reader = Reader(source, scope, Unifier())
        self.models: dict[int, ModelSyntax] = {}
        self.laws: dict[int, Law] = {}  #: by the place of their statement

    def run(
        self, statements: list[Statement], stages: Iterable[Callable[[Reader], bool]] = ()
    ) -> None:
        """Give every side its term, as far as that is possible."""
        for statement in statements:
            model = model_of(statement, self.reader.source)
            if model is not None:
                self.models[id(statement)] = model
                self.reader.scope.densities.add(model.density)
        self._passes(statements)
        for stage in stages:
            if stage(self.reader):
                self._passes(statements)
        name_dimensions(self.reader)
        settle = self.reader.settled
        laws = [self.reader.unifier.settle_any(law) for law in self.laws.values()]
        self.reader.scope.distributions += distributions(laws)
        if self.reader.scope.distributions:
            self._pass(statements)
        for statement in statements:
            for side in statement.sides:
                if side.term is not None:
                    side.term = settle(side.term)

    def _passes(self, statements: list[Statement]) -> None:
        for _ in range(_MOST_PASSES):
            before = self._state()
            self._pass(statements)
            if self._state() == before:
                break

    def _pass(self, statements: list[Statement]) -> None:
        self.reader.start_pass()
        for statement in statements:
            self.read(statement)

    def _state(self) -> tuple[object, ...]:
        unifier = self.reader.unifier
        return tuple(
            (name, str(unifier.resolve_shape(shape)))
            for name, (shape, _) in sorted(self.reader.open_names.items())
        )

    def read(self, statement: Statement) -> None:
        """Elaborate a statement; what does not fit the rest of the document teaches nothing."""
        reader = self.reader
        before = dict(reader.unifier.bindings)
        reader.conflicts.clear()
        previous: Term | None = None
        for index, side in enumerate(statement.sides):
            self._read_side(side)
            related = index > 0 and statement.signs[index - 1].kind in TERM_RELATIONS
            if related and previous is not None and side.term is not None:
                reader.same(previous, side.term, "the two sides differ in shape", side.span)
            if side.term is not None:
                previous = side.term
        model = self.models.get(id(statement))
        law = read_law(model, reader) if model is not None else None
        if law is not None and not reader.conflicts:
            self.laws[statement.position] = law
        statement.conflicts = list(reader.conflicts)
        if statement.conflicts:
            reader.unifier.bindings = before

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

    def _refuse_indefinite(self, term: Term) -> None:
        """An integral without limits is over the whole space, unless its variable is free."""
        free = free_symbols(term)
        for integral, span in self.reader.indefinite:
            if isinstance(integral, Integral) and integral.variable in free:
                raise self.reader.error("an indefinite integral", span)
