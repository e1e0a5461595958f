"""What terms depend on, through definitions and distributions, circles included."""

from __future__ import annotations

from symgauss.kernel.context import Context, Declaration, Definition, Distribution, Property
from symgauss.kernel.dependencies import Dependencies
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Density,
    Derivative,
    Expectation,
    Function,
    Indexed,
    IndexedSum,
    Named,
    Normal,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
)
from symgauss.kernel.verdict import Answer

X, Y, M, A, B, C, T = (Symbol(name, SCALAR) for name in "xymabct")
LAW = Named("p", (X,))


def test_definitions_are_followed_to_the_end() -> None:
    context = Context(definitions=(Definition(A, Sum((B, X))), Definition(B, Product((C, Y)))))
    assert Dependencies(context).of(A) == {"a", "b", "c", "x", "y"}
    assert Dependencies(context).of(B) == {"b", "c", "y"}


def test_the_order_of_definitions_does_not_matter() -> None:
    names = [Symbol(f"s{k}", SCALAR) for k in range(30)]
    chain = [Definition(a, Sum((b, b))) for a, b in zip(names, [*names[1:], X], strict=True)]
    for order in (chain, chain[::-1]):
        found = Dependencies(Context(definitions=tuple(order))).of(names[0])
        assert found == {each.name for each in names} | {"x"}


def test_a_family_that_is_defined_by_its_earlier_members() -> None:
    member = Indexed("abar", (T,), SCALAR)
    before = Indexed("abar", (Sum((T, Rational(-1))),), SCALAR)
    own = Indexed("a", (T,), SCALAR)
    context = Context(definitions=(Definition(member, Product((own, before))),))
    assert Dependencies(context).of(member) == {"abar", "a", "t"}


def test_two_names_that_are_defined_by_each_other() -> None:
    context = Context(definitions=(Definition(A, Sum((B, X))), Definition(B, Sum((A, Y)))))
    assert Dependencies(context).of(A) == Dependencies(context).of(B) == {"a", "b", "x", "y"}


def test_a_name_for_a_log_density_does_not_go_in_circles() -> None:
    definition = Definition(A, Function("log", Density(LAW)))
    model = Distribution(X, (), M, Rational(1))
    context = Context(definitions=(definition,), distributions=(model,))
    assert {"a", "m", "x"} >= Dependencies(context).of(A) >= {"a", "m"}
    assert Dependencies(context).parameters("p") >= {"m"}


def test_what_a_law_binds_is_not_free() -> None:
    context = Context(definitions=(Definition(A, Expectation(X, Normal(X, M, Rational(1)))),))
    assert Dependencies(context).of(A) == {"a", "m"}


def test_a_derivative_by_a_member_depends_on_its_index() -> None:
    """``sum_t w_t d/dx_t sum_a x_a^2``: one slope for each member, not the first for all."""
    by, inner, weight = (Indexed(f, (i,), SCALAR) for f, i in (("x", T), ("x", A), ("w", T)))
    n = Symbol("n", SCALAR)
    square = IndexedSum(Power(inner, Rational(2)), A, Rational(1), n)
    slope = Derivative(square, by)
    assert Dependencies(Context()).of(slope) == {"n", "t", "x"}
    left = IndexedSum(Product((weight, slope)), T, Rational(1), n)
    right = IndexedSum(Product((Rational(2), weight, by)), T, Rational(1), n)
    context = Context(
        declarations=(
            Declaration("n", SCALAR, frozenset({Property.POSITIVE, Property.INTEGER})),
            *(Declaration(name, SCALAR) for name in "xw"),
        )
    )
    assert judge(left, EQUAL, right, context, seed=1).answer is Answer.HOLDS


def test_a_density_at_a_member_depends_on_its_index() -> None:
    member = Indexed("x", (T,), SCALAR)
    assert "t" in Dependencies(Context()).of(Density(Named("p", (member,))))
