"""One or several statements in a text, put into a scope."""

from __future__ import annotations

from typing import assert_never

from symgauss.latex.declaring import declare_function, declare_membership, declare_range
from symgauss.latex.macros import expand
from symgauss.latex.scope import Scope
from symgauss.latex.segments import split_statements
from symgauss.latex.source import Source, Span
from symgauss.latex.statement_syntax import (
    DefinitionSyntax,
    EquationSyntax,
    FunctionSyntax,
    MembershipSyntax,
    ModelSyntax,
    QuerySyntax,
    RangeSyntax,
    StatementSyntax,
    TargetSyntax,
    leading_verb,
    parse_statement,
)
from symgauss.latex.tokenizer import tokenize
from symgauss.latex.tokens import Token


def statements_at(source: Source, span: Span, scope: Scope) -> list[StatementSyntax]:
    """The statements that stand in a part of a source."""
    tokens = expand(tokenize(source, span.start, span.end), scope.macros, source)
    return [parse_statement(piece, source) for piece in statement_pieces(tokens)]


def statement_pieces(tokens: list[Token]) -> list[list[Token]]:
    """Tokens of each statement; a query or target is one to the end."""
    if leading_verb(tokens)[0]:
        return [tokens]
    return split_statements(tokens)


def declare_statement(statement: StatementSyntax, scope: Scope, source: Source) -> bool:
    """Put a shape, range or function into the scope; ``False`` for any other statement."""
    match statement:
        case MembershipSyntax():
            declare_membership(statement, scope, source)
        case RangeSyntax():
            declare_range(statement, scope, source)
        case FunctionSyntax():
            declare_function(statement, scope, source)
        case ModelSyntax() | EquationSyntax() | DefinitionSyntax() | QuerySyntax() | TargetSyntax():
            return False
        case _:
            assert_never(statement)
    return True
