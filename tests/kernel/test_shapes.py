"""Every node has a shape; what does not fit is a finding with both shapes."""

from __future__ import annotations

import pytest
from kernel.samples import (
    CONTEXT,
    LIKELIHOOD,
    NORMAL,
    PRIOR,
    TERMS,
    A,
    H,
    R,
    S,
    T,
    i,
    m,
    mu,
    n,
    s,
    u,
    x,
    x_i,
    y,
)

from symgauss.kernel.judge import judge
from symgauss.kernel.relations import DEFINED, EQUAL, Relation, RelationKind
from symgauss.kernel.shapes import ShapeError, law_shape, shape_of
from symgauss.kernel.sizes import ONE, SCALAR, Shape, size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Block,
    Covariance,
    CrossEntropy,
    Derivative,
    Determinant,
    Diag,
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
    KullbackLeibler,
    Named,
    Normal,
    NormalDensity,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
)
from symgauss.kernel.verdict import Answer

ONE_TERM = Rational(1)

SHAPES = {
    "Rational": SCALAR,
    "Constant": SCALAR,
    "Symbol": x.shape,
    "Indexed": SCALAR,
    "Dimension": SCALAR,
    "Identity": square_shape(n),
    "Zero": Shape(n, m),
    "Ones": x.shape,
    "Sum": x.shape,
    "Product": square_shape(m),
    "Power": SCALAR,
    "Inverse": S.shape,
    "Transpose": Shape(n, m),
    "Trace": SCALAR,
    "Determinant": SCALAR,
    "Kronecker": square_shape(n * m),
    "Hadamard": x.shape,
    "Vec": vector_shape(n * m),
    "Diag": square_shape(n),
    "Block": square_shape(n + m),
    "Function": SCALAR,
    "Opaque": x.shape,
    "IndexedSum": SCALAR,
    "IndexedProduct": SCALAR,
    "NormalDensity": SCALAR,
    "Density": SCALAR,
    "Expectation": SCALAR,
    "Covariance": Shape(n, m),
    "Entropy": SCALAR,
    "CrossEntropy": SCALAR,
    "KullbackLeibler": SCALAR,
    "MutualInformation": SCALAR,
    "Integral": SCALAR,
    "Derivative": SCALAR,
    "Gradient": x.shape,
    "Hessian": square_shape(n),
    "Jacobian": square_shape(n),
}


@pytest.mark.parametrize("term", TERMS, ids=lambda term: type(term).__name__)
def test_the_shape_of_every_node(term: Term) -> None:
    assert shape_of(term) == SHAPES[type(term).__name__]


def test_more_shapes() -> None:
    assert shape_of(Product(())) == SCALAR
    assert shape_of(Product((s, H, s, x, s))) == y.shape
    assert shape_of(Diag(A)) == vector_shape(n)
    assert shape_of(Derivative(A, u)) == A.shape
    assert law_shape(Named("p", (x, y)), x) == vector_shape(n + m)


WRONG: dict[str, Term] = {
    "sum": Sum((x, y)),
    "product": Product((H, H)),
    "inverse": Inverse(H),
    "power": Power(H, Rational(2)),
    "exponent": Power(s, x),
    "trace": Trace(H),
    "determinant": Determinant(H),
    "hadamard": Hadamard(x, y),
    "diag": Diag(H),
    "ragged blocks": Block(((A, Transpose(H)), (H,))),
    "heights": Block(((A, H),)),
    "widths": Block(((A,), (Transpose(H),))),
    "function": Function("exp", x),
    "limit": IndexedSum(x_i, i, x, T),
    "upper limit": IndexedSum(x_i, i, ONE_TERM, x),
    "product limit": IndexedProduct(x_i, i, x, T),
    "upper product limit": IndexedProduct(x_i, i, ONE_TERM, x),
    "factor": IndexedProduct(H, i, ONE_TERM, T),
    "mean": NormalDensity(x, y, S),
    "covariance": NormalDensity(x, mu, R),
    "matrix variable": NormalDensity(A, A, S),
    "law": Expectation(x, Normal(x, y, S)),
    "covariance of matrices": Covariance(A, x, NORMAL),
    "entropy": Entropy(Normal(x, mu, H)),
    "two laws": KullbackLeibler(PRIOR, LIKELIHOOD),
    "two laws again": CrossEntropy(PRIOR, LIKELIHOOD),
    "integrand": Integral(x, x),
    "bound": Integral(s, u, x, s),
    "bounds of a vector": Integral(s, x, ONE_TERM, s),
    "derivative": Derivative(s, x),
    "gradient": Gradient(x, x),
    "hessian": Hessian(x, x),
    "hessian by a matrix": Hessian(s, A),
    "inside": Transpose(Vec(Sum((x, y)))),
}


@pytest.mark.parametrize("term", WRONG.values(), ids=WRONG)
def test_what_does_not_fit_is_refuted_by_shape(term: Term) -> None:
    with pytest.raises(ShapeError) as caught:
        shape_of(term)
    assert str(caught.value.left) in str(caught.value)
    verdict = judge(term, EQUAL, s, CONTEXT)
    assert verdict.answer is Answer.FAILS
    assert verdict.shape_conflict is not None
    assert not verdict.accepted


def test_sides_of_different_shapes_are_refuted() -> None:
    verdict = judge(x, EQUAL, y, CONTEXT)
    assert verdict.answer is Answer.FAILS
    assert verdict.shape_conflict is not None
    assert {verdict.shape_conflict.left, verdict.shape_conflict.right} == {x.shape, y.shape}
    assert "n x 1" in verdict.detail


def test_a_definition_is_not_judged_but_its_shapes_are() -> None:
    assert judge(s, DEFINED, u, CONTEXT).answer is Answer.DEFINITION
    assert judge(s, DEFINED, u, CONTEXT).accepted
    assert judge(x, DEFINED, y, CONTEXT).answer is Answer.FAILS


def test_other_relations_are_unknown() -> None:
    for kind in (RelationKind.APPROXIMATE, RelationKind.PROPORTIONAL):
        assert judge(s, Relation(kind), u, CONTEXT).answer is Answer.UNKNOWN
    matrices = Relation(RelationKind.PROPORTIONAL, (x,))
    assert judge(A, matrices, S, CONTEXT).answer is Answer.UNKNOWN
    assert judge(A, Relation(RelationKind.LESS), S, CONTEXT).answer is Answer.UNKNOWN


def test_the_identity_of_size_one_is_a_scalar() -> None:
    assert shape_of(Identity(ONE)) == SCALAR


def test_an_index_is_a_number() -> None:
    vector = Symbol("x", vector_shape(size("n")))
    with pytest.raises(ShapeError, match="an index is a number"):
        shape_of(Indexed("beta", (vector,), SCALAR))
