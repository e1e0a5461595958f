r"""Spaces that words tell of laws: "two Gaussians $N(m, S)$ and $N(n, T)$ on $\mathbb{R}^d$".

The mean of such a law is a vector of the space.  All words between the formulas have to be known
ones, so that "a function on $\mathbb{R}^k$" behind a law says nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from symgauss.check.displays.hedges import Hedges
from symgauss.check.displays.inlines import read_inline
from symgauss.latex.displays import RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.statement_syntax import MembershipSyntax, normal_law
from symgauss.latex.tree import Letter, Listing, Node, Scripted

FARTHEST = 3  #: formulas between a law and its space

_LAST = re.compile(r"\b(?:on|in|over)$", re.IGNORECASE)
_HARMLESS = """
    a an the and be is are both two some any on in over of random variable variables vector
    vectors valued normal gaussian gaussians multivariate non-degenerate nondegenerate distribution
    distributions law laws density densities measure measures sample samples point points i.i.d.
    iid independent independently identically distributed drawn from"""
_WORDS = frozenset(_HARMLESS.split())


def spaces_in_words(document: Document, hedges: Hedges) -> list[MembershipSyntax]:
    r"""What words say of the means of laws, as memberships ``m \in \mathbb{R}^d``."""
    found: list[MembershipSyntax] = []
    known: list[tuple[Node, ...]] = []  #: the means of the laws of each formula of a sentence
    end = 0
    for region in document.regions:
        if region.kind is RegionKind.PROSE:
            continue
        if region.kind is not RegionKind.INLINE:
            known, end = [], region.whole.end
            continue
        words = document.source.text[end : region.whole.start].lower().replace("*", "")
        end = region.whole.end
        if not set(words.replace(",", " ").split()) <= _WORDS:
            known = []
        read = read_inline(region, document)
        parts = () if read is None else read[1].parts
        space = parts[0] if len(parts) == 1 and is_space(parts[0]) else None
        means = tuple(name for names in known[-FARTHEST:] for name in names)
        stated = hedges.force(region.span.start).everywhere
        if means and space is not None and stated and _LAST.search(words.strip()):
            found.append(MembershipSyntax(means, space, region.span))
        known.append(tuple(_means(parts)))
    return found


def is_space(node: Node) -> bool:
    r"""Whether a formula is a ``\mathbb{R}^d``, with a name for its size."""
    match node:
        case Scripted(Letter("R", modifiers), None, Letter() as size, 0):
            return modifiers in (("bb",), ("bold",), ()) and len(size.base) == 1
        case _:
            return False


def _means(parts: tuple[Node, ...]) -> Iterator[Node]:
    """The names that are means of the laws in a formula."""
    for part in parts:
        law = normal_law(part)
        content = None if law is None else law.argument.content
        if isinstance(content, Listing) and len(content.items) == 2:
            mean = content.items[0]
            if isinstance(mean, Letter | Scripted):
                yield mean
