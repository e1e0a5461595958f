"""A header and a source file in C99 that stand alone."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from symgauss.export.c.lines import LANES, Stage
from symgauss.export.c.sizes import macros, product_text
from symgauss.export.c.statements import Statements
from symgauss.export.c.variants import float32, helpers, types
from symgauss.export.documentation import (
    argument_line,
    assumptions,
    output_line,
    plain,
    summary,
)
from symgauss.export.identifiers import Names, of_slug
from symgauss.export.module import Module, program_version
from symgauss.export.planning import Function
from symgauss.export.program import Program

WIDTH = 96
KINDS = ("f64", "f32")
DEFAULT_SIZE = 4
#: From how many numbers of the largest argument on a batch is shared among threads.
PARALLEL = 32768

HOW = """\
Every function works on a batch of count items.  An argument is the place of its first item and a
step: 1 where the items follow one another, 0 where one item serves the whole batch.  An item is a
number, a vector, or a matrix row by row; of a matrix that is symmetric positive definite the lower
triangle may be all that is read.  Results have count items; one that is not wanted is NULL.
Nothing is allocated.  Sizes are macros, to be set when compiling: -D{macro}=8.

Functions that factorise matrices return 0, or the number of what failed first, and say in *index
(unless it is NULL) for which item; the results of such items are NaN.

Build: cc -std=c99 -O3 -march=native -fno-math-errno -fno-trapping-math -fopenmp -c.  OpenMP is
optional.  NaN and infinities are those of IEEE 754 as long as -ffast-math is not given.
Functions that end in _f32 are the same in single precision."""


@dataclass(frozen=True, slots=True)
class Written:
    """One function: its name in C, its parameters, its body for float64, its checks."""

    function: Function
    name: str
    statements: Statements

    @property
    def checked(self) -> bool:
        """Whether it returns a status."""
        return bool(self.statements.checks)


def written(module: Module) -> list[Written]:
    """The functions of a module with their names in C, which begin with that of the module."""
    names = Names()
    base = of_slug(module.slug or module.title)
    made: list[Written] = []
    for function in module.functions:
        name = base if function.name == base else f"{base}_{function.name}"
        made.append(Written(function, names.fresh(name), Statements(function.program)))
    return made


def header(module: Module) -> str:
    """The header: how to call, sizes, and a prototype with its documentation for each function."""
    functions = written(module)
    guard = f"{of_slug(module.slug or module.title).upper()}_H"
    sizes = sorted(_size_macros(functions).values())
    lines = [f"{plain(module.title).rstrip('.')}.", ""]
    for each in functions:
        width = WIDTH - len(each.name) - 6
        formula = textwrap.shorten(each.function.formula, width, placeholder=" ...")
        lines.append(f"    {each.name}  {formula}")
    lines.append("")
    if module.source:
        lines += [*textwrap.wrap(f"Source: {plain(module.source)}", WIDTH), ""]
    lines += [*HOW.format(macro=sizes[0] if sizes else "NAME").splitlines(), ""]
    lines += textwrap.wrap(
        f"Written by {program_version()} from {plain(module.slug or module.title)}, for C99.", WIDTH
    )
    blocks = [comment(lines), f"#ifndef {guard}\n#define {guard}\n\n#include <stddef.h>"]
    blocks += [f"#ifndef {m}\n#define {m} {DEFAULT_SIZE}\n#endif" for m in sizes]
    blocks.append('#ifdef __cplusplus\nextern "C" {\n#endif')
    for each in functions:
        blocks.append(_documentation(each))
        if each.checked:
            blocks[-1] += f"\n{_codes(each)}"
        declared = "\n".join(f"{_signature(each)};".splitlines())
        blocks[-1] += f"\n{declared}\n\n{_float32_name(float32(declared), each)}"
    blocks += ["#ifdef __cplusplus\n}\n#endif", f"#endif /* {guard} */"]
    return "\n\n".join(blocks) + "\n"


def source(functions: Sequence[Written], include: str, kinds: Sequence[str] = KINDS) -> str:
    """The source file; ``include`` is the line that includes the header, or the header itself."""
    sizes = _size_macros(functions)
    bodies: list[str] = []
    for each in functions:
        body = _definition(each, sizes)
        bodies += [body if k == "f64" else _float32_name(float32(body), each) for k in kinds]
    return (
        "\n\n".join([include, PRELUDE, types(kinds), *helpers("\n".join(bodies)), *bodies]) + "\n"
    )


PRELUDE = """\
#include <math.h>
#include <stdint.h>
#include <string.h>

#ifndef SYMGAUSS_BYTES
#define SYMGAUSS_BYTES 64 /* of the items side by side; a power of two */
#endif

#if defined(__GNUC__)
#define INLINE inline __attribute__((always_inline, unused)) /* as one item needs less */
#pragma GCC diagnostic ignored "-Wpsabi" /* no vector is passed to another file */
#ifndef __clang__
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized" /* the first block sets what stays */
#endif
#else
#define INLINE inline
#endif

#if defined(__GNUC__) && !defined(SYMGAUSS_SCALAR)
#define LANE_BY_LANE
#define LANE(v, l) ((v)[l])
#else
#define LANE(v, l) (v)
#endif"""


def comment(lines: Sequence[str]) -> str:
    """A comment that no text can end."""
    text = "\n".join(f" * {line}".rstrip() for line in lines)
    inner = text.removeprefix(" * ")
    inner = inner.replace("\\", "/").replace("*/", "* /").replace("/*", "/ *")
    inner = re.sub(r"\?(?=\?)", "? ", inner)  # no trigraphs
    return f"/* {inner} */"


def _documentation(each: Written) -> str:
    function, program = each.function, each.function.program
    lines = [summary(function), "", *textwrap.wrap(function.formula, WIDTH - 4), ""]
    for argument in program.arguments:
        lines += textwrap.wrap(
            argument_line(argument, function.context), WIDTH, subsequent_indent="    "
        )
    lines += ["", "Results:"]
    for output in program.outputs:
        text = output_line(output, program.instructions[output.ref])
        lines += textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="        ")
    assumed = assumptions(function)
    if assumed:
        lines += ["", "Assumptions:"]
        for text in assumed:
            lines += textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="        ")
    return comment([plain(line) if not line.startswith(" ") else line for line in lines])


def _codes(each: Written) -> str:
    lines = ["enum {"]
    checks = each.statements.checks
    for number, check in enumerate(checks, 1):
        comma = "," if number < len(checks) else ""
        word = re.sub(r"[^A-Z0-9]+", "_", f"{each.name}_CHECK_{number}".upper())
        code, why = f"    {word} = {number}{comma}", comment([plain(check.message)])
        fits = len(code) + len(why) < WIDTH
        lines += [f"{code} {why}"] if fits else [f"    {why}", code]
    return "\n".join([*lines, "};"])


def _float32_name(text: str, each: Written) -> str:
    return re.sub(rf"\b{each.name}\(", f"{each.name}_f32(", text)


def _signature(each: Written) -> str:
    made = each.statements
    parts = ["ptrdiff_t count"]
    for name, pointer in made.pointers.items():
        parts.append(f"const double *{pointer}, ptrdiff_t {made.steps[name]}")
    parts += [f"double *{name}" for name in made.results]
    if each.checked:
        parts.append("ptrdiff_t *index")
    start = f"{'int' if each.checked else 'void'} {each.name}("
    lines, line = [], start
    for place, part in enumerate(parts):
        piece = f"{part}{', ' if place < len(parts) - 1 else ')'}"
        if len(line) + len(piece.rstrip()) > WIDTH and line.strip():
            lines.append(line.rstrip())
            line = " " * min(len(start), 24)
        line += piece
    return "\n".join([*lines, line])


def _size_macros(functions: Sequence[Written]) -> dict[str, str]:
    return macros(sorted({d for each in functions for d in each.statements.constants}))


def _definition(each: Written, sizes: dict[str, str]) -> str:
    made = each.statements
    lines: list[str] = []
    constants = [f"{name} = {sizes[d]}" for d, name in made.constants.items()]
    if made.checks:
        constants.append(f"checks = {len(made.checks) + 1}")
    if constants:
        lines.append(f"enum {{ {', '.join(constants)} }};")
    lines += made.plain
    if made.checks:
        lines.append("ptrdiff_t first = PTRDIFF_MAX;")
    lines += [f"{LANES} {name}{f'[{n}]' if n else ''};" for name, n in made.declared]
    if made.stages:
        lines.append("int ready = 0;")
    start = "0"
    if not made.stages and not made.checks and made.steps:
        lines += _whole_blocks(each)
        start = "done"
    lines += ["#ifdef _OPENMP", *_pragma(each, start), "#endif"]
    lines.append(f"for (ptrdiff_t at = {start}; at < count; at += LANES_f64) {{")
    lines.append("    const int live = live_f64(count, at);")
    for stage in made.stages:
        lines += [f"    {line}" for line in _stage(stage, made)]
    if made.stages:
        lines.append("    ready = 1;")
    lines += [f"    {line}" for line in made.last.lines]
    lines.append("}")
    if made.checks:
        lines += [
            "if (first == PTRDIFF_MAX) {",
            "    return 0;",
            "}",
            "if (index != NULL) {",
            "    *index = first / checks;",
            "}",
            "return (int)(first % checks);",
        ]
    body = "\n".join(line if line.startswith("#") else folded(f"    {line}") for line in lines)
    return f"{_signature(each)}\n{{\n{body}\n}}"


def folded(line: str) -> str:
    """A line of code, on several lines where it is too long."""
    if len(line) <= WIDTH:
        return line
    indent = " " * (len(line) - len(line.lstrip()))
    parts = textwrap.wrap(
        line.strip(),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}    ",
        break_on_hyphens=False,
        break_long_words=False,
    )
    return "\n".join(parts)


def _whole_blocks(each: Written) -> list[str]:
    """A loop over whole blocks where nothing is shared: without a question in its body."""
    made = each.statements
    condition = " && ".join(f"{step} == 1" for step in made.steps.values())
    known = ["live = LANES_f64", *(f"{step} = 1" for step in made.steps.values())]
    return [
        "ptrdiff_t done = 0;",
        f"if ({condition}) {{",
        *(f"    {line}" for line in _constants(known)),
        "    done = count - count % LANES_f64;",
        "#ifdef _OPENMP",
        *_pragma(each),
        "#endif",
        "    for (ptrdiff_t at = 0; at < done; at += LANES_f64) {",
        *(f"        {line}" for line in made.last.lines),
        "    }",
        "}",
    ]


def _constants(known: Sequence[str]) -> list[str]:
    """Names with their values, each on the line of its name."""
    line = f"enum {{ {', '.join(known)} }};"
    if len(line) <= WIDTH - 8:
        return [line]
    return ["enum {", *(f"    {each}," for each in known[:-1]), f"    {known[-1]}", "};"]


def _pragma(each: Written, start: str = "0") -> list[str]:
    made, program = each.statements, each.function.program
    parts = ["#pragma omp parallel for schedule(static)"]
    if made.declared:
        parts.append(f"private({', '.join(name for name, _ in made.declared)})")
    if made.stages:
        parts.append("firstprivate(ready)")
    if made.checks:
        parts.append("reduction(min : first)")
    count = "count" if start == "0" else f"count - {start}"
    parts.append(f"if ({count} >= {_threshold(program, made)})")
    lines = textwrap.wrap(" ".join(parts), WIDTH - 10, subsequent_indent="        ")
    return [f"{line} \\" for line in lines[:-1]] + lines[-1:]


def _threshold(program: Program, made: Statements) -> str:
    """From how many items on a batch is shared among threads."""
    arguments = [argument.type for argument in program.arguments]
    widest = max(arguments, key=lambda t: len(t.axes), default=None)
    if widest is None or not widest.axes:
        return str(PARALLEL)
    return f"{PARALLEL} / ({product_text(widest.axes, made.constants)})"


def _stage(stage: Stage, made: Statements) -> list[str]:
    if not stage.lines:
        return []
    steps = [made.steps[name] for name in made.steps if name in stage.depends]
    condition = " || ".join(["!ready", *(f"{step} != 0" for step in steps)])
    lines: list[str] = []
    for number, line in enumerate(textwrap.wrap(f"if ({condition}) {{", WIDTH - 12)):
        lines.append(line if number == 0 else f"    {line}")
    return [*lines, *(f"    {line}" for line in stage.lines), "}"]
