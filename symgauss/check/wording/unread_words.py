"""Words that may make a refuted step right, and that nothing else reads.

A law or a mean in words, a condition that goes on, an approximation, vectors of length one, another
language: there is no end of them, so that they spare a step wherever they stand.
"""

from __future__ import annotations

import re

FEW_WORDS = 8  #: from which a language is told
#: A law, a mean or a dependence in words, or in a sign that is not read.
LAW = re.compile(
    r"\b(?:zero[- ]mean|mean[- ]zero|means? (?:of )?(?:is |are )?(?:zero|\$0\$)"
    r"|zero means?|cent(?:re|er)\w*|gaussian|normal(?:ly)?|poisson|exponential(?:ly)?"
    r"|bernoulli|binary|binomial|rademacher"
    r"|uniform(?:ly)?|geometric|indicator|symmetric (?:distribution|about|around)|white noise"
    r"|uncorrelated|independen\w+|orthogonal random|isserlis|wick|kurtosis|martingale|innovations?"
    r"|deterministic|almost surely|identically|i\.?i\.?d|standardi[sz]ed|does not depend"
    r"|homosc\w+|same|copy|exchangeable|stationar\w+|dummy|either|equals"
    r"|takes? (?:the |only )*values?|errors?|dice|coin|lottery|events?|score)\b"
    r"|Cov\}?\s*[\[(][^$=]{0,30}=\s*0|\\perp\b|\\indep\b|\\bot\b|\\rho\b|\\in\s*\\\{|\bCorr\b|\bP\s*\("
    r"|\\Pr\b|\\mid\s*[A-Z]"
    r"|\\(?:overset|stackrel)\{d\}|\\math(?:bb|bf)\{1\}|([A-Z])\^2\s*=\s*\1\b|([A-Z])\s*=\s*1\b",
    re.IGNORECASE,
)
INDEPENDENT = re.compile(r"\bindependent\b", re.IGNORECASE)
#: A condition in words that goes on for some displays.
CONDITION = re.compile(
    r"\b(?:null hypothesis|a posteriori|frequentist|conditional(?:ly)? (?:up)?on|for (?:a )?fixed"
    r"|mean vanishes|mean-zero|zero[- ]mean|under \$?h_0|cent(?:re|er) the data|given the"
    r" (?:data|past|history|parameters?))\b",
    re.IGNORECASE,
)


#: A family of laws with a scale or a mean in the place of the rate.
SCALED = re.compile(
    r"(?s)(?=.*(?:\b(?:Gamma|Gam|Ga|Exp|Exponential|Weibull|IG|InvGamma)|\\mathcal\{G)\}?"
    r"\s*(?:\\left)?\()(?=.*(?:\bscale\b|\bwith mean\b|\bhas mean\b|\bmean \$"
    r"|e\^\{-\s*\\?\w+\s*/))"
)
#: Of vectors, and signs of steps in which that matters.
UNIT = re.compile(
    r"\bnormali[sz]\w+|\bunit (?:vectors?|sphere|norm|length)|\bdirections?\b"
    r"|\borthogonal (?:vectors|to\b)|\$\\?[a-z]\w*\$ (?:is|are|be) (?:\w+ )?orthogonal"
    r"|\borthonormal|\bperpendicular|pythagoras|\bright (?:angles?|triangle)|\\perp\b"
    r"|\\\|[^$|]{1,12}\\\|\s*=\s*1\b|\\\|[^$|]{1,12}\\\|\s*=\s*\\\|",
    re.IGNORECASE,
)
INNER = re.compile(r"\\\||\\lVert|\\top|\^\{?T\b|\\cdot|\\langle")
#: Of numbers, and signs of steps in which that matters.
NEGATIVE = re.compile(
    r"(?<!non)(?<!non[- ])(?<!not )(?<!derivative is )(?<!derivatives are )(?<!curvature is )"
    r"\bnegative\b(?![- ](?:definite|semi|log|binomial|likelihood|entropy|evidence|sign))",
    re.IGNORECASE,
)
ROOT = re.compile(r"\\sqrt|\||\\lvert")
#: An approximation that may go on for some displays.
ROUGH = re.compile(
    r"\b(?:to (?:the )?(?:first|leading|second|lowest) order|neglect\w*|up to terms|for small"
    r"|is small|are small|approximat\w+|first-order|lineari[sz]\w+|taylor|linear terms|drop"
    r"|dual numbers|order of magnitude)\b|\\ll\b|\bO\(|\\mathcal\{O\}",
    re.IGNORECASE,
)
#: Behind a law: another one, or an experiment.
OTHER_LAW = re.compile(
    r"\b(?:laplace|uniform|fair|die|dice|coin|exponential|poisson|bernoulli|cauchy|student"
    r"|binomial|geometric|lifetime|heads|tosses|probability(?! density))\b",
    re.IGNORECASE,
)
#: A parameter that is one, or none: "in units where $\\sigma$ is one", "we subtract the mean".
SPECIAL = re.compile(
    r"\b(?:(?:is|are|be|being|equals?|to|=) \$?(?:one|unity|1|zero|0|nought|standard)\b|unity"
    r"|unit[- ](?:noise|variance|scale|covariance|precision|level)|units? (?:where|in which|such)"
    r"|natural units|dimensionless|multiples of|relative to|rescal\w+|standardi[sz]\w+|whiten\w*"
    r"|normali[sz]\w+|z-scores?|subtract\w*|remov\w+|ignor\w+|origin|about the mean"
    r"|central moments|fluctuations?|cent(?:er|re)\w*|negligible|vanish\w*|noise(?:less|-free)"
    r"|(?:no|without) (?:noise|intercept|bias|drift|offset)|turned off|zero[- ]\w+|identify"
    r"|measured (?:in|from)|without loss|wlog|deviations? from|standard (?:normal|gaussian|case)"
    r"|deterministic|small noise|took its mean)\b|w\.l\.o\.g|\b(?:given|conditioned on) \$",
    re.IGNORECASE,
)
#: "$v$ is independent of $x$" and "are jointly normal" leave the variables what they are.
IS_AGAIN = (
    r"\s*(?!(?:be|is|are)\s+(?:\w+ly\s+)?(?:independent\s+(?:of|from)\b"
    r"|(?:jointly|bivariate)\s+(?:normal|gaussian)\b))"
    r"(?:be|is|counts?|has|have|takes?|denotes?|follows?)\b"
)
#: "The generating function of $X$ is" says nothing of X.
NOT_OF = "".join(
    rf"(?<!\b{noun} of )" for noun in ("function", "mean", "variance", "expectation", "moment")
)
CALLED_AGAIN = r"\b(?:shows?|call|called|variable|outcome|result|number)\s+"
MOMENT = re.compile(r"\b(?:E|Var|Cov|V|mathbb\{E\})\b|\\langle")
_ENGLISH = re.compile(
    r"\b(?:the|and|of|is|are|with|let|we|that|for|by|this|then|where|in)\b", re.IGNORECASE
)
_WORD = re.compile(r"(?<![\\a-zA-Z])[^\W\d_]{2,}")


def is_foreign(text: str) -> bool:
    """Whether a text has many words, and hardly one of English."""
    words = len(_WORD.findall(re.sub(r"\$[^$]*\$|\\[a-zA-Z]+|\{[^{}]*\}", " ", text)))
    return words >= FEW_WORDS and len(_ENGLISH.findall(text)) * 12 < words
