"""Compiling C with the compiler of the system, once for each text.

Shared libraries are kept in ``$SYMGAUSS_CACHE``, or in ``symgauss`` under the user's cache folder,
by a hash of the source, the flags, and what the compiler predefines (its version, and the
instructions of this processor).  A folder that others could write to is not used.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shlex
import shutil
import stat
import subprocess
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from symgauss.errors import MissingDependencyError, ResourceLimitError

INSTALL = "apt install gcc (or xcode-select --install, or clang)"
#: Without errno and traps the compiler may use vector instructions; a product and a sum may become
#: one instruction, which rounds once.  Otherwise values stay those of IEEE 754.
FLAGS = (
    "-std=c99",
    "-O3",
    "-march=native",
    "-fno-math-errno",
    "-fno-trapping-math",
    "-ffp-contract=fast",
)
LINK = ("-fPIC", "-shared", "-w")
SECONDS = 120.0
FLAGS_VARIABLE = "SYMGAUSS_CFLAGS"  #: further flags, such as ``-ffast-math``
CACHE_VARIABLE = "SYMGAUSS_CACHE"


def library(source: str, defines: tuple[str, ...] = ()) -> ctypes.CDLL:
    """The shared library of a source, from the cache or compiled now.

    :class:`MissingDependencyError` without a compiler that works.
    """
    command = compiler()
    flags = [*FLAGS, *_openmp(command), *LINK, *shlex.split(os.environ.get(FLAGS_VARIABLE, ""))]
    parts = [source, *flags, *defines, _predefined(command)]
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
    folder = cache_folder()
    path = folder / f"{digest}.so"
    if not path.exists():
        _compile([*command, *flags, *defines, "-x", "c", "-"], source, path)
    return ctypes.CDLL(str(path))


def compiler() -> tuple[str, ...]:
    """The command of a C compiler: that of ``CC``, else cc, gcc or clang."""
    wanted = shlex.split(os.environ.get("CC", ""))
    for command in (wanted, ["cc"], ["gcc"], ["clang"]):
        if command and shutil.which(command[0]):
            return tuple(command)
    raise MissingDependencyError(
        f"the target c needs a C compiler, and none is on the path; install one with: {INSTALL}"
    )


@cache
def cache_folder() -> Path:
    """A folder of the user that nobody else can write to; a temporary one where there is none."""
    root = os.environ.get(CACHE_VARIABLE) or os.environ.get("XDG_CACHE_HOME")
    base = Path(root) if root else Path.home() / ".cache"
    folder = base if os.environ.get(CACHE_VARIABLE) else base / "symgauss"
    with suppress(OSError, RuntimeError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = folder.stat()
        others = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        if found.st_uid == os.getuid() and not others and os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.mkdtemp(prefix="symgauss-"))


def _compile(command: list[str], source: str, path: Path) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".so")
    os.close(handle)
    made = Path(name)
    try:
        done = _run([*command, "-o", name, "-lm"], source)
        if done.returncode != 0:
            lines = done.stderr.strip().splitlines() or ["no message"]
            raise MissingDependencyError(
                f"{command[0]} cannot compile the function: {lines[0][:200]}; "
                f"install a working compiler with: {INSTALL}"
            )
        made.chmod(0o700)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)


def _run(command: list[str], text: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - the compiler, with flags that are ours or the user's
            command, input=text, capture_output=True, text=True, check=False, timeout=SECONDS
        )
    except subprocess.TimeoutExpired:
        message = f"{command[0]} took more than {SECONDS:.0f} s; use smaller sizes"
        raise ResourceLimitError(message) from None
    except OSError as error:
        message = f"{command[0]} cannot be run: {error}; install one with: {INSTALL}"
        raise MissingDependencyError(message) from None


@cache
def _predefined(command: tuple[str, ...]) -> str:
    """The macros of the compiler: its version, and the instructions of this processor."""
    return _run([*command, "-march=native", "-dM", "-E", "-x", "c", "-"], "").stdout


@cache
def _openmp(command: tuple[str, ...]) -> tuple[str, ...]:
    """The flag for threads, where the compiler has them."""
    text = "#include <omp.h>\nint f(void) { return omp_get_max_threads(); }\n"
    with tempfile.TemporaryDirectory() as folder:
        done = _run([*command, "-fopenmp", *LINK, "-x", "c", "-", "-o", f"{folder}/f.so"], text)
    return ("-fopenmp",) if done.returncode == 0 else ()
