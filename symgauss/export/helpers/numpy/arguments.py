"""Arguments of generated NumPy code: checked, and worked on chunk by chunk."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import copy_context
from threading import Thread
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[Any]


class ArgumentError(ValueError):
    """An argument of the wrong shape or type, or a matrix that is not positive definite."""


#: How many bytes of an array are worked on at a time, so that they stay in the cache, and so that
#: a call, and what threads wait for one another in it, cost less than its work.  No power of two:
#: arrays that are so far apart fall on the same few lines of the cache, a fifth of the time.
_CHUNK = 10**6

#: What is freed in one piece at first: from then on, memory of chunks is not given back to the
#: system after each operation, where the C library is that of GNU.
_KEPT = 2**24

#: From so many bytes on, memory comes from the system at each operation until then.
_GIVEN = 2**17

#: How many threads work on chunks; with 1 all work is done in the caller's.
_THREADS = min(8, os.cpu_count() or 1)

#: Products of matrices with more rows or columns than this have threads of their own in OpenBLAS.
#: These wait in loops for a core; beside threads for chunks, each would wait for the others.
_LARGE = 64

#: Up to this size a matrix is small: beyond it LAPACK is as fast as an algorithm for all items
#: side by side, and what is worked on at a time leaves the cache.  Its operations are many and
#: short: threads would wait for one another at each.
_SMALL = 8

#: How many items at least, so that calls do not cost more than the work.
_FEWEST = 16


def _mapped(
    core: Callable[..., tuple[Any, ...]],
    arguments: Sequence[tuple[str, ArrayLike, tuple[str | int, ...]]],
    depends: Sequence[tuple[int, ...]],
    *,
    straight: bool = False,
) -> tuple[Any, ...]:
    """The results of ``core``, chunk by chunk; ``depends`` are the arguments of each result.

    ``straight`` says that it takes the places of the results, and may write them there itself.
    """
    if _alike(arguments):
        _keep([np.asarray(arguments[0][1])])
        return tuple(result[()] for result in core(*(value for _, value, _ in arguments)))
    arrays = _prepared(arguments)
    batches = [a.shape[: a.ndim - len(g[2])] for a, g in zip(arrays, arguments, strict=True)]
    _common(arguments, batches)
    full = [_broadcast([batches[i] for i in own]) for own in depends]
    # numbers get an axis: what they become is an array, and can be written over
    arrays = [a if a.ndim else a.reshape(1) for a in arrays]
    batches = [a.shape[: a.ndim - len(g[2])] for a, g in zip(arrays, arguments, strict=True)]
    batch = _broadcast(batches)
    dtype = np.result_type(*arrays)
    most = _items(arrays, batches)
    if _count(batch) > most and len(batch) > 1 and all(b in {(), (1,), batch} for b in batches):
        whole = (_count(batch),)
        arrays = [
            a.reshape(whole + a.shape[len(b) :]) if b == batch else a
            for a, b in zip(arrays, batches, strict=True)
        ]
        batches = [whole if b == batch else b for b in batches]
        batch = whole
    flat = [_broadcast([batches[i] for i in own]) for own in depends]
    if _count(batch) <= most:
        _keep(arrays)
        return tuple(
            np.asarray(result, dtype, order="C").reshape(b + np.shape(result)[len(own) :])[()]
            for result, b, own in zip(core(*arrays), full, flat, strict=True)
        )
    threads = _threads(arrays, batches)
    _keep(arrays)
    try:
        results = _in_chunks(core, arrays, batches, flat, most, threads=threads, straight=straight)
    except ArgumentError:
        core(*_prepared(arguments))  # again, so that the message counts through the whole batch
        raise
    return tuple(
        result.reshape(b + result.shape[len(own) :])
        for result, b, own in zip(results, full, flat, strict=True)
    )


def _in_chunks(
    core: Callable[..., tuple[Any, ...]],
    arrays: Sequence[Array],
    batches: Sequence[tuple[int, ...]],
    flat: Sequence[tuple[int, ...]],
    most: int,
    *,
    threads: int,
    straight: bool,
) -> list[Array]:
    """The results of ``core``, which have the batches ``flat``, from chunks of so many items."""
    batch = _broadcast(batches)
    results: list[Array] = []

    def work(place: tuple[slice, ...]) -> None:
        given = [a[_within(b, place)] for a, b in zip(arrays, batches, strict=True)]
        if results:
            wanted = [r[_within(b, place)] for r, b in zip(results, flat, strict=True)]
            # threads would meet in what several chunks share
            out = [own if b == batch else None for own, b in zip(wanted, flat, strict=True)]
            parts = core(*given, out) if straight else core(*given)
        else:  # the first chunk says which shapes the results have
            parts = core(*given)
            dtype = np.result_type(*arrays)
            items = [np.shape(part)[len(b) :] for part, b in zip(parts, flat, strict=True)]
            results.extend(np.empty(b + item, dtype) for b, item in zip(flat, items, strict=True))
            wanted = [r[_within(b, place)] for r, b in zip(results, flat, strict=True)]
        for own, part in zip(wanted, parts, strict=True):
            if part is not own:
                own[...] = part

    places = list(_chunks(batch, most))
    _each(work, _with_short_start(places) if threads > 1 else places, threads)
    return results


def _alike(arguments: Sequence[tuple[str, Any, tuple[str | int, ...]]]) -> bool:
    """Whether all arguments are scalars in arrays of one shape and type, and no more than a chunk.

    Nothing has to be checked or converted then.
    """
    _, first, _ = arguments[0]
    if type(first) is not np.ndarray or first.dtype.char not in "fd":
        return False
    if not first.ndim or first.nbytes > _CHUNK:
        return False
    shape, dtype = first.shape, first.dtype
    return all(
        not axes and type(value) is np.ndarray and value.shape == shape and value.dtype == dtype
        for _, value, axes in arguments
    )


def _keep(arrays: Sequence[Array]) -> None:
    """Has memory of long arrays kept between operations."""
    if any(array.nbytes > _GIVEN for array in arrays):
        np.empty(_KEPT, np.uint8)


def _each(
    work: Callable[[tuple[slice, ...]], None], places: Sequence[tuple[slice, ...]], most: int
) -> None:
    """Work on all places: the first one here, many more in threads, which NumPy lets run."""
    todo = deque(places)
    work(todo.popleft())
    threads = min(most, len(todo) // 2)

    def run() -> None:
        try:
            while todo:
                try:
                    place = todo.popleft()
                except IndexError:
                    return  # another thread has taken the last one
                work(place)
        finally:
            todo.clear()  # after an error nothing else is begun

    if threads < 2:
        run()
        return
    failed: list[BaseException] = []

    def beside() -> None:
        try:
            run()
        except BaseException as error:  # noqa: BLE001 - it is raised where the others are awaited
            failed.append(error)

    # plain threads, which start in half the time that a pool takes; each with the settings of the
    # caller, such as those of np.errstate
    others = [Thread(target=copy_context().run, args=(beside,)) for _ in range(threads - 1)]
    for other in others:
        other.start()
    try:
        run()
    finally:
        for other in others:
            other.join()
    if failed:
        raise failed[0]


def _items(arrays: Sequence[Array], batches: Sequence[tuple[int, ...]]) -> int:
    """How many items are worked on at a time.

    Where all items share their matrices, enough for a factor of one to be worth it in each chunk.
    """
    widest, longest = 1, 1
    shared = True
    for array, batch in zip(arrays, batches, strict=True):
        longest = max(longest, *array.shape[len(batch) :], 1)
        if array.ndim > len(batch) + 1:
            shared = shared and _count(batch) == 1
        if _count(batch) > 1:
            widest = max(widest, array.nbytes // _count(batch))
    return max(_FEWEST, _CHUNK // widest, _FEWEST * longest if shared else 1)


def _threads(arrays: Sequence[Array], batches: Sequence[tuple[int, ...]]) -> int:
    """How many threads work: one where matrices are small, or large enough for their own."""
    pairs = zip(arrays, batches, strict=True)
    sizes = [max(a.shape[-2:]) for a, b in pairs if a.ndim > len(b) + 1]
    return _THREADS if not sizes or _SMALL < max(sizes) <= _LARGE else 1


def _prepared(
    arguments: Sequence[tuple[str, ArrayLike, tuple[str | int, ...]]],
) -> list[Array]:
    """The arguments as arrays of one floating type, with their sizes checked."""
    known: dict[str | int, tuple[int, str]] = {}
    arrays: list[Array] = []
    weak: list[Any] = []
    for name, value, axes in arguments:
        try:
            array = np.asarray(value)
        except ValueError as error:
            raise ArgumentError(f"{name}: {error}") from None
        if array.dtype.kind not in "fiub" or array.dtype.itemsize > 8 or array.dtype == np.float16:
            raise ArgumentError(
                f"{name}: dtype {array.dtype}, expected float32, float64 or integer"
            )
        if array.ndim < len(axes):
            wanted = ", ".join(["...", *map(str, axes)])
            raise ArgumentError(f"{name}: shape {array.shape}, expected ({wanted})")
        for axis, size in zip(axes, array.shape[array.ndim - len(axes) :], strict=True):
            wanted_size, by = (
                (axis, "") if isinstance(axis, int) else known.setdefault(axis, (size, name))
            )
            if size != wanted_size:
                told = f"{axis} = {wanted_size} by {by}" if by else str(axis)
                raise ArgumentError(
                    f"{name}: shape {array.shape} has {size} where {told} is expected"
                )
            if not size:
                raise ArgumentError(f"{name}: shape {array.shape} has no entries")
        arrays.append(array)
        weak.append(value if isinstance(value, float | int) else array.dtype)
    _compared(known)
    dtype = np.result_type(*weak)
    if dtype.kind != "f":
        dtype = np.dtype(np.float64)
    return [array.astype(dtype, copy=False) for array in arrays]


def _compared(known: Mapping[str | int, tuple[int, str]]) -> None:
    """Sizes such as ``n_1 + n_2`` are held against the sizes that they are made of."""
    for axis, (size, name) in known.items():
        parts = str(axis).split(" + ")
        if len(parts) > 1 and all(part in known for part in parts):
            total = sum(known[part][0] for part in parts)
            if size != total:
                raise ArgumentError(f"{name}: has {size} where {axis} = {total} is expected")


def _common(
    arguments: Sequence[tuple[str, ArrayLike, tuple[str | int, ...]]],
    batches: Sequence[tuple[int, ...]],
) -> tuple[int, ...]:
    """The batch shape to which all arguments broadcast."""
    try:
        return _broadcast(batches)
    except ValueError:
        pairs = zip(arguments, batches, strict=True)
        shown = ", ".join(f"{argument[0]} {batch}" for argument, batch in pairs if batch)
        raise ArgumentError(f"the batch axes do not broadcast: {shown}") from None


def _broadcast(shapes: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The shape to which shapes broadcast, without a call where one has all axes."""
    known = set(shapes) - {()}
    if len(known) > 1:
        return np.broadcast_shapes(*known)
    return known.pop() if known else ()


def _count(shape: tuple[int, ...]) -> int:
    """How many items a batch has."""
    count = 1
    for size in shape:
        count *= size
    return count


def _chunks(shape: tuple[int, ...], most: int) -> Iterator[tuple[slice, ...]]:
    """Boxes of at most so many items that together are the batch."""
    if _count(shape) <= most:
        yield tuple(slice(None) for _ in shape)
        return
    inner = _count(shape[1:])
    step = max(1, most // max(1, inner))
    for start in range(0, shape[0], step):
        own = slice(start, start + step)
        if inner <= most:
            yield (own, *(slice(None) for _ in shape[1:]))
        else:
            for rest in _chunks(shape[1:], most):
                yield (own, *rest)


def _with_short_start(places: Sequence[tuple[slice, ...]]) -> list[tuple[slice, ...]]:
    """The boxes, of the first of which an eighth comes first: all threads wait for that."""
    (cut, *rest), *others = places
    middle = cut.start + max(1, (cut.stop - cut.start) // 8)
    short, long = slice(cut.start, middle), slice(middle, cut.stop)
    return [(short, *rest), *others, *([(long, *rest)] if middle < cut.stop else [])]


def _within(batch: tuple[int, ...], place: tuple[slice, ...]) -> tuple[slice, ...]:
    """Where a box is in an array whose batch axes may be fewer, or of size one."""
    own = place[len(place) - len(batch) :]
    return tuple(slice(None) if n == 1 else s for n, s in zip(batch, own, strict=True))
