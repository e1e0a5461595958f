r"""Names that words call a correlation: ``\rho`` is between -1 and 1."""

from __future__ import annotations

import re
from fractions import Fraction

from symgauss.check.displays.inlines import read_inline
from symgauss.check.displays.sentences import Sentences
from symgauss.errors import SourceError
from symgauss.latex.declaring import declared_name
from symgauss.latex.displays import RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.scope import Scope

_CALLED = re.compile(r"\bcorrelation(?: coefficient)?(?: (?:is|of|equal to))?\s*$", re.IGNORECASE)


def declare_correlations(document: Document, sentences: Sentences, scope: Scope) -> None:
    r"""Give ``\rho`` of "with correlation $\rho$" its range, where the text says no other one."""
    for region in document.regions:
        if region.kind is not RegionKind.INLINE:
            continue
        if _CALLED.search(sentences.before(region.whole)) is None:
            continue
        read = read_inline(region, document)
        if read is None or len(read[1].parts) != 1:
            continue
        try:
            name = declared_name(read[1].parts[0], document.source)
        except SourceError:
            continue  # a number, or a formula
        known = scope.declarations.get(name)
        ranged = known is not None and (known.above, known.below) != (None, None)
        if not ranged and (known is None or known.shape.is_scalar):
            scope.declare(name, above=Fraction(-1), below=Fraction(1), implied=True)
