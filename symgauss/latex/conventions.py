"""The field's conventions for symbols that nobody declares, as the last resort.

Stage by stage, with unification between them: upper case is a matrix; a vector is what is bold and
lower case, what is transposed, what has an identity for its covariance, and what stands behind a
row.  A scalar is what is left, except for letters next to matrices: ``A y`` with a plain ``y`` may
mean either, and a guess could make a true step look wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from symgauss.kernel.sizes import ONE, SCALAR, Shape, size
from symgauss.latex.elaborate import Elaborator

_UPPER_GREEK = ("Sigma", "Lambda", "Phi", "Psi", "Gamma", "Omega", "Theta", "Xi", "Pi", "Upsilon")


def _open(elaborator: Elaborator) -> Iterator[tuple[str, str, Shape]]:
    """Name, stem and shape of the symbols whose rank is not known."""
    for name, (shape, _) in elaborator.open_names.items():
        if not elaborator.unifier.is_scalar(shape) and not elaborator.unifier.is_array(shape):
            yield name, name.partition("_")[0], shape


def _is_upper(stem: str) -> bool:
    letter = stem.removesuffix("bold")
    return (len(letter) == 1 and letter.isupper()) or letter.startswith(_UPPER_GREEK)


def _matrices(elaborator: Elaborator) -> bool:
    unifier = elaborator.unifier
    found = [shape for _, stem, shape in _open(elaborator) if _is_upper(stem)]
    for shape in found:
        guess = Shape(unifier.fresh(dimension=True), unifier.fresh(dimension=True))
        unifier.unify_shapes(shape, guess)
    return bool(found)


def _vectors(elaborator: Elaborator) -> bool:
    unifier = elaborator.unifier
    found = [
        shape
        for name, stem, shape in _open(elaborator)
        if "bold" in stem or name in elaborator.transposed or elaborator.is_of_identity(shape)
    ]
    for shape in found:
        unifier.unify_shapes(shape, Shape(unifier.fresh(dimension=True), ONE))
    return bool(found)


def _columns(elaborator: Elaborator) -> bool:
    """What stands right behind a row is a column: the u of ``v^T u``; so is a long small letter."""
    unifier, rows = elaborator.unifier, elaborator.behind_rows
    for name, (shape, _) in elaborator.open_names.items():
        known = unifier.resolve_shape(shape)
        is_long = unifier.is_array(Shape(known.rows, ONE))
        is_wide = unifier.is_array(Shape(known.columns, ONE))
        if is_long and not is_wide and not _is_upper(name.partition("_")[0]):
            unifier.unify(known.columns, ONE)
    found = [(shape, rows[name]) for name, _, shape in _open(elaborator) if name in rows]
    for shape, length in found:
        unifier.unify_shapes(shape, Shape(length, ONE))
    return bool(found)


def _factors(elaborator: Elaborator) -> bool:
    """The a of ``a x`` is a scalar before x is one: x may be as large as something else."""
    unifier = elaborator.unifier
    if not elaborator.identities:
        return False
    found = False
    for name, stem, shape in _open(elaborator):
        known = unifier.resolve_shape(shape)
        is_free = known.columns not in (ONE, known.rows)
        if is_free and not _is_upper(stem) and name not in elaborator.beside_arrays:
            found = unifier.unify_shapes(shape, SCALAR) or found
    return found


def _scalars(elaborator: Elaborator) -> bool:
    found = [s for name, _, s in _open(elaborator) if name not in elaborator.beside_arrays]
    for shape in found:
        elaborator.unifier.unify_shapes(shape, SCALAR)
    return bool(found)


STAGES: tuple[Callable[[Elaborator], bool], ...] = (
    _matrices,
    _vectors,
    _columns,
    _factors,
    _scalars,
)


def name_dimensions(elaborator: Elaborator) -> None:
    """Names for the sizes that are left: letters that the document does not use."""
    unifier, scope = elaborator.unifier, elaborator.scope
    used = scope.dimensions | set(elaborator.open_names) | set(scope.declarations)
    count = 0
    for shape, _ in elaborator.open_names.values():
        for part in (shape.rows, shape.columns):
            for name in sorted(unifier.resolve(part).dimensions):
                if name[0] != "#":
                    continue
                count += 1
                while f"n_{count}" in used:
                    count += 1
                unifier.bindings[name] = size(f"n_{count}")
