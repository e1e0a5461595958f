"""Words that say of an equation that it follows from another one: "hence", "we get", "solving"."""

from __future__ import annotations

import re

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import DISPLAY, FORMULA, Sentences

LONGEST = 600  #: characters between two equations, of which one is said to follow from the other

_SO = r"(so|hence|thus|therefore|then|consequently|equivalently|accordingly)"
_GIVES = (
    r"(gives?|yields?|becomes?|equals?|is|reads?|means|simplifies to|reduces to|implies|results in"
    r"|is the same as|can (also )?be (written|rewritten|expressed)( as)?|is equivalent to)( that)?"
)
_WE = r"(we|one|you)( then| now| also| thus)? (gets?|obtains?|have|has|finds?|sees?)"
_DOING = (
    r"(simplif\w+|rearrang\w+|expand\w+|multiply\w+ out|cancell?\w+|collect\w+|factor\w+"
    r"|rewrit\w+|combin\w+|inverting)( (this|it|that|terms|the terms|everything|both sides))?"
)
_SOLVING = r"(and )?(re)?(solv|arrang|invert)\w+( (this|it|that|these|them))?( for [\w ]+)?"
#: All that stands in front of what follows from what was said before.
_FOLLOWS = re.compile(
    rf"(and |but )?({_SO},? )?({_DOING},? )?(it (now )?follows( that)?"
    rf"|(which|this|that|it)( then| thus| also)? {_GIVES}|{_WE}( that)?|{_SO}|{_DOING}"
    r"|that is|i\.?e\.?|in other words)[,:]?",
    re.IGNORECASE,
)
_SOLVED = re.compile(
    rf"{_SOLVING},?( {_WE}| {_GIVES})?|(which|this|it) can be (inverted|solved)( for [\w ]+)?"
    rf"|(which|this) (has the|is) solution|the solution is|{_WE} the solution",
    re.IGNORECASE,
)
#: Between both, they leave it open whether they speak of the same.
_TURNS = re.compile(
    r"\b(if|when|whenever|let|assum\w+|suppos\w+|consider|case|cases|limit|instead|optim\w+"
    r"|special\w*|new|updat\w+|next|replac\w+|approximat\w+|for|at|otherwise|however|but|now"
    r"|general|conversely|iterat\w+|step|stationary|steady|choos\w+|choice|set|setting|tak\w+|put"
    r"|another|other|different|again|alternative\w*|similarly|denot\w+|call\w*|defin\w+"
    r"|posterior|prior|estimat\w+|second|third|maximi\w+|minimi\w+|zero|solv\w+)\b",
    re.IGNORECASE,
)


def follows(
    sentences: Sentences, earlier: int, statement: Statement, *, solving: bool = False
) -> bool:
    """Whether the words say that a statement follows from what was said at an earlier place.

    With ``solving``, that it is solved for, too.
    """
    region = statement.region
    if region is None or not 0 <= earlier < region.start:
        return False
    between = sentences.text[earlier : region.start]
    words = sentences.before(region).rpartition(DISPLAY)[2].strip(" ,.;:")
    if len(between) > LONGEST or "\n#" in between or FORMULA in between:
        return False
    if solving and _SOLVED.fullmatch(words):
        return True
    return _FOLLOWS.fullmatch(words) is not None and _TURNS.search(between) is None
