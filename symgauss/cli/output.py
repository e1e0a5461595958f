"""Where a report goes and in which format."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path

import click

from symgauss.errors import UsageError

STANDARD_OUTPUT = "-"
TEXT_WIDTH = 100


class Format(StrEnum):
    """The formats of a report."""

    TEXT = "text"
    TEX = "tex"
    PDF = "pdf"
    HTML = "html"
    JSON = "json"


SUFFIXES = {
    ".txt": Format.TEXT,
    ".tex": Format.TEX,
    ".pdf": Format.PDF,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".json": Format.JSON,
}


def choose_format(to: str | None, output: str | None) -> Format:
    """``--to`` if given, else the suffix of ``-o``, else text."""
    if to is not None:
        return Format(to)
    if output is None or output == STANDARD_OUTPUT:
        return Format.TEXT
    suffix = Path(output).suffix.lower()
    if suffix not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise UsageError(f"{output}: the suffix names no format ({known}); say one with --to")
    return SUFFIXES[suffix]


def check_output(form: Format | None, output: str | None) -> None:
    """Refuse what cannot work before the long work starts."""
    if output is None or output == STANDARD_OUTPUT:
        if form is Format.PDF and output is None and sys.stdout.isatty():
            raise UsageError("a PDF does not go to a terminal; give a file with -o")
        return
    path = Path(output)
    if path.is_dir():
        raise UsageError(f"{output}: is a folder; give the name of a file")
    if not path.parent.is_dir():
        raise UsageError(f"{output}: there is no folder {path.parent}")


def text_width() -> int | None:
    """The width of the terminal; ``None`` where there is none, for the writer's own."""
    if not sys.stdout.isatty():
        return None
    import shutil  # noqa: PLC0415 - keeps --help quick

    return min(TEXT_WIDTH, shutil.get_terminal_size().columns)


def fitted(line: str) -> str:
    """The line, cut to the width of the terminal if there is one."""
    if not sys.stdout.isatty():
        return line.rstrip()
    import shutil  # noqa: PLC0415 - keeps --help quick

    columns = shutil.get_terminal_size().columns
    return line.rstrip() if len(line) <= columns else line[: columns - 1] + "…"


def show_text(report: str) -> None:
    """A text report on standard output, coloured if a person is watching."""
    if not sys.stdout.isatty():
        click.echo(report, nl=False)
        return
    from rich.console import Console  # noqa: PLC0415 - only for a terminal

    from symgauss.reports.colour import coloured  # noqa: PLC0415 - as above

    Console(soft_wrap=True, highlight=False).print(coloured(report), end="")


def emit(content: str | bytes, output: str | None) -> None:
    """Write a report to standard output, or to a file that is replaced only as a whole."""
    if output is None or output == STANDARD_OUTPUT:
        click.echo(content, nl=isinstance(content, str) and not content.endswith("\n"))
        return
    from symgauss.reports import write  # noqa: PLC0415 - loads the writers

    path = Path(output)
    try:
        if path.exists() and not path.is_file():  # a device or a pipe cannot be replaced
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        else:
            write(path.resolve(), content)  # the file behind a link, not the link
    except OSError as error:
        raise UsageError(f"{output}: cannot be written: {error.strerror or error}") from error
