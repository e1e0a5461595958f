"""One term of every node, with a context in which they make sense."""

from __future__ import annotations

from fractions import Fraction

from symgauss.kernel.context import (
    Context,
    Declaration,
    Definition,
    Distribution,
    Property,
)
from symgauss.kernel.sizes import SCALAR, Shape, size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Block,
    Constant,
    Covariance,
    CrossEntropy,
    Density,
    Derivative,
    Determinant,
    Diag,
    Dimension,
    Entropy,
    Expectation,
    Function,
    Gradient,
    Hadamard,
    Hessian,
    Identity,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Integral,
    Inverse,
    Jacobian,
    Kronecker,
    KullbackLeibler,
    MutualInformation,
    Named,
    Normal,
    NormalDensity,
    Ones,
    Opaque,
    Power,
    Product,
    Rational,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
    Zero,
    difference,
)

n, m = size("n"), size("m")
A = Symbol("A", square_shape(n))
S = Symbol("Sigma", square_shape(n))
R = Symbol("R", square_shape(m))
H = Symbol("H", Shape(m, n))
x, mu, y = Symbol("x", vector_shape(n)), Symbol("mu", vector_shape(n)), Symbol("y", vector_shape(m))
s, u, T = Symbol("sigma", SCALAR), Symbol("u", SCALAR), Symbol("T", SCALAR)
i = Symbol("i", SCALAR)
x_i = Indexed("w", (i,), SCALAR)
t = Symbol("t", SCALAR)
alpha = Indexed("alpha", (t,), SCALAR)
abar = Indexed("alphabar", (t,), SCALAR)
abar_before = Indexed("alphabar", (difference(t, Rational(1)),), SCALAR)

NORMAL = Normal(x, mu, S)
PRIOR = Named("p", (x,))
LIKELIHOOD = Named("p", (y,), (x,))
SQUARE = Product((Transpose(x), A, x))

TERMS: tuple[Term, ...] = (
    Rational(-3, 2),
    Constant("pi"),
    x,
    x_i,
    Dimension(n * m + size(1)),
    Identity(n),
    Zero(Shape(n, m)),
    Ones(vector_shape(n)),
    difference(x, mu),
    Product((H, S, Transpose(H))),
    Power(s, Rational(2)),
    Inverse(S),
    Transpose(H),
    Trace(A),
    Determinant(S),
    Kronecker(A, R),
    Hadamard(x, mu),
    Vec(H),
    Diag(x),
    Block(((S, Transpose(H)), (H, R))),
    Function("log", Determinant(S)),
    Opaque("f", (x, s), vector_shape(n)),
    IndexedSum(x_i, i, Rational(1), T),
    IndexedProduct(x_i, i, Rational(1), T),
    NormalDensity(x, mu, S),
    Density(LIKELIHOOD),
    Expectation(SQUARE, NORMAL),
    Covariance(x, Product((H, x)), PRIOR),
    Entropy(NORMAL),
    CrossEntropy(NORMAL, Normal(x, mu, Identity(n))),
    KullbackLeibler(NORMAL, PRIOR),
    MutualInformation("p", (x,), (y,)),
    Integral(Function("exp", Product((Rational(-1), Power(u, Rational(2))))), u),
    Integral(u, u, Rational(0), s),
    Derivative(Function("exp", u), u),
    Gradient(SQUARE, x),
    Hessian(SQUARE, x),
    Jacobian(x, x),
)

CONTEXT = Context(
    declarations=(
        Declaration("A", A.shape),
        Declaration("Sigma", S.shape, frozenset({Property.POSITIVE_DEFINITE})),
        Declaration("R", R.shape, frozenset({Property.POSITIVE_DEFINITE})),
        Declaration("H", H.shape),
        Declaration("x", x.shape),
        Declaration("mu", mu.shape),
        Declaration("y", y.shape),
        Declaration("sigma", SCALAR, above=Fraction(0)),
        Declaration("u", SCALAR),
        Declaration("T", SCALAR, frozenset({Property.INTEGER, Property.POSITIVE})),
        Declaration("w", SCALAR),
        Declaration("alpha", SCALAR, above=Fraction(0), below=Fraction(1)),
        Declaration("alphabar", SCALAR, above=Fraction(0), below=Fraction(1)),
    ),
    definitions=(Definition(abar, Product((alpha, abar_before))),),
    distributions=(
        Distribution(x, (), mu, S),
        Distribution(y, (x,), Product((H, x)), R),
    ),
)
