r"""The letter that words give the standard normal density: ``\phi(z)`` is ``N(z; 0, 1)``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from symgauss.check.displays.hedges import Hedges
from symgauss.check.displays.parts import Side, Statement
from symgauss.check.displays.sentences import FORMULA
from symgauss.latex.displays import Region, RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.inside import inside
from symgauss.latex.source import Span
from symgauss.latex.tree import (
    Group,
    Letter,
    Listing,
    Multiplication,
    NormalLaw,
    Number,
    RelationSign,
    Scripted,
)

_LETTERS = {r"\phi": "phi", r"\varphi": "varphi"}
_DENSITY = r"(?:(?:probability )?density(?: function)?|pdf|p\.d\.f\.)"
_STANDARD = r"standard (?:normal|gaussian)"
_BEHIND = re.compile(
    rf"^(?:,? ?and {FORMULA},? |, )?(?:is|are|be|denotes?|for|as)? ?(?:the )?"
    rf"(?:{_STANDARD} {_DENSITY}"
    rf"|{_DENSITY} (?:and (?:the )?(?:cumulative )?(?:distribution function|cdf) )?of (?:the |a )?"
    rf"{_STANDARD}(?: distribution| variable)?)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"\b{_STANDARD} {_DENSITY}(?: (?:by|as|is))?$", re.IGNORECASE)
_WITH = re.compile(rf"{FORMULA} (?:with|has|and its|and let its) (?:the )?{_DENSITY}(?: be)?$")
_DENIED = re.compile(
    r"\b(?:cases?|another|others?|unlike|not|no|nor|never|if|unless|instead|sometimes|some|or|rather"
    r"|approximat\w*|truncated|(?:bi|multi)variate|generali[sz]\w+|scaled|unnormali[sz]ed)\b",
    re.IGNORECASE,
)
_LAW = re.compile(r"\\sim\s*(?:\\mathcal\s*\{?\s*N\s*\}?|N)\s*\(\s*0\s*,\s*1\s*\)\s*$")


def standard_densities(
    document: Document, hedges: Hedges, statements: Iterable[Statement]
) -> Iterator[Statement]:
    """What the words say of the letter, as an equation; not where a formula says it."""
    statements = list(statements)
    before: Region | None = None
    seen: set[str] = set()
    for region in document.regions:
        if region.kind is not RegionKind.INLINE:
            continue
        last, before = before, region
        text = document.source.text
        name = _LETTERS.get(text[region.span.start : region.span.end].strip())
        if name is None or name in seen or not _is_called(region, last, hedges, text):
            continue
        seen.add(name)
        arguments = {
            each for s in statements for side in s.sides for each in _taken(side.node, name)
        }
        defined = any(_is_of(s.sides[0].node, name) for s in statements if s.signs)
        if arguments and not defined:
            yield _statement(name, min(arguments), region, hedges)


def _is_called(region: Region, last: Region | None, hedges: Hedges, text: str) -> bool:
    words = hedges.sentences.before(region.whole), hedges.sentences.after(region.whole)
    if _DENIED.search(" ".join(words)):
        return False
    if _BEFORE.search(words[0]) or _BEHIND.match(words[1]):
        return True
    near = last is not None and hedges.sentences.same(last.whole, region.whole)
    law = near and last is not None and _LAW.search(text[last.span.start : last.span.end])
    return bool(law and _WITH.search(words[0]))


def _statement(name: str, argument: str, region: Region, hedges: Hedges) -> Statement:
    span = region.span
    point = Letter(argument, (), span)
    applied = Multiplication((Letter(name, (), span), Group("(", ")", point, span)), ("",), span)
    parameters = Listing((point, Number("0", span), Number("1", span)), (";", ","), span)
    law = NormalLaw(Group("(", ")", parameters, span), span)
    sign = RelationSign("=", None, "", Span(span.end, span.end))
    statement = Statement([Side([], span, applied), Side([], span, law)], [sign], span.start)
    statement.region = region.whole
    statement.force = hedges.force(span.start)
    return statement


def _is_of(node: object, name: str) -> bool:
    """Whether a side is the function at a letter."""
    return next(_applied(node, name), None) is not None


def _applied(node: object, name: str) -> Iterator[str]:
    match node:
        case Multiplication((Letter(base, ()), Group("(", ")", Letter(argument, ()))), ("",)) if (
            base == name
        ):
            yield argument


def _taken(root: object, name: str) -> Iterator[str]:
    """The letters at which the function is taken."""
    todo = [root]
    while todo:
        node = todo.pop()
        if isinstance(node, Multiplication):
            for first, second in zip(node.factors, node.factors[1:], strict=False):
                head = first.base if isinstance(first, Scripted) else first
                called = isinstance(head, Letter) and head.base == name
                match second:
                    case Group(content=Letter(argument, ())) if called:
                        yield argument
        todo.extend(inside(node))
