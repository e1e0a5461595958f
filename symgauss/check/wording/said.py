"""What prose says about a name, and an inline formula between its neighbouring words."""

from __future__ import annotations

from dataclasses import dataclass, field

from symgauss.kernel.context import Property
from symgauss.kernel.sizes import Shape
from symgauss.latex.source import Span


@dataclass(slots=True)
class Said:
    """What prose says about one name."""

    shape: Shape | None = None
    properties: dict[Property, set[int]] = field(default_factory=dict)  #: with where it is said
    introduced: set[int] = field(default_factory=set)  #: where it says "let"
    renewed: set[int] = field(default_factory=set)  #: where it gets a new meaning
    redefined: set[int] = field(default_factory=set)  #: where it gets one in all that was said
    restored: set[int] = field(default_factory=set)  #: where the words come back to the old one
    rank: str = ""  #: scalar, vector, matrix
    random: bool = False
    fixed: bool = False  #: whether it is called a fixed number, so that it is not random
    called_matrix: bool = False  #: whether it is called a matrix, in whatever words
    covariance: bool = False  #: whether it is called a covariance, which may be one of a number
    deviation: bool = False  #: whether it is called a standard deviation
    any_sign: bool = False  #: whether it is said that it may be negative
    precision: bool = False  #: whether it is called a precision
    restricted: str = ""  #: what restricts it, in a word: "idempotent"
    independent: set[int] = field(default_factory=set)  #: where it is said, with whom
    arbitrary: bool = False  #: whether it is said to be any one, somewhere
    other_law: set[int] = field(default_factory=set)  #: where it gets a law that is no normal one
    described: set[int] = field(default_factory=set)  #: where words may say that it is another one

    def has(self, said: Property, formula: Inline) -> None:
        """It has a property by what it is called: the covariance S."""
        if not formula.hedged:
            self.properties.setdefault(said, set()).add(formula.span.start)

    def is_said_to_be(self, said: Property, formula: Inline) -> None:
        """It has a property by an adjective, which counts where nothing takes it back."""
        if formula.plain and not self.arbitrary:
            self.has(said, formula)


@dataclass(frozen=True, slots=True)
class Inline:
    """An inline formula between its neighbouring words, in one sentence."""

    before: str
    after: str
    names: tuple[tuple[str, bool], ...]  #: canonical names, and whether they were squared
    shape: Shape | None  #: if the formula is a size such as ``n \times p``
    span: Span
    hedged: bool = False  #: whether the sentence does not claim what it says
    plain: bool = False  #: whether all its words are known, and none restricts what it says
    given: bool = False  #: whether it stands under a condition, as of laws
    law: bool = False  #: whether it states a law of the names
    number: int = 0  #: among all formulas of the document
    spread: str = ""  #: what the formula is a normal law with, if that is a name or its inverse
    leads: bool = False  #: whether the words before its list leave it to what follows
    ends: bool = False  #: whether no other formula stands right behind the words that follow
