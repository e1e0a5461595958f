r"""Bounds that are infinite: ``-\infty``, and ``(\infty - b)/a`` behind a substitution."""

from __future__ import annotations

from symgauss.latex.tree import Addition, Fraction, Group, Infinity, Multiplication, Node


def infinite_sign(node: Node | None) -> int | None:
    """1 or -1 for a bound that is infinite, ``None`` for any other.

    A divisor counts as positive: it is the scale of a substitution.
    """
    match node:
        case Infinity():
            return 1
        case Group(content=content):
            return infinite_sign(content)
        case Fraction(numerator, _):
            return infinite_sign(numerator)
        case Multiplication((first, _), ("/",)):
            return infinite_sign(first)
        case Addition(terms):
            for sign, term in terms:
                found = infinite_sign(term)
                if found is not None:
                    return -found if sign == "-" else found
            return None
        case _:
            return None
