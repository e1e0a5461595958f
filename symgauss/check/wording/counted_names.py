r"""Letters that words use for how many there are: "$K$ clusters", "the number of points $N$".

Such a number is known, so that ``\sum_k N_k = K`` does not say what K is.
"""

from __future__ import annotations

import re

_THINGS = (
    r"(?:\w+[ -]){0,2}(?:clusters|components|classes|groups|points|samples|observations|data|draws"
    r"|examples|measurements|sensors|units|features|inputs|categories|topics|gaussians|experts"
    r"|dimensions|states|steps|treatments|levels|subjects|models)\b"
)
_LETTER = r"\$\s*(?P<{0}>[A-Za-z])\s*\$"
_COUNTED = re.compile(
    rf"{_LETTER.format('before')} {_THINGS}"
    rf"|\bnumber of {_THINGS}(?: is| be|,)? {_LETTER.format('behind')}"
    rf"|{_LETTER.format('named')} (?:is|be|denotes?) the number of {_THINGS}",
    re.IGNORECASE,
)


def counted_names(text: str) -> frozenset[str]:
    """The letters that words use for numbers of things."""
    found = (
        match["before"] or match["behind"] or match["named"] for match in _COUNTED.finditer(text)
    )
    return frozenset(found)
