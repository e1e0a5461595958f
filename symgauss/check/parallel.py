"""Files in several processes: results in order, one process that dies takes one file with it."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from symgauss.check import one_file
from symgauss.check.one_file import Outcome, Unreadable


def outcomes(paths: Sequence[str], jobs: int, seed: int | None) -> Iterator[Outcome]:
    """The outcome of each file; after an interruption those that were finished, then it."""
    executor = ProcessPoolExecutor(jobs, initializer=_leave_interruptions_to_the_parent)
    interruption: KeyboardInterrupt | None = None
    submitted = {
        n: executor.submit(one_file.outcome, paths[n], seed) for n in _longest_first(paths)
    }
    futures = [submitted[n] for n in range(len(paths))]
    try:
        for path, future in zip(paths, futures, strict=True):
            if interruption is None:
                try:
                    yield _result(path, future, seed)
                except KeyboardInterrupt as error:
                    interruption = error
            elif future.done() and not future.cancelled() and future.exception() is None:
                yield future.result()
    finally:
        if not all(future.done() for future in futures):
            for process in [*(executor._processes or {}).values()]:  # noqa: SLF001 - as 3.14 does
                process.terminate()
        executor.shutdown(cancel_futures=True)  # waits: an exit before its thread ends is noisy
    if interruption is not None:
        raise interruption


def _longest_first(paths: Sequence[str]) -> list[int]:
    """The numbers of the files; were a long one the last, the other processes would wait for it."""
    return sorted(range(len(paths)), key=lambda n: -_length(paths[n]))


def _length(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:  # the process that reads it says so
        return 0


def _leave_interruptions_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _result(path: str, future: Future[Outcome], seed: int | None) -> Outcome:
    """What a process found; a file whose process died gets a process of its own."""
    try:
        return future.result()
    except BrokenProcessPool:
        pass
    with ProcessPoolExecutor(1) as executor:
        try:
            return executor.submit(one_file.outcome, path, seed).result()
        except BrokenProcessPool:
            message = f"{path}: the process that checked it was stopped by the system"
            return Unreadable(path, message, 5)
