"""Stages of inference after unification: hints of the document first, conventions last."""

from __future__ import annotations

from collections.abc import Callable

from symgauss.check.inference.reader import Reader
from symgauss.check.inference.surveying import Survey
from symgauss.check.wording.said import Said
from symgauss.errors import SourceError
from symgauss.kernel.context import Property
from symgauss.kernel.sizes import ONE, SCALAR, Shape, size
from symgauss.latex.conventions import STAGES

Stage = Callable[[Reader], bool]


def stages(found: Survey, said: dict[str, Said]) -> list[Stage]:
    """What to try in turn on the symbols that are still open."""

    def scalar_laws(reader: Reader) -> bool:
        """``N(mu, sigma^2)`` is a law of scalars."""
        for node in found.scalar_laws:
            try:
                term = reader.term(node)
            except SourceError:
                continue
            reader.unifier.unify_shapes(reader.shape(term), SCALAR)
        return bool(found.scalar_laws)

    def ranks(reader: Reader) -> bool:
        """Vectors and matrices whose size prose does not tell."""
        for name, what in said.items():
            if name not in reader.open_names:
                continue
            shape = reader.open_names[name][0]
            fresh = reader.unifier.fresh
            known = reader.unifier.is_scalar(shape) or reader.unifier.is_array(shape)
            _make_square(reader, what, shape)
            if what.rank == "vector" and not reader.unifier.is_scalar(shape):
                reader.unifier.unify_shapes(shape, Shape(fresh(dimension=True), ONE))
            elif what.rank == "matrix" and not known:
                guess = Shape(fresh(dimension=True), fresh(dimension=True))
                reader.unifier.unify_shapes(shape, guess)
        return bool(said)

    def families(reader: Reader) -> bool:
        """The vector of all ``y_i`` has as many entries as the sums over ``i`` have terms."""
        done = False
        for name, limit in found.limits.items():
            if name not in reader.open_names:
                continue
            shape = reader.open_names[name][0]
            if name not in reader.scope.entries.values():
                if f"{name}_#" not in reader.open_names:
                    continue
                member = reader.open_names[f"{name}_#"][0]
                if reader.unifier.is_array(member):
                    continue
                reader.unifier.unify_shapes(member, SCALAR)
            if not reader.unifier.is_scalar(shape):
                reader.unifier.unify_shapes(shape, Shape(size(limit), ONE))
                reader.scope.dimensions.add(limit)
                done = True
        return done

    def atoms(reader: Reader) -> bool:
        """What is opaque and not used as an array is a scalar."""
        reader.close_atoms()
        return True

    def capitals(reader: Reader) -> bool:
        """Capitals that are not random are matrices; bold ones also inside expectations."""
        return matrices(reader, reader.random - found.capitals)

    return [scalar_laws, ranks, families, behind_bars, capitals, variables, *STAGES, atoms]


def behind_bars(reader: Reader) -> bool:
    """Data behind bars that nothing is multiplied with are vectors."""
    taken = False
    for name in sorted(reader.behind - reader.multiplied - reader.transposed):
        shape = reader.open_names[name][0] if name in reader.open_names else SCALAR
        if not reader.unifier.is_scalar(shape) and not reader.unifier.is_array(shape):
            taken = reader.unifier.unify(shape.columns, ONE) or taken
    return taken


def _make_square(reader: Reader, what: Said, shape: Shape) -> None:
    """An orthogonal matrix is square, and so is a Cholesky factor."""
    is_column = what.rank == "vector" or reader.unifier.resolve(shape.columns) == ONE
    factor = Property.POSITIVE_DIAGONAL in what.properties
    if (Property.ORTHOGONAL in what.properties or factor) and not is_column:
        reader.unifier.unify(shape.rows, shape.columns)


def is_capital(name: str) -> bool:
    """Whether the letter of a name is a capital, Latin or Greek."""
    stem = name.partition("_")[0]
    return stem[0].isupper()


def matrices(reader: Reader, random: frozenset[str]) -> bool:
    """Capitals that are not random are matrices."""
    taken = False
    for name, (shape, _) in reader.open_names.items():
        known = reader.unifier.is_scalar(shape) or reader.unifier.is_array(shape)
        if not known and is_capital(name) and name.partition("_")[0] not in random:
            fresh = reader.unifier.fresh
            guess = Shape(fresh(dimension=True), fresh(dimension=True))
            reader.unifier.unify_shapes(shape, guess)
            taken = True
    return taken


def variables(reader: Reader) -> bool:
    """Random capitals are vectors if they are transposed, scalars if nothing is an array."""
    taken = False
    for name, (shape, _) in reader.open_names.items():
        known = reader.unifier.is_scalar(shape) or reader.unifier.is_array(shape)
        if known or name.partition("_")[0] not in reader.random:
            continue
        if name in reader.transposed:
            column = Shape(reader.unifier.fresh(dimension=True), ONE)
            taken = reader.unifier.unify_shapes(shape, column) or taken
        elif name not in reader.beside_arrays:
            taken = reader.unifier.unify_shapes(shape, SCALAR) or taken
    return taken
