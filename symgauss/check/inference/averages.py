"""Expectations under a law that a subscript names and nobody states: ``E_{q(x | y)}[f]``.

Such an expectation is linear in what it is taken of, whatever the law; one that is conditional may
be another one for each value of the condition.
"""

from __future__ import annotations

from dataclasses import dataclass

from symgauss.check.manners.densities import DENSITY
from symgauss.check.manners.expectations import key_of_law, unknown_mean
from symgauss.check.manners.single_densities import LETTERS, SingleDensities
from symgauss.check.manners.vectors import Vectors
from symgauss.check.meaning.made_moments import ConditionalMoment, Moment
from symgauss.errors import LatexError
from symgauss.kernel.sizes import ONE, Shape
from symgauss.kernel.terms import Indexed, Law, Opaque, Symbol, Term, Variable
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.latex.inside import inside
from symgauss.latex.naming import name_of
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source, Span
from symgauss.latex.tree import Group, Letter, Listing, Multiplication, Node, Operator, Scripted
from symgauss.latex.unify import Unifier


@dataclass(frozen=True, slots=True)
class _Law:
    """A law as a subscript writes it."""

    letter: str
    variables: tuple[Node, ...]
    given: tuple[Node, ...] = ()


class Averages(Vectors):
    """Elaborates expectations with a subscript, and remembers what the others are taken of."""

    def __init__(self, source: Source, scope: Scope, unifier: Unifier) -> None:
        super().__init__(source, scope, unifier)
        self.moment_shapes: dict[str, Shape] = {}  #: likewise
        self.moments: dict[str, Moment] = {}  #: by the names of the atoms that stand for them
        self.conditional: dict[str, ConditionalMoment] = {}  #: likewise
        self.single = SingleDensities()

    def keep_moment(self, atom: Opaque, node: Operator) -> None:
        """Keep what it is the mean or the covariance of."""
        content = node.argument.content
        items = content.items if isinstance(content, Listing) else (content,)
        separators = content.separators if isinstance(content, Listing) else ()
        if "|" in separators:
            self._keep_conditional(atom, node, items, separators)
            return
        if set(separators) - {","} or len(items) > (2 if node.name == "Cov" else 1):
            return
        try:
            bodies = tuple(self.term(item) for item in items)
        except LatexError:
            return
        self._fit_moment(atom, node, bodies)
        self.moments[atom.name] = Moment(node.name == "E", bodies)

    def _fit_moment(self, atom: Opaque, node: Operator, bodies: tuple[Term, ...]) -> None:
        """Learn that it has the shape of what it is of."""
        first, last = self.shape(bodies[0]), self.shape(bodies[-1])
        is_mean = node.name == "E"
        if is_mean or all(self.unifier.resolve(each.columns) == ONE for each in (first, last)):
            shape = first if is_mean else Shape(first.rows, last.rows)
            self.moment_shapes[atom.name] = shape
            what = "a mean or a covariance differs in shape from what it is of"
            self.equal(self.shape(atom), shape, what, node.span)

    def _keep_conditional(
        self, atom: Opaque, node: Operator, items: tuple[Node, ...], separators: tuple[str, ...]
    ) -> None:
        """Keep what a mean or covariance is of, and what it is given."""
        bar = separators.index("|") + 1
        if set(separators) - {",", "|"} or separators.count("|") > 1:
            return
        if bar > (2 if node.name == "Cov" else 1):
            return
        try:
            bodies = tuple(self.term(item) for item in items[:bar])
            given = tuple(self.term(item) for item in items[bar:])
        except LatexError:
            return
        self._fit_moment(atom, node, bodies)
        names = tuple(each for each in given if isinstance(each, Symbol | Indexed))
        if len(names) == len(given):
            self.conditional[atom.name] = ConditionalMoment(node.name == "E", bodies, names)

    def _in_full(self, sub: Node, span: Span) -> Node:
        """``q(z | x)`` where the letter alone is the subscript, and all q are that one."""
        letter = name_of(sub) if isinstance(sub, Letter | Scripted) else None
        return sub if letter is None else self.single.at(letter, span.start) or sub

    def _law_of(
        self, bodies: tuple[Term, ...], given: tuple[Variable, ...], sub: Node | None, span: Span
    ) -> Law:
        full = None if sub is None else self._in_full(sub, span)
        return super()._law_of(bodies, given, full, span)

    def mean_under(self, content: Node, sub: Node, span: Span) -> Term | None:
        """The mean of what stands in the brackets; ``None`` if the subscript names no law."""
        law = _law(self._in_full(sub, span))
        if law is None:
            return None
        body = self.term(content)
        stems = {name.partition("_")[0] for name in map(name_of, law.variables) if name}
        if not law.variables:
            stems = _of_densities(body)
        random = {
            part.name
            for part in subterms(body)
            if isinstance(part, Symbol | Indexed) and part.name.partition("_")[0] in stems
        }
        try:
            given = tuple(self.term(node) for node in law.given)
        except LatexError:
            return None
        if not random:
            return body if _is_given(body, given) else None
        key = key_of_law(law.letter, filter(None, map(name_of, law.variables)), len(given))
        shape = self.shape(body)
        mean = Opaque(unknown_mean(key, frozenset(random)), (body, *given), shape)
        return self.made(mean, shape, span)


def names_a_law(node: Node | None) -> bool:
    """Whether an average has its law as a subscript: it is over the variables of that alone."""
    todo: list[object] = [node]
    while todo:
        match current := todo.pop():
            case Operator("E" | "Var" | "Cov", sub) if sub is not None:
                return True
            case Scripted(Letter("E"), sub) | Scripted(Group("<"), sub) if sub is not None:
                return True
            case _:
                todo.extend(inside(current))
    return False


def _is_given(body: Term, given: tuple[Term, ...]) -> bool:
    """Whether the condition of a law says what the body is, so that it is its own mean.

    Only of densities it is known that they depend on nothing but what they are written of.
    """
    functions = [part for part in subterms(body) if isinstance(part, Opaque)]
    free = free_symbols(body)
    return bool(free) and free <= set(given) and all(DENSITY in each.name for each in functions)


def _of_densities(body: Term) -> set[str]:
    """The stems of what densities in a term are densities of."""
    return {
        part.name.partition("_")[0]
        for density in subterms(body)
        if isinstance(density, Opaque) and DENSITY in density.name
        for argument in density.arguments
        for part in subterms(argument)
        if isinstance(part, Symbol | Indexed)
    }


def _law(sub: Node) -> _Law | None:
    """``q``, ``q(x)``, ``q(x | y)``, ``x ~ q``, ``x ~ q(x | y)``, ``x``, ``x, y``."""
    match sub:
        case Listing((variable, law), ("~",)):
            known = _law(law)
            if known is None:
                return None
            inner = variable.content if isinstance(variable, Group) else variable
            items = inner.items if isinstance(inner, Listing) else (inner,)
            return _Law(known.letter or "", _names_only(items), known.given)
        case Multiplication((head, Group("(", ")", content)), ("",)):
            letter = name_of(head)
            if letter is None:
                return None
            items = content.items if isinstance(content, Listing) else (content,)
            separators = content.separators if isinstance(content, Listing) else ()
            if set(separators) - {",", "|", ";"}:
                return None
            bars = [place for place, sign in enumerate(separators) if sign in "|;"]
            cut = bars[0] + 1 if bars else len(items)
            return _Law(letter, _names_only(items[:cut]), items[cut:])
        case Letter() | Scripted():
            name = name_of(sub)
            if name is None:
                return None
            is_law = name.partition("_")[0] in LETTERS
            return _Law(name, ()) if is_law else _Law("", (sub,))
        case Listing(items, separators) if set(separators) == {","}:
            return _Law("", _names_only(items))
        case _:
            return None


def _names_only(items: tuple[Node, ...]) -> tuple[Node, ...]:
    return tuple(item for item in items if name_of(item) is not None)
