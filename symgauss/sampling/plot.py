"""A picture of a check: sampled against derived, and the scores of all quantities."""

from __future__ import annotations

from importlib.util import find_spec
from math import isfinite
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from symgauss.errors import MissingDependencyError, UsageError
from symgauss.sampling.results import SampleCheck
from symgauss.sampling.table import verdict

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FORMATS = (".png", ".pdf", ".svg")
INSTALL = "pip install 'symgauss[plot]'"
_RIGHT, _WRONG, _INK = "#2a6f97", "#c1121f", "#444444"
_SHOWN = 40.0  #: scores beyond are drawn at the edge


def check_plot(path: str | Path) -> None:
    """Refuse early what cannot be drawn: a format, a folder, a missing matplotlib."""
    target = Path(path)
    if target.suffix.lower() not in FORMATS:
        raise UsageError(f"{path}: a picture ends in {', '.join(FORMATS)}")
    if not target.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {target.parent}")
    require_matplotlib()


def require_matplotlib() -> None:
    """``MissingDependencyError`` with the install command where matplotlib is missing."""
    if find_spec("matplotlib") is None:
        raise MissingDependencyError(f"--plot needs matplotlib, which is not installed: {INSTALL}")


def picture(check: SampleCheck, suffix: str) -> bytes:
    """The picture in the format of a suffix; ``MissingDependencyError`` without matplotlib."""
    require_matplotlib()
    from io import BytesIO  # noqa: PLC0415 - with matplotlib

    from matplotlib.figure import Figure  # noqa: PLC0415 - an extra

    figure = Figure(figsize=(10, 4.6), dpi=150, layout="constrained")
    left, right = figure.subplots(1, 2)
    _against(left, check)
    _scores(right, check)
    figure.suptitle(check.title, fontsize=11)
    figure.supxlabel(verdict(check), fontsize=8, color=_INK if check.accepted else _WRONG)
    buffer = BytesIO()
    figure.savefig(buffer, format=suffix.lower().lstrip("."))
    return buffer.getvalue()


def _against(axes: Axes, check: SampleCheck) -> None:
    """Sampled against derived with three standard errors."""
    for wrong, colour in ((False, _RIGHT), (True, _WRONG)):
        chosen = [
            q
            for q in check.quantities
            if q.refused is wrong and isfinite(q.derived) and isfinite(q.sampled)
        ]
        if not chosen:
            continue
        label = "refused" if wrong else "accepted"
        axes.errorbar(
            [q.derived for q in chosen],
            [q.sampled for q in chosen],
            yerr=[3 * q.standard_error if isfinite(q.standard_error) else 0 for q in chosen],
            fmt="o", ms=3.5, lw=0.8, color=colour, alpha=0.7, label=f"{label} ({len(chosen)})",
        )  # fmt: skip
    low, high = axes.get_xlim()
    axes.axline((low, low), (high, high), color=_INK, lw=0.8, zorder=0)
    axes.set_xlabel("derived")
    axes.set_ylabel("sampled, with 3 standard errors")
    axes.set_title(f"{check.draws:,} draws, seed {check.seed}", fontsize=9)
    if check.quantities:
        axes.legend(frameon=False, fontsize=8)


def _scores(axes: Axes, check: SampleCheck) -> None:
    """The ordered scores against those of a standard normal."""
    z = np.sort([min(max(q.z, -_SHOWN), _SHOWN) for q in check.quantities])
    count = len(z)
    axes.set_xlabel("standard normal quantile")
    axes.set_ylabel("score z")
    axes.set_title("scores of all quantities", fontsize=9)
    if not count:
        return
    allowed = -NormalDist().inv_cdf(check.level / (2 * count))
    expected = [NormalDist().inv_cdf((i + 0.5) / count) for i in range(count)]
    reach = max(4.0, abs(expected[0]) + 0.5)
    axes.plot([-reach, reach], [-reach, reach], color=_INK, lw=0.8, zorder=0)
    for sign in (-1, 1):
        axes.axhline(sign * allowed, color=_WRONG, lw=0.8, ls="--", zorder=0)
    axes.text(
        -reach, allowed, f" refused above {allowed:.2f}", color=_WRONG, fontsize=8, va="bottom"
    )
    colours = [_WRONG if abs(value) > allowed else _RIGHT for value in z]
    axes.scatter(expected, z, s=12, c=colours, alpha=0.8)
    axes.set_xlim(-reach, reach)
    edge = max(allowed * 1.25, np.abs(z).max() * 1.05)
    axes.set_ylim(-edge, edge)
