r"""Moments of variables that are made of others: ``\mathrm{Cov}(y)`` where ``y = A x + b``.

What y is made of has a law that the document states, so that its moments follow, and what the
document says of them is judged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from symgauss.check.constants import all_constant, is_noise
from symgauss.check.expectations import (
    MEAN,
    is_expectation,
    parts_of,
    unknown_covariance,
    unknown_mean,
)
from symgauss.check.samples import Sample
from symgauss.check.values import Value, Values
from symgauss.kernel.context import Context
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import Shape
from symgauss.kernel.terms import Covariance, Expectation, Indexed, Named, Opaque, Symbol, Term
from symgauss.kernel.traversal import free_symbols, rebuild, subterms

MOST_VALUES = 6  #: that lead from one name to the variables with a law


@dataclass(frozen=True, slots=True)
class Moment:
    """A mean or covariance as written: of one or two terms."""

    is_mean: bool
    bodies: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """A side of a step with the moments of made variables as what they are."""

    term: Term
    using: tuple[Value, ...]
    known: frozenset[str]  #: names of what the laws and the values say


_CORRELATED = re.compile(r"\bcorrelat|\bdependen(t|ce)\b|\bnot independent\b", re.IGNORECASE)


class MadeMoments:
    """Replaces moments that nobody states by what they are under the laws of a document."""

    def __init__(
        self,
        moments: Mapping[str, Moment],
        values: Values,
        random: frozenset[str],
        independent: frozenset[str],
        *,
        samples: Sequence[Sample],
        text: str,
    ) -> None:
        self.moments = moments  #: by the names of the atoms that stand for them
        self.values = values
        self.random = random
        self.independent = independent
        self.samples = samples
        self.correlated = _CORRELATED.search(text) is not None  #: whether anything is said to be

    def derived(
        self, term: Term, place: int, context: Context, beside: frozenset[str], *, under: bool
    ) -> Derived | None:
        """The term with its moments; ``None`` where it has none, or one that does not follow.

        ``beside`` are the names on the other side of the step; ``under`` says whether an average
        names the variables that it is taken over.
        """
        atoms = {part: m for part in subterms(term) if (m := self._moment(part)) is not None}
        if not atoms:
            return None
        context = replace(
            context, distributions=(*context.distributions, *(each.law for each in self.samples))
        )
        using: dict[int, Value] = {}
        table: dict[Term, Term] = {}
        names: set[str] = set()
        for atom, moment in atoms.items():
            bodies = [self.spelled(body, place, context, using) for body in moment.bodies]
            known = [body for body in bodies if body is not None]
            drawn = parts_of(atom)[2] if isinstance(atom, Opaque) and is_expectation(atom) else ()
            made = {value.key.name for value in using.values() if isinstance(value.key, Symbol)}
            random = self.random | {d.variable.name for d in context.distributions} | made
            if len(known) != len(bodies):
                return None
            if under and not _is_over_all(atom, moment, known, random):
                return None
            if not all_constant(known, context, beside, frozenset(drawn)):
                return None
            unknown = self._under_unknown(atom, moment, known, context)
            if unknown is not None:
                table[atom] = unknown
                continue
            law = self._law(known, context)
            if law is None:
                return None
            laws = [d for d in context.distributions if d.variable in law.variables]
            said = (*known, *(term for d in laws for term in (d.mean, d.covariance)))
            names |= {symbol.name for part in said for symbol in free_symbols(part)}
            if moment.is_mean:
                table[atom] = Expectation(known[0], law)
            else:
                table[atom] = Covariance(known[0], known[-1], law)

        def put(part: Term) -> Term:
            if isinstance(part, Opaque | Expectation | Covariance) and part in table:
                return table[part]
            return rebuild(part, put)

        return Derived(put(term), tuple(using.values()), frozenset(names))

    def sampled(self, term: Term) -> Term:
        """The term with what is drawn as entries of vectors."""
        for each in self.samples:
            term = each.put(term)
        return term

    def joint(self, bodies: list[Term], context: Context, beside: frozenset[str]) -> Named | None:
        """The joint law of all that varies in some terms; ``None`` where there is none."""
        return self._law(bodies, context) if all_constant(bodies, context, beside) else None

    def _moment(self, term: Term) -> Moment | None:
        """What a term is the mean or covariance of, if nothing is conditioned on."""
        match term:
            case Opaque(name, arguments):
                if name in self.moments:
                    return self.moments[name]
                if is_expectation(term):
                    kind, law, _ = parts_of(term)
                    return None if law else Moment(kind == MEAN, arguments)
                return None
            case Expectation(body, Named(given=())):
                return Moment(is_mean=True, bodies=(body,))
            case Covariance(left, right, Named(given=())):
                return Moment(is_mean=False, bodies=(left, right))
            case _:
                return None

    def spelled(
        self, body: Term, place: int, context: Context, using: dict[int, Value]
    ) -> Term | None:
        """The body in variables with a law; ``None`` where another random variable is left."""
        stated = {d.variable for d in context.distributions}
        names = {variable.name for variable in stated}
        body = self.sampled(body)
        for _ in range(MOST_VALUES):
            found = {
                symbol: value
                for symbol in free_symbols(body) - stated
                if isinstance(symbol, Symbol) and (value := self.made(symbol, place)) is not None
            }
            if not found:
                break
            using |= {value.position: value for value in found.values()}
            body = _put(body, {symbol: value.term for symbol, value in found.items()})
            body = self.sampled(body)
        left = {symbol.name for symbol in free_symbols(body)}
        unknown = left & (self.random - names)
        return body if bool(unknown) != bool(left & names) else None

    def made(self, symbol: Symbol, place: int) -> Value | None:
        """The value of a name that is made of others."""
        value = self.values.meant(symbol, place, frozenset({place}))
        if value is None or value.key != symbol or value.is_claim or value.is_root:
            return None
        if value.is_ambiguous or symbol in free_symbols(value.term):
            return None
        try:
            return value if shape_of(value.term) == symbol.shape else None
        except ShapeError:
            return None

    def _under_unknown(
        self, atom: Term, moment: Moment, bodies: list[Term], context: Context
    ) -> Opaque | None:
        """The moment of variables whose law nobody states; ``None`` where a law is stated."""
        stated = {d.variable.name for d in context.distributions}
        inside = {symbol.name for body in bodies for symbol in free_symbols(body)}
        if inside & stated or not isinstance(atom, Opaque) or not is_expectation(atom):
            return None
        random = parts_of(atom)[2]
        try:
            first, last = shape_of(bodies[0]), shape_of(bodies[-1])
        except ShapeError:
            return None
        if moment.is_mean:
            return Opaque(unknown_mean("", random), (bodies[0],), first)
        shape = Shape(first.rows, last.rows)
        return Opaque(unknown_covariance("", random), (bodies[0], bodies[-1]), shape)

    def _law(self, bodies: list[Term], context: Context) -> Named | None:
        """The joint law of the variables in some terms: one letter, and nothing conditioned on.

        Two laws say nothing about both variables unless these are said to be independent, or one
        is noise by its letter.
        """
        inside = {symbol for body in bodies for symbol in free_symbols(body)}
        members = {symbol.name for symbol in inside if isinstance(symbol, Indexed)}
        if members - {each.law.variable.name for each in self.samples}:
            return None  # a member of a family may be random, too
        laws = [
            d for d in context.distributions if d.variable in inside or d.variable.name in members
        ]
        names = {d.variable.name for d in laws}
        if len({d.density for d in laws}) != 1 or any(d.given for d in laws):
            return None
        rest = names if self.correlated else {name for name in names if not is_noise(name)}
        if len(laws) > 1 and len(rest) > 1 and not rest <= self.independent:
            return None
        return Named(laws[0].density, tuple(d.variable for d in laws))


def _is_over_all(
    atom: Term, moment: Moment, known: list[Term], random: set[str] | frozenset[str]
) -> bool:
    r"""Whether an average is one over all that is random in it.

    ``\mathrm{E}_e(y)`` with ``y = A x + e`` still depends on x.
    """
    match atom:
        case (
            Expectation(law=Named(variables=variables)) | Covariance(law=Named(variables=variables))
        ):
            over = {variable.name for variable in variables}
        case Opaque() if is_expectation(atom):
            over = set(parts_of(atom)[2])
        case _:
            return True
    return any(
        {symbol.name for body in bodies for symbol in free_symbols(body)} & random <= over
        for bodies in (known, moment.bodies)
    )


def _put(body: Term, table: Mapping[Symbol, Term]) -> Term:
    def put(part: Term) -> Term:
        return table[part] if isinstance(part, Symbol) and part in table else rebuild(part, put)

    return put(body)
