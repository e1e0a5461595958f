"""Integrals of functions that nobody states, with respect to a generic measure.

What holds for every measure holds for Lebesgue measure, on the whole space or between two bounds:
linearity, the order of integration, constants in front.  So the integral of ``f`` is a sum of
``w_k f(x_k)`` at a few points that are drawn, with weights that are drawn; the same points and
weights for every variable of one shape and for equal bounds.  What is *not* true of every measure
(a substitution, the mass of a density) is not refuted by this either: see
:meth:`symgauss.kernel.unstated.Unstated.doubt`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from symgauss.kernel.domains.domain import Value
from symgauss.kernel.terms import Integral
from symgauss.kernel.unstated import has_free_integrand

if TYPE_CHECKING:
    from symgauss.kernel.evaluate import Evaluator

POINTS = 6
__all__ = ["has_free_integrand", "integral"]


def integral(ev: Evaluator, term: Integral) -> Value:
    """The integral with respect to the generic measure."""
    domain = ev.domain
    rows, columns = ev.size(term.variable.shape.rows), ev.size(term.variable.shape.columns)
    ends = [None if end is None else ev.value(end) for end in (term.lower, term.upper)]
    bounds = [end for end in ends if end is not None]
    label = "#" + "".join("-" if end is None else "+" for end in ends)
    total: Value = None
    for k in range(POINTS):
        point = domain.opaque(f"{label}point{k}", bounds, rows, columns)
        root = domain.opaque(f"{label}weight{k}{rows},{columns}", bounds, 1, 1)
        value = ev.inside({ev.key(term.variable): point}).value(term.body)
        part = domain.mul(domain.mul(root, root), value)
        total = part if total is None else domain.add(total, part)
    return total
