"""A problem: a ``.tex`` or ``.md`` file with a model, queries and targets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from symgauss.errors import Place, ResourceLimitError
from symgauss.kernel.context import Context
from symgauss.kernel.terms import Term
from symgauss.latex.assembly import Assembly
from symgauss.latex.collecting import Collected, collect
from symgauss.latex.formulas import Formula
from symgauss.latex.limits import LONGEST_DOCUMENT, deep_stack
from symgauss.latex.macros import find_macros
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


def read_problem(text: str, path: str = "<text>") -> Problem:
    """Read a file: declarations, model, definitions, queries and targets.

    Statements stand in comments (``% symgauss: ...``, ``<!-- symgauss: ... -->``); model
    statements and definitions also in displays, memberships also in inline formulas.  Names with
    a free index such as ``x_t`` are plain symbols; definitions over the index are written out for
    the members that occur (:mod:`symgauss.latex.schemas`).
    """
    if len(text) > LONGEST_DOCUMENT:
        message = f"a document of more than {LONGEST_DOCUMENT >> 20} MB"
        raise ResourceLimitError(message, Place(path))
    source = Source(text, path)
    scope = Scope(macros=find_macros(source), fixed_indices=True)
    with deep_stack():
        queries, targets = _assembled(source, scope, collect(source, scope.macros))
    return Problem(path, _title(text), scope.context(closed=True), queries, targets, scope)


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


_TITLE = re.compile(
    r"^#[ \t]+(?P<md>[^\n]{1,200})|\\(?:title|section)\*?\{(?P<tex>[^{}\n]{1,200})\}", re.MULTILINE
)


def _title(text: str) -> str:
    match = _TITLE.search(text)
    if match is None:
        return ""
    return (match["md"] or match["tex"]).strip().rstrip("#").strip()
