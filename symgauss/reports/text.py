"""The report for a terminal: one column of mathematics, one of reasons."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from symgauss.derivation.derivation import Derivation, Result, Route, Step
from symgauss.derivation.rule import Rule
from symgauss.notation.breaking import Line, break_side
from symgauss.notation.layout import Layout
from symgauss.notation.unicode import TERMINAL, WRITER, text_width
from symgauss.reports import contents
from symgauss.reports.evidence import describe, summary
from symgauss.reports.prose import read_formula, read_prose, write_prose
from symgauss.reports.style import TERMINAL_STYLE

_INDENT = int(TERMINAL.indent)  #: columns of one level
_LABEL = 6  #: columns of the number of a step
_REASON = 30  #: columns of rule and evidence
_TWO_COLUMNS = 84  #: from this width on, reasons stand beside the mathematics


def text_report(derivation: Derivation, width: int = 100) -> str:
    """The whole report as text."""
    page = _Page(max(width, 40))
    blocks = [
        page.title(derivation),
        page.prose(derivation.statement),
        page.assumptions(derivation),
        *(page.route(route) for route in derivation.routes),
        page.results(derivation.results),
        page.rules(derivation),
        page.closing(derivation),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


@dataclass(frozen=True, slots=True)
class _Page:
    """Sets the parts of a report within a width."""

    width: int

    @property
    def beside(self) -> bool:
        """Whether reasons stand in a column beside the mathematics."""
        return self.width >= _TWO_COLUMNS

    def title(self, derivation: Derivation) -> list[str]:
        """Title and a line under it."""
        lines = self.prose(derivation.title)
        return [*lines, "═" * max(map(text_width, lines), default=0)]

    def heading(self, text: str) -> list[str]:
        """A heading."""
        lines = self.prose(text)
        return [*lines, "─" * max(map(text_width, lines), default=0)]

    def prose(self, text: str, indent: int = 0) -> list[str]:
        """Wrapped prose."""
        plain = write_prose(read_prose(text, TERMINAL_STYLE), str, _glued)
        margin = " " * indent
        lines = textwrap.wrap(
            plain,
            self.width,
            initial_indent=margin,
            subsequent_indent=margin,
            break_long_words=False,
        )
        return [line.replace(_GLUE, " ") for line in lines]

    def assumptions(self, derivation: Derivation) -> list[str]:
        """Symbols, several on a line; then the model; then prose."""
        symbols = [WRITER.write(x) for x in contents.symbol_lines(derivation, TERMINAL_STYLE)]
        model = [WRITER.write(x) for x in contents.model_lines(derivation, TERMINAL_STYLE)]
        prose = contents.further_assumptions(derivation)
        if not symbols and not model and not prose:
            return []
        lines = self.heading("Assumptions")
        lines += _packed(symbols, self.width - _INDENT)
        lines += model
        lines = lines[:2] + [" " * _INDENT + line for line in lines[2:]]
        for text in prose:
            lines += self.prose(text, _INDENT)
        return lines

    def route(self, route: Route) -> list[str]:
        """Heading, introduction and steps."""
        lines = self.heading(route.title or "Derivation")
        if route.intro:
            lines += [*self.prose(route.intro), ""]
        return [*lines, *self.chains(route.steps, 0)]

    def chains(self, steps: Sequence[Step], indent: int) -> list[str]:
        """Chains of steps with an empty line between them."""
        lines: list[str] = []
        for chain in contents.chains(steps):
            lines += [""] if lines else []
            lines += self.chain(chain, indent)
        return lines

    def chain(self, steps: Sequence[Step], indent: int) -> list[str]:
        """A chain: numbers on the left, relations aligned, reasons on the right."""
        reasons = _REASON + 2 if self.beside else 0
        label = max(_LABEL, *(len(step.number) + 3 for step in steps))
        room = self.width - indent - label - reasons
        chain = TERMINAL_STYLE.chain(steps, room)
        left = [_indented(line) for line in chain.left]
        lines = self.note(steps[0], indent + label)
        lines += [" " * (indent + label) + text for text in left] if chain.apart else []
        start = " " * _INDENT if chain.apart else left[0]
        for row in chain.rows:
            lines += self.note(row.step, indent + label) if row is not chain.rows[0] else []
            sign = WRITER.write(row.sign)
            head = f"({row.step.number})".ljust(label)
            body = [f"{start} {sign} {_indented(row.lines[0])}"]
            under = " " * (text_width(start) + text_width(sign) + 2)
            body += [under + _indented(line) for line in row.lines[1:]]
            numbered = [
                " " * indent + (head if i == 0 else " " * label) + t for i, t in enumerate(body)
            ]
            lines += self.with_reason(numbered, row.step, indent + label)
            lines += self.substeps(row.step, indent + label)
            start = " " * text_width(start)
        return lines

    def note(self, step: Step, indent: int) -> list[str]:
        """What a step says in words."""
        return self.prose(contents.remark(step), indent) if step.note else []

    def substeps(self, step: Step, indent: int) -> list[str]:
        """The steps below a step, between thin lines."""
        if not step.substeps:
            return []
        return [
            " " * indent + "│" + line[indent + 1 :]
            for line in self.chains(step.substeps, indent + 2)
        ]

    def with_reason(self, lines: list[str], step: Step, indent: int) -> list[str]:
        """Rule and evidence beside the lines, or under them where there is no room."""
        evidence = write_prose(describe(step.verdict), str, WRITER.write)
        rule = contents.reason(step)
        if not self.beside:
            return [*lines, " " * indent + f"  [{rule}; {evidence}]"]
        reason = [*textwrap.wrap(rule, _REASON), *textwrap.wrap(evidence, _REASON)]
        column = self.width - _REASON
        start = _first_gap(lines, len(reason), column - 2)
        reason = [""] * start + reason
        pairs = zip_longest(lines, reason, fillvalue="")
        return [(_padded(line, column) + text).rstrip() for line, text in pairs]

    def results(self, results: Sequence[Result]) -> list[str]:
        """The results in a frame."""
        lines: list[str] = []
        for result in results:
            lines += [""] if lines else []
            lines += self.formula(result)
        if not lines:
            return []
        inner = max(text_width(line) for line in lines)
        edge = "═" * (inner + 4)
        framed = [f"║  {_padded(line, inner)}  ║" for line in lines]
        return [*self.heading("Result"), f"╔{edge}╗", *framed, f"╚{edge}╝"]

    def formula(self, result: Result) -> list[str]:
        """One result in lines."""
        room = self.width - 6
        display = TERMINAL_STYLE.formula(result.lhs_term, result.relation, result.rhs_term, room)
        left = [_indented(line) for line in display.left]
        lines = left if display.apart else []
        start = " " * _INDENT if display.apart else left[0]
        start = f"{start} {WRITER.write(display.sign)} "
        for line in display.right:
            lines = [*lines, start + _indented(line)]
            start = " " * text_width(start)
        return lines

    def rules(self, derivation: Derivation) -> list[str]:
        """The rules that were used: name, formula, source."""
        rules = contents.rules_used(derivation)
        if not rules:
            return []
        lines = self.heading("Rules")
        column = min(_REASON, max(text_width(rule.name) for rule in rules)) + 2
        for rule in rules:
            body = self.rule_formula(rule, self.width - column)
            if rule.source:
                source = f"[{rule.source}]"
                together = text_width(body[-1]) + 2 + text_width(source) <= self.width - column
                below = textwrap.wrap(source, self.width - column)
                body[-1:] = [f"{body[-1]}  {source}"] if together else [body[-1], *below]
            names = textwrap.wrap(rule.name, column - 2)
            pairs = zip_longest(names, body, fillvalue="")
            lines += [(_padded(name, column) + text).rstrip() for name, text in pairs]
        return lines

    def rule_formula(self, rule: Rule, room: int) -> list[str]:
        """The formula of a rule in lines."""
        formula = read_formula(rule.formula, TERMINAL_STYLE)
        if isinstance(formula, str):
            return textwrap.wrap(formula, room) or [""]
        return [_indented(line) for line in break_side(formula, room, TERMINAL_STYLE.ruler)]

    def closing(self, derivation: Derivation) -> list[str]:
        """Source, and how the steps are known."""
        lines = self.prose(f"Source: {derivation.source}") if derivation.source else []
        verdicts = [step.verdict for step in contents.all_steps(derivation)]
        known = write_prose(summary(verdicts), str, WRITER.write)
        return [*lines, *self.prose(f"{contents.colophon()}, {known}")]


def _first_gap(lines: Sequence[str], height: int, width: int) -> int:
    """The first line from which on as many lines as needed leave room on their right."""
    for start in range(len(lines)):
        if all(text_width(line) <= width for line in lines[start : start + height]):
            return start
    return len(lines)


_GLUE = "\N{NO-BREAK SPACE}"


def _glued(layout: Layout) -> str:
    """A formula in prose: no line ends inside it."""
    return WRITER.write(layout).replace(" ", _GLUE)


def _indented(line: Line) -> str:
    return " " * (_INDENT * line.depth) + WRITER.write(line.layout)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - text_width(text))


def _packed(items: Sequence[str], width: int) -> Iterator[str]:
    """Items on as few lines as they need, four spaces apart."""
    line = ""
    for item in items:
        if line and text_width(line) + 4 + text_width(item) > width:
            yield line
            line = ""
        line += f"    {item}" if line else item
    if line:
        yield line
