"""SymPy's own ``lambdify``, the baseline: what its printer for NumPy makes of each result.

No batches, no factorisations, no care for digits, an inverse where it is written: this is what one
gets without symgauss.  Determinants, identities of a symbolic size and blocks, which the printer
has no code for, are those of NumPy; what it has no code for beyond that is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from symgauss.bridge.to_sympy import to_sympy
from symgauss.errors import NoValueError
from symgauss.export.closed import closed_form
from symgauss.export.differentials import HALF, log_normal
from symgauss.export.documentation import function_docstring, plain
from symgauss.export.module import Module, program_version
from symgauss.export.planning import Function
from symgauss.export.program import Output
from symgauss.export.python.arguments import extents
from symgauss.export.python.layout import WIDTH
from symgauss.export.python.loading import load_text
from symgauss.kernel.terms import Function as Logarithm
from symgauss.kernel.terms import (
    Identity,
    NormalDensity,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
)
from symgauss.kernel.traversal import free_symbols, rebuild, substitute

if TYPE_CHECKING:
    from sympy.printing.numpy import NumPyPrinter


def source(module: Module) -> str:
    """The text of a file; ``NoValueError`` where ``lambdify`` can write none of the functions."""
    written, refused = _written(module)
    if not written:
        raise NoValueError(f"lambdify writes none of the functions: {'; '.join(refused)}")
    notes = [f"    {line}" for line in refused]
    missing = ["", "Left out, because lambdify has no code for it:", "", *notes] if notes else []
    wide = any(len(line) > WIDTH for text in written.values() for line in text.splitlines())
    head = [
        f"# ruff: noqa: ANN401, {'E501, ' if wide else ''}ICN001 - as SymPy prints it",
        "# fmt: off",
        f'"""{plain(module.title).rstrip(".")}, as lambdify of SymPy writes it.',
        *missing,
        "",
        f"Written by {program_version()} from {plain(module.slug)}, for lambdify.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import Any",
        "",
        "import numpy",
        "",
        f"__all__ = [{', '.join(sorted(quoted_names(written)))}]",
    ]
    return "\n".join(head) + "".join(f"\n\n\n{text}" for text in written.values()) + "\n"


def functions(module: Module) -> dict[str, Callable[..., Any]]:
    """The functions in this process."""
    text = source(module)
    written, _ = _written(module)
    kept = tuple(function for function in module.functions if function.name in written)
    return load_text(replace(module, functions=kept), "lambdify", text)


def quoted_names(written: dict[str, str]) -> list[str]:
    """The names of the functions as literals."""
    return [f'"{name}"' for name in written]


def _written(module: Module) -> tuple[dict[str, str], list[str]]:
    """The text of each function, and why others have none."""
    written: dict[str, str] = {}
    refused: list[str] = []
    for function in module.functions:
        try:
            written[function.name] = _function(function)
        except NoValueError as error:
            refused.append(f"{function.name}: {error.message}")
    return written, refused


def _function(function: Function) -> str:
    """The text of one function: arrays in, the printed expressions out."""
    program = function.program
    if any(argument.type.over or argument.diagonal for argument in program.arguments):
        raise NoValueError("families and diagonals are no arguments of lambdify")
    parameters = ", ".join(f"{argument.name}: Any" for argument in program.arguments)
    doc = function_docstring(function)
    if not program.elementwise:
        doc = doc.replace("Leading batch axes (...) broadcast.", "One item at a time.")
        doc = doc.replace("(..., ", "(").replace("(...)", "()")
    lines = [f"def {program.name}({parameters}) -> Any:"]
    lines += [f"    {line}".rstrip() for line in doc.splitlines()]
    for argument in program.arguments:
        column = ".reshape(-1, 1)" if argument.type.rank == 1 else ""
        array = f"numpy.asarray({argument.name}){column}"
        if argument.type.rank:
            lines.append(f"    {argument.name} = {array}")
    results, sizes = [], set()
    for output in program.outputs:
        text, own = _printed(function, output)
        sizes |= own
        results.append(f"({text})[:, 0]" if program.type_of(output.ref).rank == 1 else text)
    known = extents(program)
    for size in sorted(sizes):
        if size not in known:
            raise NoValueError(f"the size {size} is that of no argument")
        argument_name, axis = known[size]
        rank = next(a.type.rank for a in program.arguments if a.name == argument_name)
        lines.append(f"    {size} = {argument_name}.shape[{axis + rank}]")
    several = f"({', '.join(results)})" if len(results) > 1 else results[0]
    return "\n".join([*lines, f"    return {several}"])


def _term_of(function: Function, output: Output) -> Term:
    """The closed form of a result; of a gradient what it was found to be, not the derivative."""
    if not output.kind.startswith("gradient"):
        return closed_form(function, output)
    program = function.program
    found = program.instructions[output.ref].means
    by = next((a.type for a in program.arguments if a.name == output.name), None)
    if found is None or by is None or output.kind != "gradient":
        raise NoValueError(f"no closed form of the derivative by {output.name}")
    if by.rank == 2 and by.structure.symmetric:
        return Product((HALF, Sum((found, Transpose(found)))))
    return found


def _printed(function: Function, output: Output) -> tuple[str, set[str]]:
    """The expression of one result in NumPy, and the sizes in it."""
    program = function.program
    term = _plain(_term_of(function, output), isotropic=output.kind == "isotropic")
    arguments = program.arguments
    names = {a.symbol: Symbol(a.name, a.type.shape) for a in arguments}
    term = substitute(term, {k: v for k, v in names.items() if isinstance(k, Symbol)})
    unknown = free_symbols(term) - set(names.values())
    dimensions = {size for a in arguments for axis in a.type.axes for size in axis.dimensions}
    if any(name.name not in dimensions for name in unknown):
        raise NoValueError("a name that is no argument")
    expression = to_sympy(term)
    try:
        text: str = _printer().doprint(expression)
    except NotImplementedError as error:  # its message ends with the class that has no code
        what = str(error).splitlines()[0].rpartition(".")[2].rstrip("'>")
        raise NoValueError(f"no code for {what}") from None
    if "\n" in text or "#" in text:
        raise NoValueError("no code that is one expression")
    return text, {str(s) for s in expression.free_symbols if str(s) in dimensions}


def _plain(term: Term, *, isotropic: bool) -> Term:
    """Densities written out; of ``s I`` the ``s``."""
    match term:
        case Logarithm("log", NormalDensity() as density):
            return _plain(log_normal(density), isotropic=isotropic)
        case NormalDensity():
            return Logarithm("exp", _plain(log_normal(term), isotropic=isotropic))
        case Identity() if isotropic:
            return Rational(1)
        case Transpose(inner) if isotropic:
            return _plain(inner, isotropic=isotropic)
        case _:
            return rebuild(term, lambda child: _plain(child, isotropic=isotropic))


def _printer() -> NumPyPrinter:
    from sympy import Determinant  # noqa: PLC0415 - loads SymPy
    from sympy.printing.numpy import NumPyPrinter  # noqa: PLC0415 - loads SymPy

    class Printer(NumPyPrinter):  # type: ignore[misc]
        """The printer of ``lambdify`` for NumPy, which also knows ``x^T A x`` as a scalar."""

        def _print_Scalar(self, expression: Any) -> str:  # noqa: ANN401 - SymPy has no types
            return f"({self._print(expression.matrix)})[0, 0]"

        def _print_Trace(self, expression: Any) -> str:  # noqa: ANN401 - SymPy has no types
            return f"numpy.trace({self._print(expression.arg)})"

        def _print_Determinant(self, expression: Any) -> str:  # noqa: ANN401 - SymPy has no types
            return f"numpy.linalg.det({self._print(expression.arg)})"

        def _print_log(self, expression: Any) -> str:  # noqa: ANN401 - SymPy has no types
            (inner,) = expression.args
            if isinstance(inner, Determinant):
                return f"numpy.linalg.slogdet({self._print(inner.arg)})[1]"
            return f"numpy.log({self._print(inner)})"

        def _print_Identity(self, expression: Any) -> str:  # noqa: ANN401 - SymPy has no types
            return f"numpy.eye({self._print(expression.shape[0])})"

        def _print_Block(self, expression: Any) -> str:  # noqa: ANN401 - SymPy has no types
            rows = (", ".join(map(self._print, row)) for row in expression.args)
            return f"numpy.block([{', '.join(f'[{row}]' for row in rows)}])"

    return Printer({"fully_qualified_modules": True})
