r"""Letters above a name that are part of it: the s of ``m_k^s``, the f and a of ``x^f``, ``x^a``.

A letter above a name is an exponent unless the document shows that it is none: a name with it is
defined, and the letter stands nowhere but above names.  Nobody defines a power, and an exponent
that is a variable is spoken of elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from symgauss.check.displays.inlines import read_inline
from symgauss.check.displays.parts import Statement
from symgauss.check.manners.rewriting import rewrite
from symgauss.latex.displays import RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.inside import inside
from symgauss.latex.naming import spelling
from symgauss.latex.source import Span
from symgauss.latex.tree import Group, Letter, Scripted

#: Above a name without an index: analysis, background, control, forecast, observed, smoothed.
_WITHOUT_INDEX = frozenset("abfosu")
_DEFINING = frozenset({"=", ":=", "~"})


@dataclass
class _Seen:
    """Where letters stand in a document."""

    above: dict[str, set[str]] = field(default_factory=dict)  #: letter -> names below it
    elsewhere: set[str] = field(default_factory=set)
    defined: set[str] = field(default_factory=set)  #: letters above names that are defined

    def look(self, root: object) -> None:
        """Note the letters of some syntax."""
        todo = [root]
        while todo:
            node = todo.pop()
            if isinstance(node, Span):
                continue
            if isinstance(node, Letter):
                self.elsewhere.add(node.base)
            elif (found := _letter_above(node)) is not None and isinstance(node, Scripted):
                self.above.setdefault(found[0], set()).add(found[1])
                todo += [node.base, node.sub]
            else:
                todo.extend(inside(node))

    @property
    def marks(self) -> frozenset[str]:
        """The letters that are parts of names."""
        only_above = self.above.keys() - self.elsewhere
        marks = self.defined & only_above
        names = {name for letter in marks for name in self.above[letter]}
        return frozenset(marks | {each for each in only_above if self.above[each] <= names})


def name_superscripts(statements: Iterable[Statement], document: Document) -> None:
    """Make letters above names parts of these where the document shows that they are."""
    statements = list(statements)
    seen = _Seen()
    for statement in statements:
        seen.defined |= set(_defined(statement))
    if not seen.defined:
        return
    for statement in statements:
        for side in statement.sides:
            seen.look(side.node)
    for region in document.regions:
        if region.kind is RegionKind.INLINE and (read := read_inline(region, document)) is not None:
            seen.look(read[1])
    marks = seen.marks
    if not marks:
        return
    rewrite(statements, partial(_marked, marks=marks))


def _letter_above(node: object) -> tuple[str, str] | None:
    """A letter above a name, and the name."""
    match node:
        case Scripted(base, _, Letter(letter, (), _, False), 0) if len(letter) == 1:
            below = spelling(base)
            if below is None or below.base in ("e", letter) or below.sup is not None:
                return None
            return letter, below.stem
        case _:
            return None


def _defined(statement: Statement) -> Iterator[str]:
    """The letter above the name that a statement says something of."""
    node = statement.sides[0].node
    found = _letter_above(node)
    if found is None or not statement.signs or statement.signs[0].kind not in _DEFINING:
        return
    has_index = isinstance(node, Scripted) and node.sub is not None
    if has_index or found[0] in _WITHOUT_INDEX:
        yield found[0]


def _marked(node: Any, marks: frozenset[str]) -> Any:  # noqa: ANN401 - any node
    """A name with its letter above in parentheses, as in ``x^{(i)}``, if it is one of some."""
    found = _letter_above(node)
    if found is not None and found[0] in marks and isinstance(node, Scripted):
        above = node.sup
        assert isinstance(above, Letter)  # noqa: S101 - that is what was found
        return replace(node, sup=Group("(", ")", above, above.span))
    return node
