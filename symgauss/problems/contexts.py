"""Contexts put together: what the document says, and what the derivation introduced."""

from __future__ import annotations

from symgauss.kernel.context import Context


def joined(first: Context, *others: Context) -> Context:
    """One closed context; what the first says about a name goes before the others."""
    declarations = {d.name: d for c in (*reversed(others), first) for d in c.declarations}
    definitions = {d.name: d for c in (*reversed(others), first) for d in c.definitions}
    distributions = {
        (d.density, d.variable): d for c in (*reversed(others), first) for d in c.distributions
    }
    order = dict.fromkeys(d.name for c in (first, *others) for d in c.declarations)
    return Context(
        tuple(declarations[name] for name in order),
        tuple(definitions.values()),
        tuple(distributions.values()),
        closed=True,
    )
