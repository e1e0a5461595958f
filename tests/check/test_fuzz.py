"""Documents that are broken anywhere: what can be read is checked, and nothing is raised."""

from __future__ import annotations

import contextlib
import json
from random import Random

import pytest
from check.finds import FINDS
from check.mutations import HOSTILE, mutated
from check.samples import DOCUMENTS
from hypothesis import given, settings
from hypothesis import strategies as st

from symgauss.check.checked import CheckedDocument
from symgauss.check.document import check_text
from symgauss.check.formats import jsonl, notebook, sarif, text
from symgauss.errors import SourceError
from symgauss.latex.displays import RegionKind
from symgauss.latex.documents import read_document

NAMES = list(DOCUMENTS)
FAST = settings(max_examples=40)


def checked(content: str, path: str) -> CheckedDocument:
    """A checked document of which everything can be written down."""
    document = check_text(content, path, seed=1)
    lines = content.split("\n")
    for step in document.steps:
        for place in (step.place, step.blame or step.place):
            assert 1 <= place.line <= (place.end_line or place.line) <= len(lines)
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1
    for line in jsonl.lines(document):
        json.loads(line)
    text.plain(text.findings(document, verbose=True))
    notebook.mimebundle(document)
    json.loads(sarif.sarif([document]))
    return document


@FAST
@given(name=st.sampled_from(NAMES), other=st.sampled_from(NAMES), seed=st.integers(0, 2**32))
def test_mutated_documents(name: str, other: str, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - mutations, not secrets
    with contextlib.suppress(SourceError):
        checked(mutated(DOCUMENTS[name], DOCUMENTS[other], random), name)


@FAST
@given(parts=st.lists(st.sampled_from(HOSTILE) | st.text(max_size=5), max_size=12))
def test_hostile_text(parts: list[str]) -> None:
    content = " ".join(parts)
    for path in ("a.md", "a.tex"):
        checked(content, path)
        checked(f"$$ {content} = x $$", path)


@pytest.mark.parametrize("name", list(FINDS))
def test_what_was_found(name: str) -> None:
    path, content = FINDS[name]
    checked(content, path)


@settings(max_examples=200)
@given(name=st.sampled_from(NAMES), other=st.sampled_from(NAMES), seed=st.integers(0, 2**32))
def test_regions_of_mutated_documents(name: str, other: str, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - mutations, not secrets
    try:
        document = read_document(mutated(DOCUMENTS[name], DOCUMENTS[other], random), name)
    except SourceError:
        assert name.endswith(".ipynb")
        return
    position = 0
    for region in document.regions:
        assert region.whole.start <= region.span.start <= region.span.end <= region.whole.end
        if region.kind is RegionKind.COMMENT and region.whole.start < position:
            continue  # between the rows of a display
        assert region.whole.start == position
        position = region.whole.end
        assert document.source.place(region.span).line >= 1
