"""First values of what words call a posterior variance, a gain, an estimate, or conclude.

A model decides what these are.  Where it is not known to decide it so, such a value shows nothing
of the name, as a wrong one would show all that follows from it.  Another value of the same name is
still held against it.
"""

from __future__ import annotations

from collections.abc import Iterator

from symgauss.check.displays.parts import Statement
from symgauss.check.judging.careful import Careful
from symgauss.check.judging.conditional_parameters import ConditionalParameters
from symgauss.check.judging.stated import Stated
from symgauss.check.manners.densities import density_of
from symgauss.check.manners.expectations import is_expectation
from symgauss.check.wording.called_values import (
    called_by_a_model,
    defines,
    is_concluded,
    leading,
    speaks_in_general,
)
from symgauss.kernel.names import AVERAGES
from symgauss.kernel.terms import (
    Density,
    Derivative,
    Function,
    Gradient,
    Hessian,
    Indexed,
    Opaque,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import free_symbols, subterms


class CalledValues:
    """Finds the first values of one document that their words make claims."""

    def __init__(self, names: Stated, careful: Careful) -> None:
        self.names = names
        self.careful = careful
        self.parameters = ConditionalParameters(names)

    def is_claimed(self, statement: Statement) -> bool:
        """Whether words call what gets a value something that a model decides, or conclude it."""
        region, right = statement.region, statement.sides[1].term
        if region is None or right is None:
            return False
        means = _is_of_a_density(right) or any(
            isinstance(p, AVERAGES) or is_expectation(p) for p in subterms(right)
        )
        if means or self.names.roles.claims.cover(statement.position):
            return False  # that is what it means, or its proof shows it
        words = leading(self.careful.sentences.before(region))
        key = self.names.named_key(statement.sides[0])
        if isinstance(key, Indexed) and any(p.name == key.name for p in _members(right)):
            return False  # a recursion, or one step of an algorithm
        if called_by_a_model(words) or self._is_of_one_case(statement, words):
            return True
        if self._is_given_data(statement, words):
            return True
        if statement.is_inline or not is_concluded(words) or self._is_beside(statement):
            return False
        random = self.names.roles.random
        return not any(name.name.partition("_")[0] in random for name in free_symbols(right))

    def is_said_only(self, statement: Statement) -> bool:
        """Whether a sentence gives in a formula of its own what a model decides."""
        return statement.is_inline and len(statement.sides) > 1 and self.is_claimed(statement)

    def _is_given_data(self, statement: Statement, words: str) -> bool:
        """Whether a name belongs to what is given data, by its law or by how it is written."""
        key = self.names.named_key(statement.sides[0])
        if not isinstance(key, Symbol | Indexed):
            return False
        if self.parameters.has(key.name, statement):
            return True
        return "|" in key.name and not defines(words)

    def _is_of_one_case(self, statement: Statement, words: str) -> bool:
        """Whether numbers alone are said to be what a name of before is in general."""
        key, right = self.names.named_key(statement.sides[0]), statement.sides[1].term
        if not speaks_in_general(words) or isinstance(key, str | None) or right is None:
            return False
        if not any(value.position < statement.position for value in self.names.values.of(key)):
            return False
        return free_symbols(right) <= free_symbols(key)

    def _is_beside(self, statement: Statement) -> bool:
        """Whether it explains a name of its own display, or is no first value of a name."""
        key, here = self.names.named_key(statement.sides[0]), statement.position
        if statement.region is None or key is None or isinstance(key, str):
            return True
        if density_of(statement.sides[0].term) is not None:
            return True
        if any(value.position < here for value in self.names.values.of(key)):
            return True
        above = (o for o in self.names.statements if o.region == statement.region)
        above = (o for o in above if o.position < here)
        terms = (side.term for each in above for side in each.sides if side.term is not None)
        return any(part == key for term in terms for part in subterms(term))


def _is_of_a_density(term: Term) -> bool:
    """Whether a term is a function or density, its logarithm, or a derivative of that: a score."""
    while isinstance(term, Derivative | Gradient | Hessian):
        term = term.body
    inside = term.argument if isinstance(term, Function) and term.name == "log" else term
    return isinstance(inside, Opaque | Density)


def _members(term: Term) -> Iterator[Indexed]:
    return (part for part in subterms(term) if isinstance(part, Indexed))
