r"""Sections whose headings contrast: "White noise" and "Coloured noise", "Model 1" and "Model 2".

What is supposed in one of them is what the other one does without.
"""

from __future__ import annotations

import re

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
    r"|system|alternative|choice|example)s?\b[ :#]*(\d+|[a-z]\b|[ivx]+\b)",
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
        self.outline = outline
        self._marks = {each.start: _marks(each.title) for each in outline.sections}
        self.any = any(self._marks.values())  #: whether a heading may contrast with another one

    def apart(self, first: int, second: int) -> bool:
        """Whether two places lie in sections that exclude one another."""
        if not self.any:
            return False
        one, other = self.outline.inside(first), self.outline.inside(second)
        return any(
            self._exclude(a, b)
            for a in one
            for b in other
            if a.level == b.level and a.start != b.start
        )

    def _exclude(self, one: Section, other: Section) -> bool:
        """Whether two headings contrast, as far as their words go."""
        marks = self._marks[one.start], self._marks[other.start]
        shared = marks[0].keys() & marks[1].keys()
        return any(not marks[0][each] & marks[1][each] for each in shared)


def _marks(title: str) -> dict[int | str, frozenset[str]]:
    """The words of a heading that exclude others, by what they are about."""
    title = _FAMILY.sub("", title.lower())
    found: dict[int | str, frozenset[str]] = {}
    numbered = _NUMBERED.search(title)
    if numbered is not None:
        found[numbered[1]] = frozenset({numbered[2]})
    if not _STEPS.search(title):
        words = frozenset(_WORD.findall(title))
        found |= {n: words & each for n, each in enumerate(_CONTRAST) if words & each}
    return found
