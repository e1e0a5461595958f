"""How mathematics is set in a report: the ruler of the target, and one line or two dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symgauss.derivation.derivation import Step
from symgauss.kernel.context import Declaration, Distribution
from symgauss.kernel.relations import EQUAL, Relation
from symgauss.kernel.terms import Density, Named, NormalDensity, Term
from symgauss.notation.breaking import Display, Line, break_formula, break_side, divide
from symgauss.notation.compose import compose
from symgauss.notation.layout import Layout
from symgauss.notation.statements import (
    Statement,
    compose_declarations,
    compose_formula,
    compose_relation,
    compose_side,
    compose_statement,
)
from symgauss.notation.unicode import TERMINAL
from symgauss.notation.widths import PAGE, Ruler


@dataclass(frozen=True, slots=True)
class Row:
    """One step of a chain: relation sign and the lines of the right side."""

    step: Step
    sign: Layout
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SetChain:
    """A chain of steps in lines: ``left sign lines``, then ``sign lines`` for each step."""

    left: tuple[Line, ...]
    apart: bool  #: the left side stands on lines of its own
    rows: tuple[Row, ...]

    @property
    def height(self) -> int:
        """How many lines the chain takes."""
        right = sum(len(row.lines) for row in self.rows)
        return right + (len(self.left) if self.apart else 0)


@dataclass(frozen=True, slots=True)
class Style:
    """One way to set mathematics."""

    ruler: Ruler
    flat: bool

    def term(self, term: Term) -> Layout:
        """Set a term on one line."""
        return compose(term, flat=self.flat, glyphs=self.flat)

    def statement(self, statement: Statement) -> Layout:
        """Set a statement on one line."""
        return compose_statement(statement, flat=self.flat, glyphs=self.flat)

    def density(self, stated: Distribution) -> Layout:
        """Set a distribution as ``q(x) = N(x; m, S)``, with the name of its density."""
        x = stated.variable
        named = Density(Named(stated.density, (x,), stated.given))
        normal = NormalDensity(x, stated.mean, stated.covariance)
        return compose_formula(named, EQUAL, normal, flat=self.flat, glyphs=self.flat)

    def declarations(self, group: Sequence[Declaration]) -> Layout:
        """Set declarations of one type on one line."""
        return compose_declarations(group, flat=self.flat)

    def formula(self, lhs: Term, relation: Relation, rhs: Term, width: float) -> Display:
        """Set ``lhs relation rhs`` in lines."""
        row = compose_formula(lhs, relation, rhs, flat=self.flat, glyphs=self.flat)
        return break_formula(row, width, self.ruler)

    def chain(self, steps: Sequence[Step], width: float) -> SetChain:
        """Set steps of which each continues the one before it."""
        left = self.term(steps[0].lhs_term)
        sides = [(self._sign(steps, i), self._side(step)) for i, step in enumerate(steps)]
        apart, room = divide(left, sides, width, self.ruler)
        rows = tuple(
            Row(step, sign, tuple(break_side(side, room, self.ruler)))
            for step, (sign, side) in zip(steps, sides, strict=True)
        )
        return SetChain(tuple(break_side(left, width, self.ruler)), apart, rows)

    def _side(self, step: Step) -> Layout:
        return compose_side(step.relation, step.rhs_term, flat=self.flat, glyphs=self.flat)

    def _sign(self, steps: Sequence[Step], i: int) -> Layout:
        """The sign of a step; a chain names the variable of its proportionality once."""
        relation = steps[i].relation
        if any(step.relation == relation for step in steps[:i]):
            relation = Relation(relation.kind)
        return compose_relation(relation, steps[i].lhs_term, flat=self.flat)


PAGE_STYLE = Style(PAGE, flat=False)
TERMINAL_STYLE = Style(TERMINAL, flat=True)
