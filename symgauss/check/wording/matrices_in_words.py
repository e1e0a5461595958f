r"""What a text calls a matrix is none of the numbers, whatever its formulas make of it.

Where shapes are inferred, a name becomes a number by what stands around it: by the t of ``d/dt``, a
fraction, an exponential.  Numbers commute, matrices do not.  So a step that holds for numbers is
asked once more with matrices in their places; if it does not hold for these, nothing is known.

A matrix is one in any case.  A covariance may be that of a number: where a step makes no sense for
a matrix, it is taken for a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from symgauss.check.checked import Asked
from symgauss.check.displays.parts import Side
from symgauss.check.wording.said import Said
from symgauss.kernel.context import Declaration, Definition, Property
from symgauss.kernel.judge import judge
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import size, square_shape
from symgauss.kernel.terms import Identity, Indexed, Opaque, Symbol, Term
from symgauss.kernel.traversal import rebuild, subterms
from symgauss.kernel.verdict import Answer, Reason, Verdict
from symgauss.latex.inside import inside
from symgauss.latex.mentions import mentioned_names
from symgauss.latex.scope import Scope
from symgauss.latex.tree import Fraction, Node

SECONDS = 0.25  #: for the second question
_SIZE = size("any")
_SQUARE = square_shape(_SIZE)
_FAMILY = re.compile(r"([A-Za-z]+)_([A-Za-z]|\d)")


class MatricesInWords:
    """The names that a text calls matrices or covariances, and that were taken for numbers."""

    def __init__(self, said: dict[str, Said], scope: Scope) -> None:
        """``scope`` knows what the document itself says to be a number."""
        numbers = {n for n, each in scope.declarations.items() if each.shape.is_scalar}
        known = {n for n, what in said.items() if what.rank == "scalar"} | numbers
        self.matrices = _families(n for n, what in said.items() if _is_matrix(what))
        called = (n for n, what in said.items() if what.covariance and n[0].isupper())
        self.covariances = _families(called) - self.matrices
        self.matrices -= known
        self.covariances -= known

    def verdict(
        self, verdict: Verdict, asked: Asked | None, sides: tuple[Side, Side], seed: int | None
    ) -> Verdict:
        """The verdict; unknown where it rests on the numbers that matrices were taken for."""
        if verdict.answer is not Answer.HOLDS or not (self.matrices or self.covariances):
            return verdict
        terms = [side.term for side in sides if side.term is not None]
        if asked is not None:
            terms += [asked.lhs, asked.rhs, *(d.value for d in asked.context.definitions)]
        numbers = {n for term in terms for n in _numbers(term)}
        if asked is not None:  # the entries of an array are numbers
            numbers = {n for n in numbers if _is_no_array(asked, n)}
        strict = {n for n in numbers if _is_called(n, self.matrices)}
        soft = {n for n in numbers if _is_called(n, self.covariances)}
        if not (strict or soft):
            return verdict
        divided = {n for side in sides for n in _divided_by(side.node)} & (strict | soft)
        if asked is not None and not divided:
            other = as_matrices(asked, strict | soft)
            if other is None and not strict:
                return verdict
            if other is not None:
                found = judge(
                    other.lhs, other.relation, other.rhs, other.context, seed=seed, seconds=SECONDS
                )
                if found.answer is Answer.HOLDS:
                    return verdict
        elif divided and not strict:
            return verdict  # nobody divides by a matrix
        name = min(strict or soft)
        what = "matrix" if strict else "covariance"
        detail = f"the document calls {name} a {what}, and the step takes it for a number"
        return Verdict(Answer.UNKNOWN, reason=Reason.UNDETERMINED_TYPE, detail=detail)


def as_matrices(asked: Asked, names: set[str]) -> Asked | None:
    """The question with square matrices in the places of numbers; ``None`` if it has no sense.

    What is defined by them is a matrix, too.
    """
    names = set(names)
    definitions = asked.context.definitions
    try:
        while True:
            put = _Put(frozenset(names))
            values = [put(each.value) for each in definitions]
            more = {
                each.name.name
                for each, value in zip(definitions, values, strict=True)
                if each.name.shape.is_scalar and not shape_of(value).is_scalar
            }
            if more <= names:
                break
            names |= more
        lhs, rhs = put(asked.lhs), put(asked.rhs)
        if shape_of(lhs) != shape_of(rhs):
            return None
        for each, value in zip(definitions, values, strict=True):
            if shape_of(put(each.name)) != shape_of(value):
                return None
    except ShapeError:
        return None
    kept = [each for each in asked.context.declarations if _plain(each.name) not in names]
    defined = {each.name.name for each in definitions}
    both = (lhs, rhs, *values)
    free = {n for term in both for n in _names(term) if _plain(n) in names} - defined
    symmetric = frozenset({Property.SYMMETRIC})
    kept += [
        Declaration(name, _SQUARE, asked.context.properties(_plain(name)) & symmetric)
        for name in sorted(free)
    ]
    known = tuple(
        Definition(name, value)
        for name, value in zip((put(each.name) for each in definitions), values, strict=True)
        if isinstance(name, Symbol | Indexed)
    )
    context = replace(asked.context, declarations=tuple(kept), definitions=known)
    return Asked(lhs, asked.relation, rhs, context)


class _Put:
    """Puts matrices in the places of numbers."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def __call__(self, term: Term) -> Term:
        match term:
            case Symbol(name, shape) if _plain(name) in self.names and shape.is_scalar:
                return Symbol(name, _SQUARE)
            case Indexed(name, indices, shape) if _plain(name) in self.names and shape.is_scalar:
                return Indexed(name, indices, _SQUARE)
            case Opaque(name, arguments, shape) if name in self.names and shape.is_scalar:
                return Opaque(name, arguments, _SQUARE)
            case Identity():
                return Identity(_SIZE)
            case _:
                return rebuild(term, self)


def _plain(name: str) -> str:
    """The name that a document has: ``A`` of ``A slope``, by which a derivative is asked for."""
    return name.partition(" ")[0]


def _is_matrix(what: Said) -> bool:
    return what.rank == "matrix" or (what.called_matrix and not what.rank)


def _families(names: Iterable[str]) -> set[str]:
    """Names, and the stems of those with a letter or a number below."""
    found: set[str] = set()
    for name in names:
        match = _FAMILY.fullmatch(name)
        found |= {name, f"{match[1]}_#"} if match and match[2].isalpha() else {name}
    return found


def _is_called(name: str, called: set[str]) -> bool:
    match = _FAMILY.fullmatch(name)
    return name in called or f"{match[1] if match else name}_#" in called


def _numbers(term: Term) -> set[str]:
    """The names that are numbers in a term."""
    parts = (part for part in subterms(term) if isinstance(part, Symbol | Indexed | Opaque))
    return {_plain(part.name) for part in parts if part.shape.is_scalar}


def _is_no_array(asked: Asked, name: str) -> bool:
    declaration = asked.context.declaration(name)
    return declaration is None or declaration.shape.is_scalar


def _names(term: Term) -> set[str]:
    return {part.name for part in subterms(term) if isinstance(part, Symbol | Indexed)}


def _divided_by(node: Node | None) -> set[str]:
    r"""The names below the line of a fraction."""
    found: set[str] = set()
    todo: list[object] = [node]
    while todo:
        part = todo.pop()
        if isinstance(part, Fraction):
            found |= mentioned_names(part.denominator)
        if part is not None:
            todo.extend(inside(part))
    return found
