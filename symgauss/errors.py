"""The error tree.  Every error that a user can meet is here, with its exit code.

    SymgaussError                    1
    ├── UsageError                   2   arguments that make no sense
    ├── SourceError                  3   text that cannot be read; has a place
    │   ├── LatexError                   mathematics in LaTeX
    │   ├── StatementError               a statement of the document language
    │   └── CertificateError             a certificate that is not one
    ├── MissingDependencyError       4   an engine or optional package; has the install command
    ├── ResourceLimitError           5   size, depth, number or time
    ├── RefusedError                 1   a target, step or certificate that is refused
    │   ├── StepRefusedError             a derivation step that the kernel does not accept
    │   ├── TargetRefusedError           a `show` target that does not hold
    │   └── ProgramRefusedError          a numeric function that differs from the derived result
    ├── ModelError                   3   a model that contradicts itself
    └── NoValueError                 3   a result that no numeric function can compute

Messages say what is wrong, where, which two things clash, and what to do next.
"""

from __future__ import annotations

from dataclasses import dataclass


class SymgaussError(Exception):
    """Base of every error that symgauss raises on purpose."""

    exit_code = 1


class UsageError(SymgaussError):
    """A command or a call whose arguments make no sense."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a text: 1-based lines and columns, the end exclusive; ``source`` is the line."""

    path: str = "<text>"
    line: int = 1
    column: int = 1
    end_line: int | None = None
    end_column: int | None = None
    source: str = ""


class SourceError(SymgaussError):
    """A text that cannot be read.  ``str()`` is ``path:line:column: message`` plus a caret."""

    exit_code = 3

    def __init__(self, message: str, place: Place | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        lines = [self.message]
        if self.place is not None:
            place = self.place
            lines = [f"{place.path}:{place.line}:{place.column}: {self.message}"]
            if place.source:
                lines += ["  " + _visible(place.source), "  " + " " * (place.column - 1) + "^"]
        if self.hint:
            lines.append(f"  help: {self.hint}")
        return "\n".join(lines)


def _visible(source: str) -> str:
    """The source line with one printable character a column, so that the caret stands right."""
    return "".join(c if c.isprintable() else " " for c in source)


class LatexError(SourceError):
    """Mathematics that the reader does not understand."""


class StatementError(SourceError):
    """A statement (shape, range, model, definition, query, target) that makes no sense."""


class CertificateError(SourceError):
    """A file that is not a certificate of symgauss."""


class ModelError(SourceError):
    """A model that contradicts itself: a cycle, two distributions for one variable, no shape."""


class NoValueError(SourceError):
    """A result, or a part of one, that no numeric function is written for."""


class MissingDependencyError(SymgaussError):
    """Something that the machine lacks.  The message ends with the command that installs it."""

    exit_code = 4


class ResourceLimitError(SourceError):
    """A cap on size, depth, numbers or time stopped the work."""

    exit_code = 5


class RefusedError(SymgaussError):
    """Something that the kernel refuses."""

    exit_code = 1


class StepRefusedError(RefusedError):
    """A derivation step that does not come out ``holds`` or ``definition``: a bug in a rule."""


class TargetRefusedError(RefusedError):
    """A ``show`` target that is refuted, with the counterexample in the message."""


class ProgramRefusedError(RefusedError):
    """A numeric function whose values are not those of the result: a bug in the lowering."""
