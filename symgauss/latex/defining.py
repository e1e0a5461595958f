"""Definitions: ``name := value``, each name once and without cycles."""

from __future__ import annotations

from math import isqrt

from symgauss.errors import ModelError, StatementError
from symgauss.kernel.context import Definition
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Function, Indexed, Rational, Symbol, Term
from symgauss.kernel.traversal import subterms
from symgauss.latex.declaring import declared_name
from symgauss.latex.elaborate import Elaborator
from symgauss.latex.models import find_cycle
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source, Span
from symgauss.latex.statement_syntax import DefinitionSyntax
from symgauss.latex.tree import Node, Number, Scripted


class Defining:
    """Elaborates definitions and remembers where each name is defined."""

    def __init__(self, source: Source, scope: Scope) -> None:
        self.source = source
        self.scope = scope
        self.places: dict[str, Span] = {}

    def elaborate(self, statement: DefinitionSyntax, reader: Elaborator) -> Definition:
        r"""``name := value``; ``\sigma^2 := v`` defines the positive root."""
        left, value = statement.left, reader.term(statement.right)
        base = self._squared(left)
        if base is not None:
            left = base
            reader.scalar(value, "a square is a scalar", statement.span)
            value = reader.made(_root(value), SCALAR, statement.right.span)
        declared_name(left, self.source)
        symbol = reader.term(left)
        if not isinstance(symbol, Symbol | Indexed):
            place = self.source.place(left.span)
            raise StatementError("a definition needs a name on its left side", place)
        reader.same(value, symbol, "name and value differ in shape", statement.span)
        first = self.places.setdefault(symbol.name, statement.span)
        if first != statement.span:
            line = self.source.place(first).line
            raise ModelError(
                f"{symbol.name} is defined twice; the first definition is at line {line}",
                self.source.place(statement.span),
                "keep one of them",
            )
        return Definition(symbol, value)

    def _squared(self, left: Node) -> Node | None:
        r"""The ``\sigma`` of ``\sigma^2``, unless that is a declared name."""
        if not isinstance(left, Scripted) or not isinstance(left.sup, Number):
            return None
        if left.sup.text != "2" or declared_name(left, self.source) in self.scope.declarations:
            return None
        return left.base if left.sub is None else Scripted(left.base, left.sub, None, 0, left.span)

    def refuse_cycles(self, defined: list[Definition]) -> None:
        """No name is defined by itself."""
        edges = {
            d.name.name: [s.name for s in subterms(d.value) if isinstance(s, Symbol)]
            for d in defined
        }
        done: set[str] = set()
        for name in edges:
            cycle = find_cycle(name, edges, done)
            if cycle:
                raise ModelError(
                    f"the definition of {cycle[0]} is cyclic: {' uses '.join(cycle)}",
                    self.source.place(self.places[cycle[0]]),
                    "define each name by names that do not come back to it",
                )

    def refuse_random(self, defined: list[Definition], scope: Scope) -> None:
        """A variable with a law has no definition."""
        for definition in defined:
            if scope.is_random(definition.name):
                raise ModelError(
                    f"{definition.name.name} has both a definition and a distribution",
                    self.source.place(self.places[definition.name.name]),
                    "keep one of them",
                )


def _root(value: Term) -> Term:
    """The square root, as a number if it is one."""
    match value:
        case Rational(n, d) if n > 0 and isqrt(n) ** 2 == n and isqrt(d) ** 2 == d:
            return Rational(isqrt(n), isqrt(d))
        case _:
            return Function("sqrt", value)
