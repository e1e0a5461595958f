r"""Reads the book of identities: sections with declarations, and one identity a line.

\section{Title}
% symgauss: x \in \mathbb{R}^{n}        a statement of the document language
% property: L lower-triangular          a property that has no statement
name: left = right
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from symgauss.kernel.context import Context, Definition, Distribution, Property
from symgauss.kernel.relations import Relation
from symgauss.kernel.terms import Density, Indexed, NormalDensity, Symbol, Term
from symgauss.latex import Scope, read_formula, read_statement

IDENTITIES = Path(__file__).parent / "identities"


@dataclass(frozen=True)
class Line:
    """One line of the book with everything above it that it relies on."""

    name: str
    section: str
    latex: str
    declarations: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Identity:
    """A line as terms."""

    name: str
    lhs: Term
    relation: Relation
    rhs: Term
    context: Context


@cache
def lines(file: str = "*.tex") -> tuple[Line, ...]:
    """The lines of all files, in order."""
    found: list[Line] = []
    for path in sorted(IDENTITIES.glob(file)):
        section, declarations = "", []
        for text in path.read_text(encoding="utf-8").splitlines():
            if text.startswith("\\section{"):
                section, declarations = text[9:-1], []
            elif text.startswith("%"):
                declarations.append(text)
            elif text:
                name, _, latex = text.partition(": ")
                found.append(Line(name, section, latex, tuple(declarations)))
    return tuple(found)


@cache
def scope_of(declarations: tuple[str, ...]) -> Scope:
    """What the declarations above a line say."""
    scope = Scope()
    for text in declarations:
        kind, _, statement = text.removeprefix("% ").partition(": ")
        if kind == "property":
            name, *properties = statement.split()
            shape = scope.declarations[name].shape
            scope.declare(name, shape, frozenset(Property(each) for each in properties))
        elif ":=" in statement:
            _define(statement, scope)
        elif "\\mathcal{N}" in statement:
            _distribute(statement, scope)
        else:
            read_statement(statement, scope)
    return scope


def _define(statement: str, scope: Scope) -> None:
    """``name := value``; the name gets the shape of the value."""
    name, value = read_formula(statement, scope).parts
    assert isinstance(name, Symbol | Indexed)
    if scope.find(name.name) is None:
        scope.declare(name.name, name.shape)
    scope.definitions.append(Definition(name, value))


def _distribute(statement: str, scope: Scope) -> None:
    r"""``y \mid x \sim \mathcal{N}(m, S)`` or ``q(x) = \mathcal{N}(x; m, S)``."""
    if "\\sim" in statement:
        variables, _, law = statement.partition("\\sim")
        variable = variables.partition("\\mid")[0]
        statement = f"p({variables}) = " + law.replace("(", f"({variable}; ", 1)
    density, normal = read_formula(statement, scope).parts
    assert isinstance(density, Density)
    assert isinstance(normal, NormalDensity)
    law = density.law
    scope.distributions.append(
        Distribution(law.variables[0], law.given, normal.mean, normal.covariance, law.name)
    )


@cache
def read(line: Line) -> Identity:
    """The terms and the context of a line."""
    scope = scope_of(line.declarations).copy()
    formula = read_formula(line.latex, scope)
    ((lhs, relation, rhs),) = formula.steps
    return Identity(line.name, lhs, relation, rhs, scope.context(closed=True))
