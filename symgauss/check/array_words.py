"""Words that call a name an array: a matrix, a covariance, a vector of noise."""

from __future__ import annotations

import re

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
