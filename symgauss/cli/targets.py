"""The help of ``symgauss export``, which lists the targets with what they need."""

from __future__ import annotations

import click


class ExportCommand(click.Command):
    """A command whose help ends with the table of targets."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Targets, suffixes, packages and the commands that install them."""
        from symgauss.export.targets import TARGETS  # noqa: PLC0415 - loads SymPy

        del ctx
        rows = []
        for target in TARGETS.values():
            needs = f"needs {' and '.join(target.packages)} to run: {target.install}"
            rows.append((target.name, f"a {target.suffix} file; {needs}"))
        with formatter.section("Targets"):
            formatter.write_dl(rows)
