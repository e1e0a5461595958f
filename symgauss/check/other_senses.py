r"""Signs that a document uses in another sense than the usual one, and says so.

``*`` is a convolution, ``\circ`` a composition, ``\log`` has the base two, ``\Sigma^{-1}`` is a
pseudo-inverse: what stands beside them is not judged.
"""

from __future__ import annotations

import re
from functools import lru_cache

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
        r"\^\s*\{?\s*-\s*1",
        "an inverse may be a pseudo-inverse in this document",
    ),
    (r"\b(?:spectral|operator|nuclear) norm", r"\\\||\\[lr]?Vert\b", "the norm may be another one"),
    (
        r"\\in\s*\\mathbb\s*\{?C\b|\bcomplex(?:-valued)? (?:number|vector|matri|random|Gaussian)",
        r"\^\s*\{?\s*(?:2|\\top|T\b)|\||\\bar|\\overline",
        "the document speaks of complex numbers",
    ),
)
_COMPILED = tuple(
    (re.compile(said, re.IGNORECASE), re.compile(sign), words) for said, sign, words in _SENSES
)


@lru_cache(maxsize=8)
def _senses(text: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((sign, words) for said, sign, words in _COMPILED if said.search(text))


def other_sense(text: str, step: str) -> str:
    """In which other sense a document uses a sign of a step, in words; empty if in none."""
    return next((words for sign, words in _senses(text) if sign.search(step)), "")
