"""What a name is defined as: a symbol and a family of one name are two things."""

from __future__ import annotations

from symgauss.kernel.context import Context, Definition
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Indexed, IndexedSum, Rational, Sum, Symbol, difference
from symgauss.kernel.verdict import Answer

i, k = Symbol("i", SCALAR), Symbol("k", SCALAR)
u, v, y = (Symbol(name, SCALAR) for name in "uvy")
MEMBER = Indexed("y", (i,), SCALAR)
CONTEXT = Context((), (Definition(y, Sum((u, v))),))


def test_the_value_of_a_symbol_is_not_that_of_a_family() -> None:
    """``y`` may be a grand mean and ``y_i`` the mean of a group."""
    deviations = IndexedSum(difference(MEMBER, y), i, Rational(1), k)
    assert judge(deviations, EQUAL, Rational(0), CONTEXT).answer is Answer.FAILS
    alike = IndexedSum(difference(y, Sum((u, v))), i, Rational(1), k)
    assert judge(alike, EQUAL, Rational(0), CONTEXT).answer is Answer.HOLDS


def test_the_value_of_a_family_is_not_that_of_a_symbol() -> None:
    context = Context((), (Definition(MEMBER, Sum((u, i))),))
    assert judge(y, EQUAL, Sum((u, i)), context).answer is not Answer.HOLDS
    second = Indexed("y", (Rational(2),), SCALAR)
    assert judge(second, EQUAL, Sum((u, Rational(2))), context).answer is Answer.HOLDS
