"""Statements of a document: all of its comments, and the model statements of its displays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeGuard

from symgauss.errors import ResourceLimitError, SourceError
from symgauss.latex.declaring import declared_name
from symgauss.latex.displays import Region, RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.elaborate import Elaborator
from symgauss.latex.limits import MOST_STATEMENTS
from symgauss.latex.macros import Macro, expand
from symgauss.latex.scope import Scope
from symgauss.latex.segments import relation_texts
from symgauss.latex.sets import read_set
from symgauss.latex.source import Source
from symgauss.latex.statement_syntax import (
    EquationSyntax,
    MembershipSyntax,
    ModelSyntax,
    StatementSyntax,
    parse_statement,
    try_parse,
)
from symgauss.latex.statements import statement_pieces
from symgauss.latex.tokenizer import tokenize
from symgauss.latex.tokens import Token
from symgauss.latex.unify import Unifier

_MODEL_RELATIONS = {"sim", ":="}


@dataclass(slots=True)
class Collected:
    """Statements in order; ``commented`` are those that stand in comments."""

    statements: list[StatementSyntax] = field(default_factory=list)
    commented: set[int] = field(default_factory=set)  #: start offsets
    set_aside: SourceError | None = None  #: the first display that could not be read


def collect(document: Document) -> Collected:
    """Everything that a document states; an error for the first thing that cannot be read."""
    source, macros = document.source, document.macros
    collected = Collected()
    for region in document.regions:
        if region.error is not None:
            raise region.error
        match region.kind:
            case RegionKind.COMMENT:
                _comment(region, source, macros, collected)
            case RegionKind.DISPLAY:
                _display(region, source, macros, collected)
            case RegionKind.INLINE:
                _inline(region, source, macros, collected)
            case RegionKind.PROSE | RegionKind.SKIPPED:
                pass
        if len(collected.statements) > MOST_STATEMENTS:
            place = source.place(region.span)
            raise ResourceLimitError(f"more than {MOST_STATEMENTS} statements", place)
    return collected


def _tokens(region: Region, source: Source, macros: dict[str, Macro]) -> list[Token]:
    return expand(tokenize(source, region.span.start, region.span.end), macros, source)


def _comment(
    region: Region, source: Source, macros: dict[str, Macro], collected: Collected
) -> None:
    """Comments are read strictly."""
    for piece in statement_pieces(_tokens(region, source, macros)):
        statement = parse_statement(piece, source)
        collected.statements.append(statement)
        collected.commented.add(statement.span.start)


def _display(
    region: Region, source: Source, macros: dict[str, Macro], collected: Collected
) -> None:
    """Displays state models and definitions; one that states none may hold anything."""
    try:
        pieces = statement_pieces(_tokens(region, source, macros))
    except SourceError as error:
        text = source.text[region.span.start : region.span.end]
        if "\\sim" in text or ":=" in text:
            raise
        collected.set_aside = collected.set_aside or error
        return
    strict = any(relation_texts(piece) & _MODEL_RELATIONS for piece in pieces)
    for piece in pieces:
        relations = relation_texts(piece)
        if relations & _MODEL_RELATIONS:
            collected.statements.append(parse_statement(piece, source))
        elif relations in ({"="}, {"in"}):
            statement = (
                parse_statement(piece, source)
                if strict and relations == {"="} and _single(piece)
                else try_parse(piece, source)
            )
            if isinstance(statement, ModelSyntax | EquationSyntax) or _declares(statement, source):
                collected.statements.append(statement)


def _single(piece: list[Token]) -> bool:
    """Whether one relation stands in the piece: a longer chain is a derivation."""
    return sum(token.is_other("=") for token in piece) == 1


def _inline(region: Region, source: Source, macros: dict[str, Macro], collected: Collected) -> None:
    """Prose declares only in ways that cannot be mistaken."""
    text = source.text[region.span.start : region.span.end]
    if "\\in" not in text or len(text) > 400:
        return
    try:
        tokens = _tokens(region, source, macros)
    except SourceError:
        return
    for piece in statement_pieces(tokens):
        statement = try_parse(piece, source)
        if _declares(statement, source):
            collected.statements.append(statement)


def _declares(statement: StatementSyntax | None, source: Source) -> TypeGuard[MembershipSyntax]:
    """Whether the statement puts names into a set that we know: prose has other sets too."""
    if not isinstance(statement, MembershipSyntax):
        return False
    try:
        read_set(statement.set, Elaborator(source, Scope(), Unifier()))
        for name in statement.names:
            declared_name(name, source)
    except SourceError:
        return False
    return True
