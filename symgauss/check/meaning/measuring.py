r"""Densities and quantities of information of laws that nobody states, as the kernel knows them.

The reader makes functions of what no model states: ``p(x | y)``, ``h(X)``, ``KL[P \| Q]``.  Where
a step does not hold for arbitrary functions, it may hold because ``p`` is a density: it has mass
one, marginals and conditionals.  The kernel judges that for a generic law, so what it accepts holds
for every law; what it does not accept is not refuted by this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from symgauss.check.manners.densities import density_of
from symgauss.check.manners.expectations import COVARIANCE, is_expectation, parts_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Covariance,
    CrossEntropy,
    Density,
    Entropy,
    Expectation,
    Indexed,
    Integral,
    KullbackLeibler,
    Law,
    MutualInformation,
    Named,
    Opaque,
    Product,
    Rational,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import free_symbols, rebuild, subterms
from symgauss.latex.elaborate import COUNTING

_OF_VARIABLES = re.compile(r"f_(?P<names>[A-Z]\w*(,[A-Z]\w*)*)")
_ANY = "p"  #: the letter of a law that has none of its own

Meanings = Mapping[str, Term]
"""What an opaque name would mean under generic laws, by that name."""


def as_measures(terms: tuple[Term, ...], meanings: Meanings) -> Callable[[Term], Term] | None:
    """How to rewrite the terms of a step; ``None`` if there is nothing to rewrite."""
    densities = [found for term in terms for found in map(_density, subterms(term)) if found]
    atoms = {p.name for t in terms for p in subterms(t) if isinstance(p, Opaque)}
    if any(a.startswith("|h") for a in atoms) and any(a.startswith("|H") for a in atoms):
        return None  # differential entropy and that of a discrete variable
    named = any(isinstance(p, Opaque) and p.name in meanings for t in terms for p in subterms(t))
    if not densities and not named:
        return None
    mixed = frozenset(
        part.law.name
        for term in terms
        for part in subterms(term)
        if isinstance(part, Expectation) and isinstance(part.law, Named)
        if any(map(_density, subterms(part.body)))
    )
    return _Rewriting(densities, meanings, mixed, counts=_only_counts(terms)).term


def _only_counts(terms: tuple[Term, ...]) -> bool:
    """Whether every integral is a sum over values: then a density is one for counting."""
    integrals = [p for term in terms for p in subterms(term) if isinstance(p, Integral)]
    return all(
        isinstance(each.body, Product) and _is_counting(each.body.factors[0]) for each in integrals
    )


def _is_counting(term: Term) -> bool:
    return isinstance(term, Opaque) and term.name == COUNTING


def _density(term: Term) -> Named | None:
    """The law of an opaque density at its own variables."""
    if not isinstance(term, Opaque):
        return None
    symbols = [argument for argument in term.arguments if isinstance(argument, Symbol)]
    if len(symbols) < len(term.arguments) or len(set(symbols)) < len(symbols):
        return None
    density = density_of(term)
    if density is not None:
        bar = len(density.variables)
        return Named(density.letter, tuple(symbols[:bar]), tuple(symbols[bar:]))
    match = _OF_VARIABLES.fullmatch(term.name)
    if match is None or term.shape != SCALAR:
        return None
    names = [name.lower() for name in match["names"].split(",")]
    return Named("f", tuple(symbols)) if names == [s.name for s in symbols] else None


def conditions(term: Term) -> tuple[Variable, ...]:
    r"""What a divergence depends on: the x of ``KL[q(z | x) \| p(z)]``.

    An entropy and an information are averages over what is given.
    """
    match term:
        case KullbackLeibler(Named() as first, Named() as second) | CrossEntropy(
            Named() as first, Named() as second
        ):
            given = dict.fromkeys((*first.given, *second.given))
            return tuple(each for each in given if each not in first.variables)
        case _:
            return ()


class _Rewriting:
    """Rewrites the terms of one step."""

    def __init__(
        self, densities: list[Named], meanings: Meanings, mixed: frozenset[str], *, counts: bool
    ) -> None:
        self.meanings = meanings
        self.mixed = mixed  #: letters of laws under which means of unknown densities are taken
        self.variables: dict[str, tuple[Variable, ...]] = {}  #: by the letter of a density
        for law in densities:
            if not law.given and len(law.variables) > len(self.variables.get(law.name, ())):
                self.variables[law.name] = law.variables
        every = [v for law in densities for v in (*law.variables, *law.given)]
        self.twins = {v.name.upper(): v for v in every if isinstance(v, Symbol)}
        letters = {law.name for law in densities}
        self.counts = counts
        self.letter = letters.pop() if len(letters) == 1 else _ANY

    def term(self, term: Term) -> Term:
        """The term with densities and quantities of information that the kernel knows."""
        law = _density(term)
        if law is not None:
            return Density(law)
        if self.counts and _is_counting(term):
            return Rational(1)
        if isinstance(term, Opaque) and term.name in self.meanings:
            return self.term(self._named(self.meanings[term.name]))
        term = self._under_any_law(term)
        term = rebuild(term, self.term)
        if isinstance(term, Opaque) and is_expectation(term):
            return self._moment(term)
        return term

    def _under_any_law(self, term: Term) -> Term:
        """The term with a law of any kind for one that is stated and goes with others that are not.

        No moment of the stated law says what such a mean is; what holds for every law holds for it.
        """

        def any_of(law: Law) -> Law:
            if isinstance(law, Named) and law.name in self.mixed:
                return replace(law, name=f"any {law.name}")
            return law

        match term:
            case Density(law) if law.name in self.mixed:
                return Density(replace(law, name=f"any {law.name}"))
            case Expectation(body, law):
                return Expectation(body, any_of(law))
            case KullbackLeibler(first, second):
                return KullbackLeibler(any_of(first), any_of(second))
            case _:
                return term

    def _named(self, term: Term) -> Term:
        """A meaning with the letters and variables of this step."""
        match term:
            case Entropy(Named() as law):
                return Entropy(self._law(law))
            case MutualInformation(name, left, right, given):
                whole = self._law(Named(name, left + right, given))
                count = len(left)
                left, right = whole.variables[:count], whole.variables[count:]
                return MutualInformation(whole.name, left, right, whole.given)
            case KullbackLeibler(Named() as first, Named() as second):
                return KullbackLeibler(*self._pair(first, second))
            case CrossEntropy(Named() as first, Named() as second):
                return CrossEntropy(*self._pair(first, second))
            case Expectation(body, Named() as law):
                return Expectation(body, Named(self.letter, law.variables, law.given))
            case Covariance(left_side, right_side, Named() as law):
                law = Named(self.letter, law.variables, law.given)
                return Covariance(left_side, right_side, law)
            case _:
                return term

    def _law(self, law: Named) -> Named:
        def renamed(variables: tuple[Variable, ...]) -> tuple[Variable, ...]:
            return tuple(self.twins.get(variable.name, variable) for variable in variables)

        name = self.letter if law.name == _ANY else law.name
        return Named(name, renamed(law.variables), renamed(law.given))

    def _pair(self, first: Named, second: Named) -> tuple[Named, Named]:
        """Two laws of the same variables; those of a density where none are written."""
        known = (*self.variables.get(first.name, ()), Symbol("x", SCALAR))
        variables = first.variables or self.variables.get(first.name) or known[:1]
        return Named(first.name, variables, first.given), Named(
            second.name, second.variables or variables, second.given
        )

    def _moment(self, term: Opaque) -> Term:
        """A mean or covariance under an unknown law, of what occurs freely."""
        kind, text, random = parts_of(term)
        letter = text.partition("(")[0] or self.letter
        found = dict.fromkeys(
            variable
            for argument in (term.arguments if kind == COVARIANCE else term.arguments[:1])
            for variable in sorted(_free(argument), key=str)
            if variable.name in random
        )
        if not found:
            return term.arguments[0] if kind != COVARIANCE else term
        given = () if kind == COVARIANCE else term.arguments[1:]
        conditions = tuple(each for each in given if isinstance(each, Symbol | Indexed))
        if len(conditions) < len(given):
            return term  # a condition that is no variable
        law = Named(letter, tuple(v for v in found if v not in conditions), conditions)
        if not law.variables:
            return term.arguments[0]
        if kind == COVARIANCE:
            left, right = term.arguments
            return Covariance(left, right, law)
        return Expectation(term.arguments[0], law)


def _free(term: Term) -> frozenset[Variable]:
    """Names that occur free; an expectation under a named law binds its variables."""
    return frozenset(_walk(term))


def _walk(term: Term) -> Iterator[Variable]:
    match term:
        case Expectation(body, Named() as law):
            yield from (_free(body) - set(law.variables)) | set(law.given)
        case Covariance(left, right, Named() as law):
            yield from ((_free(left) | _free(right)) - set(law.variables)) | set(law.given)
        case Integral(body, variable):
            yield from _free(body) - {variable}
        case KullbackLeibler() | CrossEntropy():
            yield from conditions(term)
        case Entropy() | MutualInformation():
            return
        case _:
            inner = [part for part in subterms(term) if part is not term]
            if not any(isinstance(part, Expectation | Covariance) for part in inner):
                yield from free_symbols(term)
                return
            yield from _below(term)


def _below(term: Term) -> Iterator[Variable]:
    found: list[Variable] = []

    def collect(child: Term) -> Term:
        found.extend(_walk(child))
        return child

    rebuild(term, collect)
    yield from found
