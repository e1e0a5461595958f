r"""Moments that words name: "a random variable $X$ with mean $\mu$ and variance $\sigma^2$".

As for laws in words, nothing is guessed: all words between the formulas have to be known ones.  Of
what has a law, the law says what the moments are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from symgauss.check.displays.hedges import Hedges
from symgauss.check.displays.parts import Side, Statement
from symgauss.check.laws.worded_laws import NORMAL, Formula, formulas_of, is_name, words_of
from symgauss.check.wording.eras import introduced_by
from symgauss.latex.documents import Document
from symgauss.latex.tree import Group, Node, Number, Operator, RelationSign

_PLAIN = frozenset(
    words_of(
        """a an the be is are being have has having with and of random variable variables vector
        vectors quantity real scalar some finite known unknown common true population any
        distribution law whose i.i.d. iid independent distributed arbitrary which"""
    )
)
_MEAN = re.compile(
    r"^(.*?)\b(?:mean|expectation|expected value)(?: vector)?(?: of)?$", re.IGNORECASE
)
_ZERO = re.compile(r"\b(?:zero[- ]mean|mean[- ]zero|mean zero|zero mean)\b", re.IGNORECASE)
_SPREAD = re.compile(
    r"^(.*?)\b(?:co)?variance(?:[- ]covariance)?(?: matrix)?(?: of)?$", re.IGNORECASE
)
_OF = re.compile(
    r"\b(?P<what>mean|expectation|expected value|(?:co)?variance(?: matrix)?) of$", re.IGNORECASE
)
_CALLED = re.compile(r"^(?:is|equals|is denoted by|be|,)$", re.IGNORECASE)


def worded_moments(
    document: Document, hedges: Hedges, statements: Iterable[Statement]
) -> list[Statement]:
    """The moments that the words between inline formulas state, as equations."""
    with_law = {
        name
        for statement in statements
        if statement.signs and statement.signs[0].kind == "~" and statement.sides[0].node
        for name in introduced_by(statement.sides[0].node)
    }
    found: list[Statement] = []
    formulas = formulas_of(document, hedges)
    for index, formula in enumerate(formulas):
        if formula is None or not is_name(formula.node):
            continue
        names = introduced_by(formula.node)
        if not names or with_law & set(names):
            continue
        for kind, value, at in _said(formula, formulas[index + 1 : index + 3]):
            found.append(_statement(kind, formula, value, at, hedges))
    return found


def _said(formula: Formula, following: list[Formula | None]) -> Iterator[tuple[str, Node, Formula]]:
    """Kinds of moments with their values, and where these stand."""
    second = following[0] if following else None
    if second is None or not second.before:
        return
    of = _OF.search(formula.before)
    if of is not None and _CALLED.match(second.before):
        yield ("Var" if "variance" in of["what"].lower() else "E"), second.node, second
        return
    zero, spread = _ZERO.search(second.before), _SPREAD.match(second.before)
    if zero is not None and spread is not None:
        if _is_plain(_ZERO.sub("", spread[1])):
            yield "E", Number("0", second.node.span), second
            yield "Var", second.node, second
        return
    mean = _MEAN.match(second.before)
    if mean is not None and _is_plain(mean[1]):
        yield "E", second.node, second
        third = following[1] if len(following) > 1 else None
        behind = None if third is None else _SPREAD.match(third.before.lstrip(", "))
        if third is not None and behind is not None and _is_plain(behind[1]):
            yield "Var", third.node, third
    elif spread is not None and _is_plain(spread[1]):
        yield "Var", second.node, second


def _is_plain(between: str) -> bool:
    words = set(words_of(between))
    return words <= _PLAIN and not words & NORMAL


def _statement(kind: str, formula: Formula, value: Node, at: Formula, hedges: Hedges) -> Statement:
    named, span = formula.node, at.region.span
    group = Group("[", "]", named, named.span)
    left = Side([], named.span, Operator(kind, None, group, named.span))
    sign = RelationSign("=", None, "", named.span)
    statement = Statement([left, Side([], span, value)], [sign], named.span.start)
    statement.region = formula.region.whole
    statement.force = hedges.force(formula.region.span.start)
    return statement
