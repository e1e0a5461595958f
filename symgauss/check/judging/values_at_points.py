r"""Functions and derivatives at points: what is not known of them, although a value is.

``f(c) = 3`` says nothing of the derivative at c, and a name that is defined by x is no constant
where x gets a value.
"""

from __future__ import annotations

from collections.abc import Iterable

from symgauss.check.inference.atoms import shown_name
from symgauss.check.judging.doubts import DEPENDS
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.unsaid_dependence import DERIVATIVES
from symgauss.check.meaning.values import Value, Values
from symgauss.kernel.terms import Indexed, Opaque, Symbol, Term
from symgauss.kernel.traversal import free_symbols, subterms


def at_a_point(question: Question, known: Iterable[Value]) -> str:
    """Why a function that is known at one point has no derivative there: ``f(c) = 3``."""
    values = {value.key: value.term for value in known if isinstance(value.key, Opaque)}
    if not values:
        return ""
    for side in (question.lhs, question.rhs):
        for part in subterms(side):
            if not isinstance(part, DERIVATIVES):
                continue
            for inner in subterms(part.body):
                if not isinstance(inner, Opaque) or part.variable not in inner.arguments:
                    continue
                if inner in values and part.variable not in free_symbols(values[inner]):
                    return f"{DEPENDS} {shown_name(inner.name)} depends on {part.variable.name}"
    return ""


def beside_a_step(question: Question, values: Values) -> str:
    r"""Why a value at a point is not known: ``\left. x y \right|_{x=1}`` with ``y = x^2``."""
    names = free_symbols(question.lhs) | free_symbols(question.rhs)
    letters = {values.steps[name] for name in names if name in values.steps}
    if not letters:
        return ""
    todo, seen = [*_keys(question.lhs), *_keys(question.rhs)], set[Term]()
    while todo:
        key = todo.pop()
        if key in seen or key in values.steps:
            continue
        seen.add(key)
        own = set(key.arguments) if isinstance(key, Opaque) else set()
        for value in values.of(key):
            formal = value.key.arguments if isinstance(value.key, Opaque) else ()
            inside = free_symbols(value.term).difference(own, formal)
            if found := sorted(letters & {each.name for each in inside}):
                return f"{DEPENDS} {shown_name(key.name)} depends on {found[0]}"
            todo += _keys(value.term)
    return ""


def _keys(term: Term) -> list[Symbol | Indexed | Opaque]:
    return [part for part in subterms(term) if isinstance(part, Symbol | Indexed | Opaque)]
