"""Ranges that a document states in words and formulas: "let $s, t > 0$", "where $0 < s < 1$".

What is introduced ("let", "assume", "where", "with") counts from its sentence on, what is supposed
as far as its section goes; any other condition ("for $x > 0$", or behind a formula) counts in its
own sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from symgauss.check.displays.parts import Side, Statement
from symgauss.check.displays.sentences import Sentences, is_introduced
from symgauss.check.wording.eras import Eras
from symgauss.check.wording.outline import Outline
from symgauss.kernel.context import Declaration, Property
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.terms import Indexed, Rational, Symbol, Zero
from symgauss.latex.naming import canonical, spelling
from symgauss.latex.tree import Letter, Listing, Node, Scripted

_ABOVE = {RelationKind.GREATER.value: False, RelationKind.GREATER_EQUAL.value: True}
_BELOW = {RelationKind.LESS.value: False, RelationKind.LESS_EQUAL.value: True}
_EXPLAINS = re.compile(r"\b(where|with|and|both)\b[^.]*$", re.IGNORECASE)
_SUPPOSES = re.compile(r"\b(suppos\w*|assum\w*|consider\w*|given|tak(e|ing))\b", re.IGNORECASE)
#: What counts as far as the paragraph goes, with its displays.
_FOR_NOW = re.compile(
    r"\b(first|for now|moment|paragraph|temporarily|initially|cases?|half)\b", re.IGNORECASE
)
_PARAGRAPH = re.compile(r"\n[ \t]*\n(?=[ \t]*[A-Z#\\*])")
_FOREVER = 1 << 60


@dataclass(frozen=True, slots=True)
class SupposedRange:
    """A bound of a name, and the offsets between which it counts."""

    name: str
    first: int
    last: int
    properties: frozenset[Property] = frozenset()
    above: Fraction | None = None
    below: Fraction | None = None

    def within(self, declaration: Declaration) -> Declaration:
        """The declaration of the name with this bound, where it has none that is tighter."""
        above, below = declaration.above, declaration.below
        if self.above is not None and (above is None or above < self.above):
            above = self.above
        if self.below is not None and (below is None or below > self.below):
            below = self.below
        if above is not None and below is not None and above >= below:
            return declaration  # they are about two different names
        properties = declaration.properties | self.properties
        return replace(declaration, properties=properties, above=above, below=below)


def supposed_ranges(
    statements: Iterable[Statement], sentences: Sentences, eras: Eras
) -> list[SupposedRange]:
    """The ranges of names that stand in the formulas of a document."""
    statements = list(statements)
    found: list[SupposedRange] = []
    for statement in statements:
        counts = statement.force.everywhere or statement.force.display
        if statement.region is None or not counts:
            continue
        first, last = _extent(statement, statements, sentences, eras.outline)
        for index, sign in enumerate(statement.signs):
            sides = statement.sides[index], statement.sides[index + 1]
            for name, properties, above, below in _bounds(sign.kind, *sides):
                found.append(SupposedRange(name, first, last, properties, above, below))
    return [each for each in found if not _is_contradicted(each, found, eras)]


def _extent(
    statement: Statement, statements: list[Statement], sentences: Sentences, outline: Outline
) -> tuple[int, int]:
    """Where a condition counts: its sentence, or what follows, too."""
    region = statement.region
    assert region is not None  # noqa: S101 - the caller looked
    around = [
        each.region
        for each in statements
        if each.region is not None
        and (
            sentences.same(each.region, region)
            if each.region.start < region.start
            else sentences.same(region, each.region)
        )
    ]
    first = min([region.start, *(each.start for each in around)])
    last = max([region.end, *(each.end for each in around)])
    before = sentences.before(region)
    introduced = is_introduced(before) or _EXPLAINS.search(before) is not None
    if statement.is_inline and statement.is_law and introduced:
        last = _FOREVER
        if _SUPPOSES.search(before):
            last = outline.end(statement.position) or _FOREVER
        if _FOR_NOW.search(f"{before} {sentences.after(region)}"):
            paragraph = _PARAGRAPH.search(sentences.text, region.end)
            last = last if paragraph is None else paragraph.start()
    return first, last


Bound = tuple[str, frozenset[Property], Fraction | None, Fraction | None]


def _bounds(kind: str, left: Side, right: Side) -> list[Bound]:
    if kind in _BELOW:
        number = _number(left)
        if number is not None:
            return [_over(name, number, closed=_BELOW[kind]) for name in _names(right)]
        number = _number(right)
        return [] if number is None else [_under(n, number) for n in _names(left)]
    if kind in _ABOVE:
        number = _number(right)
        if number is not None:
            return [_over(name, number, closed=_ABOVE[kind]) for name in _names(left)]
        number = _number(left)
        return [] if number is None else [_under(n, number) for n in _names(right)]
    return []


def _over(name: str, number: Fraction, *, closed: bool) -> Bound:
    if closed and number == 0:
        return name, frozenset({Property.NONNEGATIVE}), None, None
    return name, frozenset(), number, None


def _under(name: str, number: Fraction) -> Bound:
    return name, frozenset(), None, number


def _number(side: Side) -> Fraction | None:
    if isinstance(side.term, Rational):
        return Fraction(side.term.numerator, side.term.denominator)
    # beside a list, nothing tells the shape of a zero; a matrix gets no range anyway
    return Fraction(0) if isinstance(side.term, Zero) else None


def _names(side: Side) -> list[str]:
    """The names of a side: one, or a list."""
    if isinstance(side.term, Symbol | Indexed):
        return [side.term.name]
    if isinstance(side.node, Listing) and set(side.node.separators) == {","}:
        return [name for item in side.node.items for name in _name(item)]
    return []


def _name(node: Node) -> list[str]:
    parts = spelling(node) if isinstance(node, Letter | Scripted) else None
    name = None if parts is None or parts.sup is not None else canonical(parts)
    return [] if name is None else [name]


def _is_contradicted(one: SupposedRange, others: list[SupposedRange], eras: Eras) -> bool:
    """Whether the document also speaks of values outside, as in a distinction of cases."""
    for other in others:
        if other.name != one.name or not eras.together((one.name,), one.first, other.first):
            continue
        if other.last < one.first or one.last < other.first:
            continue
        low = one.above if one.above is not None else _least(one)
        high = one.below
        other_low = other.above if other.above is not None else _least(other)
        if low is not None and other.below is not None and other.below <= low:
            return True
        if high is not None and other_low is not None and other_low >= high:
            return True
    return False


def _least(one: SupposedRange) -> Fraction | None:
    return Fraction(0) if Property.NONNEGATIVE in one.properties else None
