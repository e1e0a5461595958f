"""The targets of ``symgauss export``: which one is meant, and the help, which lists them all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from symgauss.errors import UsageError

if TYPE_CHECKING:
    from symgauss.export.targets import Target

C_SUFFIXES = frozenset({".c", ".h"})


class ExportCommand(click.Command):
    """A command whose help ends with the table of targets."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Targets, suffixes, packages and the commands that install them."""
        from symgauss.export.targets import TARGETS  # noqa: PLC0415 - loads SymPy

        del ctx
        rows = []
        for target in TARGETS.values():
            needs = f"needs {' and '.join(target.packages)} to run: {target.install}"
            if target.suffix == ".c":
                needs = "needs a C99 compiler, and nothing else, to run"
            rows.append((target.name, f"a {target.suffix} file; {needs}"))
        with formatter.section("Targets"):
            formatter.write_dl(rows)


def choose_target(to: str | None, output: str | None) -> Target:
    """``--to`` if given, else the suffix of ``-o``, else numpy.

    ``UsageError`` where the suffix is that of another language, or of none that is written.
    """
    from symgauss.export.targets import TARGETS, target  # noqa: PLC0415 - loads SymPy

    suffix = Path(output or "").suffix.lower()
    if to is None and suffix not in {"", ".py", *C_SUFFIXES}:
        known = ", ".join(TARGETS)
        raise UsageError(f"{output}: the suffix names no target; say one with --to ({known})")
    chosen = target(to or ("c" if suffix in C_SUFFIXES else "numpy"))
    other = C_SUFFIXES if chosen.suffix == ".py" else {".py"}
    if suffix in other:
        wanted = f"{Path(output or '').stem}{chosen.suffix}"
        raise UsageError(
            f"{output}: the target {chosen.name} writes no {suffix} file, but {wanted}"
        )
    return chosen
