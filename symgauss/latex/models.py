"""Models: from statements about laws to distributions, with noise put where it belongs."""

from __future__ import annotations

from dataclasses import dataclass

from symgauss.errors import ModelError, StatementError
from symgauss.kernel.context import Distribution
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR, vector_shape
from symgauss.kernel.terms import (
    Block,
    Function,
    Indexed,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
    Variable,
    Zero,
    is_zero,
)
from symgauss.kernel.traversal import subterms
from symgauss.latex.elaborate import Elaborator
from symgauss.latex.source import Source, Span
from symgauss.latex.statement_syntax import EquationSyntax, ModelSyntax
from symgauss.latex.tree import Group, MatrixRows, Node


@dataclass(frozen=True, slots=True)
class Law:
    """A model statement as terms."""

    variable: Variable
    given: tuple[Variable, ...]
    mean: Term
    covariance: Term
    density: str
    span: Span


@dataclass(frozen=True, slots=True)
class Equation:
    """An equation ``variable = value`` whose value holds the noise ``noise``."""

    variable: Variable
    value: Term
    noise: str
    span: Span


def elaborate_model(statement: ModelSyntax, reader: Elaborator) -> Law:
    """The terms of a model statement, with the shapes that a law demands."""
    if _is_stacked(statement.variable):
        raise StatementError(
            "the law of a stacked variable is not read",
            reader.source.place(statement.variable.span),
            "state the law of one part, and of the other given it: "
            "x_2 \\sim ..., x_1 \\mid x_2 \\sim ...",
        )
    variable = reader.variable(statement.variable)
    given = reader.conditions(statement.given)
    point, mean_node, covariance_node = reader.normal_parts(statement.law)
    if point is not None:
        reader.same(reader.term(point), variable, "the point is not the variable", point.span)
    rows = reader.shape(variable).rows
    mean, covariance = reader.mean_and_covariance(mean_node, covariance_node, rows)
    return Law(variable, given, mean, covariance, statement.density, statement.span)


def _is_stacked(node: Node) -> bool:
    return isinstance(node.content if isinstance(node, Group) else node, MatrixRows)


def elaborate_equation(statement: EquationSyntax, noise: str, reader: Elaborator) -> Equation:
    """The terms of an equation with noise."""
    variable = reader.variable(statement.left)
    value = reader.term(statement.right)
    reader.same(value, variable, "the two sides differ in shape", statement.span)
    return Equation(variable, value, noise, statement.span)


def distributions(
    laws: list[Law], equations: list[Equation], conditions: frozenset[str], source: Source
) -> list[Distribution]:
    """One distribution a variable; the noise of an equation goes into its covariance.

    ``conditions`` are names that stand behind a bar somewhere: random without a law.
    """
    noises = {equation.noise for equation in equations}
    kept = [law for law in laws if law.variable.name not in noises]
    random = {law.variable.name for law in kept} | {e.variable.name for e in equations}
    random |= {v.name for law in kept for v in law.given} | conditions
    made = [
        (Distribution(law.variable, law.given, law.mean, law.covariance, law.density), law.span)
        for law in kept
    ]
    for equation in equations:
        law = next(law for law in laws if law.variable.name == equation.noise)
        made.append((with_noise(equation, law, random, source), equation.span))
    made.sort(key=lambda item: item[1].start)
    _refuse_two(made, source)
    _refuse_hidden(made, random, source)
    _refuse_curved(made, source)
    _refuse_cycle(made, source)
    return [distribution for distribution, _ in made]


# --- noise -------------------------------------------------------------------------------------


def with_noise(equation: Equation, noise: Law, random: set[str], source: Source) -> Distribution:
    """``y = A x + b + G e`` as ``y | x ~ N(A x + b + G m, G R G^T)``."""
    terms = equation.value.terms if isinstance(equation.value, Sum) else (equation.value,)
    rest: list[Term] = []
    found: list[tuple[Term, ...]] = []
    for term in terms:
        if not _mentions(term, noise.variable):
            rest.append(term)
            continue
        factors = term.factors if isinstance(term, Product) else (term,)
        before = factors[:-1]
        if factors[-1] != noise.variable or any(_mentions(f, noise.variable) for f in before):
            raise ModelError(
                f"the noise {noise.variable.name} must stand alone or last in a product",
                source.place(equation.span),
                "write it as G \\varepsilon with a factor that is free of it",
            )
        found.append(before)
    if len(found) != 1:
        raise ModelError(
            f"the noise {noise.variable.name} must occur in one term of the sum",
            source.place(equation.span),
        )
    coefficient = found[0]
    if not is_zero(noise.mean):
        rest.append(Product((*coefficient, noise.mean)) if coefficient else noise.mean)
    shape = shape_of(equation.variable)
    mean = (
        _sum(rest) if rest else (Rational(0) if shape == SCALAR else Zero(vector_shape(shape.rows)))
    )
    given = tuple(
        dict.fromkeys(
            s for s in subterms(mean) if isinstance(s, Symbol | Indexed) and s.name in random
        )
    )
    return Distribution(equation.variable, given, mean, _spread(coefficient, noise.covariance))


def _sum(terms: list[Term]) -> Term:
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _spread(coefficient: tuple[Term, ...], covariance: Term) -> Term:
    """``G R G^T``; scalars in front are squared."""
    scalars: list[Term] = []
    matrices: list[Term] = []
    for factor in coefficient:
        (scalars if shape_of(factor) == SCALAR else matrices).append(factor)
    squares = [s for s in (_square(scalar) for scalar in scalars) if s != Rational(1)]
    core: list[Term] = list(covariance.factors) if isinstance(covariance, Product) else [covariance]
    if matrices:
        root: Term = matrices[0] if len(matrices) == 1 else Product(tuple(matrices))
        core = [*matrices, *core, Transpose(root)]
    if squares and core == [Rational(1)]:
        core = []
    factors = [*squares, *core]
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _square(scalar: Term) -> Term:
    match scalar:
        case Rational(numerator, denominator):
            return Rational(numerator * numerator, denominator * denominator)
        case Function("sqrt", argument):
            return argument
        case _:
            return Power(scalar, Rational(2))


def _mentions(term: Term, variable: Variable) -> bool:
    return any(part == variable for part in subterms(term))


# --- what makes no model -----------------------------------------------------------------------

Made = list[tuple[Distribution, Span]]


def _refuse_two(made: Made, source: Source) -> None:
    """One variable has one distribution under one density."""
    seen: dict[tuple[str, str], Span] = {}
    for distribution, span in made:
        key = (distribution.density, distribution.variable.name)
        if key in seen:
            first = source.place(seen[key])
            raise ModelError(
                f"{key[1]} has two distributions; the first one is at line {first.line}",
                source.place(span),
                "keep one of them, or call one of the densities q: "
                f"`q({key[1]}) = \\mathcal{{N}}({key[1]}; m, S)`",
            )
        seen[key] = span


def _refuse_hidden(made: Made, random: set[str], source: Source) -> None:
    """A law may depend on random variables only behind its bar."""
    for distribution, span in made:
        own = distribution.variable.name
        given = {v.name for v in distribution.given}
        for part in (distribution.mean, distribution.covariance):
            for symbol in subterms(part):
                if not isinstance(symbol, Symbol | Indexed) or symbol.name not in random:
                    continue
                if symbol.name == own:
                    raise ModelError(
                        f"the law of {own} depends on {own} itself", source.place(span)
                    )
                if part is distribution.covariance:
                    raise ModelError(
                        f"the covariance of {own} depends on the random variable {symbol.name}",
                        source.place(span),
                        "covariances are free of random variables",
                    )
                if symbol.name not in given:
                    raise ModelError(
                        f"the mean of {own} depends on the random variable {symbol.name}, "
                        "which is not behind the bar",
                        source.place(span),
                        f"write {own} \\mid {symbol.name} \\sim ...",
                    )


def _refuse_curved(made: Made, source: Source) -> None:
    """Means are affine in what is given."""
    for distribution, span in made:
        for variable in distribution.given:
            if _degree(distribution.mean, variable) > 1:
                raise ModelError(
                    f"the mean of {distribution.variable.name} is not affine in {variable.name}",
                    source.place(span),
                    f"laws are linear-Gaussian: a mean such as A {variable.name} + b",
                )


def _degree(term: Term, variable: Variable) -> int:
    """Degree in a variable, by structure; two for anything that is not a sum of products."""
    if not _mentions(term, variable):
        return 0
    match term:
        case Symbol() | Indexed():
            return 1
        case Sum(terms):
            return max(_degree(part, variable) for part in terms)
        case Product(factors):
            return sum(_degree(factor, variable) for factor in factors)
        case Transpose(inner):
            return _degree(inner, variable)
        case Block(rows):
            return max(_degree(block, variable) for row in rows for block in row)
        case _:
            return 2


def _refuse_cycle(made: Made, source: Source) -> None:
    """Variables depend on each other in one direction."""
    for density in {distribution.density for distribution, _ in made}:
        parents = {
            d.variable.name: ([v.name for v in d.given], span)
            for d, span in made
            if d.density == density
        }
        done: set[str] = set()
        for start in parents:
            cycle = find_cycle(start, {name: given for name, (given, _) in parents.items()}, done)
            if cycle:
                raise ModelError(
                    f"the model is cyclic: {' depends on '.join(cycle)}",
                    source.place(parents[cycle[0]][1]),
                    "each variable may depend on earlier ones only",
                )


def find_cycle(start: str, edges: dict[str, list[str]], done: set[str]) -> list[str]:
    """A cycle that is reached from ``start``, closed, or nothing; without recursion."""
    path: list[str] = []
    todo: list[tuple[str, bool]] = [(start, False)]
    while todo:
        name, leaving = todo.pop()
        if leaving:
            path.pop()
            done.add(name)
            continue
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done or name not in edges:
            continue
        path.append(name)
        todo.append((name, True))
        todo.extend((after, False) for after in edges[name])
    return []
