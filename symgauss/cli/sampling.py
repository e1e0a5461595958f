"""``symgauss sample``: progress while draws are made, then a table, JSON or a picture."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from symgauss.cli.output import emit, text_width

if TYPE_CHECKING:
    from symgauss.derivation.derivation import Derivation
    from symgauss.sampling.results import SampleCheck

ACCEPTED, REFUSED, INTERRUPTED = 0, 1, 130


def sample_all(
    derivation: Derivation,
    *,
    draws: int,
    seed: int | None,
    as_json: bool,
    plot: str | None,
    verbose: bool,
) -> int:
    """Check a derivation by sampling and show what was found; the exit code says it, too."""
    from symgauss.reports.prose import plain  # noqa: PLC0415 - loads the writers
    from symgauss.sampling import sample_check  # noqa: PLC0415 - loads NumPy

    derivation = replace(derivation, title=plain(derivation.title))
    with _watching(f"sampling {derivation.slug}") as progress:
        check = sample_check(derivation, draws, seed=seed, progress=progress)
    if check.interrupted:
        click.echo("symgauss: interrupted; what was finished follows", err=True)
    if as_json:
        click.echo(json.dumps(check.to_json(), indent=2, ensure_ascii=False))
    else:
        _show(check, verbose=verbose)
    if plot is not None:
        from symgauss.sampling.plot import picture  # noqa: PLC0415 - an extra

        emit(picture(check, Path(plot).suffix), plot)
    if check.interrupted:
        return INTERRUPTED
    return ACCEPTED if check.accepted else REFUSED


def _show(check: SampleCheck, *, verbose: bool) -> None:
    from symgauss.sampling.table import REFUSED as MARK  # noqa: PLC0415 - with the rest
    from symgauss.sampling.table import lines_of  # noqa: PLC0415 - with the rest

    width = text_width() or 100
    lines = list(lines_of(check, width, verbose=verbose))
    if not sys.stdout.isatty():
        click.echo("\n".join(lines))
        return
    from rich.console import Console  # noqa: PLC0415 - only for a terminal
    from rich.text import Text  # noqa: PLC0415 - as above

    console = Console(soft_wrap=True, highlight=False)
    for place, line in enumerate(lines):
        style = ""
        if place == 0 or line.startswith("("):
            style = "bold"
        if line.endswith(MARK) or line.startswith("refused"):
            style = "red"
        elif line.startswith("accepted"):
            style = "green"
        console.print(Text(line, style=style))


@contextmanager
def _watching(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show progress to a person, and stop at the end of a batch when one asks for it."""
    asked = False

    def stop(*_: object) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt  # the second time at once
        asked = True

    def ending() -> None:
        if asked:
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        if sys.stderr.isatty():
            with _bar(what) as show:

                def told(done: int, total: int) -> None:
                    show(done, total)
                    ending()

                yield told
        else:
            yield lambda _done, _total: ending()
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error."""
    from rich.console import Console  # noqa: PLC0415 - only for a terminal
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield show
