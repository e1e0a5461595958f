"""What a covariance says about the names in it: a normal density with it exists only then."""

from __future__ import annotations

from collections.abc import Iterator

from symgauss.kernel.context import Context, Property
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.signs import Signs
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Diag, Inverse, Power, Product, Rational, Symbol, Term

_UNDECIDED = frozenset({Property.NONNEGATIVE})  #: a sign that a covariance makes strict


def said_by(covariance: Term, context: Context) -> Iterator[tuple[Symbol, Property]]:
    """Symbols of unknown sign that have to be positive (definite) for a covariance to be one.

    ``S``, ``diag(v)``, ``s I``, ``L^{-1}`` and products of one of them with what is known to be
    positive; a sum says nothing about its terms.
    """
    match covariance:
        case Symbol(name):
            declaration = context.declaration(name)
            if declaration is None or declaration.properties - _UNDECIDED:
                return
            if covariance.shape != SCALAR:
                yield covariance, Property.POSITIVE_DEFINITE
            elif declaration.above is None:
                yield covariance, Property.POSITIVE
        case Diag(Symbol(name) as vector) if vector.shape.is_vector:
            declaration = context.declaration(name)
            if declaration is not None and not declaration.properties - _UNDECIDED:
                yield vector, Property.POSITIVE
        case Inverse(inner) | Power(inner, Rational(-1, 1)):
            yield from said_by(inner, context)
        case Product(factors):
            signs = Signs(context)
            open_ = [factor for factor in factors if not _is_known(factor, signs)]
            if len(open_) == 1:
                yield from said_by(open_[0], context)
        case _:
            return


def _is_known(factor: Term, signs: Signs) -> bool:
    """Whether a factor is positive wherever the covariance exists."""
    match factor:
        case Power(base, Rational(k, 1)) if shape_of(base) == SCALAR and k % 2 == 0:
            return True
        case _ if shape_of(factor) == SCALAR:
            return signs.positive(factor)
        case _:
            return signs.definite(factor)
