r"""Names whose shapes follow from stated ones through definitions and laws alone.

With ``x \in \mathbb{R}^n``, A m x n and ``y = A x``, nothing else can be said of the shape of y: a
step in which it does not fit is wrong.  What only other steps say of a shape does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from symgauss.check.laws.placed import PlacedLaw
from symgauss.check.meaning.roles import Role
from symgauss.check.meaning.values import Value
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import ONE
from symgauss.kernel.terms import Product, Sum, Symbol, Term
from symgauss.kernel.traversal import free_symbols


def determined(
    stated: frozenset[str],
    values: Iterable[Value],
    laws: Iterable[PlacedLaw],
    dimensions: frozenset[str],
) -> frozenset[str]:
    """The names that are ``stated``, and those whose shape these tell.

    A law without names, such as ``N(0, I_n)``, tells it where its size is among the ``dimensions``
    of the document.
    """
    known = set(stated)
    equations: list[tuple[Symbol, Term]] = [
        (value.key, value.term)
        for value in values
        if isinstance(value.key, Symbol) and value.fact.role is Role.DEFINITION
    ]
    for each in laws:
        law = each.law
        if isinstance(law.variable, Symbol):
            equations.append((law.variable, law.mean))
        if isinstance(law.covariance, Symbol):
            equations.append((law.covariance, law.variable))
        sizes = law.variable.shape.rows.dimensions
        if sizes and sizes <= dimensions and not free_symbols(law.mean):
            known.add(law.variable.name)
    equations = [each for each in equations if _fits(*each)]
    while True:
        found = {n for left, right in equations for n in _told(left, right, known)} - known
        if not found:
            return frozenset(known)
        known |= found


def _fits(left: Symbol, right: Term) -> bool:
    """Whether the shapes that were found agree: else the equation tells nothing."""
    try:
        return shape_of(right) == left.shape or isinstance(right, Symbol)
    except ShapeError:
        return False


def _told(left: Symbol, right: Term, known: set[str]) -> Iterator[str]:
    """The names on one side of an equation whose shape the known ones tell."""
    names = {symbol.name for symbol in free_symbols(right)}
    if left.name not in known:
        if (names and names <= known) or any(_is_array(part, known) for part in _summands(right)):
            yield left.name
        return
    for part in _summands(right):
        if isinstance(part, Symbol):
            yield part.name
        elif isinstance(part, Product):
            *others, last = part.factors
            if isinstance(last, Symbol) and _is_wide(Product(tuple(others)), known):
                yield last.name


def _summands(term: Term) -> tuple[Term, ...]:
    return term.terms if isinstance(term, Sum) else (term,)


def _is_array(term: Term, known: set[str]) -> bool:
    """Whether known names make a summand that is no number."""
    names = {symbol.name for symbol in free_symbols(term)}
    return bool(names) and names <= known and not _has_shape(term, scalar=True)


def _is_wide(term: Term, known: set[str]) -> bool:
    """Whether known names make a matrix behind which a column has to stand."""
    names = {symbol.name for symbol in free_symbols(term)}
    return bool(names) and names <= known and _has_shape(term, scalar=False)


def _has_shape(term: Term, *, scalar: bool) -> bool:
    try:
        shape = shape_of(term)
    except ShapeError:
        return False
    return shape.is_scalar if scalar else shape.columns != ONE
