r"""Laws that letters stand for: "let $p = N(m, S)$", "let $p$ be the density of $N(m, S)$".

Of what p is the density, the rest of the document says: it takes p at one name only, ``p(x)``.
Where it does so nowhere, as in ``KL(p \| q)``, that is what other letters are taken at, or an x,
unless x is something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from symgauss.check.displays.hedges import Hedges
from symgauss.check.displays.parts import Side, Statement
from symgauss.check.laws.worded_laws import Formula, formulas_of
from symgauss.check.manners.rewriting import rewrite
from symgauss.latex.documents import Document
from symgauss.latex.inside import nodes
from symgauss.latex.naming import name_of
from symgauss.latex.source import Span
from symgauss.latex.statement_syntax import law_without_point, normal_law
from symgauss.latex.tree import (
    Apply,
    Fraction,
    Group,
    Letter,
    Listing,
    Multiplication,
    Node,
    Operator,
    RelationSign,
    Scripted,
)

#: Letters that densities have, and the distributions that they belong to.
_LETTERS = frozenset(("p", "q", "r", "f", "g", "P", "Q", r"\pi", r"\rho"))
_DENSITY = r"(?:(?:probability )?densit(?:y|ies)(?: functions?)?|pdfs?|laws?|distributions?)"
_BE_DENSITY = re.compile(
    rf"^(?:be|is|are|denotes?|for) (?:the )?(?:(?:multivariate )?(?:normal|gaussian) )?{_DENSITY}"
    r"(?: of(?: the)?(?: normal| gaussian)?(?: distributions?| laws?)?)?$",
    re.IGNORECASE,
)
_AND = ("and", ",", ", and")
_X = Letter("x", (), Span(0, 0))


def laws_of_letters(
    document: Document, hedges: Hedges, statements: Iterable[Statement]
) -> Iterator[Statement]:
    """Give the laws of letters the variables at which these are taken; yield those in words."""
    statements = list(statements)
    taken = _taken(statements)
    spoken_of = _in_operators(statements) | taken.keys()
    others = {name: node for names in taken.values() for name, node in names.items()}
    if not others and not any(_is_about_x(each) for each in statements):
        others = _written_x(statements)
    in_words = list(_in_words(document, hedges))
    for statement in [*statements, *in_words]:
        if spoken_of and statement.signs and statement.signs[0].kind in ("=", ":=", "~"):
            _name_variable(statement, taken, others)
    rewrite(statements, partial(_at_variable, densities=_densities([*statements, *in_words])))
    yield from (each for each in in_words if isinstance(each.sides[0].node, Multiplication))


def _densities(statements: list[Statement]) -> dict[str, Node]:
    """What stands for the density at its variable, by the letters that got one here."""
    found: dict[str, Node] = {}
    for statement in statements:
        match statement.sides[0].node:
            case Multiplication((head, Group("(", ")", Letter() | Scripted()))) as node if (
                node.span == head.span  # written here, not by the author
            ):
                letter = _letter(head)
                if letter is not None:
                    found[letter] = node
    return found


def _at_variable(node: object, densities: dict[str, Node]) -> object:
    r"""``\log p`` and ``\log \frac{p}{q}`` with the densities at their variable."""
    if not isinstance(node, Apply) or node.function != "log":
        return node
    inner = node.argument.content if isinstance(node.argument, Group) else node.argument
    match inner:
        case Letter() | Scripted() if _letter(inner) in densities:
            return replace(node, argument=densities[_letter(inner) or ""])
        case Fraction(above, below):
            names = _letter(above), _letter(below)
            if names[0] in densities and names[1] in densities:
                both = (densities[names[0] or ""], densities[names[1] or ""])
                return replace(
                    node, argument=replace(inner, numerator=both[0], denominator=both[1])
                )
    return node


def _name_variable(
    statement: Statement, taken: dict[str, dict[str, Node]], others: dict[str, Node]
) -> None:
    r"""Make ``p(x) = N(m, S)`` of ``p = N(m, S)``, and ``P: x \sim N(m, S)`` of ``P = ..``."""
    head, law = statement.sides[0].node, statement.sides[1].node
    letter = _letter(head)
    if letter is None or law_without_point(law) is None:
        return
    if statement.signs[0].kind == "~" and letter[0] not in "pqPQ":
        return  # the law of f
    # P has the density p
    variables = taken.get(letter) or taken.get(letter.lower()) or others
    if len(variables) != 1 or "?" in variables or head is None:
        return
    (variable,) = variables.values()
    span, sign = head.span, statement.signs[0]
    if letter in ("P", "Q"):
        statement.prefix = letter
        kind, node = "~", variable
    else:
        group = Group("(", ")", variable, span)
        kind, node = "=", Multiplication((head, group), ("",), span)
    statement.sides[0] = replace(statement.sides[0], node=node)
    statement.signs[0] = replace(sign, kind=kind)


def _taken(statements: list[Statement]) -> dict[str, dict[str, Node]]:
    """The names at which letters of densities are taken, by the letter and the name."""
    found: dict[str, dict[str, Node]] = {}
    for statement in statements:
        for side in statement.sides:
            for node in nodes(side.node):
                if not isinstance(node, Multiplication):
                    continue
                for first, second in zip(node.factors, node.factors[1:], strict=False):
                    letter = _letter(first)
                    if letter is None or not isinstance(second, Group) or second.open != "(":
                        continue
                    name = name_of(second.content)
                    # "?": a joint or conditional density, or one at some value
                    found.setdefault(letter, {}).setdefault(name or "?", second.content)
    return found


def _in_operators(statements: list[Statement]) -> frozenset[str]:
    r"""The letters in divergences and entropies and below means: ``KL(p \| q)``, ``E_p[..]``."""
    operators = (
        node
        for statement in statements
        for side in statement.sides
        for node in nodes(side.node)
        if isinstance(node, Operator)
    )
    found: set[str | None] = set()
    for each in operators:
        content = each.argument.content
        items = content.items if isinstance(content, Listing) else (content,)
        found.update(map(_letter, (each.sub, *(items if each.name in ("KL", "H") else ()))))
    return frozenset(name for name in found if name is not None)


def _written_x(statements: list[Statement]) -> dict[str, Node]:
    """The x of a document, plain or in bold; a plain one where it has none."""
    found: dict[str, Node] = {
        name: node
        for statement in statements
        for side in statement.sides
        for node in nodes(side.node)
        if isinstance(node, Letter) and (name := name_of(node)) in ("x", "xbold")
    }
    return found or {"x": _X}


def _is_about_x(statement: Statement) -> bool:
    """Whether x has a value or a law of its own."""
    first = statement.sides[0].node
    items = first.items if isinstance(first, Listing) else (first,)
    return bool(statement.signs) and any(name_of(each) == "x" for each in items)


def _letter(node: Node | None) -> str | None:
    """The name of a letter of densities, with what is below it."""
    base = node.base if isinstance(node, Scripted) else node
    if not isinstance(base, Letter) or base.base not in _LETTERS or node is None:
        return None
    return name_of(node)


def _in_words(document: Document, hedges: Hedges) -> Iterator[Statement]:
    """The laws of "let p and q be the densities of N(a, A) and N(b, B)"."""
    formulas = formulas_of(document, hedges)
    for index, formula in enumerate(formulas):
        if formula is None or normal_law(formula.node) is None:
            continue
        if not _BE_DENSITY.match(formula.before):
            continue
        names = list(reversed(list(_listed(formulas, index - 1, -1))))
        laws = list(_listed(formulas, index, 1))
        if len(names) != len(laws):
            continue
        for named, law in zip(names, laws, strict=True):
            if _letter(named.node) is not None and normal_law(law.node) is not None:
                yield _statement(named, law, hedges)


def _listed(formulas: list[Formula | None], index: int, step: int) -> Iterator[Formula]:
    """The formulas of a list that begins at one and goes on either way."""
    while 0 <= index < len(formulas):
        this = formulas[index]
        if this is None:
            return
        yield this
        beside = index + step
        link = this if step < 0 else (formulas[beside] if beside < len(formulas) else None)
        if link is None or link.before not in _AND:
            return
        index = beside


def _statement(named: Formula, law: Formula, hedges: Hedges) -> Statement:
    end = named.region.span.end
    sides = [
        Side(list(named.tokens), named.region.span, named.node),
        Side(list(law.tokens), law.region.span, law.node),
    ]
    sign = RelationSign("=", None, "", Span(end, end))
    statement = Statement(sides, [sign], named.region.span.start)
    statement.region = named.region.whole
    statement.force = hedges.force(named.region.span.start)
    return statement
