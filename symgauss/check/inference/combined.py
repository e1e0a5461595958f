r"""Laws of what is no variable but made of some: ``X - Y \sim N(m - n, s + t)``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from symgauss.check.displays.parts import Statement
from symgauss.check.inference.reader import Reader
from symgauss.errors import SourceError
from symgauss.kernel.terms import IndexedSum, Power, Product, Sum, Term
from symgauss.latex.statement_syntax import normal_law

_COMBINED = (Sum, Product, Power, IndexedSum)


@dataclass(frozen=True, slots=True)
class CombinedLaw:
    """A term that varies, and the mean and covariance that a statement claims of it."""

    body: Term
    mean: Term
    covariance: Term

    def settled(self, settle: Callable[[Term], Term]) -> CombinedLaw:
        """The same once all shapes are known."""
        return CombinedLaw(settle(self.body), settle(self.mean), settle(self.covariance))


def read_combined(statement: Statement, index: int, reader: Reader) -> CombinedLaw | None:
    """What a relation claims of a sum or a product; the shapes that it demands are learnt."""
    body, node = statement.sides[index].term, statement.sides[index + 1].node
    law = None if node is None else normal_law(node)
    if statement.signs[index].kind != "~" or law is None or not isinstance(body, _COMBINED):
        return None
    try:
        point, mean, covariance = reader.normal_parts(law)
        if point is not None:
            return None
        return CombinedLaw(
            body, *reader.mean_and_covariance(mean, covariance, reader.shape(body).rows)
        )
    except SourceError:
        return None
