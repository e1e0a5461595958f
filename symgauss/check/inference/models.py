r"""Models that a document states, such as ``X \sim \mathcal{N}(m, S)``."""

from __future__ import annotations

from symgauss.check.displays.parts import Statement
from symgauss.check.inference.reader import Reader
from symgauss.check.laws.samples import last_member
from symgauss.errors import SourceError
from symgauss.latex.models import Law, elaborate_model
from symgauss.latex.source import Source, Span
from symgauss.latex.statement_syntax import ModelSyntax, classify
from symgauss.latex.tree import Chain, Listing, Words


def model_of(statement: Statement, source: Source) -> ModelSyntax | None:
    """The model that a statement states, by its form."""
    nodes = [side.node for side in statement.sides[:2]]
    if isinstance(nodes[0], Listing):
        nodes[0] = last_member(nodes[0])  # the law of all members is the one of each
    if len(nodes) < 2 or nodes[0] is None or nodes[1] is None or not statement.signs:
        return None
    if statement.signs[0].kind not in ("~", "=") or isinstance(nodes[0], Words):
        return None
    chain = Chain((nodes[0], nodes[1]), (statement.signs[0],))
    try:
        found = classify(chain, Span(chain.span.start, chain.span.end), source)
    except SourceError:
        return None
    return found if isinstance(found, ModelSyntax) else None


def read_law(model: ModelSyntax, reader: Reader) -> Law | None:
    """The terms of a model; the shapes that a law demands are learnt."""
    try:
        return elaborate_model(model, reader)
    except SourceError:
        return None
