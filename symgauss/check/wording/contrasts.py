r"""Sections whose headings contrast: "White noise" and "Coloured noise", "Model 1" and "Model 2".

What is supposed in one of them is what the other one does without.
"""

from __future__ import annotations

import re
from itertools import combinations

from symgauss.check.wording.outline import Outline, Section

#: In each line, words that exclude one another.
_CLASSES = (
    "white coloured colored correlated pink red autocorrelated",
    "independent dependent correlated",
    "homoscedastic heteroscedastic homoskedastic heteroskedastic",
    "symmetric asymmetric non-symmetric nonsymmetric triangular arbitrary general",
    "optimal suboptimal sub-optimal arbitrary general fixed",
    "linear nonlinear non-linear logistic poisson quadratic generalized generalised",
    "static dynamic",
    "known unknown",
    "isotropic anisotropic diagonal full general spherical",
    "gaussian laplace poisson uniform exponential bernoulli binomial student cauchy mixture",
    "normal laplace poisson gamma beta lognormal log-normal empirical discrete uniform mixtures",
    "discrete continuous",
    "scalar vector matrix multivariate",
    "univariate multivariate bivariate",
    "prior posterior",
    "noiseless noisy noise-free",
    "deterministic stochastic random",
    "stationary non-stationary nonstationary",
    "centred centered uncentred uncentered non-centered",
    "simple general full",
    "equal unequal different",
    "ddpm ddim",
    "small large",
    "positive negative",
    "real complex",
    "one two three four",
    "first second third fourth",
    "finite infinite",
    "old new",
    "simplified exact approximate",
    "without with",
    "orthogonal oblique",
    "balanced unbalanced",
    "parametric nonparametric non-parametric",
)
_CONTRAST = tuple(frozenset(line.split()) for line in _CLASSES)
_NUMBERED = re.compile(
    r"\b(model|version|variant|option|approach|method|setting|scenario|case|design|experiment"
    r"|system|alternative|choice|example)s?\b[ :#]*(\d+|[A-Z]\b|[ivx]+\b)",
    re.IGNORECASE,
)
#: Steps of one and the same thing.
_STEPS = re.compile(
    r"\b(?:derivatives?|moments?|steps?|parts?|lectures?|weeks?|chapters?|derivations?|proofs?|terms?"
    r"|identit(?:y|ies)|properties|equations?|order)\b",
    re.IGNORECASE,
)
_FAMILY = re.compile(r"\bexponential famil(?:y|ies)\b")
_WORD = re.compile(r"[a-z][\w-]*")


class Contrasts:
    """Which sections of a document exclude one another."""

    def __init__(self, outline: Outline) -> None:
        self._pairs = [
            (one, other)
            for one, other in combinations(outline.sections, 2)
            if one.level == other.level and _exclude(one.title, other.title)
        ]
        self.any = bool(self._pairs)

    def apart(self, first: int, second: int) -> bool:
        """Whether two places lie in sections that exclude one another."""
        return any(
            (_holds(one, first) and _holds(other, second))
            or (_holds(one, second) and _holds(other, first))
            for one, other in self._pairs
        )


def _holds(section: Section, place: int) -> bool:
    return section.start <= place < section.end


def _exclude(one: str, other: str) -> bool:
    """Whether two headings contrast, as far as their words go."""
    numbers = _NUMBERED.search(one), _NUMBERED.search(other)
    if numbers[0] is not None and numbers[1] is not None:
        kinds = {match[1].lower() for match in numbers if match}
        if len(kinds) == 1 and numbers[0][2].lower() != numbers[1][2].lower():
            return True
    if _STEPS.search(one) or _STEPS.search(other):
        return False
    one, other = (_FAMILY.sub("", title.lower()) for title in (one, other))
    words = set(_WORD.findall(one)), set(_WORD.findall(other))
    return any(
        bool(words[0] & each) and bool(words[1] & each) and not words[0] & words[1] & each
        for each in _CONTRAST
    )
