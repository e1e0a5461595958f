"""From averages to a verdict: scores that are honest in the tails, at a family-wise level.

A sample mean of something skewed, such as a log-ratio (a sum of squares of normal variables), is
not normal six standard errors out.  Hall (1992), On the Removal of Skewness by Transformation,
J. R. Statist. Soc. B 54, gives a monotone cubic of Student's t whose skewness is gone.  All claims
together are tested by Holm (1979), which keeps the level whatever depends on what.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from symgauss.sampling.floats import Array
from symgauss.sampling.running import RunningMoments

LEVEL = 1e-6
_EXACT = 1e-8  #: relative; how far values may be apart that are equal at every draw
_ROUNDING = 1e-9  #: relative; what does not vary from draw to draw has to agree to this


def scores(deviations: RunningMoments, scale: Array) -> Array:
    """Standard normal scores of mean deviations that should be zero.

    ``scale`` is the magnitude of what was compared: where a deviation is the same at every draw,
    or rounding, it decides between zero and infinity.  What is not finite is infinite.
    """
    error = deviations.standard_error
    n = deviations.count
    tiny = _ROUNDING * scale + 1e-300
    steady = deviations.deviation <= tiny
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        t = deviations.mean / error
        g, root = deviations.skewness, math.sqrt(n)
        z = t + g * t**2 / (3 * root) + g**2 * t**3 / (27 * n) + g / (6 * root)
    certain = np.where(np.abs(deviations.mean) <= tiny, 0.0, np.inf)
    z = np.where(steady, certain, z)
    finite = np.isfinite(deviations.mean) & np.isfinite(error) & ~np.isnan(z)
    return np.asarray(np.where(finite, z, np.inf))


def exact_scores(largest: Array) -> Array:
    """Zero where two values agree at every draw up to rounding, else infinity.

    ``largest`` is the largest difference, relative to the usual size of the values.
    """
    return np.asarray(np.where(largest <= _EXACT, 0.0, np.inf))


def tail(z: float) -> float:
    """The two-sided probability of a standard normal score as large as this."""
    return math.erfc(abs(z) / math.sqrt(2))


def refused(probabilities: Sequence[float], level: float) -> list[bool]:
    """Holm's step-down test: which hypotheses are refused at a family-wise level."""
    order = sorted(range(len(probabilities)), key=lambda i: probabilities[i])
    found = [False] * len(probabilities)
    for place, i in enumerate(order):
        if probabilities[i] > level / (len(order) - place):
            break
        found[i] = True
    return found
