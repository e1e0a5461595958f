from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def compiled_here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Compiled functions go to a folder of this run, and most are not optimised: it is quicker."""
    from symgauss.export.c.compiling import cache_folder

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SYMGAUSS_CACHE", str(tmp_path_factory.mktemp("compiled")))
        patch.setenv("SYMGAUSS_CFLAGS", "-O1")
        cache_folder.cache_clear()
        yield
    cache_folder.cache_clear()


@pytest.fixture(autouse=True, scope="session")
def interpreted() -> Iterator[None]:
    """Numba's functions run as Python: compiling all takes minutes; some tests do compile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NUMBA_DISABLE_JIT", "1")
        yield
