r"""The law of two variables on top of each other: what it says of each, and of one given the other.

.. math:: \begin{pmatrix} x_1 \\ x_2 \end{pmatrix} \sim \mathcal{N}\left(
   \begin{pmatrix} \mu_1 \\ \mu_2 \end{pmatrix},
   \begin{pmatrix} S_{11} & S_{12} \\ S_{21} & S_{22} \end{pmatrix} \right)

makes the model ``x_1 ~ N(mu_1, S_11)``, ``x_2 | x_1 ~ N(mu_2 + S_12^T S_11^{-1} (x_1 - mu_1),
S_22 - S_12^T S_11^{-1} S_12)`` (Bishop, PRML, 2.81 and 2.82), and ``S_21`` is ``S_12^T``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from symgauss.check.displays.parts import Statement
from symgauss.check.inference.reader import Reader
from symgauss.check.laws.placed import PlacedLaw
from symgauss.check.meaning.constants import is_noise
from symgauss.errors import SourceError
from symgauss.kernel.context import Distribution, Property
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import Shape
from symgauss.kernel.terms import (
    MINUS_ONE,
    Block,
    Inverse,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
    Zero,
    is_zero,
    negative,
)
from symgauss.kernel.traversal import free_symbols
from symgauss.latex.statement_syntax import ModelSyntax
from symgauss.latex.tree import Group, MatrixRows, Node

PARTS = 2  #: how many variables are stacked; what more of them say of each other is not read


@dataclass(frozen=True, slots=True)
class StackedLaw:
    """The law of two stacked variables, part by part."""

    variables: tuple[Symbol, Symbol]
    means: tuple[Term, Term]
    covariance: tuple[tuple[Term, Term], tuple[Term, Term]]
    density: str

    @property
    def names(self) -> frozenset[str]:
        """Names of the variables."""
        return frozenset(variable.name for variable in self.variables)

    def across(self) -> Term | None:
        """The covariance of the first variable with the second, where both blocks agree on it."""
        (_, upper), (lower, _) = self.covariance
        symmetric = {part.name for part in self.squares()}
        if _transposed(upper, symmetric) == lower or upper == _transposed(lower, symmetric):
            return upper
        if isinstance(upper, Symbol) and isinstance(lower, Symbol):
            fits = upper.shape == Shape(lower.shape.columns, lower.shape.rows)
            return upper if fits and upper.name != lower.name else None
        return None

    def squares(self) -> Iterator[Symbol]:
        """Names on the diagonal: covariances."""
        for place in range(PARTS):
            part = self.covariance[place][place]
            if isinstance(part, Symbol):
                yield part


def mirrored(rows: tuple[tuple[Term, ...], ...]) -> Iterator[tuple[Symbol, Term]]:
    """Names below the diagonal of a covariance, each with its value by the one above."""
    for below, row in enumerate(rows):
        for above, lower in enumerate(row[:below]):
            upper = rows[above][below] if below < len(rows[above]) else None
            if isinstance(lower, Symbol) and isinstance(upper, Symbol) and lower.name != upper.name:
                value = _transposed(upper, set())
                if shape_of(value) == lower.shape:
                    yield lower, value


def is_stacked(model: ModelSyntax) -> bool:
    """Whether the law is one of a column of variables."""
    return len(_rows(model.variable)) == PARTS and not model.given


def read_stacked(model: ModelSyntax, reader: Reader) -> StackedLaw | None:
    """The parts of the law as terms; the shapes that it demands are learnt."""
    try:
        point, mean_node, covariance_node = reader.normal_parts(model.law)
        variables = tuple(reader.variable(row[0]) for row in _rows(model.variable))
        if point is not None and reader.term(point) != reader.term(model.variable):
            return None
        whole = reader.term(covariance_node)
        if not isinstance(whole, Block) or [len(row) for row in whole.rows] != [PARTS] * PARTS:
            return None
        mean = reader.term(mean_node)
        shapes = [reader.shape(variable) for variable in variables]
        if isinstance(mean, Block):
            means = [row[0] for row in mean.rows if len(row) == 1]
            for part, variable in zip(means, variables, strict=False):
                reader.same(part, variable, "mean and variable differ in shape", mean_node.span)
        elif is_zero(mean):
            means = [Zero(shape) if reader.is_array(v) else Rational(0)
                     for v, shape in zip(variables, shapes, strict=True)]  # fmt: skip
        else:
            return None
        if len(means) != PARTS:
            return None
    except SourceError:
        return None
    for row, shape in enumerate(shapes):
        for block, other in zip(whole.rows[row], shapes, strict=True):
            width = Shape(shape.rows, other.rows)
            reader.demand(block, width, "the covariance does not fit the variables", model.span)
    first, second = variables
    if not isinstance(first, Symbol) or not isinstance(second, Symbol) or first == second:
        return None
    (a, b), (c, d) = whole.rows
    law = StackedLaw((first, second), (means[0], means[1]), ((a, b), (c, d)), model.density)
    for square in law.squares():
        reader.supposed.setdefault(square.name, Property.POSITIVE_DEFINITE)
    return law


def symmetries(
    stacks: dict[int, StackedLaw], placed: Iterable[PlacedLaw], statements: Iterable[Statement]
) -> Iterator[tuple[Symbol, Term, int]]:
    """Blocks that have a value because a covariance is symmetric, and where that is said."""
    for place, law in stacks.items():
        for name, value in mirrored(law.covariance):
            yield name, value, place
    placed = list(placed)
    for each in placed:
        if isinstance(each.law.covariance, Block):
            for name, value in mirrored(each.law.covariance.rows):
                yield name, value, each.place
    covariances = {each.law.covariance for each in placed}
    for statement in statements:
        sides = [side.term for side in statement.sides[:2]]
        if len(sides) == PARTS and statement.signs[0].kind == "=" and sides[0] in covariances:
            whole = sides[1]
            if isinstance(sides[0], Symbol) and isinstance(whole, Block):
                for name, value in mirrored(whole.rows):
                    yield name, value, statement.position


def stacked_laws(
    stacks: dict[int, StackedLaw], placed: list[PlacedLaw], statements: Iterable[Statement]
) -> list[PlacedLaw]:
    """The laws of single variables that those of stacks make, where no other law is a model.

    A variable that has a law of its own before, or is made of others, is one of another model, of
    which the law of the stack is a consequence.  Where there are two laws, nothing says which one
    is meant.
    """
    made = _made_of(statements)
    found: list[PlacedLaw] = []
    every = [name for law in dict.fromkeys(stacks.values()) if not law.names & made.keys()
             for name in law.names]  # fmt: skip
    twice = {name for name in every if every.count(name) > 1}
    seen: set[str] = set()
    first_ones = sorted(
        stacks.items(), key=lambda each: (bool(each[1].names & made.keys()), each[0])
    )
    for place, law in first_ones:
        parts = {part for name in law.names & made.keys() for part in made[name]}
        before = {each.law.variable.name for each in placed if each.place < place}
        inside = {s.name for t in (*law.means, *law.covariance[0], *law.covariance[1])
                  for s in free_symbols(t)}  # fmt: skip
        drawn = before | seen
        known = law.names & (drawn | inside | twice)
        if known or not parts.isdisjoint(drawn - law.names):
            if known <= made.keys():
                found += _beside_made(law, made, place)
            continue
        first = law.variables[0]
        rest = _given_other(law, 1)
        if rest is None or not _fits(law.means[0], first):
            continue
        seen |= law.names
        root = Distribution(first, (), law.means[0], law.covariance[0][0], law.density)
        found += [PlacedLaw(root, place, joint=True), PlacedLaw(rest, place, joint=True)]
    return found


def _beside_made(
    law: StackedLaw, made: dict[str, frozenset[str]], place: int
) -> Iterator[PlacedLaw]:
    """The law of the part that is new given the one that equations make of others.

    As of new values ``f_*`` beside observations ``y = f + e``: what the stack says of these alone
    is a consequence, and what it says of the new ones is not.
    """
    new = [index for index, variable in enumerate(law.variables) if variable.name not in made]
    rest = _given_other(law, new[0]) if len(new) == 1 else None
    if rest is not None:
        yield PlacedLaw(rest, place, joint=True)


def _given_other(law: StackedLaw, index: int) -> Distribution | None:
    """The law of one of the two parts given the other one, by a Schur complement."""
    other = 1 - index
    across = law.across()
    if across is None:
        return None
    to_other = across if other == 0 else _transposed(across, set())
    gain = Product((_transposed(to_other, set()), _inverse(law.covariance[other][other])))
    apart = Sum((law.variables[other], negative(law.means[other])))
    try:
        mean = Sum((law.means[index], Product((gain, apart))))
        rest = Sum((law.covariance[index][index], negative(Product((gain, to_other)))))
        shape_of(rest)
        if shape_of(mean) != law.variables[index].shape:
            return None
    except ShapeError:
        return None
    variable, given = law.variables[index], (law.variables[other],)
    return Distribution(variable, given, mean, rest, law.density)


def _fits(mean: Term, variable: Symbol) -> bool:
    try:
        return shape_of(mean) == variable.shape
    except ShapeError:
        return False


def _made_of(statements: Iterable[Statement]) -> dict[str, frozenset[str]]:
    """The names that equations give a value, each with the names in these, but for noise."""
    found: dict[str, frozenset[str]] = {}
    for statement in statements:
        if statement.signs and statement.signs[0].kind == "=":
            name, value = (side.term for side in statement.sides[:2])
            if isinstance(name, Symbol) and value is not None:
                names = (symbol.name for symbol in free_symbols(value))
                inside = frozenset(each for each in names if not is_noise(each))
                found[name.name] = found.get(name.name, frozenset()) | inside
    return found


def _inverse(term: Term) -> Term:
    return Power(term, MINUS_ONE) if shape_of(term).is_scalar else Inverse(term)


def _transposed(term: Term, symmetric: set[str]) -> Term:
    """The transpose, carried to the names; names of covariances are their own."""
    if shape_of(term).is_scalar:
        return term
    match term:
        case Symbol(name) if name in symmetric:
            return term
        case Transpose(matrix):
            return matrix
        case Product(factors):
            return Product(tuple(_transposed(each, symmetric) for each in reversed(factors)))
        case Sum(terms):
            return Sum(tuple(_transposed(each, symmetric) for each in terms))
        case Zero(shape):
            return Zero(Shape(shape.columns, shape.rows))
        case _:
            return Transpose(term)


def _rows(node: Node) -> tuple[tuple[Node, ...], ...]:
    inner = node.content if isinstance(node, Group) else node
    if not isinstance(inner, MatrixRows) or any(len(row) != 1 for row in inner.rows):
        return ()
    return inner.rows
