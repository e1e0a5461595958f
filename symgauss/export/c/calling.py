"""Calling compiled C functions with NumPy arrays."""

from __future__ import annotations

import ctypes
from collections import namedtuple
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from inspect import Parameter, Signature
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from symgauss.errors import ResourceLimitError
from symgauss.export.c.compiling import library
from symgauss.export.c.lines import dependencies as dependencies_of
from symgauss.export.c.sizes import macros
from symgauss.export.c.source import Written, source
from symgauss.export.documentation import function_docstring
from symgauss.export.helpers.numpy.arguments import ArgumentError, _common, _count, _prepared
from symgauss.export.python.arguments import axis_code
from symgauss.export.python.source import class_name
from symgauss.kernel.sizes import Size

Array = NDArray[Any]

#: C-contiguous and aligned, in the flags of an array.
_READY = 0x101
#: The same, and writeable.
_OPEN = 0x501
_KINDS = {np.dtype(np.float64): "f64", np.dtype(np.float32): "f32"}
#: How many bytes of working memory one block may take on the stack of a thread.
STACK = 2**22
_HEADER = object.__basicsize__
_pointer_at = ctypes.c_void_p.from_address


def _read(arrays: Sequence[Array]) -> list[int | None]:
    """Where the numbers of arrays are: the first field behind the header of each object."""
    return [_pointer_at(id(array) + _HEADER).value for array in arrays]


def _trusted() -> Callable[[Sequence[Array]], list[int | None]]:
    """The quick way, where it is right on this interpreter; else the documented one."""
    samples: list[Array] = [np.empty(3), np.empty((2, 2), np.float32), np.empty(())]
    if _read(samples) == [sample.ctypes.data for sample in samples]:
        return _read
    return lambda arrays: [int(array.ctypes.data) for array in arrays]


addresses = _trusted()


def _look(arrays: Sequence[Array], flags: int) -> tuple[object, ...]:
    """What a call depends on: types, shapes, and which of some flags are set."""
    return tuple([(type(a), a.shape, a.dtype, a.flags.num & flags) for a in arrays])


@dataclass(frozen=True, slots=True)
class Plan:
    """How to call for arguments of some shapes: what to pass, and the shapes of the results."""

    call: Callable[..., int]
    count: int
    steps: tuple[int, ...]
    front: tuple[object, ...]  #: the count and the steps with places for pointers, as C takes them
    batch: tuple[int, ...]  #: to which those arguments are broadcast that are not shared
    expand: tuple[tuple[int, ...] | None, ...]  #: the whole shape of such an argument
    items: tuple[tuple[int, ...], ...]  #: of the results
    own: tuple[tuple[int, ...], ...]  #: the batch axes of each result
    shapes: tuple[tuple[int, ...], ...]  #: of the results, with these axes
    room: tuple[object, ...]  #: what arrays for the results look like
    simple: bool  #: nothing is broadcast, and all results have the whole batch


class Compiled:
    """A function in C: compiled for the sizes of its arguments when it is called with new ones.

    Arguments are arrays or numbers, with leading batch axes that broadcast.  ``out`` takes arrays
    for the results (one, or a tuple of several) of their exact shape and type.
    """

    def __init__(self, each: Written) -> None:
        self._each = each
        program = each.function.program
        self._program = program
        self._names = [argument.name for argument in program.arguments]
        self._ranks = [len(argument.type.axes) for argument in program.arguments]
        self._axes = [_axes(a.type.axes) for a in program.arguments]
        depends = dependencies_of(program)
        self._depends = [
            [i for i, name in enumerate(self._names) if name in depends[output.ref]]
            for output in program.outputs
        ]
        self._plans: dict[object, Plan] = {}
        self._libraries: dict[tuple[object, ...], Callable[..., int]] = {}
        self.__name__ = self.__qualname__ = program.name
        self.__doc__ = function_docstring(each.function).strip('"').strip() + "\n"
        self.__signature__ = Signature(
            [
                *(Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in self._names),
                Parameter("out", Parameter.KEYWORD_ONLY, default=None),
            ]
        )
        self._several = len(program.outputs) > 1
        if self._several:
            make: Any = namedtuple  # noqa: PYI024 - the names are known now and not before
            self._result = make(class_name(program), [output.name for output in program.outputs])

    def __repr__(self) -> str:
        return f"<{self._each.name} in C{self.__signature__}>"

    def __call__(self, *arguments: object, out: object = None, **named: object) -> Any:  # noqa: ANN401
        """The results; :class:`ArgumentError` names an argument that does not fit."""
        if named or len(arguments) != len(self._names):
            arguments = self._bound(arguments, named)
        given: Any = arguments
        try:
            plan = self._plans[_look(given, _READY)]
        except (AttributeError, KeyError, TypeError):
            given = [np.ascontiguousarray(a).reshape(a.shape) for a in self._arrays(arguments)]
            plan = self._planned(given)
        if not plan.simple:
            return self._mapped(plan, given, out)
        dtype = given[0].dtype
        results = self._outputs(plan, dtype, out)
        flat: list[Any] = [*plan.front]
        flat[1::2] = addresses(given)
        flat += addresses(results)
        self._run(plan, flat)
        if not plan.batch and out is None:
            results = [result[()] for result in results]
        return self._result(*results) if self._several else results[0]

    def _bound(self, given: Sequence[object], named: dict[str, object]) -> tuple[object, ...]:
        try:
            bound = self.__signature__.bind(*given, **named)
        except TypeError as error:
            raise TypeError(f"{self.__name__}() {error}") from None
        return tuple(bound.arguments[name] for name in self._names)

    def _arrays(self, arguments: Sequence[object]) -> list[Array]:
        """The arguments as arrays of one floating type, with their sizes checked."""
        rows: Any = list(zip(self._names, arguments, self._axes, strict=True))
        return _prepared(rows)

    def _outputs(self, plan: Plan, dtype: np.dtype[Any], out: object) -> list[Array]:
        if out is None:
            return [np.empty(shape, dtype) for shape in plan.shapes]
        given: list[Any] = list(out) if isinstance(out, tuple | list) else [out]
        if len(given) != len(plan.shapes):
            raise ArgumentError(f"out: {len(given)} arrays for {len(plan.shapes)} results")
        try:
            if _look(given, _OPEN) == plan.room:
                return given
        except AttributeError:
            pass
        for array, shape, room in zip(given, plan.shapes, plan.room, strict=True):
            if type(array) is not np.ndarray or _look([array], _OPEN) != (room,):
                raise ArgumentError(
                    f"out: expected a contiguous writeable array of shape {shape} and type {dtype}"
                )
        return given

    # --- plans ---------------------------------------------------------------------------------

    def _planned(self, arrays: Sequence[Array]) -> Plan:
        key = _look(arrays, _READY)
        if key not in self._plans:
            self._plans[key] = self._plan(arrays)
        return self._plans[key]

    def _plan(self, arrays: Sequence[Array]) -> Plan:
        batches = [a.shape[: a.ndim - rank] for a, rank in zip(arrays, self._ranks, strict=True)]
        rows: Any = list(zip(self._names, arrays, self._axes, strict=True))
        batch = _common(rows, batches)
        count = _count(batch)
        shared = [_count(b) == 1 and count != 1 for b in batches]
        expand = tuple(
            None if s or _count(b) == count else batch + a.shape[a.ndim - rank :]
            for a, b, s, rank in zip(arrays, batches, shared, self._ranks, strict=True)
        )
        sizes = self._sizes(arrays)
        own = tuple(np.broadcast_shapes(*(batches[i] for i in each)) for each in self._depends)
        items = tuple(
            tuple(size.at(sizes) for size in self._program.type_of(output.ref).axes)
            for output in self._program.outputs
        )
        whole = all(_count(each) == count for each in own)
        shapes = tuple(b + item for b, item in zip(own, items, strict=True))
        dtype = arrays[0].dtype
        steps = tuple(0 if s or count == 1 else 1 for s in shared)
        pairs = [each for step in steps for each in (None, ctypes.c_ssize_t(step))]
        return Plan(
            self._function(sizes, dtype),
            count,
            steps,
            (ctypes.c_ssize_t(count), *pairs),
            batch,
            expand,
            items,
            own,
            shapes,
            tuple((np.ndarray, shape, dtype, _OPEN) for shape in shapes),
            simple=whole and count > 0 and all(e is None for e in expand),
        )

    def _sizes(self, arrays: Sequence[Array]) -> dict[str, int]:
        """The sizes of the dimensions, from the arguments."""
        found: dict[str, int] = {}
        for argument, array, rank in zip(self._program.arguments, arrays, self._ranks, strict=True):
            axes = argument.type.axes
            for size, length in zip(axes, array.shape[array.ndim - rank :], strict=True):
                if len(size.monomials) == 1 and len(size.dimensions) == 1:
                    ((monomial, factor),) = size.monomials
                    if len(monomial) == 1:
                        found.setdefault(monomial[0], length // factor)
        return found

    def _function(self, sizes: dict[str, int], dtype: np.dtype[Any]) -> Callable[..., int]:
        kind = _KINDS[dtype]
        key = (*sorted(sizes.items()), kind)
        if key not in self._libraries:
            self._libraries[key] = self._compiled(sizes, kind)
        return self._libraries[key]

    def _compiled(self, sizes: dict[str, int], kind: str) -> Callable[..., int]:
        made = self._each.statements
        width = 8 if kind == "f64" else 4
        lanes = _lanes(made.lanes, sizes, width)
        names = macros(sorted(made.constants))
        defines = tuple(f"-D{macro}={sizes[d]}" for d, macro in names.items())
        text = source([self._each], "#include <stddef.h>", (kind,))
        more = ("-DSYMGAUSS_SCALAR",) if lanes == 1 else (f"-DSYMGAUSS_BYTES={lanes * width}",)
        loaded = library(text, (*defines, *more))
        suffix = "_f32" if kind == "f32" else ""
        call: Any = loaded[f"{self._each.name}{suffix}"]
        kinds: list[Any] = [ctypes.c_ssize_t]
        kinds += [ctypes.c_void_p, ctypes.c_ssize_t] * len(self._names)
        kinds += [ctypes.c_void_p] * len(self._program.outputs)
        call.argtypes = [*kinds, ctypes.c_void_p] if self._each.checked else kinds
        call.restype = ctypes.c_int if self._each.checked else None
        return cast("Callable[..., int]", call)

    # --- calls ---------------------------------------------------------------------------------

    def _run(self, plan: Plan, flat: list[Any]) -> None:
        if not self._each.checked:
            plan.call(*flat)
            return
        index = ctypes.c_ssize_t()
        status = plan.call(*flat, ctypes.addressof(index))
        if status:
            raise ArgumentError(self._failure(plan, status, index.value))

    def _failure(self, plan: Plan, status: int, index: int) -> str:
        check = self._each.statements.checks[status - 1]
        shared = [plan.steps[self._names.index(name)] == 0 for name in check.depends]
        if all(shared) or not plan.batch:
            return check.message
        place = np.unravel_index(index, plan.batch)
        shown = int(place[0]) if len(place) == 1 else tuple(int(i) for i in place)
        return f"{check.message} at batch index {shown}"

    def _mapped(self, plan: Plan, given: Sequence[Array], out: object) -> Any:  # noqa: ANN401
        """Arguments that are broadcast are copied; results that depend on few are cut out."""
        dtype = given[0].dtype
        results = self._outputs(plan, dtype, out)
        if plan.count:
            arrays = [
                a if e is None else np.ascontiguousarray(np.broadcast_to(a, e))
                for a, e in zip(given, plan.expand, strict=True)
            ]
            once = [_count(own) == 1 and plan.count > 1 for own in plan.own]
            full = [
                result if own == plan.batch else np.empty(plan.batch + item, dtype)
                for result, own, item in zip(results, plan.own, plan.items, strict=True)
            ]
            flat = [*plan.front]
            flat[1::2] = addresses(arrays)
            if not all(once):
                places = zip(once, addresses(full), strict=True)
                self._run(plan, [*flat, *(None if o else place for o, place in places)])
            if any(once):
                places = zip(once, addresses(results), strict=True)
                self._run(plan, [1, *flat[1:], *(place if o else None for o, place in places)])
            for result, own, whole, o in zip(results, plan.own, full, once, strict=True):
                if not o and whole is not result:
                    result[...] = _cut(whole, own, plan.batch)
        if out is None:
            results = [result[()] if result.ndim == 0 else result for result in results]
        return self._result(*results) if self._several else results[0]


def _cut(whole: Array, own: tuple[int, ...], batch: tuple[int, ...]) -> Array:
    """The part of a result that does not depend on the axes that were broadcast."""
    padded = (1,) * (len(batch) - len(own)) + own
    part = whole[tuple(slice(0, 1) if n == 1 else slice(None) for n in padded)]
    return part.reshape(own + whole.shape[len(batch) :])


def _axes(axes: Sequence[Any]) -> tuple[str | int, ...]:
    texts = [axis_code(size) for size in axes]
    return tuple(int(t) if t.isdigit() else t.strip('"') for t in texts)


def _lanes(lengths: Sequence[Size], sizes: dict[str, int], width: int) -> int:
    """How many items are worked on side by side: fewer where their matrices are large."""
    numbers = sum(length.at(sizes) for length in lengths)
    lanes = 64 // width
    while lanes > 1 and numbers * lanes * width > STACK:
        lanes //= 2
    if numbers * lanes * width > STACK:
        shown = ", ".join(f"{name} = {n}" for name, n in sorted(sizes.items()))
        raise ResourceLimitError(
            f"the matrices of one item do not fit on the stack in C ({shown}); "
            "use the numpy target for such sizes"
        )
    return lanes


def functions_of(functions: Sequence[Written]) -> dict[str, Callable[..., Any]]:
    """The functions by name, the main one first."""
    return {each.function.name: Compiled(each) for each in functions}
