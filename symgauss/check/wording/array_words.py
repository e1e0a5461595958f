"""Words that call a name an array: a matrix, a covariance, a vector of noise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symgauss.check.displays.inlines import spoken_of
from symgauss.check.displays.sentences import FORMULA, Sentences
from symgauss.errors import SourceError
from symgauss.latex.declaring import declared_name
from symgauss.latex.documents import Document
from symgauss.latex.tree import Group, Letter, Multiplication, Node, Scripted

#: "the noise covariances $Q$ and $R$"
COVARIANCE = re.compile(r"\bcovariances?( matrix| matrices)?$", re.IGNORECASE)
#: "The covariance matrices of prior and likelihood are $A$ and $B$"
ARE_OF = re.compile(
    r"\b(?P<noun>matrix|matrices|covariances?|vectors?) (of|for|in|from)\b[^,;:]*\b(is|are|be)$",
    re.IGNORECASE,
)
#: "be an invertible matrix depending on", "be matrix-valued functions"
MATRIX = re.compile(
    r"^((an?|the|some|both|two) )?((?!of\b|with\b|and\b|for\b|in\b)[\w-]+ ){0,4}"
    r"(matrix|matrices|matrix-valued( \w+)?)(?= (depending|evolving|varying|functions?|process"
    r"|valued|on|as|at|over|given|by)\b|[,.;]|$)",
    re.IGNORECASE,
)
ARRAYS = re.compile(r"\b(matrix|matrices|covariances?)\b", re.IGNORECASE)
#: Noise is random, its covariance is not.
RANDOM = re.compile(
    r"\brandom\b|\bnoise(?! (co)?variances?\b| levels?\b| scales?\b| precisions?\b| power\b"
    r"| parameters?\b| matri| strength| intensit| standard| gain| model)",
    re.IGNORECASE,
)

_NOUN = r"(matrix|matrices|operators?|linear (maps?|transformations?)(?! of\b))"
_LIST = rf"({FORMULA}|,| |and|or)*"
#: "the covariance matrix of $x$, $A$", "matrices are denoted by capitals: $A$, $B$"
_CALLED_BEFORE = re.compile(
    rf"\b{_NOUN}( of( the)?( [a-z-]+){{0,2}} {FORMULA},?)?$"
    rf"|\bmatrices\b[^,;:.{FORMULA}]*[:,]? ?{_LIST}$",
    re.IGNORECASE,
)
_CALLED_AFTER = re.compile(
    rf"^,? ?(for|to denote|denotes?|be|is|are|as) (an?|the|some)"
    rf" ((?!of\b|with\b)[a-z-]+ ){{0,3}}{_NOUN}"
    r"(?![- ](norms?|exponentials?|elements?|entry|entries|products?))\b"
    r"|^,? ?(is|be|are) (a |an |both )?(square|invertible|orthogonal|non-?singular|full[- ]rank)\b"
    r"(?![^.;:,]* (functions?|maps?|mappings?))",
    re.IGNORECASE,
)


def names_called_matrices(document: Document, sentences: Sentences) -> Iterator[str]:
    """The capitals that prose calls matrices, be they in an equation or not: "$A = A(t)$"."""
    for items in spoken_of(document, sentences, _are_matrices):
        for item in items:
            try:
                name = declared_name(head_of(item), document.source)
            except SourceError:
                break
            if name[0].isupper():
                yield name


def _are_matrices(before: str, after: str) -> bool:
    return bool(_CALLED_BEFORE.search(before) or _CALLED_AFTER.match(after))


def head_of(item: Node) -> Node:
    r"""The ``\Sigma`` of ``\Sigma(t)``: what is said of its values is said of it."""
    match item:
        case Multiplication((Letter() | Scripted() as head, Group("(")), ("",)):
            return head
        case _:
            return item
