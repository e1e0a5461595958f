"""Where a display ends, or where a reader gives up on one that is never closed."""

from __future__ import annotations

import re

from symgauss.latex.limits import LONGEST_FORMULA

#: Environments that make a display; none of them stands inside of another one of them.
OUTER = (
    "equation", "align", "gather", "multline", "eqnarray", "alignat", "flalign", "xalignat",
    "displaymath", "math", "dmath", "IEEEeqnarray",
)  # fmt: skip
#: Environments whose rows are rows of the display that they stand in.
INNER = ("aligned", "split", "gathered", "alignedat", "multlined")

_MARK = re.compile(
    r"""
      (?P<escaped>\\\\|\\\$)
    | \\begin\{(?P<begin>[A-Za-z]+\*?)\}
    | \\end\{(?P<end>[A-Za-z]+\*?)\}
    | (?P<open>\\\[)
    | (?P<close>\\\])
    | (?P<dollars>\$\$)
    | (?P<paragraph>\n[ \t]*\n)
    """,
    re.VERBOSE,
)
_MOST_PARAGRAPHS = 20  #: empty lines in a display
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_HEADING = re.compile(
    r"\s*(?:\#{1,6}\s|\\(?:sub)*section|\\paragraph|\\begin\{(?:itemize|enumerate|proof|theorem|"
    r"lemma|document|figure|table)\}|```|[-*]\s+[A-Z])"
)
_TEXT = re.compile(r"\\[A-Za-z]+\*?\{[^{}]*\}|\\[A-Za-z]+")
_SENTENCE = re.compile(r"(?:(?<![A-Za-z])[A-Za-z]{2,}[,:]?\s+){2}[A-Za-z]{2,}")


def closing_of(
    text: str, start: int, opening: str, stop: int | None = None
) -> tuple[int | None, int]:
    r"""Where the content of a display ends, and where to go on after it.

    ``opening`` is ``$$``, ``\\[`` or the name of an environment.  The first number is ``None`` for
    a display that is never closed; the second one is then the end of its paragraph.
    """
    outer = opening.rstrip("*") in OUTER
    begun: list[str] = []
    paragraphs = 0
    last = min(len(text) if stop is None else stop, start + LONGEST_FORMULA)
    for mark in _MARK.finditer(text, start, last):
        match mark.lastgroup:
            case "dollars" if opening == "$$":
                return mark.start(), mark.end()
            case "close" if opening == "\\[":
                return mark.start(), mark.end()
            case "begin":
                if outer and str(mark["begin"]).rstrip("*") in OUTER:
                    break
                begun.append(mark["begin"])
            case "end" if mark["end"] in begun:
                begun.remove(mark["end"])
            case "end" if mark["end"] == opening:
                return mark.start(), mark.end()
            case "dollars" | "open" | "end":
                break
            case "paragraph":
                paragraphs += 1
                if paragraphs > _MOST_PARAGRAPHS or _is_prose(text, mark.end()):
                    break
            case _:
                pass
    return None, _paragraph_end(text, start)


def _is_prose(text: str, start: int) -> bool:
    """Whether the paragraph that starts here is no mathematics."""
    if _HEADING.match(text, start):
        return True
    end = _PARAGRAPH.search(text, start)
    paragraph = text[start : end.start() if end else len(text)][:400]
    return _SENTENCE.search(_TEXT.sub(" ", paragraph)) is not None


def _paragraph_end(text: str, start: int) -> int:
    end = _PARAGRAPH.search(text, start)
    return end.start() if end else len(text)
