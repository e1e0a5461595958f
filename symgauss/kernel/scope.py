"""Scope: in a certificate every symbol is declared with its shape, and every dimension occurs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symgauss.kernel.chains import Refusal, all_steps
from symgauss.kernel.context import Context, Declaration, Property
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.shapes import ShapeError, law_shape, shape_of
from symgauss.kernel.sizes import Shape
from symgauss.kernel.steps import Certificate
from symgauss.kernel.terms import (
    Dimension,
    Identity,
    Indexed,
    Normal,
    Ones,
    Opaque,
    Symbol,
    Term,
    Variable,
    Zero,
)
from symgauss.kernel.traversal import bound_variables, children


def scope_refusals(certificate: Certificate) -> Iterator[Refusal]:
    """Symbols and dimensions that nobody declared, or that have another shape than declared."""
    context = certificate.context
    yield from _context_refusals(context)
    functions: dict[str, Shape] = {}
    dimensions = _dimensions(context)
    seen: set[tuple[Term, tuple[Variable, ...]]] = set()
    for number, term, bound in _terms(certificate):
        if (term, bound) not in seen:
            for problem in _problems(term, bound, context, functions, dimensions):
                yield Refusal(number, problem)
        seen.add((term, bound))
    known = {(definition.name, definition.value) for definition in context.definitions}
    for step in all_steps(certificate.routes):
        if step.relation.kind is RelationKind.DEFINED and (step.lhs, step.rhs) not in known:
            yield Refusal(step.number, "is a definition that the context does not hold")


def _context_refusals(context: Context) -> Iterator[Refusal]:
    names = [declaration.name for declaration in context.declarations]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Refusal("", f"{name} is declared twice")
    for declaration in context.declarations:
        yield from _unfitting(declaration)
    defined = [definition.name for definition in context.definitions]
    if len(set(defined)) < len(defined):
        yield Refusal("", "a name is defined twice")
    for definition in context.definitions:
        yield from _misfit(definition.name.name, definition.name, definition.value)
    drawn = [(each.density, each.variable) for each in context.distributions]
    if len(set(drawn)) < len(drawn):
        yield Refusal("", "a variable has two distributions")
    for each in context.distributions:
        try:
            law_shape(Normal(each.variable, each.mean, each.covariance), each.variable)
        except ShapeError as error:
            yield Refusal("", f"the distribution of {each.variable.name}: {error}")


_FOR_SCALARS = {Property.INTEGER, Property.POSITIVE, Property.NONNEGATIVE}


def _unfitting(declaration: Declaration) -> Iterator[Refusal]:
    """Properties that an object of this shape cannot have."""
    name, shape = declaration.name, declaration.shape
    above, below = declaration.above, declaration.below
    of_matrices = declaration.properties - _FOR_SCALARS - {Property.RANDOM}
    of_scalars = declaration.properties & _FOR_SCALARS
    if not shape.is_scalar and (of_scalars or above is not None or below is not None):
        yield Refusal("", f"{name} is {shape} and has a property or range of scalars")
    if not shape.is_square and of_matrices:
        yield Refusal("", f"{name} is {shape} and has a property of square matrices")
    if above is not None and below is not None and above >= below:
        yield Refusal("", f"the range of {name} is empty")


def _misfit(name: str, left: Term, right: Term) -> Iterator[Refusal]:
    try:
        if shape_of(left) != shape_of(right):
            yield Refusal("", f"{name} is defined by a term of another shape")
    except ShapeError as error:
        yield Refusal("", f"the definition of {name}: {error}")


def _terms(certificate: Certificate) -> Iterator[tuple[str, Term, tuple[Variable, ...]]]:
    """Every term of the certificate with the step that it belongs to and the schema's indices."""
    for definition in certificate.context.definitions:
        # The indices of `alphabar_t := ...` stand for any index: they bind.
        indices = definition.name.indices if isinstance(definition.name, Indexed) else ()
        bound = tuple(index for index in indices if isinstance(index, Symbol))
        yield "", definition.name, bound
        yield "", definition.value, bound
    for each in certificate.context.distributions:
        for term in (each.variable, *each.given, each.mean, each.covariance):
            yield "", term, ()
    for step in all_steps(certificate.routes):
        for term in (step.lhs, step.rhs, *step.relation.variables):
            yield step.number, term, ()
    for conclusion in certificate.conclusions:
        for term in (conclusion.lhs, conclusion.rhs, *conclusion.relation.variables):
            yield "", term, ()


def _problems(
    term: Term,
    bound: Iterable[Variable],
    context: Context,
    functions: dict[str, Shape],
    dimensions: frozenset[str],
) -> Iterator[str]:
    todo: list[tuple[Term, frozenset[Variable]]] = [(term, frozenset(bound))]
    while todo:
        current, around = todo.pop()
        inside = around | frozenset(bound_variables(current))
        todo.extend((child, inside) for child in children(current))
        if isinstance(current, Symbol | Indexed) and current not in around:
            declaration = context.declaration(current.name)
            if declaration is None:
                yield f"{current.name} is not declared"
            elif declaration.shape != current.shape:
                yield f"{current.name} is {current.shape}, but declared {declaration.shape}"
        if isinstance(current, Opaque):
            known = functions.setdefault(current.name, current.shape)
            if known != current.shape:
                yield f"the function {current.name} has two shapes: {known} and {current.shape}"
        for name in sorted(_dimensions_of(current) - dimensions):
            yield f"the dimension {name} is not declared"


def _dimensions_of(term: Term) -> frozenset[str]:
    match term:
        case Identity(size) | Dimension(size):
            return size.dimensions
        case (
            Symbol(_, shape)
            | Indexed(_, _, shape)
            | Opaque(_, _, shape)
            | Zero(shape)
            | Ones(shape)
        ):
            return shape.rows.dimensions | shape.columns.dimensions
        case _:
            return frozenset()


def _dimensions(context: Context) -> frozenset[str]:
    """Dimensions of the declared shapes, and scalars that are declared to be integers."""
    found: set[str] = set()
    for declaration in context.declarations:
        found |= declaration.shape.rows.dimensions | declaration.shape.columns.dimensions
        if Property.INTEGER in declaration.properties and declaration.shape.is_scalar:
            found.add(declaration.name)
    return frozenset(found)
