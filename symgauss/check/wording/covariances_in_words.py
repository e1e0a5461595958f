"""Words that call a matrix a covariance, which is symmetric, and words that only seem to.

A lagged covariance matrix and "a precision matrix times a covariance matrix" are not symmetric.
There is no end of such words, so that the adjectives have to be known.
"""

from __future__ import annotations

import re

#: "the covariance $S$", "with a covariance of $S$", but not "the covariance of $x$"
_DEFINITE = re.compile(
    r"(?<!cross-)(?<!cross )(?<!auto)\b(covariances?|variances?|precisions?)"
    r"( across (rows|columns)| structure)?( matrix| matrices)?$"
    r"|\b(an?|with)( [\w-]+){0,2} (?<!cross-)(co)?variance( matrix)? of$",
    re.IGNORECASE,
)
#: Where the noun with its adjectives begins.
_BEGINS = re.compile(
    r"[,;:()\ufffc\ufffd]|\b(?:an?|the|its|their|our|some|any|each|every|both|all|two|three|no|with|and"
    r"|or|where|of|is|be|are|has|have|having|by|for|from|to|let|given|under|denotes?|as|in|into|on"
    r"|unknown|known|whose|that|which|using|via|assume|suppose|mean|means|if|when|via|plus|than)\b",
    re.IGNORECASE,
)
_OF_MODELS = (
    "prior posterior predicted predictive filtered filtering smoothed smoothing marginal "
    "conditional joint full common shared same equal empirical sample pooled population total "
    "true estimated exact fixed block initial stationary steady-state innovation innovations "
    "isotropic spherical anisotropic dense new old first second other corresponding resulting "
    "associated class class-conditional within-class component group noise process "
    "measurement observation error state system model data parameter weight weights residual "
    "forecast"
)
_OF_ARRAYS = (
    "background analysis proposal transition emission target input output feature latent "
    "likelihood symmetric positive definite positive-definite semidefinite positive- "
    "semidefinite diagonal invertible nonsingular non-singular inverse regular real square "
    "general arbitrary appropriate valid standard unit scalar scaled constant additive "
    "gaussian normal multivariate bivariate univariate random kernel gram n-dimensional "
    "d-dimensional spatial temporal matrix row column user-defined proper finite tiny small "
    "large updated current approximate optimal limiting asymptotic"
)
_ADJECTIVES = frozenset(f"{_OF_MODELS} {_OF_ARRAYS}".split())
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_PRODUCT = re.compile(
    r"\b(?:times|product|ratio|difference|square root|root|factor)\b", re.IGNORECASE
)


def calls_covariance(words: str) -> bool:
    """Whether words that end in a noun call what stands beside them a covariance."""
    match = _DEFINITE.search(words)
    if match is None or _PRODUCT.search(words):
        return False
    adjectives = _BEGINS.split(words[: match.start()])[-1]
    return all(each.lower() in _ADJECTIVES for each in _WORD.findall(adjectives))
