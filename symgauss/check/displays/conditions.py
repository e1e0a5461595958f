"""Relations that restrict a name: ``t >= 1``, ``i != j``.  They say where a statement counts."""

from __future__ import annotations

import re

from symgauss.check.displays.parts import Side, Statement
from symgauss.check.displays.sentences import DISPLAY, FORMULA, Sentences
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.terms import (
    Derivative,
    Dimension,
    Gradient,
    Indexed,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Zero,
    is_zero,
)
from symgauss.kernel.traversal import subterms
from symgauss.latex.tree import Letter, Listing, Scripted

UNEQUAL = frozenset({"\\neq", "\\ne"})
_ORDERS = frozenset(
    {
        RelationKind.LESS.value,
        RelationKind.LESS_EQUAL.value,
        RelationKind.GREATER.value,
        RelationKind.GREATER_EQUAL.value,
    }
)


def is_condition(left: Side, sign: str, right: Side) -> bool:
    """Whether a relation compares bare names with a number, a name or an index.

    Nothing is claimed by it that could be derived: ``x^2 >= 0`` is a claim, ``x, y >= 0`` is none.
    """
    if sign not in _ORDERS | UNEQUAL:
        return False
    if left.term is None or right.term is None:
        return _is_list_of_names(left) and _is_bound(right.term)
    named = [isinstance(side.term, Symbol | Indexed) for side in (left, right)]
    return any(named) and _is_simple(left.term) and _is_simple(right.term)


def _is_list_of_names(side: Side) -> bool:
    items = side.node.items if isinstance(side.node, Listing) else ()
    return bool(items) and all(isinstance(item, Letter | Scripted) for item in items)


def _is_bound(term: Term | None) -> bool:
    return term is not None and _is_simple(term)


_SOUGHT = re.compile(
    r"\b(sett?(ing|s)?|zero|vanish\w*|equat(e|ing)|solv\w+|optim\w+|minimi[sz]\w+|maximi[sz]\w+"
    r"|maximum|minimum|stationar\w+|extrem\w+|first[- ]order conditions?"
    r"|(?:score|normal|likelihood|estimating) equations?)\b",
    re.IGNORECASE,
)
#: What the text makes of such an equation: "which gives (display)", "Solving for $w$".
_SOLVED = re.compile(
    r"[ ,]*(?:(?:and|so|hence|thus|from)\b[ ,]*)*(?:(?:whose|the) (?:solutions?|roots?)\b"
    r"|(?:we )?solv(?:e|es|ing)\b|which (?:we solve|is solved|has the solution)\b"
    r"|(?:which )?(?:gives|yields|giving|yielding)(?: us)?:? *"
    rf"(?:the solution|[{FORMULA}{DISPLAY}]))",
    re.IGNORECASE,
)


def is_stationarity(statement: Statement, index: int, sentences: Sentences) -> bool:
    """Whether a derivative that was worked out is set to zero, as the words of its sentence say.

    The last relation of ``dL/dx = 2 x - 2 a = 0`` claims nothing: it is to be solved for x.
    """
    right = statement.sides[index + 1].term
    zero = right is not None and is_zero(right)
    if index == 0 or index + 1 != len(statement.signs) or not zero or statement.region is None:
        return False
    before, behind = sentences.before(statement.region), sentences.next(statement.region)
    if not (_SOUGHT.search(before) or _SOLVED.match(behind)):
        return False
    first = statement.sides[0].term
    kinds = (Derivative, Gradient)
    return first is not None and any(isinstance(part, kinds) for part in subterms(first))


def _is_simple(term: Term) -> bool:
    match term:
        case Symbol() | Indexed() | Rational() | Dimension() | Zero():
            return True
        case Sum(terms):
            return all(_is_simple(part) for part in terms)
        case Product((Rational(), inner)):
            return _is_simple(inner)
        case Product((first, Power(second, Rational(-1, 1)))):
            return _is_simple(first) and isinstance(second, Rational)
        case Power(inner, Rational(-1, 1)):
            return isinstance(inner, Rational)
        case _:
            return False
