from __future__ import annotations

import json
from pathlib import Path

import pytest

from symgauss.errors import SourceError
from symgauss.latex.displays import RegionKind
from symgauss.latex.documents import Document, load_document, read_document


def displays(document: Document) -> list[tuple[str, str]]:
    """Environment and content of each display, without spaces at the ends."""
    text = document.source.text
    return [
        (each.environment, text[each.span.start : each.span.end].strip())
        for each in document.displays
    ]


def contents(document: Document, kind: RegionKind) -> list[str]:
    text = document.source.text
    return [
        text[each.span.start : each.span.end].strip()
        for each in document.regions
        if each.kind is kind
    ]


TEX = r"""\documentclass{article}
\newcommand{\R}{\mathbb{R}}
% a comment with $$ and \begin{align}
Let $x \in \R^n$. % and $y$
\begin{align*}
a &= b \label{eq:a} \\ % \end{align*}
  &= c \tag{1}
\end{align*}
\[ \begin{split} p &= q \end{split} . \]
\begin{verbatim}
\[ no \]
\end{verbatim}
\begin{equation} \label{eq:nested}
\begin{aligned} u &= \left( \begin{aligned} v \\ w \end{aligned} \right) \end{aligned}
\end{equation}
% symgauss: \sigma > 0
\end{document}
\[ never = seen \]
"""


def test_a_tex_file() -> None:
    document = read_document(TEX, "notes.tex")
    environments = displays(document)
    assert [name for name, _ in environments] == ["align*", "split", "aligned"]
    assert environments[1][1] == "p &= q"
    assert environments[2][1].startswith("u &=")
    assert environments[2][1].endswith(r"\right)")
    assert contents(document, RegionKind.INLINE) == [r"x \in \R^n"]
    assert contents(document, RegionKind.COMMENT) == [r"\sigma > 0"]
    first = document.displays[0]
    assert [(each.name, each.is_tag) for each in first.labels] == [("eq:a", False), ("1", True)]
    assert [each.name for each in document.displays[2].labels] == ["eq:nested"]
    assert "R" in document.macros


def test_regions_leave_no_gap_and_do_not_overlap() -> None:
    document = read_document(TEX, "notes.tex")
    position = 0
    for region in document.regions:
        assert region.whole.start == position
        position = region.whole.end
    assert position == len(TEX)


def test_places_are_those_in_the_file() -> None:
    document = read_document(TEX, "notes.tex")
    display = document.displays[0]
    place = document.source.place(display.whole)
    assert (place.line, place.column, place.end_line) == (5, 1, 8)
    assert place.source == r"\begin{align*}"


MARKDOWN = r"""---
title: "A note"
cost: $5
---

Let $x$ be a vector, which costs $5 or `$6`.

$$ \label{eq:one}
\begin{split}
a &= b \\
&= c
\end{split}
$$

- an item with $$d = e$$ inside

> quoted
> $$
> f = g \\
> > 0
> $$

```python
price = "$$ no $$"
```

```math
h = i
```

<!-- not $$ mathematics $$ -->
<!-- symgauss: \sigma > 0 -->
<pre>$$ j = k $$</pre>
\begin{align}
l &= m \\ > 0
\end{align}
"""


def test_a_markdown_file() -> None:
    document = read_document(MARKDOWN, "notes.md")
    assert document.title == "A note"
    found = displays(document)
    assert [name for name, _ in found] == ["split", "$$", "$$", "math", "align"]
    assert found[1][1] == "d = e"
    assert found[2][1].split() == ["f", "=", "g", "\\\\", "0"]
    assert found[3][1] == "h = i"
    assert found[4][1].endswith("> 0")
    assert contents(document, RegionKind.INLINE) == ["x"]
    assert contents(document, RegionKind.COMMENT) == [r"\sigma > 0"]
    prose = " ".join(contents(document, RegionKind.PROSE))
    assert "be a vector, which costs $5" in prose
    assert "price" not in prose
    assert "title" not in prose
    assert len(document.source.text) == len(MARKDOWN)


def test_what_a_renderer_takes_away_is_taken_away() -> None:
    rows = "x\\_t &= a\\_1^\\* \\\\\\\\\n&= \\text{a\\_b} \\\\{ b \\\\}"
    text = f"$$\n{rows}\n$$\n$y\\_1$\n\\\\[ c \\\\]\n"
    document = read_document(text, "blog.md")
    content = displays(document)[0][1]
    assert content.split() == [
        "x", "_t", "&=", "a", "_1^", "*", "\\\\", "&=", r"\text{a\_b}", r"\{", "b", r"\}",
    ]  # fmt: skip
    assert contents(document, RegionKind.INLINE) == ["y _1"]
    assert displays(document)[1] == ("\\[", "c")
    place = document.source.place(document.displays[1].span)
    assert place.source == "\\\\[ c \\\\]"


@pytest.mark.parametrize("name", ["list", "string", "format 3"])
def test_a_notebook(name: str) -> None:
    markdown = ["Gauß \U0001d4a9 $x$\n", "$$ a\\_1 = b \\\\\n", "= c $$"]
    source = markdown if name == "list" else "".join(markdown)
    cells = [
        {"cell_type": "code", "source": ["x = '$$ no $$'"], "outputs": [{"text": ["$$ no $$"]}]},
        {"cell_type": "markdown", "metadata": {"source": "$$ no $$"}, "source": source},
        {"source": "$$ d = e $$", "cell_type": "markdown"},
    ]
    content = {"worksheets": [{"cells": cells}]} if name == "format 3" else {"cells": cells}
    raw = json.dumps(content, indent=1)
    document = read_document(raw, "notes.ipynb")
    assert [content.split() for _, content in displays(document)] == [
        ["a", "_1", "=", "b", "\\\\", "=", "c"],
        ["d", "=", "e"],
    ]
    for region in document.displays:
        place = document.source.place(region.span)
        line = raw.split("\n")[place.line - 1]
        assert place.source == line
        assert line[place.column - 3 : place.column - 1] == "$$"
        assert place.end_line is not None
        assert place.end_column is not None
        end = raw.split("\n")[place.end_line - 1]
        assert end[place.end_column - 1 :].startswith("$$")


@pytest.mark.parametrize(
    "text", ["", "{}", "[1]", '{"cells": [', "[" * 100_000, '{"cells": 1e9999}']
)
def test_something_else_is_no_notebook_or_has_no_displays(text: str) -> None:
    try:
        document = read_document(text, "notes.ipynb")
    except SourceError as error:
        assert str(error).startswith("notes.ipynb:")  # noqa: PT017 - either is right
    else:
        assert not document.displays


@pytest.mark.parametrize(
    ("broken", "hint"),
    [
        ("$$ a = b", "add $$"),
        (r"\[ a = b", r"add \]"),
        (r"\begin{align} a &= b", r"add \end{align}"),
        (r"\begin{equation} a = b \end{equaton}", r"add \end{equation}"),
    ],
)
@pytest.mark.parametrize("suffix", ["md", "tex"])
def test_the_rest_is_read_after_a_display_that_is_never_closed(
    broken: str, hint: str, suffix: str
) -> None:
    text = f"{broken}\n\nHere the next thing is said.\n\n$$ c = d $$\n\nAnd $x$.\n\n\\[ e = f \\]\n"
    document = read_document(text, f"notes.{suffix}")
    first, *rest = document.displays
    assert first.error is not None
    assert first.error.hint == hint
    assert first.error.place is not None
    assert (first.error.place.line, first.error.place.column) == (1, 1)
    source = document.source.text
    assert [source[each.span.start : each.span.end].strip() for each in rest] == ["c = d", "e = f"]
    assert not any(each.error for each in rest)


def test_a_macro_that_cannot_be_read_is_left_out() -> None:
    document = read_document("\\newcommand{\\a}{b\n\\newcommand{\\c}{d}\n\\[ e = \\c \\]", "n.tex")
    assert len(document.errors) == 1
    assert "c" in document.macros
    assert displays(document)[0][1] == "e = \\c"


def test_a_side_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("$$ a = b $$\n", encoding="utf-8")
    side = "\n% a remark\n  \\sigma > 0\n% symgauss: x \\in \\mathbb{R}\n"
    path.with_name("notes.md.symgauss").write_text(side, encoding="utf-8")
    document = load_document(path)
    assert contents(document, RegionKind.COMMENT) == [r"\sigma > 0", r"x \in \mathbb{R}"]
    place = document.source.place(document.regions[-2].span)
    assert (place.path, place.line, place.column) == (f"{path}.symgauss", 3, 3)


def test_line_ends_and_byte_order_marks() -> None:
    text = "\ufeff---\r\ntitle: t\r\n---\r\n\r\nText.\r\n\r\n$$ a = b $$\r\n"
    document = read_document(text, "notes.md")
    place = document.source.place(document.displays[0].whole)
    assert (document.title, place.line, place.column) == ("t", 7, 1)


def test_labels_of_other_tools() -> None:
    text = "$$a = b,$$ :eqlabel:`eq_x`\n\n$$c = d$$ {#eq:y}\n\n$$e = f$$ (eq:z)\n"
    document = read_document(text, "notes.md")
    assert [each.labels[0].name for each in document.displays] == ["eq_x", "eq:y", "eq:z"]
