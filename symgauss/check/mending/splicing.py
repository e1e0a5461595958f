r"""An edit of a formula as an edit of the author's text: the smallest piece that can be replaced.

Every way to write the edit down is tried in turn; which of them says what is meant is decided by
reading the text again and judging it, so that nothing here has to be believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from symgauss.check.displays.parts import Side
from symgauss.check.mending.authored import Author, in_brackets
from symgauss.check.mending.slips import Edit, Rank
from symgauss.check.mending.spots import Path, with_part
from symgauss.kernel.terms import Inverse, Power, Product, Rational, Sum, Term, Transpose
from symgauss.kernel.traversal import children, subterms
from symgauss.latex.source import Span

MOST_SPLICES = 24  #: that are tried for one edit
_SIGN_BEFORE = re.compile(r"([+-])(?:[\s&]|\{\}|\\[,;:!]|\\(?:left|right)\.|\\\\|\\nonumber)*$")
_SIGN_AFTER = re.compile(r"(?:[\s&]|\{\}|\\[,;:!]|\\\\|\\nonumber)*([+-])")
_TIMES_BEFORE = re.compile(r"(?:\\cdot|\\times|\\,|\\;|\s)*$")
_TIMES_AFTER = re.compile(r"(?:\\cdot|\\times|\\,|\\;|\s)*")
_OPENS = re.compile(r"[{(\[]\s*$")
_CLOSES = re.compile(r"\s*(?:\\(?:right|[bB]igg?r?)\s*)?[)\]}]")
_WORD = re.compile(r"\\[A-Za-z]+$")


@dataclass(frozen=True, slots=True)
class Splice:
    """``text[start:end]`` of the document becomes ``new``."""

    start: int
    end: int
    new: str

    def into(self, text: str) -> str:
        """The text with the edit."""
        return text[: self.start] + self.padded(text) + text[self.end :]

    def padded(self, text: str) -> str:
        """What is written: with a space where a command would run into a letter."""
        new = self.new
        follows = text[self.end : self.end + 1]
        if _WORD.search(new or text[max(0, self.start - 30) : self.start]) and follows.isalpha():
            new += " "
        if new[:1].isalpha() and _WORD.search(text[max(0, self.start - 30) : self.start]):
            new = " " + new
        return new


def splices(edit: Edit, path: Path, right: Side, whole: Term, author: Author) -> list[Splice]:
    """Ways to write an edit of the part at a path into the text, the smallest ones first.

    ``whole`` is the right side that was read.
    """
    found: dict[Splice, None] = {}
    for each in _all(edit, path, right, whole, author):
        if each.start >= right.span.start and each.end <= right.span.end:
            found.setdefault(each)
    return list(found)[:MOST_SPLICES]


def _all(edit: Edit, path: Path, right: Side, whole: Term, author: Author) -> Iterator[Splice]:
    line = [whole]  #: from the right side down to the part
    for position in path:
        line.append(children(line[-1])[position])
    yield from _as_far_as_written(_small(edit, line[-1], right, author))
    for level in range(len(path), -1, -1):
        around = line[level]
        if id(around) in right.places:
            new = with_part(around, path[level:], edit.whole)
            span = right.places[id(around)][1]
            yield from _as_far_as_written(_written(new, span, right, author))


def _as_far_as_written(found: Iterator[Splice]) -> Iterator[Splice]:
    """Splices until one has a part that nobody could read, such as "any point"."""
    try:
        yield from found
    except ValueError:
        return


def _small(edit: Edit, spot: Term, right: Side, author: Author) -> Iterator[Splice]:
    """Splices of the very part that changes."""
    if edit.piece is not None:
        yield from _with_piece(edit, edit.piece, _spans(spot, spot, right), right, author)
        return
    for span in _spans(edit.old, spot, right):
        if edit.new is None:
            yield from _dropped(span, right.span, author.text)
        else:
            yield from _changed(edit, edit.new, span, right, author)


def _spans(term: Term, spot: Term, right: Side) -> list[Span]:
    """Where a part stands: the very node, else parts of the spot that are equal to it."""
    if id(term) in right.places:
        return [right.places[id(term)][1]]
    inside = (part for part in subterms(spot) if part == term)
    return [right.places[id(part)][1] for part in inside if id(part) in right.places]


def _changed(edit: Edit, new: Term, span: Span, right: Side, author: Author) -> Iterator[Splice]:
    if edit.rank is Rank.SIGN:
        yield from _sign(span, right.span, author.text)
    if edit.words in ("double", "halve"):
        yield from _scaled(edit, span, author)
    yield from _marked(edit.old, new, span, author)
    yield from _written(new, span, right, author)


def _marked(old: Term, new: Term, span: Span, author: Author) -> Iterator[Splice]:
    """A mark behind the brackets in which a part stands."""
    match new:
        case Power(base, Rational(p, 1)) if base == old:
            mark = f"^{p}" if 0 <= p < 10 else f"^{{{p}}}"
        case Inverse(matrix) if matrix == old:
            mark = "^{-1}"
        case Transpose(matrix) if matrix == old:
            mark = author.transpose
        case _:
            return
    after = _CLOSES.match(author.text, span.end)
    if _OPENS.search(author.text, 0, span.start) and after and not after[0].endswith("}"):
        yield Splice(after.end(), after.end(), mark)


def _written(term: Term, span: Span, right: Side, author: Author) -> Iterator[Splice]:
    """A part for what stands in the text: as it is, with the sign before it, in brackets."""
    text, new = author.text, author.write(term, right.places)
    if isinstance(term, Sum):
        if _OPENS.search(text, 0, span.start) and _CLOSES.match(text, span.end):
            yield Splice(span.start, span.end, new)  # it stands alone in brackets or braces
        yield Splice(span.start, span.end, in_brackets(new))
    if new.startswith("-"):
        before = _SIGN_BEFORE.search(text, right.span.start, span.start)
        if before is not None and text[before.start()] == "-":
            yield Splice(span.start, span.end, new[1:])
        if before is not None and text[before.start()] == "+":
            between = text[before.start() + 1 : span.start]
            yield Splice(before.start(), span.end, f"-{between}{new[1:]}")
    yield Splice(span.start, span.end, new)
    yield Splice(span.start, span.end, in_brackets(new))


def _sign(span: Span, right: Span, text: str) -> Iterator[Splice]:
    before = _SIGN_BEFORE.search(text, right.start, span.start)
    own = text[span.start] if span.end > span.start else ""
    if own == "-":
        follows = len(text[span.start + 1 : span.end]) - len(
            text[span.start + 1 : span.end].lstrip()
        )
        if before is None:
            yield Splice(span.start, span.start + 1 + follows, "")
        yield Splice(span.start, span.start + 1, "+")
    if before is not None:
        place = before.start()
        if place == right.start and text[place] == "-":
            yield Splice(place, span.start, "")
        yield Splice(place, place + 1, "-" if text[place] == "+" else "+")
    yield Splice(span.start, span.start, "-")


def _scaled(edit: Edit, span: Span, author: Author) -> Iterator[Splice]:
    """Twice or half of what stands there, by a number before it."""
    if _leading(edit.old):
        return  # it has a number that is changed
    number = "2 " if edit.words == "double" else f"{author.half} "
    start = span.start
    if author.text[start : start + 1] in ("-", "+"):
        start += 1
        start += len(author.text[start : span.end]) - len(author.text[start : span.end].lstrip())
    yield Splice(start, start, number)


def _leading(term: Term) -> bool:
    """Whether a part begins with a number other than -1."""
    factors = term.factors if isinstance(term, Product) else (term,)
    if factors[0] == Rational(-1) and len(factors) > 1:
        factors = factors[1:]
    return isinstance(factors[0], Rational)


def _with_piece(
    edit: Edit, piece: Term, whole: list[Span], right: Side, author: Author
) -> Iterator[Splice]:
    text = author.text
    put = author.write(piece, right.places)
    if isinstance(piece, Sum):
        put = in_brackets(put)
    for span in whole:
        inside = text[span.start : span.end]
        if edit.words in ("add", "subtract"):
            sign = "+" if edit.words == "add" else "-"
            yield Splice(span.end, span.end, f" {sign} {put}")
            yield Splice(span.start, span.end, in_brackets(f"{inside} {sign} {put}"))
        elif edit.words == "multiply by":
            yield Splice(span.start, span.start, f"{put} ")
            yield Splice(span.start, span.end, f"{put} {in_brackets(inside)}")


def _dropped(span: Span, right: Span, text: str) -> Iterator[Splice]:
    before = _SIGN_BEFORE.search(text, right.start, span.start)
    after = _SIGN_AFTER.match(text, span.end, right.end)
    if before is not None:
        start = before.start()
        start -= len(text[right.start : start]) - len(text[right.start : start].rstrip())
        yield Splice(start, span.end, "")
    if after is not None and before is None:
        stop = after.end() if after[1] == "+" else after.start(1)
        stop += len(text[stop : right.end]) - len(text[stop : right.end].lstrip())
        yield Splice(span.start, stop, "")
    times = _TIMES_AFTER.match(text, span.end, right.end)
    yield Splice(span.start, span.end if times is None else times.end(), "")
    times = _TIMES_BEFORE.search(text, right.start, span.start)
    yield Splice(span.start if times is None else times.start(), span.end, "")
    yield Splice(span.start, span.end, "1")
