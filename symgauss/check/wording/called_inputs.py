r"""Names that words call inputs or hyperparameters: the X and $\theta$ of ``p(y | X, \theta)``.

Those of a kernel matrix, ``K(X, X)``, need no words.  They have no law, so that
what is given besides them is given them anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from symgauss.check.displays.inlines import read_inline
from symgauss.check.displays.sentences import DISPLAY, FORMULA, Sentences
from symgauss.check.wording.called_constants import RANDOM_WORDS
from symgauss.latex.displays import RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.naming import name_of
from symgauss.latex.tree import Group, Letter, Listing, Multiplication, Node, Scripted

_CALLED = re.compile(
    r"(?P<kind>(?:[\w-]+ ){0,2})"
    r"\b(?:inputs?(?: (?:points?|locations?|matrix|vectors?))?|design matrix|covariates|regressors"
    r"|predictors|(?:kernel |model )?hyper-?parameters?)(?: (?:are|is|be))?(?: collected in)?$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(rf"[.;:({DISPLAY}]")
_NOISY = re.compile(r"\b(?:noisy|uncertain|unknown|corrupted|gaussian|normal)\b", re.IGNORECASE)
_FOLLOWING = re.compile(r"[^,;.:]*")


def names_called_inputs(document: Document, sentences: Sentences) -> frozenset[str]:
    """The names behind such words, which have to be plain ones."""
    found: set[str] = set()
    refused: set[str] = set()
    for region in document.regions:
        if region.kind is not RegionKind.INLINE:
            continue
        read = read_inline(region, document)
        found |= {name for part in (() if read is None else read[1].parts) for name in _twice(part)}
        node = None if read is None or len(read[1].parts) != 1 else read[1].parts[0]
        nodes = node.items if isinstance(node, Listing) else (node,)
        if not all(isinstance(each, Letter | Scripted) for each in nodes):
            continue
        names = {name for name in map(name_of, nodes) if name is not None}
        clause = _CLAUSE.split(sentences.before(region.whole))[-1]
        called = _CALLED.search(clause.rpartition(FORMULA)[2].strip())
        following = _FOLLOWING.match(sentences.after(region.whole))
        if called is not None and following is not None:
            said = f"{called.group('kind')} {following.group()}"
            doubtful = RANDOM_WORDS.search(said) or _NOISY.search(said)
            (refused if doubtful else found).update(names)
    return frozenset(found - refused)


def _twice(node: Node) -> Iterator[str]:
    """The X of a kernel matrix ``K(X, X)``."""
    match node:
        case Multiplication(
            (Letter("K" | "k"), Group("(", _, Listing((Letter() as one, Letter() as other)))), ("",)
        ) if name_of(one) == name_of(other):
            name = name_of(one)
            if name is not None:
                yield name
        case _:
            return
