r"""Densities that are called by name, ``\mathrm{Gam}(x; a, b)``, as closed forms.

The kernel knows normal densities only; every other one is written out here.  Sources: Bishop,
Pattern Recognition and Machine Learning (2006), appendix B; Gupta and Nagar, Matrix Variate
Distributions (1999), definitions 2.2.1 and 3.2.1; Johnson, Kotz and Balakrishnan, Continuous
Univariate Distributions (1994/95), chapters 17, 18, 25, 27 and 28.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from symgauss.kernel.context import Property
from symgauss.kernel.sizes import SCALAR, Shape, Size
from symgauss.kernel.terms import (
    MINUS_ONE,
    Constant,
    Determinant,
    Dimension,
    Function,
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
    difference,
    negative,
    quotient,
)

ONE, TWO, HALF = Rational(1), Rational(2), Rational(1, 2)
PI = Constant("pi")


@dataclass(frozen=True, slots=True)
class Family:
    """A density: shapes and properties of its arguments, and the formula.

    ``shapes`` speak of the sizes ``n`` and ``p`` of the point: ``n`` x 1 or ``n`` x ``p``; each is
    a pair of ``1``, ``n`` and ``p``.  ``properties`` are those of the arguments after the point.
    """

    shapes: tuple[str, ...]
    properties: tuple[Property | None, ...]
    formula: Callable[..., Term]
    lower: Rational | None = None  #: where the values begin; ``None``: the whole space
    upper: Rational | None = None


def gamma(x: Term) -> Term:
    """``Gamma(x)``."""
    return Function("gamma", x)


def beta(a: Term, b: Term) -> Term:
    """``B(a, b) = Gamma(a) Gamma(b) / Gamma(a + b)``."""
    return quotient(Product((gamma(a), gamma(b))), gamma(Sum((a, b))))


def multivariate_gamma(x: Term, p: Size) -> Term:
    """``pi^{p(p-1)/4} prod_{j=1}^p Gamma(x + (1 - j)/2)`` (Gupta and Nagar, theorem 1.4.1)."""
    j = Symbol("j_gamma", SCALAR)
    size = Dimension(p)
    exponent = Product((Rational(1, 4), size, difference(size, ONE)))
    argument = Sum((x, HALF, Product((Rational(-1, 2), j))))
    return Product((Power(PI, exponent), IndexedProduct(gamma(argument), j, ONE, size)))


def multivariate_digamma(x: Term, p: Size) -> Term:
    """The derivative of the logarithm of the multivariate gamma function, a sum of digammas."""
    j = Symbol("j_gamma", SCALAR)
    argument = Sum((x, HALF, Product((Rational(-1, 2), j))))
    return IndexedSum(Function("digamma", argument), j, ONE, Dimension(p))


def _exp(x: Term) -> Term:
    return Function("exp", x)


def _minus_one(x: Term) -> Term:
    return difference(x, ONE)


def _half(x: Term) -> Term:
    return Product((HALF, x))


def _gamma_density(x: Term, a: Term, b: Term, shape: Shape) -> Term:
    """``b^a / Gamma(a) x^{a-1} exp(-b x)`` with a rate b (Bishop, B.26)."""
    del shape
    return Product(
        (
            Power(b, a),
            Power(gamma(a), MINUS_ONE),
            Power(x, _minus_one(a)),
            _exp(Product((MINUS_ONE, b, x))),
        )
    )


def _exponential(x: Term, rate: Term, shape: Shape) -> Term:
    """``l exp(-l x)`` (Johnson, Kotz and Balakrishnan, 19.1)."""
    del shape
    return Product((rate, _exp(Product((MINUS_ONE, rate, x)))))


def _chi_squared(x: Term, k: Term, shape: Shape) -> Term:
    """The gamma density with shape k/2 and rate 1/2 (Johnson, Kotz and Balakrishnan, 18.1)."""
    return _gamma_density(x, _half(k), HALF, shape)


def _beta_density(x: Term, a: Term, b: Term, shape: Shape) -> Term:
    """``x^{a-1} (1-x)^{b-1} / B(a, b)`` (Bishop, B.6)."""
    del shape
    rest = Power(difference(ONE, x), _minus_one(b))
    return Product((Power(beta(a, b), MINUS_ONE), Power(x, _minus_one(a)), rest))


def _f_density(x: Term, u: Term, v: Term, shape: Shape) -> Term:
    """The density of F(u, v) (Johnson, Kotz and Balakrishnan, 27.4)."""
    del shape
    ratio = quotient(u, v)
    tail = Power(Sum((ONE, Product((ratio, x)))), negative(_half(Sum((u, v)))))
    front = Power(beta(_half(u), _half(v)), MINUS_ONE)
    return Product((front, Power(ratio, _half(u)), Power(x, _minus_one(_half(u))), tail))


def _student(x: Term, nu: Term, shape: Shape) -> Term:
    """Student's t with nu degrees of freedom (Johnson, Kotz and Balakrishnan, 28.2)."""
    del shape
    top = gamma(_half(Sum((nu, ONE))))
    bottom = Product((gamma(_half(nu)), Function("sqrt", Product((nu, PI)))))
    square = quotient(Power(x, TWO), nu)
    return Product(
        (quotient(top, bottom), Power(Sum((ONE, square)), negative(_half(Sum((nu, ONE))))))
    )


def _multivariate_t(x: Term, mean: Term, scale: Term, nu: Term, shape: Shape) -> Term:
    """The multivariate t with a scale matrix (Bishop, B.68 with the inverse of Lambda)."""
    size = Dimension(shape.rows)
    gap = difference(x, mean)
    square = quotient(Product((Transpose(gap), Inverse(scale), gap)), nu)
    exponent = negative(_half(Sum((nu, size))))
    return Product(
        (
            quotient(gamma(_half(Sum((nu, size)))), gamma(_half(nu))),
            Power(Product((nu, PI)), negative(_half(size))),
            Power(Determinant(scale), Rational(-1, 2)),
            Power(Sum((ONE, square)), exponent),
        )
    )


def _matrix_normal(x: Term, mean: Term, rows: Term, columns: Term, shape: Shape) -> Term:
    """The density of ``vec(X) ~ N(vec(M), V kron U)`` (Gupta and Nagar, theorem 2.2.1)."""
    height, width = Dimension(shape.rows), Dimension(shape.columns)
    gap = difference(x, mean)
    inside = Trace(Product((Inverse(columns), Transpose(gap), Inverse(rows), gap)))
    return Product(
        (
            Power(Product((TWO, PI)), Product((Rational(-1, 2), height, width))),
            Power(Determinant(columns), negative(_half(height))),
            Power(Determinant(rows), negative(_half(width))),
            _exp(Product((Rational(-1, 2), inside))),
        )
    )


def _wishart(x: Term, scale: Term, nu: Term, shape: Shape) -> Term:
    """The Wishart density with mean ``nu V`` (Gupta and Nagar, 3.2.1)."""
    size = Dimension(shape.rows)
    degrees = Sum((nu, negative(size), MINUS_ONE))
    inside = Trace(Product((Inverse(scale), x)))
    return Product(
        (
            Power(Determinant(x), _half(degrees)),
            _exp(Product((Rational(-1, 2), inside))),
            Power(TWO, Product((Rational(-1, 2), nu, size))),
            Power(Determinant(scale), negative(_half(nu))),
            Power(multivariate_gamma(_half(nu), shape.rows), MINUS_ONE),
        )
    )


def _log_normal(x: Term, mean: Term, variance: Term, shape: Shape) -> Term:
    """``N(ln x; m, s^2) / x`` (Johnson, Kotz and Balakrishnan, 14.7)."""
    del shape
    return Product((Power(x, MINUS_ONE), NormalDensity(Function("log", x), mean, variance)))


_POSITIVE = Property.POSITIVE
_DEFINITE = Property.POSITIVE_DEFINITE
_ZERO = Rational(0)

#: Families by the name in the tree; several may share one by the number of their arguments.
FAMILIES: dict[str, tuple[Family, ...]] = {
    "Gam": (Family(("11", "11", "11"), (_POSITIVE, _POSITIVE), _gamma_density, _ZERO),),
    "Exp": (Family(("11", "11"), (_POSITIVE,), _exponential, _ZERO),),
    "chi2": (Family(("11", "11"), (_POSITIVE,), _chi_squared, _ZERO),),
    "Bet": (Family(("11", "11", "11"), (_POSITIVE, _POSITIVE), _beta_density, _ZERO, ONE),),
    "F": (Family(("11", "11", "11"), (_POSITIVE, _POSITIVE), _f_density, _ZERO),),
    "t": (
        Family(("11", "11"), (_POSITIVE,), _student),
        Family(("n1", "n1", "nn", "11"), (None, _DEFINITE, _POSITIVE), _multivariate_t),
    ),
    "MN": (Family(("np", "np", "nn", "pp"), (None, _DEFINITE, _DEFINITE), _matrix_normal),),
    "W": (Family(("nn", "nn", "11"), (_DEFINITE, _POSITIVE), _wishart),),
    "lnN": (Family(("11", "11", "11"), (None, _POSITIVE), _log_normal, _ZERO),),
}
