r"""From the special to the general: "(a) Let $x = 0$ .. (b) Now for general $x$".

So do "In 1D, .. In several dimensions, ..".  What is said of the special case ends where the text
goes on to the general one, in the same section, whatever it is: a value, a law, a size, or what
followed from them.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from symgauss.check.wording.outline import Outline
from symgauss.latex.source import Span

#: The label of a part: "(a)", "2.", "\item[(i)]".
_LABEL = (
    r"(?:[ \t>*_-]*(?:\\item\b[ ]?(?:\[[^]\n]{1,8}\])?|\(?(?:[a-h]|[ivx]{1,4}|\d)[.)])[*_]*[ \t]+"
    r"|\\(?:paragraph|textbf|emph)\{(?=[^}\n]{0,30}\}))"
)
_STOP = r"(?:(?<=[.!?:])|(?<=[.!?:][*_])|(?<=[.!?:]\*\*)|(?<=\}))[ \t]"  #: "**Proof:** For"
_BEGIN = rf"(?:^(?P<label>{_LABEL})?|{_STOP}|\n)[ \t>*_]*"
_PART = re.compile(rf"^{_LABEL}", re.MULTILINE)
_LEADS = (
    r"(?:(?:now|next|finally|but|and|so|then|consider|let[ ]us|we[ ](?:now[ ])?(?:turn[ ]to|treat"
    r"|consider|do|look[ ]at|go[ ]on[ ]to)|turning[ ]to|generali[sz]ing[ ]to|extend\w*[ ]to"
    r"|more[ ]generally|instead|take)[ ,]+)*"
)
_MANY = (
    r"(?:several|more|many|higher|two|three|arbitrary|[dnpDk]|\$[dnpDk]\$)[ -]dimensions?(?:al)?"
    r"|(?:[dnpDk]|\$[dnpDk]\$)-?D\b"
)
_GENERAL = re.compile(
    rf"""{_BEGIN}{_LEADS}(?:
        (?:for|in|with|under|at|of)[ ](?:the[ ]|an?[ ])?(?:general|arbitrary)\b
          (?![ ](?:we|i|this|it)\b)
      | the[ ](?:general|multivariate|vector(?:-valued)?|multi-?dimensional)[ ]case\b
      | (?:general|arbitrary)[ ](?:case|\$)
      | in[ ]the[ ](?:general|multivariate|vector(?:-valued)?|multi-?dimensional)[ ]
          (?:case|setting)\b
      | (?:in|for)[ ](?:the[ ])?(?:{_MANY})
      | (?:in[ ]general|generally)\b
      | for[ ](?:any|every|all|each)[ ](?:other[ ]|values?[ ]of[ ])?\$
      )""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_SPECIAL = re.compile(
    rf"""{_BEGIN}{_LEADS}(?:
        (?:in|for)[ ](?:the[ ])?(?:1[ -]?d\b|one[ -]dimension|1[ -]dimension|a[ ]single[ ]dimension)
      | in[ ]the[ ](?:scalar|univariate|special|simplest|one-dimensional|1-dimensional)[ ]case\b
      | (?:in|for)[ ]the[ ]case[ ]\$
      | for[ ]\$[^$\n]{{1,12}}=[^$\n]{{1,8}}\$
      | suppose[ ](?:first|for[ ]now)\b | first[ ]?,?[ ]+(?:let|suppose|take|assume|set)\b
      )""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)


def _list_of(turn: re.Match[str], parts: list[re.Match[str]]) -> list[int]:
    """Where the parts begin that are labelled as the one that a turn stands in, up to it."""
    style = _style(turn["label"])
    found: list[int] = []
    for part in reversed([each for each in parts if each.start() < turn.start()]):
        if _style(part.group()) != style:
            break
        found.append(part.start())
    return found


def _style(label: str) -> str:
    """A label with a letter or a digit in the place of its own one."""
    return re.sub(r"[a-z]+", "a", re.sub(r"\d", "1", label.strip(" \t\n>*_-")))


class Generalisations:
    """The special parts of a document, each up to where the text goes on to the general."""

    def __init__(self, text: str = "", outline: Outline | None = None) -> None:
        self._spans: list[Span] = []
        turns = list(_GENERAL.finditer(text))
        if not turns:
            return
        sections = sorted(s.start for s in (outline or Outline(text)).sections)
        special = [match.start() for match in _SPECIAL.finditer(text)]
        parts = list(_PART.finditer(text))
        for turn in turns:
            number = bisect_right(sections, turn.start())
            start = sections[number - 1] if number else -1
            own = [] if turn["label"] is None else _list_of(turn, parts)
            begins = sorted({*special, *own})
            inside = [each for each in begins if start <= each < turn.start()]
            if inside:
                self._spans.append(Span(inside[0], turn.start() + 1))

    @property
    def any(self) -> bool:
        """Whether there is a special part."""
        return bool(self._spans)

    def hides(self, said: int, place: int) -> bool:
        """Whether what is said at one place is about a special case that another one is not."""
        return any(span.start <= said < span.end <= place for span in self._spans)

    def at(self, place: int) -> int:
        """How many special parts are over at a place."""
        return sum(span.end <= place for span in self._spans)
