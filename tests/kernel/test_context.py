"""Properties and what they imply; looking things up."""

from __future__ import annotations

from fractions import Fraction

import pytest
from kernel.samples import CONTEXT, S, abar, mu, x, y

from symgauss.kernel.context import IMPLIES, Context, Declaration, Property, closure
from symgauss.kernel.sizes import SCALAR


@pytest.mark.parametrize("known", Property)
def test_the_closure_is_closed(known: Property) -> None:
    found = closure(frozenset({known}))
    assert known in found
    assert closure(found) == found
    for each in found:
        assert IMPLIES.get(each, frozenset()) <= found


def test_what_properties_imply() -> None:
    definite = closure(frozenset({Property.POSITIVE_DEFINITE}))
    assert Property.SYMMETRIC in definite
    assert Property.INVERTIBLE in definite
    assert Property.DIAGONAL not in definite
    diagonal = closure(frozenset({Property.DIAGONAL}))
    assert {Property.SYMMETRIC, Property.LOWER_TRIANGULAR, Property.UPPER_TRIANGULAR} <= diagonal
    assert Property.INVERTIBLE not in diagonal
    assert Property.SYMMETRIC not in closure(frozenset({Property.ORTHOGONAL}))
    assert closure(frozenset()) == frozenset()


def test_a_range_above_zero_makes_positive() -> None:
    context = Context(
        (
            Declaration("a", SCALAR, above=Fraction(0)),
            Declaration("b", SCALAR, above=Fraction(-1)),
            Declaration("c", SCALAR, below=Fraction(0)),
        )
    )
    assert Property.POSITIVE in context.properties("a")
    assert Property.NONNEGATIVE in context.properties("a")
    assert context.properties("b") == context.properties("c") == frozenset()
    assert context.properties("nobody") == frozenset()


def test_looking_up() -> None:
    found = CONTEXT.declaration("Sigma")
    assert found is not None
    assert found.shape == S.shape
    assert CONTEXT.declaration("nobody") is None
    law = CONTEXT.distribution("p", x)
    assert law is not None
    assert law.mean == mu
    assert CONTEXT.distribution("q", x) is None
    assert CONTEXT.distribution("p", mu) is None
    given = CONTEXT.distribution("p", y)
    assert given is not None
    assert given.given == (x,)
    assert CONTEXT.definitions[0].name == abar


def test_contexts_are_compared_by_what_they_say() -> None:
    assert Context() == Context(())
    assert hash(Context()) == hash(Context(()))
    assert Context(closed=False) != Context()
