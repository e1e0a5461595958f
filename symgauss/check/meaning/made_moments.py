r"""Moments of variables that are made of others: ``\mathrm{Cov}(y)`` where ``y = A x + b``.

What y is made of has a law that the document states, so that its moments follow, and what the
document says of them is judged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from symgauss.check.laws.parents import with_parents
from symgauss.check.laws.samples import Sample
from symgauss.check.manners.expectations import (
    MEAN,
    averaged_bodies,
    is_expectation,
    parts_of,
    unknown_covariance,
    unknown_mean,
)
from symgauss.check.meaning.constants import all_constant, is_matrix, is_noise, may_vary
from symgauss.check.meaning.members import Frozen, Members
from symgauss.check.meaning.moment_laws import laws_by_moments
from symgauss.check.meaning.values import Value, Values
from symgauss.kernel.context import Context, Distribution
from symgauss.kernel.polynomials import degrees
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import Shape
from symgauss.kernel.terms import (
    Covariance,
    Expectation,
    Function,
    Indexed,
    Named,
    Opaque,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Variable,
    is_zero,
)
from symgauss.kernel.traversal import free_symbols, rebuild, subterms

MOST_VALUES = 6  #: that lead from one name to the variables with a law


@dataclass(frozen=True, slots=True)
class Moment:
    """A mean or covariance as written: of one or two terms."""

    is_mean: bool
    bodies: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class ConditionalMoment:
    """A mean or covariance given some variables."""

    is_mean: bool
    bodies: tuple[Term, ...]
    given: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """A side of a step with the moments of made variables as what they are."""

    term: Term
    using: tuple[Value, ...]
    known: frozenset[str]  #: names of what the laws and the values say
    is_joint: bool  #: whether some moment is one under the joint law of several variables
    laws: frozenset[Distribution]  #: with the moments that are stated of variables without a law


#: What names noise in a text: words, or a letter alone.
_NOISY = (
    r"(?:\b(?:nois|errors?\b|disturbance)|\\(?:var)?epsilon\b|\\(?:eta|xi|nu|zeta|omega)\b"
    r"|\$(?:\\(?:mathbf|boldsymbol|bm)\{?)?[evwqrun]\b)"
)
#: What says that noise may depend on something, also without the word "correlated".
_CORRELATED = re.compile(
    r"\b(?:"  # each of them begins a word, which is looked for once
    r"\bcorrelat|\bdependen(?:t|ce)\b|\bnot independent\b|\bendogen|\bconfound|\bcommon causes?\b"
    r"|\bindependence\b[^.]{0,60}\b(?:not|fails?|violat|cannot)"
    r"|\b(?:noise|errors?|(?:var)?epsilon|xi|eta)\b[^.]{0,80}\b(?:depends?|function of|driven by"
    r"|copy of|contains?|reacts?|anticipates?|shares?|shared|coupled|only if|multiplicative)\b"
    r"|\b(?:drives?|shares?|coupled|common factor|multiplicative|same)\b[^.]{0,60}"
    r"\b(?:noise|errors?|(?:var)?epsilon)\b"
    r"|\bno independence\b|\bcommon factors?\b"
    rf"|\bcross-?(?:co)?(?:variance|correlation)s?\b[^.]{{0,60}}{_NOISY}"
    rf"|{_NOISY}[^.]{{0,60}}\bcross-?(?:co)?(?:variance|correlation)\b"
    r"|\bnoise\b[^.]{0,20}\bnot white\b|\bcolou?red noise\b|\banything but independent\b"
    r"|\bCorr\}?\s*[\[(]|(?:\bE|\bCov)\}?\s*(?:\\left)?[\[(][^$]{0,60}\\neq?\b"
    r")|\{E\}?\s*(?:\\left)?[\[(][^$]{0,60}\\neq?\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4)
def speaks_of_correlation(text: str) -> bool:
    """Whether a document says that noise may depend on something."""
    return _CORRELATED.search(text) is not None


def _has_joint_moment(values: Values) -> bool:
    """Whether a text states a mean of noise with something else, such as ``E[x e] = c``."""
    for key, found in values.by_key.items():
        if isinstance(key, str):
            continue
        names = {symbol for body in averaged_bodies(key) for symbol in free_symbols(body)}
        names -= {each for name in names for each in _indices(name)}
        noise = {symbol for symbol in names if is_noise(symbol.name)}
        others = {each for each in names - noise if may_vary(each.name) and not values.of(each)}
        if not noise or not others or _is_plain_sum(averaged_bodies(key), noise | others):
            continue
        if any(map(_is_something, (value.term for value in found))):
            return True
    return False


def _is_plain_sum(bodies: Sequence[Term], names: set[Variable]) -> bool:
    """Whether some names are only added in a mean, which says nothing of how they are related."""
    if len(bodies) != 1 or not isinstance(bodies[0], Sum):
        return False
    for part in bodies[0].terms:
        factors = part.factors if isinstance(part, Product) else (part,)
        random = {name for name in names if not is_matrix(name.shape)}
        inside = [each for each in factors if free_symbols(each) & random]
        if len(inside) > 1 or any(not isinstance(each, Symbol | Indexed) for each in inside):
            return False
    return True


def _indices(name: Variable) -> frozenset[Variable]:
    """The names in the indices of a member of a family."""
    indices = name.indices if isinstance(name, Indexed) else ()
    return frozenset().union(*map(free_symbols, indices))


def _is_something(term: Term) -> bool:
    """Whether it is no zero, nor made of other means, which say nothing new."""
    return not is_zero(term) and not any(
        isinstance(part, Expectation | Covariance) for part in subterms(term)
    )


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
        members: Members,
        text: str,
    ) -> None:
        self.moments = moments  #: by the names of the atoms that stand for them
        self.values = values
        self.random = random
        self.independent = independent
        self.samples = samples
        self.members = members
        #: whether anything is said to be correlated, in words or by a mean
        self.correlated = speaks_of_correlation(text) or _has_joint_moment(values)
        self._text = text

    def calculated(self, places: Collection[int]) -> bool:
        """Correlations that are spoken of at some places follow; whether that changes anything."""
        others = (each for each in _CORRELATED.finditer(self._text) if each.start() not in places)
        before = self.correlated
        self.correlated = next(others, None) is not None or _has_joint_moment(self.values)
        return before != self.correlated

    def frozen(self, terms: Sequence[Term], place: int) -> Iterator[Frozen]:
        """The random members of families in the moments of some terms, in several ways."""
        moments = [self._moment(part) for term in terms for part in subterms(term)]
        bodies = [body for each in moments if each is not None for body in each.bodies]
        return self.members.frozen(bodies, place, frozenset(each.name for each in self.samples))

    def derived(
        self,
        term: Term,
        place: int,
        context: Context,
        beside: frozenset[str],
        *,
        under: bool,
        frozen: Frozen | None = None,
    ) -> Derived | None:
        """The term with its moments; ``None`` where it has none, or one that does not follow.

        ``beside`` are the names on the other side of the step; ``under`` says whether an average
        names the variables that it is taken over.
        """
        atoms = {part: m for part in subterms(term) if (m := self._moment(part)) is not None}
        if not atoms or (under and frozen is not None):
            return None
        stated = self._with_laws(context, frozen, place)
        with_law = frozenset(d.variable.name for d in stated.distributions)
        by_moments = dict(laws_by_moments(self.values, place, with_law))
        context = replace(stated, distributions=(*stated.distributions, *by_moments))
        using: dict[int, Value] = {}
        table: dict[Term, Term] = {}
        found: list[Distribution] = []
        names: set[str] = set()
        is_joint = False
        for atom, moment in atoms.items():
            written = moment.bodies if frozen is None else tuple(map(frozen.put, moment.bodies))
            bodies = [self.spelled(body, place, context, using) for body in written]
            known = [body for body in bodies if body is not None]
            drawn = _drawn(atom)
            made = {value.key.name for value in using.values() if isinstance(value.key, Symbol)}
            random = self.random | {d.variable.name for d in context.distributions} | made
            if len(known) != len(bodies):
                return None
            if under and not _is_over_all(atom, moment, known, random):
                return None
            if not all_constant(known, context, beside, drawn, self.random):
                return None
            law = self._told_law(moment, known, drawn, context, frozen, by_moments.keys())
            if law is None:
                unknown = self._under_unknown(atom, moment, known, stated)
                if unknown is None:
                    return None
                table[atom] = unknown
                continue
            laws = [d for d in context.distributions if d.variable in law.variables]
            found += laws
            said = (*known, *(term for d in laws for term in (d.mean, d.covariance)))
            names |= {symbol.name for part in said for symbol in free_symbols(part)}
            is_joint = is_joint or len(law.variables) > 1
            table[atom] = _under(law, moment, known)
        chosen = [law for law in by_moments if law in found]
        using |= {value.position: value for law in chosen for value in by_moments[law]}
        term, made_of = _with_moments(term, table), tuple(using.values())
        return Derived(term, made_of, frozenset(names), is_joint, frozenset(chosen))

    def _told_law(  # noqa: PLR0917 - a moment, piece by piece
        self,
        moment: Moment,
        bodies: list[Term],
        drawn: frozenset[str],
        context: Context,
        frozen: Frozen | None,
        by_moments: Collection[Distribution],
    ) -> Named | None:
        """The joint law of all that varies in a moment, if it says what that is."""
        law = self._law(bodies, context, frozenset() if frozen is None else frozen.noises)
        if law is None:
            return None
        lawful = {variable.name for variable in law.variables}
        columns = {s for body in bodies for s in free_symbols(body) if not is_matrix(s.shape)}
        if {s.name for s in columns} & (drawn - lawful):
            return None  # another random variable, of which no law speaks
        is_free = any(d in by_moments for d in context.distributions if d.variable in law.variables)
        is_free = is_free or (frozen is not None and frozen.is_free)
        return None if is_free and not _is_told(moment, bodies, law, context) else law

    def _with_laws(self, context: Context, frozen: Frozen | None, place: int) -> Context:
        """A context with the laws of samples and of members.

        The law of what is made of others says nothing about it together with these.
        """
        every = (*context.distributions, *(each.law for each in self.samples))
        drawn = {d.variable for d in every}
        every = tuple(d for d in every if d.given or not self._is_made(d.variable, place, drawn))
        every += () if frozen is None else frozen.laws
        return replace(context, distributions=every)

    def _is_made(self, variable: Variable, place: int, drawn: set[Variable]) -> bool:
        """Whether a variable with a law is made of others with a law."""
        value = self.made(variable, place) if isinstance(variable, Symbol) else None
        if value is None or value.fact.is_local:
            return False  # ``X = x`` is an event
        others = {other for other in drawn if other.name.lower() != variable.name.lower()}
        return not others.isdisjoint(free_symbols(value.term))

    def sampled(self, term: Term) -> Term:
        """The term with what is drawn as entries of vectors."""
        for each in self.samples:
            term = each.put(term)
        return term

    def is_drawn(self, term: Term) -> bool:
        """Whether draws of a sample occur."""
        names = {each.name for each in self.samples}
        return any(isinstance(part, Indexed) and part.name in names for part in subterms(term))

    def joint(
        self,
        bodies: list[Term],
        context: Context,
        beside: frozenset[str],
        noises: frozenset[str] = frozenset(),
    ) -> Named | None:
        """The joint law of all that varies in some terms; ``None`` where there is none."""
        constant = all_constant(bodies, context, beside)
        return self._law(bodies, context, noises) if constant else None

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
            body = self._squared(body, place, using)
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

    def _squared(self, term: Term, place: int, using: dict[int, Value]) -> Term:
        r"""Even powers of names whose squares are said: ``s^2 = \frac1n \sum_i (x_i - m)^2``."""
        match term:
            case Power(Symbol() as name, Rational(power, 1)) if power > 0 and power % 2 == 0:
                value = self.values.meant(name, place, frozenset({place}))
                if value is None or not value.is_root or value.is_claim or value.is_ambiguous:
                    return term
                root = value.term
                if value.key != name or not isinstance(root, Function) or root.name != "sqrt":
                    return term
                if not self.is_drawn(root) or name in free_symbols(root):
                    return term
                using[value.position] = value
                return self.sampled(Power(root.argument, Rational(power // 2)))
            case _:
                return rebuild(term, lambda part: self._squared(part, place, using))

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

    def _may_be_random(self, member: Indexed) -> bool:
        r"""Whether a member of a family is no constant, as a matrix ``A_t`` and ``\beta_t`` are."""
        is_column = member.shape.is_vector or member.shape.is_scalar
        return member.name in self.random or (is_column and may_vary(member.name))

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

    def _law(
        self, bodies: list[Term], context: Context, noises: frozenset[str] = frozenset()
    ) -> Named | None:
        """The joint law of the variables in some terms: one letter, and nothing conditioned on.

        Two laws say nothing about both variables unless these are said to be independent, or one
        is noise by its letter.
        """
        inside = {symbol for body in bodies for symbol in free_symbols(body)}
        sampled = {each.law.variable.name for each in self.samples}
        families = [symbol for symbol in inside if isinstance(symbol, Indexed)]
        members = {each.name for each in families if each.name in sampled}
        if any(each.name not in sampled and self._may_be_random(each) for each in families):
            return None  # a member of a family may be random, too
        laws = [
            d for d in context.distributions if d.variable in inside or d.variable.name in members
        ]
        laws = with_parents(laws, context)
        if len({d.density for d in laws}) != 1:
            return None
        names = {d.variable.name for d in laws if not d.given}
        quiet = {name for name in names if not is_noise(name) and name not in noises}
        rest = names if self.correlated else quiet
        if len(names) > 1 and len(rest) > 1 and not rest <= self.independent:
            return None
        return Named(laws[0].density, tuple(d.variable for d in laws))


def _drawn(atom: Term) -> frozenset[str]:
    """What is random in a mean or covariance under an unknown law."""
    if isinstance(atom, Opaque) and is_expectation(atom):
        return parts_of(atom)[2]
    return frozenset()


def _is_told(moment: Moment, bodies: Sequence[Term], law: Named, context: Context) -> bool:
    """Whether mean and covariance of the variables say what a moment is, whatever their law is."""
    names = frozenset(variable.name for variable in law.variables)
    most = 2 if moment.is_mean else 1
    found = degrees(bodies, names, context)
    return all(degree is not None and degree <= most for degree in found)


def _under(law: Named, moment: Moment, bodies: list[Term]) -> Term:
    """A moment under a law."""
    if moment.is_mean:
        return Expectation(bodies[0], law)
    return Covariance(bodies[0], bodies[-1], law)


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


def _with_moments(term: Term, table: Mapping[Term, Term]) -> Term:
    def put(part: Term) -> Term:
        if isinstance(part, Opaque | Expectation | Covariance) and part in table:
            return table[part]
        return rebuild(part, put)

    return put(term)
