r"""Names of which words say that they move with time, or hang together with another name.

"The step size shrinks", "a time-dependent $\beta$", "let $u$ solve the equation", "$\tau$ is the
precision and $\sigma^2$ the variance", "let $\Lambda$ denote $\Sigma^{-1}$": nothing of that is a
value that can be put in, but below a derivative such a name is no constant.  There is no end of
words that tie two names of a sentence, so that all but plain ones do.
"""

from __future__ import annotations

import re

#: Of a name in the same sentence, that it moves with time.
MOVES = re.compile(
    r"\btime[- ](?:dependent|varying|inhomogeneous|evolution)|\bschedul|\bnon-?stationary"
    r"|\bevol(?:v|ution)|\bvar(?:y|ies|ying)\b|\bchang(?:e|es|ing)\b|\bgrow|\bdecay|\bshrink"
    r"|\b(?:in|de)creas(?:e|es|ing)\b|\banneal|\btrajector|\bpaths?\b|\bflows?\b|\b[OSP]DEs?\b"
    r"|\bdifferential equation|\bsolv(?:e|es|ing)\b|\bsolutions? of\b|\bdrift|\bdiffus"
    r"|\b(?:over|in|with|on|of) time\b|\bramp|\boscillat|\bfluctuat|\bmov(?:e|es|ing)\b"
    r"|\bdynamic|\btravel|\brotat(?:es|ing)|\bRiccati\b|\bmotion\b|\bcurves?\b|\bprocess\b"
    r"|\bfunctions? of\b|\bdepend",
    re.IGNORECASE,
)
#: Nouns of what is said of one thing in several ways.
TIED = re.compile(
    r"\b(?:(?P<deviation>standard deviations?|scale)|(?P<precision>precisions?|information)"
    r"|(?P<covariance>(?:co)?variances?)|(?P<rate>rate|inverse temperature|bandwidth|length-?scale)"
    r"|(?P<temperature>temperature))\b",
    re.IGNORECASE,
)


def tied(words: str) -> bool:
    """Whether a sentence speaks of one thing in two ways: a precision and a variance."""
    return len({match.lastgroup for match in TIED.finditer(words)}) > 1
