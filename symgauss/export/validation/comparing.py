"""No program is handed out whose values are not those that the kernel finds.

A program is lowered from a result that was judged; that it was lowered rightly is judged here, at
random points: the program in balls (:mod:`.balls`), and beside it the kernel's own evaluation of
the terms (:mod:`symgauss.export.instances`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flint import arb, ctx

from symgauss.errors import NoValueError, ProgramRefusedError
from symgauss.export.instances import BITS, Instance, draw
from symgauss.export.planning import Function
from symgauss.export.program import Program
from symgauss.export.validation.balls import Items, NotEvaluatedError, evaluate

DRAWS = 2
MOST_DRAWS = 6  #: where enclosures are too wide to tell
CLOSE_BITS = 100  #: how many bits of a result have to agree


def validated(function: Function, draws: int = DRAWS) -> Function:
    """The function, unless it is wrong.

    :class:`ProgramRefusedError` where a result differs from what the kernel finds, or has no value
    where the kernel has one; ``NoValueError`` where nothing can be compared.
    """
    _compare(function, (function.program,), draws)
    return function


def validated_stages(function: Function, stages: tuple[Function, ...]) -> tuple[Function, ...]:
    """Functions that one after the other compute what a function computes, unless they do not.

    Each has the arguments of the function and the results of those before it.  Raises as
    :func:`validated`.
    """
    if stages:
        _compare(function, tuple(stage.program for stage in stages), DRAWS)
    return stages


def _compare(function: Function, programs: Sequence[Program], draws: int) -> None:
    agreed = 0
    for seed in range(1, MOST_DRAWS + 1):
        agreed += _agrees(function, programs, draw(function, seed))
        if agreed == draws:
            return
    raise NoValueError(f"{function.name}: its program cannot be compared with the derived result")


def _agrees(function: Function, programs: Sequence[Program], instance: Instance) -> bool:
    """Whether all results agree; ``False`` where the enclosures are too wide to tell."""
    before = ctx.prec
    ctx.prec = BITS
    try:
        found: dict[str, Items] = dict(instance.arguments)
        for program in programs:
            found |= evaluate(program, found, instance.sizes)
        return all(
            _close(function, output.name, found[output.name], instance.results[output.name])
            for output in function.program.outputs
        )
    except NotEvaluatedError as error:
        raise _refused(function, str(error)) from None
    finally:
        ctx.prec = before


def _close(function: Function, name: str, found: Items, wanted: Items) -> bool:
    """Whether two results are equal for sure; raises where they differ for sure."""
    left, right = list(_entries(found)), list(_entries(wanted))
    if [place for place, _ in left] != [place for place, _ in right]:
        raise _refused(function, f"{name} has another shape than the derived result")
    for (place, x), (_, y) in zip(left, right, strict=True):
        if not x.overlaps(y):
            where = f"{name}[{', '.join(map(str, place))}]" if place else name
            told = f"{where} is {_short(x)} where the derived result is {_short(y)}"
            raise _refused(function, told)
    size = max((y.abs_upper() for _, y in right), default=arb(0))
    most = size * arb(2) ** -CLOSE_BITS
    return all(
        abs(x - y) <= most or (x - y).is_zero() for (_, x), (_, y) in zip(left, right, strict=True)
    )


def _entries(items: Items, place: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], arb]]:
    if isinstance(items, list):
        for i, item in enumerate(items):
            yield from _entries(item, (*place, i))
    else:
        yield place, items


def _short(value: arb) -> str:
    text: str = value.str(8, radius=False)
    return text


def _refused(function: Function, told: str) -> ProgramRefusedError:
    return ProgramRefusedError(
        f"the function {function.name} was written wrongly: at a random point {told}. "
        "Nothing is exported; this is a bug of symgauss, please report it with the model"
    )
