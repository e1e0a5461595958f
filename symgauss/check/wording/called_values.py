r"""Names that words call what a model decides: "the posterior variance is", "predicted mean:".

Such a name is no free one: what is said of it first follows from the model, or does not.  Nor is
one with which a conclusion ends: "hence", "we get".
"""

from __future__ import annotations

import re

from symgauss.check.displays.sentences import DISPLAY, FORMULA

#: Words of a list that lead to nothing else.
_WORD = re.compile(r"\b(?!and\b|then\b)\w")
_INFERRED = (
    r"posterior|predict(?:ed|ive|ion)|filter(?:ed|ing)|smooth(?:ed|ing)|updated?|conditional"
    r"|marginal|fused|a[ -]posteriori|a[ -]priori|forecast|corrected|innovations?|residual|combined"
    r"|optimal|stationary"
)
_MOMENT = (
    r"means?|expectations?|expected values?|(?:co)?variances?|precisions?|standard deviations?"
    r"|uncertaint(?:y|ies)|information"
)
#: What may stand between "posterior" and "variance".
_BETWEEN = (
    rf"and|or|of|at|{_INFERRED}|state|error|estimates?|distribution|law|density|is|are|has|have|the"
    r"|an?|its|with|again|also|then|thus|therefore|normal|gaussian|factors?|weights?|parameters?"
    r"|values?|new|test|input|point|output|features?|observation|measurement"
)
_METHOD = (
    r"MAP|maximum[ -]a[ -]posteriori|optimal|best|bayes(?:ian)?|minimum[ -]variance|MMSE|fused"
)
_ESTIMATE = r"estimates?|solutions?|weights?|predictors?"
#: What may follow up to the formula.
_REST = re.compile(
    rf"(?:{FORMULA}|[\s,:*_()-]|\b(?:and|of|for|at|on|the|an?|its|their|is|are|be|becomes?|equals?"
    r"|reads?|simply|just|therefore|then|thus|hence|so|now|also|given|by|as|estimates?|estimators?"
    r"|states?|weights?|parameters?|step|time|follows?|obtained|computed|which|that|we|get|obtain"
    r"|find|have|has|to|new|test|point|input|function|value|signal|output|data|where|with|from"
    r"|bayes|rule|model|in|closed|form|matri(?:x|ces)|vectors?|weighs|precisions?|this|it"
    rf"|satisf(?:y|ies)|satisfying|lag|one|terms|noise|{_MOMENT})\b)*",
    re.IGNORECASE,
)
_CALLED = re.compile(
    rf"\b(?:{_INFERRED})(?:[ -]+(?:(?:{_BETWEEN})\b|[{FORMULA},]))*[ ]+(?:{_MOMENT})\b"
    rf"|\b(?:{_MOMENT})(?:[ ]+matri(?:x|ces))?[ ]+of[ ]+(?:the[ ]+)?(?:{_INFERRED})\b"
    rf"|\b(?:{_METHOD})[ -]+(?:\w+[ ]+){{0,2}}(?:{_ESTIMATE})\b"
    r"|\b(?:the|kalman|optimal|filter)[ ]+gain(?:[ ]+matrix)?\b"
    r"|\b(?:the|its|their)[ ]+(?:\w+[ ]+)?(?:median|auto-?covariance|auto-?correlation|capacity"
    r"|bias|mean squared error|risk|(?:conditional[ ]+)?score|fisher information|hessian)\b",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(
    r"\b(hence|thus|therefore|consequently|so|then|(?:we|one) (?:can )?(?:\w+ )?(?:gets?|obtains?"
    r"|finds?|recovers?|arrives? at|reads? off)|gives?|yields?|(?:it|which) follows|becomes?"
    r"|results? in|implies|leads? to|reduces? to|simplif(?:y|ies) to)\b",
    re.IGNORECASE,
)
_DEFINES = re.compile(
    r"\b(let|defin\w+|denot\w*|writ(?:e|ing)|abbreviat\w*|introduc\w+|suppos\w+|assum\w+)\b",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(
    r"\b(let|if|when|defin\w+|denot\w*|set|put|writ\w+|call\w*|abbreviat\w*|introduc\w+|assum\w+|suppos\w+"
    r"|consider|notation|model\w*|choos\w+|tak\w+)\b",
    re.IGNORECASE,
)


_GENERAL = re.compile(r"\b(?:in general|(?:general|arbitrary|any|every|all)\b)", re.IGNORECASE)


def leading(before: str) -> str:
    """The words that lead to a formula; those of a list, where another display stands between."""
    parts = before.split(DISPLAY)
    while len(parts) > 1 and not _WORD.search(parts[-1]):
        parts.pop()
    return parts[-1]


def called_by_a_model(words: str) -> bool:
    """Whether words in front of a formula call it a moment, a gain or an estimate of a model."""
    if defines(words):
        return False
    return any(_REST.fullmatch(words, match.end()) for match in _CALLED.finditer(words))


def defines(words: str) -> bool:
    """Whether words in front of a formula define what it gives."""
    return _DEFINES.search(words) is not None


def is_concluded(words: str) -> bool:
    """Whether words say that a formula follows, and introduce nothing."""
    return _CONCLUDES.search(words) is not None and not _INTRODUCES.search(words)


def speaks_in_general(words: str) -> bool:
    """Whether words in front of a formula make it a general one: "for general $a$"."""
    return _GENERAL.search(words) is not None
