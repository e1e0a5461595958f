"""What a sum of precisions ``P^{-1} + H^T R^{-1} H`` consists of: a prior and observations.

The noise ``R`` of an observation has all its entries, or it is a multiple of the identity or a
diagonal, as in regression: ``1/s^2 X^T X``, ``1/s^2 I``, ``h h^T / r``, ``X^T diag(v)^{-1} X``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symgauss.export.lowering.factors import Chain, Factor, chain_of, mirrored, standing
from symgauss.export.lowering.values import Diagonal
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import ONE, SCALAR
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
)

if TYPE_CHECKING:
    from symgauss.export.lowering.lowering import Lowering


@dataclass(frozen=True, slots=True)
class Observation:
    """``scalars before . after``, which is ``H^T R^{-1} H`` with ``after = H``.

    ``H`` is ``None`` for the identity.  ``noise`` is ``R``, ``is_dense`` whether it has all its
    entries; where ``H`` is a row, ``R`` is a number.
    """

    scalars: tuple[Term, ...]
    before: tuple[Factor, ...]
    after: tuple[Factor, ...]
    noise: Term
    is_dense: bool

    @property
    def H(self) -> Term | None:
        """What is observed of the variable."""
        return product(self.after) if self.after else None

    @property
    def is_row(self) -> bool:
        """Whether one number is observed."""
        return bool(self.after) and self.after[0].shape.rows == ONE


def parts(lo: Lowering, term: Term) -> tuple[Factor, list[Observation]] | None:
    """The precision of the prior, and those of observations; ``None`` for any other term."""
    if isinstance(term, Symbol):
        definition = lo.facts.unfolded(term)
        return None if definition is None else parts(lo, definition)
    if not isinstance(term, Sum) or shape_of(term) == SCALAR:
        return None
    chains = [chain_of(part, lo.facts) for part in term.terms]
    priors = (c for c in chains if not c.scalars and len(c.factors) == 1)
    prior = next((c for c in priors if _is_precision(lo, c.factors[0])), None)
    if prior is None:
        return None
    rest = [chain for chain in chains if chain != prior]
    found = [_observation(lo, chain) for chain in rest]
    observations = [each for each in found if each is not None]
    if len(observations) != len(found) or len(rest) != len(chains) - 1:
        return None
    return prior.factors[0], observations


def _observation(lo: Lowering, chain: Chain) -> Observation | None:
    factors = chain.factors
    if not factors or not mirrored(factors, lo.facts):
        return None
    half = len(factors) // 2
    if len(factors) % 2 == 0:
        # 1/s X^T X
        size = factors[half].shape.rows
        return _scaled(lo, chain.scalars, factors[:half], factors[half:], Identity(size))
    middle = factors[half]
    if isinstance(middle.term, Identity):  # 1/s I
        return _scaled(lo, chain.scalars, (), (), middle.term)
    if chain.scalars or not middle.inverse or not lo.facts.definite(middle.term):
        return None
    value = lo.value(middle.term)
    if not isinstance(value, int | Diagonal):
        return None
    before, after = factors[: half + 1], factors[half + 1 :]
    return Observation((), before, after, middle.term, isinstance(value, int))


def _scaled(
    lo: Lowering,
    scalars: tuple[Term, ...],
    before: tuple[Factor, ...],
    after: tuple[Factor, ...],
    identity: Identity,
) -> Observation | None:
    """An observation whose noise is a multiple of the identity."""
    if not all(map(lo.facts.positive, scalars)):
        return None
    variance = [_reciprocal(scalar) for scalar in scalars]
    number = identity.size == ONE
    noise = Product((*variance, identity)) if not number else Product((Rational(1), *variance))
    return Observation(scalars, before, after, noise, is_dense=False)


def _reciprocal(scalar: Term) -> Term:
    match scalar:
        case Power(base, Rational(-1, 1)) | Inverse(base):
            return base
        case Power(base, Rational(p, q)):
            return Power(base, Rational(-p, q))
        case _:
            return Power(scalar, MINUS_ONE)


def product(factors: Sequence[Factor]) -> Term:
    """Factors as one term."""
    terms = tuple(standing(factor) for factor in factors)
    return terms[0] if len(terms) == 1 else Product(terms)


def _is_precision(lo: Lowering, factor: Factor) -> bool:
    """Whether a factor is the inverse of a positive definite matrix with all its entries."""
    return (
        factor.inverse and lo.facts.definite(factor.term) and isinstance(lo.value(factor.term), int)
    )
