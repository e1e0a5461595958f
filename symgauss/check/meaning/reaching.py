"""Which of the values that a document states a step reaches."""

from __future__ import annotations

from collections.abc import Iterable

from symgauss.check.manners.densities import DENSITY
from symgauss.check.manners.keys import Key, is_intrinsic, key_of
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.averaged import is_averaged
from symgauss.check.meaning.hidden import is_noisy
from symgauss.check.meaning.unsaid_dependence import DERIVATIVES
from symgauss.check.meaning.values import Value
from symgauss.kernel.terms import Density, Indexed, Named, NormalDensity, Opaque, Symbol, Term
from symgauss.kernel.traversal import subterms


def family_of(key: Key) -> Key:
    """The same for all members of a family."""
    return f"{key.name}_{len(key.indices)}" if isinstance(key, Indexed) else key


def reached(terms: tuple[Term, ...], values: Iterable[Value]) -> tuple[Value, ...]:
    """The values of what occurs in some terms, or in the values of what occurs in them."""
    values = tuple(values)
    found: set[int] = set()
    todo = list(terms)
    while todo:
        families = {
            family_of(k) for part in subterms(todo.pop()) if (k := key_of(part)) is not None
        }
        for value in values:
            if id(value) not in found and family_of(value.key) in families:
                found.add(id(value))
                todo.append(value.term)
    return tuple(value for value in values if id(value) in found)


def without_namesakes(question: Question, found: tuple[Value, ...]) -> tuple[Value, ...]:
    """The values without what other statements say of the left side itself.

    A later one does not refute an earlier one; of a mean, none refutes another.
    """
    free = is_intrinsic(question.lhs)
    kept = [
        v for v in found if v.key != question.lhs or (not free and v.position <= question.position)
    ]
    return found if len(kept) == len(found) else reached((question.lhs, question.rhs), kept)


def telling(question: Question, found: Iterable[Value]) -> tuple[Value, ...]:
    """The values without those that say nothing: ``K = K(X, X)`` of a function without a value.

    What is known of the name, such as that it is a covariance, is lost with the other one.
    """
    values = tuple(found)
    terms = (question.lhs, question.rhs, *(value.term for value in values))
    named = [part.name for term in terms for part in subterms(term) if isinstance(part, Opaque)]
    known = {value.key.name for value in values if isinstance(value.key, Opaque)}
    return tuple(
        value
        for value in values
        if not isinstance(value.term, Opaque)
        or not isinstance(value.key, Symbol)
        or is_intrinsic(value.term)
        or DENSITY in value.term.name
        or value.term.name in known
        or named.count(value.term.name) > 1
    )


def without_points(
    question: Question, values: tuple[Value, ...], random: frozenset[str]
) -> tuple[Value, ...]:
    """The values without what random variables are made of at which densities are taken.

    The x of ``p(x | z)`` is any point there, also where ``x = W z + e``.  Below averages and
    derivatives, what it is made of may count.
    """
    sides = (question.lhs, question.rhs)
    parts = [part for side in sides for part in subterms(side)]
    if any(isinstance(part, DERIVATIVES) for part in parts) or any(map(is_averaged, sides)):
        return values
    named = [part.law for part in parts if isinstance(part, Density)]
    points: set[Term] = {v for law in named if isinstance(law, Named) for v in law.variables}
    points |= {v for law in named if isinstance(law, Named) for v in law.given}
    points |= {part.point for part in parts if isinstance(part, NormalDensity) and named}
    kept = [v for v in values if v.key not in points or not is_noisy(v.term, random)]
    return values if len(kept) == len(values) else reached(sides, kept)
