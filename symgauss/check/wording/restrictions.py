r"""Properties in words that are not drawn: "idempotent", "commute", "the weights sum to one".

What they restrict may satisfy a step that is wrong of anything else, so that nothing refutes it.
"""

from __future__ import annotations

import re

_WORDS = re.compile(
    r"\b(?:idempotent|involut\w+|nilpotent|unitary|orthonormal|skew[- ]?symmetric|antisymmetric"
    r"|traceless|singular|rank[- ](?:one|1|deficient)|low[- ]rank|permutation|stochastic|circulant"
    r"|toeplitz|whiten\w+|rotations?|reflections?|householder|centering|selection matrix|fourier"
    r"|projections?|projectors?|projection matri\w+|hat matrix|annihilator"
    r"|commut(?:e|es|ing)|eigen\w+|correlation matri\w+"
    r"|(?:sums?|summing|adds?|adding) (?:up )?to (?:one|zero|unity|\$[01]\$)"
    r"|normali[sz]ed|standardi[sz]ed|unit[- ](?:vectors?|norm|length|variance)|collinear|parallel"
    r"|orthogonal (?:to|vectors)|mutually orthogonal|proportional|block[- ]diagonal)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|non|never|neither|nor|without)\b[\s-]*(?:\w+[\s-]+){0,2}$|n't\s+$")
REACH = 60  #: letters before or behind a name within which a word says something of it


def restriction(before: str, after: str) -> str:
    """The word around a name that restricts it; empty if there is none."""
    for words in (before[-REACH:], after[:REACH]):
        for match in _WORDS.finditer(words):
            if not _DENIED.search(words[: match.start()]):
                return match.group()
    return ""
