r"""Parameters of conditional laws: the a_n of ``\tau \mid x \sim \mathrm{Gam}(a_n, b_n)``.

Where the document states a law of tau before, what tau is given x follows from the model.  Names
that stand first in such a law are no free ones, although nothing shows what they are; those of
normal laws are judged elsewhere.
"""

from __future__ import annotations

import re

from symgauss.check.displays.parts import Side, Statement
from symgauss.check.judging.stated import Stated
from symgauss.check.manners.densities import named_law
from symgauss.check.manners.keys import solved
from symgauss.kernel.terms import Opaque, Term
from symgauss.latex.mentions import names_in_order

_BAR = re.compile(r"\\mid\b|\\vert\b|\\given\b|(?<!\\)\|")


class ConditionalParameters:
    """The names of one document that stand first in a conditional law of what has one besides."""

    def __init__(self, names: Stated) -> None:
        self.names = names
        self.laws: dict[str, Statement] = {}  #: by the names
        drawn: set[str] = set()
        for statement in names.statements:
            variable, conditional = self._law(statement)
            if variable and conditional and variable in drawn:
                self._add(statement)
            elif variable and not conditional:
                drawn.add(variable)

    def has(self, name: str, statement: Statement) -> bool:
        """Whether a name is such a parameter, by a law above, which does not explain it itself."""
        law = self.laws.get(name)
        if law is None or law.position >= statement.position:
            return False
        return law.region != statement.region

    def _law(self, statement: Statement) -> tuple[str, bool]:
        """The variable of the law that a statement states, and whether it is given something."""
        left = statement.sides[0]
        if len(statement.sides) < 2:
            return "", False
        if statement.signs[0].kind == "~":
            written = [] if left.node is None else names_in_order(left.node)
            return (written[0] if written else ""), _BAR.search(self._text(left)) is not None
        law = None if left.term is None else named_law(left.term)
        if law is None or len(law.variables) != 1:
            return "", False
        return law.variables[0].name, bool(law.given)

    def _add(self, statement: Statement) -> None:
        """Note the names that are parameters themselves; others only abbreviate some."""
        for term in (side.term for side in statement.sides[1:]):
            for parameter in _parameters(term):
                pair = solved(parameter, parameter)
                name = None if pair is None else getattr(pair[0], "name", None)
                if name and self.names.first_names.get(name, -1) >= statement.position:
                    self.laws.setdefault(name, statement)

    def _text(self, side: Side) -> str:
        return self.names.source.text[side.span.start : side.span.end]


def _parameters(law: Term | None) -> tuple[Term, ...]:
    """The parameters of a law with a name; those of normal ones are held against the model."""
    return law.arguments if isinstance(law, Opaque) else ()
