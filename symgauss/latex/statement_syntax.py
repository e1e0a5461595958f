"""Statements of the document language, recognised by their form; nothing is known about names."""

from __future__ import annotations

from dataclasses import dataclass

from symgauss.errors import SourceError, StatementError
from symgauss.kernel.relations import RelationKind
from symgauss.latex.dimensional import is_dimension
from symgauss.latex.naming import canonical, spelling
from symgauss.latex.parser import Parser
from symgauss.latex.source import Source, Span
from symgauss.latex.tokens import Kind, Token
from symgauss.latex.tree import (
    Chain,
    Empty,
    Group,
    Letter,
    Listing,
    Multiplication,
    Node,
    NormalLaw,
    Scripted,
)
from symgauss.latex.vocabulary import COLON, IN, SIM, TO


@dataclass(frozen=True, slots=True)
class MembershipSyntax:
    r"""``x, \mu \in set``."""

    names: tuple[Node, ...]
    set: Node
    span: Span


@dataclass(frozen=True, slots=True)
class RangeSyntax:
    r"""``\sigma > 0``, ``0 < \alpha < 1``."""

    chain: Chain
    span: Span


@dataclass(frozen=True, slots=True)
class FunctionSyntax:
    r"""``f \colon \mathbb{R}^n \to \mathbb{R}``."""

    name: Node
    codomain: Node
    span: Span


@dataclass(frozen=True, slots=True)
class ModelSyntax:
    r"""``y \mid x \sim \mathcal{N}(m, S)`` or ``q(x) = \mathcal{N}(x; m, S)``."""

    variable: Node
    given: tuple[Node, ...]
    law: NormalLaw
    density: str
    span: Span


@dataclass(frozen=True, slots=True)
class EquationSyntax:
    r"""``y = A x + b + \varepsilon``: a model if the right side holds noise."""

    left: Node
    right: Node
    span: Span


@dataclass(frozen=True, slots=True)
class DefinitionSyntax:
    """``name := value``."""

    left: Node
    right: Node
    span: Span


@dataclass(frozen=True, slots=True)
class QuerySyntax:
    r"""``\mathrm{derive} ...``."""

    node: Node
    span: Span


@dataclass(frozen=True, slots=True)
class TargetSyntax:
    r"""``\mathrm{show} left = right``."""

    chain: Chain
    span: Span


StatementSyntax = (
    MembershipSyntax
    | RangeSyntax
    | FunctionSyntax
    | ModelSyntax
    | EquationSyntax
    | DefinitionSyntax
    | QuerySyntax
    | TargetSyntax
)

_ORDERS = frozenset(
    {RelationKind.LESS, RelationKind.LESS_EQUAL, RelationKind.GREATER, RelationKind.GREATER_EQUAL}
)
_KNOWN = (
    "statements are shapes `x \\in \\mathbb{R}^{n}`, ranges `\\sigma > 0`, models "
    "`x \\sim \\mathcal{N}(m, S)`, definitions `a := ...`, `\\mathrm{derive} ...` and "
    "`\\mathrm{show} ...`"
)


def leading_verb(tokens: list[Token]) -> tuple[str, int]:
    """``derive`` or ``show`` at the start, and how many tokens it takes."""
    if not tokens:
        return "", 0
    if tokens[0].kind is Kind.TEXT and tokens[0].text in ("derive", "show"):
        return tokens[0].text, 1
    if tokens[0].is_command("mathrm", "operatorname", "mathsf", "textbf", "mathbf"):
        letters = [t.text for t in tokens[2:9]]
        for verb in ("derive", "show"):
            named = letters[: len(verb)] == list(verb) and len(tokens) > len(verb) + 2
            if named and tokens[len(verb) + 2].kind is Kind.CLOSE_BRACE:
                return verb, len(verb) + 3
    return "", 0


def parse_statement(tokens: list[Token], source: Source) -> StatementSyntax:
    """One statement; tokens have their macros expanded."""
    span = Span(tokens[0].span.start, tokens[-1].span.end)
    verb, length = leading_verb(tokens)
    if verb:
        if len(tokens) == length:
            raise StatementError(f"nothing stands after {verb}", source.place(span))
        chain = Parser(tokens[length:], source).chain()
        return _asked(verb, chain, span, source)
    return classify(Parser(tokens, source).chain(), span, source)


def _asked(verb: str, chain: Chain, span: Span, source: Source) -> StatementSyntax:
    if verb == "show":
        if not chain.relations:
            message = "a target needs a relation"
            raise StatementError(message, source.place(span), "write \\mathrm{show} left = right")
        return TargetSyntax(chain, span)
    if chain.relations:
        message = "a query has no relation"
        raise StatementError(message, source.place(chain.relations[0].span), "use \\mathrm{show}")
    return QuerySyntax(chain.parts[0], span)


def classify(chain: Chain, span: Span, source: Source) -> StatementSyntax:
    """What kind of statement a chain is."""
    kinds = [sign.kind for sign in chain.relations]
    if not kinds:
        raise StatementError("this is no statement", source.place(span), _KNOWN)
    for part in chain.parts:
        if isinstance(part, Empty):
            where = chain.relations[0].span
            raise StatementError("a side of the relation is missing", source.place(where))
    if kinds == [IN]:
        return MembershipSyntax(_names(chain.parts[0]), chain.parts[1], span)
    if kinds == [SIM]:
        return _model(chain, span, source)
    if kinds in ([COLON, TO], [IN, TO]):
        return FunctionSyntax(chain.parts[0], chain.parts[2], span)
    if kinds in ([RelationKind.DEFINED], [RelationKind.EQUAL]):
        stated = _stated_density(chain, span)
        if stated is not None:
            return stated
        if kinds == [RelationKind.DEFINED]:
            return DefinitionSyntax(chain.parts[0], chain.parts[1], span)
        return EquationSyntax(chain.parts[0], chain.parts[1], span)
    if all(kind in _ORDERS for kind in kinds):
        return RangeSyntax(chain, span)
    raise StatementError(
        f"no statement has the relations {' '.join(kinds)}", source.place(span), _KNOWN
    )


def _names(node: Node) -> tuple[Node, ...]:
    if isinstance(node, Listing) and all(s == "," for s in node.separators):
        return node.items
    return (node,)


def normal_law(node: Node) -> NormalLaw | None:
    r"""``\mathcal{N}(..)`` or a plain ``N(..)``."""
    match node:
        case NormalLaw():
            return node
        case Multiplication((Letter("N", () | ("cal",)), Group() as group), ("",)):
            return NormalLaw(group, node.span)
        case Multiplication((Scripted(Letter("N", ()), sub, None), Group() as group), ("",)):
            return NormalLaw(group, node.span) if is_dimension(sub) else None
        case _:
            return None


def law_without_point(node: Node | None) -> NormalLaw | None:
    r"""A normal law that names no variable: ``N(m, S)``, not ``N(x; m, S)``."""
    law = None if node is None else normal_law(node)
    content = None if law is None else law.argument.content
    return law if isinstance(content, Listing) and content.separators == (",",) else None


def _model(chain: Chain, span: Span, source: Source) -> ModelSyntax:
    left, right = chain.parts
    law = normal_law(right)
    if law is None:
        raise StatementError(
            "only normal distributions are known",
            source.place(right.span),
            "write x \\sim \\mathcal{N}(m, S)",
        )
    items: tuple[Node, ...] = (left,)
    separators: tuple[str, ...] = ()
    if isinstance(left, Listing):
        items, separators = left.items, left.separators
    if separators and separators[0] != "|":
        raise StatementError(
            "one variable at a time",
            source.place(left.span),
            "write a statement for each variable",
        )
    return ModelSyntax(items[0], items[1:], law, "p", span)


def _stated_density(chain: Chain, span: Span) -> ModelSyntax | None:
    r"""``q(x \mid y) = \mathcal{N}(x; m, S)``."""
    match chain.parts:
        case (Multiplication((head, Group("(", ")", content)), ("",)), right):
            law = normal_law(right)
            parts = spelling(head)
            name = None if parts is None else canonical(parts)
            if law is None or name is None:
                return None
            items = content.items if isinstance(content, Listing) else (content,)
            separators = content.separators if isinstance(content, Listing) else ()
            if separators and separators[0] != "|":
                return None
            return ModelSyntax(items[0], items[1:], law, name, span)
        case _:
            return None


def try_parse(tokens: list[Token], source: Source) -> StatementSyntax | None:
    """The statement, or ``None`` where the text is none: prose must not fail."""
    try:
        return parse_statement(tokens, source)
    except SourceError:
        return None
