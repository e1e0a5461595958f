"""Matrix calculus on terms: the gradient of a scalar, by the chain rule from the outside in.

Every rule says how the gradient by a node becomes that by its parts, where the entries of a matrix
count as independent (denominator layout):

    f(A B):   grad_A = G B^T,  grad_B = A^T G          f(A^T):      grad_A = G^T
    f(A^-1):  grad_A = -A^-T G A^-T                    g tr(A):     grad_A = g I
    g log|A|: grad_A = g A^-T                          g |A|:       grad_A = g |A| A^-T
    f(diag(v)): grad_v = diag(G)                       f(a ∘ b):    grad_a = G ∘ b
    blocks:   grad_(B_ij) = E_i^T G E_j, where E_i is the block of columns i of the identity
    sums:     by x_j, sum_i f(x_i) is f'(x_j); what a family does elsewhere stays below its sum

The gradient by a family ``x_i`` is that by one member ``x_j``, with an index of its own.

Source: Petersen and Pedersen (2012), The Matrix Cookbook, section 2; Giles (2008), Collected matrix
derivative results for forward and reverse mode algorithmic differentiation.

What comes out is a claim: :mod:`.gradients` has the kernel judge it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, count

from symgauss.errors import NoValueError
from symgauss.export.lowering.facts import Facts
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR, Shape, Size
from symgauss.kernel.terms import (
    MINUS_ONE,
    Block,
    Constant,
    Determinant,
    Diag,
    Dimension,
    Function,
    Hadamard,
    Identity,
    Indexed,
    IndexedProduct,
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
    Variable,
    Zero,
)
from symgauss.kernel.traversal import free_symbols, substitute, subterms

ONE, TWO, HALF = Rational(1), Rational(2), Rational(1, 2)


def gradient(term: Term, variable: Variable, facts: Facts) -> Term:
    """The gradient of a scalar; ``NoValueError`` where a node has no rule.

    By a member ``x_j`` of a family, all members count as independent; ``j`` is an index that stands
    nowhere in the term.
    """
    found = collected(_Chain(variable, facts, family=isinstance(variable, Indexed)).pull(term, ONE))
    if not found:
        return Zero(variable.shape) if variable.shape != SCALAR else Rational(0)
    return found[0] if len(found) == 1 else Sum(tuple(found))


class _Chain:
    """The chain rule for one variable.

    Of a ``family``, the members that sums run over; else the variable as it is written.
    """

    def __init__(self, variable: Variable, facts: Facts, *, family: bool = False) -> None:
        self.variable = variable
        self.facts = facts
        self.family = family
        self._running: list[Symbol] = []

    def moves(self, term: Term) -> bool:
        """Whether the variable, or a member of the family, stands in a term."""
        found = free_symbols(term)
        if not self.family:
            return self.variable in found
        return any(isinstance(s, Indexed) and s.name == self.variable.name for s in found)

    def pull(self, term: Term, g: Term) -> list[Term]:
        """The parts of the gradient by the variable, where ``g`` is that by the term."""
        if not self.moves(term):
            return []
        if isinstance(term, Symbol | Indexed):
            return self._leaf(term, g)
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
                if self.moves(exponent):
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
            case Block(rows):
                return self._blocks(rows, g)
            case IndexedSum():
                return self._indexed(term, g)
            case IndexedProduct(body, index, lower, upper):
                logarithms = IndexedSum(Function("log", body), index, lower, upper)
                return self.pull(logarithms, product(g, term))
            case _:
                raise NoValueError(f"no rule for {type(term).__name__}")

    def _leaf(self, term: Variable, g: Term) -> list[Term]:
        """The variable; of a family what a sum runs over has been accounted for at the sum."""
        if not self.family:
            return [g]
        assert isinstance(term, Indexed)  # noqa: S101 - a member, because it moves
        if len(term.indices) == 1 and term.indices[0] in self._running:
            return []
        raise NoValueError(f"{term.name} has members outside of a sum over all of them")

    def _indexed(self, term: IndexedSum, g: Term) -> list[Term]:
        """A sum over an index ``i``: by ``x_j`` what its body is by ``x_i``, at ``j``."""
        if any(term.index in subterms(part) for part in (g, self.variable)):
            other = fresh_index(term, g, self.variable)
            term = replace(term, index=other, body=substitute(term.body, {term.index: other}))
        index = term.index
        found: list[Term] = []
        if self.family and isinstance(self.variable, Indexed):
            own = replace(self.variable, indices=(index,))
            if own in free_symbols(term.body):
                parts = _Chain(own, self.facts).pull(term.body, g)
                (place,) = self.variable.indices
                found += [substitute(part, {index: place}) for part in parts]
        self._running.append(index)
        try:
            found += [replace(term, body=part) for part in self.pull(term.body, g)]
        finally:
            self._running.pop()
        return found

    def _blocks(self, rows: Sequence[Sequence[Term]], g: Term) -> list[Term]:
        """Each block has the part of the gradient where it stands."""
        down = list(_columns([shape_of(row[0]).rows for row in rows]))
        across = list(_columns([shape_of(block).columns for block in rows[0]]))
        found: list[Term] = []
        for row, left in zip(rows, down, strict=True):
            for block, right in zip(row, across, strict=True):
                first = () if left is None else (self.transposed(left),)
                last = () if right is None else (right,)
                scalars, word = separated((g,))
                found += self.pull(block, product(*scalars, *first, *word, *last))
        return found

    def _product(self, factors: Sequence[Term], g: Term) -> list[Term]:
        """Scalars commute; what is left is one product of matrices."""
        scalars, chain = separated(factors)
        found: list[Term] = []
        for place, scalar in enumerate(scalars):
            others = [*scalars[:place], *scalars[place + 1 :]]
            if chain and self.moves(scalar):
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
            if not self.moves(factor):
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
        if any(self.moves(scalar) for scalar in scalars):
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
            case IndexedProduct(body, index, lower, upper):
                return self.pull(IndexedSum(Function("log", body), index, lower, upper), g)
            case Function("exp", inner):
                return self.pull(inner, g)
            case Function("sqrt", inner):
                return self._logarithm(inner, product(HALF, g))
            case Inverse(inner):
                return self._logarithm(inner, product(MINUS_ONE, g))
            case Power(base, exponent) if not self.moves(exponent):
                return self._logarithm(base, product(exponent, g))
            case Product(factors):
                scalars, _ = separated(factors)
                parts = [s for s in scalars if self.moves(s)]
                return [part for each in parts for part in self._logarithm(each, g)]
            case _:
                if not self.moves(term):
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


def fresh_index(*terms: Term) -> Symbol:
    """An index that stands nowhere in some terms, among their sizes neither."""
    parts = [part for term in terms for part in subterms(term)]
    taken = {part.name for part in parts if isinstance(part, Symbol | Indexed)}
    for shape in map(shape_of, parts):
        taken |= shape.rows.dimensions | shape.columns.dimensions
    words = chain("jkli", (f"index_{n}" for n in count(1)))
    return Symbol(next(word for word in words if word not in taken), SCALAR)


def _columns(sizes: Sequence[Size]) -> Iterator[Term | None]:
    """The blocks of columns of the identity, of these widths; ``None`` where there is but one."""
    if len(sizes) == 1:
        yield None
        return
    for place, width in enumerate(sizes):
        blocks: list[Term] = [Zero(Shape(n, width)) for n in sizes]
        blocks[place] = Identity(width)
        yield Block(tuple((block,) for block in blocks))


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
    """A product with one number in front, and without factors that change nothing.

    A matrix next to its inverse is such a pair of factors.
    """
    coefficient = Fraction(1)
    kept: list[Term] = []
    flat = flattened(factors)
    for factor in map(_once, flat):
        if isinstance(factor, Rational):
            coefficient *= Fraction(factor.numerator, factor.denominator)
        elif kept and shape_of(factor) != SCALAR and _inverted(factor) == _once(kept[-1]):
            kept[-1] = Identity(shape_of(factor).rows)
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


def _inverted(term: Term) -> Term:
    """The inverse of a matrix, of an inverse what it is the inverse of."""
    match term:
        case Inverse(inner) | Power(inner, Rational(-1, 1)):
            return _once(inner)
        case _:
            return Inverse(term)


def _once(term: Term) -> Term:
    """A matrix that is no inverse of an inverse."""
    match term:
        case Inverse(inner) | Power(inner, Rational(-1, 1)) if shape_of(term) != SCALAR:
            return _inverted(_once(inner))
        case _:
            return term
