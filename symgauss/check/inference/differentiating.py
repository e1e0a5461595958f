"""Derivatives as notes write them: of a function by its letter alone, and without the variable."""

from __future__ import annotations

import re
from dataclasses import replace

from symgauss.check.inference.atoms import Atoms
from symgauss.kernel.sizes import SCALAR, Shape
from symgauss.kernel.terms import (
    Derivative,
    Gradient,
    Hessian,
    Jacobian,
    Opaque,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Variable,
    Zero,
)
from symgauss.kernel.traversal import bound_variables, free_symbols, rebuild
from symgauss.latex.naming import canonical, name_of, spelling, squared_name, varied_name
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source, Span
from symgauss.latex.tree import (
    Apply,
    Divergence,
    Group,
    Letter,
    Listing,
    Multiplication,
    Node,
    Partial,
    Scripted,
)
from symgauss.latex.unify import Unifier

_LAPLACIAN = re.compile(r"laplac|heat equation|fokker|diffusion equation", re.IGNORECASE)

STEP = " step"  #: which no author writes, behind the letter of what a step is taken in

_BY = (Derivative, Gradient, Jacobian, Hessian)

Signature = tuple[int, Group]  #: where ``f(x, y) = ...`` stands, and its brackets


class Differentiating(Atoms):
    """Elaborates derivatives."""

    def __init__(self, source: Source, scope: Scope, unifier: Unifier) -> None:
        super().__init__(source, scope, unifier)
        self.signatures: dict[str, list[Signature]] = {}  #: ``f`` -> the brackets of ``f(x) = ...``
        self.points: dict[Symbol, Rational] = {}  #: the numbers at which derivatives are taken
        self.steps: dict[Symbol, Rational | Zero] = {}  #: from other places at which they are taken
        self._traced: Node | None = None  #: a derivative of which the trace is taken

    def partial(self, node: Partial) -> Term:
        r"""``\partial f / \partial x`` is that of ``f(x)``, and ``\nabla f(x)`` is by x."""
        head = self._function(node.body)
        if head is not None and head in self.signatures:
            group = self._signature(head, node.span.start)
            names = _arguments(group)
            wanted = [name_of(varied_name(each)) for each in node.variables]
            if set(wanted) <= set(names):  # by nothing else: f may depend on it in other ways
                body = Multiplication((node.body, group), ("",), node.body.span)
                node = replace(node, body=body)
        if not node.variables and node.nabla:
            variable = _only_argument(node.body)
            if variable is not None:
                if node.order > 1 and _LAPLACIAN.search(self.source.text):
                    raise self.error(r"\nabla^2 may be the Laplacian, or the Hessian", node)
                node = replace(node, variables=node.order * (variable,))
                return self._at_its_point(super().partial(node), node)
        return super().partial(node)

    def _at_its_point(self, found: Term, node: Partial) -> Term:
        r"""``\nabla f(m)`` is the gradient by the argument of f, whatever else is called m."""
        if not isinstance(found, Derivative | Gradient | Hessian):
            return found
        applied, variable = _application(node.body), found.variable
        if applied is None or not self.is_at_a_point(applied[0], variable):
            return found
        return self.moved(found, variable, variable, self._letter(applied[0]) or "x", node)

    def _function(self, node: Node) -> str | None:
        """The name of a function that stands without its arguments."""
        if not isinstance(node, Letter | Scripted):
            return None
        parts = spelling(node)
        if parts is None or parts.primes or parts.sup is not None:
            return None
        name = canonical(parts)
        return name if name in self.scope.functions else None

    def _signature(self, name: str, place: int) -> Group:
        """The arguments that a function was last given by its definition."""
        known = self.signatures[name]
        before = [group for start, group in known if start <= place]
        return before[-1] if before else known[0][1]

    def derived_at(self, name: str, order: int, place: Term, span: Span) -> Term:
        """The derivative of a function at a value: ``M'(0)``, and ``f'(m)`` of ``f(x) = m x``.

        Of a function that is defined it is that by its argument; else what holds for any function
        holds for it.
        """
        letter = self._letter(name)
        number = Rational(0) if isinstance(place, Zero) else place
        if letter is None:
            return self.made(Opaque(f"{name}{'prime' * order}", (place,), SCALAR), SCALAR, span)
        stem = letter.partition("_")[0]
        if isinstance(number, Rational):
            at = f"{abs(number.numerator)}{'m' * (number.numerator < 0)}o{number.denominator}"
            variable = Symbol(f"{stem}_at{at}", SCALAR)
            self.points[variable] = number
            argument: Term = self.made(variable, SCALAR, span)
        else:
            argument, variable = self.from_there(place, letter, span)
        found: Term = Opaque(name, (argument,), SCALAR)
        for _ in range(order):
            found = self.made(Derivative(self.made(found, SCALAR, span), variable), SCALAR, span)
        return found

    def is_at_a_point(self, name: str, argument: Term) -> bool:
        """Whether a function is taken at something else than the letter that defines it.

        Its formula may have that name in another place: ``(x - m)^2`` at m has a derivative by x.
        """
        letter = self._letter(name)
        return letter is not None and not (isinstance(argument, Symbol) and argument.name == letter)

    def from_there(self, place: Term, letter: str, span: Span) -> tuple[Term, Symbol]:
        """A place and a step from it, and the step: to differentiate by it is to do so there."""
        shape = self.shape(place)
        step = Symbol(f"{letter}{STEP}", shape)
        self.steps[step] = Rational(0) if shape == SCALAR else Zero(shape)
        return self.made(Sum((place, self.made(step, shape, span))), shape, span), step

    def moved(self, term: Term, variable: Variable, value: Term, letter: str, node: Node) -> Term:
        """A term with a value, and a step from it, in the place of a variable.

        What is differentiated by the variable is differentiated by the step.  While shapes are
        open, one name may stand in a term with several that are the same: they are settled first.
        """
        settle = self.unifier.settle_any
        shape, variable = self.shape(term), settle(variable)
        there, step = settle(self.from_there(value, letter, node.span))
        named = free_symbols(there)

        def put(term: Term) -> Term:
            if term == variable:
                return there
            if isinstance(term, _BY) and term.variable == variable:
                return type(term)(put(term.body), step)
            bound = bound_variables(term)
            if variable in bound or variable not in free_symbols(term):
                return term
            if not named.isdisjoint(bound):
                raise self.error("a letter is bound in what is evaluated", node)
            return rebuild(term, put)

        return self.made(put(settle(term)), shape, node.span)

    def _letter(self, name: str) -> str | None:
        """The only argument of a function where it is first said what it is."""
        items = _items(self.signatures[name][0][1]) if name in self.signatures else ()
        return name_of(items[0]) if len(items) == 1 else None

    # --- of vectors ----------------------------------------------------------------------------

    def apply(self, node: Apply) -> Term:
        """As usual; the trace of a Jacobian is that of its transpose, too."""
        if node.function == "tr":
            inside = node.argument
            while isinstance(inside, Group) and not isinstance(inside.content, Listing):
                inside = inside.content
            self._traced = inside
        return super().apply(node)

    def vector_by_vector(self, body: Term, variable: Variable, node: Partial) -> Term:
        r"""``\partial f / \partial x^\top`` is the Jacobian; without the sign it is ambiguous."""
        traced = isinstance(self._traced, Partial) and self._traced.span == node.span
        if not node.transposed and not traced:
            raise self.error(
                "the derivative of a vector by a vector may be the Jacobian or its transpose",
                node,
                r"write \partial x^\top for the Jacobian",
            )
        return self._jacobian(body, variable, node.span)

    def _jacobian(self, body: Term, variable: Variable, span: Span) -> Term:
        rows = self.column(body, "a Jacobian needs a vector", span).rows
        columns = self.column(variable, "a Jacobian needs a vector", span).rows
        return self.made(Jacobian(body, variable), Shape(rows, columns), span)

    def divergence(self, node: Divergence) -> Term:
        r"""``\nabla_x \cdot f`` is the trace of the Jacobian."""
        body, variable = self.term(node.body), self._variable(node.variable)
        if self.is_scalar(body) or self.is_scalar(variable):
            self.scalar(body, "a divergence needs two vectors, or two numbers", node.span)
            self.scalar(variable, "a divergence needs two vectors, or two numbers", node.span)
            return self.made(Derivative(body, variable), SCALAR, node.span)
        self.same(body, variable, "a divergence needs vectors of one length", node.span)
        return self.made(Trace(self._jacobian(body, variable, node.span)), SCALAR, node.span)


def _items(group: Group) -> tuple[Node, ...]:
    content = group.content
    return content.items if isinstance(content, Listing) else (content,)


def _arguments(group: Group) -> list[str | None]:
    items = [squared_name(item) or item for item in _items(group)]
    return [name_of(item) for item in items if isinstance(item, Letter | Scripted)]


def signature_of(node: Node) -> tuple[str, Group] | None:
    """``f`` and the brackets of ``f(x, y)``, whose arguments are names that differ."""
    match node:
        case Multiplication((Letter() | Scripted() as head, Group("(") as group), ("",)):
            name = name_of(head)
            content = group.content
            plain = set(content.separators) == {","} if isinstance(content, Listing) else True
            names = _arguments(group)
            known = all(names) and len(names) == len(_items(group)) == len(set(names))
            return (name, group) if name is not None and plain and known else None
        case _:
            return None


def _application(node: Node) -> tuple[str, Group] | None:
    r"""The p and the brackets of ``p(x)`` and of ``\log p(x)``."""
    if isinstance(node, Apply) and node.function == "log":
        return _application(node.argument)
    if isinstance(node, Group) and not isinstance(node.content, Listing):
        return _application(node.content)
    return signature_of(node)


def _only_argument(node: Node) -> Node | None:
    r"""The x of ``f(x)`` and of ``\log p(x)``."""
    found = _application(node)
    if found is None or isinstance(found[1].content, Listing):
        return None
    return found[1].content
