"""Sentences that say something without ifs and buts.

What a text says of a name, that it is symmetric or independent of another one, proves steps
everywhere.  There is no end of the words that take it back or restrict it ("nearly symmetric",
"symmetric at the start", "some authors assume that A is symmetric; we do not"), so that it counts
only where each word beside it is one of those below, which do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from symgauss.check.displays.sentences import DISPLAY, FORMULA

_LITTLE = (
    "a an the this that these those its their our both all each every any two three four five "
    "we it they which who whose where with and of in on for as by from to between over under "
    "since because so such thus hence therefore then also again further furthermore moreover "
    "additionally addition now here recall note too i.e ie e.g eg respectively respective more "
    "generally through throughout"
)
_VERBS = (
    "let be is are being have has having denote denotes denoted suppose assume assumed assuming "
    "consider considering take taking define defined fix fixed set setting write writing "
    "introduce use using given say know known call called follow follows following distributed "
    "drawn sampled represent represents represented observe observed add added contain contains "
    "containing make makes made see get obtain"
)
_ARRAYS = (
    "matrix matrices vector vectors number numbers constant constants scalar scalars value "
    "values factor factors decomposition eigenvalue eigenvalues eigenvector eigenvectors root "
    "square squared rotation reflection permutation cholesky entries entry element elements "
    "component components column columns row rows triangular lower upper lower-triangular "
    "upper-triangular diagonal symmetric positive definite semidefinite semi-definite "
    "positive-definite positive-semidefinite positive-semi-definite strictly invertible "
    "nonsingular non-singular orthogonal real real-valued zero full rank size sizes dimension "
    "dimensions dimensional dimensionality shape order length appropriate suitable finite "
    "n-dimensional d-dimensional p-dimensional k-dimensional m-dimensional"
)
_LAWS = (
    "variable variables random mean means variance variances covariance covariances precision "
    "precisions deviation deviations standard standardised normal normally gaussian gaussians "
    "distribution distributions law laws density densities noise noises error errors term terms "
    "residual residuals disturbance disturbances innovation innovations sample samples additive "
    "white zero-mean mean-zero centered centred univariate bivariate multivariate independent "
    "independently iid i.i.d identically identical mutually statistically jointly "
    "stochastically common same unknown observation-noise process-noise pair pairs"
)
_MODELS = (
    "model models modelled modeled parameter parameters hyperparameter hyperparameters "
    "coefficient coefficients observation observations measurement measurements data point "
    "points state states signal signals prior likelihood likelihoods posterior proposal process "
    "input inputs output outputs feature features target targets response responses step steps "
    "design weight weights kernel gram hessian jacobian curvature loading transition system "
    "control gain measured latent hidden initial regression linear bayesian dynamic dynamical "
    "filter kalman probabilistic principal analysis space state-space time series generative "
    "network encoder decoder image images document theorem proof lemma definition proposition "
    "problem"
)
_KNOWN = frozenset(f"{_LITTLE} {_VERBS} {_ARRAYS} {_LAWS} {_MODELS}".split())
#: Beside equations that give names values, these are harmless, too.
_DEFINING_WORDS = (
    "resulting ordinary squares minimise minimize minimises "
    "minimizes maximise maximize maximises maximizes hat profile log-likelihood product "
    "products sum sums difference ratio quotient average weighted function functions objective "
    "loss cost energy score gradient derivative derivatives expression formula equation "
    "identity notation abbreviation shorthand short change substitution substitute "
    "substituting insert inserting plug plugging apply applying compute computing calculate "
    "expand expanding write rewrite rewriting express expressing simplify simplifying "
    "complete completing integrate integrating differentiate differentiating multiply "
    "multiplying divide dividing equals equal equivalently equivalent resp named name names "
    "letter symbol symbols stands stand setup setting convention conventions quantity "
    "quantities statistic statistics test hyper-parameters step-size learning rate schedule "
    "cumulative total effective reparametrisation reparameterization reparametrization "
    "parametrised parameterized transformed transformation auxiliary standardised "
    "normalised normalized normaliser normalizer normalising constant partition exponent "
    "exponents logarithm joint marginal conditional predictive residuals fitted hence thus "
    "therefore implies implying means meaning if's one has gives giving yields put puts "
    "becomes reads satisfies satisfy fulfils whose stacked concatenated augmented combined "
    "inverse inverted transpose transposed rescaled scaled shifted matrix-valued idempotent "
    "linearly corresponding forward backward multiple free count counts paramters "
    "simplicity convenience brevity softmax sigmoid clarity definiteness concreteness"
)
_DEFINING = frozenset(_DEFINING_WORDS.split())
#: Anywhere in the sentence: it is denied, restricted, or someone else's.
_HEDGED = re.compile(
    r"\b(no|not|nor|neither|never|nothing|none|nowhere|cannot|without|except|unless|only|iff|if"
    r"|whether|some|others?|authors?|literature|earlier|later|previous(ly)?|former(ly)?"
    r"|sections?|chapters?|cases?|limits?|asymptotic\w*|approximat\w*|almost|nearly|roughly"
    r"|instead|however|but|although|though|wrong\w*|false\w*|mistake\w*|contradict\w*|pretend"
    r"|would|could|might|may|were|was|had|drop\w*|relax\w*|violat\w*|reject\w*|test\w*"
    r"|arbitrary|general|up to|with respect to|one of|most|least|half)\b|n't\b|\[\d",
    re.IGNORECASE,
)
_NOT_AFFECTED = re.compile(r"\b(if and only if its|more generally)\b", re.IGNORECASE)
_BREAK = re.compile(rf"[;:(){DISPLAY}]|\bwhere\b|, (?:with|which|and (?:let|suppose|assume))\b")
_GOES_ON = re.compile(
    rf"[,;:(){DISPLAY}]|\b(?:and|where|with|which|such|whose|of|that|so|then|as|by)\b"
)
_WORD = re.compile(r"[^\W\d_][\w.'-]*")
_STRANGE = re.compile(rf"[^\s,.~{FORMULA}]")
#: Behind what is said: words that restrict it, although they are harmless in front of it.
_RESTRICTING = frozenset(
    ("for", "in", "on", "under", "at", "to", "from", "over", "between", "given", "through")
)

#: "drop the symmetry", "without this assumption": what was supposed before counts no longer.
_TAKEN_BACK = re.compile(
    r"\b(drop|relax|remov|lift|weaken|abandon|violat|discard|giv(?:e|ing) up)\w*\b[^.;]{0,60}"
    r"\b(assumption|symmetry|independence|positivity|orthogonality|requirement|condition"
    r"|restriction)s?\b"
    r"|\bwithout (?:this|that|these|those|the) (?:\w+ )?(?:assumption|requirement|condition)s?\b"
    r"|\b(?:this|that|it) (?:is|was) (?:false|wrong|not true|not so|the old)\b"
    r"|\bin general,? however\b|\bhowever,? in general\b|\bwe no longer assume\b",
    re.IGNORECASE,
)


def is_taken_back(text: str) -> bool:
    """Whether a document says somewhere that what it supposed counts no longer."""
    return _TAKEN_BACK.search(text) is not None


def says_plainly(before: str, after: str, *, also: frozenset[str] = frozenset()) -> bool:
    """Whether what a sentence says around a formula takes nothing back; see ``Sentences``.

    ``also`` are further words that are harmless.
    """
    known = _KNOWN | also
    front = before.rsplit(DISPLAY, maxsplit=1)[-1]
    back = after.split(DISPLAY, maxsplit=1)[0]
    if _HEDGED.search(_NOT_AFFECTED.sub("", f"{front} {FORMULA} {back}")):
        return False
    clause = _BREAK.split(front)[-1]
    following = _GOES_ON.split(back)[0].replace("to be", "be")
    return _is_known(clause, known) and _is_known(following, known - _RESTRICTING)


#: What is calculated, and in which order.
_CALCULATING_WORDS = (
    "first second third fourth fifth last next remaining rest left right side sides hand "
    "left-hand right-hand instance example purpose purposes expectation expectations moment "
    "moments cumulant integral integrals trace traces determinant determinants exponential "
    "quadratic linear cross off-diagonal algebra calculus lemma rule chain tower property "
    "properties identity independence linearity symmetry cyclicity theorem woodbury bayes "
    "jensen fubini stein isserlis respect proof brevity ease reference completeness entropy "
    "divergence kullback leibler kl information score elbo bound result results above below "
    "following equation equations definition definitions formula formulas detail details "
    "expected probability probabilities e-step m-step kullback--leibler "
    "kullback-leibler relative inference "
    "invariance translation scaling shift additivity "
    "line lines way same step steps part parts fact facts line end there"
)
_IN_PHRASES = _DEFINING | frozenset(_CALCULATING_WORDS.split())
#: In front of an equation: it is one of a place or a case.
_BOUND = re.compile(r"(?:and |but |so |now |then )?(?:on|under|for|in|at)\b", re.IGNORECASE)
_ASIDE = re.compile(
    r"\bfor (?:the sake of )?(?:simplicity|convenience|brevity|clarity|definiteness|concreteness)\b"
)
#: "Let $w = ..$ be the minimiser": what is defined may be called anything.
_DEFINES = re.compile(
    r"\b(?:let|define|denote(?: by)?|write|set|put|introduce|where|abbreviate)$", re.IGNORECASE
)


def defines_plainly(before: str, after: str) -> bool:
    """Whether an equation between these words gives a name a value without ifs and buts."""
    if _DEFINES.search(before):
        return True
    before = before.rstrip(" :")
    if _BOUND.match(_BREAK.split(before)[-1].strip()):
        return False
    return says_plainly(_ASIDE.sub("", before), _ASIDE.sub("", after), also=_DEFINING)


def words_in(text: str, trimmed: str = ".'") -> Iterator[str]:
    """The words of a text in lower case, without possessives and some marks behind them."""
    for word in _WORD.findall(text):
        yield word.lower().rstrip(trimmed).removesuffix("'s")


def unknown_words(words: str) -> list[str]:
    """The words that may restrict or take back what is said, in order."""
    return [word for word in words_in(words, ".'-") if word not in _KNOWN]


def unknown_in_phrase(words: str) -> list[str]:
    """As :func:`unknown_words`, of a phrase in front of a display: "for the third term"."""
    return [word for word in unknown_words(words) if word not in _IN_PHRASES]


def _is_known(words: str, known: frozenset[str]) -> bool:
    rest = _WORD.sub(" ", words)
    if _STRANGE.search(rest.replace("-", " ")):
        return False
    return known.issuperset(words_in(words))


def are_harmless(words: str, others: frozenset[str]) -> bool:
    """Whether all words are known, or among others, so that they say nothing else."""
    return all(word in _KNOWN or word in others for word in words_in(words) if len(word) > 1)
