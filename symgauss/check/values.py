"""What names are worth: the values that a document gives them, in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from symgauss.check.averaged import StatedLaws
from symgauss.check.eras import Eras, names_of
from symgauss.check.expectations import is_expectation
from symgauss.check.laws import PlacedLaw
from symgauss.check.measuring import DENSITY
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    MINUS_ONE,
    Covariance,
    Density,
    Entropy,
    Expectation,
    Function,
    Indexed,
    Inverse,
    KullbackLeibler,
    MutualInformation,
    NormalDensity,
    Opaque,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
    Variable,
)
from symgauss.kernel.traversal import rebuild, substitute, subterms
from symgauss.latex.scope import EVERYWHERE

Key = Term | str


@dataclass(frozen=True, slots=True)
class Value:
    """``key := term``, as a statement (or a model) says; ``written`` is that as LaTeX."""

    key: Key
    term: Term
    position: int
    written: str
    label: str = ""
    is_claim: bool = False  #: stated by a theorem: what its proof is about
    is_theorem: bool = False  #: claimed of what has a meaning already: it has to be proved
    near: tuple[int, int] | None = None  #: where it counts, if it is a special case only
    is_ambiguous: bool = False  #: with a slash of two readings
    is_root: bool = False  #: stated of the square: the value is that up to its sign

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
    laws: StatedLaws = field(default_factory=StatedLaws)
    letters: set[str] = field(default_factory=set)  #: of functions and densities such as ``f(x)``

    def add(self, value: Value) -> None:
        """One more value."""
        self.by_key.setdefault(value.key, []).append(value)
        if is_schema(value.key) and isinstance(value.key, Opaque):
            name = (value.key.name, len(value.key.arguments))
            self.by_function.setdefault(name, []).append(value)
        if isinstance(value.key, Indexed) and all(isinstance(i, Symbol) for i in value.key.indices):
            name = (f"{value.key.name}_", len(value.key.indices))
            self.by_function.setdefault(name, []).append(value)

    def of(self, key: Key) -> list[Value]:
        """All values of a key, in order; of ``f(z)`` also by the value of ``f(x)``."""
        found = self.by_key.get(key, [])
        if found:
            return found
        if isinstance(key, Opaque):
            return self.by_function.get((key.name, len(key.arguments)), [])
        if isinstance(key, Indexed):
            return self.by_function.get((f"{key.name}_", len(key.indices)), [])
        return []

    def meant(self, key: Key, position: int, avoid: frozenset[int]) -> Value | None:
        """The value that is meant at a place: the latest one before it, else the first after.

        What a theorem claims counts only where nothing else says what the name is.  For the letter
        of a function, ``x = mu`` is a place, such as a maximum at the end of the proof: it says
        nothing about the steps before it.
        """
        found = [v for v in self.of(key) if v.position not in avoid and self._counts(v, position)]
        if isinstance(key, Symbol) and key.name in self.letters:
            found = [v for v in found if not v.is_claim and v.position <= position]
        for candidates in ([v for v in found if not v.is_claim], found):
            before = [v for v in candidates if v.position <= position]
            if before:
                return before[-1]
        return found[0] if found else None

    def _counts(self, value: Value, position: int) -> bool:
        near = value.near is None or value.near[0] <= position <= value.near[1]
        settled = value.is_theorem or self.is_determined(value.key)
        return near and not settled and self.is_same(value, position)

    def is_determined(self, key: Key) -> bool:
        """Whether the laws that the document states say what the key is, as of ``E[x^2]``.

        What is said of it has to follow from the laws, and nothing follows from what is said.
        """
        return not isinstance(key, str | Symbol | Indexed | Opaque) and self.laws.settle(key)

    def is_same(self, value: Value, position: int) -> bool:
        """Whether the name of a value still means the same at a place."""
        if isinstance(value.key, str):
            return True
        return self.eras.together(names_of(value.key), value.position, position)


def is_recursive(value: Value) -> bool:
    """Whether a member of a family is defined by an earlier one, as in ``a_t := c a_{t-1}``."""
    key = value.key
    if not isinstance(key, Indexed):
        return False
    return any(isinstance(p, Indexed) and p.name == key.name for p in subterms(value.term))


def goes_down(value: Value) -> bool:
    """Whether all members in the value of a member come strictly before it."""
    key = value.key
    assert isinstance(key, Indexed)  # noqa: S101 - the caller looked
    for part in subterms(value.term):
        if isinstance(part, Indexed) and part.name == key.name:
            for old, new in zip(key.indices, part.indices, strict=False):
                match new:
                    case Sum((first, Rational(number, 1))) if first == old and number < 0:
                        break
            else:
                return False
    return True


def is_schema(key: Key) -> bool:
    """Whether ``f(x, y) := ...`` says what ``f`` is everywhere."""
    if not isinstance(key, Opaque) or is_expectation(key):
        return False
    if DENSITY in key.name or "|" in key.name or key.name == "entry":
        return False
    plain = all(isinstance(argument, Symbol) for argument in key.arguments)
    return plain and len(set(key.arguments)) == len(key.arguments)


def applied(value: Value, term: Opaque) -> Term | None:
    """The value of a function at other arguments; ``None`` if the term is no application of it."""
    key = value.key
    if not isinstance(key, Opaque) or key.name != term.name or not is_schema(key):
        return None
    if len(key.arguments) != len(term.arguments):
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


def is_square_of(term: Term, key: Key) -> bool:
    """Whether the square of a name occurs."""
    return any(
        isinstance(p, Power) and p.base == key and p.exponent == Rational(2) for p in subterms(term)
    )


def has_sign(term: Term, key: Key) -> bool:
    """Whether a name occurs in a way that depends on its sign: not in an even power."""
    if term == key:
        return True
    match term:
        case Power(base, Rational(power, 1)) if base == key and power % 2 == 0:
            return False
        case _:
            found: list[bool] = []

            def look(child: Term) -> Term:
                found.append(has_sign(child, key))
                return child

            rebuild(term, look)
            return any(found)


def key_of(term: Term) -> Key | None:
    """What a term is the name of: a symbol, an application of an unknown function, ..."""
    match term:
        case Symbol() | Indexed() | Opaque():
            return term
        case Density() | Expectation() | Covariance() | Entropy() | KullbackLeibler():
            return term
        case MutualInformation():
            return term
        case _:
            return None


def is_constant(term: Term) -> bool:
    """Whether nothing in the term has a name."""
    return all(key_of(part) is None for part in subterms(term))


def is_intrinsic(key: Key) -> bool:
    """Whether the key means something by itself, so that no statement defines it freely."""
    if isinstance(key, str | Symbol | Indexed):
        return False
    return not isinstance(key, Opaque) or is_expectation(key)


def _is_number(name: Symbol | Indexed | Opaque) -> bool:
    """Whether a name is a scalar, so that its square has a root."""
    return name.shape.is_scalar


def solved(left: Term, right: Term) -> tuple[Key, Term] | None:
    r"""The name that ``left = right`` gives a value, and the value.

    ``\sigma^2 = v`` says that sigma is the root of v, ``\log f = v`` that f is ``e^v``.
    """
    for _ in range(4):
        key = key_of(left)
        if key is not None:
            return key, right
        match left:
            case Power(Symbol() | Indexed() | Opaque() as base, Rational(2, 1)) if _is_number(base):
                left, right = base, Function("sqrt", right)
            case Power(base, Rational(-1, 1)):
                left, right = base, Power(right, MINUS_ONE)
            case Inverse(base):
                left, right = base, Inverse(right)
            case Transpose(base):
                left, right = base, Transpose(right)
            case Function("log", argument):
                left, right = argument, Function("exp", right)
            case Product((Rational(-1, 1), base)):
                left, right = base, Product((MINUS_ONE, right))
            case _:
                return None
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
        place = placed.place if name in eras.names else EVERYWHERE
        found.append(Value(key, value, place, f"the law of {name}"))
    return found
