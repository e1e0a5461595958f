"""The reader of a person's document: what nobody declares is opaque, not an error.

A problem file must declare everything, so the elaborator refuses what it does not know.  Here an
unknown function, an expectation without a law or a divergence of laws that nobody states become
opaque: equal where they are written alike and their arguments are equal, else generic.
"""

from __future__ import annotations

from collections.abc import Callable

from symgauss.errors import LatexError
from symgauss.kernel.sizes import SCALAR, Shape, vector_shape
from symgauss.kernel.terms import (
    Constant,
    Derivative,
    Expectation,
    Indexed,
    KullbackLeibler,
    Law,
    Named,
    Opaque,
    Symbol,
    Term,
    Variable,
)
from symgauss.latex.elaborate import Elaborator
from symgauss.latex.naming import canonical, spelling
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source, Span
from symgauss.latex.tree import Group, IntegralSign, Letter, Listing, Node, Operator, Scripted
from symgauss.latex.unify import Unifier

DENSITY = " of "  #: in the name of an opaque density, before the number of its variables


class Reader(Elaborator):
    """Elaborates formulas of a document that says less than a problem file does."""

    def __init__(self, source: Source, scope: Scope, unifier: Unifier) -> None:
        super().__init__(source, scope, unifier)
        self.indefinite: list[tuple[Term, Span]] = []  #: integrals without limits
        self.opaque_shapes: dict[str, Shape] = {}  #: of what an unknown function gives

    # --- unknown functions ---------------------------------------------------------------------

    def opaque(self, head: Node, group: Group) -> Term | None:
        """``f(x)``, and ``f'(x)`` as its derivative."""
        parts = spelling(head)
        if parts is None or parts.primes == 0:
            return super().opaque(head, group)
        name = canonical(parts)
        if name not in self.scope.functions:
            return None
        plain = head.base if isinstance(head, Scripted) else head
        if isinstance(head, Scripted) and head.sub is not None:
            plain = Scripted(head.base, head.sub, None, 0, head.span)
        inner = super().opaque(plain, group)
        variable = self.term(group.content)
        if inner is None or not isinstance(variable, Symbol) or not self.is_scalar(inner):
            raise self.error("the derivative of a function at a value that is no variable", head)
        for _ in range(parts.primes):
            inner = self.made(Derivative(inner, variable), SCALAR, head.span | group.span)
        return inner

    def operator(self, node: Operator) -> Term:
        """As written where the laws are known, else opaque."""
        return self._known_or(lambda: super(Reader, self).operator(node), lambda: self.atom(node))

    def average(self, node: Group, sub: Node | None) -> Term:
        r"""``\langle x \rangle_p``."""
        whole = node if sub is None else Listing((node, sub), (",",), node.span | sub.span)
        return self._known_or(
            lambda: super(Reader, self).average(node, sub), lambda: self.atom(whole)
        )

    def _known_or(self, known: Callable[[], Term], unknown: Callable[[], Term]) -> Term:
        """The first reading if its laws are known; what it taught is forgotten otherwise."""
        bindings, conflicts = dict(self.unifier.bindings), list(self.conflicts)
        try:
            found = known()
        except LatexError:
            pass
        else:
            if self._is_known(found):
                return found
        self.unifier.bindings, self.conflicts[:] = bindings, conflicts
        return unknown()

    def density(self, name: str, group: Group, span: Span) -> Term:
        """``p(x | y)``: by the model where there is one, else opaque."""
        return self._known_or(
            lambda: super(Reader, self).density(name, group, span),
            lambda: self._free_density(name, group, span),
        )

    def _free_density(self, name: str, group: Group, span: Span) -> Term:
        """A density without a law: a function of what is before and behind the bar."""
        before, after = self.conditioned(group.content)
        arguments = [self.term(item) for item in (*before, *after)]
        head = f"{name}{DENSITY}{len(before)}"
        return self.made(Opaque(head, tuple(arguments), SCALAR), SCALAR, span)

    def integral(self, node: IntegralSign) -> Term:
        r"""``\int_{\mathbb{R}^n} ... \mathrm{d}x`` says how long ``x`` is."""
        match node.lower, node.variables:
            case Scripted(Letter("R", ("bb",)), None, Letter() as length), (variable,):
                count = self.size_of(length)
                if count is not None:
                    self.scope.dimensions |= count.dimensions
                    shape = self.shape(self.term(variable))
                    self.unifier.unify_shapes(shape, vector_shape(count))
            case _:
                pass
        found = super().integral(node)
        if node.lower is None and node.upper is None:
            self.indefinite.append((found, node.span))
        return found

    # --- laws ----------------------------------------------------------------------------------

    def _is_known(self, term: Term) -> bool:
        match term:
            case Expectation(_, law):
                return self._has_law(law)
            case KullbackLeibler(left, right):
                return self._has_law(left) and self._has_law(right)
            case _:
                found: Law | None = getattr(term, "law", None)
                return found is None or self._has_law(found)

    def _has_law(self, law: Law) -> bool:
        """Whether the model of the document says what the law is."""
        if not isinstance(law, Named):
            return True
        known = {d.variable for d in self.scope.distributions if d.density == law.name}
        return bool(law.variables) and all(self._settled(v) in known for v in law.variables)

    def _settled(self, variable: Variable) -> Variable:
        found = self.unifier.settle_any(variable)
        return found if isinstance(found, Symbol | Indexed) else variable

    # --- atoms ---------------------------------------------------------------------------------

    def atom(self, node: Node, head: str = "", span: Span | None = None) -> Term:
        """Something that is not understood: a function, by its text, of the names in it."""
        where = span or node.span
        text = "".join(self.source.text[where.start : where.end].split())
        for command in (
            r"\left",
            r"\right",
            r"\,",
            r"\;",
            r"\!",
            r"\:",
            r"\mathrm",
            r"\text",
            "{",
            "}",
        ):
            text = text.replace(command, "")
        name = f"{head}|{text}"
        shape = self.opaque_shapes.setdefault(name, self.fresh_result(node))
        return self.made(Opaque(name, self._arguments(node), shape), shape, where)

    def fresh_result(self, node: Node) -> Shape:
        """The shape of what nobody knows: scalar, but for averages of one thing."""
        match node:
            case Operator("E", _, Group(content=content)) if not isinstance(content, Listing):
                return self.unifier.fresh_shape()
            case Operator("Cov" | "Var"):
                return self.unifier.fresh_shape()
            case _:
                return SCALAR

    def _arguments(self, node: Node) -> tuple[Term, ...]:
        """The symbols below a node that the document knows, each once."""
        found: dict[str, Term] = {}
        todo: list[object] = [node]
        while todo:
            current = todo.pop()
            if isinstance(current, Letter | Scripted):
                term = self._known_name(current)
                if term is not None:
                    found.setdefault(str(term), term)
                    continue
            if isinstance(current, tuple):
                todo.extend(reversed(current))
            elif hasattr(current, "__dataclass_fields__") and not isinstance(current, Span):
                fields = current.__dataclass_fields__
                todo.extend(getattr(current, field) for field in reversed(fields))
        return tuple(found.values())

    def _known_name(self, node: Letter | Scripted) -> Term | None:
        parts = spelling(node)
        name = None if parts is None else canonical(parts)
        if name is None:
            return None
        known = name in self.open_names or self.scope.is_declared(name) or name in self.bound
        stem = name.partition("_")[0]
        if not known and not (parts and parts.sub is not None and f"{stem}_#" in self.open_names):
            return None
        try:
            term = self.name(node)
        except LatexError:
            return None
        return None if isinstance(term, Constant) else term

    def close_atoms(self) -> None:
        """What nothing says is not a scalar is one."""
        for shape in self.opaque_shapes.values():
            if not self.unifier.is_array(shape):
                self.unifier.unify_shapes(shape, SCALAR)
        for shape in self.scope.functions.values():
            if not self.unifier.is_array(shape):
                self.unifier.unify_shapes(shape, SCALAR)
