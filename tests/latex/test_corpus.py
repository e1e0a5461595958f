"""Derivations that other people wrote: how much of their mathematics the parser follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from symgauss.errors import SourceError
from symgauss.latex.displays import RegionKind, find_regions
from symgauss.latex.macros import expand, find_macros
from symgauss.latex.parser import parse_tokens
from symgauss.latex.segments import split_statements
from symgauss.latex.source import Source
from symgauss.latex.tokenizer import tokenize

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "statproofbook"


@pytest.mark.skipif(not CORPUS.is_dir(), reason=f"the corpus is not at {CORPUS}")
def test_most_displays_of_the_corpus_parse() -> None:
    seen = parsed = 0
    for path in sorted(CORPUS.glob("m*.md")):
        source = Source(path.read_text(encoding="utf-8"), path.name)
        macros = find_macros(source)
        for region in find_regions(source):
            if region.kind is not RegionKind.DISPLAY:
                continue
            seen += 1
            try:
                tokens = expand(
                    tokenize(source, region.span.start, region.span.end), macros, source
                )
                for piece in split_statements(tokens):
                    parse_tokens(piece, source)
            except SourceError:
                continue
            parsed += 1
    assert seen > 300
    assert parsed / seen > 0.75
