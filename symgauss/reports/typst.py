"""The report as a Typst document: the look is in ``handout.typ``, the content is written here.

Text reaches Typst only inside string literals, so it is never read as markup or code.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files

from symgauss.derivation.derivation import Derivation, Result, Route, Step
from symgauss.derivation.rule import Rule
from symgauss.notation.breaking import Line, break_side
from symgauss.notation.layout import Layout
from symgauss.notation.typst import WRITER
from symgauss.reports import contents
from symgauss.reports.evidence import describe, summary
from symgauss.reports.prose import Prose, plain, read_formula, read_prose, write_prose
from symgauss.reports.style import PAGE_STYLE, SetChain

_FULL_WIDTH = 42.0  #: em of mathematics over the whole page
_BESIDE = 31.0  #: em of mathematics with reasons beside it
_RULE_WIDTH = 36.0  #: em of a formula in the table of rules
_INDENT = 3.0  #: em that sub-steps lose at each level


def typst_report(derivation: Derivation) -> str:
    """The source of the handout; it reads no files and loads no packages."""
    look = files("symgauss.reports").joinpath("handout.typ").read_text(encoding="utf-8")
    title, name = _prose(derivation.title), _text(contents.colophon())
    slug = _text(derivation.slug)
    parts = [
        look,
        f"#set document(title: {_string(plain(derivation.title))})",
        f"#show: handout.with(title: [{title}], footer: [{name}], slug: [{slug}])",
        _prose(derivation.statement),
        _assumptions(derivation),
        *(_route(route) for route in derivation.routes),
        _results(derivation.results),
        _closing(derivation),
        _rules(contents.rules_used(derivation)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _string(text: str) -> str:
    """A string literal."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _text(text: str) -> str:
    """Text in markup, as an expression that shows a string."""
    return f"#{_string(text)};"


def _math(layout: Layout) -> str:
    return f"${WRITER.write(layout)}$"


def _mixed(prose: Prose) -> str:
    return write_prose(prose, _text, _math)


def _prose(text: str) -> str:
    return _mixed(read_prose(text, PAGE_STYLE)) if text else ""


def _tuple(items: Iterable[str]) -> str:
    """A Typst array; the trailing comma makes it one even with a single item."""
    return "(" + "".join(f"{item}, " for item in items) + ")"


def _heading(text: str) -> str:
    return f"== {_prose(text)}"


def _assumptions(derivation: Derivation) -> str:
    symbols = [_math(x) for x in contents.symbol_lines(derivation, PAGE_STYLE)]
    model = [_math(x) for x in contents.model_lines(derivation, PAGE_STYLE)]
    prose = contents.further_assumptions(derivation)
    if not symbols and not model and not prose:
        return ""
    parts = [_heading("Assumptions")]
    parts += [f"#symbols({_tuple(symbols)})"] if symbols else []
    parts += [f"#model({_tuple(model)})"] if model else []
    parts += [f"- {_prose(text)}" for text in prose]
    return "\n\n".join(parts)


def _route(route: Route) -> str:
    parts = [_heading(route.title or "Derivation")]
    parts += [f"#intro[{_prose(route.intro)}]"] if route.intro else []
    return "\n\n".join([*parts, _chains(route.steps, 0)])


def _chains(steps: Sequence[Step], level: int) -> str:
    return "\n#chain-gap\n".join(_chain(chain, level) for chain in contents.chains(steps))


def _chain(steps: Sequence[Step], level: int) -> str:
    chain, full = set_for_page(steps, level)
    rows = []
    for row in chain.rows:
        step = row.step
        below = f"[{_chains(step.substeps, level + 1)}]" if step.substeps else "none"
        note = f"[{_prose(contents.remark(step))}]" if step.note else "none"
        rows.append(
            f"(label: [{_text(f'({step.number})')}], sign: {_math(row.sign)}, "
            f"lines: {_lines(row.lines)}, rule: [{_text(contents.reason(step))}], "
            f"evidence: [{_mixed(describe(step.verdict))}], note: {note}, below: {below})"
        )
    left, apart = _lines(chain.left), str(chain.apart).lower()
    return f"#chain({left}, {apart}, {str(full).lower()}, {_tuple(rows)})"


def set_for_page(steps: Sequence[Step], level: int) -> tuple[SetChain, bool]:
    """A chain with reasons beside it, or over the whole page where that saves lines."""
    lost = level * _INDENT
    beside = PAGE_STYLE.chain(steps, _BESIDE - lost)
    full = PAGE_STYLE.chain(steps, _FULL_WIDTH - lost)
    # A reason above its formula costs a line of its own.
    if beside.height <= full.height + len(steps) and _fits(beside, _BESIDE - lost):
        return beside, False
    return full, True


def _fits(chain: SetChain, width: float) -> bool:
    """Whether no line that cannot be broken is wider than the page."""
    measure, indent = PAGE_STYLE.ruler.measure, PAGE_STYLE.ruler.indent
    start = indent if chain.apart else measure(chain.left[0].layout)
    return all(
        start + measure(row.sign) + indent * line.depth + measure(line.layout) <= width + 1
        for row in chain.rows
        for line in row.lines
    )


def _lines(lines: Sequence[Line]) -> str:
    return _tuple(f"({line.depth}, {_sized(line)})" for line in lines)


def _sized(line: Line) -> str:
    """A line of mathematics, smaller where it would not fit."""
    math = _math(line.layout)
    return math if line.scale == 1 else f"text(size: {line.scale:.2f}em, {math})"


def _results(results: Sequence[Result]) -> str:
    items = []
    for result in results:
        display = PAGE_STYLE.formula(
            result.lhs_term, result.relation, result.rhs_term, _FULL_WIDTH - _INDENT
        )
        left, right = _lines(display.left), _lines(display.right)
        items.append(f"({left}, {str(display.apart).lower()}, {_math(display.sign)}, {right})")
    return f"{_heading('Result')}\n\n#results({_tuple(items)})" if items else ""


def _rules(rules: Sequence[Rule]) -> str:
    if not rules:
        return ""
    cells = []
    for rule in rules:
        formula = read_formula(rule.formula, PAGE_STYLE)
        if isinstance(formula, str):
            shown = f"((0, [{_text(formula)}]),)"
        else:
            shown = _lines(break_side(formula, _RULE_WIDTH, PAGE_STYLE.ruler))
        source = f"[{_text(rule.source)}]" if rule.source else "[]"
        cells.append(f"([{_text(rule.name)}], {source}, {shown})")
    return f"{_heading('Rules used')}\n\n#rule-table({_tuple(cells)})"


def _closing(derivation: Derivation) -> str:
    verdicts = [step.verdict for step in contents.all_steps(derivation)]
    lines = []
    if derivation.source:
        lines.append(f"*Source.* {_prose(derivation.source)}")
    lines.append(f"*Evidence.* {_mixed(summary(verdicts))}.")
    body = "\n\n".join(f"#text(size: 9pt)[{line}]" for line in lines)
    return f"#v(0.6em)\n#block(breakable: false)[{body}]"
