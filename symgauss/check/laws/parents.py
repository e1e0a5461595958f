r"""Laws together with those of what they are given: of a stack, or of ``p(x)`` and ``p(y | x)``.

A law given something says nothing about means over all that is random without the law of that.
"""

from __future__ import annotations

from collections.abc import Sequence

from symgauss.kernel.context import Context, Distribution
from symgauss.kernel.polynomials import degrees


def with_parents(laws: Sequence[Distribution], context: Context) -> list[Distribution]:
    """The laws, and those of all that they are given; empty where one of these is not stated.

    So it is where a mean is not affine in what is given, as the joint law is then no normal one.
    """
    found = list(laws)
    for each in found:  # grows
        names = frozenset(variable.name for variable in each.given)
        if names and not _is_affine(each, names, context):
            return []
        for variable in each.given:
            if any(d.variable == variable and d.density == each.density for d in found):
                continue
            own = [
                d
                for d in context.distributions
                if d.variable == variable and d.density == each.density
            ]
            if len(own) != 1:
                return []
            found += own
    return found


def _is_affine(law: Distribution, names: frozenset[str], context: Context) -> bool:
    (degree,) = degrees([law.mean], names, context)
    return degree is not None and degree <= 1
