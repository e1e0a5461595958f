"""Cold starts of the command line, against the import of SymPy."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from measure import Row, cold

PROGRAM = ("-m", "symgauss")
PAGE = Path(__file__).parent / "page.md"  #: one page with eight steps, all of which hold


def rows() -> Iterator[Row]:
    """``--help``, ``list``, ``check``, ``recheck`` and ``derive`` in fresh processes."""
    sympy = cold(["-c", "import sympy"])
    yield Row("python -c 'import sympy'", sympy)
    yield Row("symgauss --help", cold([*PROGRAM, "--help"]), goal=0.15)
    yield Row("symgauss list", cold([*PROGRAM, "list"]), goal=0.15)
    yield Row("symgauss check page.md", cold([*PROGRAM, "check", str(PAGE)]), goal=0.5)
    derive = cold([*PROGRAM, "derive", "normal-kl", "--to", "text"])
    yield Row(
        "symgauss derive normal-kl --to text",
        derive,
        peer="import sympy",
        peer_seconds=sympy,
        most=3.0,
    )
    with tempfile.TemporaryDirectory() as folder:
        certificate = str(Path(folder) / "normal-kl.json")
        cold([*PROGRAM, "derive", "normal-kl", "-o", certificate], runs=1)
        yield Row(
            "symgauss recheck normal-kl.json", cold([*PROGRAM, "recheck", certificate]), goal=0.4
        )
