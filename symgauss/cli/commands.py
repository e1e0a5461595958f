"""The commands, one small function each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from symgauss.cli.output import (
    STANDARD_OUTPUT,
    Format,
    check_output,
    choose_format,
    emit,
    fitted,
    show_text,
    text_width,
)
from symgauss.cli.progress import working
from symgauss.cli.targets import ExportCommand, choose_target
from symgauss.errors import SourceError, UsageError

if TYPE_CHECKING:
    from symgauss.derivation.derivation import Derivation

_debug = click.option(
    "--debug", is_flag=True, expose_value=False, help="Show a traceback when something goes wrong."
)


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click
    if not wanted:
        return
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow

    try:
        click.echo(f"symgauss {version('symgauss')}")
    except PackageNotFoundError:
        click.echo("symgauss (not installed)")
    context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_version,
    help="Show the version and stop.",
)
@_debug
def symgauss() -> None:
    """Derive results about Gaussians; an independent kernel judges every step."""


@symgauss.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON list instead of a table.")
@_debug
def list_shelf(*, as_json: bool) -> None:
    """List the shelf: slug, title, source."""
    from symgauss.shelf.catalogue import entries  # noqa: PLC0415 - only here

    if as_json:
        import json  # noqa: PLC0415 - only here

        rows = [{"slug": e.slug, "title": e.title, "source": e.source} for e in entries()]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    slugs = max((len(entry.slug) for entry in entries()), default=0)
    titles = max((len(entry.title) for entry in entries()), default=0)
    for entry in entries():
        click.echo(fitted(f"{entry.slug:{slugs}}  {entry.title:{titles}}  {entry.source}"))


@symgauss.command()
@click.argument("name", metavar="NAME|FILE")
@click.option("--to", type=click.Choice([str(form) for form in Format]), help="The format.")
@click.option("-o", "--output", metavar="PATH", help="The file to write; - is standard output.")
@click.option("--engine", type=click.Choice(["typst", "pdflatex"]), help="What makes the PDF.")
@_debug
def derive(name: str, to: str | None, output: str | None, engine: str | None) -> None:
    """Derive a result of the shelf, or what a file with a model and a query asks for.

    The format follows the suffix of the output file unless --to says it; without both it is text.
    """
    form = choose_format(to, output)
    if engine is not None and form is not Format.PDF:
        raise UsageError(f"--engine is for PDF output, and the format is {form}")
    check_output(form, output)
    with working(f"deriving {name}"):
        derivation = _derivation(name)
        from symgauss.reports import render  # noqa: PLC0415 - loads the writers

        width = text_width()
        options = {} if width is None else {"width": width}
        content = render(derivation, str(form), engine=engine or "typst", **options)
    if output is None and isinstance(content, str) and form is Format.TEXT:
        show_text(content)
    else:
        emit(content, output)


def _derivation(name: str) -> Derivation:
    """From the shelf if there is such a slug, else from a file."""
    from symgauss.shelf.catalogue import find, get  # noqa: PLC0415 - only here

    if find(name) is not None:
        from symgauss.shelf.loading import load  # noqa: PLC0415 - loads SymPy

        return load(name)
    path = Path(name)
    if not path.exists():
        if path.suffix or path.name != name:
            raise SourceError(f"{name}: no such file")
        get(name)  # raises, with the closest slugs
    from symgauss.problems import derive_file  # noqa: PLC0415 - loads SymPy

    return derive_file(path)


@symgauss.command(cls=ExportCommand)
@click.argument("name", metavar="NAME|FILE")
@click.option(
    "--to",
    "to",
    metavar="TARGET",
    help="What the functions are written for; without it, C for a file .c or .h, else numpy.",
)
@click.option(
    "--gradients", is_flag=True, help="Beside each scalar, its derivatives by all arguments."
)
@click.option("-o", "--output", metavar="PATH", help="The file to write; - is standard output.")
@_debug
def export(name: str, *, to: str | None, gradients: bool, output: str | None) -> None:
    """Write the result of a derivation as numeric functions, in a file that stands alone.

    NAME is a result of the shelf, FILE one with a model and a query.  For C, -o f.c writes the
    header f.h, too.
    """
    from symgauss.export import module_of  # noqa: PLC0415 - loads SymPy

    check_output(None, output)
    chosen = choose_target(to, output)
    with working(f"exporting {name}"):
        module = module_of(_derivation(name), gradients=gradients)
        if output is None or output == STANDARD_OUTPUT:
            texts = {output: chosen.source(module)}
        else:
            texts = {str(p): text for p, text in chosen.files(module, Path(output)).items()}
    for path, text in texts.items():
        emit(text, path)


@symgauss.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl", "sarif"]),
    help="The format; without it, the suffix of the output file says it, else text.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 if a step is unknown, too.")
@click.option("-v", "--verbose", is_flag=True, help="Show the steps that hold, too (text).")
@click.option("--jobs", type=click.IntRange(0), default=1, help="Processes; 0: one a processor.")
@click.option("--seed", type=click.IntRange(0), help="Draw the points of an earlier run again.")
@click.option("-o", "--output", metavar="PATH", help="The file to write; - is standard output.")
@_debug
def check(
    files: tuple[str, ...],
    *,
    form: str | None,
    strict: bool,
    verbose: bool,
    jobs: int,
    seed: int | None,
    output: str | None,
) -> int:
    """Check the steps of derivations in documents: .tex, .md, .ipynb.

    Each step of a displayed formula holds, fails (with a counterexample), is a definition, or is
    unknown (with what is missing).  The exit code is 1 if a step fails.
    """
    from symgauss.cli.checking import Form, check_all  # noqa: PLC0415 - loads the kernel

    if form is None:
        suffix = Path(output or "").suffix.lower()
        form = {".jsonl": "jsonl", ".sarif": "sarif"}.get(suffix, "text")
    options = {"strict": strict, "verbose": verbose}
    return check_all(files, Form(form), output, **options, jobs=jobs, seed=seed)


@symgauss.command()
@click.argument("name", metavar="NAME|FILE")
@click.option("--draws", type=click.IntRange(1_000), default=100_000, help="Draws an instance.")
@click.option("--seed", type=click.IntRange(0), help="Draw what an earlier run drew.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")
@click.option("--plot", metavar="FILE", help="A picture, too: .png, .pdf or .svg.")
@click.option("-v", "--verbose", is_flag=True, help="Show every instance, not only the worst.")
@_debug
def sample(
    name: str, *, draws: int, seed: int | None, as_json: bool, plot: str | None, verbose: bool
) -> int:
    """Hold the results of a derivation against draws from its model.

    The random variables are drawn from the model as stated, never from the result.  All claims
    together are tested at the family-wise level 1e-6; the exit code is 1 if one is refused.  What
    speaks about no random variable (a matrix identity) is not sampled, which is no error.
    """
    if plot is not None:
        from symgauss.sampling.plot import check_plot  # noqa: PLC0415 - an extra

        check_plot(plot)
    from symgauss.cli.sampling import sample_all  # noqa: PLC0415 - loads NumPy

    with working(f"deriving {name}"):
        derivation = _derivation(name)
    options = {"as_json": as_json, "verbose": verbose}
    return sample_all(derivation, draws=draws, seed=seed, plot=plot, **options)


@symgauss.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_debug
def recheck(files: tuple[str, ...]) -> int:
    """Judge certificates again, with the kernel alone."""
    from symgauss.cli.rechecking import recheck_files  # noqa: PLC0415 - loads the kernel

    return recheck_files(files)
