"""Plain data and back: nothing is lost, and nothing but the one form is read."""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Iterator
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kernel.samples import CONTEXT, LIKELIHOOD, NORMAL, TERMS, x
from kernel.strategies import sizes, terms

from symgauss.kernel.plain import (
    DEEPEST,
    Json,
    MalformedError,
    read_fraction,
    read_integer,
    read_list,
    read_name,
    read_shape,
    read_size,
    read_text,
)
from symgauss.kernel.relations import EQUAL, Relation, RelationKind
from symgauss.kernel.serialise import (
    read_context,
    read_law,
    read_relation,
    read_term,
    read_verdict,
    write,
)
from symgauss.kernel.sizes import SCALAR, Shape, Size, size
from symgauss.kernel.terms import (
    Constant,
    Function,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
)
from symgauss.kernel.verdict import (
    Answer,
    Counterexample,
    Evidence,
    EvidenceKind,
    Reason,
    ShapeConflict,
    Verdict,
)
from symgauss.notation.names import parse_name

VERDICTS = (
    Verdict(
        Answer.HOLDS,
        Evidence(EvidenceKind.EXACT, 4, 2**60 + 7, {"n": 5, "n_1": 7}, log2_error=-183.25),
        using=("alphabar_t",),
    ),
    Verdict(Answer.HOLDS, Evidence(EvidenceKind.EXACT, 0, 5, log2_error=-math.inf)),
    Verdict(Answer.HOLDS, Evidence(EvidenceKind.NUMERIC, 3, 1, digits=64)),
    Verdict(
        Answer.FAILS,
        counterexample=Counterexample(
            {"x": "3/2", "S": [["2", "1"], ["1", "3"]]}, "1", "2", {"n": 2}
        ),
    ),
    Verdict(Answer.FAILS, shape_conflict=ShapeConflict(x, x.shape, SCALAR), term=x),
    Verdict(Answer.UNKNOWN, reason=Reason.MISSING_CONTEXT, detail="$\\tau$ on the left only"),
)


def test_the_samples_hold_every_node() -> None:
    assert {type(term) for term in TERMS} == set(get_args(Term))


@pytest.mark.parametrize("term", TERMS, ids=lambda term: type(term).__name__)
def test_a_term_survives_the_round_trip(term: Term) -> None:
    assert read_term(json.loads(json.dumps(write(term)))) == term


@given(terms)
def test_random_terms_survive_the_round_trip(term: Term) -> None:
    assert read_term(json.loads(json.dumps(write(term)))) == term


@pytest.mark.parametrize("law", [NORMAL, LIKELIHOOD])
def test_a_law_survives_the_round_trip(law: Json) -> None:
    assert read_law(json.loads(json.dumps(write(law)))) == law


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_survives_the_round_trip(verdict: Verdict) -> None:
    assert read_verdict(json.loads(json.dumps(write(verdict)))) == verdict


def test_a_context_survives_the_round_trip() -> None:
    assert read_context(json.loads(json.dumps(write(CONTEXT)))) == CONTEXT


@pytest.mark.parametrize("kind", RelationKind)
def test_a_relation_survives_the_round_trip(kind: RelationKind) -> None:
    relation = Relation(kind, (x,))
    assert read_relation(json.loads(json.dumps(write(relation)))) == relation
    assert read_relation(write(EQUAL)) == EQUAL


@given(sizes)
def test_a_size_is_what_it_prints(value: Size) -> None:
    assert read_size(str(value)) == value
    assert read_shape([str(value), "1"]) == Shape(value, size(1))


@pytest.mark.parametrize(
    "text",
    ["", "n  + m", "m + n + m", "1 + n", "n+m", "2n", "n 2", "+ n", "n +", "0 n", "-", "--n", "1 n",
     "n^", "٣", "n " * 9 + "n", "9" * 61],
)  # fmt: skip
def test_a_size_has_one_form(text: str) -> None:
    with pytest.raises(MalformedError):
        read_size(text)


def test_a_size_has_a_cap() -> None:
    with pytest.raises(MalformedError):
        read_size(" + ".join(f"n_{k:03}" for k in range(70)))


def places(data: Json, path: tuple[Json, ...] = ()) -> Iterator[tuple[Json, ...]]:
    """Paths to every object of the data."""
    if isinstance(data, dict):
        yield path
        for key, item in data.items():
            yield from places(item, (*path, key))
    elif isinstance(data, list):
        for key, item in enumerate(data):
            yield from places(item, (*path, key))


def at(data: Json, path: tuple[Json, ...]) -> Json:
    for key in path:
        data = data[key]
    return data


@pytest.mark.parametrize("term", TERMS, ids=lambda term: type(term).__name__)
def test_missing_leftover_and_unknown_are_refused_everywhere(term: Term) -> None:
    whole = write(term)
    for path in places(whole):
        for key in at(whole, path):
            changed = copy.deepcopy(whole)
            del at(changed, path)[key]
            with pytest.raises(MalformedError):
                read_term(changed)
            for wrong in (None, True, 0.5, [[]], {}, "\n", [None]):
                if wrong is None and key in {"lower", "upper"}:
                    continue  # the bounds of an integral may be missing
                changed = copy.deepcopy(whole)
                at(changed, path)[key] = wrong
                with pytest.raises(MalformedError):
                    read_term(changed)
        changed = copy.deepcopy(whole)
        at(changed, path)["comment"] = "hello"
        with pytest.raises(MalformedError):
            read_term(changed)


def test_empty_lists_of_terms_are_refused() -> None:
    for data in (
        {"node": "Sum", "terms": []},
        {"node": "Product", "factors": []},
        {"node": "Block", "rows": []},
        {"node": "Block", "rows": [[]]},
        {"node": "Density", "law": {"node": "Named", "name": "p", "variables": [], "given": []}},
    ):
        with pytest.raises(MalformedError):
            read_term(data)


def test_a_law_is_no_term_and_a_term_no_law() -> None:
    with pytest.raises(MalformedError):
        read_term(write(NORMAL))
    with pytest.raises(MalformedError):
        read_law(write(x))
    with pytest.raises(MalformedError):
        read_term(None)


@pytest.mark.parametrize(
    "term",
    [Constant("tau"), Function("sinh", x), Rational(1, 0), Rational(1, -2), Rational(10**60)],
)
def test_nodes_outside_the_language_are_refused(term: Term) -> None:
    with pytest.raises(MalformedError):
        read_term(write(term))


@pytest.mark.parametrize(
    "name",
    [
        "",
        "1x",
        "x y",
        "x__1",
        "__import__('os')",
        "x;y",
        "\\alpha",
        "x\n",
        "é",
        "x" * 81,
        "x.real",
        None,
        3,
    ],
)
def test_names_outside_the_grammar_are_refused(name: Json) -> None:
    with pytest.raises(MalformedError):
        read_name(name)


@given(st.text(max_size=12) | st.from_regex(r"[a-z_^1+|()]{1,8}", fullmatch=True))
def test_the_grammar_of_names_is_that_of_the_printers(text: str) -> None:
    def allowed(read: Json) -> bool:
        try:
            read(text)
        except ValueError:
            return False
        return True

    assert allowed(read_name) == allowed(parse_name)


def test_nesting_has_a_cap() -> None:
    term: Term = x
    for _ in range(DEEPEST):
        term = Transpose(term)
    assert read_term(write(term)) == term
    data = {"node": "Transpose", "matrix": write(term)}
    with pytest.raises(MalformedError, match="deeper"):
        read_term(data)
    with pytest.raises(MalformedError, match="deeper"):
        write(Sum((Transpose(term),)))


def test_other_caps() -> None:
    with pytest.raises(MalformedError):
        read_text("x" * 5000, "here")
    with pytest.raises(MalformedError):
        read_text("bell \x07", "here")
    with pytest.raises(MalformedError):
        read_list([0] * 5000, "here")
    with pytest.raises(MalformedError):
        read_integer(data=True, where="here")
    with pytest.raises(MalformedError):
        read_shape(["n"])


def test_fractions_are_in_lowest_terms() -> None:
    assert read_fraction("-3/2", "here") == Fraction(-3, 2)
    for text in ("2/4", "1/0", "0.5", "3/1", "+1", "1/-2", "-0", ""):
        with pytest.raises(MalformedError):
            read_fraction(text, "here")


def test_context_properties_and_flags_are_strict() -> None:
    for path, wrong in (
        (("declarations", 1, "properties"), ["positive-definite", "positive-definite"]),
        (("declarations", 1, "properties"), ["shiny"]),
        (("declarations", 7, "above"), 0),
        (("closed",), 1),
        (("closed",), None),
    ):
        data = write(CONTEXT)
        at(data, path[:-1])[path[-1]] = wrong
        with pytest.raises(MalformedError):
            read_context(data)


def test_verdict_fields_are_strict() -> None:
    for path, wrong in (
        (("answer",), "maybe"),
        (("evidence", "log2_error"), float("nan")),
        (("evidence", "log2_error"), "-100"),
        (("evidence", "sizes"), [1]),
        (("evidence", "sizes"), {"n": "5"}),
        (("evidence", "kind"), "faith"),
        (("using",), "alphabar_t"),
    ):
        data = write(VERDICTS[0])
        at(data, path[:-1])[path[-1]] = wrong
        with pytest.raises(MalformedError):
            read_verdict(data)


def test_the_message_names_the_place() -> None:
    data = write(Product((x, Symbol("y y", SCALAR))))
    with pytest.raises(MalformedError, match=r"term\.Product\.factors\.Symbol\.name: not a name"):
        read_term(data)
