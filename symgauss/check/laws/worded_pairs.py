r"""Laws of pairs in words: "let $X$ and $Y$ be jointly normal with means $a$, $b$, variances ..".

The words between the formulas are matched as a whole, so that others state no law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from symgauss.check.displays.hedges import Hedges
from symgauss.check.displays.parts import Side, Statement
from symgauss.check.laws.worded_laws import Formula, formulas_of
from symgauss.latex.documents import Document
from symgauss.latex.source import Span
from symgauss.latex.tree import (
    Group,
    Letter,
    Listing,
    MatrixRows,
    Multiplication,
    Node,
    Number,
    RelationSign,
    Root,
    Scripted,
)

_TWO = r"<(\d+)>(?:,? and |, ?| )<(\d+)>"
_ONE = r"<(\d+)>"
_PAIR = re.compile(
    rf"(?P<names>{_TWO}) (?:(?:be|is|are|have|has|follows?) )?(?:(?:two|a|the) )?"
    r"(?:jointly|joint|bivariate)(?: (?:normally distributed|distributed)|"
    r" (?:normal|gaussian)(?: distribution| random variables| variables)?),? (?:with|having) "
    rf"(?P<means>zero means?|mean zero|means {_TWO}),? (?:and )?"
    rf"(?P<spreads>unit variances?|variances {_TWO}|standard deviations {_TWO}|"
    rf"(?:common |equal |the same )?variances? {_ONE}),? (?:and |with )*(?:a )?"
    rf"(?P<tie>correlation(?: coefficient)?|covariance) {_ONE}",
    re.IGNORECASE,
)
MOST = 8  #: formulas of one statement


def worded_pairs(document: Document, hedges: Hedges) -> Iterator[Statement]:
    """The laws of pairs that the words between inline formulas state, as those of stacks."""
    formulas = formulas_of(document, hedges)
    for index, formula in enumerate(formulas):
        if formula is None:
            continue
        nodes: list[Node] = []
        words = _numbered(formula.node, nodes)
        for following in formulas[index + 1 : index + MOST]:
            if following is None or not following.before:
                break
            between = " ".join(following.before.split())
            glue = "" if between.startswith(",") else " "
            words += f"{glue}{between} {_numbered(following.node, nodes)}"
        match = _PAIR.match(words)
        if match is not None:
            yield _statement(match, nodes, formula, hedges)


def _numbered(node: Node, nodes: list[Node]) -> str:
    """A formula as numbers of its items."""
    inner = node.content if isinstance(node, Group) and node.open == "(" else node
    items = inner.items if isinstance(inner, Listing) else (inner,)
    nodes += items
    return ", ".join(f"<{place}>" for place in range(len(nodes) - len(items), len(nodes)))


def _statement(
    match: re.Match[str], nodes: list[Node], formula: Formula, hedges: Hedges
) -> Statement:
    region = formula.region
    named = {
        part: [nodes[int(number)] for number in re.findall(r"<(\d+)>", match[part])]
        for part in ("names", "means", "spreads")
    }
    (tie,) = (nodes[int(number)] for number in re.findall(r"<(\d+)>", match[0])[-1:])
    span = Span(region.span.start, max(node.span.end for node in (*nodes,)))
    means = named["means"] or [Number("0", span)] * 2
    spreads = named["spreads"] or [Number("1", span)]
    spreads *= 3 - len(spreads)
    deviations = match["spreads"].lower().startswith("standard")
    roots = spreads if deviations else [_root(each) for each in spreads]
    variances = [_squared(each) for each in spreads] if deviations else spreads
    across = tie
    if match["tie"].lower().startswith("correlation"):
        across = Multiplication((tie, *roots), ("", ""), span)
    rows = ((variances[0], across), (across, variances[1]))
    column = MatrixRows(tuple((mean,) for mean in means), span)
    parameters = Listing((column, MatrixRows(rows, span)), (",",), span)
    law = Multiplication(
        (Letter("N", ("cal",), span), Group("(", ")", parameters, span)), ("",), span
    )
    stack = MatrixRows(tuple((name,) for name in named["names"]), formula.node.span)
    end = region.span.end
    sides = [Side([], formula.node.span, stack), Side([], span, law)]
    statement = Statement(sides, [RelationSign("~", None, "", Span(end, end))], region.span.start)
    statement.region = region.whole
    statement.force = hedges.force(region.span.start)
    return statement


def _root(variance: Node) -> Node:
    r"""The standard deviation: sigma where the variance is ``\sigma^2``."""
    match variance:
        case Scripted(base, None, Number("2"), 0):
            return base
        case Scripted(_, _, Number("2"), 0):
            return replace(variance, sup=None)
    return variance if isinstance(variance, Number) else Root(variance, None, variance.span)


def _squared(deviation: Node) -> Node:
    two = Number("2", deviation.span)
    if isinstance(deviation, Scripted) and deviation.sup is None:
        return replace(deviation, sup=two)
    return Scripted(deviation, None, two, 0, deviation.span)
