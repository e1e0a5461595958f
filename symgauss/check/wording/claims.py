r"""Where a document claims what it then proves: theorem statements."""

from __future__ import annotations

import re
from bisect import bisect_right

from symgauss.latex.source import Span

_NAMES = r"Theorem|Lemma|Proposition|Corollary|Claim"
_HEAD = re.compile(
    rf"\*\*(?:{_NAMES})\b[^*\n]*\*\*|\\begin\{{(?:{_NAMES.lower()})\*?\}}", re.IGNORECASE
)
_END = re.compile(
    r"\*\*Proof\b|\\begin\{proof\}|\\end\{(?:theorem|lemma|proposition|corollary|claim)\*?\}"
    r"|^#+ |\\(?:sub)*section\b",
    re.IGNORECASE | re.MULTILINE,
)
#: After these words a theorem states what is to be proved; before them it introduces.
_THEN = re.compile(
    r"\b(then|it holds that|we have|is given by|are given by|satisf(?:y|ies))\b", re.IGNORECASE
)


class Claims:
    """The parts of a text that state what is to be proved."""

    def __init__(self, text: str) -> None:
        self.spans: list[Span] = []
        self.statements: list[Span] = []  #: theorems from their heads to their proofs
        for head in _HEAD.finditer(text):
            end = _END.search(text, head.end())
            stop = end.start() if end else head.end()
            self.statements.append(Span(head.end(), stop))
            then = _THEN.search(text, head.end(), stop)
            if then is not None:
                self.spans.append(Span(then.end(), stop))
        self._starts = [span.start for span in self.spans]

    def cover(self, position: int) -> bool:
        """Whether a claim stands here."""
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self.spans[index].end

    def in_theorem(self, position: int) -> bool:
        """Whether this is said in a theorem, as a claim or to introduce one."""
        return any(span.start <= position < span.end for span in self.statements)
