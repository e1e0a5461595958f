"""What is known while a formula is read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction

from symgauss.kernel.context import Context, Declaration, Definition, Distribution, Property
from symgauss.kernel.sizes import SCALAR, Shape
from symgauss.kernel.terms import Variable
from symgauss.latex.macros import Macro
from symgauss.latex.naming import INDEX_LETTERS, pattern, without_bold

EVERYWHERE = -1  #: the place of what counts in the whole document


@dataclass(frozen=True, slots=True)
class Saying:
    """One declaration, with the offset at which the document makes it."""

    declaration: Declaration
    place: int
    implied: bool = False  #: whether a formula only makes sense so


@dataclass(slots=True)
class Scope:
    r"""Declared names, dimensions, functions, densities, macros; grows as statements are read.

    With ``conventions``, a symbol that nobody declares and that unification leaves open gets the
    shape that the field expects: bold lower case a vector, upper case a matrix, the rest scalars.
    Without, it is an error.  A name with a subscript from ``indices`` (letters declared
    ``\in \mathbb{N}``) is an indexed member of a family unless ``fixed_indices``; a letter
    that a sum binds always makes one.  ``x_1`` is a member of a family, no name of its own, where
    the same formula indexes ``x`` with a letter, or ``x`` is among the ``families``.
    The members of a family among the ``entries`` are numbers: those of an array.
    ``deviations`` are names that are said to be standard deviations, ``precisions`` inverses of
    covariances.
    """

    declarations: dict[str, Declaration] = field(default_factory=dict)
    dimensions: set[str] = field(default_factory=set)
    indices: set[str] = field(default_factory=set)
    functions: dict[str, Shape] = field(default_factory=dict)
    densities: set[str] = field(default_factory=lambda: {"p", "q"})
    macros: dict[str, Macro] = field(default_factory=dict)
    distributions: list[Distribution] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    families: set[str] = field(default_factory=set)
    constants: frozenset[str] = frozenset({"pi", "e"})  #: letters that are numbers by custom
    entries: dict[str, str] = field(default_factory=dict)  #: x of the number x_i -> its vector
    deviations: set[str] = field(default_factory=set)  #: the s of N(m, s) with the variance s^2
    precisions: set[str] = field(default_factory=set)  #: the P of N(m, P) with the variance P^-1
    own_norms: frozenset[str] = frozenset()  #: labels of norms with a meaning of their own
    conventions: bool = False
    fixed_indices: bool = False
    place: int = EVERYWHERE  #: where what is declared at the moment stands
    said: list[Saying] = field(default_factory=list)
    clashes: set[str] = field(default_factory=set)  #: names that are declared with two shapes

    def copy(self) -> Scope:
        """A scope that grows on its own."""
        return replace(
            self,
            declarations=dict(self.declarations),
            dimensions=set(self.dimensions),
            indices=set(self.indices),
            functions=dict(self.functions),
            densities=set(self.densities),
            macros=dict(self.macros),
            distributions=list(self.distributions),
            definitions=list(self.definitions),
            families=set(self.families),
            entries=dict(self.entries),
            deviations=set(self.deviations),
            precisions=set(self.precisions),
            said=list(self.said),
            clashes=set(self.clashes),
        )

    def declare(
        self,
        name: str,
        shape: Shape = SCALAR,
        properties: frozenset[Property] = frozenset(),
        above: Fraction | None = None,
        below: Fraction | None = None,
        *,
        implied: bool = False,
    ) -> None:
        """Declare a symbol, or add properties and range to one that has this shape already."""
        old = self.declarations.get(name)
        said = Declaration(name, shape, properties, above, below)
        self.said.append(Saying(said, self.place, implied))
        if old is not None and old.shape == shape:
            properties |= old.properties
            above = above if above is not None else old.above
            below = below if below is not None else old.below
        self.declarations[name] = Declaration(name, shape, properties, above, below)
        self.dimensions |= shape.rows.dimensions | shape.columns.dimensions

    @property
    def index_letters(self) -> frozenset[str]:
        """Letters that count the members of a family."""
        return (INDEX_LETTERS | frozenset(self.indices)) - frozenset(self.dimensions)

    def find(self, name: str) -> Declaration | None:
        r"""The declaration that a name falls under.

        ``\mathbf{x}`` and ``x`` are the same where only one of them is declared, and
        ``x_{t-1}`` falls under the declaration of ``x_t``.
        """
        found = self.declarations.get(name)
        if found is not None:
            return found
        plain = without_bold(name)
        alike = [d for n, d in self.declarations.items() if without_bold(n) == plain]
        if len(alike) == 1 and not (
            self.conventions and alike[0].shape.is_scalar and name != plain
        ):
            return alike[0]  # a number x is none of the entries of a vector in bold
        return self._member(name)

    def _member(self, name: str) -> Declaration | None:
        letters = self.index_letters
        wanted = pattern(name, letters)
        if "#" not in wanted:
            return None
        for known, declaration in self.declarations.items():
            if pattern(known, letters) == wanted and _has_letter(known, letters):
                return replace(declaration, name=name)
        return None

    def family(self, stem: str) -> Declaration | None:
        """The declaration of the members of a family, such as ``x`` for ``x_i``."""
        if stem in self.entries.values():
            return Declaration(stem, SCALAR)
        letters = self.index_letters
        for known, declaration in self.declarations.items():
            head, mark, _ = known.partition("_")
            if (
                mark
                and head == stem
                and "#" in pattern(known, letters)
                and _has_letter(known, letters)
            ):
                return declaration
        return self.declarations.get(stem)

    def is_declared(self, name: str) -> bool:
        """Whether the name (in bold or not) is declared."""
        return self.find(name) is not None

    def is_density(self, name: str) -> bool:
        r"""Whether the name is the letter of a density, such as ``p_\theta``."""
        return name.partition("_")[0] in self.densities

    @property
    def usual_density(self) -> str:
        """The density that is meant where none is named: the only one of the model, else p."""
        names = {distribution.density for distribution in self.distributions}
        return names.pop() if len(names) == 1 else "p"

    def variables(self, density: str) -> tuple[Variable, ...]:
        """Variables that have a distribution under a density, in declared order."""
        return tuple(d.variable for d in self.distributions if d.density == density)

    def is_random(self, variable: Variable) -> bool:
        """Whether the variable has a distribution under any density."""
        return any(d.variable == variable for d in self.distributions)

    def _is_dimension(self, declaration: Declaration) -> bool:
        r"""Whether a name declared ``\in \mathbb{N}`` turned out to be a size."""
        return declaration.name in self.dimensions and Property.INTEGER in declaration.properties

    def context(self, *, closed: bool = False) -> Context:
        """What is known, for the kernel."""
        return Context(
            tuple(d for d in self.declarations.values() if not self._is_dimension(d)),
            tuple(self.definitions),
            tuple(self.distributions),
            closed=closed,
        )


def _has_letter(name: str, letters: frozenset[str]) -> bool:
    """Whether an index of the name is a letter, so that the name stands for a family."""
    sub = name.partition("_")[2].partition("^")[0]
    return pattern(f"x_{sub}", letters) != pattern(f"x_{sub}", frozenset({"0"})) and any(
        letter in sub for letter in letters
    )
