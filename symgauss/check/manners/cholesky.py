r"""Cholesky factors that an equation names: "the Cholesky decomposition $\Sigma = L L^T$"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from symgauss.check.displays.hedges import Hedges
from symgauss.check.displays.parts import Statement
from symgauss.check.wording.plain_words import is_taken_back, says_plainly
from symgauss.check.wording.said import Said
from symgauss.kernel.context import Property
from symgauss.latex.mentions import mentioned_names
from symgauss.latex.tree import Letter, Mark, Multiplication, Node, Scripted

_CHOLESKY = re.compile(
    r"\bCholesky (decomposition|factori[sz]ation|factors?|root)\b", re.IGNORECASE
)
_FACTOR = (Property.LOWER_TRIANGULAR, Property.POSITIVE_DIAGONAL)


def name_cholesky_factors(
    statements: Iterable[Statement], hedges: Hedges, text: str, said: dict[str, Said]
) -> None:
    """Say of the L of such equations that it is lower triangular with a positive diagonal."""
    taken_back = is_taken_back(text)
    for statement in statements:
        region = statement.region
        if region is None or taken_back or len(statement.sides) < 2:
            continue
        around = hedges.sentences.before(region), hedges.sentences.after(region)
        if not _CHOLESKY.search(" ".join(around)) or not says_plainly(*around):
            continue
        for name in _lower(statement.sides[1].node):
            for each in _FACTOR:
                places = said.setdefault(name, Said()).properties.setdefault(each, set())
                places.add(statement.position)


def _lower(node: Node | None) -> frozenset[str]:
    """The L of ``L L^T``."""
    match node:
        case Multiplication(
            (Letter() as first, Scripted(Letter() as second, None, Mark("top"))), ("",)
        ):
            names = mentioned_names(first)
            return names if names == mentioned_names(second) else frozenset()
        case _:
            return frozenset()
