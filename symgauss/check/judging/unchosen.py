r"""First values that no document may choose: ``\mathrm{E}(2 x - y)``, ``p(x, z) = p(x) / p(z)``.

The first equation with a name on its left side is a definition; all below may rest on it.  Means
and covariances of what equations and laws speak of follow from these, or do not; a function has a
value at ``(y - b) / a`` already; and some relations are wrong of all densities.  Where such a step
is not decided, it shows nothing.
"""

from __future__ import annotations

import re

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.called_values import CalledValues
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.decided_densities import DecidedDensities
from symgauss.check.judging.factorised import Factorised
from symgauss.check.judging.noisy_models import NoisyModels
from symgauss.check.judging.stated import Stated
from symgauss.check.manners.densities import DENSITY, density_of
from symgauss.check.manners.expectations import is_expectation
from symgauss.check.manners.keys import Key
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.density_units import relates_logarithms, units_differ
from symgauss.check.meaning.made_moments import MadeMoments
from symgauss.check.meaning.made_of_noise import averaged_names
from symgauss.check.wording.eras import spoken_of
from symgauss.check.wording.other_laws import OtherLaws
from symgauss.kernel.names import AVERAGES
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.terms import (
    Function,
    Indexed,
    IndexedSum,
    Integral,
    Inverse,
    Opaque,
    Power,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
    is_zero,
)
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.kernel.verdict import Answer
from symgauss.latex.naming import without_accent

#: A mean or a variance that is not read as one, as no law in the text says what E is.
_AVERAGE = re.compile(r"\W*(?:[a-z]*(?:rm|bb|sf|name|text|bf)\W*)?(?:E|V|[Vv]ar|[Cc]ov)\W*[(\[]")
#: Such an average is one of more than a name.
_MADE = re.compile(r"[-+*^/]|\\(?:frac|cdot)")


class Unchosen:
    """Finds the first values of one document that are claims, whatever their words."""

    def __init__(
        self,
        names: Stated,
        careful: Careful,
        made: MadeMoments,
        noisy: NoisyModels,
        mixtures: OtherLaws,
    ) -> None:
        self.names = names
        self.careful = careful
        self.made = made
        self.noisy = noisy
        self.mixtures = mixtures
        self.factorised = Factorised(names, careful)
        self.called = CalledValues(names, careful)
        self.densities = DecidedDensities(noisy)
        self.undecided = names.values.standing.undecided
        #: names that equations and laws say something of
        self.spoken_of = spoken_of(names.statements)

    def wrong(self, statement: Statement) -> str:
        """Why a first value cannot be one, in words; empty if it can."""
        if self._is_of_a_mixture(statement):
            return "conditions decide what its variable is"
        denied = self.factorised.denied(statement)
        if denied:
            return denied
        left, right = (side.term for side in statement.sides[:2])
        if left is None or right is None or not self._is_no_law(left, right, statement):
            return ""
        return "it is wrong of most densities"

    def _is_no_law(self, left: Term, right: Term, statement: Statement) -> bool:
        """Whether an equation of densities is wrong of all, or relates logarithms in a wrong way.

        A product of densities may be supposed, of what is independent.
        """
        if units_differ(left, right):
            return True
        if not relates_logarithms(left, right):
            return False
        question = Question(left, Relation(RelationKind.EQUAL), right, statement.position)
        others = self.careful.avoided(statement)
        answer = self.careful.judge.decide(question, others).verdict.answer
        undecided = answer is not Answer.HOLDS and isinstance(right, Sum | Integral)
        return answer is Answer.FAILS or undecided

    def follows(self, statement: Statement) -> bool:
        """Whether it is a moment that follows, or does not, from what is said of its variables.

        What words say of these is not read in full, so that every moment is one that nobody
        supposes.
        """
        left, right = statement.sides[:2]
        key = self.names.named_key(left)
        if self.names.roles.is_supposed(statement):
            return False
        if isinstance(key, str):
            is_average = _AVERAGE.match(key) is not None
            if is_average and _MADE.search(key):
                self.undecided.add(statement.position)
            return is_average
        if self.called.is_claimed(statement) or self._is_counted(key, right.term):
            return True
        if key is not None and self.densities.are_stated(key, statement):
            return True
        if self._averages_a_logarithm(left.term, right.term):
            return True
        if isinstance(left.term, AVERAGES) or not isinstance(key, Opaque):
            return isinstance(left.term, AVERAGES)
        moment = self.made.moments.get(key.name) or self.noisy.conditional.get(key.name)
        is_moment = moment is not None or is_expectation(key) or _AVERAGE.match(key.name)
        if not is_moment:
            # a function has no value of its own choice at ``(y - b) / a``, nor has that of a sum
            is_made = any(map(_is_made, key.arguments)) or self._is_of_a_sum(key.name)
            is_made = is_made or self._has_formula(key, statement.position)
            return DENSITY not in key.name and is_made
        bodies = key.arguments if moment is None else moment.bodies
        if not all(isinstance(body, Symbol | Indexed) for body in bodies):
            self.undecided.add(statement.position)
        return not self._are_uncorrelated(bodies, right.term)

    def _averages_a_logarithm(self, left: Term | None, right: Term | None) -> bool:
        """Whether the logarithm of a density is said to be made of averages and divergences."""
        if not isinstance(left, Function) or density_of(left.argument) is None or right is None:
            return False
        meanings = self.careful.judge.asking.meanings
        return any(
            isinstance(part, AVERAGES)
            or (isinstance(part, Opaque) and (is_expectation(part) or part.name in meanings))
            for part in subterms(right)
        )

    def _is_counted(self, key: Key | None, value: Term | None) -> bool:
        """Whether a sum is said to be the number of some things, as of clusters."""
        return (
            isinstance(key, Symbol)
            and key.name in self.names.counted
            and any(isinstance(part, IndexedSum) for part in subterms(value or key))
        )

    def _has_formula(self, key: Opaque, place: int) -> bool:
        """Whether a formula before says what a function is at a number.

        One by which it moves on, such as ``T(n) = 2 T(n - 1)``, leaves where it begins open.  At
        a name without a value, it may be one of another parameter.
        """
        if not self.is_at_a_value(key, place):
            return False
        for value in self.names.values.schemas(key):
            if value.position < place and value.key != key and not value.fact.is_local:
                own = (p for p in subterms(value.term) if isinstance(p, Opaque))
                moved = {s for p in own if p.name == key.name for s in free_symbols(p)}
                if isinstance(value.key, Opaque) and not moved & free_symbols(value.key):
                    return True
        return False

    def is_at_a_value(self, key: Opaque, place: int) -> bool:
        """Whether a function is taken at a number, or at a name that has a value by then."""
        return any(
            isinstance(argument, Rational) or self._has_value(argument, key, place)
            for argument in key.arguments
        )

    def _has_value(self, argument: Term, key: Opaque, place: int) -> bool:
        """Whether the argument of a function is an estimate, or another name with a value."""
        if not isinstance(argument, Symbol | Indexed):
            return False
        if len(key.arguments) > 1 and without_accent(argument.name) == argument.name:
            return False  # one of several may be another parameter
        return any(value.position < place for value in self.names.values.of(argument))

    def _is_of_a_sum(self, name: str) -> bool:
        """Whether a function such as ``M_{X + Y}`` belongs to what is made of random variables."""
        below = re.split(r"[-+/]", name.partition("_")[2])
        random = {each.partition("_")[0] for each in self.names.roles.random}
        return len(below) > 1 and any(random & set(re.findall(r"[A-Za-z]+", b)) for b in below)

    def _are_uncorrelated(self, bodies: tuple[Term, ...], covariance: Term | None) -> bool:
        """Whether two variables that nothing else is said of are said to have no covariance."""
        if covariance is None or not is_zero(covariance) or len(set(bodies)) == 1:
            return False
        return all(isinstance(body, Symbol | Indexed) for body in bodies) and not any(
            name.name in self.spoken_of or f"{name.name}_#" in self.spoken_of
            for body in bodies
            for name in free_symbols(body)
        )

    def _is_of_a_mixture(self, statement: Statement) -> bool:
        """Whether it is a moment of what conditions make: ``X = U`` if ``B = 1``.

        What is said of it follows or not, and is nothing that a document may choose.
        """
        left = statement.sides[0].term
        terms = () if left is None else (left,)
        return any(
            place < statement.position
            for name in averaged_names(terms)
            for place in self.mixtures.get(name, ())
        )


def _is_made(argument: Term) -> bool:
    r"""Whether the argument of a function is more than a name or a number, or ``\sigma^2``."""
    match argument:
        case Power(inner, _) | Inverse(inner) | Transpose(inner):
            return _is_made(inner)
        case Symbol() | Indexed() | Rational():
            return False
        case _:
            return bool(free_symbols(argument))
