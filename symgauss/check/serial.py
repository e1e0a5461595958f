"""Processes: what a text calls a random walk, an autoregression or a chain has dependent members.

A law that is stated of each member says nothing of several ones then, unless they are noise.
"""

from __future__ import annotations

import re

from symgauss.check.constants import is_noise
from symgauss.check.expectations import averaged_bodies
from symgauss.kernel.context import Context
from symgauss.kernel.terms import Indexed, IndexedSum, Term
from symgauss.kernel.traversal import subterms

_SERIAL = re.compile(
    r"\b(?:random walks?|auto-?regressi\w+|AR ?\(|ARMA|moving average|MA ?\(|markov\w*|brownian"
    r"|wiener|ornstein|stationary|time series|gaussian process|auto-?co(?:variance|rrelation)\w*"
    r"|serial\w*|martingale)",
    re.IGNORECASE,
)


def speaks_of_a_process(text: str) -> bool:
    """Whether a document speaks of variables one after the other that depend on each other."""
    return _SERIAL.search(text) is not None


def dependent_members(sides: tuple[Term, Term], context: Context) -> str:
    """A family of a process of which several members are averaged; empty if there is none."""
    families = {
        law.variable.name
        for law in context.distributions
        if isinstance(law.variable, Indexed) and not is_noise(law.variable.name)
    }
    for part in (p for side in sides for p in subterms(side)) if families else ():
        for body in averaged_bodies(part):
            found: dict[str, set[Term]] = {}
            summed = any(isinstance(inner, IndexedSum) for inner in subterms(body))
            for inner in subterms(body):
                if isinstance(inner, Indexed) and inner.name in families:
                    found.setdefault(inner.name, set()).add(inner)
            for name, members in found.items():
                if summed or len(members) > 1:
                    return name
    return ""
