"""Exported files run where nothing but their target can be imported."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

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
