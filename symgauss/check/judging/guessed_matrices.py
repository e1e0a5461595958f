"""Capital letters that were taken for matrices, as nothing says what they are.

``(A + B)^2 = A^2 + 2 A B + B^2`` is wrong of matrices; where it holds for numbers, and no word and
no sign tells that A is a matrix, it is not refuted.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from symgauss.check.checked import Asked
from symgauss.check.displays.parts import Statement
from symgauss.check.meaning.constants import is_matrix
from symgauss.kernel.context import Definition
from symgauss.kernel.judge import judge
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Dimension,
    Identity,
    Indexed,
    Inverse,
    Product,
    Symbol,
    Term,
    Trace,
    Transpose,
)
from symgauss.kernel.traversal import free_symbols, rebuild, subterms
from symgauss.kernel.verdict import Answer

JUDGED = 0.15  #: seconds
_OF_MATRICES = (Transpose, Inverse, Trace, Identity)

#: Of matrices, or of maps.
_WORDS = re.compile(
    r"matri(?:x|ces)|singular|invertible|commut|symmetric|definite|transpos|eigen|linear map"
    r"|operator",
    re.IGNORECASE,
)


def speaks_of_matrices(text: str) -> bool:
    """Whether a document speaks of matrices."""
    return _WORDS.search(text) is not None


def has_arrays(statement: Statement) -> bool:
    """Whether a name of a step, as far as is known, is a vector or a matrix, or a size."""
    return any(
        isinstance(part, Dimension | Identity)
        or (isinstance(part, Symbol) and not part.shape.is_scalar)
        for side in statement.sides
        for part in (subterms(side.term) if side.term is not None else ())
    )


#: What makes products of matrices as simple as those of numbers.
_COMMUTE = re.compile(
    r"(?<!not )(?<!n't )commut|matrices are (?:all |both )?diagonal|simultaneously diagonal"
    r"|polynomial in|scalar case",
    re.IGNORECASE,
)


def may_commute(text: str) -> bool:
    """Whether a document says of matrices that they commute, or are diagonal."""
    return _COMMUTE.search(text) is not None


def _beside_identity(part: Term) -> tuple[Term, ...]:
    """The factors of ``t I``."""
    match part:
        case Product(factors) if any(isinstance(each, Identity) for each in factors):
            return factors
        case _:
            return ()


def holds_for_numbers(
    asked: Asked | None, known: Collection[str] | None, seed: int | None, *, small: bool = False
) -> str:
    """What would make a refuted step hold: that its matrices are numbers; empty if it does not.

    ``known`` are the names of which the document says what they are, ``None`` where they commute.
    ``small``: only those with small letters, as the t of ``C + t I``, beside matrices.
    """
    if asked is None:
        return ""
    context = asked.context
    terms = (asked.lhs, asked.rhs, *(t for d in context.definitions for t in (d.name, d.value)))
    names = {s for term in terms for s in free_symbols(term) if is_matrix(s.shape)}
    if small:
        beside = {f for t in terms for p in subterms(t) for f in _beside_identity(p)}
        names = {s for s in names & beside if s.name[0].islower() and s.name not in (known or ())}
    if not names or any(name.name in (known or ()) for name in names):
        return ""
    if (
        not small
        and known is not None
        and any(isinstance(part, _OF_MATRICES) for term in terms for part in subterms(term))
    ):
        return ""

    def put(term: Term) -> Term:
        if isinstance(term, Symbol | Indexed) and term in names:
            return replace(term, shape=SCALAR)
        return rebuild(term, put)

    called = {name.name for name in names}
    declarations = tuple(d for d in context.declarations if d.name not in called)
    definitions = tuple(_defined(d, put(d.name), put(d.value)) for d in context.definitions)
    numbers = replace(context, declarations=declarations, definitions=definitions)
    lhs, rhs = put(asked.lhs), put(asked.rhs)
    try:
        if shape_of(lhs) != shape_of(rhs):
            return ""
        verdict = judge(lhs, asked.relation, rhs, numbers, seed=seed, seconds=JUDGED)
    except (ShapeError, LookupError, TypeError):
        return ""
    if verdict.answer is not Answer.HOLDS:
        return ""
    if known is None:
        return f"it holds if {min(called)} commutes with the others"
    return f"it holds if {min(called)} is a number, and nothing says what it is"


def _defined(definition: Definition, name: Term, value: Term) -> Definition:
    assert isinstance(name, Symbol | Indexed)  # noqa: S101 - a name stays one
    return replace(definition, name=name, value=value)
