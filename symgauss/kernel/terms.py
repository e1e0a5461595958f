"""The language of the kernel: a closed set of terms, as plain data.

Every formula that symgauss derives, reads, prints or judges is one of these nodes.
Constructors never simplify: ``x - x`` stays as written.  Scalars are 1 x 1, vectors n x 1, and
all share one algebra; :mod:`symgauss.kernel.shapes` gives each term its shape.

A function over terms is one ``match`` that ends in ``assert_never``.
"""

from __future__ import annotations

from dataclasses import dataclass

from symgauss.kernel.sizes import Shape, Size


class Node:
    """What a term remembers of itself once it was asked: terms never change.

    No field: two terms are equal whatever they remember.  :mod:`symgauss.kernel.remembering` fills
    it in.
    """

    __slots__ = ("known_below", "known_children", "known_names", "known_shape", "known_symbols")


# --- atoms ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rational(Node):
    """The number ``numerator / denominator``; the denominator is positive."""

    numerator: int
    denominator: int = 1


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """A named real number: ``pi`` or ``e``."""

    name: str


@dataclass(frozen=True, slots=True)
class Symbol(Node):
    """A named scalar, vector or matrix.  Its properties stand in the context."""

    name: str
    shape: Shape

    def __hash__(self) -> int:
        return hash(self.name)  # the shapes of a name hardly ever differ


@dataclass(frozen=True, slots=True)
class Indexed(Node):
    """A member of an indexed family, such as ``x_i`` or ``alpha_{t-1}``.

    ``name`` is the family; ``shape`` is the shape of one member; indices are integer terms.
    """

    name: str
    indices: tuple[Term, ...]
    shape: Shape

    def __hash__(self) -> int:
        return hash((self.name, self.indices))


@dataclass(frozen=True, slots=True)
class Dimension(Node):
    """A size used as a number: the ``n`` of ``(2 pi)^{n/2}``."""

    size: Size


@dataclass(frozen=True, slots=True)
class Identity(Node):
    """The identity matrix of a size."""

    size: Size


@dataclass(frozen=True, slots=True)
class Zero(Node):
    """The zero vector or matrix."""

    shape: Shape


@dataclass(frozen=True, slots=True)
class Ones(Node):
    """The vector or matrix whose entries are all one."""

    shape: Shape


# --- algebra -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """``a + b + ...`` of equal shapes.  ``a - b`` is ``Sum((a, Product((Rational(-1), b))))``."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Product(Node):
    """``a b c ...``, associated to the left; a scalar factor may stand anywhere."""

    factors: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Power(Node):
    """A scalar to a scalar power, or a square matrix to an integer power."""

    base: Term
    exponent: Term


@dataclass(frozen=True, slots=True)
class Inverse(Node):
    """Inverse of a square matrix (or of a scalar)."""

    matrix: Term


@dataclass(frozen=True, slots=True)
class Transpose(Node):
    """Transpose."""

    matrix: Term


@dataclass(frozen=True, slots=True)
class Trace(Node):
    """Trace of a square matrix."""

    matrix: Term


@dataclass(frozen=True, slots=True)
class Determinant(Node):
    """Determinant of a square matrix."""

    matrix: Term


@dataclass(frozen=True, slots=True)
class Kronecker(Node):
    """Kronecker product."""

    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Hadamard(Node):
    """Elementwise product of equal shapes."""

    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Vec(Node):
    """Columns of a matrix stacked into one vector."""

    matrix: Term


@dataclass(frozen=True, slots=True)
class Diag(Node):
    """Diagonal matrix of a vector; of a square matrix, the vector of its diagonal."""

    argument: Term


@dataclass(frozen=True, slots=True)
class Block(Node):
    """A block matrix (rows of blocks); a stacked vector has one block a row."""

    rows: tuple[tuple[Term, ...], ...]


# --- functions -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Function(Node):
    """A scalar function with a meaning that the kernel knows; names in :data:`FUNCTIONS`."""

    name: str
    argument: Term


#: ``Phi`` is the distribution function of the standard normal, ``log`` is natural.
FUNCTIONS = frozenset(
    {"exp", "log", "sqrt", "abs", "gamma", "digamma", "erf", "Phi", "sin", "cos", "tanh"}
)


@dataclass(frozen=True, slots=True)
class Opaque(Node):
    """An unknown function applied to arguments, such as ``epsilon_theta(x_t, t)``."""

    name: str
    arguments: tuple[Term, ...]
    shape: Shape


# --- indices -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IndexedSum(Node):
    """``sum_{index = lower}^{upper} body``; binds the scalar symbol ``index``."""

    body: Term
    index: Symbol
    lower: Term
    upper: Term


@dataclass(frozen=True, slots=True)
class IndexedProduct(Node):
    """``prod_{index = lower}^{upper} body``; binds the scalar symbol ``index``."""

    body: Term
    index: Symbol
    lower: Term
    upper: Term


# --- laws and probability ------------------------------------------------------------------

Variable = Symbol | Indexed


@dataclass(frozen=True, slots=True)
class Normal(Node):
    """The law of ``variable ~ N(mean, covariance)``, written out.  Binds ``variable``."""

    variable: Variable
    mean: Term
    covariance: Term


@dataclass(frozen=True, slots=True)
class Named(Node):
    """The law of ``variables`` given ``given`` under the distributions that the context declares.

    ``name`` is the letter of the density, ``p`` or ``q``.  Binds ``variables`` where it is a
    measure (an expectation, an information quantity).
    """

    name: str
    variables: tuple[Variable, ...]
    given: tuple[Variable, ...] = ()


Law = Normal | Named


@dataclass(frozen=True, slots=True)
class NormalDensity(Node):
    """``N(point; mean, covariance)``, the density of a multivariate normal at a point."""

    point: Term
    mean: Term
    covariance: Term


@dataclass(frozen=True, slots=True)
class Density(Node):
    """``p(x | y)``: the density of a declared law at the values of its own variables."""

    law: Named


@dataclass(frozen=True, slots=True)
class Expectation(Node):
    """``E[body]`` under a law."""

    body: Term
    law: Law


@dataclass(frozen=True, slots=True)
class Covariance(Node):
    """``Cov[left, right] = E[(left - E left)(right - E right)^T]``; a variance has equal sides."""

    left: Term
    right: Term
    law: Law


@dataclass(frozen=True, slots=True)
class Entropy(Node):
    """Differential entropy ``-E[log p]`` of a law, in nats."""

    law: Law


@dataclass(frozen=True, slots=True)
class CrossEntropy(Node):
    """``-E_q[log p]`` of two laws of the same variables (``under`` is q), in nats."""

    under: Law
    of: Law


@dataclass(frozen=True, slots=True)
class KullbackLeibler(Node):
    """``KL(left || right) = E_left[log left - log right]``, in nats."""

    left: Law
    right: Law


@dataclass(frozen=True, slots=True)
class MutualInformation(Node):
    """``I[left; right | given]`` under the density ``name``, in nats."""

    name: str
    left: tuple[Variable, ...]
    right: tuple[Variable, ...]
    given: tuple[Variable, ...] = ()


# --- analysis ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Integral(Node):
    """Integral of a scalar over all of ``variable``'s space, or between bounds (scalars only).

    A missing bound is infinite.  Binds ``variable``.
    """

    body: Term
    variable: Variable
    lower: Term | None = None
    upper: Term | None = None


@dataclass(frozen=True, slots=True)
class Derivative(Node):
    """Derivative of a term of any shape by a scalar variable."""

    body: Term
    variable: Variable


@dataclass(frozen=True, slots=True)
class Gradient(Node):
    """Gradient of a scalar: the shape of ``variable``, entry by entry (denominator layout).

    The entries of a symmetric variable count as independent.
    """

    body: Term
    variable: Variable


@dataclass(frozen=True, slots=True)
class Jacobian(Node):
    """Derivatives of a vector by a vector: entry (i, j) is that of ``body_i`` by ``variable_j``."""

    body: Term
    variable: Variable


@dataclass(frozen=True, slots=True)
class Hessian(Node):
    """Matrix of second derivatives of a scalar by a vector."""

    body: Term
    variable: Variable


Term = (
    Rational
    | Constant
    | Symbol
    | Indexed
    | Dimension
    | Identity
    | Zero
    | Ones
    | Sum
    | Product
    | Power
    | Inverse
    | Transpose
    | Trace
    | Determinant
    | Kronecker
    | Hadamard
    | Vec
    | Diag
    | Block
    | Function
    | Opaque
    | IndexedSum
    | IndexedProduct
    | NormalDensity
    | Density
    | Expectation
    | Covariance
    | Entropy
    | CrossEntropy
    | KullbackLeibler
    | MutualInformation
    | Integral
    | Derivative
    | Gradient
    | Jacobian
    | Hessian
)

MINUS_ONE = Rational(-1)


def is_zero(term: Term) -> bool:
    """Whether a term is zero by its form, as a number or as an array."""
    return isinstance(term, Zero) or (isinstance(term, Rational) and term.numerator == 0)


def negative(term: Term) -> Term:
    """``-term``, as the reader writes it: a product with -1 in front."""
    return Product((MINUS_ONE, term))


def difference(left: Term, right: Term) -> Term:
    """``left - right``."""
    return Sum((left, negative(right)))


def quotient(numerator: Term, denominator: Term) -> Term:
    """``numerator / denominator`` with a scalar denominator."""
    return Product((numerator, Power(denominator, MINUS_ONE)))
