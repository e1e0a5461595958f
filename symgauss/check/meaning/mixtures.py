r"""Where conditions decide what a variable is: "$X = U$ if $B = 1$", ``\begin{cases} .. ``.

Of such a variable no single equation or law is the whole: its moments follow from all of them, or
not, and are nothing that a document may choose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symgauss.check.displays.parts import Side, Statement
from symgauss.check.wording.other_laws import OtherLaws, gathered
from symgauss.latex.tree import Letter, Node, Scripted


def mixtures(statements: Iterable[Statement], *, laws: bool) -> OtherLaws:
    """The places at which names get values that are one of several; ``laws``: or laws."""
    return gathered(_restricted(statements, ("=", ":=", "~") if laws else ("=", ":=")))


def _restricted(
    statements: Iterable[Statement], kinds: tuple[str, ...]
) -> Iterator[tuple[Node, int]]:
    for statement in statements:
        first = statement.sides[0].node
        if not statement.signs or statement.signs[0].kind not in kinds:
            continue
        force = statement.force
        counts = force.everywhere or force.display or statement.until is not None
        restricted = not counts or statement.conditional
        if not isinstance(first, Letter | Scripted):
            continue
        if restricted or _has_cases(statement.sides[1]):
            yield first, statement.position


def _has_cases(side: Side) -> bool:
    return any(token.text == "cases" for token in side.tokens)
