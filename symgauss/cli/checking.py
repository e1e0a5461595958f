"""``symgauss check``: results go out as files are done; one that is unreadable stops no other."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from time import monotonic
from typing import TYPE_CHECKING

import click

from symgauss.check.batch import check_files
from symgauss.check.checked import CheckedDocument
from symgauss.check.one_file import Unreadable
from symgauss.cli.output import STANDARD_OUTPUT, check_output, emit, text_width
from symgauss.cli.progress import counting
from symgauss.kernel.verdict import Answer

if TYPE_CHECKING:
    from symgauss.check.formats.text import Line

INTERRUPTED = 130


class Form(StrEnum):
    """The formats of what is found."""

    TEXT = "text"
    JSONL = "jsonl"
    SARIF = "sarif"


def check_all(
    files: Sequence[str],
    form: Form,
    output: str | None,
    *,
    strict: bool = False,
    verbose: bool = False,
    jobs: int = 1,
    seed: int | None = None,
) -> int:
    """Check each file; the exit code is the worst of all files."""
    check_output(None, output)
    buffer = io.StringIO() if output not in (None, STANDARD_OUTPUT) else None
    report = _Report(form, buffer, strict=strict, verbose=verbose)
    try:
        with counting(len(files)) as show:
            outcomes = check_files(files, jobs=jobs, seed=seed)
            for path in files:
                show(f"checking {path}")
                found = next(outcomes)
                show("")
                report.add(found)
    except KeyboardInterrupt:
        report.interrupted = True
        click.echo("symgauss: interrupted; what was finished follows", err=True)
    report.finish()
    if buffer is not None:
        emit(buffer.getvalue(), output)
    return report.exit_code()


class _Report:
    """Writes findings as they come, to standard output or to a buffer."""

    def __init__(
        self, form: Form, buffer: io.StringIO | None, *, strict: bool, verbose: bool
    ) -> None:
        self.form = form
        self.strict = strict
        self.verbose = verbose
        self.documents: list[CheckedDocument] = []
        self.unreadable: list[Unreadable] = []
        self.interrupted = False
        self._start = monotonic()
        self._write: Callable[[str], object] = (
            buffer.write if buffer is not None else _to_standard_output
        )
        self._coloured = buffer is None and sys.stdout.isatty()

    def add(self, found: CheckedDocument | Unreadable) -> None:
        if isinstance(found, Unreadable):
            self.unreadable.append(found)
            click.echo(found.message, err=True)
            return
        self.documents.append(found)
        match self.form:
            case Form.TEXT:
                from symgauss.check.formats import text  # noqa: PLC0415 - one of three

                width = text_width() if self._coloured else None
                options = {} if width is None else {"width": width}
                shown = text.findings(found, verbose=self.verbose, strict=self.strict, **options)
                self._lines(shown)
            case Form.JSONL:
                from symgauss.check.formats import jsonl  # noqa: PLC0415 - one of three

                for line in jsonl.lines(found):
                    self._write(f"{line}\n")
            case Form.SARIF:
                pass  # one log of all files

    def finish(self) -> None:
        match self.form:
            case Form.TEXT:
                from symgauss.check.formats import text  # noqa: PLC0415 - one of three

                self._lines(text.summary(self.documents, self._seconds()))
            case Form.JSONL:
                from symgauss.check.formats import jsonl  # noqa: PLC0415 - one of three

                self._write(f"{jsonl.summary_line(self.documents, self._seconds())}\n")
            case Form.SARIF:
                from symgauss.check.formats.sarif import sarif  # noqa: PLC0415 - one of three

                problems = [(each.path, each.message) for each in self.unreadable]
                self._write(sarif(self.documents, problems, strict=self.strict, version=_version()))

    def exit_code(self) -> int:
        if self.interrupted:
            return INTERRUPTED
        counts = [document.count() for document in self.documents]
        refused = any(
            count[Answer.FAILS] or (self.strict and count[Answer.UNKNOWN]) for count in counts
        )
        return max(int(refused), *(each.exit_code for each in self.unreadable), 0)

    def _seconds(self) -> float:
        return monotonic() - self._start

    def _lines(self, lines: Iterator[Line]) -> None:
        if not self._coloured:
            from symgauss.check.formats.text import plain  # noqa: PLC0415 - as above

            self._write(plain(lines))
            return
        from rich.console import Console  # noqa: PLC0415 - only for a terminal
        from rich.text import Text  # noqa: PLC0415 - as above

        console = Console(soft_wrap=True, highlight=False)
        for line in lines:
            console.print(Text.assemble(*line))


def _to_standard_output(text: str) -> None:
    click.echo(text, nl=False)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow

    try:
        return version("symgauss")
    except PackageNotFoundError:
        return ""
