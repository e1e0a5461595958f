"""Running the command line: what goes wrong becomes one message and an exit code.

  0  done, nothing wrong
  1  a step, target, certificate or sampling check is refused
  2  usage
  3  something cannot be read
  4  something that the machine lacks
  5  a resource limit
 70  a bug in symgauss (``EX_SOFTWARE``)
130  interrupted
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from symgauss.cli.commands import symgauss
from symgauss.errors import RefusedError, SourceError, SymgaussError

INTERNAL_ERROR = 70
INTERRUPTED = 130


def main() -> NoReturn:
    """The program ``symgauss``."""
    if hasattr(signal, "SIGPIPE"):
        # `symgauss list | head` ends quietly, as other programs do
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Carry out one command line and return its exit code."""
    try:
        code = symgauss.main(arguments, prog_name="symgauss", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("symgauss: interrupted", err=True)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last place where a traceback can be avoided
        if "--debug" in arguments:
            import traceback  # noqa: PLC0415 - only for debugging

            traceback.print_exc()
        else:
            click.echo(message(error), err=True)
        return exit_code(error)
    return code if isinstance(code, int) else 0


def message(error: Exception) -> str:
    """What a person reads: the place first where there is one, else the name of the program."""
    match error:
        case SourceError() | RefusedError():  # they begin with their place
            return str(error)
        case SymgaussError():
            return f"symgauss: {error}"
        case MemoryError():
            return "symgauss: out of memory"
        case RecursionError():
            return "symgauss: the formula is nested too deeply"
        case OSError() if error.filename is not None:
            return f"{error.filename}: {error.strerror}"
        case OSError():
            return f"symgauss: {error}"
        case _:
            return (
                f"symgauss: internal error: {type(error).__name__}: {error}\n"
                "  help: this is a bug in symgauss; --debug shows where it happened"
            )


def exit_code(error: Exception) -> int:
    """The exit code of the contract for an error."""
    match error:
        case SymgaussError():
            return error.exit_code
        case MemoryError() | RecursionError():
            return 5
        case OSError():
            return 3
        case _:
            return INTERNAL_ERROR
