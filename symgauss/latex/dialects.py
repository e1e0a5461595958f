r"""What is left of a file when all that is not text or mathematics has become blank.

Every character keeps its offset, so that places need no translation.  In ``.tex``: comments,
verbatim text and what stands after the end of the document.  In Markdown: front matter, the
``>`` of quotations, and the escapes that some renderers need (``\_``, ``\\\\``, ``&lt;``).
"""

from __future__ import annotations

import re

_OURS = re.compile(r"%[ \t]*symgauss:")
_TEX = re.compile(
    r"""
      \\begin\{(?P<raw>verbatim|lstlisting|minted|comment)(?P<star>\*?)\}
      .*?(?:\\end\{(?P=raw)(?P=star)\}|\Z)
    | \\iffalse\b.*?(?:\\fi\b|\Z)
    | \\verb\*?(?P<mark>[|!+"=/])[^\n]*?(?P=mark)
    | (?P<pair>\\.)
    | (?P<comment>%[^\n]*)
    """,
    re.VERBOSE | re.DOTALL,
)
_END = "\\end{document}"
_FRONT = re.compile(r"\A\s*(?P<mark>---|\+\+\+)[ \t]*\n.*?\n(?P=mark)[ \t]*(?:\n|\Z)", re.DOTALL)
_QUOTE = re.compile(r"[ \t]{0,3}>[ \t>]*")
_NOT_BLANK = re.compile(r"[^\n]")


def blank(text: str) -> str:
    """As many spaces and line ends as the text has."""
    return _NOT_BLANK.sub(" ", text)


def plain_tex(text: str) -> str:
    """A ``.tex`` file without comments (other than ours) and verbatim text."""
    end = text.find(_END)
    if end >= 0:
        after = end + len(_END)
        text = text[:after] + _keeping_ours(text[after:])
    return _TEX.sub(_tex_part, _unix(text))


def _tex_part(match: re.Match[str]) -> str:
    whole = match.group()
    if match["pair"] is not None:
        return whole
    if match["comment"] is not None:
        line_start = match.string.rfind("\n", 0, match.start()) + 1
        alone = not match.string[line_start : match.start()].strip()
        return whole if alone and _OURS.match(whole) else blank(whole)
    return blank(whole)


def _keeping_ours(text: str) -> str:
    """What stands after the end of the document does not count, but our comments do."""
    lines = text.splitlines(keepends=True)
    return "".join(line if _OURS.match(line.lstrip()) else blank(line) for line in lines)


def plain_markdown(text: str) -> str:
    """A Markdown file without front matter and marks of quotation."""
    text = _unix(text)
    front = _FRONT.match(text)
    if front is not None:
        text = blank(front.group()) + text[front.end() :]
    return _without_quotation(text) if ">" in text else text


def front_matter(text: str) -> str:
    """The front matter of a Markdown file, if it has one."""
    front = _FRONT.match(_unix(text))
    return front.group() if front else ""


def _unix(text: str) -> str:
    return text.replace("\r", " ").replace("\ufeff", " ")


def _without_quotation(text: str) -> str:
    """Blank the ``>`` of quotations; a row of mathematics may start with the relation."""
    lines = text.split("\n")
    before_is_free = True  # the line above is empty or quoted
    for number, line in enumerate(lines):
        mark = _QUOTE.match(line)
        quoted = mark is not None and before_is_free
        if mark is not None and quoted:
            lines[number] = blank(mark.group()) + line[mark.end() :]
        before_is_free = quoted or not line.strip()
    return "\n".join(lines)


_WORDS = re.compile(
    r"\\(?:text\w*|mathrm|mathtt|operatorname|label|tag|eqref|ref|cite\w*)\*?\{[^{}]*\}"
)
_FOUR = re.compile(r"(?<!\\)\\{4}(?!\\)")
_ROW = re.compile(r"(?<!\\)\\\\(?=\s|$)")
_DOUBLED = re.compile(r"\\{4}|\\\\(?=[{}|,;:!])")
_ESCAPED = re.compile(r"\\(?=[_*])|&(?:lt|gt|amp);")
_ENTITIES = {"&lt;": "<   ", "&gt;": ">   ", "&amp;": "&    "}


def doubles_backslashes(displays: list[str]) -> bool:
    r"""Whether a document writes ``\\\\`` for ``\\``, as its renderer wants it."""
    fours = sum(len(_FOUR.findall(display)) for display in displays)
    return fours > sum(len(_ROW.findall(display)) for display in displays)


def without_escapes(formula: str, *, doubled: bool) -> str:
    """A formula of a Markdown file as its renderer sees it, character for character."""
    if doubled:
        formula = _DOUBLED.sub(_halved, formula)
    if "\\_" not in formula and "\\*" not in formula and "&" not in formula:
        return formula
    parts: list[str] = []
    position = 0
    for words in _WORDS.finditer(formula):
        parts += [_ESCAPED.sub(_unescaped, formula[position : words.start()]), words.group()]
        position = words.end()
    return "".join([*parts, _ESCAPED.sub(_unescaped, formula[position:])])


def _halved(match: re.Match[str]) -> str:
    half = len(match.group()) // 2
    return " " * half + "\\" * half


def _unescaped(match: re.Match[str]) -> str:
    return _ENTITIES.get(match.group(), " ")
