"""Sizes are polynomials; shapes are pairs of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from kernel.strategies import sizes

from symgauss.kernel.sizes import ONE, SCALAR, Shape, Size, size, square_shape, vector_shape

n, m = size("n"), size("m")
AT = {"n": 5, "m": 7, "n_1": 2, "d": 3, "n_t-1": 11}


@given(sizes, sizes)
def test_sizes_add_and_multiply_as_numbers_do(a: Size, b: Size) -> None:
    assert (a + b).at(AT) == a.at(AT) + b.at(AT)
    assert (a * b).at(AT) == a.at(AT) * b.at(AT)
    assert (a - b).at(AT) == a.at(AT) - b.at(AT)
    assert (-a).at(AT) == -a.at(AT)


@given(sizes, sizes)
def test_equal_polynomials_are_equal_sizes(a: Size, b: Size) -> None:
    assert a + b == b + a
    assert a * b == b * a
    assert a - a == size(0)
    assert hash(a + b - b) == hash(a)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (n + m, "m + n"),
        (n + size(1), "n + 1"),
        (size(2) * n - m, "- m + 2 n".replace("- m", "-m")),
        (n * n, "n n"),
        (size(0), "0"),
        (size(-3), "-3"),
        (n - n + size(4), "4"),
    ],
)
def test_a_size_prints_as_a_polynomial(value: Size, text: str) -> None:
    assert str(value) == text


def test_a_dimension_never_equals_a_number_by_accident() -> None:
    assert n != size(1)
    assert n.is_abstract
    assert not size(3).is_abstract
    assert (n * m + n).dimensions == {"n", "m"}
    with pytest.raises(KeyError):
        n.at({})


def test_shapes_know_what_they_are() -> None:
    assert SCALAR.is_scalar
    assert SCALAR.is_vector
    assert SCALAR.is_square
    assert vector_shape(n).is_vector
    assert not vector_shape(n).is_square
    assert square_shape(n).is_square
    assert Shape(n, m).transposed == Shape(m, n)
    assert Shape(n, ONE).columns == ONE
    assert str(SCALAR) == "scalar"
    assert str(Shape(n + m, n)) == "(m + n) x n"
