r"""Laws whose parameters have names: ``x | z \sim N(m, v)`` with ``m = a z``.

Such a name is no constant where it is made of what has a law itself.  Of what stands behind the bar
its value is put in, so that the mean is seen to move with z.  A law whose parameters move with
anything else, ``x \sim N(m, v)`` with ``m = a z``, is one given that; what it is without that is
not known, and nothing is shown by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symgauss.check.laws.placed import parameters
from symgauss.check.manners.letters import NOISE
from symgauss.check.meaning.hidden import Meant, leading, shown
from symgauss.check.meaning.values import Value
from symgauss.kernel.context import Context, Distribution
from symgauss.kernel.shapes import ShapeError, shape_of


def spelled_out(context: Context, meant: Meant) -> Context:
    """The context with laws that show what moves their parameters; the same one if none does."""
    if not context.distributions:
        return context
    laws = [_spelled(each, context, meant) for each in context.distributions]
    if all(new is old for new, old in zip(laws, context.distributions, strict=True)):
        return context
    return replace(context, distributions=tuple(law for law in laws if law is not None))


def with_values(law: Distribution, values: Sequence[Value]) -> Distribution | None:
    """The law with values put into its parameters; ``None`` where they do not fit."""
    mean, covariance = shown(law.mean, values), shown(law.covariance, values)
    if mean is None or covariance is None:
        return None
    try:
        fits = shape_of(mean) == shape_of(law.mean)
        fits = fits and shape_of(covariance) == shape_of(law.covariance)
    except ShapeError:
        return None
    return replace(law, mean=mean, covariance=covariance) if fits else None


def _spelled(law: Distribution, context: Context, meant: Meant) -> Distribution | None:
    """A law with what is behind the bar in sight; ``None`` where something else moves it."""
    beside = [d for d in context.distributions if d.density == law.density]
    moving = {d.variable for d in beside} | {v for d in beside for v in d.given} | {*law.given}
    noise = frozenset(v.name for v in moving if v.name.partition("_")[0] in NOISE)
    values: dict[int, Value] = {}
    for name in sorted(parameters(law) - moving, key=str):
        for variable in sorted(moving, key=str):
            chain = leading(name, variable, meant, noise)
            if not chain:
                continue
            if variable not in law.given or any(value.is_root for value in chain):
                return None
            values |= {value.position: value for value in chain}
    return with_values(law, list(values.values())) if values else law
