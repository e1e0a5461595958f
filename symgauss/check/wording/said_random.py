r"""What prose calls random: "a random scale $s > 0$", "$\mu$ is $\pm 1$ with equal odds"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symgauss.check.displays.inlines import spoken_of
from symgauss.check.displays.sentences import FORMULA, Sentences
from symgauss.errors import SourceError
from symgauss.latex.declaring import declared_name
from symgauss.latex.documents import Document

#: "a random $x$", "a prior over $x$"
BEFORE = re.compile(
    r"\b(random( (variables?|vectors?|matri(x|ces)|scales?|signs?|effects?|coefficients?|weights?"
    r"|parameters?|offsets?|gains?|numbers?|times?))?|noise"
    r"|prior( distribution)? (on|over|for|of)( the [a-z]+)?)$",
    re.IGNORECASE,
)
#: "$x$ is drawn from", "$x$ is a random sign", "$x$ has a prior"
AFTER = re.compile(
    r"^,?\s*((is|are|be|being|was|were) )?(itself |themselves |also )?((an?|the) )?([a-z-]+ )?"
    r"(random(ly)?|drawn|sampled|uniform(ly)?|stochastic)\b"
    r"|^,?\s*(has|have|with|having) (an?|the|its|some) ([a-z-]+ )?(prior|law|distribution)\b"
    r"|^,?\s*(takes?|taking) the values?\b",
    re.IGNORECASE,
)
#: "$x$ is either $1$ or $-1$ with equal probability": in one clause, whatever the values are
_BY_CHANCE = re.compile(
    rf"^,?\s*(?:(?:and|or|is|are|be|being|equals?|takes?|taking|either|each|both|the|values?|chosen"
    rf"|picked|flipped|set|to|in|from|on|[{FORMULA}]),?\s*)*"
    r"(?:with (?:equal |the same |a )?(?:probabilit|chance|odds)|at random\b|randomly\b"
    r"|by (?:a |fair )*coin)",
    re.IGNORECASE,
)


def names_said_random(document: Document, sentences: Sentences) -> Iterator[str]:
    """The names that prose calls random, with a condition such as ``s > 0`` or without one."""
    for items in spoken_of(document, sentences, is_said_random):
        for item in items:
            try:
                yield declared_name(item, document.source)
            except SourceError:
                break


def is_said_random(before: str, after: str) -> bool:
    """Whether the words of a sentence before and after a name call it random."""
    return bool(BEFORE.search(before) or AFTER.match(after) or _BY_CHANCE.match(after))
