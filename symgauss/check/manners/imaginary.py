r"""The letter i of a characteristic function, ``E[e^{itX}]``, may be the imaginary unit.

Terms have real values only.  An identity between analytic formulas that holds for all real i holds
for the imaginary one too; what is refuted for a real i, and what speaks of signs and absolute
values, says nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from symgauss.check.checked import Asked
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.terms import (
    Covariance,
    Function,
    Indexed,
    Opaque,
    Power,
    Rational,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import bound_variables, children, free_symbols
from symgauss.kernel.verdict import Answer, Verdict

UNIT = "i"
#: As physicists and engineers write it; only in exponents, since it is an index elsewhere.
_ENGINEERS = "j"
UNITS = frozenset({UNIT, _ENGINEERS})
_ANALYTIC = {"exp", "sin", "cos"}
_NORM = re.compile(r"\\\||\\[lr]?Vert\b|\\norm\b")
IMAGINARY = "may be the imaginary unit, of which nothing is known"  #: in the detail of a verdict
_EQUALITIES = (RelationKind.EQUAL, RelationKind.DEFINED, RelationKind.APPROXIMATE)


def imaginary(
    verdict: Verdict, asked: Asked | None, known: frozenset[str], written: str
) -> Verdict:
    """The verdict; unknown, where it may be another one if a letter is the imaginary unit.

    ``known`` are the names of which the document says what they are; ``written`` is the step as
    LaTeX, since a norm is a sum of squares for real vectors only.
    """
    if asked is None or verdict.answer not in (Answer.HOLDS, Answer.FAILS):
        return verdict
    terms = (asked.lhs, asked.rhs, *(d.value for d in asked.context.definitions))
    units = {letter for term in terms for letter in _units(term)} - known
    if not units or verdict.shape_conflict is not None:
        return verdict
    equal = asked.relation.kind in _EQUALITIES
    plain = equal and _NORM.search(written) is None
    if verdict.answer is Answer.HOLDS and plain and all(_is_analytic(t, units) for t in terms):
        return verdict
    detail = f"{min(units)} {IMAGINARY}"
    return Verdict.missing_context(detail)


def _units(term: Term) -> Iterator[str]:
    """Letters that may be the imaginary unit, where they are no indices."""
    todo: list[tuple[Term, bool, frozenset[object]]] = [(term, False, frozenset())]
    while todo:
        current, in_exponent, bound = todo.pop()
        match current:
            case Symbol(name, shape) if shape.is_scalar and current not in bound:
                if name == UNIT or (name == _ENGINEERS and in_exponent):
                    yield name
            case Symbol() | Indexed():
                pass
            case _:
                inside = in_exponent or (isinstance(current, Function) and current.name == "exp")
                within = bound | frozenset(bound_variables(current))
                todo.extend((child, inside, within) for child in children(current))


def _is_analytic(term: Term, units: set[str]) -> bool:
    """Whether letters stand below sums, products and entire functions only."""
    names = {symbol.name for symbol in free_symbols(term)}
    if not names & units or isinstance(term, Symbol | Indexed):
        return True
    match term:
        case Power(exponent=Rational(denominator=1)):
            pass
        case Function(name) if name in _ANALYTIC:
            pass
        case Power() | Function() | Opaque() | Covariance():
            return False
        case _:
            pass
    return all(_is_analytic(child, units) for child in children(term))
