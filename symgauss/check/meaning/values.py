"""What names are worth: the values that a document gives them, in order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from symgauss.check.laws.placed import PlacedLaw
from symgauss.check.manners.keys import Key, is_schema
from symgauss.check.manners.subscripts import subscripted
from symgauss.check.meaning.averaged import StatedLaws
from symgauss.check.meaning.measuring import Meanings
from symgauss.check.meaning.named_moments import named
from symgauss.check.meaning.roles import DEFINITION, Fact, Role
from symgauss.check.meaning.standing import Standing
from symgauss.check.meaning.stated_means import densities_meant, shifted
from symgauss.check.wording.eras import Eras, names_of
from symgauss.check.wording.renewals import Renewals
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Entropy,
    Indexed,
    MutualInformation,
    Named,
    NormalDensity,
    Opaque,
    Rational,
    Sum,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import free_symbols, substitute, subterms
from symgauss.latex.scope import EVERYWHERE

_SIZES = frozenset("ndpmkNDMKT")  #: names of sizes, of which one case is often shown first


@dataclass(frozen=True, slots=True)
class Value:
    """``key := term``, as a statement (or a model) says; ``written`` is that as LaTeX."""

    key: Key
    term: Term
    position: int
    written: str
    label: str = ""
    fact: Fact = DEFINITION  #: what the statement is, and where it counts
    is_ambiguous: bool = False  #: with a slash of two readings
    is_root: bool = False  #: stated of the square: the value is that up to its sign

    @property
    def is_claim(self) -> bool:
        """Whether a theorem states it: what its proof is about."""
        return self.fact.role in (Role.CLAIM, Role.THEOREM)

    @property
    def shown(self) -> str:
        """For the list of what a verdict used."""
        return f"{self.written} ({self.label})" if self.label else self.written


@dataclass
class Values:
    """All values of a document by what they are values of."""

    eras: Eras = field(default_factory=Eras)
    by_key: dict[Key, list[Value]] = field(default_factory=dict)
    by_function: dict[tuple[str, int], list[Value]] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)  #: of the statements
    #: where names get other values than before, with which the ones of before end
    replaced: dict[Key, list[int]] = field(default_factory=dict)
    several: set[Key] = field(default_factory=set)  #: uncertain names: they have several values
    laws: StatedLaws = field(default_factory=StatedLaws)
    meanings: Meanings = field(default_factory=dict)  #: of opaque names
    first: dict[Term, int] = field(default_factory=dict)  #: where each name stands first
    of_moments: dict[Symbol, list[Key]] = field(default_factory=dict)  #: by the names they get
    renewals: Renewals = field(default_factory=Renewals)
    #: steps from where something is taken, and the letters that are there: they have no other value
    steps: dict[Variable, str] = field(default_factory=dict)

    def add(self, value: Value) -> None:
        """One more value."""
        self.by_key.setdefault(value.key, []).append(value)
        name_of_moment = named(value)
        if name_of_moment is not None:
            self.of_moments.setdefault(name_of_moment, []).append(value.key)
        if is_schema(value.key) and isinstance(value.key, Opaque):
            name = (value.key.name, len(value.key.arguments))
            self.by_function.setdefault(name, []).append(value)
        if isinstance(value.key, Opaque) and isinstance(value.term, NormalDensity):
            name = (f"{value.key.name}_", len(value.key.arguments))
            self.by_function.setdefault(name, []).append(value)
        if isinstance(value.key, Indexed) and all(isinstance(i, Symbol) for i in value.key.indices):
            name = (f"{value.key.name}_", len(value.key.indices))
            self.by_function.setdefault(name, []).append(value)

    def moments_called(self, name: Symbol) -> list[Key]:
        """The moments that the document gives a name: ``E[x]`` for the m of ``E[x] = m``."""
        return [] if self.of(name) else self.of_moments.get(name, [])

    def called(self, name: str) -> list[Term]:
        """All values of a name, or of a function or family of that name, wherever they are said."""
        keys = (key for key in self.by_key if getattr(key, "name", key) == name)
        return [value.term for key in keys for value in self.by_key[key]]

    @property
    def letters(self) -> list[str]:
        """Letters with which members have values: the i of ``s_i = q^T k_i``."""
        names = (key.name for key in self.by_key if isinstance(key, Symbol))
        found = {name.partition("_")[2] for name in names}
        return sorted(each for each in found if len(each) == 1 and each.isalpha())

    def general(self) -> list[Value]:
        """All values but those that are said for single steps."""
        every = [value for values in self.by_key.values() for value in values]
        return [value for value in every if not value.fact.is_local]

    def withdraw(self, position: int) -> None:
        """Forget what the statement at a place says."""
        for table in (self.by_key, self.by_function):
            for values in table.values():
                values[:] = [value for value in values if value.position != position]

    def of(self, key: Key) -> list[Value]:
        """All values of a key, in order; of ``f(z)`` also by the value of ``f(x)``."""
        found = self.by_key.get(key, [])
        if found:
            return found
        if isinstance(key, Opaque):
            return self.schemas(key)
        if isinstance(key, Indexed):
            return self.by_function.get((f"{key.name}_", len(key.indices)), [])
        return []

    def schemas(self, key: Opaque) -> list[Value]:
        """What says of all values of a function what it is: ``f(x) := ..`` of ``f(0)``."""
        found = self.by_function.get((key.name, len(key.arguments)), [])
        return [
            value
            for value in found
            if _says_of(value, key) and not any(is_at_parameters(value.key, v) for v in found)
        ]

    def _at_other_members(self, key: Opaque) -> list[Value]:
        """Values of ``q(x_{t+1} | x_t)`` by those of ``q(x_t | x_{t-1})``."""
        name = (f"{key.name}_", len(key.arguments))
        found = [(value, shifted(value.key, key)) for value in self.by_function.get(name, [])]
        return [
            replace(value, key=key, term=substitute(value.term, shift))
            for value, shift in found
            if shift is not None
        ]

    def law_of(
        self, density: Opaque | Symbol, position: int, avoid: frozenset[int]
    ) -> Value | None:
        """The value of a density under which a mean is taken, also by that of other members."""
        values = self._laws_called(density)
        return self._latest(values, position, avoid)

    def meant(self, key: Key, position: int, avoid: frozenset[int]) -> Value | None:
        """The value that is meant at a place: the latest one before it, else the first after.

        What a theorem claims counts only where nothing else says what the name is.  Of a function
        at a point its formula tells the value, unless that was said before.
        """
        found = self._latest(self.of(key), position, avoid)
        if isinstance(key, Opaque) and (found is None or found.position > position):
            others = [value for value in self.schemas(key) if value.key != key]
            formula = self._latest(others, position, avoid)
            if found is None or (formula is not None and formula.position <= position):
                return formula
        return found

    def _latest(self, values: list[Value], position: int, avoid: frozenset[int]) -> Value | None:
        found = [v for v in values if v.position not in avoid and self.counts(v, position)]
        for candidates in ([v for v in found if not v.is_claim], found):
            before = [v for v in candidates if v.position <= position]
            if before:
                return None if self.is_open(before[-1].position) else before[-1]
        return found[0] if found and not self.is_open(found[0].position) else None

    def is_open(self, position: int) -> bool:
        """Whether what a statement says may be wrong, so that it shows nothing."""
        return self.standing.is_open(position)

    def counts(self, value: Value, position: int) -> bool:
        """Whether a value may be used for a step at a place."""
        key = value.key
        if self._is_ended(value, position) or self._is_of_another_section(value, position):
            return False
        settled = self.is_determined(key)
        return value.fact.counts(position) and not settled and self.is_same(value, position)

    def _is_ended(self, value: Value, position: int) -> bool:
        """Whether the words have taken a value away before a place."""
        key = value.key
        if not isinstance(key, Symbol | Indexed):
            return False
        if any(value.position < place <= position for place in self.replaced.get(key, ())):
            return True
        return self.renewals.end(key, value.term, value.position, position)

    def _is_of_another_section(self, value: Value, position: int) -> bool:
        """Whether a size is a plain number in a section beside that of a place."""
        plain = isinstance(value.term, Rational) and getattr(value.key, "name", "") in _SIZES
        known = EVERYWHERE not in (value.position, position)
        return plain and known and not self.eras.outline.reaches(value.position, position)

    def is_certain(self, value: Value, position: int) -> bool:
        """Whether a name has one value, which counts everywhere or introduces it."""
        fact = value.fact
        if value.position in self.standing.refuted or self.is_open(value.position):
            return False  # it may be what is wrong
        if fact.role is not Role.DEFINITION or fact.near is not None:
            key = value.key
            first = None if isinstance(key, str) else self.first.get(key)
            introduces = first == value.position
            if fact.role is not Role.CASE or not introduces or value.position > position:
                return False
        if value.is_ambiguous or value.is_root:
            return False
        if not self.has_one_meaning(value.key):
            self.several.add(value.key)
            return False
        return True

    def has_one_meaning(self, key: Key) -> bool:
        """Whether all values of a name are the first one, or follow from it or from the laws."""
        return (
            len({each.term for each in self.of(key) if each.position not in self.standing.shown})
            <= 1
        )

    def elsewhere(self, key: Key, position: int) -> list[Value]:
        """Values that a name may have at a place, although they are said for other steps."""
        found = [
            v for v in self.of(key) if v.fact.role in (Role.CASE, Role.RESULT, Role.DEFINITION)
        ]
        return [
            value
            for value in found
            if value.position in self.standing.doubtful
            or not value.fact.is_near(position)
            or self._is_ended(value, position)
        ]

    def is_determined(self, key: Key) -> bool:
        """Whether the laws that the document states say what the key is, as of ``E[x^2]``.

        What is said of it has to follow from the laws, and nothing follows from what is said.
        """
        if isinstance(key, Opaque):
            densities = densities_meant(key, self.meanings)
            if self.follows(key) and all(isinstance(d, Opaque) for d in densities):
                return True
            return self._is_modelled(self.meanings.get(key.name))
        if isinstance(key, str | Symbol | Indexed):
            return False
        return self.laws.settle(key) or self._is_modelled(key)

    def _is_modelled(self, meaning: Term | None) -> bool:
        """Whether an entropy or an information is one of variables with laws or values."""
        match meaning:
            case Entropy(Named() as law):
                variables = (*law.variables, *law.given)
            case MutualInformation(_, left, right, given):
                variables = (*left, *right, *given)
            case _:
                return False
        known = {name for _, name in self.laws.given}
        if not any(variable.name in known for variable in variables):
            return False
        known |= {key.name for key in self.by_key if isinstance(key, Symbol | Indexed)}
        return all(variable.name in known for variable in variables)

    def follows(self, key: Key) -> bool:
        """Whether stated laws say what a key is, such as a mean or a divergence.

        Where they have letters only, ``p = N(m, S)``, the names in them are often spelled in other
        ways further below, so that what is said of the divergence may still be needed.
        """
        if not isinstance(key, Opaque):
            return self.is_determined(key)
        densities = densities_meant(key, self.meanings)
        return bool(densities) and all(map(self._is_normal, densities))

    def settled(self) -> frozenset[str]:
        """Opaque names that are divergences of laws that the document states."""
        return frozenset(name for name in self.meanings if self.follows(Opaque(name, (), SCALAR)))

    def _laws_called(self, density: Opaque | Symbol) -> list[Value]:
        found = self.of(density)
        if isinstance(density, Symbol):
            return found or self.of(replace(density, name=density.name.upper()))
        if found:
            return found
        return self._at_other_members(density)

    def _is_normal(self, density: Opaque | Symbol) -> bool:
        """Whether the document says that a density is a normal one."""
        return any(isinstance(v.term, NormalDensity) for v in self._laws_called(density))

    def is_same(self, value: Value, position: int) -> bool:
        """Whether the name of a value still means the same at a place."""
        if isinstance(value.key, str):
            return True
        return self.eras.together(names_of(value.key), value.position, position)


def is_recursive(value: Value) -> bool:
    """Whether a member of a family is defined by another one, as in ``a_t := c a_{t-1}``."""
    key = value.key
    if not isinstance(key, Indexed):
        return False
    return any(isinstance(p, Indexed) and p.name == key.name for p in subterms(value.term))


def follows_its_index(value: Value) -> bool:
    r"""Whether a member is another one for another index: ``a_t = \prod_{i=1}^T b_i`` is none."""
    if not isinstance(value.key, Indexed):
        return True
    own = {symbol.name for index in value.key.indices for symbol in free_symbols(index)}
    return not own or bool(own & {symbol.name for symbol in free_symbols(value.term)})


def goes_down(value: Value) -> bool:
    """Whether what a member is defined by never leads back to it.

    Members that come strictly before it do not, nor does the first one, ``x_0``, which a definition
    of ``x_t`` says nothing of; nor do the other members in the value of a single one, ``x_0``.
    """
    key = value.key
    assert isinstance(key, Indexed)  # noqa: S101 - the caller looked
    others = [p for p in subterms(value.term) if isinstance(p, Indexed) and p.name == key.name]
    if all(isinstance(index, Rational) for index in key.indices):
        return not any(_is_number(other) for other in others)
    return all(_comes_before(other, key) for other in others)


def _is_number(member: Indexed) -> bool:
    return all(isinstance(index, Rational) for index in member.indices)


def _comes_before(other: Indexed, key: Indexed) -> bool:
    for old, new in zip(key.indices, other.indices, strict=False):
        match new:
            case Sum((first, Rational(number, 1))) if first == old and number < 0:
                return True
            case Symbol() if old in (Sum((new, Rational(1))), Sum((Rational(1), new))):
                return True  # ``m_{k+1} = A m_k``
            case Rational(number, 1) if number <= 0 and isinstance(old, Symbol):
                return True
            case _:
                continue
    return False


def is_at_parameters(key: Key, value: Value) -> bool:
    """Whether a function is taken at names that stand in its formula: ``f(m)`` of ``(x - m)^2``.

    What it is there says nothing of other arguments.
    """
    if not isinstance(key, Opaque) or not isinstance(value.key, Opaque):
        return False
    moved = set(key.arguments) - set(value.key.arguments)
    return bool(moved) and moved <= free_symbols(value.term)


def _says_of(value: Value, term: Opaque) -> bool:
    """Whether a value of a function says what it is at some arguments.

    An argument that the value does not mention is that one point: ``L(w_0) = c`` says nothing of
    ``L(w)``, and a boundary value ``v(T) = a`` nothing of ``v(t)``; nor does ``f(x) / s_t`` say
    what it is at another t.
    """
    key = value.key
    if not isinstance(key, Opaque) or len(key.arguments) != len(term.arguments):
        return False
    inside = free_symbols(value.term)
    plain = {symbol.name for symbol in inside if isinstance(symbol, Symbol)}
    moved = (old for old, new in zip(key.arguments, term.arguments, strict=True) if old != new)
    return all(
        old in inside
        and not (isinstance(old, Symbol) and subscripted(value.term, old.name) & plain)
        for old in moved
    )


def applied(value: Value, term: Opaque) -> Term | None:
    """The value of a function at other arguments; ``None`` if the term is no application of it."""
    key = value.key
    if not isinstance(key, Opaque) or key.name != term.name or not is_schema(key):
        return None
    if not _says_of(value, term):
        return None
    moved: dict[Variable, Term] = {
        old: new
        for old, new in zip(key.arguments, term.arguments, strict=True)
        if isinstance(old, Symbol)
    }
    try:
        return substitute(value.term, moved)
    except ValueError:
        return None


def model_values(laws: list[PlacedLaw], eras: Eras) -> list[Value]:
    """The densities that a model states: ``f_X(x)`` of ``X ~ N(m, S)``."""
    found: list[Value] = []
    for placed in laws:
        each = placed.law
        if each.given or not isinstance(each.variable, Symbol):
            continue
        name = each.variable.name
        lower = Symbol(name.lower(), each.variable.shape)
        value = NormalDensity(lower, each.mean, each.covariance)
        key = Opaque(f"f_{name}", (lower,), SCALAR)
        changes = name in eras.names | eras.described.names
        changes = changes or eras.cases.any or eras.contrasts.any
        place = placed.place if changes else EVERYWHERE
        found.append(Value(key, value, place, f"the law of {name}"))
    return found
