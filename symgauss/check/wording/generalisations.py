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


class Generalisations:
    """The special parts of a document, each up to where the text goes on to the general."""

    def __init__(self, text: str = "", outline: Outline | None = None) -> None:
        self._spans: list[Span] = []
        turns = list(_GENERAL.finditer(text))
        if not turns:
            return
        sections = sorted(s.start for s in (outline or Outline(text)).sections)
        special = [match.start() for match in _SPECIAL.finditer(text)]
        parts = [match.start() for match in _PART.finditer(text)]
        for turn in turns:
            number = bisect_right(sections, turn.start())
            start = sections[number - 1] if number else -1
            begins = special if turn["label"] is None else sorted({*special, *parts})
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
