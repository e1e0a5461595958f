"""A problem: a ``.tex`` or ``.md`` file with a model, queries and targets."""

from __future__ import annotations

from dataclasses import dataclass

from symgauss.errors import Place
from symgauss.kernel.context import Context
from symgauss.kernel.terms import Term
from symgauss.latex.assembly import Assembly
from symgauss.latex.collecting import Collected, collect
from symgauss.latex.documents import read_document
from symgauss.latex.formulas import Formula
from symgauss.latex.limits import deep_stack
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source, Span
from symgauss.latex.statements import statements_at


@dataclass(frozen=True, slots=True)
class Query:
    """What the document asks for: a density, a product of two, or a scalar or vector of a law."""

    term: Term
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Target:
    """A form that the derivation must end in."""

    formula: Formula
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that a file states.  ``context`` is closed: nothing else is known."""

    path: str
    title: str
    context: Context
    queries: tuple[Query, ...]
    targets: tuple[Target, ...]
    scope: Scope


def read_problem(text: str, path: str = "<text>", side: str = "") -> Problem:
    """Read a file: declarations, model, definitions, queries and targets.

    Statements stand in comments (``% symgauss: ...``, ``<!-- symgauss: ... -->``) and in the side
    file; model statements and definitions also in displays, memberships also in inline formulas.
    Names with a free index such as ``x_t`` are plain symbols; definitions over the index are
    written out for the members that occur (:mod:`symgauss.latex.schemas`).
    """
    document = read_document(text, path, side)
    for error in document.errors:
        raise error
    scope = Scope(macros=document.macros, fixed_indices=True)
    with deep_stack():
        queries, targets = _assembled(document.source, scope, collect(document))
    return Problem(path, document.title, scope.context(closed=True), queries, targets, scope)


def read_statement(
    text: str, scope: Scope, path: str = "<text>"
) -> tuple[tuple[Query, ...], tuple[Target, ...]]:
    """Read statements into the scope; what they ask for is returned.

    Shapes that a model or a definition does not state are inferred over these statements alone.
    """
    source = Source(text, path)
    with deep_stack():
        statements = statements_at(source, Span(0, len(text)), scope)
        commented = {statement.span.start for statement in statements}
        return _assembled(source, scope, Collected(statements, commented))


def _assembled(
    source: Source, scope: Scope, collected: Collected
) -> tuple[tuple[Query, ...], tuple[Target, ...]]:
    assembly = Assembly(source, scope, collected)
    assembly.run()
    queries = tuple(
        Query(term, source.place(node.span), source.text[node.span.start : node.span.end])
        for term, node in assembly.queries
    )
    targets = tuple(
        Target(formula, source.place(chain.span), source.text[chain.span.start : chain.span.end])
        for formula, chain in assembly.targets
    )
    return queries, targets
