r"""Functions that words call the log-likelihood of a sample: ``\ell(\mu, v) = ..``.

"For i.i.d. $x_1, \ldots, x_n \sim N(\mu, v)$ the log-likelihood is" defines no function that is
free: the law says what it is.  Constants are often dropped without a word, which is let be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import DISPLAY
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.judge import Outcome
from symgauss.check.laws.samples import Sample
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Constant,
    Function,
    Indexed,
    IndexedSum,
    NormalDensity,
    Opaque,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.kernel.verdict import Answer

_CALLED = re.compile(r"\blog[- ]?likelihood(?: function)?\b[^.;]{0,80}$", re.IGNORECASE)
#: Another likelihood, or not all of it.
_OTHER = re.compile(
    r"\b(?:negative|minus|per|conditional|penali[sz]\w+|marginal|joint|profile|regulari[sz]\w+"
    r"|up to|ignoring|dropping|omitting|without|average|expected|complete|maximi[sz]\w+|derivative"
    r"|gradient|score|ratio|difference|equivalent|proportional|relevant|twice|test|bound|posterior"
    r"|restricted|new|other|single|one)\b|n't\b|\bnot\b",
    re.IGNORECASE,
)
_INDICES = ("i", "j", "k", "l")


class CalledLikelihoods:
    """Holds what words call a log-likelihood against the samples of one document."""

    def __init__(self, careful: Careful, samples: Sequence[Sample]) -> None:
        self.careful = careful
        self.samples = samples

    def outcome(self, statement: Statement, index: int) -> Outcome | None:
        """What the law of the one sample says; ``None`` where it says nothing."""
        if index or not self.speak_of(statement):
            return None
        right = statement.sides[1].term
        assert right is not None  # noqa: S101 - it was looked at
        (sample,) = self.samples
        meant = _log_likelihood(sample, right)
        found = self._decided(meant, right, statement)
        if found.verdict.answer is Answer.HOLDS:
            return found
        if found.verdict.answer is not Answer.FAILS:
            return None
        dropped = self._decided(Sum((meant, _normaliser(sample))), right, statement)
        return None if dropped.verdict.answer is Answer.HOLDS else found

    def speak_of(self, statement: Statement) -> bool:
        """Whether words call the first side the log-likelihood of the one sample."""
        left, right = (side.term for side in statement.sides[:2])
        if len(self.samples) != 1 or statement.region is None or right is None:
            return False
        words = self.careful.sentences.before(statement.region).rsplit(DISPLAY, maxsplit=1)[-1]
        if not _CALLED.search(words) or _OTHER.search(words):
            return False
        if not isinstance(left, Symbol | Opaque) or statement.signs[0].kind not in ("=", ":="):
            return False
        parts = list(subterms(right))
        drawn = any(isinstance(p, Indexed) and p.name == self.samples[0].name for p in parts)
        return drawn and not any(isinstance(part, Opaque) for part in parts)

    def _decided(self, meant: Term, right: Term, statement: Statement) -> Outcome:
        return self.careful.decided(meant, RelationKind.EQUAL, right, statement, 0)


def _log_likelihood(sample: Sample, beside: Term) -> Term:
    """The sum of the log densities of all draws, over an index that occurs nowhere else."""
    used = {symbol.name for symbol in free_symbols(beside)}
    index = Symbol(next(name for name in _INDICES if name not in used), SCALAR)
    draw = Indexed(sample.name, (index,), SCALAR)
    density = NormalDensity(draw, sample.mean, sample.variance)
    last = Symbol(sample.count, SCALAR)
    return IndexedSum(Function("log", density), index, Rational(1), last)


def _normaliser(sample: Sample) -> Term:
    r"""What is dropped most: ``\frac n2 \log 2 \pi``."""
    logarithm = Function("log", Product((Rational(2), Constant("pi"))))
    return Product((Rational(1, 2), Symbol(sample.count, SCALAR), logarithm))
