"""Why an average under a stated law may be meant otherwise: another law, a mean of zero."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from symgauss.check.checked import Asked
from symgauss.check.laws.generative import generative
from symgauss.check.laws.placed import PlacedLaw, closed, parameters
from symgauss.check.manners.expectations import averaged_bodies, has_expectation
from symgauss.check.meaning.constants import is_noise, may_vary
from symgauss.kernel.names import AVERAGES
from symgauss.kernel.terms import (
    Covariance,
    Density,
    Expectation,
    Function,
    Indexed,
    Integral,
    MutualInformation,
    Named,
    Opaque,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.kernel.unstated import named_laws

VARIABLES = frozenset("uvwxyz")  #: letters of random variables
_RESTRICTED = re.compile(
    r"\bcent(?:e?red|ering|ring)\b|\bzero[- ](?:\w+[- ])?mean|\bmeans? (?:is |of |are |equal to )?"
    r"(?:zero|0)\b|\bstandard (?:\w+ )?(?:normal|gaussian)"
    r"|\bwithout (?:any )?loss of generality|\bw\.?l\.?o\.?g\b"
    r"|\bunder \$?H_|\bunit variance|\bvariance (?:is |of )?(?:one|1)\b|\bstandardi[sz]|\bwhiten",
    re.IGNORECASE,
)


def is_restricted(text: str) -> bool:
    """Whether a document speaks of variables that are centred or standardised."""
    return _RESTRICTED.search(text) is not None


def has_average(term: Term) -> bool:
    """Whether an average under a law occurs."""
    return any(isinstance(part, AVERAGES) for part in subterms(term))


def is_averaged(term: Term) -> bool:
    """Whether an average occurs, under a law or an unknown one."""
    return has_average(term) or has_expectation(term)


def has_binder(term: Term) -> bool:
    """Whether a term integrates or averages, so that a name may be bound that has a value."""
    kinds = (Integral, Expectation, Covariance)
    return has_expectation(term) or any(isinstance(part, kinds) for part in subterms(term))


def has_plain_average(term: Term) -> bool:
    """Whether a mean or a covariance occurs: those are often written without their law."""
    return any(isinstance(part, Expectation | Covariance) for part in subterms(term))


def averaged_members(term: Term) -> Iterator[str]:
    """The families of which members are averaged in polynomials: those of moments."""
    for part in subterms(term):
        for body in averaged_bodies(part):
            if not any(isinstance(p, Function | Opaque | Density) for p in subterms(body)):
                yield from (s.name for s in free_symbols(body) if isinstance(s, Indexed))


def unrelated(asked: Asked) -> str:
    """What an average conditions on or is taken with, and what no law relates to its variables."""
    laws = asked.context.distributions
    known = {(d.density, v.name) for d in laws for v in (d.variable, *d.given)}
    for part in (p for side in (asked.lhs, asked.rhs) for p in subterms(side)):
        if not isinstance(part, (*AVERAGES, Density)):
            continue
        for law in _laws(part):
            if not any((law.name, v.name) in known for v in law.variables):
                continue  # a law that nobody states: what holds for every one holds
            parameters = _parameters(law, asked) if isinstance(part, Density) else frozenset()
            for given in law.given:
                if not isinstance(given, Symbol | Indexed):
                    return "nothing says how what is given is related to what is averaged"
                if given in parameters or " " in given.name:
                    continue  # it is stated, or a point at which the law was drawn
                if (law.name, given.name) not in known and not _is_made(given, law.name, asked):
                    return f"nothing says how {given.name} is related to what is averaged"
            for side in (part.left, part.right) if isinstance(part, Covariance) else ():
                random = {v.name for v in (*law.variables, *law.given)}
                if isinstance(side, Symbol) and side.name not in random and _may_vary(side):
                    return f"nothing says whether {side.name} is a constant"
    return ""


def _parameters(law: Named, asked: Asked) -> frozenset[Variable]:
    """The names in the laws of some variables: a density given them is the one as stated."""
    laws = [d for d in asked.context.distributions if d.density == law.name]
    own = [d for d in laws if d.variable in law.variables]
    return frozenset().union(*map(parameters, own))


def _is_made(given: Variable, density: str, asked: Asked) -> bool:
    """Whether what is given is made of variables with a law, noise or said to be independent."""
    context = asked.context
    values = [d.value for d in context.definitions if d.name == given]
    if len(values) != 1:
        return False
    # a matrix is a map here, as the W of ``x = W z + e``
    inside = {symbol.name for symbol in free_symbols(values[0]) if symbol.shape.is_vector}
    drawn = {d.variable.name for d in context.distributions if d.density == density} & inside
    apart = drawn <= set(context.independent) or len([n for n in drawn if not is_noise(n)]) <= 1
    return bool(drawn) and apart and not any(map(may_vary, inside - drawn))


def _may_vary(symbol: Symbol) -> bool:
    return symbol.name.partition("_")[0].removesuffix("bold").lower() in VARIABLES


def other_meaning(asked: Asked, written: frozenset[str], usual: str, *, restricted: bool) -> str:
    """What else the averages of a step may mean, in words; empty if nothing is known.

    ``written`` are the letters of the step, ``usual`` is the letter of the density that is meant
    where an average names none.
    """
    parts = [p for side in (asked.lhs, asked.rhs) for p in subterms(side)]
    averages = [part for part in parts if isinstance(part, AVERAGES)]
    if not averages:
        return ""
    if restricted and any(_laws(part) for part in averages):
        return "the document speaks of a variable that is centred or standardised"
    letters: dict[str, set[str]] = {}
    for stated in asked.context.distributions:
        letters.setdefault(stated.variable.name, set()).add(stated.density)
    for law in (law for part in averages for law in _laws(part)):
        for variable in law.variables:
            others = letters.get(variable.name, set()) - {law.name}
            if others and law.name == usual and law.name not in written:
                return f"nothing says under which law of {variable.name} the average is taken"
    return ""


def _laws(term: Term) -> list[Named]:
    """The named laws of an average; an information is one about all of its variables."""
    if isinstance(term, MutualInformation):
        return [Named(term.name, (*term.left, *term.right, *term.given))]
    return named_laws(term)


@dataclass(frozen=True, slots=True)
class StatedLaws:
    """The laws that a document states, whichever of them count at a place."""

    given: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)  #: conditions
    independent: frozenset[str] = frozenset()
    #: what has one law that counts everywhere, and what that law is conditioned on
    modelled: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, laws: Iterable[PlacedLaw], independent: frozenset[str]) -> StatedLaws:
        """Those that stand somewhere."""
        laws = list(laws)
        found: dict[tuple[str, str], frozenset[str]] = {}
        for each in laws:
            names = frozenset(variable.name for variable in each.law.given)
            found[each.key] = found.get(each.key, frozenset()) | names
        modelled = {
            each.key: frozenset(variable.name for variable in each.law.given)
            for each in closed(generative(laws))
        }
        return cls(found, independent, modelled)

    def _has_joint(self, law: Named) -> bool:
        """Whether the model says what a law is: with all parents that are not given."""
        given = {variable.name for variable in law.given}
        todo, seen = [variable.name for variable in law.variables], set[str]()
        parents: set[str] = set()
        while todo:
            name = todo.pop()
            if (law.name, name) not in self.modelled:
                return False
            seen.add(name)
            parents |= self.modelled[law.name, name]
            todo += self.modelled[law.name, name] - given - seen
        return all((law.name, name) in self.modelled or name in parents for name in given)

    def settle(self, term: Term) -> bool:
        """Whether an average, an entropy or a divergence is one under joint laws that are known.

        So is a density, where the model of the document speaks of all its variables.
        """
        if isinstance(term, Density):
            return isinstance(term.law, Named) and self._has_joint(term.law)
        if not isinstance(term, AVERAGES):
            return False
        for law in _laws(term):
            conditions = {variable.name for variable in law.given}
            names = {variable.name for variable in law.variables} | conditions
            todo = sorted(names)
            while todo:
                key = law.name, todo.pop()
                if key not in self.given:
                    return False
                todo += self.given[key] - names
                names |= self.given[key]
            roots = {name for name in names if not self.given[law.name, name]}
            if not names or (len(roots) > 1 and not roots <= self.independent):
                return False
        return True
