"""From terms to layouts: the one place where the form of every node is decided.

``flat`` asks for one-line text (terminals, exponents): ``a/b`` for a fraction.  ``glyphs`` allows
characters such as ½ and is set for plain text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import assert_never

from symgauss.errors import ResourceLimitError
from symgauss.kernel.sizes import Size
from symgauss.kernel.terms import (
    MINUS_ONE,
    Block,
    Constant,
    Covariance,
    CrossEntropy,
    Density,
    Derivative,
    Determinant,
    Diag,
    Dimension,
    Entropy,
    Expectation,
    Function,
    Gradient,
    Hadamard,
    Hessian,
    Identity,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Integral,
    Inverse,
    Jacobian,
    Kronecker,
    KullbackLeibler,
    MutualInformation,
    NormalDensity,
    Ones,
    Opaque,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
    Zero,
)
from symgauss.kernel.traversal import node_count, subterms
from symgauss.notation import analysis, probability
from symgauss.notation.layout import (
    Bracket,
    Fence,
    Glyph,
    Grid,
    Kind,
    Layout,
    Number,
    Operator,
    Root,
    Row,
    Sign,
    listed,
    scripted,
)
from symgauss.notation.names import parse_name
from symgauss.notation.precedence import Level, Piece
from symgauss.notation.products import (
    compose_power,
    compose_product,
    compose_rational,
    is_scalar,
    split_sign,
)
from symgauss.notation.sizes import compose_size
from symgauss.notation.spelling import spell, spell_parts

#: Exponents with at most this many nodes are written on one line: ``n/2``.
_SMALL_EXPONENT = 8
_GREEK_FUNCTIONS = {"gamma": "Gamma", "digamma": "psi", "Phi": "Phi"}


def compose(term: Term, *, flat: bool = False, glyphs: bool = False) -> Layout:
    """The layout of a term; :class:`ResourceLimitError` where it is nested too deeply."""
    try:
        return Composer(flat, glyphs).piece(term).layout
    except RecursionError:
        raise ResourceLimitError("the formula is nested too deeply to be printed") from None


@dataclass(frozen=True, slots=True)
class Composer:
    """Composes terms in one style."""

    flat: bool = False
    glyphs: bool = False
    sized: bool = False  #: identity matrices are written with their size

    def piece(self, term: Term) -> Piece:
        """Layout and precedence of a term."""
        match term:
            case Rational():
                return compose_rational(term, flat=self.flat, glyphs=self.glyphs)
            case Constant(name):
                return Piece(Glyph({"pi": "pi", "e": "e"}[name]), Level.ATOM)
            case Symbol(name):
                return spell(name)
            case Indexed(name, indices):
                return spell_parts(parse_name(name), tuple(self.small(i) for i in indices))
            case Dimension(size):
                return compose_size(size)
            case Identity(size):
                return self.identity(size)
            case Zero():
                return Piece(Number("0"), Level.ATOM)
            case Ones():
                return Piece(Glyph("ones"), Level.ATOM)
            case Sum(terms):
                return self.sum(terms)
            case Product():
                return compose_product(term, self.piece, flat=self.flat)
            case Power():
                return compose_power(term, self.piece, self.exponent, flat=self.flat)
            case Inverse() | Transpose():
                return self.marked(term)
            case Trace(matrix):
                return self.call("tr", self.enclosed(matrix).layout)
            case Determinant(matrix) if is_scalar(matrix):
                return self.call("det", self.piece(matrix).layout)
            case Determinant(Block(rows)):
                return Piece(self.grid(rows, Bracket.BARS), Level.ATOM)
            case Determinant(matrix):
                return Piece(Fence(Bracket.BARS, self.enclosed(matrix).layout), Level.ATOM)
            case Kronecker(left, right):
                return self.infix("otimes", left, right)
            case Hadamard(left, right):
                return self.infix("odot", left, right)
            case Vec(matrix):
                return self.call("vec", self.enclosed(matrix).layout)
            case Diag(argument):
                return self.call("diag", self.piece(argument).layout)
            case Block(rows):
                return Piece(self.grid(rows, Bracket.ROUND), Level.ATOM)
            case Function(name, argument):
                return self.function(name, argument)
            case Opaque(name, arguments):
                body = listed(tuple(self.piece(argument).layout for argument in arguments))
                return self.applied(spell(name).layout, body)
            case IndexedSum() | IndexedProduct() | Integral():
                return analysis.compose_large(term, self.piece, self.small)
            case Derivative() | Gradient() | Jacobian() | Hessian():
                return analysis.compose_derivative(term, self.piece, flat=self.flat)
            case NormalDensity() | Density() | Expectation() | Covariance():
                return probability.compose_probability(term, self.piece)
            case Entropy() | CrossEntropy() | KullbackLeibler() | MutualInformation():
                return probability.compose_information(term, self.piece)
            case _:
                assert_never(term)

    def grid(self, rows: tuple[tuple[Term, ...], ...], bracket: Bracket) -> Grid:
        """A block matrix."""
        boxes = tuple(tuple(self.piece(block).layout for block in row) for row in rows)
        return Grid(boxes, bracket)

    def small(self, term: Term) -> Layout:
        """The layout of an index or limit, on one line."""
        return replace(self, flat=True).piece(term).layout

    def exponent(self, term: Term) -> Piece:
        """The layout of an exponent: on one line where it is short."""
        scripts = any(isinstance(t, Power) and t.exponent != MINUS_ONE for t in subterms(term))
        short = node_count(term) <= _SMALL_EXPONENT and not scripts
        glyphs = self.glyphs and not isinstance(term, Rational)
        return replace(self, flat=self.flat or short, glyphs=glyphs).piece(term)

    def sum(self, terms: tuple[Term, ...]) -> Piece:
        """Terms with the signs between them."""
        row: list[Layout] = []
        for term in terms:
            negative, size = split_sign(term)
            if not row:
                # A nested sum in front needs no brackets; after a sign it keeps them.
                row.append(self.piece(term).layout)
            else:
                row.append(Sign("minus" if negative else "plus"))
                row.append(self.piece(size).at_least(Level.QUOTIENT))
        return Piece(Row(tuple(row), Kind.SUM), Level.SUM)

    def identity(self, size: Size) -> Piece:
        """The identity matrix."""
        letter = Glyph("identity")
        layout = scripted(letter, compose_size(size).layout) if self.sized else letter
        return Piece(layout, Level.ATOM)

    def enclosed(self, matrix: Term) -> Piece:
        """A matrix whose size nothing outside tells; if nothing inside does, identities do."""
        symbols = (t for t in subterms(matrix) if isinstance(t, Symbol | Indexed | Opaque))
        sized = all(symbol.shape.is_scalar for symbol in symbols)
        return (replace(self, sized=True) if sized else self).piece(matrix)

    def marked(self, term: Inverse | Transpose) -> Piece:
        """Inverse, transpose, and the inverse transposed as one superscript."""
        minus = Sign("negative")
        match term:
            case Transpose(Inverse(matrix)):
                above: Layout = Row((minus, Glyph("top")))
            case Transpose(matrix):
                above = Glyph("top")
            case Inverse(matrix):
                above = Row((minus, Number("1")))
        base = self.piece(matrix).at_least(Level.ATOM)
        return Piece(scripted(base, None, above), Level.SCRIPTED)

    def infix(self, sign: str, left: Term, right: Term) -> Piece:
        """``left sign right`` at the level of a product; brackets around anything composed."""
        last = self.enclosed(right).at_least(Level.SCRIPTED)
        row = (self.enclosed(left).followed(), Sign(sign), last)
        return Piece(Row(row, Kind.PRODUCT), Level.PRODUCT)

    def applied(self, head: Layout, body: Layout, bracket: Bracket = Bracket.ROUND) -> Piece:
        """``head(body)``."""
        return Piece(Row((head, Fence(bracket, body)), Kind.TIGHT), Level.SCRIPTED)

    def call(self, word: str, body: Layout) -> Piece:
        """``word(body)`` with an upright word."""
        return self.applied(Operator(word), body)

    def function(self, name: str, argument: Term) -> Piece:
        """A named scalar function."""
        inner = self.piece(argument)
        if name == "sqrt":
            if self.flat and self.glyphs:  # a line of plain text has no other root
                return Piece(Row((Glyph("root"), inner.at_least(Level.ATOM))), Level.SCRIPTED)
            return Piece(Root(inner.layout), Level.SCRIPTED)
        if name == "abs":
            return Piece(Fence(Bracket.BARS, inner.layout), Level.ATOM)
        if name in _GREEK_FUNCTIONS:
            return self.applied(spell(_GREEK_FUNCTIONS[name]).layout, inner.layout)
        closed = self.call(name, inner.layout)
        if name in {"exp", "erf"} or inner.level < Level.SCRIPTED:
            return closed
        row = Row((Operator(name), inner.layout), Kind.PRODUCT)
        return Piece(row, Level.OPEN, closed.layout)
