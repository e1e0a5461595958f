"""The report as one HTML page: MathML and a style sheet, no scripts, nothing to load."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files

from symgauss.derivation.derivation import Derivation, Result, Route, Step
from symgauss.derivation.rule import Rule
from symgauss.notation.breaking import Line
from symgauss.notation.layout import Layout
from symgauss.notation.mathml import WRITER
from symgauss.reports import contents
from symgauss.reports.evidence import describe, summary
from symgauss.reports.prose import Prose, plain, read_formula, read_prose, write_prose
from symgauss.reports.style import PAGE_STYLE

_WIDTH = 36.0  #: em of mathematics


def html_report(derivation: Derivation) -> str:
    """Write the whole page."""
    title = escape(plain(derivation.title))
    return "\n".join(
        [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>\n{style_sheet()}\n</head>\n<body>",
            html_body(derivation),
            "</body>\n</html>\n",
        ]
    )


def style_sheet() -> str:
    """Give the look of the page as a ``style`` element."""
    look = files("symgauss.reports").joinpath("page.css").read_text(encoding="utf-8")
    return f"<style>\n{look}</style>"


def html_body(derivation: Derivation) -> str:
    """Write what stands inside the page, for notebooks."""
    parts = [
        f"<h1>{_prose(derivation.title)}</h1>",
        _paragraph(derivation.statement),
        _assumptions(derivation),
        *(_route(route) for route in derivation.routes),
        _results(derivation.results),
        _rules(contents.rules_used(derivation)),
        _closing(derivation),
    ]
    body = "\n".join(part for part in parts if part)
    return f'<main class="symgauss">\n{body}\n</main>'


def _math(layout: Layout, *, display: bool = True) -> str:
    style = ' displaystyle="true"' if display else ""
    return f"<math{style}>{WRITER.write(layout)}</math>"


def _inline(layout: Layout) -> str:
    return _math(layout, display=False)


def _mixed(prose: Prose) -> str:
    return write_prose(prose, escape, _inline)


def _prose(text: str) -> str:
    return _mixed(read_prose(text, PAGE_STYLE))


def _paragraph(text: str) -> str:
    return f"<p>{_prose(text)}</p>" if text else ""


def _assumptions(derivation: Derivation) -> str:
    symbols = [_inline(x) for x in contents.symbol_lines(derivation, PAGE_STYLE)]
    model = [_math(x) for x in contents.model_lines(derivation, PAGE_STYLE)]
    prose = [_prose(text) for text in contents.further_assumptions(derivation)]
    if not symbols and not model and not prose:
        return ""
    lines = ["<h2>Assumptions</h2>"]
    lines += [f'<p class="symbols">{"".join(f"<span>{x}</span>" for x in symbols)}</p>']
    lines += [f'<p class="model">{line}</p>' for line in model]
    if prose:
        lines.append("<ul>" + "".join(f"<li>{text}</li>" for text in prose) + "</ul>")
    return "\n".join(lines)


def _route(route: Route) -> str:
    heading = f"<h2>{_prose(route.title or 'Derivation')}</h2>"
    return "\n".join([heading, _paragraph(route.intro), _chains(route.steps)])


def _chains(steps: Sequence[Step]) -> str:
    return "\n".join(_chain(chain) for chain in contents.chains(steps))


def _chain(steps: Sequence[Step]) -> str:
    """A table: number, left side, relation sign, right side, reason."""
    chain = PAGE_STYLE.chain(steps, _WIDTH)
    rows: list[str] = []
    if steps[0].note:
        rows.append(_spanning(_paragraph(contents.remark(steps[0]))))
    left = "" if chain.apart else _math(chain.left[0].layout)
    if chain.apart:
        rows.append(_spanning(_stacked(chain.left)))
    for row in chain.rows:
        step = row.step
        if step.note and row is not chain.rows[0]:
            rows.append(_spanning(_paragraph(contents.remark(step))))
        reason = f"<em>{escape(contents.reason(step))}</em><br>"
        reason += f"<small>{_mixed(describe(step.verdict))}</small>"
        rows.append(
            f'<tr><td class="label">({escape(step.number)})</td><td class="left">{left}</td>'
            f'<td class="sign">{_math(row.sign)}</td><td class="right">{_stacked(row.lines)}</td>'
            f'<td class="reason">{reason}</td></tr>'
        )
        if step.substeps:
            rows.append(_spanning(f'<div class="below">{_chains(step.substeps)}</div>'))
        left = ""
    name = "chain apart" if chain.apart else "chain"
    return f'<table class="{name}">\n' + "\n".join(rows) + "\n</table>"


def _spanning(content: str) -> str:
    return f'<tr><td></td><td colspan="4">{content}</td></tr>'


def _stacked(lines: Sequence[Line]) -> str:
    return "".join(
        f'<div style="margin-left:{1.5 * line.depth:g}em">{_math(line.layout)}</div>'
        for line in lines
    )


def _results(results: Sequence[Result]) -> str:
    if not results:
        return ""
    rows = []
    for result in results:
        d = PAGE_STYLE.formula(result.lhs_term, result.relation, result.rhs_term, _WIDTH + 4)
        left = "" if d.apart else _stacked(d.left)
        if d.apart:
            rows.append(f'<tr><td colspan="3">{_stacked(d.left)}</td></tr>')
        rows.append(
            f'<tr><td class="left">{left}</td><td class="sign">{_math(d.sign)}</td>'
            f"<td>{_stacked(d.right)}</td></tr>"
        )
    return '<h2>Result</h2>\n<div class="result"><table>' + "".join(rows) + "</table></div>"


def _rules(rules: Sequence[Rule]) -> str:
    if not rules:
        return ""
    rows = []
    for rule in rules:
        formula = read_formula(rule.formula, PAGE_STYLE)
        shown = escape(formula) if isinstance(formula, str) else _math(formula)
        rows.append(
            f"<tr><td>{escape(rule.name)}</td><td>{shown}</td><td>{escape(rule.source)}</td></tr>"
        )
    head = "<tr><th>Rule</th><th>Formula</th><th>Source</th></tr>"
    return f'<h2>Rules used</h2>\n<table class="rules">{head}{"".join(rows)}</table>'


def _closing(derivation: Derivation) -> str:
    verdicts = [step.verdict for step in contents.all_steps(derivation)]
    source = (
        f"<strong>Source.</strong> {_prose(derivation.source)}<br>" if derivation.source else ""
    )
    evidence = f"<strong>Evidence.</strong> {_mixed(summary(verdicts))}."
    return f"<footer>{source}{evidence} {escape(contents.colophon())}.</footer>"
