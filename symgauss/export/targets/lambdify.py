"""SymPy's own ``lambdify``, the baseline: what its printer for NumPy makes of each result.

No batches, no factorisations, no care for digits, an inverse where it is written: this is what one
gets without symgauss.  Determinants, identities of a symbolic size and blocks, which the printer
has no code for, are those of NumPy; what it has no code for beyond that is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from symgauss.bridge.to_sympy import to_sympy
from symgauss.errors import NoValueError
from symgauss.export.closed import closed_form
from symgauss.export.differentials import HALF, log_normal
from symgauss.export.documentation import function_docstring, plain
from symgauss.export.identifiers import safe
from symgauss.export.module import Module, program_version
from symgauss.export.planning import Function
from symgauss.export.program import Output
from symgauss.export.python.arguments import extents
from symgauss.export.python.layout import WIDTH
from symgauss.export.python.loading import load_text
from symgauss.kernel.terms import Function as Logarithm
from symgauss.kernel.terms import (
    Identity,
    Indexed,
    IndexedProduct,
    IndexedSum,
    NormalDensity,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
)
from symgauss.kernel.traversal import free_symbols, rebuild, substitute, subterms


def source(module: Module) -> str:
    """The text of a file; ``NoValueError`` where ``lambdify`` can write none of the functions."""
    written, refused = _written(module)
    if not written:
        raise NoValueError(f"lambdify writes none of the functions: {'; '.join(refused)}")
    notes = [f"    {line}" for line in refused]
    missing = ["", "Left out, because lambdify has no code for it:", "", *notes] if notes else []
    wide = any(len(line) > WIDTH for text in written.values() for line in text.splitlines())
    allowed = f"ANN401, {'E501, ' if wide else ''}ICN001, RUF100, UP034"
    head = [
        f"# ruff: noqa: {allowed} - as SymPy prints it",
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
    if any(argument.diagonal for argument in program.arguments):
        raise NoValueError("diagonals are no arguments of lambdify")
    parameters = ", ".join(f"{argument.name}: Any" for argument in program.arguments)
    doc = function_docstring(function)
    if not program.elementwise:
        doc = doc.replace("Leading batch axes (...) broadcast.", "One item at a time.")
        doc = doc.replace("(..., ", "(").replace("(...)", "()")
    lines = [f"def {program.name}({parameters}) -> Any:"]
    lines += [f"    {line}".rstrip() for line in doc.splitlines()]
    for argument in program.arguments:
        alone = argument.type.rank == 1 and not argument.type.over
        column = ".reshape(-1, 1)" if alone else ""
        array = f"numpy.asarray({argument.name}){column}"
        if argument.type.axes:
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
        rank = next(len(a.type.axes) for a in program.arguments if a.name == argument_name)
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
    families = {a.symbol.name: a.name for a in arguments if isinstance(a.symbol, Indexed)}
    term = _with_families(term, families)
    dimensions = {size for a in arguments for axis in a.type.axes for size in axis.dimensions}
    known = {argument.name for argument in arguments} | dimensions
    if any(name.name not in known for name in free_symbols(term)):
        raise NoValueError("a name that is no argument")
    if any(index in known or safe(index) != index for index in _indices(term)):
        raise NoValueError("an index that is called as something else")
    expression = to_sympy(term)
    from symgauss.export.python.sympy_printer import Printer  # noqa: PLC0415 - loads SymPy

    try:
        text: str = Printer().doprint(expression)
    except NotImplementedError as error:  # its message ends with the class that has no code
        what = str(error).splitlines()[0].rpartition(".")[2].rstrip("'>")
        raise NoValueError(f"no code for {what}") from None
    if "\n" in text or "#" in text:
        raise NoValueError("no code that is one expression")
    return text, {str(s) for s in expression.free_symbols if str(s) in dimensions}


def _with_families(term: Term, names: Mapping[str, str]) -> Term:
    """The term with families called as the arguments are."""
    if isinstance(term, Indexed) and term.name in names:
        return replace(term, name=names[term.name])
    return rebuild(term, lambda child: _with_families(child, names))


def _indices(term: Term) -> set[str]:
    """What the indices of sums and products are called; all of them are bound."""
    inner = subterms(term)
    return {t.index.name for t in inner if isinstance(t, IndexedSum | IndexedProduct)}


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
