"""The layout of LaTeX as an author wrote it: from the syntax, before any meaning is known.

Prose and the formulas of rules speak of symbols that no context declares, so they cannot become
terms; their brackets and their order are the author's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import assert_never

from symgauss.errors import LatexError
from symgauss.latex import tree
from symgauss.latex.limits import deep_stack
from symgauss.latex.parser import parse_text
from symgauss.latex.source import Source
from symgauss.notation.layout import (
    Bracket,
    Fence,
    Fraction,
    Glyph,
    Grid,
    Kind,
    Large,
    Layout,
    Number,
    Operator,
    Root,
    Row,
    Sign,
    scripted,
)
from symgauss.notation.names import Name, parse_name
from symgauss.notation.precedence import Level, Piece
from symgauss.notation.spelling import spell_parts
from symgauss.reports.signs import (
    BRACKETS,
    CALLED,
    MARKS,
    ONE_CHARACTER,
    OPERATORS,
    PRODUCTS,
    RELATIONS,
    SEPARATORS,
    STYLED,
)


def written(text: str, *, flat: bool) -> Layout:
    """The layout of a formula; :class:`LatexError` where the reader does not know the notation."""
    with deep_stack():
        source = Source(text)
        chain = parse_text(source, {}, 0, len(text))
        parts = [_Composer(flat).layout(part) for part in chain.parts]
    row: list[Layout] = [parts[0]]
    for sign, part in zip(chain.relations, parts[1:], strict=True):
        row += [_sign(sign, _Composer(flat)), part]
    return row[0] if len(row) == 1 else Row(tuple(row), Kind.RELATION)


def _sign(sign: tree.RelationSign, composer: _Composer) -> Layout:
    mark = Sign(RELATIONS[sign.kind])
    return mark if sign.sub is None else scripted(mark, composer.layout(sign.sub))


@dataclass(frozen=True, slots=True)
class _Composer:
    flat: bool

    def layout(self, node: tree.Node) -> Layout:
        return self.piece(node).layout

    def maybe(self, node: tree.Node | None) -> Layout | None:
        return None if node is None else self.layout(node)

    def piece(self, node: tree.Node) -> Piece:
        """Layout and precedence; only fractions on one line need brackets of ours."""
        match node:
            case tree.Number(text):
                return Piece(Number(text), Level.ATOM)
            case tree.Letter():
                return _letter(node)
            case tree.Mark(text):
                return Piece(MARKS[text], Level.ATOM)
            case tree.Scripted():
                return self.scripted(node)
            case tree.Listing(items, separators):
                return Piece(self.listing(items, separators), Level.SUM)
            case tree.Group(opening, _, content):
                return Piece(self.fence(opening, content), Level.ATOM)
            case tree.Addition(terms):
                return self.addition(terms)
            case tree.Multiplication(factors, operators):
                return self.multiplication(factors, operators)
            case tree.Fraction(numerator, denominator):
                return self.fraction(self.piece(numerator), self.piece(denominator))
            case tree.Root(radicand, None):
                body = self.piece(radicand)
                if self.flat:
                    return Piece(Row((Glyph("root"), body.at_least(Level.ATOM))), Level.SCRIPTED)
                return Piece(Root(body.layout), Level.SCRIPTED)
            case tree.Apply():
                return self.application(node)
            case tree.Operator(name, sub, argument):
                head = OPERATORS.get(name, Operator(name))
                below = self.maybe(sub)
                head = head if below is None else scripted(head, below)
                return Piece(Row((head, self.layout(argument))), Level.SCRIPTED)
            case tree.NormalLaw(argument):
                return Piece(Row((Glyph("normal"), self.layout(argument))), Level.SCRIPTED)
            case tree.Big() | tree.IntegralSign():
                return self.large(node)
            case tree.Partial():
                return self.partial(node)
            case tree.MatrixRows(rows):
                return Piece(self.grid(rows, Bracket.ROUND), Level.ATOM)
            case tree.Words("const"):
                return Piece(Glyph("const"), Level.ATOM)
            case tree.Infinity():
                return Piece(Glyph("infinity"), Level.ATOM)
            case tree.Root() | tree.Words() | tree.Empty() | tree.Divergence() | tree.Evaluation():
                raise LatexError("this notation is not set in prose")
            case _:
                assert_never(node)

    def scripted(self, node: tree.Scripted) -> Piece:
        """Subscript, superscript and primes."""
        base = self.piece(node.base)
        above = [*(Sign("prime") for _ in range(node.primes))]
        sup: list[Layout] = [*above, *([self.layout(node.sup)] if node.sup else [])]
        top = None if not sup else sup[0] if len(sup) == 1 else Row(tuple(sup))
        body = base.layout if base.level >= Level.SCRIPTED else base.at_least(Level.ATOM)
        level = Level.ATOM if top is None else Level.SCRIPTED
        below = self.maybe(node.sub)
        if isinstance(node.sub, tree.Listing):  # x_{t|t-1}: a narrow bar
            below = self.listing(node.sub.items, node.sub.separators, {"|": "bar"})
        return Piece(scripted(body, below, top), level)

    def listing(
        self,
        items: Sequence[tree.Node],
        separators: Sequence[str],
        special: Mapping[str, str] = MappingProxyType({}),
    ) -> Layout:
        """Items with signs between them."""
        row: list[Layout] = [self.layout(items[0])]
        for separator, item in zip(separators, items[1:], strict=True):
            row += [Sign(special.get(separator, SEPARATORS[separator])), self.layout(item)]
        return Row(tuple(row), Kind.LIST)

    def fence(self, opening: str, content: tree.Node) -> Layout:
        """Brackets as written."""
        if opening not in BRACKETS:
            raise LatexError("these brackets are not set in prose")
        return Fence(BRACKETS[opening], self.layout(content))

    def addition(self, terms: Sequence[tuple[str, tree.Node]]) -> Piece:
        """A sum with its signs."""
        first_sign, first = terms[0]
        body = self.layout(first)
        row: list[Layout] = [Row((Sign("negative"), body)) if first_sign == "-" else body]
        for sign, term in terms[1:]:
            row += [Sign("minus" if sign == "-" else "plus"), self.layout(term)]
        return Piece(row[0] if len(row) == 1 else Row(tuple(row), Kind.SUM), Level.SUM)

    def multiplication(self, factors: Sequence[tree.Node], operators: Sequence[str]) -> Piece:
        """Factors; a fraction on one line is followed by a dot."""
        pieces = [self.piece(factor) for factor in factors]
        row: list[Layout] = []
        for i, piece in enumerate(pieces):
            row.append(piece.layout)
            if i == len(operators):
                break
            if operators[i]:
                row.append(Sign(PRODUCTS[operators[i]]))
            elif piece.level == Level.QUOTIENT:
                row.append(Sign("cdot"))
            elif _is_call(factors[i], factors[i + 1]):
                row[-1] = Row((piece.layout, self.layout(factors[i + 1])))
                pieces[i + 1] = Piece(row.pop(), Level.SCRIPTED)
        if len(row) == 1:
            return pieces[-1]
        return Piece(Row(tuple(row), Kind.PRODUCT), Level.PRODUCT)

    def fraction(self, over: Piece, under: Piece) -> Piece:
        """A fraction, on one line with a slash."""
        if not self.flat:
            return Piece(Fraction(over.layout, under.layout), Level.SCRIPTED)
        match over.layout, under.layout:
            case Number(top), Number(bottom) if (top + "/" + bottom) in ONE_CHARACTER:
                return Piece(Number(ONE_CHARACTER[f"{top}/{bottom}"]), Level.SCRIPTED)
            case _:
                pass
        row = (over.at_least(Level.PRODUCT), Sign("slash"), under.at_least(Level.SCRIPTED))
        return Piece(Row(row), Level.QUOTIENT)

    def application(self, node: tree.Apply) -> Piece:
        """A function with its argument."""
        head: Layout = Operator(node.function)
        match node:
            case tree.Apply("det", tree.Group("|") as bars):
                return Piece(self.layout(bars), Level.ATOM)
            case tree.Apply("det", tree.MatrixRows(rows)):
                return Piece(self.grid(rows, Bracket.BARS), Level.ATOM)
            case _:
                pass
        if node.power is not None:
            head = scripted(head, None, self.layout(node.power))
        kind = Kind.TIGHT if _is_round(node.argument) else Kind.PRODUCT
        argument = self.piece(node.argument)
        if argument.level == Level.QUOTIENT:
            return Piece(Row((head, Fence(Bracket.ROUND, argument.layout))), Level.OPEN)
        return Piece(Row((head, argument.layout), kind), Level.OPEN)

    def grid(self, rows: Sequence[Sequence[tree.Node]], bracket: Bracket) -> Layout:
        """A matrix."""
        return Grid(tuple(tuple(self.layout(box) for box in row) for row in rows), bracket)

    def large(self, node: tree.Big | tree.IntegralSign) -> Piece:
        """A sum, a product, an integral."""
        body = self.layout(node.body)
        if isinstance(node, tree.Big):
            key = "sum" if node.kind == "sum" else "product"
            sign = Large(key, self.maybe(node.lower), self.maybe(node.upper))
            return Piece(Row((sign, body), Kind.PRODUCT), Level.OPEN)
        sign = Large("integral", self.maybe(node.lower), self.maybe(node.upper))
        measures: list[Layout] = []
        for variable in node.variables:
            measures += [Sign("thin"), Row((Glyph("d"), self.layout(variable)))]
        return Piece(Row((sign, body, *measures), Kind.PRODUCT), Level.OPEN)

    def partial(self, node: tree.Partial) -> Piece:
        """A gradient or a partial derivative."""
        body = self.layout(node.body)
        variables = [self.layout(variable) for variable in node.variables]
        if node.transposed or len(variables) != 1:
            raise LatexError("this derivative is not set in prose")
        if node.nabla:
            sign: Layout = scripted(Glyph("nabla"), variables[0])
        else:
            under = Row((Glyph("partial"), variables[0]))
            sign = Fraction(Glyph("partial"), under)
            if self.flat:
                sign = Row((Glyph("partial"), Sign("slash"), under))
        return Piece(Row((sign, body), Kind.PRODUCT), Level.OPEN)


def _letter(node: tree.Letter) -> Piece:
    styles = tuple(m for m in node.modifiers if m != "rm")
    if len(styles) == 1 and (node.base, styles[0]) in STYLED:
        return Piece(Glyph(STYLED[node.base, styles[0]]), Level.ATOM)
    if node.base.isdigit():
        return Piece(Glyph("ones") if node.base == "1" else Number(node.base), Level.ATOM)
    if node.upright and len(node.base) == 1:
        return Piece(Operator(node.base), Level.ATOM)
    parse_name(node.base)  # a name that is none goes no further
    return spell_parts(Name(node.base, styles))


def _is_round(node: tree.Node) -> bool:
    return isinstance(node, tree.Group) and node.open in "(["


def _is_call(head: tree.Node, argument: tree.Node) -> bool:
    """Whether two factors look like a function and its argument."""
    if not isinstance(argument, tree.Group) or not _is_round(argument):
        return False
    base = head.base if isinstance(head, tree.Scripted) else head
    if not isinstance(base, tree.Letter):
        return False
    return base.base in CALLED or isinstance(argument.content, tree.Listing)
