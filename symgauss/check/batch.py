"""Many files: each is checked on its own, in one process or several; results keep their order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from symgauss.check import one_file
from symgauss.check.one_file import Outcome


def check_files(
    paths: Sequence[str], *, jobs: int = 1, seed: int | None = None
) -> Iterator[Outcome]:
    """The outcome of each file, in the order of the files.

    ``jobs`` is the number of processes, 0 for as many as there are processors.  After an
    interruption come the files that were finished, then the interruption.
    """
    jobs = min(jobs or os.cpu_count() or 1, len(paths))
    if jobs <= 1:
        for path in paths:
            yield one_file.outcome(path, seed)
        return
    from symgauss.check.parallel import outcomes  # noqa: PLC0415 - loads multiprocessing

    yield from outcomes(paths, jobs, seed)
