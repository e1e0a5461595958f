"""Names for moments that would not fit on a line.

A chain of many steps nests its covariances, and many observations make a large table.  Textbooks
name the moments of each step, and the table: ``S := Cov[y]``, ``C := Cov[x, y]``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sympy as sp

from symgauss.bridge import to_term, to_variable
from symgauss.bridge.matrices import Block
from symgauss.bridge.symbols import covariance, matrix, scalar, vector
from symgauss.calculus.constructors import block, is_matrix
from symgauss.calculus.notions import covariance_of
from symgauss.calculus.rewriting import rewrite, subexpressions
from symgauss.calculus.transposes import transposed
from symgauss.derivation.builder import RouteBuilder
from symgauss.derivation.chain import Equation
from symgauss.derivation.rules.covariances import is_covariance
from symgauss.notation.compose import compose
from symgauss.notation.widths import PAGE
from symgauss.operations.recursion import Memory, Recursion

_LINE = 28.0  #: em that matrices may take side by side, beside the rest of their formula


def is_wide(*matrices: Any) -> bool:
    """Whether matrices side by side leave no room for others on the line of a page."""
    return sum(PAGE.measure(compose(to_term(matrix))) for matrix in matrices) > _LINE


def name_steps(
    route: RouteBuilder, memory: Memory, moments: Recursion, variables: Sequence[Any]
) -> None:
    """Letters for the moments of what stands between the roots of the graph and its leaves."""
    graph = moments.model.graph
    hidden = graph.hidden(variables, moments.fixed)
    for variable in (v for v in graph.order if v in hidden):
        above = hidden & set(graph.parents[variable])
        below = [child for child in hidden if variable in graph.parents[child]]
        if not above or not below:
            continue
        for name, symbol in (("mu", moments.name_mean), ("V", moments.name_cov)):
            letter = _letter(route, memory, name, variable)
            memory.named.append(Equation(letter, symbol(variable, letter)))


def _letter(route: RouteBuilder, memory: Memory, name: str, variable: Any) -> Any:
    """A letter with the subscript of the variable."""
    subscript = to_variable(variable).name.partition("_")[2]
    stems = ("mu", "nu", "h") if name == "mu" else ("V", "W", "K")
    names = [f"{stem}_{subscript}" if subscript else stem for stem in stems]
    free = memory.free_name(route, *names)
    if not is_matrix(variable):
        return scalar(free, positive=name == "V")
    rows = variable.shape[0]
    return vector(free, rows) if name == "mu" else covariance(free, rows)


def name_tables(
    route: RouteBuilder, memory: Memory, expression: Any, known: Sequence[Equation]
) -> list[Equation]:
    """Letters for the tables of covariances of and with the data; each reads table -> letter.

    Where the steps have letters, the tables have them, too.
    """
    values = {equation.lhs: equation.rhs for equation in known}
    parts = list(dict.fromkeys(subexpressions(expression)))
    tables = [part for part in parts if _is_table(part)]
    inverses = [part.args[0] for part in parts if isinstance(part, sp.Inverse)]
    spread = next((table for table in tables if table in inverses), None)
    cross = next((t for t in tables if t not in inverses), None)
    if spread is None or cross is None:
        return []
    if not memory.named and not is_wide(_with(cross, values), _with(spread, values)):
        return []
    S = covariance(memory.free_name(route, "S", "G", "T"), spread.shape[0])
    named = [_named(route, memory, S, spread, values)]
    for table in tables:
        turned = _turned(table)
        if _is_symmetric(table) or any(turned == equation.lhs for equation in named):
            continue
        C = matrix(memory.free_name(route, "C", "B", "D"), *table.shape)
        named.append(_named(route, memory, C, table, values))
        named.append(Equation(turned, transposed(C), steps=named[-1].steps))
    return named


def _named(
    route: RouteBuilder, memory: Memory, letter: Any, table: Any, values: dict[Any, Any]
) -> Equation:
    value = _with(table, values)
    memory.named.append(Equation(letter, value))
    return Equation(table, letter, steps=route.define(letter, value).steps)


def _with(table: Any, values: dict[Any, Any]) -> Any:
    return rewrite(table, values.get)


def _is_table(place: Any) -> bool:
    return isinstance(place, Block) and all(is_covariance(e) for row in place.args for e in row)


def _is_symmetric(table: Any) -> bool:
    """Whether the table is one of variables with themselves."""
    return all(row[i].args[0] == row[i].args[1] for i, row in enumerate(table.args) if i < len(row))


def _turned(table: Any) -> Any:
    """The table of the same covariances with the sides exchanged: its transpose."""
    rows = [[covariance_of(e.args[1], e.args[0], e.args[2]) for e in row] for row in table.args]
    return block(*zip(*rows, strict=True))
