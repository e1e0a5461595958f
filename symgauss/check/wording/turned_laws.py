r"""Words after which a variable may have another law: "now $X$ counts the defective items".

What a text says of a variable, that it is the number of successes or the price of a stock, may
mean that the law of before is left.  There is no end of such words, so that the law counts on only
where all words are of those that speak of the same variable ("is Gaussian", "has mean $m$").

Phrases in front of a display bind it to less than everything: "on the event $X > 0$", "under the
proposal", "for the Laplace distribution".  They, too, are harmless only where their words are.
"""

from __future__ import annotations

import re

from symgauss.check.displays.sentences import DISPLAY, FORMULA
from symgauss.check.wording.plain_words import unknown_in_phrase, unknown_words

_COPULA = (
    r"(?:is|are|be|being|was|were|becomes?|has|have|had|takes?|denotes?|represents?|counts?"
    r"|measures?|follows?|stands? for|to be|satisf\w+)"
)
_BEHIND = re.compile(rf"^,? ?(?:now |then |here |again |instead |itself )?{_COPULA}\b(?P<said>.*)")
_VERB = re.compile(
    rf"\b(?:let|consider|take|taking|suppose|assume|draw|make|denote by|write|call)\b"
    rf"(?P<said>[^,;:{FORMULA}]*)$",
    re.IGNORECASE,
)
_DOES = re.compile(r"(?:^|[,;:] |\b(?:we|now|then|and|to|us) )(?P<verb>[a-z]+)$", re.IGNORECASE)
_CLAUSE_END = re.compile(
    rf"[,;:({DISPLAY}]|\b(?:where|which|whose|so|then|and we|and hence|if|for (?:all|every))\b"
)
_MARKED = re.compile(
    r"\b(?:now|instead|next|let|consider|again|from now on|redefine)\b", re.IGNORECASE
)
#: Verbs in front of a name that leave it what it was.
_PLAIN = (
    "of in for by with as from to on over at and is are be has have given since because using use "
    "let where so then thus hence if that when while whether both each every all any between "
    "integrate differentiate marginalise marginalize average averaging over find compute solve "
    "write substitute substituting inserting plugging express expressing denote define recall "
    "observe obtain get call treat considering consider take taking suppose assume the a an our "
    "its this these those variable variables vector vectors law distribution mean variance into "
    "per via through under about than like conditional not or but only first standardise scaling "
    "multiplying multiply transposing expanding expand centering integrating differentiating "
    "marginalising marginalizing summing simplifying isolating eliminating"
)
_VERBS = frozenset(_PLAIN.split())
#: Said of a variable, they leave it what it was.
_PREDICATES = frozenset(("unit", "unbiased", "consistent", "sufficient", "efficient", "symmetric"))
#: Known words that say of a variable that it is no longer what it was.
_ELSE = re.compile(
    r"^(?: now| an?| the| some)*(?: ?(?:positive|non-?negative|discrete|integer|binary|bounded"
    r"|fixed|constants?|deterministic|general|arbitrary|any)\b| ?random (?:variable|vector)s? with)"
    r"|\b(?:from|as|by|follows?|to)(?: an?| the)?$|\bposterior\b|\bproposal\b",
    re.IGNORECASE,
)
_WRITE = re.compile(r"\bwrite(?: now| again)?$", re.IGNORECASE)
_FIXED = re.compile(r"^as (?:an? |being )?(?:fixed|constant|known|given|deterministic)\b")
_WITH_MOMENTS = re.compile(
    r"^,? ?(?:now )?(?:have|has|with)\b(?!.*\b(?:normal|gaussian))"
    r".*\b(?:mean|variance|density|distribution|law)\b",
    re.IGNORECASE,
)


def describes_anew(before: str, after: str) -> bool:
    """Whether the words around a name may say that it is another variable from there on."""
    behind = _BEHIND.match(after)
    if behind is not None and (_is_strange(behind["said"]) or _ELSE.search(behind["said"])):
        return True
    verb = _VERB.search(before)
    if _FIXED.match(after) or (_WRITE.search(before) and after.startswith("for")):
        return True
    if verb is not None and _WITH_MOMENTS.match(after):
        return True
    if verb is not None:
        rest = "" if behind is not None else after
        return _is_strange(verb["said"], whole=True) or _is_strange(rest)
    does = _DOES.search(before)
    return does is not None and does["verb"].lower() not in _VERBS


def is_marked(before: str, after: str) -> bool:
    """Whether the words say themselves that something new begins."""
    return _MARKED.search(f"{before} {after}") is not None


def _is_strange(said: str, *, whole: bool = False) -> bool:
    """Whether a clause has words that do not speak of a variable as it was."""
    clause = said if whole else _CLAUSE_END.split(said)[0]
    return any(word not in _PREDICATES for word in unknown_words(clause))


_CONNECTORS = re.compile(
    r"^(?:(?:and|but|so|then|hence|thus|now|finally|again|moreover|furthermore|also|therefore"
    r"|similarly|likewise|consequently|however|in particular|next|first|second|third"
    r"|on the (?:one|other) hand)\b,? )+",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    rf"^(?:for|on|under|with|without|given|condition(?:al(?:ly)?|ed|ing) (?:up)?on|if|when"
    rf"|whenever|after|restrict\w*|dropping|relaxing|removing|stopped|stopping|once|unless|except"
    rf"|outside|inside|within|during|among|suppose|supposing|knowing|truncat\w+"
    rf"|in (?:contrast|general|the|an?|our|this)|by abuse|more generally|generally"
    rf"|with(?:in)? probability|as {FORMULA})\b",
    re.IGNORECASE,
)
_PHRASE_END = re.compile(
    r", |\b(?:we (?:have|get|obtain|find|see|know|can)|it (?:holds|follows|is)|this"
    r"|there (?:is|are))\b"
)
#: What is done, no condition.
_IF_WE = re.compile(
    r"^(?:if|when) (?:we|one) (?:now )?(?:define|set|substitut|write|use|plug|insert|take|integrat"
    r"|apply|differentiat|multipl|expand|combine|put|introduce|collect|complete)\w*\b",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r"^(?:dropping|removing) (?:all |the |any |additive )*(?:terms?|factors?|constants?|summands?"
    r"|normali[sz]\w+|what|everything)\b",
    re.IGNORECASE,
)
OTHER_LAWS = re.compile(
    r"\b(?:poisson|uniform|bernoulli|binomial|laplace|cauchy|exponential (?!family|families|of)"
    r"|geometric (?!mean)|student|log-?normal|rademacher|dirichlet|weibull|pareto|gumbel|logistic"
    r"|triangular distribution|mixture|truncated|censored|contaminated|non-?(?:gaussian|normal))",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    rf"^(?:given|conditional(?:ly)? (?:up)?on|condition(?:ed|ing) (?:up)?on|on|knowing)"
    rf"(?: that| the (?:events?|data|observations?|past|history|value|sample|others?))* ?"
    rf"(?:{FORMULA}|,|$)",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"^(?:given|condition\w+ (?:up)?on|after|knowing|under the (?:posterior|proposal))\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    rf"^(?:more )?generally\b|^in general\b"
    rf"|^for the (?:data|true|target|empirical) (?:distribution|law|density)\b"
    rf"|^for (?:any|every|all|each|an?|some)(?: random| {FORMULA})?"
    r" (?:(?:random )?(?:variables?|vectors?)|distributions?|laws?|means?|covariances?)\b"
    r"|^under (?:the|an?) (?:prior|posterior|proposal|alternative|hypothesis|approximation)\b",
    re.IGNORECASE,
)


def restricting_words(words: str, *, conditional: bool) -> str:
    """The words of a sentence that may bind a display to another law; empty if none does.

    ``conditional``: the step itself says what is given, or under which law it is meant.
    """
    words = words.rsplit(DISPLAY, maxsplit=1)[-1].strip()
    other = OTHER_LAWS.search(words)
    if other is not None:
        return other.group().strip()
    words = _CONNECTORS.sub("", words)
    if _PHRASE.match(words) is None:
        return ""
    if _IF_WE.match(words) or _DROPPED.match(words):
        return ""
    phrase = _PHRASE_END.split(words)[0]
    if conditional and _GIVEN.match(phrase):
        return ""
    if _GENERAL.match(phrase) or (_CONDITION.match(phrase) and not conditional):
        return phrase.replace(FORMULA, "..")
    strange = unknown_in_phrase(phrase)
    return strange[0] if strange else ""
