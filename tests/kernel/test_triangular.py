"""Triangular matrices with a positive diagonal have a positive determinant."""

from __future__ import annotations

from symgauss.kernel.context import Context, Declaration, Property
from symgauss.kernel.signs import Signs
from symgauss.kernel.sizes import size, square_shape
from symgauss.kernel.terms import Determinant, Inverse, Product, Symbol, Transpose

n = size("n")
L, A, U = (Symbol(name, square_shape(n)) for name in ("L", "A", "U"))
lower = frozenset({Property.LOWER_TRIANGULAR, Property.POSITIVE_DIAGONAL})
upper = frozenset({Property.UPPER_TRIANGULAR, Property.POSITIVE_DIAGONAL})
signs = Signs(
    Context(
        (
            Declaration("L", L.shape, lower),
            Declaration("U", U.shape, upper),
            Declaration("A", A.shape, frozenset({Property.POSITIVE_DIAGONAL})),
        )
    )
)


def test_orientation() -> None:
    assert all(signs.positive(Determinant(m)) for m in (L, U, Inverse(L), Transpose(U)))
    assert not signs.positive(Determinant(A))
    assert not signs.positive(Determinant(Inverse(A)))


def test_a_cholesky_product_is_definite() -> None:
    assert signs.definite(Product((L, Transpose(L))))
    assert signs.definite(Product((Transpose(U), U)))
    assert not signs.definite(Product((A, Transpose(A))))
    assert not signs.definite(Product((L, U)))
