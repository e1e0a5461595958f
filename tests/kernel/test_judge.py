"""Verdicts other than the plain ones: inequalities, limits, what is missing, what is refused."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from battery.ask import answer, verdict
from kernel.samples import CONTEXT, LIKELIHOOD, PRIOR, A, H, R, S, mu, n, s, u, x, y

from symgauss.kernel.context import Context, Declaration, Definition, Distribution, Property
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL, Relation, RelationKind
from symgauss.kernel.sizes import SCALAR, Shape, size, square_shape
from symgauss.kernel.terms import (
    Constant,
    Covariance,
    Density,
    Derivative,
    Determinant,
    Dimension,
    Entropy,
    Expectation,
    Function,
    Hessian,
    Identity,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Integral,
    Kronecker,
    MutualInformation,
    Named,
    Normal,
    NormalDensity,
    Opaque,
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
)
from symgauss.kernel.verdict import Answer, EvidenceKind, Reason, Verdict

HOLDS, FAILS, UNKNOWN = Answer.HOLDS, Answer.FAILS, Answer.UNKNOWN
ONE, TWO = Rational(1), Rational(2)


def equal(left: Term, right: Term, context: Context = CONTEXT) -> Verdict:
    return judge(left, EQUAL, right, context)


def scalar(name: str) -> Symbol:
    return Symbol(name, SCALAR)


# --- inequalities --------------------------------------------------------------------------

RANGES = r"""
    s, r > 0
    u \in (0, 1)
    a \in \mathbb{R}
    P \in \mathbb{S}_{++}^{n}
    H \in \mathbb{R}^{k \times n}
    R \in \mathbb{S}_{++}^{k}
    W \in \mathbb{S}^{n}
    T \in \mathbb{S}_{+}^{n}
    x, m \in \mathbb{R}^{n}
    x_i > 0
    M \in \mathbb{N}
"""


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"s > 0", HOLDS),
        (r"s + r > 0", HOLDS),
        (r"s r > 0", HOLDS),
        (r"\frac{s}{r} > 0", HOLDS),
        (r"u < 1", HOLDS),
        (r"1 - u > 0", HOLDS),
        (r"u > 1", FAILS),
        (r"s < r", FAILS),
        (r"s \le r", FAILS),
        (r"r \ge s", FAILS),
        (r"e^{a} > 0", HOLDS),
        (r"\sqrt{s} > 0", HOLDS),
        (r"|P| > 0", HOLDS),
        (r"|P^{-1}| > 0", HOLDS),
        (r"\operatorname{tr}(P) > 0", HOLDS),
        (r"\operatorname{tr}(P + T) > 0", HOLDS),
        (r"|H P H^\top + R| > 0", HOLDS),
        (r"|s P + H^\top R^{-1} H| > 0", HOLDS),
        (r"|W| > 0", FAILS),
        (r"\mathcal{N}(x; m, P) > 0", HOLDS),
        (r"\prod_{i=1}^{M} x_i > 0", HOLDS),
        (r"\int \mathcal{N}(x; m, P) \, dx > 0", HOLDS),
        (r"a^2 \ge 0", UNKNOWN),
        (r"a < a^2", UNKNOWN),
        (r"P > W", UNKNOWN),
        (r"\sum_{i=1}^{M} x_i > 0", UNKNOWN),
    ],
)
def test_inequalities_are_refuted_or_known_by_signs(formula: str, expected: Answer) -> None:
    found = verdict(RANGES, formula)
    assert found.answer in ({expected, UNKNOWN} if expected is HOLDS else {expected}), found
    if found.answer is HOLDS:
        assert found.evidence is not None
        assert found.evidence.kind is EvidenceKind.EXACT
    if expected is FAILS:
        assert found.counterexample is not None


# --- what is missing -----------------------------------------------------------------------


def test_a_symbol_on_one_side_only_refutes_in_a_closed_context_only() -> None:
    closed = Context((Declaration("a", SCALAR), Declaration("b", SCALAR)))
    a, b = scalar("a"), scalar("b")
    assert equal(a, b, closed).answer is FAILS
    for left, right, where in ((a, ONE, "left"), (ONE, b, "right")):
        found = equal(left, right, replace(closed, closed=False))
        assert found.answer is UNKNOWN
        assert found.reason is Reason.MISSING_CONTEXT
        assert where in found.detail
    both = equal(Sum((a, b)), difference(a, b), replace(closed, closed=False))
    assert both.answer is FAILS


def test_a_symbol_that_cancels_on_its_side_is_not_missed() -> None:
    known = Context(tuple(Declaration(name, SCALAR) for name in "abu"), closed=False)
    a, b, u = map(scalar, "abu")
    over = Product((a, Power(u, Rational(-1)), Power(Product((b, Power(u, Rational(-1)))), ONE)))
    ratio = Product((over, Power(b, Rational(-2))))  # a / (u^2 b): it depends on u
    assert equal(ratio, Product((a, b)), known).answer is UNKNOWN
    gone = difference(Sum((a, u)), u)
    assert equal(gone, Product((TWO, a)), known).answer is FAILS
    assert equal(Product((TWO, a)), gone, known).answer is FAILS
    assert equal(gone, Sum((a, b)), known).answer is UNKNOWN  # b may be anything
    defined = replace(known, definitions=(Definition(b, u),))
    assert equal(difference(Sum((a, b)), b), Product((TWO, a)), defined).answer is FAILS
    assert equal(Sum((a, b)), Product((TWO, a)), defined).answer is UNKNOWN  # by u, which is b
    logarithms = difference(Sum((a, Function("log", u))), Function("log", u))
    positive = (*known.declarations[:2], Declaration("u", SCALAR, frozenset({Property.POSITIVE})))
    signed = replace(known, declarations=positive)
    assert equal(logarithms, Product((TWO, a)), signed).answer is FAILS
    assert equal(Sum((a, Function("log", u))), Product((TWO, a)), signed).answer is UNKNOWN


def test_a_proportionality_says_in_what() -> None:
    for kind in (RelationKind.PROPORTIONAL, RelationKind.EQUAL_UP_TO_CONSTANT):
        found = judge(s, Relation(kind), s, CONTEXT)
        assert found.reason is Reason.MISSING_CONTEXT
        assert judge(s, Relation(kind, (u,)), Product((TWO, s)), CONTEXT).answer is HOLDS
    up_to = Relation(RelationKind.PROPORTIONAL, (u,))
    bell = Function("exp", u)
    assert judge(bell, up_to, Product((s, bell)), CONTEXT).answer is HOLDS
    assert judge(bell, up_to, Function("exp", Product((s, u))), CONTEXT).answer is FAILS
    shown = judge(bell, up_to, Power(bell, TWO), CONTEXT).counterexample
    assert shown is not None
    assert {"u", "u'"} <= set(shown.values)
    constant = Relation(RelationKind.EQUAL_UP_TO_CONSTANT, (u,))
    assert judge(u, constant, Sum((u, s)), CONTEXT).answer is HOLDS
    assert judge(u, constant, Sum((u, Product((s, u)))), CONTEXT).answer is FAILS


def test_a_name_with_two_shapes_is_not_judged() -> None:
    found = equal(Product((Transpose(x), x)), Symbol("x", SCALAR))
    assert found.answer is UNKNOWN
    assert found.reason is Reason.UNDETERMINED_TYPE


def test_what_is_defined_nowhere_is_no_truth() -> None:
    root = Function("sqrt", negative(Power(s, TWO)))
    assert equal(root, root).answer is UNKNOWN
    pole = Power(difference(s, s), Rational(-1))
    found = equal(pole, pole)
    assert found.answer is UNKNOWN
    assert found.reason is Reason.SINGULAR
    flat = Symbol("A", square_shape(n))
    singular = Power(Determinant(difference(flat, flat)), Rational(-1))
    assert equal(singular, singular).answer is UNKNOWN


# --- limits --------------------------------------------------------------------------------


def test_large_steps_are_refused() -> None:
    long = Sum(tuple(s for _ in range(20_001)))
    assert equal(long, s).reason is Reason.RESOURCE_LIMIT
    deep: Term = s
    for _ in range(3000):
        deep = Sum((deep,))
    assert judge(s, EQUAL, s, CONTEXT, seconds=-1.0).reason is Reason.RESOURCE_LIMIT
    i = scalar("i")
    many = IndexedSum(i, i, ONE, Rational(10**9))
    assert equal(many, s).answer is UNKNOWN
    blown = Kronecker(Kronecker(Kronecker(A, A), Kronecker(A, A)), Kronecker(A, A))
    assert equal(Trace(blown), Power(Trace(A), Rational(6))).answer in {HOLDS, UNKNOWN}
    tower = Power(TWO, Power(Rational(9), Power(Rational(9), Rational(9))))
    assert equal(tower, s).answer is not HOLDS


def test_unsupported_constructs_are_named() -> None:
    i = scalar("i")
    half = Power(A, Rational(1, 2))
    assert equal(half, half).reason is Reason.UNSUPPORTED
    unknown_function = Function("sinh", s)
    assert equal(unknown_function, unknown_function).reason is Reason.UNSUPPORTED
    limit = IndexedSum(i, i, ONE, Function("sqrt", s))
    assert equal(limit, limit).reason is Reason.UNSUPPORTED
    member = Indexed("w", (Function("exp", s),), SCALAR)
    assert equal(member, member).reason is Reason.UNSUPPORTED
    quartic = Integral(Function("exp", negative(Power(u, Rational(4)))), u)
    assert equal(quartic, quartic).reason is Reason.UNSUPPORTED
    slope = Derivative(Opaque("f", (u,), SCALAR), u)
    assert equal(slope, slope).answer is HOLDS
    piece = Derivative(Opaque("|f(u)", (u,), SCALAR), u)  # a piece of text may hide a variable
    assert equal(piece, piece).answer is UNKNOWN
    stranger = Entropy(Named("r", (x,), (x,)))
    found = equal(stranger, stranger)
    assert found.reason is Reason.UNSUPPORTED
    assert "both sides of a bar" in found.detail or "twice" in found.detail


# --- models --------------------------------------------------------------------------------


def model(*distributions: Distribution, definitions: tuple[Definition, ...] = ()) -> Context:
    return replace(CONTEXT, distributions=distributions, definitions=definitions)


def test_a_cyclic_model_is_refused() -> None:
    k = Transpose(H)
    around = model(
        Distribution(x, (y,), Product((k, y)), S), Distribution(y, (x,), Product((H, x)), R)
    )
    found = equal(Expectation(x, PRIOR), mu, around)
    assert found.answer is UNKNOWN
    assert "cyclic" in found.detail


def test_a_model_that_is_not_linear_is_refused() -> None:
    bent = Product((Transpose(x), x, y))
    found = equal(
        Expectation(y, Named("p", (y,))),
        y,
        model(Distribution(x, (), mu, S), Distribution(y, (x,), bent, R)),
    )
    assert found.answer is UNKNOWN
    assert "linear-Gaussian" in found.detail


def test_a_parent_without_a_law_must_be_given() -> None:
    lone = model(Distribution(y, (x,), Product((H, x)), R))
    assert equal(Expectation(y, LIKELIHOOD), Product((H, x)), lone).answer is HOLDS
    found = equal(Expectation(y, Named("p", (y,))), Product((H, x)), lone)
    assert found.answer is UNKNOWN
    assert "is not given" in found.detail


def test_a_three_step_chain() -> None:
    z = Symbol("z", y.shape)
    chain = model(
        Distribution(x, (), mu, S),
        Distribution(y, (x,), Product((H, x)), R),
        Distribution(z, (y,), y, R),
    )
    chain = replace(chain, declarations=(*CONTEXT.declarations, Declaration("z", y.shape)))
    spread = Sum((Product((H, S, Transpose(H))), R, R))
    assert equal(Covariance(z, z, Named("p", (z,))), spread, chain).answer is HOLDS
    both = Named("p", (x, z))
    assert equal(Covariance(x, z, both), Product((S, Transpose(H))), chain).answer is HOLDS
    wrong = Sum((Product((H, S, Transpose(H))), R))
    assert equal(Covariance(z, z, Named("p", (z,))), wrong, chain).answer is FAILS
    given = MutualInformation("p", (x,), (z,), (y,))
    assert equal(given, Rational(0), chain).answer is HOLDS


def test_definitions_are_used_and_named() -> None:
    named = Definition(u, Sum((s, ONE)))
    context = replace(CONTEXT, definitions=(named,))
    found = equal(difference(u, s), ONE, context)
    assert found.answer is HOLDS
    assert found.using == ("u",)
    assert equal(s, s, context).using == ()


# --- schemas -------------------------------------------------------------------------------

T, K = scalar("T"), scalar("t")
BEFORE = difference(K, ONE)


def alpha(index: Term) -> Indexed:
    return Indexed("alpha", (index,), SCALAR)


def bar(index: Term) -> Indexed:
    return Indexed("alphabar", (index,), SCALAR)


SCHEDULE = Context(
    (
        Declaration("alpha", SCALAR, above=Fraction(0), below=Fraction(1)),
        Declaration("alphabar", SCALAR),
        Declaration("T", SCALAR, frozenset({Property.INTEGER, Property.POSITIVE})),
    ),
    (
        Definition(bar(K), Product((alpha(K), bar(BEFORE)))),
        Definition(bar(Rational(0)), ONE),
    ),
)


def test_a_schema_is_unfolded() -> None:
    three = Product((alpha(ONE), alpha(TWO), alpha(Rational(3))))
    found = equal(bar(Rational(3)), three, SCHEDULE)
    assert found.answer is HOLDS
    assert found.using == ("alphabar",)
    assert equal(bar(Rational(3)), Product((alpha(ONE), alpha(TWO))), SCHEDULE).answer is FAILS
    i = scalar("i")
    assert equal(bar(T), IndexedProduct(alpha(i), i, ONE, T), SCHEDULE).answer is HOLDS
    assert equal(bar(T), Product((alpha(T), bar(difference(T, ONE)))), SCHEDULE).answer is HOLDS
    assert equal(bar(T), Product((alpha(T), bar(T))), SCHEDULE).answer is FAILS


def test_a_schema_over_no_letter_is_unsupported() -> None:
    odd = replace(SCHEDULE, definitions=(Definition(bar(Product((TWO, K))), alpha(K)),))
    assert equal(bar(TWO), alpha(ONE), odd).answer is UNKNOWN
    before = replace(SCHEDULE, definitions=(Definition(bar(BEFORE), alpha(K)),))
    assert equal(bar(ONE), alpha(TWO), before).answer is UNKNOWN
    fixed = replace(SCHEDULE, definitions=(Definition(bar(ONE), alpha(ONE)),))
    assert equal(bar(ONE), alpha(ONE), fixed).answer is HOLDS
    assert equal(bar(TWO), alpha(TWO), fixed).answer is FAILS


def test_a_schema_may_say_what_comes_next() -> None:
    after = replace(
        SCHEDULE, definitions=(Definition(bar(Sum((K, ONE))), Product((alpha(K), bar(K)))),)
    )
    two = Product((alpha(ONE), alpha(Rational(0)), bar(Rational(0))))
    assert equal(bar(TWO), two, after).answer is HOLDS
    assert equal(bar(TWO), Product((alpha(TWO), alpha(ONE), bar(Rational(0)))), after).answer is (
        FAILS
    )
    assert equal(
        bar(T), Product((alpha(difference(T, ONE)), bar(difference(T, ONE)))), after
    ).answer is (HOLDS)
    assert equal(bar(T), Product((alpha(T), bar(difference(T, ONE)))), after).answer is FAILS
    assert equal(bar(Rational(0)), alpha(Rational(0)), after).answer is not HOLDS


# --- nodes that a reader seldom writes -----------------------------------------------------


def test_numbers_of_many_kinds() -> None:
    assert equal(Power(Dimension(n), TWO), Product((Dimension(n), Dimension(n)))).answer is HOLDS
    assert equal(Trace(Identity(size("n") * size("m"))), Dimension(size("n") * size("m"))).answer
    assert equal(Power(Constant("e"), TWO), Function("exp", TWO)).answer is HOLDS
    assert equal(Constant("e"), Constant("pi")).answer is FAILS
    cubic = Power(Sum((T, ONE)), Rational(3))
    assert equal(IndexedSum(ONE, scalar("i"), ONE, cubic), cubic, SCHEDULE).answer in {
        HOLDS,
        UNKNOWN,
    }


def test_entries_given_as_numbers() -> None:
    """A bivariate normal with numbers."""
    b = Symbol("b", Shape(size(2), size(1)))
    context = Context((Declaration("b", b.shape), Declaration("M", square_shape(size(2)))))
    M = Symbol("M", square_shape(size(2)))
    two = Product((TWO, Determinant(M)))
    other = difference(Power(Trace(M), TWO), Trace(Power(M, TWO)))
    assert equal(two, other, context).answer is HOLDS
    assert equal(Trace(M), Determinant(M), context).answer is FAILS
    bell = NormalDensity(b, Product((Rational(0), b)), Identity(size(2)))
    log = Function("log", bell)
    assert equal(Hessian(log, b), negative(Identity(size(2))), context).answer is HOLDS


def test_densities_of_several_variables() -> None:
    joint = Density(Named("p", (x, y)))
    apart = Product((Density(LIKELIHOOD), Density(PRIOR)))
    assert equal(joint, apart).answer is HOLDS
    assert equal(joint, Product((Density(PRIOR), Density(Named("p", (y,)))))).answer is FAILS
    turned = Density(Named("p", (y, x)))
    assert equal(joint, turned).answer is HOLDS
    law = Normal(x, mu, S)
    assert equal(Expectation(Product((Transpose(x), A, x)), law), Trace(A)).answer is FAILS


def test_divisions_by_zero_in_the_small_are_drawn_again() -> None:
    assert answer(r"a, b \in \mathbb{R}", r"\frac{a^2 - b^2}{a - b} = a + b") is HOLDS
    assert answer(r"A \in \mathbb{R}^{n \times n}", r"|A^{-1}| |A| = 1") is HOLDS


def test_a_counterexample_with_enormous_values_is_shown_in_digits() -> None:
    found = verdict(r"u > 10000000000000", r"e^{u} = e^{2 u}")
    assert found.answer is FAILS
    assert found.counterexample is not None
    assert "e+" in str(found.counterexample.lhs)


def test_whether_a_step_holds_is_asked_without_a_counterexample_to_read() -> None:
    sides = (Sum((x, mu)), EQUAL, difference(x, mu), CONTEXT)
    assert judge(*sides).answer is FAILS
    found = judge(*sides, readable=False)
    assert found.answer is not HOLDS
    assert found.counterexample is None
    assert judge(Sum((x, mu)), EQUAL, Sum((mu, x)), CONTEXT, readable=False).answer is HOLDS


def test_a_counterexample_with_tiny_values_is_shown_in_digits() -> None:
    found = verdict(r"u > 10000000000000", r"e^{-u^2} = e^{-2 u^2}")
    assert found.answer in {FAILS, UNKNOWN}


def test_a_root_of_a_matrix_is_unsupported_and_no_crash() -> None:
    definite = Symbol("S", A.shape)
    half = Power(definite, Rational(-1, 2))
    found = equal(Product((half, definite, half)), Product((half, half, definite)))
    assert found.answer is UNKNOWN
    assert found.reason is Reason.UNSUPPORTED


def test_the_limit_of_a_sum_is_the_same_number_wherever_it_stands() -> None:
    limit, k = Symbol("N", SCALAR), Symbol("k", SCALAR)
    ones = IndexedSum(Rational(1), k, Rational(1), limit)
    both = IndexedSum(Sum((Rational(1), u)), k, Rational(1), limit)
    assert judge(ones, EQUAL, limit, Context()).answer is Answer.HOLDS
    assert judge(both, EQUAL, Sum((limit, Product((limit, u)))), Context()).answer is Answer.HOLDS
    assert judge(both, EQUAL, Sum((limit, u)), Context()).answer is Answer.FAILS
