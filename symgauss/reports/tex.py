r"""The report as a LaTeX document that needs amsmath and amssymb alone.

Text is escaped character by character, so a name or a title can never become a command.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

from symgauss.derivation.derivation import Derivation, Result, Route, Step
from symgauss.derivation.rule import Rule
from symgauss.notation.breaking import Line, aligned_rows
from symgauss.notation.latex import WRITER
from symgauss.notation.layout import Layout
from symgauss.reports import contents
from symgauss.reports.evidence import describe, summary
from symgauss.reports.prose import Prose, read_formula, read_prose, write_prose
from symgauss.reports.style import PAGE_STYLE, SetChain

_BESIDE = 29.0  #: em of mathematics beside the column of reasons
_FULL_WIDTH = 40.0
_QUAD = r"\quad "
_LAST_OF_STEP = "%"  #: marks a row after which there is more space

_PREAMBLE = r"""\documentclass[11pt]{article}
\usepackage{amsmath,amssymb}
\setlength{\oddsidemargin}{-0.3cm}
\setlength{\textwidth}{16.6cm}
\setlength{\topmargin}{-1.2cm}
\setlength{\textheight}{23.6cm}
\setlength{\parindent}{0pt}
\setcounter{MaxMatrixCols}{40}
\setlength{\parskip}{0.5em}
\setlength{\jot}{0.6em}
\setlength{\abovedisplayskip}{0.5em plus 0.2em}
\setlength{\belowdisplayskip}{0.5em plus 0.2em}
\allowdisplaybreaks
\setlength{\fboxsep}{0.7em}
\newcommand{\reason}[3]{\parbox[t]{4.1cm}{\raggedright\footnotesize
  (#1) \textit{#2}\\[-0.2em]{\tiny #3}}}
\newcommand{\lowreason}[3]{\smash{\reason{#1}{#2}{#3}}}
\newcommand{\step}[3]{(#1) {\small\textit{#2}}\hfill{\tiny #3}}
"""


def tex_report(derivation: Derivation) -> str:
    """Write the whole document."""
    parts = [
        _PREAMBLE,
        "\\begin{document}",
        rf"\begin{{center}}\Large\bfseries {_bold(derivation.title)}\end{{center}}",
        _prose(derivation.statement),
        _assumptions(derivation),
        *(_route(route) for route in derivation.routes),
        _results(derivation.results),
        _closing(derivation),
        _rules(contents.rules_used(derivation)),
        r"\end{document}",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "–": "--",
    "—": "---",
    "’": "'",
    "‘": "`",
    "“": "``",
    "”": "''",
    "…": r"\ldots{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": "$|$",
    '"': "''",
}
_LAST_LATIN = 0x17F  #: a plain LaTeX knows the letters up to here


def _text(text: str) -> str:
    return "".join(_character(c) for c in normalize("NFC", text))


def _character(character: str) -> str:
    if character in _SPECIAL:
        return _SPECIAL[character]
    if not character.isprintable():
        return " "
    return character if ord(character) <= _LAST_LATIN else "?"


def _math(layout: Layout) -> str:
    return f"${WRITER.write(layout)}$"


def _mixed(prose: Prose) -> str:
    return write_prose(prose, _text, _math)


def _prose(text: str) -> str:
    return _mixed(read_prose(text, PAGE_STYLE)) if text else ""


def _bold(text: str) -> str:
    """Prose in a heading."""
    prose = read_prose(text, PAGE_STYLE)
    return write_prose(prose, _text, lambda layout: rf"{{\boldmath{_math(layout)}}}")


def _section(text: str) -> str:
    return rf"\subsection*{{{_bold(text)}}}"


def _assumptions(derivation: Derivation) -> str:
    symbols = [_math(x) for x in contents.symbol_lines(derivation, PAGE_STYLE)]
    model = [WRITER.write(x) for x in contents.model_lines(derivation, PAGE_STYLE)]
    prose = [_prose(text) for text in contents.further_assumptions(derivation)]
    if not symbols and not model and not prose:
        return ""
    parts = [_section("Assumptions")]
    if symbols:
        parts.append("{\\raggedright " + " \\qquad\n".join(symbols) + "\\par}")
    if model:
        rows = " \\\\\n".join(model)
        parts.append(f"\\begin{{gather*}}\n{rows}\n\\end{{gather*}}")
    if prose:
        items = "\n".join(rf"\item {text}" for text in prose)
        parts.append(f"\\begin{{itemize}}\n{items}\n\\end{{itemize}}")
    return "\n".join(parts)


def _route(route: Route) -> str:
    parts = [_section(route.title or "Derivation"), _prose(route.intro), _chains(route.steps)]
    return "\n".join(part for part in parts if part)


def _chains(steps: Sequence[Step], level: int = 0) -> str:
    return "\n".join(_chain(chain, level) for chain in contents.chains(steps))


def _chain(steps: Sequence[Step], level: int) -> str:
    """A chain; it is interrupted where a step has sub-steps, which are set below it."""
    lost = 4.0 * level
    chain = PAGE_STYLE.chain(steps, _BESIDE - lost)
    wide = PAGE_STYLE.chain(steps, _FULL_WIDTH - lost)
    beside = chain.height <= wide.height + len(steps)
    parts: list[str] = [_prose(contents.remark(steps[0]))]
    rows: list[str] = []
    for row_rows, step in _rows(chain if beside else wide, beside=beside):
        if step.note and step is not steps[0]:
            rows.append(f"\\intertext{{{_prose(contents.remark(step))}}}")
        rows += [*row_rows[:-1], row_rows[-1] + _LAST_OF_STEP]
        if step.substeps:
            below = _chains(step.substeps, level + 1)
            parts += [_display(rows), f"\\begin{{quote}}\\small\n{below}\n\\end{{quote}}"]
            rows = []
    return "\n".join(part for part in [*parts, _display(rows)] if part)


def _rows(chain: SetChain, *, beside: bool) -> list[tuple[list[str], Step]]:
    """For each step its rows, with the reason in the second column or in a line above."""
    found: list[tuple[list[str], Step]] = []
    left = [f"& {_line(line)}" for line in chain.left] if chain.apart else []
    start = f"& {_QUAD}" if chain.apart else f"{_line(chain.left[0])} &"
    hidden = start if chain.apart else "&"
    for i, row in enumerate(chain.rows):
        step = row.step
        evidence = _mixed(describe(step.verdict))
        reason = f"{{{step.number}}}{{{_text(contents.reason(step))}}}{{{evidence}}}"
        lines = [f"{start}{WRITER.write(row.sign)} {_line(row.lines[0])}"]
        lines += [f"& {_QUAD}{_line(line)}" for line in row.lines[1:]]
        if beside:
            lines[0] += f" && \\{'low' if len(lines) > 1 else ''}reason{reason}"
        else:
            lines.insert(0, f"\\intertext{{\\step{reason}}}")
        found.append(([*(left if i == 0 else []), *lines], step))
        start = hidden
    return found


def _line(line: Line) -> str:
    return _QUAD * line.depth + _sized(WRITER.write(line.layout), line.scale)


#: Size commands by the size against the text, which is set in 11 points.
_SIZES = ((0.9, "small"), (0.8, "footnotesize"), (0.7, "scriptsize"), (0.0, "tiny"))


def _sized(math: str, scale: float) -> str:
    """Mathematics in the largest size that fits."""
    if scale == 1:
        return math
    name = next(name for size, name in _SIZES if scale >= size)
    return rf"\mbox{{\{name}$\displaystyle {math}$}}"


def _display(rows: Sequence[str]) -> str:
    """Rows of an aligned display, flush left; a line of text between rows ends no row."""
    text = ""
    for i, row in enumerate(rows):
        last = i == len(rows) - 1
        is_text = row.startswith(r"\intertext")
        before_text = not last and rows[i + 1].startswith(r"\intertext")
        end = "\n" if is_text or last or before_text else " \\\\\n"
        if row.endswith(_LAST_OF_STEP) and end != "\n":
            end = " \\\\[0.4em]\n"
        text += row.removesuffix(_LAST_OF_STEP) + end
    return f"\\begin{{flalign*}}\n{text}\\end{{flalign*}}" if rows else ""


def _results(results: Sequence[Result]) -> str:
    if not results:
        return ""
    rows: list[str] = []
    for result in results:
        display = PAGE_STYLE.formula(
            result.lhs_term, result.relation, result.rhs_term, _FULL_WIDTH - 2
        )
        rows += aligned_rows(display, WRITER.write, _QUAD, _sized)
    body = " \\\\\n".join(rows)
    boxed = f"\\[\n\\boxed{{\\begin{{aligned}}\n{body}\n\\end{{aligned}}}}\n\\]"
    return f"{_section('Result')}\n{boxed}"


def _rules(rules: Sequence[Rule]) -> str:
    if not rules:
        return ""
    items = []
    for rule in rules:
        formula = read_formula(rule.formula, PAGE_STYLE)
        shown = _text(formula) if isinstance(formula, str) else _math(formula)
        source = rf"\quad {{\footnotesize[{_text(rule.source)}]}}" if rule.source else ""
        items.append(rf"\item[\textmd{{\textit{{{_text(rule.name)}}}}}] {shown}{source}")
    body = "\n".join(items)
    return (
        f"{_section('Rules used')}\n"
        f"\\begin{{description}}\\small\\raggedright\n{body}\n\\end{{description}}"
    )


def _closing(derivation: Derivation) -> str:
    lines = []
    if derivation.source:
        lines.append(rf"{{\small\textbf{{Source.}} {_prose(derivation.source)}\par}}")
    verdicts = [step.verdict for step in contents.all_steps(derivation)]
    evidence = f"{_mixed(summary(verdicts))}. {_text(contents.colophon())}."
    lines.append(rf"{{\small\textbf{{Evidence.}} {evidence}\par}}")
    return "\n".join(lines)
