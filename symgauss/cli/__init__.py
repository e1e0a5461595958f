"""The command line: ``symgauss list``, ``derive``, ``check``, ``sample``, ``recheck``.

Modules that load SymPy, python-flint or a typesetter are imported inside of the commands that
need them, so that ``--help`` and ``list`` answer at once.
"""

from symgauss.cli.main import main

__all__ = ["main"]
