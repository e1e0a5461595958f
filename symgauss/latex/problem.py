"""A problem: a ``.tex`` or ``.md`` file with a model, queries and targets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from symgauss.errors import Place, ResourceLimitError
from symgauss.kernel.context import Context
from symgauss.kernel.terms import Term
from symgauss.latex.assembly import Assembly
from symgauss.latex.collecting import collect
from symgauss.latex.formulas import Formula
from symgauss.latex.limits import LONGEST_DOCUMENT, deep_stack
from symgauss.latex.macros import find_macros
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source


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
        raise ResourceLimitError(
            f"a document of more than {LONGEST_DOCUMENT >> 20} MB", Place(path)
        )
    source = Source(text, path)
    scope = Scope(macros=find_macros(source), fixed_indices=True)
    with deep_stack():
        collected = collect(source, scope.macros)
        assembly = Assembly(source, scope, collected)
        assembly.run()
        queries = tuple(
            Query(term, source.place(node.span), source.text[node.span.start : node.span.end])
            for term, node in assembly.queries
        )
        targets = tuple(
            Target(
                formula,
                source.place(chain.span),
                source.text[chain.span.start : chain.span.end],
            )
            for formula, chain in assembly.targets
        )
    context = scope.context(closed=True)
    return Problem(path, _title(text), context, queries, targets, scope)


_TITLE = re.compile(
    r"^#[ \t]+(?P<md>[^\n]{1,200})|\\(?:title|section)\*?\{(?P<tex>[^{}\n]{1,200})\}", re.MULTILINE
)


def _title(text: str) -> str:
    match = _TITLE.search(text)
    if match is None:
        return ""
    return (match["md"] or match["tex"]).strip().rstrip("#").strip()
