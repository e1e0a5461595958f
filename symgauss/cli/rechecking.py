"""``symgauss recheck``: certificates are judged again, and one line says what came of each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from symgauss.cli.progress import working
from symgauss.errors import CertificateError
from symgauss.kernel.certificate import NotACertificateError, Recheck, recheck
from symgauss.kernel.verdict import EvidenceKind

ACCEPTED, REFUSED, UNREADABLE = 0, 1, 3


def recheck_files(paths: Iterable[str]) -> int:
    """Judge each file and go on after one that is refused; the exit code is the worst."""
    return max(_recheck_file(path) for path in paths)


def _recheck_file(path: str) -> int:
    try:
        with working(f"rechecking {path}"):
            outcome = recheck(read_certificate_text(Path(path)))
    except NotACertificateError as error:
        click.echo(f"{path}: {error}", err=True)
        return UNREADABLE
    except CertificateError as error:
        click.echo(str(error), err=True)
        return UNREADABLE
    if outcome.accepted:
        click.echo(f"{path}: {outcome.slug}: accepted, {_summary(outcome)}")
        return ACCEPTED
    for refusal in outcome.refusals:
        click.echo(f"{path}: refused: {refusal}", err=True)
    if not outcome.refusals:
        click.echo(f"{path}: refused: not every step is shown", err=True)
    return REFUSED


def read_certificate_text(path: Path) -> str:
    """The text of a file; ``CertificateError`` if it cannot be read as text."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise CertificateError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise CertificateError(f"{path}: not a text in UTF-8") from error


def _summary(outcome: Recheck) -> str:
    kinds = [step.verdict.evidence.kind for step in outcome.steps if step.verdict.evidence]
    counts = {
        "exact": kinds.count(EvidenceKind.EXACT),
        "numeric": kinds.count(EvidenceKind.NUMERIC),
        "by definition": len(outcome.steps) - len(kinds),
    }
    parts = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    steps = sum(1 for step in outcome.steps if step.number)
    plural = "" if steps == 1 else "s"
    results = len(outcome.steps) - steps
    return f"{steps} step{plural} and {results} result{'' if results == 1 else 's'} ({parts})"
