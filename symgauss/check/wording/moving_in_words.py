r"""Names of which words say that they move with time, or hang together with another name.

"The step size shrinks", "a time-dependent $\beta$", "let $u$ solve the equation", "$\tau$ is the
precision and $\sigma^2$ the variance", "let $\Lambda$ denote $\Sigma^{-1}$": nothing of that is a
value that can be put in, but below a derivative such a name is no constant.  There is no end of
words that tie two names of a sentence, so that all but plain ones do.
"""

from __future__ import annotations

import re

from symgauss.check.wording.plain_words import are_harmless

#: Nouns of numbers that stay as they are, and words that say what is done with a formula.
_STILL = (
    "regularisation regularization penalty weighs weigh weight strength rate rates reversion speed "
    "coefficient learning step sizes size smoothing tuning hyper-parameter constant gaussian law "
    "minimise minimize minimised minimized maximise maximize maximised maximized minimising "
    "minimizing maximising maximizing optimise optimize cost loss objective function functions "
    "log-likelihood likelihood estimate estimates estimator gradient gradients derivative "
    "derivatives differentiate differentiating differentiated partial second first integral "
    "integrate integrating integrated respect setting yields gives gave give giving enter linearly "
    "quadratic linear expression equation sum product wrt compute computing computed calculate "
    "calculating find finding need want only not do does out complete completing expand expanding "
    "substitute substituting insert inserting plug plugging solve maximum minimum likelihood "
    "proof show prove shows proves result results formula rule chain total probability when if can "
    "unknown known at point data when like just up thus real line equal equals equality using via "
    "above below following previous next evaluated denominator numerator entire whole fixed "
    "estimated estimation proportional normalising normalizing non-negative nonnegative positive "
    "greater larger less than interval support sample independent identity mode median entropy "
    "divergence kullback-leibler kl moment moments generating characteristic cumulant shape scale "
    "general case cases number numbers location degrees freedom diffusivity friction damping"
)
_KEEPING = frozenset(_STILL.split())
#: Nouns of what is said of one thing in several ways.
_TIED = re.compile(
    r"\b(?:(?P<deviation>standard deviations?|scale)|(?P<precision>precisions?|information)"
    r"|(?P<covariance>(?:co)?variances?)|(?P<rate>rate|inverse temperature|bandwidth|length-?scale)"
    r"|(?P<temperature>temperature))\b",
    re.IGNORECASE,
)
FEW_WORDS = 3  #: from which those behind the second name are not about both
#: "the median of the sample", "the conditional mean of .. given", "chosen after seeing"
_MADE_OF = re.compile(
    r"\b(?:of|given|from|on|to|seeing|observing|using|sample|data|state|observation)"
    r"(?: (?:the|an?))?(?: \w+)?$",
    re.IGNORECASE,
)
_APART_FROM = re.compile(
    r"[,;:]|\b(?:and|with|where|for|independent\w*|size|dimension)\b", re.IGNORECASE
)
_APART = re.compile(r",|\b(?:and|or|with|respect|over|in|at|than|of|to)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:()]")
#: "the response to", "the optimal gain for"
_RESPONSE = re.compile(
    r"\b(?:response|reaction|gain|control|solution|answer|optimum|minimi[sz]er|maximi[sz]er|choice"
    r"|output|outcome|value|image|function|map) (?:to|for|at|under|of)( the)?$",
    re.IGNORECASE,
)
_ITS = re.compile(r"\b(?:its|their|whose|corresponding|former|latter)\b", re.IGNORECASE)
#: A noun without an adjective in front of a name, or behind one.
_KIND_BEFORE = re.compile(
    r"(?:^|[,;:.\n]|\b(?:the|an?|and|with|where|by|as|let)\b)\s*"
    r"(?P<noun>standard deviation|precision|variance|covariance|temperature|rate|scale)"
    r"(?: matrix)?(?: (?:is|be))?(?: (?:called|denoted by|written as|written|by|as))?\s*$",
    re.IGNORECASE,
)
_KIND_AFTER = re.compile(
    r"^,? ?(?:(?:is|be|denotes?|for) )?(?:the|an?) "
    r"(?P<noun>standard deviation|precision|variance|covariance|temperature|rate|scale)\b",
    re.IGNORECASE,
)


def tied(words: str) -> bool:
    """Whether a sentence speaks of one thing in two ways: a precision and a variance."""
    return len({match.lastgroup for match in _TIED.finditer(words)}) > 1


def kind(before: str, after: str) -> str:
    """What a name is called, where that is a noun of some law; empty if it is none."""
    match = _KIND_AFTER.match(after) or _KIND_BEFORE.search(before)
    return "" if match is None else match["noun"].lower()


#: A text in which t is no time.
NO_TIME = re.compile(
    r"\b(?:generating|characteristic) functions?|\bM\.?G\.?F\b|\bcumulant|\bStein\b",
    re.IGNORECASE,
)


def moves(clause: str) -> bool:
    """Whether words beside a name may say that it moves with time: those that are not plain."""
    return not are_harmless(clause, _KEEPING)


def is_made_of(between: str) -> bool:
    """Whether words between a name and a law may make the name one of the variable."""
    return _MADE_OF.search(between) is not None and _APART_FROM.search(between) is None


def stands_for(between: str) -> bool:
    """Whether words between a name and something else may make it a name of that."""
    return len(between.split()) <= FEW_WORDS and _APART.search(between) is None


def is_response(words: str) -> bool:
    """Whether words in front of a name say that something is made for it."""
    return _RESPONSE.search(words.strip()) is not None


def ties(between: str, behind: str) -> bool:
    """Whether words between two names, or behind the second one, may tie them."""
    if _ITS.search(between) or is_response(between) or not are_harmless(between, _KEEPING):
        return True
    return len(between.split()) < FEW_WORDS and not are_harmless(_CLAUSE.split(behind)[0], _KEEPING)
