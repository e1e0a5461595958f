"""What a file and its functions say about themselves."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from symgauss.export.module import Module, program_version
from symgauss.export.operations import Binary, Combine, Number
from symgauss.export.planning import Function
from symgauss.export.program import Argument, Instruction, Output, Program, Type
from symgauss.export.python.arguments import axis_text
from symgauss.kernel.context import Context, Distribution
from symgauss.kernel.terms import Density, Dimension, Named, NormalDensity, Rational
from symgauss.kernel.traversal import free_symbols
from symgauss.notation.statements import compose_declarations
from symgauss.notation.unicode import WRITER, print_statement, print_term

if TYPE_CHECKING:
    from symgauss.export.python.table import PythonTable

WIDTH = 92


def plain(text: str) -> str:
    """A text from a document that can stand in a docstring: one line, nothing that ends it."""
    shown = re.sub(r"\$([^$]*)\$", lambda found: _formula(found[1]), text)
    line = "".join(c if c.isprintable() else " " for c in shown)
    return " ".join(line.replace("\\", "/").replace('"', "'").split())


def _formula(text: str) -> str:
    r"""Names in LaTeX as people write them in plain text: ``x_{t-1}`` as ``x_(t-1)``."""
    text = re.sub(r"\\([A-Za-z]+) ?", lambda found: _letter(found[1]), text)
    return re.sub(r"\{(.)\}", r"\1", text).replace("{", "(").replace("}", ")")


def _letter(name: str) -> str:
    """A Greek letter by its name, other commands as words."""
    case = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {name.upper()}")
    except KeyError:
        return f"{name} "


def module_docstring(module: Module, table: PythonTable) -> str:
    """Title, functions, source, version."""
    lines = [f'"""{plain(module.title).rstrip(".")}.', ""]
    lines += [f"    {function.name}  {_first(function)}" for function in module.functions]
    lines += [f"    {stage.name}  {stage.purpose}" for stage in module.stages]
    lines += [""]
    if module.source:
        lines += [*textwrap.wrap(f"Source: {plain(module.source)}", WIDTH), ""]
    if any(_divides_one(function.program) for function in module.functions):
        lines += [*textwrap.wrap(RECIPROCALS, WIDTH), ""]
    made = f"Written by {program_version()} from {plain(module.slug)}, for {table.name}."
    lines += textwrap.wrap(made, WIDTH)
    lines += ['"""']
    return "\n".join(lines)


RECIPROCALS = (
    "Divisors are above 5.6e-309 in float64 and 2.9e-39 in float32: the reciprocal of a smaller "
    "one, which some quotients share, overflows."
)


def _divides_one(program: Program) -> bool:
    """Whether the reciprocal of a scalar is computed on its own."""
    for instruction in program.instructions:
        match instruction.operation:
            case Combine(Binary.DIVIDE, left, _):
                if program.instructions[left].operation == Number(Rational(1)):
                    return True
            case _:
                continue
    return False


def _first(function: Function) -> str:
    return textwrap.shorten(function.formula, WIDTH - len(function.name) - 6, placeholder=" ...")


def _equation(text: str) -> list[str]:
    """An equation in lines, its right side on lines of its own where one line is too short."""
    left, equal, right = text.partition(" = ")
    if len(text) + 4 <= WIDTH or not equal:
        return textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="        ")
    return [
        *textwrap.wrap(left, WIDTH, initial_indent="    ", subsequent_indent="        "),
        *textwrap.wrap(f"= {right}", WIDTH, initial_indent="        ", subsequent_indent=" " * 10),
    ]


def function_docstring(function: Function) -> str:
    """Formula, arguments with their shapes, results, assumptions."""
    program = function.program
    lines = [f'"""{summary(function)}', ""]
    lines += _equation(function.formula)
    lines += ["", "Leading batch axes (...) broadcast."]
    if any(output.kind.startswith("gradient") for output in program.outputs):
        by_matrix = any(a.type.structure.symmetric and a.type.rank == 2 for a in program.arguments)
        lines += textwrap.wrap(GRADIENT + BY_SYMMETRIC * by_matrix, WIDTH)
    if function.note:
        lines += ["", *textwrap.wrap(plain(function.note), WIDTH)]
    lines += ["", "Arguments:"]
    for argument in program.arguments:
        lines += textwrap.wrap(
            argument_line(argument, function.context),
            WIDTH,
            initial_indent="    ",
            subsequent_indent="        ",
        )
    lines += ["", "Returns:"]
    for output in program.outputs:
        text = output_line(output, program.instructions[output.ref])
        lines += textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="        ")
    assumed = assumptions(function)
    if assumed:
        lines += ["", "Assumptions:"]
        for text in assumed:
            lines += textwrap.wrap(text, WIDTH, initial_indent="    ", subsequent_indent="        ")
    lines.append('"""')
    return "\n".join(lines)


GRADIENT = "There is one gradient for each item of the batch."
BY_SYMMETRIC = (
    "  By a symmetric matrix it is the symmetric G with df = sum(G * dS) for symmetric dS."
)

SUMMARIES = {
    "log_density": "The logarithm of the density.",
    "density": "The density.",
    "log_likelihood": "The logarithm of the likelihood.",
    "log_normaliser": "The logarithm of the normaliser.",
    "kl": "The Kullback-Leibler divergence, in nats.",
    "entropy": "The differential entropy, in nats.",
    "cross_entropy": "The cross-entropy, in nats.",
    "mutual_information": "The mutual information, in nats.",
}


def summary(function: Function) -> str:
    """What a function computes, as a sentence."""
    if function.purpose:
        return function.purpose
    outputs = [output.name for output in function.program.outputs]
    if function.program.outputs[0].kind.startswith("gradient"):
        return f"The derivatives of {function.name.removesuffix('_gradient')} by its arguments."
    if len(outputs) == 1:
        return SUMMARIES.get(outputs[0], f"The {outputs[0].replace('_', ' ')}.")
    *some, last = (output.replace("_", " ") if output.islower() else output for output in outputs)
    text = f"{', '.join(some)} and {last}."
    return text[0].upper() + text[1:] if outputs[0] == "mean" else f"The values of {text}"


def shape_text(type_: Type) -> str:
    """The shape of a value with its batch axes: ``(..., n, n)``."""
    return f"({', '.join(['...', *(axis_text(size) for size in type_.axes)])})"


def argument_line(argument: Argument, context: Context) -> str:
    """One argument: its name, its shape, and what is declared of it."""
    if argument.role:
        return f"{argument.name}: {shape_text(argument.type)}, from the tables"
    if isinstance(argument.symbol, Dimension):
        return f"{argument.name}: {shape_text(argument.type)}, the dimension"
    declared = context.declaration(getattr(argument.symbol, "name", ""))
    what = "" if declared is None else WRITER.write(compose_declarations((declared,), flat=True))
    note = ", given by its diagonal" if argument.diagonal else ""
    return f"{argument.name}: {shape_text(argument.type)}, {what}{note}"


def output_line(output: Output, instruction: Instruction) -> str:
    """One result: its name, its shape, and the term that it is."""
    if output.kind == "part":
        return f"{output.name}: {shape_text(instruction.type)}"
    kinds = {"isotropic": ", the factor of I", "diagonal": ", its diagonal"}
    shown = output.term
    if output.kind.startswith("gradient") and instruction.means is not None:
        shown = instruction.means
    term = textwrap.shorten(print_term(shown), 200, placeholder=" ...")
    return f"{output.name}: {shape_text(instruction.type)}, {term}{kinds.get(output.kind, '')}"


def assumptions(function: Function) -> list[str]:
    """The distributions and definitions that the equation rests on."""
    context = function.context
    result = function.result
    names = {s.name for s in free_symbols(result.lhs_term) | free_symbols(result.rhs_term)}
    laws = Counter(d.variable for d in context.distributions)
    found = [
        print_statement(d) if laws[d.variable] == 1 else _named(d)
        for d in context.distributions
        if d.variable.name in names or any(g.name in names for g in d.given)
    ]
    for definition in context.definitions:
        if definition.name.name in names:
            found.append(print_statement(definition))
            names |= {s.name for s in free_symbols(definition.value)}
    return found


def _named(stated: Distribution) -> str:
    """``q(x) = N(x; m, S)``, which tells two laws of one variable apart."""
    left = Density(Named(stated.density, (stated.variable,), stated.given))
    right = NormalDensity(stated.variable, stated.mean, stated.covariance)
    return f"{print_term(left)} = {print_term(right)}"
