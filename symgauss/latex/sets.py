r"""The right-hand sides of ``\in``: number spaces, cones of matrices, intervals."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from symgauss.errors import StatementError
from symgauss.kernel.context import Property
from symgauss.kernel.sizes import SCALAR, Shape, Size, square_shape, vector_shape
from symgauss.latex.elaborate import Elaborator
from symgauss.latex.source import Span
from symgauss.latex.tree import (
    Addition,
    Group,
    Infinity,
    Letter,
    Listing,
    Mark,
    Multiplication,
    Node,
    Number,
    Scripted,
)
from symgauss.latex.tree import (
    Fraction as FractionNode,
)


@dataclass(frozen=True, slots=True)
class Membership:
    r"""What ``name \in set`` says about the name."""

    shape: Shape
    properties: frozenset[Property] = frozenset()
    above: Fraction | None = None
    below: Fraction | None = None
    natural: bool = False


_ORTHOGONAL = frozenset({Property.ORTHOGONAL})


def read_set(node: Node, reader: Elaborator) -> Membership:
    r"""``\mathbb{R}^{m \times d}``, ``\mathbb{S}_{++}^{d}``, ``(0,1)``, ``\mathbb{N}``, ..."""
    if isinstance(node, Group) and isinstance(node.content, Listing):
        return _interval(node, reader)
    base, sub, sup = node, None, None
    if isinstance(node, Scripted):
        base, sub, sup = node.base, node.sub, node.sup
    if isinstance(base, Letter) and not isinstance(base, Listing):
        styled = "bb" in base.modifiers or "bold" in base.modifiers or base.upright
        if styled or not base.modifiers:
            found = _space(base.base, sub, sup, reader)
            if found is not None:
                return found
    raise StatementError(
        "this set is not known",
        reader.source.place(node.span),
        "known are \\mathbb{R}^{n}, \\mathbb{R}^{m \\times n}, \\mathbb{S}_{++}^{n}, "
        "\\mathbb{O}^{n}, \\mathbb{N}, intervals",
    )


def _space(
    letter: str, sub: Node | None, sup: Node | None, reader: Elaborator
) -> Membership | None:
    mark = _mark(sub)
    match letter:
        case "R":
            shape = SCALAR if sup is None or isinstance(sup, Mark) else space_shape(sup, reader)
            mark = mark or _mark(sup)
            if not mark:
                return Membership(shape)
            above = Fraction(0) if shape.is_scalar else None
            positive = Property.POSITIVE if mark in ("++", ">0", "+*") else Property.NONNEGATIVE
            if mark == "+" and shape.is_scalar and sub is None:
                positive = Property.POSITIVE
            return Membership(
                shape, frozenset({positive}), above if positive is Property.POSITIVE else None
            )
        case "S" if sup is not None or mark:
            properties = {
                "++": Property.POSITIVE_DEFINITE,
                "+": Property.POSITIVE_SEMIDEFINITE,
            }
            return Membership(
                square_shape(_one_size(sup, reader)),
                frozenset({properties.get(mark, Property.SYMMETRIC)}),
            )
        case "O":
            return Membership(square_shape(_one_size(sup, reader)), _ORTHOGONAL)
        case "N" | "Z":
            properties_of = (
                {Property.INTEGER, Property.POSITIVE} if letter == "N" else {Property.INTEGER}
            )
            return Membership(SCALAR, frozenset(properties_of), natural=True)
        case _:
            return None


def _mark(node: Node | None) -> str:
    """``+`` and ``++`` in a script."""
    match node:
        case Mark(text):
            return text
        case Listing(items, separators) if ">" in separators:
            return ">0" if all(isinstance(i, Number) for i in items[1:]) else ""
        case _:
            return ""


def _one_size(node: Node | None, reader: Elaborator) -> Size:
    value = None if node is None else reader.size_of(node)
    if value is None and isinstance(node, Multiplication):
        shape = space_shape(node, reader)
        value = shape.rows if shape.is_square else None
    if value is None:
        span = node.span if node is not None else Span(0, 0)
        raise StatementError("the size of the matrices is missing", reader.source.place(span))
    return value


def space_shape(node: Node, reader: Elaborator) -> Shape:
    r"""``n`` or ``m \times n`` as a shape."""
    if isinstance(node, Multiplication) and "x" in node.operators:
        cut = node.operators.index("x")
        sides = [_slice(node, 0, cut + 1), _slice(node, cut + 1, len(node.factors))]
        sizes = [reader.size_of(side) for side in sides]
        if sizes[0] is not None and sizes[1] is not None:
            return Shape(sizes[0], sizes[1])
    value = reader.size_of(node)
    if value is None:
        raise StatementError(
            "this is no size",
            reader.source.place(node.span),
            "sizes are letters, numbers, sums and products of them, such as n_1 + n_2",
        )
    return vector_shape(value)


def _slice(node: Multiplication, start: int, end: int) -> Node:
    factors = node.factors[start:end]
    if len(factors) == 1:
        return factors[0]
    return Multiplication(
        factors, node.operators[start : end - 1], factors[0].span | factors[-1].span
    )


# --- intervals ---------------------------------------------------------------------------------


def _interval(node: Group, reader: Elaborator) -> Membership:
    content = node.content
    if not isinstance(content, Listing) or len(content.items) != 2 or content.separators != (",",):
        raise StatementError(
            "an interval has two ends", reader.source.place(node.span), "write (0, 1)"
        )
    low, high = (_end(item, reader) for item in content.items)
    properties: frozenset[Property] = frozenset()
    if low is not None and low == 0 and node.open == "[":
        properties = frozenset({Property.NONNEGATIVE})
        low = None
    if low is not None and high is not None and low >= high:
        raise StatementError("this interval is empty", reader.source.place(node.span))
    return Membership(SCALAR, properties, low, high)


def _end(node: Node, reader: Elaborator) -> Fraction | None:
    sign = 1
    if isinstance(node, Addition) and len(node.terms) == 1:
        sign = -1 if node.terms[0][0] == "-" else 1
        node = node.terms[0][1]
    if isinstance(node, Infinity):
        return None
    value = number_value(node)
    if value is None:
        raise StatementError("an end of a range is a number", reader.source.place(node.span))
    return sign * value


def number_value(node: Node) -> Fraction | None:
    """A number as written, or ``None``."""
    match node:
        case Number(text):
            return Fraction(text)
        case FractionNode(numerator, denominator):
            top, bottom = number_value(numerator), number_value(denominator)
            return top / bottom if top is not None and bottom else None
        case Addition(((sign, inner),)):
            value = number_value(inner)
            return None if value is None else -value if sign == "-" else value
        case Multiplication((left, right), ("/",)):
            top, bottom = number_value(left), number_value(right)
            return top / bottom if top is not None and bottom else None
        case _:
            return None
