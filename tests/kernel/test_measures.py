"""Laws that nobody states: what holds for every law, and nothing else."""

from __future__ import annotations

import pytest

from symgauss.kernel.context import Context, Declaration, Definition, Distribution, Property
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.sizes import SCALAR, size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Covariance,
    CrossEntropy,
    Density,
    Determinant,
    Entropy,
    Expectation,
    Function,
    Gradient,
    Indexed,
    IndexedSum,
    Integral,
    KullbackLeibler,
    MutualInformation,
    Named,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
    Variable,
    difference,
    negative,
    quotient,
)
from symgauss.kernel.verdict import Answer, EvidenceKind, Reason

EQUAL = Relation(RelationKind.EQUAL)
HOLDS, FAILS, UNKNOWN = Answer.HOLDS, Answer.FAILS, Answer.UNKNOWN
X, Y, Z, W, a, b = (Symbol(name, SCALAR) for name in "XYZWab")
n, i, j, k = size("n"), Symbol("i", SCALAR), Symbol("j", SCALAR), Symbol("k", SCALAR)
x, A = Symbol("x", vector_shape(n)), Symbol("A", square_shape(n))
ONE, TWO = Rational(1), Rational(2)
RANDOM = frozenset({Property.RANDOM})


def declared(*random: Variable, definitions: tuple[Definition, ...] = ()) -> Context:
    found = {v.name: Declaration(v.name, v.shape, RANDOM) for v in random}
    found |= {v.name: Declaration(v.name, v.shape) for v in (a, b, A) if v.name not in found}
    return Context(tuple(found.values()), definitions)


HELD = declared(X, Y, W, x)


def p(*variables: Variable, given: tuple[Variable, ...] = (), name: str = "p") -> Named:
    return Named(name, variables, given)


def mean(body: Term, *variables: Variable, given: tuple[Variable, ...] = ()) -> Term:
    return Expectation(body, p(*variables, given=given))


def variance(body: Term, *variables: Variable, given: tuple[Variable, ...] = ()) -> Term:
    return Covariance(body, body, p(*variables, given=given))


def log(body: Term) -> Term:
    return Function("log", body)


def square(body: Term) -> Term:
    return Power(body, TWO)


MEAN_GIVEN = mean(X, X, given=(Y,))
H_X, H_Y, H_XY = (Entropy(p(*v)) for v in ((X,), (Y,), (X, Y)))
Q = p(X, name="q")
X_i, X_j = (Indexed("X", (index,), SCALAR) for index in (i, j))

TRUE: dict[str, tuple[Term, Term]] = {
    "linear": (mean(Sum((Product((a, X)), b)), X), Sum((Product((a, mean(X, X))), b))),
    "variance": (variance(X, X), difference(mean(square(X), X), square(mean(X, X)))),
    "variance of a sum": (
        variance(Sum((X, Y)), X, Y),
        Sum((variance(X, X), variance(Y, Y), Product((TWO, Covariance(X, Y, p(X, Y)))))),
    ),
    "total expectation": (mean(MEAN_GIVEN, Y), mean(X, X)),
    "total variance": (
        variance(X, X),
        Sum((mean(variance(X, X, given=(Y,)), Y), variance(MEAN_GIVEN, Y))),
    ),
    "known factor": (mean(Product((X, Y)), X, Y), mean(Product((Y, MEAN_GIVEN)), Y)),
    "bayes": (
        Density(p(X, given=(Y,))),
        quotient(Product((Density(p(Y, given=(X,))), Density(p(X)))), Density(p(Y))),
    ),
    "marginal": (Integral(Density(p(X, Y)), X), Density(p(Y))),
    "total mass": (Integral(Integral(Density(p(X, Y)), X), Y), ONE),
    "mean as integral": (Integral(Product((X, Density(p(X)))), X), mean(X, X)),
    "chain rule of entropy": (H_XY, Sum((H_X, Entropy(p(Y, given=(X,)))))),
    "entropy as integral": (
        H_X,
        negative(Integral(Product((Density(p(X)), log(Density(p(X))))), X)),
    ),
    "information": (MutualInformation("p", (X,), (Y,)), Sum((H_X, H_Y, negative(H_XY)))),
    "information as divergence": (
        MutualInformation("p", (X,), (Y,)),
        mean(log(quotient(Density(p(X, Y)), Product((Density(p(X)), Density(p(Y)))))), X, Y),
    ),
    "conditional information": (
        MutualInformation("p", (X,), (Y,), (W,)),
        difference(Entropy(p(X, given=(W,))), Entropy(p(X, given=(Y, W)))),
    ),
    "divergence": (
        KullbackLeibler(Q, p(X)),
        difference(CrossEntropy(Q, p(X)), Entropy(Q)),
    ),
    "evidence bound": (
        log(Density(p(Y))),
        Sum(
            (
                Expectation(log(quotient(Density(p(X, Y)), Density(Q))), Q),
                KullbackLeibler(Q, p(X, given=(Y,))),
            )
        ),
    ),
    "vector": (
        Covariance(Product((A, x)), Product((A, x)), p(x)),
        Product((A, Covariance(x, x, p(x)), Transpose(A))),
    ),
    "family": (
        variance(IndexedSum(X_i, i, ONE, k), X_i),
        IndexedSum(IndexedSum(Covariance(X_i, X_j, p(X_i, X_j)), j, ONE, k), i, ONE, k),
    ),
}

FALSE: dict[str, tuple[Term, Term]] = {
    "product": (mean(Product((X, Y)), X, Y), Product((mean(X, X), mean(Y, Y)))),
    "variance of a sum": (variance(Sum((X, Y)), X, Y), Sum((variance(X, X), variance(Y, Y)))),
    "family": (
        variance(IndexedSum(X_i, i, ONE, k), X_i),
        IndexedSum(variance(X_i, X_i), i, ONE, k),
    ),
    "shift": (variance(Sum((X, b)), X), Sum((variance(X, X), b))),
    "mean of a square": (mean(square(X), X), square(mean(X, X))),
    "condition forgotten": (MEAN_GIVEN, mean(X, X)),
    "condition decides": (MEAN_GIVEN, X),
    "total variance": (variance(X, X), mean(variance(X, X, given=(Y,)), Y)),
    "bayes": (Density(p(X, given=(Y,))), Product((Density(p(Y, given=(X,))), Density(p(X))))),
    "independence": (Density(p(X, Y)), Product((Density(p(X)), Density(p(Y))))),
    "marginal of the other": (Integral(Density(p(X, Y)), X), Density(p(X))),
    "divergence turned": (KullbackLeibler(Q, p(X)), KullbackLeibler(p(X), Q)),
    "entropy": (H_XY, Sum((H_X, H_Y))),
    "entropy of a pair turned": (Entropy(p(X, given=(Y,))), Entropy(p(Y, given=(X,)))),
    "no spread": (Determinant(Covariance(x, x, p(x))), Rational(0)),
    "a number of values": (Integral(ONE, X), Integral(Density(p(X)), X)),
}


@pytest.mark.parametrize("name", TRUE)
def test_what_holds_for_every_law(name: str) -> None:
    lhs, rhs = TRUE[name]
    assert judge(lhs, EQUAL, rhs, HELD).answer is HOLDS


@pytest.mark.parametrize("name", FALSE)
def test_what_does_not_is_refuted(name: str) -> None:
    lhs, rhs = FALSE[name]
    verdict = judge(lhs, EQUAL, rhs, HELD)
    if name == "a number of values":
        assert verdict.answer is UNKNOWN  # the integral of 1 diverges
        return
    assert verdict.answer is FAILS
    assert verdict.counterexample is not None
    assert any(label.startswith("probabilities") for label in verdict.counterexample.values)


@pytest.mark.parametrize("name", FALSE)
def test_nothing_is_refuted_where_a_law_may_be_stated_elsewhere(name: str) -> None:
    lhs, rhs = FALSE[name]
    plain = Context(tuple(Declaration(d.name, d.shape) for d in HELD.declarations))
    verdict = judge(lhs, EQUAL, rhs, plain)
    assert verdict.answer is UNKNOWN
    if name != "a number of values":
        assert verdict.reason is Reason.MISSING_CONTEXT


def test_expectations_are_exact() -> None:
    verdict = judge(*_with_equal(TRUE["total variance"]), HELD)
    assert verdict.evidence is not None
    assert verdict.evidence.kind is EvidenceKind.EXACT


def _with_equal(sides: tuple[Term, Term]) -> tuple[Term, Relation, Term]:
    return sides[0], EQUAL, sides[1]


def test_what_is_defined_through_random_variables_is_random() -> None:
    held = declared(X, Y, definitions=(Definition(Z, Sum((Product((a, X)), Y))),))
    parts = (Product((square(a), variance(X, X))), variance(Y, Y))
    cross = Product((TWO, a, Covariance(X, Y, p(X, Y))))
    assert judge(variance(Z, Z), EQUAL, Sum((*parts, cross)), held).answer is HOLDS
    assert judge(variance(Z, Z), EQUAL, Sum(parts), held).answer is FAILS
    unknown = Density(p(Z))
    assert judge(unknown, EQUAL, unknown, held).answer is UNKNOWN


def test_proportional_in_one_variable_only() -> None:
    lhs = Density(p(X, given=(Y,)))
    rhs = Product((Density(p(Y, given=(X,))), Density(p(X))))
    for variable, answer in ((X, HOLDS), (Y, FAILS)):
        relation = Relation(RelationKind.PROPORTIONAL, (variable,))
        assert judge(lhs, relation, rhs, HELD).answer is answer


def test_no_density_is_constant() -> None:
    for term in (Gradient(log(Density(p(X))), X), Gradient(MEAN_GIVEN, Y)):
        assert judge(term, EQUAL, Rational(0), HELD).answer is UNKNOWN


def test_an_inequality_is_not_decided_by_a_table() -> None:
    relation = Relation(RelationKind.GREATER_EQUAL)
    assert judge(H_X, relation, Rational(0), HELD).answer is UNKNOWN
    assert judge(variance(X, X), relation, Rational(0), HELD).answer is not FAILS


def test_a_variable_and_its_values_may_have_two_names() -> None:
    small = Symbol("w", SCALAR)
    held = declared(W, small)
    sides = mean(W, W), Integral(Product((small, Density(p(small)))), small)
    assert judge(sides[0], EQUAL, sides[1], held).answer is UNKNOWN


def test_a_law_that_a_model_states_is_not_replaced() -> None:
    held = Context(
        HELD.declarations, (), (Distribution(Y, (), a, ONE), Distribution(X, (Y,), Y, ONE))
    )
    assert judge(mean(X, X), EQUAL, a, held).answer is HOLDS
    mixed = mean(Product((X, W)), X, W)
    assert judge(mixed, EQUAL, mixed, held).reason is Reason.UNSUPPORTED
