r"""Macros that a document defines: ``\newcommand``, ``\def``, ``\DeclareMathOperator``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from symgauss.errors import LatexError, ResourceLimitError, SourceError
from symgauss.latex.limits import MOST_EXPANSIONS, MOST_TOKENS
from symgauss.latex.source import Source, Span
from symgauss.latex.tokenizer import matching_brace, tokenize
from symgauss.latex.tokens import Kind, Token
from symgauss.latex.wrappers import without_wrappers


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro: how many arguments, the default of the first one, and the body as tokens."""

    arguments: int
    default: tuple[Token, ...] | None
    body: tuple[Token, ...]


_DEFINITION = re.compile(
    r"\\(?P<how>newcommand|renewcommand|providecommand|DeclareMathOperator|def|gdef|let)\*?\s*"
    r"\{?\s*\\(?P<name>[A-Za-z]+)\s*\}?"
)
_COUNT = re.compile(r"\s*\[\s*([0-9])\s*\]")
_OPTIONAL = re.compile(r"\s*\[([^\]\n]*)\]")
_BODY = re.compile(r"[^{}\n]{0,80}\{")
_MOST_ERRORS = 8
_PARAMETERS = re.compile(r"((?:#[1-9])*)\s*(?=\{)")


@dataclass(frozen=True, slots=True)
class Definitions:
    """The macros of a text; a definition that is too tricky to honour is left out."""

    macros: dict[str, Macro] = field(default_factory=dict)
    spans: list[Span] = field(default_factory=list)  #: where definitions stand
    errors: list[SourceError] = field(default_factory=list)  #: what cannot be read


def find_definitions(source: Source) -> Definitions:
    """Definitions anywhere in a text.

    A macro that is used before it is defined anew means two things; it is left out.
    """
    found = Definitions()
    changing: set[str] = set()  #: names that mean first one thing and then another one
    last: dict[str, int] = {}  #: where the definition of a name ends
    for match in _DEFINITION.finditer(source.text):
        end = _definition_end(source.text, match.end())
        try:
            macro = _definition(source, match["how"], match.end())
        except SourceError as error:
            found.errors.append(error)
            if len(found.errors) > _MOST_ERRORS:
                break  # each of them was looked through to the end of the text
            continue
        if end is not None and match["how"] != "let":
            found.spans.append(Span(match.start(), end))
        if macro is not None:
            name = match["name"]
            if _is_two_things(found.macros.get(name), macro, source.text, last.get(name), match):
                changing.add(name)
            found.macros[name] = macro
            last[name] = match.end() if end is None else end
    for name in changing:
        del found.macros[name]
    return found


def _is_two_things(
    old: Macro | None, new: Macro, text: str, since: int | None, match: re.Match[str]
) -> bool:
    """Whether a macro is used with one meaning before it gets another one."""
    if old is None or since is None:
        return False
    bodies = [[token.text for token in each.body] for each in (old, new)]
    if bodies[0] == bodies[1] and old.arguments == new.arguments:
        return False
    return re.search(rf"\\{match['name']}(?![A-Za-z])", text[since : match.start()]) is not None


def _definition_end(text: str, start: int) -> int | None:
    """Offset after the body of the macro whose name ends at ``start``."""
    brace = _BODY.match(text, start)
    end = matching_brace(text, brace.end() - 1, len(text)) if brace else None
    return None if end is None else end + 1


def _definition(source: Source, how: str, start: int) -> Macro | None:
    text = source.text
    arguments, default = 0, None
    position = start
    if how == "let":
        return None
    if how.endswith("command"):
        count = _COUNT.match(text, position)
        if count is not None:
            arguments, position = int(count.group(1)), count.end()
            optional = _OPTIONAL.match(text, position)
            if optional is not None:
                default = tuple(tokenize(source, optional.start(1), optional.end(1)))
                position = optional.end()
    elif how in ("def", "gdef"):
        parameters = _PARAMETERS.match(text, position)
        if parameters is None:
            return None
        arguments, position = len(parameters.group(1)) // 2, parameters.end()
    brace = re.compile(r"\s*\{").match(text, position)
    if brace is None:
        return None
    end = matching_brace(text, brace.end() - 1, len(text))
    if end is None:
        place = source.place(Span(brace.end() - 1, brace.end()))
        raise LatexError("the body of a macro is never closed", place)
    body = tokenize(source, brace.end(), end)
    if how == "DeclareMathOperator":
        whole = Span(brace.end() - 1, end + 1)
        body = [
            Token(Kind.COMMAND, "operatorname", whole),
            Token(Kind.OPEN_BRACE, "{", whole),
            *body,
            Token(Kind.CLOSE_BRACE, "}", whole),
        ]
    return Macro(arguments, default, tuple(body))


def expand(tokens: list[Token], macros: Mapping[str, Macro], source: Source) -> list[Token]:
    """Tokens with every macro call replaced; the new tokens have the place of the call."""
    return without_wrappers(_expanded(tokens, macros, source))


def _expanded(tokens: list[Token], macros: Mapping[str, Macro], source: Source) -> list[Token]:
    if not any(token.kind is Kind.COMMAND and token.text in macros for token in tokens):
        return tokens
    result: list[Token] = []
    todo = tokens[::-1]
    expansions = 0
    while todo:
        token = todo.pop()
        macro = macros.get(token.text) if token.kind is Kind.COMMAND else None
        if macro is None:
            result.append(token)
            continue
        expansions += 1
        if expansions > MOST_EXPANSIONS or len(todo) + len(result) > MOST_TOKENS:
            message = f"the macro {token.shown} expands without end or too far"
            raise ResourceLimitError(message, source.place(token.span))
        values = _arguments(token, macro, todo, source)
        for part in reversed(macro.body):
            if part.kind is Kind.PARAMETER:
                index = int(part.text) - 1
                if not 0 <= index < len(values):  # also #0
                    message = f"{token.shown} uses #{part.text}, which it does not have"
                    raise LatexError(message, source.place(token.span))
                todo.extend(reversed(values[index]))
            else:
                todo.append(replace(part, span=token.span))
    return result


def _arguments(call: Token, macro: Macro, todo: list[Token], source: Source) -> list[list[Token]]:
    """Take the arguments of a call from the top of the stack ``todo``."""
    values: list[list[Token]] = []
    if macro.default is not None:
        values.append(_optional(macro.default, todo))
    while len(values) < macro.arguments:
        if not todo:
            raise LatexError(f"{call.shown} lacks an argument", source.place(call.span))
        first = todo.pop()
        if first.kind is not Kind.OPEN_BRACE:
            values.append([first])
            continue
        value: list[Token] = []
        depth = 1
        while todo:
            token = todo.pop()
            depth += (token.kind is Kind.OPEN_BRACE) - (token.kind is Kind.CLOSE_BRACE)
            if depth == 0:
                break
            value.append(token)
        if depth:
            raise LatexError(
                f"an argument of {call.shown} is never closed", source.place(call.span)
            )
        values.append(value)
    return values


def _optional(default: tuple[Token, ...], todo: list[Token]) -> list[Token]:
    if not todo or todo[-1].kind is not Kind.OPEN or todo[-1].text != "[":
        return list(default)
    todo.pop()
    value: list[Token] = []
    while todo:
        token = todo.pop()
        if token.kind is Kind.CLOSE and token.text == "]":
            break
        value.append(token)
    return value
