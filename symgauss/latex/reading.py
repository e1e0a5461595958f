"""From texts to terms: passes of unification until nothing changes, then the last pass."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from symgauss.errors import LatexError
from symgauss.kernel.sizes import ONE, SCALAR, Shape, size
from symgauss.kernel.terms import Zero
from symgauss.latex.elaborate import Elaborator
from symgauss.latex.unify import is_unknown

_MOST_PASSES = 12
Result = TypeVar("Result")


def fixpoint(elaborator: Elaborator, read: Callable[[], Result], *, strict: bool = True) -> Result:
    """Run ``read`` until a pass teaches nothing new about the shapes; the result of that pass."""
    result = _passes(elaborator, read)
    if elaborator.scope.conventions:
        _apply_conventions(elaborator)
        result = _passes(elaborator, read)
        _name_dimensions(elaborator)
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
    return tuple(
        (name, str(unifier.resolve_shape(shape)))
        for name, (shape, _) in sorted(elaborator.open_names.items())
    )


def _apply_conventions(elaborator: Elaborator) -> None:
    """Give symbols of unknown rank the shape that the field expects."""
    unifier = elaborator.unifier
    for name, (shape, _) in elaborator.open_names.items():
        if unifier.is_scalar(shape) or unifier.is_array(shape):
            continue
        stem = name.partition("_")[0]
        if (
            stem[0].isupper() and stem[0].isascii() and len(stem.removesuffix("bold")) == 1
        ) or _upper_greek(stem):
            guess = Shape(unifier.fresh(dimension=True), unifier.fresh(dimension=True))
        elif "bold" in stem:
            guess = Shape(unifier.fresh(dimension=True), ONE)
        else:
            guess = SCALAR
        unifier.unify_shapes(shape, guess)


def _upper_greek(stem: str) -> bool:
    return stem[0].isupper() and stem.startswith(
        ("Sigma", "Lambda", "Phi", "Psi", "Gamma", "Omega", "Theta")
    )


def _name_dimensions(elaborator: Elaborator) -> None:
    """Names for the sizes that are left: letters that the document does not use."""
    unifier = elaborator.unifier
    used = (
        elaborator.scope.dimensions
        | set(elaborator.open_names)
        | set(elaborator.scope.declarations)
    )
    count = 0
    for shape, _ in elaborator.open_names.values():
        for part in (shape.rows, shape.columns):
            for name in sorted(unifier.resolve(part).dimensions):
                if not is_unknown(name):
                    continue
                count += 1
                while f"n_{count}" in used:
                    count += 1
                unifier.bindings[name] = size(f"n_{count}")


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
