"""What is asked: two sides, a relation, a context, and the randomness to answer with."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from symgauss.kernel.context import Context, Property
from symgauss.kernel.domains.domain import Domain
from symgauss.kernel.drawing.instance import Draw, Instance
from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.names import relevant_terms
from symgauss.kernel.relations import Relation
from symgauss.kernel.sizing import dimensions
from symgauss.kernel.tables import Tables
from symgauss.kernel.terms import Indexed, IndexedProduct, IndexedSum, Symbol, Term
from symgauss.kernel.traversal import shared, subterms

#: Values of integer symbols in turn: limits of sums and indices.  Never 0, 1 or 2.
INTEGERS = ((3, 5, 4, 6, 7), (5, 4, 6, 3, 8), (4, 6, 5, 7, 3))


@dataclass
class Question:
    """One step to be judged."""

    lhs: Term
    relation: Relation
    rhs: Term
    context: Context
    rng: Random
    seed: int
    deadline: float
    everything: tuple[Term, ...] = ()
    dimensions: list[str] = field(default_factory=list)
    integers: list[str] = field(default_factory=list)

    @classmethod
    def of(
        cls, lhs: Term, relation: Relation, rhs: Term, context: Context, rng: Random, seed: int, deadline: float
    ) -> Question:
        """A question with the dimensions and integers that occur in it."""
        pool: dict[object, Term] = {}
        lhs, rhs = shared(lhs, pool), shared(rhs, pool)
        question = cls(lhs, relation, rhs, context, rng, seed, deadline)
        question.everything = relevant_terms((lhs, rhs), context)
        question.dimensions = dimensions(question.everything)
        question.integers = _integers(question.everything, context)
        return question

    def tables(self) -> Tables:
        """Structure shared by the evaluations of one draw."""
        return Tables(self.context, self.deadline)

    def evaluator(
        self, domain: Domain, source: Draw, sizes: dict[str, int], draw: int, tables: Tables
    ) -> Evaluator:
        """An evaluator at a fresh instance."""
        numbers = INTEGERS[draw % len(INTEGERS)]
        integers = {name: numbers[i % len(numbers)] for i, name in enumerate(self.integers)}
        return Evaluator(Instance(self.context, sizes, integers, domain, source), domain, tables)


def _integers(terms: tuple[Term, ...], context: Context) -> list[str]:
    """Symbols that stand for integers: declared so, or used as an index or a limit."""
    bound: set[str] = set()
    found: dict[str, None] = {}
    for term in terms:
        for part in subterms(term):
            places: tuple[Term, ...] = ()
            if isinstance(part, IndexedSum | IndexedProduct):
                bound.add(part.index.name)
                places = (part.lower, part.upper)
            elif isinstance(part, Indexed):
                places = part.indices
            elif isinstance(part, Symbol) and Property.INTEGER in context.properties(part.name):
                found[part.name] = None
            for place in places:
                for inner in subterms(place):
                    if isinstance(inner, Symbol):
                        found[inner.name] = None
    defined = {definition.name.name for definition in context.definitions}
    return [name for name in found if name not in bound | defined]
