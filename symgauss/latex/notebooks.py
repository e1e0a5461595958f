"""Jupyter notebooks: the text of the Markdown cells, with places in the JSON file."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from symgauss.errors import Place, SourceError
from symgauss.latex.source import Source, Span, Stretch

SUFFIX = ".ipynb"
_TOKEN = re.compile(r'"(?P<string>(?:[^"\\]++|\\.)*+)"|[\[\]{},:]|[^\s\[\]{},:"]++', re.DOTALL)
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u.{4}|\\.")
_MOST_LEVELS = 200


def read_notebook(file: Source) -> Source:
    """The Markdown cells of a notebook, one after the other; ``SourceError`` if it is none."""
    _refuse_other_files(file)
    text: list[str] = []
    offsets = array("q")
    end = 0
    for cell in _cells(file.text):
        if cell.kind != "markdown":
            continue
        for start, stop in cell.strings:
            _decode(file.text, start, stop, text, offsets)
            end = stop
        text.append("\n\n")
        offsets.extend((end, end))
    offsets.append(end)
    stretch = Stretch(0, offsets, file)
    return Source("".join(text), file.path, (stretch,))


def _refuse_other_files(file: Source) -> None:
    try:
        content = json.loads(file.text)
    except json.JSONDecodeError as error:
        place = file.place(Span(error.pos, error.pos))
        raise SourceError(f"not a notebook: {error.msg}", place) from None
    except (RecursionError, ValueError):  # nested or numbers beyond what the reader takes
        raise SourceError("not a notebook", Place(file.path)) from None
    if not isinstance(content, dict) or not {"cells", "worksheets"} & content.keys():
        raise SourceError("not a notebook: it has no cells", Place(file.path))


@dataclass(slots=True)
class _Cell:
    """The kind of a cell, and where the strings of its source stand between their quotes."""

    kind: str = ""
    strings: list[tuple[int, int]] = field(default_factory=list)


def _cells(raw: str) -> Iterator[_Cell]:
    """The cells of a notebook, found by the path of keys that leads to them."""
    path: list[str] = []  # for each open bracket: the key that is being read, or "[]"
    expects_key = False
    cell = _Cell()
    for match in _TOKEN.finditer(raw):
        mark = match.group()
        if mark in "{[":
            path.append("" if mark == "{" else "[]")
            expects_key = mark == "{"
            if len(path) > _MOST_LEVELS:
                return
            if mark == "{" and _is_cell(path[:-1]):
                cell = _Cell()
        elif mark in "}]":
            path.pop()
            expects_key = False
            if mark == "}" and _is_cell(path):
                yield cell
        elif mark in ",:":
            expects_key = mark == "," and path[-1] != "[]"
        elif expects_key:
            path[-1] = mark[1:-1]
        elif match["string"] is not None:
            _collect(cell, path, match)


def _is_cell(path: list[str]) -> bool:
    """Whether what a path leads to is a cell; format 3 keeps cells in worksheets."""
    return path in (["cells", "[]"], ["worksheets", "[]", "cells", "[]"])


def _collect(cell: _Cell, path: list[str], match: re.Match[str]) -> None:
    keys = path[:]
    if keys and keys[-1] == "[]":
        keys.pop()
    if keys and _is_cell(keys[:-1]):
        if keys[-1] == "cell_type":
            cell.kind = match["string"]
        elif keys[-1] == "source":
            cell.strings.append(match.span("string"))


def _decode(raw: str, start: int, stop: int, text: list[str], offsets: array[int]) -> None:
    """The characters of a JSON string, each with the offset at which it is written."""
    position = start
    while position < stop:
        escape = raw.find("\\", position, stop)
        plain_end = escape if escape >= 0 else stop
        text.append(raw[position:plain_end])
        offsets.extend(range(position, plain_end))
        if escape < 0:
            return
        match = _ESCAPE.match(raw, escape, stop)
        written = match.group() if match else raw[escape:stop]
        text.append(str(json.loads(f'"{written}"')))
        offsets.append(escape)
        position = escape + len(written)
