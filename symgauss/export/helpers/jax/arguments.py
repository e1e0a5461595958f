"""Arguments of generated JAX code: their shapes and types are checked, which tracing allows."""

from __future__ import annotations

from collections.abc import Sequence

import jax.numpy as jnp
from jax import Array
from jax.typing import ArrayLike


class ArgumentError(ValueError):
    """An argument of the wrong shape or type, or a matrix that is not positive definite."""


def _prepared(
    arguments: Sequence[tuple[str, ArrayLike, tuple[str | int, ...]]],
) -> list[Array]:
    """The arguments as arrays of one floating type, with their sizes checked."""
    arrays = [_array(name, value) for name, value, _ in arguments]
    known: dict[str | int, tuple[int, str]] = {}
    batches: list[tuple[int, ...]] = []
    for array, (name, _, axes) in zip(arrays, arguments, strict=True):
        floating = jnp.issubdtype(array.dtype, jnp.inexact)
        if floating and array.dtype not in {jnp.dtype("float32"), jnp.dtype("float64")}:
            raise ArgumentError(
                f"{name}: dtype {array.dtype}, expected float32, float64 or integer"
            )
        shape = array.shape
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
        batches.append(shape[:own])
    try:
        jnp.broadcast_shapes(*batches)
    except ValueError:
        pairs = zip(arguments, batches, strict=True)
        shown = ", ".join(f"{argument[0]} {batch}" for argument, batch in pairs if batch)
        raise ArgumentError(f"the batch axes do not broadcast: {shown}") from None
    kinds = [
        value if isinstance(value, float | int) else array.dtype
        for (_, value, _), array in zip(arguments, arrays, strict=True)
    ]
    dtype = jnp.result_type(*kinds)
    if not jnp.issubdtype(dtype, jnp.floating):
        dtype = jnp.result_type(float)
    return [array.astype(dtype) for array in arrays]


def _array(name: str, value: ArrayLike) -> Array:
    """Numbers, lists and arrays as an array of JAX."""
    try:
        return jnp.asarray(value)
    except (TypeError, ValueError) as error:
        told = str(error).strip().partition("\n")[0]
        raise ArgumentError(f"{name}: {told}") from None
