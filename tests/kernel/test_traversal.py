"""Walking over terms: children, rebuilding, free symbols, substitution."""

from __future__ import annotations

import pytest
from hypothesis import given
from kernel.samples import (
    LIKELIHOOD,
    NORMAL,
    SQUARE,
    TERMS,
    A,
    S,
    T,
    alpha,
    i,
    mu,
    n,
    s,
    t,
    u,
    x,
    x_i,
    y,
)
from kernel.strategies import terms

from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    Block,
    Density,
    Expectation,
    Identity,
    Indexed,
    IndexedSum,
    Integral,
    Opaque,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
)
from symgauss.kernel.traversal import (
    bound_variables,
    children,
    free_symbols,
    names_in,
    node_count,
    rebuild,
    substitute,
    subterms,
)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: type(term).__name__)
def test_rebuilding_with_the_same_parts_changes_nothing(term: Term) -> None:
    assert rebuild(term, lambda child: child) == term
    assert node_count(term) == 1 + sum(node_count(child) for child in children(term))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: type(term).__name__)
def test_every_part_of_every_node_is_rebuilt(term: Term) -> None:
    other = rebuild(term, lambda _: u)
    assert type(other) is type(term)
    assert children(other) == (u,) * len(children(term))
    parts = iter(children(term))
    assert rebuild(other, lambda _: next(parts)) == term  # what is no subterm stays


@given(terms)
def test_symbols_are_free_where_no_node_above_binds_them(term: Term) -> None:
    found: set[Term] = set()
    todo: list[tuple[Term, frozenset[Term]]] = [(term, frozenset())]
    while todo:
        current, bound = todo.pop()
        if isinstance(current, Symbol | Indexed) and current not in bound:
            found.add(current)
        inside = bound | frozenset(bound_variables(current))
        todo.extend((child, inside) for child in children(current))
    assert free_symbols(term) == found


def test_names_that_occur_are_those_of_functions_and_of_what_is_bound_too() -> None:
    function = Opaque("f", (x_i,), SCALAR)
    assert names_in(IndexedSum(function, i, Rational(1), t)) == {"f", x_i.name, i.name, t.name}
    assert names_in(Rational(1)) == frozenset()


@given(terms)
def test_subterms_are_found_once_each(term: Term) -> None:
    found = list(subterms(term))
    assert found[0] == term
    assert len(found) == node_count(term)


def test_children_stand_in_the_order_in_which_they_are_written() -> None:
    assert children(Block(((A, S), (S, A)))) == (A, S, S, A)
    assert children(Integral(u, u, None, s)) == (u, u, s)
    assert children(Expectation(SQUARE, NORMAL)) == (SQUARE, x, mu, S)
    assert children(Density(LIKELIHOOD)) == (y, x)
    assert children(Identity(n)) == ()


def test_rebuild_reaches_into_laws() -> None:
    changed = rebuild(
        Expectation(x, NORMAL), lambda child: S if child == S else A if child == mu else child
    )
    assert children(changed) == (x, x, A, S)


def test_free_symbols_know_the_binders() -> None:
    total = IndexedSum(Product((s, x_i)), i, Rational(1), T)
    assert free_symbols(total) == {s, T, x_i}
    assert i not in free_symbols(IndexedSum(i, i, Rational(1), T))
    assert free_symbols(Integral(Product((u, s)), u)) == {s}
    assert x not in free_symbols(Expectation(SQUARE, NORMAL))
    assert free_symbols(Density(LIKELIHOOD)) == {x, y}
    assert bound_variables(total) == (i,)
    assert bound_variables(Sum((s, u))) == ()
    assert bound_variables(Expectation(x, NORMAL)) == (x,)
    assert t in free_symbols(alpha)


def test_substitution_goes_everywhere_but_under_binders() -> None:
    assert substitute(Sum((u, Power(u, s))), {u: s}) == Sum((s, Power(s, s)))
    kept = Integral(Product((u, s)), u)
    assert substitute(kept, {u: Rational(2)}) == kept
    assert substitute(kept, {s: Rational(2)}) == Integral(Product((u, Rational(2))), u)
    assert substitute(Transpose(x), {}) == Transpose(x)


def test_substitution_does_not_capture() -> None:
    with pytest.raises(ValueError, match="u is bound here"):
        substitute(Integral(Product((u, s)), u), {s: u})


def test_equal_names_of_other_shapes_are_other_symbols() -> None:
    other = Symbol("x", SCALAR)
    assert substitute(Transpose(x), {other: s}) == Transpose(x)
