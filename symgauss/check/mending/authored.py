r"""Terms as the author of a document writes them: with the same letters, macros and transposes.

What stands in the document is quoted; only what is new between the quotations is written here.
What comes out may still be read otherwise in its place, such as a power beside another script, so
that whoever puts it into a text has to read the text again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from symgauss.check.displays.parts import Side
from symgauss.check.manners.expectations import readable
from symgauss.kernel.terms import (
    MINUS_ONE,
    Constant,
    Determinant,
    Dimension,
    Function,
    Indexed,
    Inverse,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
)
from symgauss.latex.source import Span
from symgauss.notation.latex import print_term

_MARK = re.compile(r"\^\S{1,20}|\^\{[^{}]*(?:\{\w+\})?\s*\}|'|\\[A-Za-z]+")
_LOGARITHM = re.compile(r"\\(ln|log)\b")
_HALF = re.compile(r"\\(?:[dt]?frac)\s*(?:12|\{1\}\{2\}|\{1\}2|1\{2\})(?![\d{])")
_LONGEST_NAME = 60  #: characters of the spelling of a name


class Tie(IntEnum):
    """How strongly the parts of a text hold together."""

    SUM = 0
    PRODUCT = 1
    FACTOR = 2
    NAME = 3  #: takes a superscript


@dataclass(frozen=True, slots=True)
class Text:
    """LaTeX, and what may be written around it."""

    latex: str
    tie: Tie

    def within(self, least: Tie) -> str:
        """The text where at least such a tie is needed."""
        return self.latex if self.tie >= least else in_brackets(self.latex)


def in_brackets(latex: str) -> str:
    r"""In parentheses that are as high as what they enclose."""
    if re.search(r"\\(?:[dt]?frac|sum|prod|int|left)\b", latex):
        return rf"\left( {latex} \right)"
    return f"({latex})"


@dataclass
class Author:
    """How the author of a document writes."""

    text: str
    names: dict[Term, str] = field(default_factory=dict)
    transpose: str = "^\\top"
    logarithm: str = "\\log"
    half: str = "\\frac{1}{2}"

    @classmethod
    def of(cls, text: str, sides: Sequence[Side]) -> Author:
        """The letters that stand for the names in some sides, and the usual marks."""
        names: dict[Term, str] = {}
        for side in sides:
            for term, span in side.places.values():
                if isinstance(term, Symbol | Indexed | Dimension):
                    written = text[span.start : span.end]
                    known = names.get(term, written)
                    if len(written) <= min(len(known), _LONGEST_NAME):
                        names[term] = written
        found = cls(text, names)
        found.transpose = _usual_transpose(text, sides) or found.transpose
        if (mark := _LOGARITHM.search(text)) is not None:
            found.logarithm = mark[0]
        if (mark := _HALF.search(text)) is not None:
            found.half = mark[0]
        return found

    def write(self, term: Term, places: dict[int, tuple[Term, Span]]) -> str:
        """A term that is made of quoted parts, and of other ones."""
        return self._write(term, places).latex

    def _write(self, term: Term, places: dict[int, tuple[Term, Span]]) -> Text:
        if id(term) in places:
            span = places[id(term)][1]
            written = self.text[span.start : span.end]
            return Text(written, _tie(term, written))

        def part(inner: Term, least: Tie) -> str:
            return self._write(inner, places).within(least)

        match term:
            case Symbol() | Indexed() | Dimension() if term in self.names:
                written = self.names[term]
                return Text(written, Tie.FACTOR if "^" in written else Tie.NAME)
            case Rational(p, q):
                return self._number(p, q)
            case Sum(terms):
                return self._sum(terms, part)
            case Product(factors):
                return self._product(factors, part)
            case Power(base, exponent):
                return self._power(base, exponent, part)
            case Inverse(matrix):
                return Text(part(matrix, Tie.NAME) + "^{-1}", Tie.FACTOR)
            case Transpose(matrix):
                return Text(part(matrix, Tie.NAME) + self.transpose, Tie.FACTOR)
            case Function("sqrt", argument):
                return Text(f"\\sqrt{{{part(argument, Tie.SUM)}}}", Tie.NAME)
            case Function("log", argument):
                inner = part(argument, Tie.FACTOR)
                if inner.startswith("("):
                    return Text(f"{self.logarithm}{inner}", Tie.FACTOR)
                return Text(f"{self.logarithm} {inner}", Tie.PRODUCT)
            case _:
                written = print_term(readable(term))
                return Text(written, _tie(term, written))

    def _number(self, p: int, q: int) -> Text:
        if q == 1:
            return Text(str(p), Tie.NAME if p >= 0 else Tie.SUM)
        sign = "-" if p < 0 else ""
        tie = Tie.SUM if p < 0 else Tie.FACTOR
        written = self.half if (abs(p), q) == (1, 2) else f"\\frac{{{abs(p)}}}{{{q}}}"
        return Text(sign + written, tie)

    def _sum(self, terms: tuple[Term, ...], part: Callable[[Term, Tie], str]) -> Text:
        written = part(terms[0], Tie.SUM)
        for each in terms[1:]:
            sign, rest = "+", each
            match each:
                case Product((Rational(-1, 1), *others)) if others:
                    sign, rest = "-", Product(tuple(others)) if len(others) > 1 else others[0]
                case Product((Rational(p, q), *others)) if p < 0:
                    sign, rest = "-", Product((Rational(-p, q), *others))
                case Rational(p, q) if p < 0:
                    sign, rest = "-", Rational(-p, q)
                case _:
                    pass
            written += f" {sign} {part(rest, Tie.PRODUCT)}"
        return Text(written, Tie.SUM)

    def _product(self, factors: tuple[Term, ...], part: Callable[[Term, Tie], str]) -> Text:
        if factors[0] == MINUS_ONE and len(factors) > 1:
            rest = Product(factors[1:]) if len(factors) > 2 else factors[1]
            return Text(f"-{part(rest, Tie.PRODUCT)}", Tie.SUM)
        above = [f for f in factors if not _is_below(f)]
        below = [f.base for f in factors if isinstance(f, Power) and _is_below(f)]
        if below and len(factors) > 1:
            top = _side_by_side([part(f, _in_fraction(above)) for f in above]) or "1"
            bottom = _side_by_side([part(f, _in_fraction(below)) for f in below])
            return Text(f"\\frac{{{top}}}{{{bottom}}}", Tie.FACTOR)
        first = factors[0]
        sign = "-" if isinstance(first, Rational) and first.numerator < 0 else ""
        if sign:
            assert isinstance(first, Rational)  # noqa: S101 - the line before
            factors = (Rational(-first.numerator, first.denominator), *factors[1:])
        head = ""
        match factors:
            case (Rational(p, q), Symbol() | Indexed() | Dimension() as name, *others) if q != 1:
                times = "" if p == 1 else f"{p} "
                head = f"\\frac{{{times}{part(name, Tie.FACTOR)}}}{{{q}}}"
                factors = tuple(others)
            case _:
                pass
        parts = [part(f, Tie.FACTOR) for f in factors]
        written = _side_by_side([head, *parts] if head else parts)
        return Text(sign + written, Tie.SUM if sign else Tie.PRODUCT)

    def _power(self, base: Term, exponent: Term, part: Callable[[Term, Tie], str]) -> Text:
        if exponent == MINUS_ONE:
            return Text(f"\\frac{{1}}{{{part(base, Tie.SUM)}}}", Tie.FACTOR)
        if base == Constant("e"):
            return Text(f"e^{{{part(exponent, Tie.SUM)}}}", Tie.FACTOR)
        written = part(exponent, Tie.SUM)
        script = written if re.fullmatch(r"\w", written) else f"{{{written}}}"
        return Text(f"{part(base, Tie.NAME)}^{script}", Tie.FACTOR)


def _usual_transpose(text: str, sides: Sequence[Side]) -> str:
    """What stands behind a transposed name most often: a script, or a macro for one."""
    marks: Counter[str] = Counter()
    for side in sides:
        for term, span in side.places.values():
            if isinstance(term, Transpose) and id(term.matrix) in side.places:
                inner = side.places[id(term.matrix)][1]
                mark = text[inner.end : span.end]
                if span.start == inner.start and _MARK.fullmatch(mark):
                    marks[mark] += 1
    return marks.most_common(1)[0][0] if marks else ""


def _is_below(term: Term) -> bool:
    return isinstance(term, Power) and term.exponent == MINUS_ONE


def _in_fraction(parts: list[Term]) -> Tie:
    """A single part needs no brackets above or below a bar."""
    return Tie.SUM if len(parts) == 1 else Tie.FACTOR


def _side_by_side(parts: list[str]) -> str:
    """Factors, which digits must not join to a number."""
    written = ""
    for part in parts:
        joins = written[-1:].isdigit() and part[:1].isdigit()
        written += (r" \cdot " if joins else " " if written else "") + part
    return written


def _tie(term: Term, written: str) -> Tie:
    """How what is written for a term holds together."""
    match term:
        case Sum() | Product((Rational(-1, 1), *_)):
            return Tie.SUM
        case Symbol() | Indexed() | Dimension() | Constant():
            return Tie.NAME
        case Rational(p, q):
            return Tie.NAME if q == 1 and p >= 0 else Tie.FACTOR if p >= 0 else Tie.SUM
        case Power() | Inverse() | Transpose() | Determinant():
            return Tie.FACTOR
        case Product():
            return Tie.PRODUCT
        case _:
            return Tie.FACTOR if written.endswith((")", "]")) else Tie.PRODUCT
