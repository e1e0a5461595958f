"""Arguments of generated PyTorch code, checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor


class ArgumentError(ValueError):
    """An argument of the wrong shape or type, or a matrix that is not positive definite."""


#: How many bytes of the largest argument are worked on at a time, so that they stay in the cache.
_CHUNK = 2**21

#: The same where items are matrices: LAPACK is called for each of them, which fits into any cache,
#: and parts of a few megabytes cost more calls than they save.
_CHUNK_OF_MATRICES = 2**23

#: What is freed in one piece at first: from then on, memory of parts is not given back to the
#: system after each operation, where the C library is that of GNU.
_KEPT = 31 * 2**20

#: From so many bytes on, memory comes from the system at each operation until then.
_GIVEN = 2**17


def _mapped(
    core: Callable[..., tuple[Any, ...]],
    arguments: Sequence[tuple[str, Tensor | float, tuple[str | int, ...]]],
    depends: Sequence[tuple[int, ...]],
) -> tuple[Any, ...]:
    """The results of ``core``, part by part; ``depends`` are the arguments of each result."""
    tensors = _prepared(arguments)
    batches = [t.shape[: t.dim() - len(a[2])] for t, a in zip(tensors, arguments, strict=True)]
    items = _items(tensors, batches)
    _keep(tensors)
    if not items:
        return core(*tensors)
    count = max(len(tensor) for tensor, batch in zip(tensors, batches, strict=True) if batch)
    parts: list[tuple[Tensor, ...]] = []
    try:
        for start in range(0, count, items):
            # the last part is open, so that a trace of this is right for other batches, too
            own = slice(start, start + items if start + items < count else None)
            given = (t[own] if batch else t for t, batch in zip(tensors, batches, strict=True))
            parts.append(core(*given))
    except ArgumentError:
        core(*tensors)  # again, so that the message counts through the whole batch
        raise
    return tuple(
        torch.cat(found) if any(batches[i] for i in own) else found[0]
        for found, own in zip(zip(*parts, strict=True), depends, strict=True)
    )


def _keep(tensors: Sequence[Tensor]) -> None:
    """Has memory of long tensors kept between operations."""
    if torch.compiler.is_compiling() or tensors[0].device.type != "cpu":
        return
    if any(tensor.numel() * tensor.element_size() > _GIVEN for tensor in tensors):
        torch.empty(_KEPT, dtype=torch.uint8)


def _items(tensors: Sequence[Tensor], batches: Sequence[tuple[int, ...]]) -> int:
    """How many items along the first batch axis are worked on at a time; 0 for all at once.

    Parts are for the caches of a processor; one graph is better for derivatives and compilers.
    """
    if torch.compiler.is_compiling() or tensors[0].device.type != "cpu":
        return 0
    if torch.is_grad_enabled() and any(tensor.requires_grad for tensor in tensors):
        return 0
    known = {tuple(batch) for batch in batches if batch}
    if len(known) != 1:
        return 0
    count = known.pop()[0]
    pairs = [(tensor, batch) for tensor, batch in zip(tensors, batches, strict=True) if batch]
    size = max(tensor.numel() * tensor.element_size() for tensor, _ in pairs)
    matrices = any(tensor.dim() > len(batch) + 1 for tensor, batch in pairs)
    items = max(1, (_CHUNK_OF_MATRICES if matrices else _CHUNK) * count // max(1, size))
    return items if items < count else 0


def _prepared(
    arguments: Sequence[tuple[str, Tensor | float, tuple[str | int, ...]]],
) -> list[Tensor]:
    """The arguments as tensors of one floating type on one device, with their sizes checked."""
    names = [name for name, _, _ in arguments]
    tensors = [v if isinstance(v, Tensor) else _tensor(n, v) for n, v, _ in arguments]
    weak = [isinstance(value, float | int) for _, value, _ in arguments]
    dtype = _dtype(names, tensors, weak)
    device = _device(names, tensors)
    known: dict[str | int, tuple[int, str]] = {}
    batch: list[int] = []
    for tensor, (name, _, axes) in zip(tensors, arguments, strict=True):
        shape = tuple(tensor.shape)
        own = len(shape) - len(axes)
        if own < 0:
            wanted = ", ".join(["...", *map(str, axes)])
            raise ArgumentError(f"{name}: shape {shape}, expected ({wanted})")
        for axis, size in zip(axes, shape[own:], strict=True):
            if isinstance(axis, int):
                expected, told = axis, str(axis)
            else:
                expected, by = known.setdefault(axis, (size, name))
                told = f"{axis} = {expected} by {by}"
            if size != expected:
                raise ArgumentError(f"{name}: shape {shape} has {size} where {told} is expected")
            if not size:
                raise ArgumentError(f"{name}: shape {shape} has no entries")
        for place, size in enumerate(reversed(shape[:own])):
            if place == len(batch):
                batch.append(size)
            elif batch[place] == 1:
                batch[place] = size
            elif size not in {1, batch[place]}:
                shapes = [tuple(t.shape) for t in tensors]
                batches = [s[: len(s) - len(a[2])] for s, a in zip(shapes, arguments, strict=True)]
                shown = ", ".join(f"{n} {b}" for n, b in zip(names, batches, strict=True) if b)
                raise ArgumentError(f"the batch axes do not broadcast: {shown}")
    return [tensor.to(device=device, dtype=dtype) for tensor in tensors]


def _tensor(name: str, value: object) -> Tensor:
    """Numbers, lists and arrays as a tensor."""
    try:
        return torch.as_tensor(value)
    except (TypeError, ValueError, RuntimeError) as error:
        raise ArgumentError(f"{name}: {error}") from None


def _dtype(names: Sequence[str], tensors: Sequence[Tensor], weak: Sequence[bool]) -> torch.dtype:
    """The floating type of the results; a Python number has none."""
    found: torch.dtype | None = None
    for name, tensor, is_weak in zip(names, tensors, weak, strict=True):
        own = tensor.dtype
        floating = own.is_floating_point or own.is_complex
        if floating and own not in {torch.float32, torch.float64}:
            raise ArgumentError(f"{name}: dtype {own}, expected float32, float64 or integer")
        if not is_weak:
            found = own if found is None else torch.promote_types(found, own)
    if found is None or not found.is_floating_point:
        return torch.get_default_dtype()
    return found


def _device(names: Sequence[str], tensors: Sequence[Tensor]) -> torch.device:
    """The device of all tensors; one without axes on the CPU follows the others."""
    first: int | None = None
    for place, tensor in enumerate(tensors):
        loose = tensor.dim() == 0 and tensor.device.type == "cpu"
        if first is None:
            first = None if loose else place
        elif not loose and tensor.device != tensors[first].device:
            raise ArgumentError(
                f"{names[place]}: on {tensor.device}, but {names[first]} on {tensors[first].device}"
            )
    return tensors[first or 0].device
