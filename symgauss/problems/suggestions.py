"""What could be asked about a model."""

from __future__ import annotations

from symgauss.kernel.context import Context, Distribution
from symgauss.kernel.terms import Density, Named
from symgauss.notation.latex import print_term

_MOST = 3


def possible_queries(context: Context) -> list[str]:
    """A few queries that the model answers, in LaTeX: posteriors first, then marginals."""
    dependent = [d for d in context.distributions if d.given]
    laws = [_posterior(d, context) for d in dependent]
    laws += [Named(d.density, (d.variable,)) for d in dependent]
    if not laws:
        laws = [Named(d.density, (d.variable,)) for d in context.distributions]
    return [print_term(Density(law)) for law in dict.fromkeys(laws)][:_MOST]


def _posterior(distribution: Distribution, context: Context) -> Named:
    """What it depends on first, given the variable and whatever else stands behind the bar."""
    random = {d.variable for d in context.distributions}
    hidden = next((v for v in distribution.given if v in random), distribution.given[0])
    others = tuple(v for v in distribution.given if v != hidden)
    return Named(distribution.density, (hidden,), (distribution.variable, *others))
