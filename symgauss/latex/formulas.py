"""Formulas: chains of relations between terms, with their places in the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from symgauss.errors import LatexError, Place
from symgauss.kernel.context import Property
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.terms import Density, Indexed, NormalDensity, Symbol, Term, Variable
from symgauss.kernel.traversal import children, subterms
from symgauss.latex.elaborate import Elaborator
from symgauss.latex.limits import deep_stack
from symgauss.latex.parser import parse_text
from symgauss.latex.reading import fixpoint
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source, Span
from symgauss.latex.tree import Addition, Chain, Empty, Node, RelationSign, Words
from symgauss.latex.typed import Conflict
from symgauss.latex.unify import Unifier

_TERM_RELATIONS = {kind.value: kind for kind in RelationKind}


@dataclass(frozen=True, slots=True)
class Formula:
    """``parts[0] relations[0] parts[1] ...``; a single expression has no relation.

    ``place_of`` finds where a subterm of a part was written, by identity of the node.
    """

    parts: tuple[Term, ...]
    relations: tuple[Relation, ...]
    spans: tuple[Span, ...]
    source: Source
    conflicts: tuple[Conflict, ...] = ()
    reasons: tuple[str, ...] = ()  #: what stands above each relation
    supposed: tuple[tuple[str, Property], ...] = ()  #: what densities say about their arguments
    _places: dict[int, tuple[Term, Span]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def steps(self) -> tuple[tuple[Term, Relation, Term], ...]:
        """Each relation with its two sides."""
        return tuple(zip(self.parts, self.relations, self.parts[1:], strict=False))

    def span_of(self, term: Term) -> Span | None:
        """Where a subterm stands: the very object that ``parts`` holds."""
        found = self._places.get(id(term))
        return found[1] if found else None

    def place_of(self, term: Term) -> Place | None:
        """As :meth:`span_of`, as a place with line and column."""
        span = self.span_of(term)
        return None if span is None else self.source.place(span)

    def text_of(self, part: int) -> str:
        """A part as written."""
        span = self.spans[part]
        return self.source.text[span.start : span.end]


def read_expression(text: str, scope: Scope, path: str = "<text>") -> Term:
    """One expression as a term; an undeclared symbol whose shape is open is an error."""
    formula = read_formula(text, scope, path)
    if formula.relations:
        raise LatexError("an expression has no relation", formula.source.place(formula.spans[0]))
    return formula.parts[0]


def read_formula(text: str, scope: Scope, path: str = "<text>", *, strict: bool = True) -> Formula:
    """A chain of relations.

    Shapes that do not fit are no error here (a judge reports them as a finding); they are listed
    in ``conflicts``.  Without ``strict``, symbols whose shape stays open keep unknown sizes.
    """
    source = Source(text, path)
    return formula_at(source, Span(0, len(text)), scope, strict=strict)


def formula_at(source: Source, span: Span, scope: Scope, *, strict: bool = True) -> Formula:
    """The formula that stands at a place of a source."""
    with deep_stack():
        chain = parse_text(source, scope.macros, span.start, span.end)
        return elaborate_chain(chain, source, scope, strict=strict)


def elaborate_chain(chain: Chain, source: Source, scope: Scope, *, strict: bool = True) -> Formula:
    """The formula of a chain."""
    for sign in chain.relations:
        if sign.kind not in _TERM_RELATIONS:
            message = f"{sign.kind!r} is no relation between values"
            raise LatexError(message, source.place(sign.span))
    elaborator = Elaborator(source, scope, Unifier())
    terms = fixpoint(elaborator, lambda: _terms(chain, elaborator), strict=strict)
    places: dict[int, tuple[Term, Span]] = {}
    parts = tuple(_settled_with_places(term, elaborator, places) for term in terms)
    relations = tuple(
        _relation(sign, chain, index, parts, elaborator)
        for index, sign in enumerate(chain.relations)
    )
    spans = tuple(part.span for part in chain.parts)
    reasons = tuple(sign.reason for sign in chain.relations)
    conflicts, supposed = tuple(elaborator.conflicts), tuple(elaborator.supposed.items())
    return Formula(parts, relations, spans, source, conflicts, reasons, supposed, places)


def _terms(chain: Chain, elaborator: Elaborator) -> list[Term]:
    terms: list[Term] = []
    for part in chain.parts:
        if isinstance(part, Empty):
            raise LatexError(
                "a side of the relation is missing", elaborator.source.place(part.span)
            )
        terms.append(elaborator.term(part))
        if terms[1:]:
            elaborator.same(terms[0], terms[-1], "the two sides differ in shape", part.span)
    return terms


def _settled_with_places(
    term: Term, elaborator: Elaborator, places: dict[int, tuple[Term, Span]]
) -> Term:
    """Put sizes in, and carry the places over to the new nodes."""
    settled = elaborator.settled(term)
    todo = [(term, settled)]
    while todo:
        old, new = todo.pop()
        span = elaborator.span(old)
        if span is not None:
            places[id(new)] = (new, span)
        todo.extend(zip(children(old), children(new), strict=False))
    return settled


# --- proportionality and constants -------------------------------------------------------------


def _relation(
    sign: RelationSign, chain: Chain, index: int, parts: tuple[Term, ...], elaborator: Elaborator
) -> Relation:
    kind = _TERM_RELATIONS[sign.kind]
    nearby = (chain.parts[index], chain.parts[index + 1])
    if kind is RelationKind.EQUAL and any(has_constant(part) for part in nearby):
        kind = RelationKind.EQUAL_UP_TO_CONSTANT
    if kind not in (RelationKind.PROPORTIONAL, RelationKind.EQUAL_UP_TO_CONSTANT):
        return Relation(kind)
    if sign.sub is not None:
        variable = elaborator.settled(elaborator.term(sign.sub))
        if not isinstance(variable, Symbol | Indexed):
            place = elaborator.source.place(sign.sub.span)
            raise LatexError("a variable is expected below the relation", place)
        return Relation(kind, (variable,))
    return Relation(kind, _meant_variables(parts))


def has_constant(node: Node) -> bool:
    r"""Whether ``+ \text{const}`` stands in the sum."""
    return isinstance(node, Addition) and any(isinstance(part, Words) for _, part in node.terms)


def _meant_variables(parts: tuple[Term, ...]) -> tuple[Variable, ...]:
    """The variable of the first density in the chain."""
    for part in parts:
        for term in subterms(part):
            if isinstance(term, Density):
                return term.law.variables
            if isinstance(term, NormalDensity) and isinstance(term.point, Symbol | Indexed):
                return (term.point,)
    return ()


def read_notation(text: str) -> Chain:
    """The syntax of a formula alone: for printing what an author wrote, with no symbol known."""
    with deep_stack():
        return parse_text(Source(text), {}, 0, len(text))
