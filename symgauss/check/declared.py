"""What a document declares: statements in comments, sets in prose."""

from __future__ import annotations

from symgauss.check.parts import Statement
from symgauss.check.prose import Said, apply_said, read_prose
from symgauss.check.surveying import Survey, functions, survey
from symgauss.errors import SourceError
from symgauss.latex.displays import RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.scope import Scope
from symgauss.latex.statements import declare_statement, statements_at
from symgauss.latex.unify import Unifier


def declared_scope(
    document: Document, statements: list[Statement]
) -> tuple[Scope, Survey, dict[str, Said]]:
    """A scope with everything that the document declares."""
    source = document.source
    scope = Scope(macros=document.macros, conventions=True)
    for region in document.regions:
        if region.kind is RegionKind.COMMENT:
            try:
                for statement in statements_at(source, region.span, scope):
                    declare_statement(statement, scope, source)
            except SourceError:
                continue
    said = read_prose(document, scope)
    apply_said(said, scope)
    found = survey(statements)
    scope.indices |= found.indices - set(scope.dimensions)
    return scope, found, said


def declare_functions(found: Survey, scope: Scope, unifier: Unifier) -> None:
    """Names that are applied and never stand alone are functions of unknown shape."""
    for name in functions(found):
        if not scope.is_declared(name) and name not in scope.densities:
            scope.functions.setdefault(name, unifier.fresh_shape())
