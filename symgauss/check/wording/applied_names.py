r"""Names that a document writes with what they depend on: ``v(\mu) = a + \mu^2``, ``\beta(t)``.

Elsewhere they stand without it, as the v of ``\mu v``: below a derivative by ``\mu``, and in an
integral over it, that is no constant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from symgauss.check.displays.inlines import read_inline
from symgauss.check.displays.parts import Statement
from symgauss.latex.displays import RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.inside import nodes
from symgauss.latex.mentions import mentioned_names
from symgauss.latex.tree import Group, Letter, Listing, Multiplication, Node, Scripted

Pair = tuple[str, str]
ANY = "*"  #: in the place of what a function is one of, where nobody says it
_PARAMETERS = frozenset({"theta", "phi", "psi", "w"})  #: below the names of networks
_TIMES = frozenset({"t", "s", "tau"})


def applied_names(document: Document, statements: Iterable[Statement]) -> Iterator[Pair]:
    """Names, and what they depend on by their arguments or by their values."""
    for statement in statements:
        for side in statement.sides:
            if side.node is not None:
                yield from _applied(side.node)
                yield from _subscripted(side.node)
        yield from _of_values(statement)
        yield from _unread(statement)
        yield from _of_differentials(statement)
    for region in document.regions:
        read = read_inline(region, document) if region.kind is RegionKind.INLINE else None
        if read is not None and read[1].relations and read[1].relations[0].kind == ":":
            yield from ((name, ANY) for name in mentioned_names(read[1].parts[0]))
        if read is not None and not read[1].relations:
            yield from _applied(read[1].parts[0])
            yield from _subscripted(read[1].parts[0])


def _applied(root: Node) -> Iterator[Pair]:
    for node in nodes(root):
        if isinstance(node, Multiplication):
            beside = zip(pairwise(node.factors), node.operators, strict=True)
            for (head, argument), operator in beside:
                if operator == "":
                    yield from _pairs(head, argument)


def _pairs(head: Node, argument: Node) -> Iterator[Pair]:
    group = argument.base if isinstance(argument, Scripted) else argument
    if not isinstance(head, Letter | Scripted) or not isinstance(group, Group) or group.open != "(":
        return
    content = group.content
    items = content.items if isinstance(content, Listing) else (content,)
    if not all(isinstance(item, Letter | Scripted) for item in items):
        return
    for name in mentioned_names(_below(head)):
        for other in (other for item in items for other in mentioned_names(item)):
            yield name, other
            stem, _, below = name.partition("_")
            if below in _PARAMETERS:
                yield stem, other


def _below(head: Letter | Scripted) -> Node:
    r"""The name without what stands above it: the ``\sigma`` of ``\sigma^2(t)``."""
    if isinstance(head, Letter):
        return head
    return head.base if head.sub is None else Scripted(head.base, head.sub, None, 0, head.span)


def _of_values(statement: Statement) -> Iterator[Pair]:
    r"""The K of ``K(\theta) = \theta^2 A + s^2 I`` depends on s, too."""
    if not statement.signs or statement.signs[0].kind not in ("=", ":="):
        return
    first, second = (side.node for side in statement.sides[:2])
    if second is None or not isinstance(first, Multiplication) or len(first.factors) != 2:
        return
    heads = {name for name, _ in _pairs(*first.factors)}
    yield from ((name, other) for name in heads for other in mentioned_names(second))


def _subscripted(root: Node) -> Iterator[Pair]:
    r"""The ``\beta`` beside ``\beta_t`` moves with t."""
    for name in mentioned_names(root):
        stem, _, below = name.partition("_")
        if below in _TIMES:
            yield stem, below


def _of_differentials(statement: Statement) -> Iterator[Pair]:
    r"""The m of ``dm = -a m dt``."""
    first, signs = statement.sides[0].node, [sign.kind for sign in statement.signs]
    if first is None or not signs:
        return
    match first:
        case Multiplication((Letter("d"), Letter() | Scripted() as head), ("",)) if signs[0] == "=":
            yield from ((name, time) for name in mentioned_names(head) for time in _TIMES)


def _unread(statement: Statement) -> Iterator[Pair]:
    r"""The m of ``m = \max(X, Y)``, a value that is not read, depends on all that is in it."""
    first = statement.sides[0].node
    is_value = bool(statement.signs) and statement.signs[0].kind in ("=", ":=")
    if not is_value or not isinstance(first, Letter | Scripted):
        return
    for side in statement.sides[1:]:
        if side.term is None:
            letters = (token.text for token in side.tokens if token.text.isalpha())
            others = mentioned_names(side.node) | set(letters)
            if others & mentioned_names(first):
                continue  # an assignment
            yield from ((name, other) for name in mentioned_names(first) for other in others)
