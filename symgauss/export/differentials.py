"""Matrix calculus on terms: the gradient of a scalar, by the chain rule from the outside in.

Every rule says how the gradient by a node becomes that by its parts, where the entries of a matrix
count as independent (denominator layout):

    f(A B):   grad_A = G B^T,  grad_B = A^T G          f(A^T):      grad_A = G^T
    f(A^-1):  grad_A = -A^-T G A^-T                    g tr(A):     grad_A = g I
    g log|A|: grad_A = g A^-T                          g |A|:       grad_A = g |A| A^-T
    f(diag(v)): grad_v = diag(G)                       f(a ∘ b):    grad_a = G ∘ b

Source: Petersen and Pedersen (2012), The Matrix Cookbook, section 2; Giles (2008), Collected matrix
derivative results for forward and reverse mode algorithmic differentiation.

What comes out is a claim: :mod:`.gradients` has the kernel judge it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from symgauss.errors import NoValueError
from symgauss.export.lowering.facts import Facts
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    MINUS_ONE,
    Constant,
    Determinant,
    Diag,
    Dimension,
    Function,
    Hadamard,
    Identity,
    IndexedSum,
    Inverse,
    NormalDensity,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Zero,
)
from symgauss.kernel.traversal import free_symbols

ONE, TWO, HALF = Rational(1), Rational(2), Rational(1, 2)


def gradient(term: Term, variable: Symbol, facts: Facts) -> Term:
    """The gradient of a scalar; ``NoValueError`` where a node has no rule."""
    found = collected(_Chain(variable, facts).pull(term, ONE))
    if not found:
        return Zero(variable.shape) if variable.shape != SCALAR else Rational(0)
    return found[0] if len(found) == 1 else Sum(tuple(found))


class _Chain:
    """The chain rule for one variable."""

    def __init__(self, variable: Symbol, facts: Facts) -> None:
        self.variable = variable
        self.facts = facts

    def pull(self, term: Term, g: Term) -> list[Term]:
        """The parts of the gradient by the variable, where ``g`` is that by the term."""
        if term == self.variable:
            return [g]
        if self.variable not in free_symbols(term):
            return []
        match term:
            case Sum(terms):
                return [part for each in terms for part in self.pull(each, g)]
            case Product(factors):
                return self._product(factors, g)
            case Transpose(inner):
                return self.pull(inner, self.transposed(g))
            case Inverse(inner) | Power(inner, Rational(-1, 1)) if shape_of(inner) != SCALAR:
                turned = self.transposed(Inverse(inner))
                return self.pull(inner, product(MINUS_ONE, turned, g, turned))
            case Inverse(inner):
                return self.pull(inner, product(MINUS_ONE, g, Power(inner, Rational(-2))))
            case Power(base, exponent) if shape_of(base) == SCALAR:
                if self.variable in free_symbols(exponent):
                    raise NoValueError("no rule for the gradient by an exponent")
                return self.pull(base, product(g, exponent, raised(base, exponent)))
            case Trace(matrix):
                return self._trace(matrix, g)
            case Determinant(matrix):
                turned = self.transposed(Inverse(matrix))
                return self.pull(matrix, product(g, term, turned))
            case Diag(inner):
                return self.pull(inner, self.diagonal(g) if shape_of(inner).is_vector else Diag(g))
            case Hadamard(left, right):
                by_left = self.pull(left, elementwise(g, right))
                return [*by_left, *self.pull(right, elementwise(g, left))]
            case Function():
                return self._function(term, g)
            case NormalDensity():
                return self.pull(log_normal(term), product(g, term))
            case IndexedSum(body):
                return [replace(term, body=part) for part in self.pull(body, g)]
            case _:
                raise NoValueError(f"no rule for {type(term).__name__}")

    def _product(self, factors: Sequence[Term], g: Term) -> list[Term]:
        """Scalars commute; what is left is one product of matrices."""
        scalars, chain = separated(factors)
        found: list[Term] = []
        for place, scalar in enumerate(scalars):
            others = [*scalars[:place], *scalars[place + 1 :]]
            if chain and self.variable in free_symbols(scalar):
                others.append(Trace(product(self.transposed(g), *chain)))
                found += self._scalar(scalar, product(*others))
            else:
                found += self._scalar(scalar, product(g, *others))
        return [*found, *self._word(chain, product(*scalars, g))]

    def _scalar(self, term: Term, g: Term) -> list[Term]:
        """A scalar factor, which may be a product of matrices itself."""
        if isinstance(term, Product):
            return self._word(term.factors, g)
        return self.pull(term, g)

    def _word(self, factors: Sequence[Term], g: Term) -> list[Term]:
        """A product of matrices ``A B C``: by ``B`` it is ``A^T G C^T``."""
        found: list[Term] = []
        for place, factor in enumerate(factors):
            if self.variable not in free_symbols(factor):
                continue
            left = [self.transposed(f) for f in reversed(factors[:place])]
            right = [self.transposed(f) for f in reversed(factors[place + 1 :])]
            scalars, middle = separated((g,))
            found += self.pull(factor, product(*scalars, *left, *middle, *right))
        return found

    def _trace(self, matrix: Term, g: Term) -> list[Term]:
        """``tr(A B C)`` by ``B`` is ``(C A)^T``."""
        if isinstance(matrix, Sum):
            return [part for each in matrix.terms for part in self._trace(each, g)]
        if not isinstance(matrix, Product):
            return self.pull(matrix, product(g, Identity(shape_of(matrix).rows)))
        scalars, chain = separated(matrix.factors)
        if any(self.variable in free_symbols(scalar) for scalar in scalars):
            return self.pull(product(*scalars, Trace(product(*chain))), g)
        found: list[Term] = []
        for place, factor in enumerate(chain):
            rest = [*chain[place + 1 :], *chain[:place]]
            turned = [self.transposed(f) for f in reversed(rest)]
            own = turned or [Identity(shape_of(factor).rows)]
            found += self.pull(factor, product(g, *scalars, *own))
        return found

    def _function(self, term: Function, g: Term) -> list[Term]:
        inner = term.argument
        match term.name:
            case "log":
                return self._logarithm(inner, g)
            case "exp":
                return self.pull(inner, product(g, term))
            case "sqrt":
                return self.pull(inner, product(g, HALF, Power(term, MINUS_ONE)))
            case "sin":
                return self.pull(inner, product(g, Function("cos", inner)))
            case "cos":
                return self.pull(inner, product(MINUS_ONE, g, Function("sin", inner)))
            case "Phi":
                density = NormalDensity(inner, Rational(0), ONE)
                return self.pull(inner, product(g, density))
            case _:
                raise NoValueError(f"no rule for the derivative of {term.name}")

    def _logarithm(self, term: Term, g: Term) -> list[Term]:
        """Of products as sums, so that no determinant is divided by itself."""
        match term:
            case Determinant(matrix):
                return self.pull(matrix, product(g, self.transposed(Inverse(matrix))))
            case NormalDensity():
                return self.pull(log_normal(term), g)
            case Function("exp", inner):
                return self.pull(inner, g)
            case Inverse(inner):
                return self._logarithm(inner, product(MINUS_ONE, g))
            case Power(base, exponent) if self.variable not in free_symbols(exponent):
                return self._logarithm(base, product(exponent, g))
            case Product(factors):
                scalars, _ = separated(factors)
                parts = [s for s in scalars if self.variable in free_symbols(s)]
                return [part for each in parts for part in self._logarithm(each, g)]
            case _:
                if self.variable not in free_symbols(term):
                    return []
                return self.pull(term, product(g, Power(term, MINUS_ONE)))

    def diagonal(self, term: Term) -> Term:
        """The diagonal of a square matrix; of ``u v^T`` as the elementwise product."""
        match term:
            case Sum(terms):
                return Sum(tuple(self.diagonal(each) for each in terms))
            case Product(factors):
                scalars, chain = separated(factors)
                column = next(
                    (i for i, f in enumerate(chain, 1) if shape_of(f).columns == SCALAR.rows), 0
                )
                if not column:
                    return product(*scalars, Diag(product(*chain)))
                left, right = product(*chain[:column]), product(*chain[column:])
                return product(*scalars, elementwise(left, self.transposed(right)))
            case _:
                return Diag(term)

    def transposed(self, term: Term) -> Term:
        """The transpose, with the transposition at the leaves."""
        if shape_of(term) == SCALAR or self.facts.symmetric(term):
            return term
        match term:
            case Transpose(inner):
                return inner
            case Sum(terms) if shape_of(term).rows != SCALAR.rows != shape_of(term).columns:
                return Sum(tuple(self.transposed(each) for each in terms))
            case Product(factors):
                return product(*(self.transposed(each) for each in reversed(factors)))
            case Inverse(inner):
                return Inverse(self.transposed(inner))
            case _:
                return Transpose(term)


def elementwise(left: Term, right: Term) -> Term:
    """The elementwise product, with scalars in front."""
    one, first = separated((left,))
    other, second = separated((right,))
    return product(*one, *other, Hadamard(product(*first), product(*second)))


def log_normal(density: NormalDensity) -> Term:
    """``-1/2 (n log(2 pi) + log |S| + (x - m)^T S^-1 (x - m))``."""
    centred = Sum((density.point, product(MINUS_ONE, density.mean)))
    spread = density.covariance
    shape = shape_of(density.point)
    pi = Function("log", Product((TWO, Constant("pi"))))
    if shape == SCALAR:
        squares: Term = product(Power(centred, TWO), Power(spread, MINUS_ONE))
        parts: tuple[Term, ...] = (pi, Function("log", spread), squares)
    else:
        squares = Product((Transpose(centred), Inverse(spread), centred))
        constant: Term = Product((Dimension(shape.rows), pi))
        parts = (constant, Function("log", Determinant(spread)), squares)
    return Product((Rational(-1, 2), Sum(parts)))


def collected(terms: Sequence[Term]) -> list[Term]:
    """The terms with those that differ by a number taken together."""
    counts: dict[object, tuple[Term, Fraction]] = {}
    for term in terms:
        number, rest = Fraction(1), term
        match term:
            case Product((Rational(p, q), *others)):
                number, rest = Fraction(p, q), product(*others)
            case Rational(p, q):
                number, rest = Fraction(p, q), ONE
            case _:
                pass
        key = _order_free(rest)
        first, count = counts.get(key, (rest, Fraction(0)))
        counts[key] = (first, count + number)
    return [
        product(Rational(n.numerator, n.denominator), rest) for rest, n in counts.values() if n != 0
    ]


def _order_free(term: Term) -> object:
    """A key that is the same wherever the scalars stand in a product."""
    factors = flattened((term,))
    scalars = Counter(f for f in factors if shape_of(f) == SCALAR)
    return frozenset(scalars.items()), tuple(f for f in factors if shape_of(f) != SCALAR)


def separated(factors: Sequence[Term]) -> tuple[list[Term], list[Term]]:
    """The scalars of a product, among them products such as ``x^T A x``, and its matrices."""
    scalars: list[Term] = []
    word: list[Term] = []
    for factor in flattened(factors):
        if shape_of(factor) == SCALAR:
            scalars.append(factor)
            continue
        word.append(factor)
        if len(word) > 1 and shape_of(word[0]).rows == shape_of(factor).columns == SCALAR.rows:
            scalars.append(Product(tuple(word)))
            word = []
    return scalars, word


def flattened(factors: Sequence[Term]) -> list[Term]:
    """Factors without products among them."""
    found: list[Term] = []
    for factor in factors:
        found += flattened(factor.factors) if isinstance(factor, Product) else [factor]
    return found


def raised(base: Term, exponent: Term) -> Term:
    """``base^(exponent - 1)``."""
    match exponent:
        case Rational(p, q):
            lower = Rational(p - q, q)
        case _:
            return Power(base, Sum((exponent, MINUS_ONE)))
    if lower == Rational(0):
        return ONE
    return base if lower == ONE else Power(base, lower)


def product(*factors: Term) -> Term:
    """A product with one number in front, and without factors that change nothing."""
    coefficient = Fraction(1)
    kept: list[Term] = []
    flat = flattened(factors)
    for factor in flat:
        if isinstance(factor, Rational):
            coefficient *= Fraction(factor.numerator, factor.denominator)
        else:
            kept.append(factor)
    matrices = [f for f in kept if shape_of(f) != SCALAR]
    others = [f for f in matrices if not isinstance(f, Identity)]
    if others:
        kept = [f for f in kept if not isinstance(f, Identity)]
    elif matrices:
        kept = [*(f for f in kept if f not in matrices), matrices[0]]
    number = Rational(coefficient.numerator, coefficient.denominator)
    if not kept:
        return number
    if number != ONE:
        kept = [number, *kept]
    return kept[0] if len(kept) == 1 else Product(tuple(kept))
