r"""Functions that words call the density or the generating function of what has a stated law.

"Let $X \sim \mathcal{N}(\mu, v)$ with density $f(x) = ..$" defines no f that is free: the law says
what f is.  What is stated is held against it, and proves nothing where it is something else.

A density integrates to one.  What is given for one and does not, ``p(x) = e^{-x^2/2}``, was meant
up to a factor; it says nothing of integrals and means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import FORMULA
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.judge import Outcome
from symgauss.check.manners.densities import density_of
from symgauss.check.manners.expectations import is_expectation
from symgauss.check.meaning.contexts import Contexts
from symgauss.check.meaning.values import Value
from symgauss.kernel.context import Distribution
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Density,
    Expectation,
    Function,
    Integral,
    NormalDensity,
    Opaque,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.kernel.verdict import Answer, Reason, Verdict
from symgauss.latex.naming import without_bold
from symgauss.latex.source import Span

SECONDS = 0.25  #: for whether something integrates to one
_WORDS = (
    r"of|for|is|are|be|the|an?|its|random|variables?|given|by|then|reads?|as|equals?|to|normal"
    r"|gaussian|distribution|law|function|hence|thus|therefore"
)
_CALLED = re.compile(
    # no "Laplace density", no "standard normal density", no "log density"
    rf"(?:^|{FORMULA}|[,;:.]|\b(?:the|its|their|whose|with|an?|has|have|and|of|by|corresponding"
    r"|associated|(?<!standard )(?:normal|gaussian)|probability))[ ]?"
    r"(?P<kind>(probability )?density( function)?"
    r"|p\.?d\.?f\.?|moment[- ]generating function|m\.?g\.?f\.?|characteristic function)\b"
    rf"(?P<rest>(\b| |,|:|{FORMULA}|\b({_WORDS})\b)*)$",
    re.IGNORECASE,
)
_OF = re.compile(r"\b(?:of|for)(?: [a-z]+){0,3} \$([^$]+)\$[^$]*$", re.IGNORECASE)
_LETTER = re.compile(r"\\?[A-Za-z]+")
_HALF, _ONE, _MINUS = Rational(1, 2), Rational(1), Rational(-1)
_UNIT = Symbol("i", SCALAR)
_EQUAL = Relation(RelationKind.EQUAL)


class CalledLaws:
    """Holds what words call a law against the laws of one document."""

    def __init__(self, careful: Careful, contexts: Contexts) -> None:
        self.careful = careful
        self.contexts = contexts

    def outcome(self, statement: Statement, index: int) -> Outcome | None:
        """What the stated law says of a function that is called so; ``None`` if there is none."""
        if index or not statement.signs or statement.signs[0].kind not in ("=", ":="):
            return None
        right = statement.sides[1].term
        meant = self._meant(statement)
        if meant is None or right is None or any(isinstance(p, Opaque) for p in subterms(right)):
            return None
        found = self.careful.decided(meant, RelationKind.EQUAL, right, statement, index)
        return found if found.verdict.answer in (Answer.HOLDS, Answer.FAILS) else None

    def speak_of(self, statement: Statement) -> bool:
        """Whether words call the first side a function that the stated law decides."""
        if statement.region is None or self._meant(statement) is None:
            return False
        return "standard" not in self.careful.sentences.before(statement.region)

    def is_open(self, statement: Statement) -> bool:
        """Whether a characteristic function is stated that the law does not show to be right.

        Nothing refutes it, as the unit is no number that is drawn.
        """
        if self._meant(statement) is None:
            return False
        called = _CALLED.search(self.careful.sentences.before(statement.region or Span(0, 0)))
        unit = called is not None and called["kind"][0].lower() == "c"
        return unit and self.outcome(statement, 0) is None

    def _meant(self, statement: Statement) -> Term | None:
        """What the law says of the first side."""
        first, region = statement.sides[0].term, statement.region
        if not isinstance(first, Opaque) or len(first.arguments) != 1 or region is None:
            return None
        called = _CALLED.search(self.careful.sentences.before(region))
        argument = first.arguments[0]
        if called is None or is_expectation(first) or not isinstance(argument, Symbol):
            return None
        source = self.careful.source.text
        written = source[self.careful.sentences.start(region) : region.start]
        law = self._law(statement.position, _OF.search(written))
        if law is None:
            return None
        name = without_bold(law.variable.name)
        subscript = first.name.partition("_")[2]
        if subscript and without_bold(subscript) not in (name, name.lower()):
            return None
        if called["kind"][0].lower() in "mc":
            square = Product((_HALF, law.covariance, argument, argument))
            linear = Product((argument, law.mean))
            if called["kind"][0].lower() == "c":  # what holds for any i holds for the unit
                square, linear = Product((_MINUS, square)), Product((_UNIT, linear))
            exponent = (linear, square)
            number = law.variable.shape.is_scalar and argument.shape.is_scalar
            return Function("exp", Sum(exponent)) if number else None
        same = without_bold(argument.name) in (name, name.lower())
        if not same or argument.shape != law.variable.shape:
            return None
        return NormalDensity(argument, law.mean, law.covariance)

    def _law(self, place: int, of: re.Match[str] | None) -> Distribution | None:
        """The one law that is spoken of."""
        laws = [each.law for each in self.contexts.model(place) if each.place <= place]
        laws = [each for each in laws if not each.given and isinstance(each.variable, Symbol)]
        if of is not None:
            letter = _LETTER.match(of[1].strip())
            stem = "" if letter is None else letter.group().lstrip("\\")
            laws = [each for each in laws if without_bold(each.variable.name) == stem]
        last: dict[str, Distribution] = {each.variable.name.lower(): each for each in laws}
        return next(iter(last.values())) if len(last) == 1 else None


def unnormalised(outcome: Outcome, sides: Iterable[Term | None], seed: int | None) -> Verdict:
    """The verdict; unknown where it integrates what is called a density and is none."""
    verdict = outcome.verdict
    terms = [side for side in sides if side is not None]
    parts = [part for term in terms for part in subterms(term)]
    averages = any(
        isinstance(p, Integral | Expectation) or (isinstance(p, Opaque) and is_expectation(p))
        for p in parts
    )
    if verdict.answer is not Answer.HOLDS or not averages or outcome.asked is None:
        return verdict
    for value in outcome.using:
        total = _total(value)
        if total is None:
            continue
        found = judge(total, _EQUAL, _ONE, outcome.asked.context, seed=seed, seconds=SECONDS)
        if found.answer is Answer.FAILS or found.reason is Reason.MISSING_CONTEXT:
            detail = f"{value.written} is no density, as it does not integrate to one"
            return Verdict.missing_context(detail)
    return verdict


def _total(value: Value) -> Term | None:
    """The integral of what is given for a density, if that says all of it."""
    if not isinstance(value.key, Opaque | Density) or isinstance(value.term, NormalDensity):
        return None
    found = density_of(value.key)
    if found is None or found.given or len(found.variables) != 1:
        return None
    (variable,) = found.variables
    if any(isinstance(part, Opaque | Density) for part in subterms(value.term)):
        return None
    if not isinstance(variable, Symbol) or variable not in free_symbols(value.term):
        return None
    return Integral(value.term, variable)
