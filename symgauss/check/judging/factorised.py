r"""``p(x, z) = p(x) p(z)`` in a document in which z depends on x.

A product of densities is one that may be supposed, of what is independent.  Where the document
gives the law of one of its variables given another one, makes one of the other, or says in words
that it depends on it, the product is a claim; it is wrong as long as nobody says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, product

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.stated import Stated
from symgauss.check.manners.densities import named_law
from symgauss.kernel.terms import Function, Named, Product, Sum, Term, Variable
from symgauss.kernel.traversal import subterms

#: By custom the letter of densities that are chosen, and not those of the model.
_CHOSEN = "q"
_INDEPENDENCE = re.compile(r"(?<!not )\bindependen|\bi\.?\s?i\.?\s?d\b", re.IGNORECASE)
#: Spaces, braces, bold letters and the sizes of parentheses.
_SEEN_ONLY = re.compile(
    r"\\(?:math(?:bf|sf|rm)|boldsymbol|bm|left|right|[bB]igg?[lrm]?|[,;!])|[\s{}$]"
)
_BARS = re.compile(r"\\(?:mid|vert|lvert|rvert)\b")


class Factorised:
    """Finds the products of densities of one document that its own model denies."""

    def __init__(self, names: Stated, careful: Careful) -> None:
        self.names = names
        self.depends = careful.made_of_noise.depends
        self.independent = careful.judge.asking.independent
        #: letters of densities with a variable and another one that it is conditioned on
        self.conditioned = frozenset(_conditioned(names.statements))
        self._written = ""

    def denied(self, statement: Statement) -> str:
        """What depends on what in a product that says otherwise, in words; empty if nothing."""
        left, right = (side.term for side in statement.sides[:2])
        joint, factors = _density(left), _factors(right)
        if joint is None or len(factors) < 2:
            return ""
        names = {variable.name for variable in joint.variables}
        if names <= self.independent or self._is_supposed(statement):
            return ""
        for one, other in combinations(factors, 2):
            for first, second in product(one.variables, other.variables):
                pair = self._dependent(joint.name, first, second, statement.position)
                if pair:
                    return "{} depends on {}".format(*pair)
        return ""

    def _is_supposed(self, statement: Statement) -> bool:
        """Whether it is a condition, or the words of its sentence say why it should be so."""
        if statement.premise or statement.conditional or self.names.roles.is_supposed(statement):
            return True
        sentences = self.names.sentences
        around = sentences.around(statement.position)
        return _INDEPENDENCE.search(sentences.text[around.start : around.end]) is not None

    @property
    def written(self) -> str:
        """The text without what is seen only, for densities that stand in prose alone."""
        if not self._written:
            text = _BARS.sub("|", self.names.source.text)
            self._written = _SEEN_ONLY.sub("", text)
        return self._written

    def _dependent(
        self, letter: str, first: Variable, second: Variable, place: int
    ) -> tuple[str, str] | None:
        """Two variables, of which the first depends on the second."""
        on = self.depends.at(place)
        for one, other in ((first, second), (second, first)):
            written = f"{letter}({one.name}|{other.name})" in self.written
            if written or (letter, one, other) in self.conditioned:
                return one.name, other.name
            is_made = self.depends.is_made_of(one.name, other.name) or on(one.name, other.name)
            if letter != _CHOSEN and is_made:
                return one.name, other.name
        return None


def _density(term: Term | None) -> Named | None:
    """The law of a density that is conditioned on nothing, also below a logarithm."""
    if isinstance(term, Function) and term.name == "log":
        return _density(term.argument)
    found = None if term is None else named_law(term)
    return found if found is not None and not found.given else None


def _factors(term: Term | None) -> list[Named]:
    """The densities of a product, or of a sum of logarithms; none where one is conditioned."""
    if isinstance(term, Function) and term.name == "log":
        return _factors(term.argument)
    parts = term.factors if isinstance(term, Product) else ()
    parts = term.terms if isinstance(term, Sum) else parts
    found = [density for part in parts if (density := _density(part)) is not None]
    return found if len(found) == len(parts) else []


def _conditioned(statements: Iterable[Statement]) -> Iterator[tuple[str, Variable, Variable]]:
    """Letters of densities, with variables in front of and behind the bar."""
    for statement in statements:
        for side in statement.sides:
            for part in subterms(side.term) if side.term is not None else ():
                law = named_law(part)
                if law is not None and law.given:
                    yield from product((law.name,), law.variables, law.given)
