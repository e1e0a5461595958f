r"""Names in integrals that depend on what is integrated over, although they have no value.

With "the noise schedule $\beta(t)$", or ``\dot m = -a m``, the ``\beta`` of ``\int_0^t \beta ds``
is an unknown function of s, which only that integral has in it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symgauss.check.manners.densities import density_of
from symgauss.check.manners.subscripts import subscripted
from symgauss.check.meaning.asking import Question
from symgauss.kernel.terms import Indexed, Integral, NormalDensity, Opaque, Symbol, Term
from symgauss.kernel.traversal import free_symbols, rebuild, subterms

Depends = Callable[[str, str], bool]


def only_points(term: Term) -> frozenset[Symbol | Indexed]:
    """Names at which densities are taken, and that stand nowhere else: what was observed."""
    points: set[Symbol | Indexed] = set()
    beside: set[Symbol | Indexed] = set()

    def look(part: Term) -> Term:
        if isinstance(part, NormalDensity) and isinstance(part.point, Symbol | Indexed):
            points.add(part.point)
            look(part.mean)
            look(part.covariance)
            return part
        if isinstance(part, Symbol | Indexed):
            beside.add(part)
            return part
        density = density_of(part) if isinstance(part, Opaque) else None
        if density is None:
            return rebuild(part, look)
        names = (*density.variables, *density.given)
        points.update(name for name in names if isinstance(name, Symbol | Indexed))
        return part

    look(term)
    return frozenset(points - beside)


def moving_in_integrals(question: Question, depends: Depends) -> tuple[Question, str] | None:
    """The question with unknown functions, and one of their names; ``None`` if nothing moves."""
    sides = (question.lhs, question.rhs)
    found: set[str] = set()
    for part in (part for side in sides for part in subterms(side)):
        if isinstance(part, Integral):
            found |= {name.name for name in _moving(part, depends)}
    if not found:
        return None

    def put(term: Term) -> Term:
        term = rebuild(term, put)
        if not isinstance(term, Integral):
            return term
        names = _moving(term, depends)

        def at(inner: Term) -> Term:
            if isinstance(inner, Symbol | Indexed) and inner in names:
                return Opaque(
                    f"{inner.name} along {term.variable.name}", (term.variable,), inner.shape
                )
            return rebuild(inner, at)

        return replace(term, body=at(term.body)) if names else term

    return replace(question, lhs=put(question.lhs), rhs=put(question.rhs)), min(found)


def _moving(part: Integral, depends: Depends) -> frozenset[Symbol | Indexed]:
    """The names in an integral that move with its variable, or with a limit of it."""
    bounds = [bound for bound in (part.lower, part.upper) if isinstance(bound, Symbol)]
    below = subscripted(part.body, part.variable.name)
    by = [part.variable.name, *(bound.name for bound in bounds)]
    return frozenset(
        name
        for name in free_symbols(part.body) - {part.variable, *bounds} - only_points(part.body)
        if isinstance(name, Symbol | Indexed)
        and (name.name in below or any(depends(name.name, each) for each in by))
    )
