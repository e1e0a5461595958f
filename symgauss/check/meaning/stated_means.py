r"""Means and divergences under normal laws that a document writes as densities of members.

``q(x_t | x_{t-1}) = N(x_t; a x_{t-1}, b I)`` is a value of the density of a family, which makes no
model.  ``E_{q(x_t | x_{t-1})}[x_t]`` and the divergence of two such laws follow from it, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from symgauss.check.manners.densities import OpaqueDensity, density_of
from symgauss.check.manners.expectations import MEAN, is_expectation, parts_of
from symgauss.check.manners.keys import Key
from symgauss.check.manners.stretches import member_name, place_of
from symgauss.check.meaning.measuring import Meanings
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Expectation,
    Indexed,
    KullbackLeibler,
    Named,
    Normal,
    NormalDensity,
    Opaque,
    Rational,
    Sum,
    Symbol,
    Term,
    Variable,
    negative,
)
from symgauss.kernel.traversal import children, rebuild, substitute, subterms

_DRAWN = "any "  #: before the name of a variable of a law


def densities_meant(term: Term, meanings: Meanings) -> tuple[Opaque | Symbol, ...]:
    """The densities that a mean or divergence is taken under or of, as functions or letters."""
    if not isinstance(term, Opaque):
        return ()
    if is_expectation(term):
        found = _density_of_mean(term)
        return () if found is None else (found,)
    meaning = meanings.get(term.name)
    if isinstance(meaning, KullbackLeibler):
        laws = meaning.left, meaning.right
        return tuple(_density(law) for law in laws if isinstance(law, Named))
    return ()


def shifted(known: Key, wanted: Opaque) -> dict[Variable, Term] | None:
    """What the letter of ``q(x_t | x_{t-1})`` is in ``q(x_{t+1} | x_t)``; ``None`` if nothing."""
    if not isinstance(known, Opaque):
        return None
    first, other = known.arguments[0], wanted.arguments[0]
    if not isinstance(first, Indexed) or not isinstance(other, Indexed):
        return None
    match first.indices:
        case (Symbol() as letter,):
            back = Rational(0)
        case (Sum((Symbol() as letter, Rational() as back)),):
            pass
        case _:
            return None
    step: dict[Variable, Term] = {letter: Sum((other.indices[0], negative(back)))}
    moved = [substitute(argument, step) for argument in known.arguments]
    same = all(map(_is_same_member, moved, wanted.arguments))
    return step if same and known.name == wanted.name else None


def _is_same_member(left: Term, right: Term) -> bool:
    """Whether two members have the same place, such as ``t + 1 - 1`` and ``t``."""
    if not isinstance(left, Indexed) or not isinstance(right, Indexed):
        return left == right
    places = [[place_of(index) for index in each.indices] for each in (left, right)]
    return left.name == right.name and None not in places[0] and places[0] == places[1]


@dataclass(frozen=True, slots=True)
class NormalLaws:
    """The normal densities among the values of a step."""

    by_density: dict[Key, NormalDensity]
    meanings: Meanings

    @classmethod
    def of(cls, values: Iterable[tuple[Key, Term]], meanings: Meanings) -> NormalLaws:
        """Those of some names with their values."""
        found: dict[Key, NormalDensity] = {}
        for key, term in values:
            if not isinstance(term, NormalDensity):
                continue
            if isinstance(key, Symbol) or _is_at_its_point(key, term):
                found[key] = term
        for key, term in list(found.items()):  # a divergence has the letters of its laws in small
            if isinstance(key, Symbol) and len(key.name) == 1:
                found.setdefault(replace(key, name=key.name.lower()), term)
        return cls(found, meanings)

    def term(self, term: Term) -> Term:
        """The term with means and divergences that the kernel knows."""
        if not self.by_density:
            return term
        term = rebuild(term, self.term)
        densities = densities_meant(term, self.meanings)
        laws = [self.by_density.get(each) for each in densities]
        if not isinstance(term, Opaque) or not laws:
            return term
        first, *others = laws
        if first is None or None in others:
            return term
        points = [d.arguments[0] if isinstance(d, Opaque) else first.point for d in densities]
        variable = points[0]
        if not isinstance(variable, Symbol | Indexed):
            return term
        if is_expectation(term):
            return self._mean(term, variable, first)
        second = others[0] if others else None
        if (
            second is None
            or points[1] != variable
            or shape_of(second.point) != shape_of(first.point)
        ):
            return term
        drawn = _drawn(variable)
        return KullbackLeibler(
            Normal(drawn, first.mean, first.covariance),
            Normal(drawn, second.mean, second.covariance),
        )

    @staticmethod
    def _mean(term: Opaque, variable: Variable, law: NormalDensity) -> Term:
        body, *given = term.arguments
        # any other name may be made of the variable, whether the document says so or not
        known = {variable, *given, *_values_in(law.mean), *_values_in(law.covariance)}
        if not _values_in(body) <= known:
            return term
        drawn = _drawn(variable)
        try:
            moved = substitute(body, {variable: drawn})
        except ValueError:
            return term
        return Expectation(moved, Normal(drawn, law.mean, law.covariance))


def _is_at_its_point(key: Key, law: NormalDensity) -> bool:
    """Whether a density of one variable is stated at that variable."""
    density = None if isinstance(key, str) else density_of(key)
    if density is None or len(density.variables) != 1:
        return False
    return _is_same_member(density.variables[0], law.point)


def _drawn(variable: Variable) -> Symbol:
    return Symbol(f"{_DRAWN}{member_name(variable)}", variable.shape)


def _values_in(term: Term) -> set[Variable]:
    """Names whose values count, without letters that only number the members of a family."""
    if isinstance(term, Symbol | Indexed):
        return {term}
    return set().union(*map(_values_in, children(term)))


def _density(law: Named) -> Opaque | Symbol:
    if not law.variables:
        return Symbol(law.name, SCALAR)
    return OpaqueDensity(law.name, law.variables, law.given).term


def _density_of_mean(term: Opaque) -> Opaque | None:
    """``q(x_t | x_{t-1})`` of a mean under that law."""
    kind, law, _ = parts_of(term)
    letter, _, rest = law.partition("(")
    name, _, _ = rest.partition("|")
    if kind != MEAN or not letter or not name or "," in name:
        return None
    for part in subterms(term.arguments[0]):
        if isinstance(part, Symbol | Indexed) and member_name(part) == name:
            return OpaqueDensity(letter, (part,), term.arguments[1:]).term
    return None
