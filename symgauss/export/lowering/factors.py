"""Products of matrices as chains of factors, with transposes and inverses at the factors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from symgauss.export.lowering.facts import Facts
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import ONE, SCALAR, Shape
from symgauss.kernel.terms import (
    MINUS_ONE,
    Identity,
    Inverse,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
)


@dataclass(frozen=True, slots=True)
class Factor:
    """A matrix or vector in a product: ``A``, ``A^T``, ``A^{-1}`` or ``A^{-T}``."""

    term: Term
    transposed: bool = False
    inverse: bool = False

    @property
    def shape(self) -> Shape:
        """The shape of the factor as it stands in the product."""
        own = shape_of(self.term)
        return own.transposed if self.transposed else own


@dataclass(frozen=True, slots=True)
class Chain:
    """Scalar factors, and matrices in order; no matrix for a scalar."""

    scalars: tuple[Term, ...]
    factors: tuple[Factor, ...]


def chain_of(term: Term, facts: Facts) -> Chain:
    """A product, taken apart; any other term is a chain of one."""
    scalars: list[Term] = []
    factors: list[Factor] = []
    _collect(term, facts, scalars, factors, transposed=False)
    units = [f for f in factors if isinstance(f.term, Identity)]
    others = [f for f in factors if not isinstance(f.term, Identity)]
    return Chain(tuple(scalars), tuple(others or units[:1]))


def _collect(
    term: Term, facts: Facts, scalars: list[Term], factors: list[Factor], *, transposed: bool
) -> None:
    if shape_of(term) == SCALAR and not _is_product_of_matrices(term):
        scalars.append(term)
        return
    match term:
        case Product(parts):
            for part in reversed(parts) if transposed else parts:
                _collect(part, facts, scalars, factors, transposed=transposed)
        case Transpose(inner):
            _collect(inner, facts, scalars, factors, transposed=not transposed)
        case Inverse(inner) | Power(inner, Rational(-1, 1)):
            _collect_inverse(inner, facts, scalars, factors, transposed=transposed)
        case Power(inner, Rational(k, 1)) if k > 0:
            for _ in range(k):
                _collect(inner, facts, scalars, factors, transposed=transposed)
        case Sum(parts) if shape_of(term).rows == ONE:  # a row: the transpose of a column
            column = Sum(tuple(turned(part) for part in parts))
            factors.append(Factor(column, not transposed))
        case _:
            factors.append(Factor(term, transposed and not facts.symmetric(term)))


def standing(factor: Factor) -> Term:
    """A factor as a term."""
    term = Inverse(factor.term) if factor.inverse else factor.term
    return Transpose(term) if factor.transposed else term


def turned(term: Term) -> Term:
    """The transpose of a term, without a transpose around it where that is easy."""
    match term:
        case Transpose(inner):
            return inner
        case Product(parts):
            return Product(tuple(turned(part) for part in reversed(parts)))
        case Sum(parts):
            return Sum(tuple(turned(part) for part in parts))
        case _:
            return term if shape_of(term) == SCALAR else Transpose(term)


def _collect_inverse(
    inner: Term, facts: Facts, scalars: list[Term], factors: list[Factor], *, transposed: bool
) -> None:
    """``(a A B)^{-1} = a^{-1} B^{-1} A^{-1}``, but a positive definite matrix stays whole."""
    if isinstance(inner, Inverse):
        _collect(inner.matrix, facts, scalars, factors, transposed=transposed)
        return
    if isinstance(inner, Transpose):
        _collect_inverse(inner.matrix, facts, scalars, factors, transposed=not transposed)
        return
    chain = chain_of(inner, facts)
    square = all(factor.shape.is_square for factor in chain.factors)
    apart = square and not (len(chain.factors) > 1 and facts.definite(inner))
    if isinstance(inner, Product) and apart:
        scalars.extend(Power(scalar, MINUS_ONE) for scalar in chain.scalars)
        inverted = [replace(f, inverse=not f.inverse) for f in reversed(chain.factors)]
        factors.extend(transpose(inverted, facts) if transposed else inverted)
        return
    factors.append(Factor(inner, transposed and not facts.symmetric(inner), inverse=True))


def transpose(factors: Sequence[Factor], facts: Facts) -> list[Factor]:
    """The factors of the transposed product."""
    return [
        f if facts.symmetric(f.term) else replace(f, transposed=not f.transposed)
        for f in reversed(factors)
    ]


def inlined(
    factors: Sequence[Factor], facts: Facts, keep: Callable[[Term], bool]
) -> tuple[Factor, ...]:
    """The factors with names of products written out, such as the gain ``K = P H^T S^{-1}``."""
    found: list[Factor] = []
    for factor in factors:
        value = facts.unfolded(factor.term) if isinstance(factor.term, Symbol) else None
        if isinstance(value, Product) and not factor.inverse and not keep(factor.term):
            chain = chain_of(value, facts)
            if not chain.scalars:
                inner = inlined(chain.factors, facts, keep)
                found += transpose(inner, facts) if factor.transposed else inner
                continue
        found.append(factor)
    return tuple(found)


def mirrored(factors: Sequence[Factor], facts: Facts) -> bool:
    """Whether a chain reads the same when it is transposed: ``A S A^T`` with a symmetric ``S``."""
    return list(factors) == transpose(factors, facts)


def _is_product_of_matrices(term: Term) -> bool:
    """Whether a scalar is written as a product in which matrices stand, such as ``x^T A y``."""
    match term:
        case Product(parts):
            return any(shape_of(part) != SCALAR or _is_product_of_matrices(part) for part in parts)
        case Transpose(inner):
            return _is_product_of_matrices(inner)
        case _:
            return False
