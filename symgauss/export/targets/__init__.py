"""The targets of an export, by name.  A target that is missing here does not exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from symgauss.errors import MissingDependencyError, UsageError
from symgauss.export.module import Module


@dataclass(frozen=True, slots=True)
class Target:
    """One target: its name, the suffix of its files, and the module that writes for it.

    ``module`` has ``source(module) -> str``, the text of a file, and
    ``functions(module) -> dict[str, Callable]``, the functions in the process.
    ``packages`` are imported by what is written, and ``install`` is the command that brings them.
    """

    name: str
    suffix: str
    module: str
    packages: tuple[str, ...]
    install: str

    def source(self, module: Module) -> str:
        """The text of a file; needs none of the packages."""
        text: str = import_module(self.module).source(module)
        return text

    def files(self, module: Module, path: Path) -> dict[Path, str]:
        """The texts of all files that belong to one that is written to a path, by their paths.

        C has a header beside the source; a target of one file has that alone.
        """
        made = import_module(self.module)
        if not hasattr(made, "files") or path.suffix not in {".c", ".h"}:
            return {path: self.source(module)}
        texts: dict[str, str] = made.files(module, path.stem)
        return {path.with_suffix(suffix): text for suffix, text in texts.items()}

    def functions(self, module: Module) -> dict[str, Callable[..., Any]]:
        """The functions, ready to be called; ``MissingDependencyError`` without the packages."""
        self.require()
        made: dict[str, Callable[..., Any]] = import_module(self.module).functions(module)
        return made

    def require(self) -> None:
        """Raise :class:`MissingDependencyError` where a package is not installed."""
        missing = [name for name in self.packages if find_spec(name) is None]
        if missing:
            what = " and ".join(missing)
            raise MissingDependencyError(
                f"the target {self.name} needs {what}, which is not installed; "
                f"install it with: {self.install}"
            )


TARGETS: dict[str, Target] = {
    target.name: target
    for target in (
        Target("numpy", ".py", "symgauss.export.targets.numpy", ("numpy",), "pip install numpy"),
        Target("torch", ".py", "symgauss.export.targets.torch", ("torch",), "pip install torch"),
        Target("jax", ".py", "symgauss.export.targets.jax", ("jax",), "pip install jax"),
        Target(
            "numba",
            ".py",
            "symgauss.export.targets.numba",
            ("numpy", "numba"),
            "pip install numba",
        ),
        Target("c", ".c", "symgauss.export.targets.c", ("numpy",), "pip install numpy"),
        Target(
            "lambdify", ".py", "symgauss.export.targets.lambdify", ("numpy",), "pip install numpy"
        ),
    )
}


def target(name: str) -> Target:
    """The target of a name; :class:`UsageError` with all names where there is none."""
    if name not in TARGETS:
        raise UsageError(f"unknown target {name!r}; known: {', '.join(TARGETS)}")
    return TARGETS[name]
