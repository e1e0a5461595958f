r"""What stands behind a bar: random variables, and parameters such as the X of ``p(y | X, w)``."""

from __future__ import annotations

from symgauss.check.inference.array_integrals import ArrayIntegrals
from symgauss.kernel.terms import Symbol, Term, Variable
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source, Span
from symgauss.latex.tree import Node
from symgauss.latex.unify import Unifier


class BehindBars(ArrayIntegrals):
    """Elaborates conditions: a matrix of which nobody says that it is random is a parameter."""

    def __init__(self, source: Source, scope: Scope, unifier: Unifier) -> None:
        super().__init__(source, scope, unifier)
        self.random: frozenset[str] = frozenset()  #: names of random variables
        self.inputs: frozenset[str] = frozenset()  #: names of what words call inputs
        self.behind: set[str] = set()  #: capitals behind bars of which nothing says what they are
        self.multiplied: set[str] = set()  #: names that are factors of a product

    def conditions(self, nodes: tuple[Node, ...]) -> tuple[Variable, ...]:
        """What stands behind a bar; a matrix there, as of ``p(y | X, w)``, is a parameter."""
        found: list[Variable] = []
        for node in nodes:
            term = self.term(node)
            if isinstance(term, Symbol) and term.name in self.inputs - self.random:
                continue
            if not isinstance(term, Symbol) or not self._may_be_parameter(term):
                found.append(self.variable(node))
                continue
            shape = self.unifier.resolve_shape(self.shape(term))
            if shape.is_vector or any(name[0] == "?" for name in shape.columns.dimensions):
                found.append(term)  # nothing says yet that it is a matrix
                self.behind.add(term.name)
        return tuple(found)

    def associated(self, factors: list[Term], span: Span) -> Term:
        """A product."""
        self.multiplied |= {each.name for each in factors if isinstance(each, Symbol)}
        return super().associated(factors, span)

    def _may_be_parameter(self, name: Symbol) -> bool:
        """Whether a capital is none of the random variables."""
        return name.name[0].isupper() and name.name not in self.random
