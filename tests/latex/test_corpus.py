"""Derivations that other people wrote: how much of their mathematics the parser follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from symgauss.errors import SourceError
from symgauss.latex.documents import load_document
from symgauss.latex.macros import expand
from symgauss.latex.parser import parse_tokens
from symgauss.latex.segments import split_statements
from symgauss.latex.tokenizer import tokenize

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "statproofbook"


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus is not at {CORPUS}")
def test_most_displays_of_the_corpus_parse() -> None:
    seen = parsed = 0
    for path in sorted(CORPUS.glob("m*.md")):
        document = load_document(path)
        source = document.source
        for region in document.displays:
            seen += 1
            try:
                tokens = expand(
                    tokenize(source, region.span.start, region.span.end), document.macros, source
                )
                for piece in split_statements(tokens):
                    parse_tokens(piece, source)
            except SourceError:
                continue
            parsed += 1
    assert seen > 300
    assert parsed / seen > 0.75
