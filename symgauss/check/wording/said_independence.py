"""Which names a text says to be independent: "let $X$ and $Y$ be independent"."""

from __future__ import annotations

import re

from symgauss.check.wording.said import Inline, Said

_BE = re.compile(r"^,?\s*(is|be|are|being)\b\s*(assumed )?(to be )?", re.IGNORECASE)
#: "not independent" and "linearly independent" say nothing of that kind.
_OTHERWISE = r"(?<!not )(?<!linearly )(?<!conditionally )(?<!pairwise )"
_INDEPENDENT = re.compile(rf"{_OTHERWISE}\bindependent( \w+){{0,3}}$", re.IGNORECASE)
_ARE_INDEPENDENT = re.compile(
    r"((two|three|both|all|mutually|statistically|stochastically|jointly) )*"
    r"(independent\b|i\.?\s?i\.?\s?d\b)",
    re.IGNORECASE,
)
#: the end of what stands between two formulas: "be independent of the noise"
INDEPENDENT_OF = re.compile(
    r"^,?\s*(which |that )?((is|be|are)\s+)?(assumed )?(to be )?((mutually|statistically) )?"
    r"independent (of|from)( (the|a) \w+)?$",
    re.IGNORECASE,
)
GIVEN_FIRST = re.compile(
    r"\bgiven\b(?! (that|an?|two|three|independent)\b)|\bcondition(al|ed|ing|ally)\b", re.IGNORECASE
)
_GIVEN = re.compile(
    r"\bindependent,? (conditional(ly)?|given|conditioned|if|when|of|only)\b", re.IGNORECASE
)


def apart(members: list[Inline], place: int, found: dict[str, Said]) -> None:
    """The members of a list are independent; of a square, nothing is said of its root."""
    if not any(squared for member in members for _, squared in member.names):
        for name, _ in (named for member in members for named in member.names):
            found.setdefault(name, Said()).independent.add(place)


def are_independent(opening: str, before: str, formula: Inline) -> bool:
    """Whether the words around a list that ends here say that its members are independent."""
    if not formula.plain or formula.given:
        return False
    if _INDEPENDENT.search(before[-60:]):
        return True
    if opening.endswith(" of"):
        return False  # "the means of $x$ and $y$ are independent"
    match = _BE.match(formula.after)
    head = formula.after[match.end() :] if match else formula.after.lstrip(", ")
    return bool(_ARE_INDEPENDENT.match(head)) and not _GIVEN.search(head)
