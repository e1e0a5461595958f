from __future__ import annotations

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symgauss.export.identifiers import Names, identifier, of_slug


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("mu_1", "mu_1"),
        ("alphabar_t-1", "alpha_bar_t_minus_1"),
        ("m_t^-", "m_t_minus"),
        ("x_t|t-1", "x_t_given_t_minus_1"),
        ("x^(i)", "x_i"),
        ("lambda", "lambda_"),
        ("I", "I_"),
    ],
)
def test_identifiers_read_like_the_names(name: str, wanted: str) -> None:
    assert identifier(name) == wanted


@pytest.mark.parametrize("name", ["x; import os", "__import__", "a.b", "x y", "", 'x"', "x\n", "µ"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        identifier(name)


@given(st.text(max_size=20))
def test_nothing_but_identifiers_comes_out(text: str) -> None:
    try:
        found = identifier(text)
    except ValueError:
        return
    assert found.isascii()
    assert found.isidentifier()
    assert not keyword.iskeyword(found)


@given(st.text(max_size=20))
def test_slugs_become_identifiers(text: str) -> None:
    found = of_slug(text)
    assert found.isascii()
    assert found.isidentifier()
    assert not keyword.iskeyword(found)


def test_clashes_are_numbered() -> None:
    names = Names(frozenset({"x"}))
    assert [names.fresh("x"), names.fresh("x"), names.fresh("y")] == ["x_2", "x_3", "y"]
