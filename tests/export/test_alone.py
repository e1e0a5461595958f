"""Exported files run where nothing but their target can be imported."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from export import c_compiler

#: Refuses to import anything but the file, NumPy and the standard library.
GUARD = """
import importlib.abc, importlib.util, sys
class Guard(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] not in {"numpy", "exported"} | sys.stdlib_module_names:
            raise ImportError("not here: " + name)
sys.path[:] = [p for p in sys.path if "site-packages" not in p]
sys.meta_path.insert(0, Guard())
sys.path += [sys.argv[1], sys.argv[2]]
import numpy as np
import exported
"""

CALLS = {
    "mvn-kl": (
        "exported.kl(np.zeros(2), np.eye(2), np.ones(2), 2 * np.eye(2))",
        0.5 * (1 - 2 + 1 + 2 * np.log(2)),
    ),
    "mvn-conditional": (
        "exported.moments([3.0], [0.0], [1.0], [[2.0]], [[4.0]], [[2.0]]).covariance[0, 0]",
        1.0,
    ),
    "kalman-filter": (
        "exported.kalman_filter([2.0], [1.0], [[2.0]], [[1.0]], [[1.0]], [[1.0]], [[1.0]]).m_t[0]",
        1.75,
    ),
    "ddpm-posterior": ("exported.moments([1.0], [0.0], 0.5, 0.5).variance", 1 / 3),
}


@pytest.mark.parametrize("slug", CALLS)
def test_a_file_runs_in_an_empty_folder(
    slug: str, symgauss: Callable[..., object], tmp_path: Path
) -> None:
    outcome = symgauss("export", slug, "--to", "numpy", "-o", tmp_path / "exported.py")
    assert outcome.code == 0, outcome.err
    call, wanted = CALLS[slug]
    packages = Path(np.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-I", "-c", GUARD + f"print(float({call}))", str(tmp_path), str(packages)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) == pytest.approx(wanted, rel=1e-14)


#: The same calls in C, of one item with sizes as macros; results that are not wanted are null.
IN_C = {
    "mvn-kl": (
        ["N=2"],
        "double zero[2] = {0, 0}, one[2] = {1, 1}, eye[] = {1, 0, 0, 1}, twice[] = {2, 0, 0, 2};",
        "mvn_kl_kl(1, zero, 1, eye, 1, one, 1, twice, 1, &found, 0)",
    ),
    "mvn-conditional": (
        ["N_1=1", "N_2=1"],
        "double x = 3, m = 0, n = 1, s = 2, t = 4, c = 2;",
        "mvn_conditional_moments(1, &x, 1, &m, 1, &n, 1, &s, 1, &t, 1, &c, 1, 0, &found, 0)",
    ),
    "kalman-filter": (
        ["N=1", "K=1"],
        "double y = 2, i = 1, P = 2;",
        f"kalman_filter(1, &y, 1, &i, 1, &P, 1, {'&i, 1, ' * 4}0, 0, 0, 0, 0, &found, 0, 0)",
    ),
    "ddpm-posterior": (
        ["D=1"],
        "double one = 1, zero = 0, half = 0.5;",
        "(ddpm_posterior_moments(1, &one, 1, &zero, 1, &half, 1, &half, 1, 0, &found), 0)",
    ),
}


@pytest.mark.parametrize("slug", CALLS)
def test_c_runs_in_an_empty_folder(
    slug: str, symgauss: Callable[..., object], tmp_path: Path
) -> None:
    compiler = c_compiler.command()
    outcome = symgauss("export", slug, "--to", "c", "-o", tmp_path / "exported.c")
    assert outcome.code == 0, outcome.err
    sizes, given, call = IN_C[slug]
    main = (
        '#include "exported.h"\n#include <stdio.h>\nint main(void)\n{\n'
        f"    double found = 0;\n    {given}\n    const int failed = {call};\n"
        '    printf("%.17g\\n", found);\n    return failed;\n}\n'
    )
    (tmp_path / "main.c").write_text(main)
    flags = ["-std=c99", "-O2", *(f"-DSYMGAUSS_{size}" for size in sizes)]
    build = [*compiler, *flags, "main.c", "exported.c", "-o", "main", "-lm"]
    subprocess.run(build, check=True, cwd=tmp_path, capture_output=True)
    done = subprocess.run([tmp_path / "main"], capture_output=True, text=True, check=True, env={})
    assert float(done.stdout) == pytest.approx(CALLS[slug][1], rel=1e-14)
