"""Inline formulas are read once a document."""

from __future__ import annotations

from symgauss.check.displays.inlines import read_inline
from symgauss.latex.displays import RegionKind
from symgauss.latex.documents import Document, read_document


def first(document: Document) -> object:
    region = next(each for each in document.regions if each.kind is RegionKind.INLINE)
    return read_inline(region, document)


def test_a_formula_is_read_once_a_document() -> None:
    one, other = read_document("Let $x$ be.", "a.md"), read_document("Let $y$ be.", "b.md")
    read = first(one)
    assert read is not None
    assert first(one) is read
    assert first(other) != read
    assert first(one) == read


def test_what_cannot_be_read_is_nothing() -> None:
    document = read_document(r"Let $\frac{$ be.", "a.md")
    assert first(document) is None
    assert first(document) is None
