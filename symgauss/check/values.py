"""What names are worth: the values that a document gives them, in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from symgauss.check.parts import Statement
from symgauss.kernel.terms import (
    Constant,
    Covariance,
    Density,
    Dimension,
    Entropy,
    Expectation,
    Identity,
    Indexed,
    KullbackLeibler,
    MutualInformation,
    Ones,
    Opaque,
    Rational,
    Symbol,
    Term,
    Zero,
)
from symgauss.kernel.traversal import subterms

Key = Term | str


@dataclass(frozen=True, slots=True)
class Value:
    """``key := term``, as a statement says; ``text`` is the right side as written."""

    key: Key
    term: Term
    statement: Statement
    side: int  #: which side of the statement the term is
    written: str  #: the statement as LaTeX, for the list of what was used

    @property
    def position(self) -> int:
        """Where it stands."""
        return self.statement.position


@dataclass
class Values:
    """All values of a document by what they are values of."""

    by_key: dict[Key, list[Value]] = field(default_factory=dict)

    def add(self, value: Value) -> None:
        """One more value."""
        self.by_key.setdefault(value.key, []).append(value)

    def of(self, key: Key) -> list[Value]:
        """All values of a key, in order."""
        return self.by_key.get(key, [])

    def meant(self, key: Key, position: int, *, avoid: Statement | None = None) -> Value | None:
        """The value that is meant at a place: the latest one before it, else the first after."""
        found = [v for v in self.of(key) if v.statement is not avoid]
        before = [v for v in found if v.position <= position]
        if before:
            return before[-1]
        return found[0] if found else None


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
    plain = (Rational, Constant, Identity, Zero, Ones, Dimension)
    return all(isinstance(part, plain) for part in subterms(term) if key_of(part) is not None)
