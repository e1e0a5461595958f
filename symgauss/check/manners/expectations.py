r"""Expectations under laws that nobody states, by drawing the law.

``E[f(X)]`` under an unknown law is ``sum_k w_k f(x_k)`` with free weights and free points.  An
identity between expressions of degree d in the law that holds for all laws on d points holds for
all laws, because its polarisation is a sum over d points; four points are drawn.  Variables that
are said to be independent get a product of laws instead, and the other ones any law given those.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    MINUS_ONE,
    Covariance,
    Expectation,
    Indexed,
    Integral,
    Named,
    Opaque,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
    difference,
)
from symgauss.kernel.traversal import names_in, rebuild, subterms

MEAN, COVARIANCE = "E", "Cov"
_SEPARATOR = "\x1f"
POINTS = 4  #: of a law that is drawn
POINTS_EACH = 3  #: of each factor of a product of laws


def unknown_mean(law: str, random: frozenset[str]) -> str:
    """The name of the opaque function that is the mean under a law of some names."""
    return _SEPARATOR.join((MEAN, law, ",".join(sorted(random))))


def key_of_law(letter: str, names: Iterable[str], given: int) -> str:
    """How a law of some names, given so many values, is written in the name of a mean."""
    return f"{letter}({','.join(sorted(names))}|{given})"


def unknown_covariance(law: str, random: frozenset[str]) -> str:
    """As :func:`unknown_mean`, of two arguments."""
    return _SEPARATOR.join((COVARIANCE, law, ",".join(sorted(random))))


def parts_of(term: Opaque) -> tuple[str, str, frozenset[str]]:
    """Kind, law as written and random names of a mean or covariance under an unknown law."""
    kind, law, names = term.name.split(_SEPARATOR)
    return kind, law, frozenset(names.split(","))


def with_random(term: Opaque, names: Iterable[str]) -> Opaque:
    """The same mean or covariance with more random names."""
    kind, law, random = parts_of(term)
    return replace(term, name=_SEPARATOR.join((kind, law, ",".join(sorted({*random, *names})))))


def is_expectation(term: Term) -> bool:
    """Whether the term is a mean or covariance under an unknown law."""
    return isinstance(term, Opaque) and _SEPARATOR in term.name


def averaged_bodies(term: Term) -> tuple[Term, ...]:
    """What a term is the mean or the covariance of, under any law; empty if it is neither."""
    match term:
        case Expectation(body):
            return (body,)
        case Covariance(left, right):
            return (left, right)
        case Opaque(_, arguments) if is_expectation(term):
            return arguments
        case _:
            return ()


def readable(term: Term) -> Term:
    """The term with means and covariances under unknown laws as people write them."""
    term = rebuild(term, readable)
    if not isinstance(term, Opaque) or not is_expectation(term):
        return term
    kind, written, random = parts_of(term)
    if written:
        return term  # the author's own words are better
    variables = tuple(
        dict.fromkeys(p for p in subterms(term) if isinstance(p, Symbol) and p.name in random)
    )
    law = Named("p", variables)
    if kind == MEAN:
        return Expectation(term.arguments[0], law)
    return Covariance(term.arguments[0], term.arguments[1], law)


def has_expectation(term: Term) -> bool:
    """Whether one occurs."""
    return any(is_expectation(part) or is_measure(part) for part in subterms(term))


def random_names(*terms: Term) -> frozenset[str]:
    """Names that are random in the expectations of some terms."""
    found: set[str] = set()
    for term in terms:
        for part in subterms(term):
            if isinstance(part, Opaque) and is_expectation(part):
                found |= parts_of(part)[2]
    return frozenset(found)


def drawn(term: Term, independent: frozenset[str] = frozenset()) -> Term:
    """The term with every expectation as a sum over the points of a drawn law."""
    term = rebuild(term, lambda child: drawn(child, independent))
    measure = _measure(term)
    if measure is not None:
        return measure
    if not isinstance(term, Opaque) or not is_expectation(term):
        return term
    kind, law, random = parts_of(term)
    given = term.arguments[1:] if kind == MEAN else ()

    def mean(body: Term) -> Term:
        return _mean(body, law, random, independent, given)

    if kind == MEAN:
        return mean(term.arguments[0])
    left, right = term.arguments
    centred = [difference(side, mean(side)) for side in (left, right)]
    scalar = left.shape.is_scalar if isinstance(left, Symbol | Indexed) else None
    if term.shape.is_scalar and scalar is not False:
        return mean(Product((centred[0], centred[1])))
    return mean(Product((centred[0], Transpose(centred[1]))))


def is_measure(term: Term) -> bool:
    """Whether the term is an integral against an unknown density."""
    return _measure(term) is not None


def _measure(term: Term) -> Term | None:
    r"""``\int f(x) h(x) \, \mathrm{d}x`` with an unknown ``f`` as a sum over free points.

    What holds for all weights and points holds for the integrands.
    """
    if not isinstance(term, Integral) or term.lower is not None or term.upper is not None:
        return None
    variable = term.variable
    factors = term.body.factors if isinstance(term.body, Product) else (term.body,)
    for place, factor in enumerate(factors):
        if isinstance(factor, Opaque) and factor.arguments == (variable,):
            rest = Product((*factors[:place], *factors[place + 1 :]))
            law = f"of {factor.name}"
            points = frozenset({variable.name})
            terms = [
                Product(
                    (
                        Symbol(f"weight {law} {k}", SCALAR),
                        _point(points, law, k).of(rest),
                    )
                )
                for k in range(POINTS)
            ]
            return Sum(tuple(terms))
    return None


def _mean(
    body: Term,
    law: str,
    random: frozenset[str],
    independent: frozenset[str],
    given: tuple[Term, ...] = (),
) -> Term:
    occurring = {
        p.name for p in subterms(body) if isinstance(p, Symbol | Indexed | Opaque)
    } & random
    alone = sorted(independent & random)
    if not occurring:
        return body
    if len(alone) < 2:
        terms = [
            Product((_weight(law, "", k, POINTS, given), _point(random, law, k).of(body)))
            for k in range(POINTS)
        ]
        return Sum(tuple(terms))
    together = random - independent
    rest = bool(together & occurring)
    needed = alone if rest else [name for name in alone if name in occurring]
    terms = []
    for choice in product(range(POINTS_EACH), repeat=len(needed) + rest):
        factors: list[Term] = []
        moved = body
        for name, k in zip(needed, choice, strict=False):
            factors.append(_weight(law, name, k, POINTS_EACH, given))
            moved = _point(frozenset({name}), law, k).of(moved)
        if rest:
            others = " ".join(map(str, choice[:-1]))  # the rest may depend on them in any way
            factors.append(_weight(law, others, choice[-1], POINTS_EACH, given))
            moved = _point(together, f"{law} {others}", choice[-1]).of(moved)
        terms.append(Product((*factors, moved)))
    return Sum(tuple(terms))


def _weight(law: str, name: str, k: int, points: int, given: tuple[Term, ...]) -> Term:
    """The weight of a point, which may depend on what is given; they add up to one."""
    names = [f"weight {law} {name} {j}" for j in range(points - 1)]
    free: list[Term] = [Symbol(each, SCALAR) for each in names]
    if given:
        free = [Opaque(each, given, SCALAR) for each in names]
    if k < points - 1:
        return free[k]
    return Sum((Rational(1), *(Product((MINUS_ONE, weight)) for weight in free)))


@dataclass(frozen=True, slots=True)
class _Point:
    """A point of a law: random names are called otherwise there."""

    random: frozenset[str]
    place: str

    def of(self, body: Term) -> Term:
        """A body at the point."""
        if self.random.isdisjoint(names_in(body)):
            return body
        body = rebuild(body, self.of)
        if not isinstance(body, Symbol | Indexed | Opaque) or body.name not in self.random:
            return body
        name = f"{body.name} {self.place}"
        if isinstance(body, Symbol):
            return Symbol(name, body.shape)
        if isinstance(body, Indexed):
            return Indexed(name, body.indices, body.shape)
        return Opaque(name, body.arguments, body.shape)  # a function such as a path ``W(t)``


def _point(random: frozenset[str], law: str, k: int) -> _Point:
    return _Point(random, f"{law} {k}")
