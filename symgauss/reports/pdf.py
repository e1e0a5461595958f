"""PDF by the embedded Typst, or by an installed pdflatex."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from symgauss.derivation.derivation import Derivation
from symgauss.errors import MissingDependencyError, ResourceLimitError, SymgaussError
from symgauss.reports.tex import tex_report
from symgauss.reports.typst import typst_report

_SECONDS = 60  #: how long a pdflatex may take
_LOG_LINES = 12


def typst_pdf(derivation: Derivation) -> bytes:
    """Set a derivation by the ``typst`` wheel, with its embedded fonts and without files."""
    try:
        import typst  # noqa: PLC0415 - loaded only where a PDF is asked for
    except ImportError:
        message = "PDF needs the package typst: pip install typst"
        raise MissingDependencyError(message) from None
    with TemporaryDirectory(prefix="symgauss-") as folder:
        # The root holds the document alone: there is nothing that it could read.
        path = Path(folder) / "derivation.typ"
        path.write_text(typst_report(derivation), encoding="utf-8")
        return typst.compile(str(path), root=folder, format="pdf", ignore_system_fonts=True)


def pdflatex_pdf(derivation: Derivation) -> bytes:
    """Set a derivation by an installed pdflatex that can run no command and read no other file."""
    engine = shutil.which("pdflatex")
    if engine is None:
        message = (
            "pdflatex is not installed: apt-get install texlive-latex-recommended "
            "(or leave out --engine to use the embedded Typst)"
        )
        raise MissingDependencyError(message)
    with TemporaryDirectory(prefix="symgauss-") as folder:
        path = Path(folder)
        (path / "derivation.tex").write_text(tex_report(derivation), encoding="utf-8")
        environment = {**os.environ, "openin_any": "p", "openout_any": "p", "TEXMFOUTPUT": folder}
        command = [engine, "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error"]
        try:
            done = subprocess.run(  # noqa: S603 - a fixed command on a file of our own
                [*command, "derivation.tex"],
                cwd=path,
                env=environment,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ResourceLimitError(f"pdflatex took more than {_SECONDS} seconds") from None
        result = path / "derivation.pdf"
        if done.returncode != 0 or not result.exists():
            log = done.stdout.decode(errors="replace").splitlines()[-_LOG_LINES:]
            raise SymgaussError("pdflatex failed:\n" + "\n".join(log))
        return result.read_bytes()
