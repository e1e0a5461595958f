r"""Derivatives of names that depend on a variable in a way that nobody states: ``dK / d\theta``.

What holds for such a name at one point, with first derivatives only, holds if it holds for
``K = A + \theta B`` with any A and B: value and first derivative of a function are those of its
tangent.
"""

from __future__ import annotations

from dataclasses import replace

from symgauss.check.checked import Asked
from symgauss.kernel.context import Context, Declaration, Property, closure
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.terms import (
    Derivative,
    Function,
    Gradient,
    Hessian,
    Jacobian,
    NormalDensity,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import free_symbols, rebuild, subterms

_BY = (Gradient, Hessian, Jacobian)
_BRANCHED = frozenset({"abs", "sqrt", "log"})  #: what depends on a sign


def along_a_line(asked: Asked, random: frozenset[str] = frozenset()) -> Asked | None:
    """The question with a line in the place of each name that is differentiated as such.

    ``None`` where there is no such name, or where something else may depend on the variable: what
    stands in a derivative is on a line itself, or data: the point of a density, or ``random``.  A
    matrix that is positive definite stays so, as its line rises: what is analytic in the slope and
    holds for those slopes holds for all.
    """
    if asked.relation.kind is not RelationKind.EQUAL:
        return None
    terms = (asked.lhs, asked.rhs, *(d.value for d in asked.context.definitions))
    parts = [part for term in terms for part in subterms(term)]
    derivatives = [part for part in parts if isinstance(part, Derivative)]
    names = {
        part.body: None
        for part in derivatives
        if isinstance(part.body, Symbol) and part.body != part.variable
    }
    variables = {part.variable for part in derivatives}
    if not names or len(variables) > 1 or any(isinstance(part, _BY) for part in parts):
        return None
    (variable,) = variables
    if not variable.shape.is_scalar or any(map(_is_second, derivatives)):
        return None
    if any(_is_branched(part, variable) for part in parts):
        return None
    lines: dict[Symbol, Term] = {}
    declarations = [d for d in asked.context.declarations if d.name != variable.name]
    known = asked.context.declaration(variable.name)
    rising = known or Declaration(variable.name, variable.shape)
    if rising.properties or rising.above is not None or rising.below is not None:
        return None
    declarations.append(replace(rising, properties=frozenset({Property.POSITIVE})))
    for name in names:
        start, slope = (Symbol(f"{name.name} {word}", name.shape) for word in ("start", "slope"))
        lines[name] = Sum((start, Product((variable, slope))))
        properties = asked.context.properties(name.name)
        if not properties <= _KEPT:
            return None
        declarations += [Declaration(each.name, name.shape, properties) for each in (start, slope)]
    if _may_depend_otherwise(asked.context, lines, derivatives, random | _data(parts)):
        return None

    def put(term: Term) -> Term:
        if isinstance(term, Symbol) and term in lines:
            return lines[term]
        return rebuild(term, put)

    free = tuple(each for each in asked.context.definitions if each.name not in lines)
    context = replace(asked.context, declarations=tuple(declarations), definitions=free)
    return replace(asked, context=context).put(put)


#: Properties that the points of a rising line have where start and slope have them.
_KEPT = closure(frozenset({Property.POSITIVE_DEFINITE, Property.POSITIVE}))


def _data(parts: list[Term]) -> frozenset[str]:
    """Names that are points of densities."""
    points = [part.point for part in parts if isinstance(part, NormalDensity)]
    return frozenset(symbol.name for point in points for symbol in free_symbols(point))


def _is_second(derivative: Derivative) -> bool:
    """Whether there is another derivative in the body: a line has no second one."""
    return any(isinstance(part, Derivative) for part in subterms(derivative.body))


def _is_branched(part: Term, variable: Term) -> bool:
    """Whether a part depends on the sign of a derivative, or of the variable."""
    match part:
        case Function(name, inner) if name in _BRANCHED:
            pass
        case Power(inner, exponent) if not _is_integer(exponent):
            pass
        case _:
            return False
    return any(isinstance(each, Derivative) or each == variable for each in subterms(inner))


def _is_integer(exponent: Term) -> bool:
    return isinstance(exponent, Rational) and exponent.denominator == 1


def _may_depend_otherwise(
    context: Context, lines: dict[Symbol, Term], derivatives: list[Derivative], data: frozenset[str]
) -> bool:
    """Whether what is differentiated has names that are on no line and may depend on something.

    So may names that are defined by those on lines, and names by which those are defined.
    """
    known = {definition.name: definition.value for definition in context.definitions}
    related: set[str] = set()
    for name, value in known.items():
        names = {symbol.name for symbol in free_symbols(value)}
        if name in lines:
            related |= names
        elif names & {each.name for each in lines}:
            related.add(name.name)
    inside = {
        symbol.name
        for derivative in derivatives
        for symbol in free_symbols(derivative.body)
        if symbol not in lines and symbol != derivative.variable
    }
    return bool(inside & related or inside - data)
