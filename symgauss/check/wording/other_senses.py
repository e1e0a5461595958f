r"""Signs that a document uses in another sense than the usual one, and says so.

``*`` is a convolution, ``\circ`` a composition, ``\log`` has the base two, ``\Sigma^{-1}`` is a
pseudo-inverse: what stands beside them is not judged.
"""

from __future__ import annotations

import re
from functools import lru_cache

_COMPLEX = (
    r"\\in\s*\\mathbb\s*\{?C\b|\bcomplex(?:-valued)? (?:number|vector|matri|random|Gaussian"
    r"|plane|variable|scalar|conjugat|amplitude|normal|case|field)|\bHermitian\b|\bunitary\b"
    r"|\bconjugates? (?:of\b|transpose|\$)|\b(?:is|are|be|both) complex\b[,.;]|\bphasor"
)
_NOT_COMMUTING = (
    r"\bcommutators?\b|\bquaternions?\b|\bnon-?commut|\bLie (?:algebra|group|bracket)"
    r"|\b(?:back)?(?:lag|shift|difference|differential|momentum|position|annihilation|creation"
    r"|ladder) operators?\b|\$ are (?:linear |bounded |self-adjoint )?operators\b"
    r"|\bHilbert space operator"
)
_SUMMED = (
    r"\brepeated ind|\bsummation convention|\bEinstein(?:'s)? (?:sum|notation|convention)"
    r"|\bsums? over repeated"
)
#: Not followed by a norm that has its own label, as in "the $\ell_1$ norm $\|w\|_1$".
_UNLABELLED = r"(?!\s*\$?\s*\$\\\|[^|$]*\\\|_)"
_USUAL_NORMS = (
    r"euclidean|the|an?|its|their|of|in|squared?|unit|vector|matrix|frobenius|usual|standard|and|or"
    r"|ordinary|gradient|this|that|whose|expected|mean|same|small\w*|minimum|minimal|least|bounded"
    r"|finite|residual|weight|error|parameter|by|with|to|on|for|let|where|is|as|large\w*|low\w*"
)
_NORMS = (
    rf"\b(?!(?:{_USUAL_NORMS})\b)(?<![\\$_^])[a-z][a-z-]+[ -]norms?\b{_UNLABELLED}"
    r"|(?:\bL|\\ell)_?\{?(?:1|\\infty|p)\}?\$?[- ]norms?\b"
    + _UNLABELLED
    + r"|\bnorms?\b[^.]{0,30}\$(?:L|\\ell)_\{?(?:1|\\infty|p)\b"
)
_PRIMES = (
    r"(?s)\A(?!.*\btranspos[^.]{0,60}\b(?:prime|dash)).*"
    r"\b(?:primes?|dash(?:es)?)\b(?! number)(?![^.]{0,60}transpos)"
)
_SENSES: tuple[tuple[str, str, str], ...] = (
    (r"\bconvol(?:ution|ve|ving)", r"\*|\\ast\b", "* is a convolution in this document"),
    (r"\bcomposi(?:tion|te)\b|\bcomposed\b", r"\\circ\b", r"\circ is a composition here"),
    (
        r"(?:\blog\w*|\\log\b\$?)[^.$]{0,40}\bbase[- ](?:two|2|ten|10)\b|\bin bits\b|\bdecibels?\b",
        r"\\l(?:og|n)(?![a-z_])|\\exp\b|(?<![a-z\\])e\s*\^",
        "the base of logarithms is another one in this document",
    ),
    (
        r"\\log_\{?2|\b(?:in|are|of) bits\b",
        r"(?s)(?=.*\\l(?:og|n))(?=.*(?:(?<![a-z\\_{])[hHI]\}?\s*[(\[]|\{(?:[hHI]|KL|MI)\}))",
        "information is measured in bits in this document",
    ),
    (
        r"\bpseudo-?inverse|\bgenerali[sz]ed inverse|\bMoore",
        r"\^\s*\{?\s*(?:-\s*1|\+|\\dagger)",
        "an inverse may be a pseudo-inverse in this document",
    ),
    (_NORMS, r"\\\||\\[lr]?Vert\b", "the norm may be another one"),
    (_PRIMES, r"'|\\prime\b", "a prime may be no transpose in this document"),
    (
        _COMPLEX,
        r"\^\s*\{?\s*(?:2|\\top|T\b)|\||\\bar|\\overline",
        "the document speaks of complex numbers",
    ),
    (
        r"\b(?:cross|vector|cartesian|kronecker) products?\b|\bproducts? of sets",
        r"\\times\b",
        r"\times is another product here",
    ),
    (
        _NOT_COMMUTING,
        r".",
        "what does not commute may be written as numbers are in this document",
    ),
    (
        _SUMMED,
        r"_",
        "repeated indices are summed over in this document",
    ),
    (
        r"\b(?:superscript|upper (?:ind(?:ex|ice)|script))s?\b(?![^.]{0,60}(?:transp|paren|\())",
        r"\^\s*\{?\s*(?:\d|[a-su-zA-SU-Z](?![a-zA-Z]))",
        "superscripts may be no powers in this document",
    ),
)
_COMPILED = tuple(
    (re.compile(said, re.IGNORECASE), re.compile(sign), words) for said, sign, words in _SENSES
)
_TIMES = {"t", "s", r"\tau"}  #: other names move with them
#: What a derivative is taken by, in ``\frac{\partial}{\partial t}`` and in ``\frac{d}{dt}``.
_PARTIAL = re.compile(r"\}\s*\{\s*\\partial\s*(\\?[a-zA-Z]+)")
_TOTAL = re.compile(r"\}\s*\{\s*(?:d|D|\\mathrm\s*\{?\s*[dD]\s*\}?)\s*(\\?[a-zA-Z]+)\s*\}")


@lru_cache(maxsize=8)
def _senses(text: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((sign, words) for said, sign, words in _COMPILED if said.search(text))


def other_sense(text: str, step: str) -> str:
    """In which other sense a document uses a sign of a step, in words; empty if in none."""
    partial = set(_PARTIAL.findall(step)) & _TIMES
    if partial & set(_TOTAL.findall(step)):
        return "a total derivative and a partial one are not the same"
    return next((words for sign, words in _senses(text) if sign.search(step)), "")
