"""From texts to terms: passes of unification until nothing changes, then the last pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from symgauss.errors import LatexError
from symgauss.kernel.sizes import ONE
from symgauss.kernel.terms import Zero
from symgauss.latex.conventions import STAGES, name_dimensions
from symgauss.latex.elaborate import Elaborator

_MOST_PASSES = 12
Result = TypeVar("Result")


def fixpoint(elaborator: Elaborator, read: Callable[[], Result], *, strict: bool = True) -> Result:
    """Run ``read`` until a pass teaches nothing new about the shapes; the result of that pass."""
    result = _passes(elaborator, read)
    if elaborator.scope.conventions:
        for stage in STAGES:
            if stage(elaborator):
                result = _passes(elaborator, read)
        name_dimensions(elaborator)
    _close_literals(elaborator)
    if strict:
        refuse_open_symbols(elaborator)
    return result


def _passes(elaborator: Elaborator, read: Callable[[], Result]) -> Result:
    for _ in range(_MOST_PASSES):
        before = _state(elaborator)
        elaborator.start_pass()
        result = read()
        if _state(elaborator) == before:
            break
    return result


def _state(elaborator: Elaborator) -> tuple[object, ...]:
    """What is known about the undeclared symbols, by structure."""
    unifier = elaborator.unifier
    families: tuple[object, ...] = tuple(sorted(elaborator.families))
    return families + tuple(
        (name, str(unifier.resolve_shape(shape)))
        for name, (shape, _) in sorted(elaborator.open_names.items())
    )


def _close_literals(elaborator: Elaborator) -> None:
    """A bare 0 whose shape nothing tells is the number."""
    for term, shape, _ in list(elaborator._known.values()):  # noqa: SLF001 - one idea, two files
        if isinstance(term, Zero):
            found = elaborator.unifier.resolve_shape(shape)
            for part in (found.rows, found.columns):
                if any(name[0] == "?" for name in part.dimensions):
                    elaborator.unifier.unify(part, ONE)


def refuse_open_symbols(elaborator: Elaborator) -> None:
    """An error for the first symbol whose shape is not determined."""
    unifier = elaborator.unifier
    for shape, span in elaborator.open_names.values():
        if not unifier.is_known(shape):
            shown = elaborator.source.text[span.start : span.end]
            raise LatexError(
                f"the shape of {shown} is not declared",
                elaborator.source.place(span),
                f"write `% symgauss: {shown} \\in \\mathbb{{R}}^{{...}}`",
            )
