"""What the elaborator knows about the terms that it has made, and how it complains."""

from __future__ import annotations

from dataclasses import dataclass

from symgauss.errors import LatexError
from symgauss.kernel.context import Property
from symgauss.kernel.sizes import ONE, SCALAR, Shape, Size, square_shape
from symgauss.kernel.terms import Indexed, Product, Rational, Sum, Symbol, Term
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source, Span
from symgauss.latex.tree import Node
from symgauss.latex.unify import Unifier


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two shapes that do not fit; ``span`` is where they meet."""

    message: str
    left: Shape
    right: Shape
    span: Span


class Typed:
    """Terms with shapes and spans, by identity: constructors never share a node."""

    def __init__(self, source: Source, scope: Scope, unifier: Unifier) -> None:
        self.source = source
        self.scope = scope
        self.unifier = unifier
        self.bound: dict[str, Symbol] = {}
        self.open_names: dict[str, tuple[Shape, Span]] = {}  #: undeclared symbols
        self.families: set[str] = set(scope.families)  #: stems with indices: ``x_1`` is a member
        self.transposed: set[str] = set()  #: undeclared symbols that are transposed somewhere
        self.beside_arrays: set[str] = set()  #: undeclared symbols that multiply an array
        self.behind_rows: dict[str, Size] = {}  #: those right behind a row, and how long that is
        self.open_products: dict[Span, Shape] = {}  #: those with a factor of any shape
        self.supposed: dict[str, Property] = {}  #: what densities say about their arguments
        self.identities: dict[Span, Size] = {}  #: how large the identities as written are
        self.conflicts: list[Conflict] = []
        self._known: dict[int, tuple[Term, Shape, Span]] = {}

    def term(self, node: Node) -> Term:
        """The term of a node; defined above this floor."""
        raise NotImplementedError

    def start_pass(self) -> None:
        """Forget terms and conflicts, keep what is known about shapes."""
        self.conflicts.clear()
        self.transposed.clear()
        self.beside_arrays.clear()
        self.behind_rows.clear()
        self._known.clear()

    # --- terms with shapes and spans -----------------------------------------------------------

    def made(self, term: Term, shape: Shape, span: Span) -> Term:
        """Record a new term."""
        self._known[id(term)] = (term, shape, span)
        return term

    def shape(self, term: Term) -> Shape:
        """The shape of a term, as far as it is known."""
        known = self._known.get(id(term))
        return self.unifier.resolve_shape(known[1]) if known else SCALAR

    def span(self, term: Term) -> Span | None:
        """Where a term stands, if it was read."""
        known = self._known.get(id(term))
        return known[2] if known else None

    def settled(self, term: Term) -> Term:
        """The term once all sizes are known."""
        return self.unifier.settle(term)

    # --- questions -----------------------------------------------------------------------------

    def is_scalar(self, term: Term) -> bool:
        """Whether the term is certainly a scalar."""
        return self.unifier.is_scalar(self.shape(term))

    def is_array(self, term: Term) -> bool:
        """Whether the term is certainly no scalar."""
        return self.unifier.is_array(self.shape(term))

    def open_in(self, term: Term) -> set[str]:
        """Undeclared symbols of a sum: they have its shape."""
        match term:
            case Symbol(name) | Indexed(name):
                return {name, f"{name}_#"} & self.open_names.keys()
            case Sum(terms):
                return set().union(*(self.open_in(part) for part in terms))
            case Product((Rational(), rest)):
                return self.open_in(rest)
            case _:
                return set()

    # --- demands -------------------------------------------------------------------------------

    def same(self, left: Term, right: Term, what: str, span: Span) -> None:
        """Both terms must have one shape."""
        self.equal(self.shape(left), self.shape(right), what, span)

    def equal(self, left: Shape, right: Shape, what: str, span: Span) -> None:
        """Both shapes must be one.

        A number beside an identity does not show that the identity is the number one.
        """
        for one, other in ((left, right), (right, left)) if self.identities else ():
            if self.unifier.is_scalar(one) and self.is_of_identity(other):
                self.conflicts.append(Conflict(what, left, right, span))
                return
        if not self.unifier.unify_shapes(left, right):
            self.conflicts.append(Conflict(what, left, right, span))

    def is_of_identity(self, shape: Shape) -> bool:
        """Whether a shape is as large as an identity, and nothing says how large that is."""
        rows = self.unifier.resolve(shape.rows)
        if self.unifier.is_settled(rows):
            return False
        return any(self.unifier.resolve(each) == rows for each in self.identities.values())

    def demand(self, term: Term, shape: Shape, what: str, span: Span) -> None:
        """The term must have this shape."""
        found = self.shape(term)
        if not self.unifier.unify_shapes(found, shape):
            self.conflicts.append(Conflict(what, found, self.unifier.resolve_shape(shape), span))

    def scalar(self, term: Term, what: str, span: Span) -> None:
        """The term must be a scalar."""
        self.demand(term, SCALAR, what, span)

    def square(self, term: Term, what: str, span: Span) -> Shape:
        """The term must be square."""
        found = self.shape(term)
        if not self.unifier.unify(found.rows, found.columns):
            self.conflicts.append(Conflict(what, found, square_shape(found.rows), span))
        return self.shape(term)

    def column(self, term: Term, what: str, span: Span) -> Shape:
        """The term must be a vector (or a scalar)."""
        found = self.shape(term)
        if not self.unifier.unify(found.columns, ONE):
            self.conflicts.append(Conflict(what, found, Shape(found.rows, ONE), span))
        return self.shape(term)

    def error(self, message: str, node: Node | Span, hint: str = "") -> LatexError:
        """An error at a node."""
        span = node if isinstance(node, Span) else node.span
        return LatexError(message, self.source.place(span), hint)
