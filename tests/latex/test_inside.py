"""What a node of syntax is made of."""

from __future__ import annotations

from symgauss.latex.inside import field_names, inside
from symgauss.latex.source import Span
from symgauss.latex.tree import Letter, Scripted

SPAN = Span(0, 1)


def test_parts_and_items() -> None:
    letter = Letter("x", (), SPAN)
    assert inside(letter) == ()
    assert inside((letter, "x")) == (letter, "x")
    assert inside(Scripted(letter, None, None, 1, SPAN)) == (letter, None, None)
    assert letter in inside(Scripted(letter, letter, None, 0, SPAN))


def test_texts_numbers_and_places_hold_nothing() -> None:
    assert inside("x") == inside(3) == inside(None) == inside(SPAN) == ()
    assert field_names(Span) == ()
