"""A certificate that was altered in one place is refused, or it comes out otherwise."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from symgauss.kernel import certificate as certificates
from symgauss.kernel.certificate import (
    NotACertificateError,
    StepResult,
    build,
    dumps,
    loads,
    recheck,
)
from symgauss.kernel.chains import composed
from symgauss.kernel.context import Context, Declaration, Definition, Distribution, Property
from symgauss.kernel.judge import judge
from symgauss.kernel.plain import Json, MalformedError
from symgauss.kernel.relations import DEFINED, EQUAL, Relation, RelationKind
from symgauss.kernel.serialise import read_certificate, write
from symgauss.kernel.sizes import SCALAR, Shape, size, square_shape, vector_shape
from symgauss.kernel.steps import Certificate, Conclusion, Route, Step
from symgauss.kernel.terms import (
    Function,
    Identity,
    Inverse,
    Opaque,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
    difference,
)
from symgauss.kernel.verdict import Answer, Evidence, EvidenceKind, Verdict

n, k = size("n"), size("k")
P = Symbol("P", square_shape(n))
R = Symbol("R", square_shape(k))
H = Symbol("H", Shape(k, n))
S = Symbol("S", square_shape(k))
y = Symbol("y", vector_shape(k))
a, b = Symbol("alpha", SCALAR), Symbol("beta", SCALAR)
HT = Transpose(H)
INNOVATION = Sum((Product((H, P, HT)), R))
INFORMATION = Sum((Inverse(P), Product((HT, Inverse(R), H))))

CONTEXT = Context(
    (
        Declaration("P", P.shape, frozenset({Property.POSITIVE_DEFINITE})),
        Declaration("R", R.shape, frozenset({Property.POSITIVE_DEFINITE})),
        Declaration("H", H.shape),
        Declaration("S", S.shape),
        Declaration("y", y.shape),
        Declaration("alpha", SCALAR, above=Fraction(0), below=Fraction(1)),
        Declaration("beta", SCALAR),
    ),
    (Definition(S, INNOVATION), Definition(b, difference(Rational(1), a))),
)


def step(number: str, lhs: Term, relation: Relation, rhs: Term, **more: Json) -> Step:
    verdict = judge(lhs, relation, rhs, CONTEXT)
    return Step(number, lhs, relation, rhs, f"rule {number}", verdict, **more)


def claim(lhs: Term, rhs: Term) -> Conclusion:
    return Conclusion(lhs, EQUAL, rhs, judge(lhs, EQUAL, rhs, CONTEXT))


@cache
def sample() -> Certificate:
    gain = Product((Inverse(INFORMATION), HT, Inverse(R), y))
    middle = Product((P, HT, Inverse(INNOVATION), y))
    named = Product((P, HT, Inverse(S), y))
    noise = Function("sqrt", difference(Rational(1), a))
    square = Sum((Power(a, Rational(2)), Product((Rational(2), a, b)), Power(b, Rational(2))))
    inner = Product((INFORMATION, P, HT))
    detail = Product((HT, Inverse(R), INNOVATION))
    first = Route(
        "by the push-through identity",
        (
            step(
                "1",
                gain,
                EQUAL,
                middle,
                substeps=(step("1.1", inner, EQUAL, detail),),
                uses=("1.1",),
            ),
            step("2", S, DEFINED, INNOVATION),
            step("3", middle, EQUAL, named, uses=("1", "2")),
            step("4", gain, EQUAL, middle),
            step("5", middle, EQUAL, named, continues=True, uses=("2",)),
        ),
    )
    second = Route(
        "scalars",
        (
            step("6", Power(noise, Rational(2)), EQUAL, b),
            step("7", Sum((a, b)), EQUAL, Rational(1)),
            step("8", square, EQUAL, Power(Sum((a, b)), Rational(2))),
            step(
                "9",
                Power(Sum((a, b)), Rational(2)),
                EQUAL,
                Rational(1),
                continues=True,
                uses=("7",),
            ),
        ),
    )
    return build(
        slug="gain-form",
        title="Gain form",
        context=CONTEXT,
        routes=(first, second),
        conclusions=(claim(gain, named), claim(square, Rational(1))),
    )


def text_of(data: Json, *, everything: bool = True, statement: bool = True) -> str:
    """The file again, with digests recomputed as a forger would."""
    data = copy.deepcopy(data)
    if statement:
        try:
            changed = read_certificate(data["certificate"])
        except MalformedError:
            pass  # no digest exists for what cannot be read
        else:
            data["statement_sha256"] = certificates.statement_digest(changed)
    if everything:
        rest = {name: value for name, value in data.items() if name != "sha256"}
        data["sha256"] = certificates._digest(rest)
    return json.dumps(data)


def test_an_honest_certificate_is_accepted() -> None:
    text = dumps(sample())
    assert loads(text) == sample()
    heard = []
    result = recheck(text, progress=heard.append)
    assert result.accepted
    assert not result.refusals
    assert tuple(heard) == result.steps
    assert len(result.steps) == 12
    assert recheck(text, replay=True).accepted
    assert recheck(text, seed=7, statement=result.statement).accepted
    assert result.slug == "gain-form"


def test_both_conclusions_are_the_ends_of_chains() -> None:
    assert [conclusion.chain for conclusion in sample().conclusions] == [("4", "5"), ("8", "9")]


def test_recheck_needs_neither_sympy_nor_numpy() -> None:
    program = (
        "import sys; from symgauss.kernel.certificate import recheck\n"
        "result = recheck(sys.stdin.read()); assert result.accepted, result.refusals\n"
        "assert not {'sympy', 'numpy', 'mpmath'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=dumps(sample()),
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


# --- one change at a time -----------------------------------------------------------------

#: Fields that say nothing about mathematics: they may change if both digests are made again.
SILENT = {"title", "rule", "seed", "digits", "detail", "slug", "n", "k"}  #: n, k: sizes drawn
_NAMES = ("P", "R", "H", "S", "y", "alpha", "beta", "unheard")
_SIZES = ("n", "k", "1", "2", "m")


def leaves(data: Json, path: tuple[Json, ...] = ()) -> Iterator[tuple[Json, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, item in items:
        if isinstance(item, dict | list) and item:
            yield from leaves(item, (*path, key))
        else:
            yield (*path, key)


def at(data: Json, path: tuple[Json, ...]) -> Json:
    for key in path:
        data = data[key]
    return data


def alternatives(path: tuple[Json, ...], value: Json) -> Iterator[Json]:
    """Other values of the same kind for a leaf."""
    match value:
        case bool():
            yield not value
        case int() | float():
            yield from (value + 1, -value if value else 2)
        case str() if "shape" in path or "size" in path:
            yield from (other for other in _SIZES if other != value)
        case str() if path[-1] == "name":
            yield from (other for other in _NAMES if other != value)
        case str() if path[-1] == "kind" and "relation" in path:
            yield from (other.value for other in RelationKind if other.value != value)
        case str() if "properties" in path:
            yield from (other.value for other in Property if other.value != value)
        case str() if path[-1] == "node":
            yield from ("Transpose", "Inverse", "Trace", "Sum", "Product", "Symbol", "Determinant")
        case str() if path[-1] in {"above", "below"}:
            yield from ("-1", "2")
        case str() if "chain" in path or "uses" in path or path[-1] == "number":
            yield from (other for other in ("1", "3", "9", "1.1", "99", "") if other != value)
        case str() if path[-1] == "answer":
            yield from ("fails", "unknown", "definition")
        case str():
            yield value + "x"
        case None:
            yield from ("1", 1)
        case [] | {}:
            yield ["x"]


def changed(value: Json, path: tuple[Json, ...], new: Json) -> Json:
    """The data with another leaf; only what lies on the path is copied."""
    if not path:
        return new
    copied = value.copy()
    copied[path[0]] = changed(value[path[0]], path[1:], new)
    return copied


@cache
def alterations() -> list[tuple[tuple[Json, ...], Json]]:
    data = json.loads(dumps(sample()))
    found = []
    for place, path in enumerate(leaves(data["certificate"])):
        value = at(data["certificate"], path)
        others = [new for new in alternatives(path, value) if new != value]
        # In the context all alternatives; elsewhere one for each place, in turn.
        few = len(others) if path[0] == "context" else 1
        chosen = [others[(place + k) % len(others)] for k in range(few)]
        found += [(("certificate", *path), new) for new in chosen]
    return found


def test_any_change_under_the_old_digest_is_refused() -> None:
    data = json.loads(dumps(sample()))
    for path, new in alterations():
        assert recheck(json.dumps(changed(data, path, new))).refusals, path
    for field in ("format", "version", "statement_sha256", "sha256"):
        value = data[field]
        other = value + 1 if field == "version" else value.replace("c", "d")
        text = json.dumps(data | {field: other})
        if field in {"format", "version"}:
            with pytest.raises(NotACertificateError):
                recheck(text)
        else:
            assert recheck(text).refusals


def test_a_change_of_the_statement_needs_a_new_digest_of_the_statement() -> None:
    data = json.loads(dumps(sample()))
    for path, new in alterations():
        if path[1] not in {"context", "conclusions"} or "verdict" in path or "chain" in path:
            continue
        text = text_of(changed(data, path, new), statement=False)
        assert recheck(text).refusals, path


def test_no_change_of_a_step_or_a_conclusion_passes_with_new_digests() -> None:
    """What passes says nothing else: titles, seeds, names of rules, and facts that still hold."""
    data = json.loads(dumps(sample()))
    survivors = []
    for path, new in alterations():
        if path[-1] in SILENT:
            continue
        text = text_of(changed(data, path, new))
        if not recheck(text).accepted:
            continue
        if path[-1] in ("draws", "log2_error"):  # a little more or less follows from the seed
            assert not recheck(text, replay=True).accepted, path
        else:
            survivors.append((path, new))
    steps = [(path, new) for path, new in survivors if path[1] != "context"]
    # `uses` says where a fact was shown; another earlier step is no falsehood.
    assert all("uses" in path for path, _ in steps), steps
    for path, new in survivors:
        # A context that passes makes every step true: it is another theorem, with another digest.
        again = loads(text_of(changed(data, path, new)))
        same = certificates.statement_digest(again) == certificates.statement_digest(sample())
        assert same == ("uses" in path)


# --- structure ----------------------------------------------------------------------------


def refused(certificate: Certificate, message: str) -> None:
    result = recheck(dumps(certificate))
    assert not result.accepted
    assert any(message in str(refusal) for refusal in result.refusals), result.refusals
    with pytest.raises(ValueError, match=r".") as caught:
        build(
            slug=certificate.slug,
            title=certificate.title,
            context=certificate.context,
            routes=certificate.routes,
            conclusions=certificate.conclusions,
        )
    assert message in str(caught.value) or "does not start" in str(caught.value)


def with_step(place: int, **changes: Json) -> Certificate:
    first, *rest = sample().routes
    steps = list(first.steps)
    steps[place] = replace(steps[place], **changes)
    return replace(sample(), routes=(replace(first, steps=tuple(steps)), *rest))


def with_context(**changes: Json) -> Certificate:
    return replace(sample(), context=replace(CONTEXT, **changes))


def test_numbers_run_in_order() -> None:
    refused(with_step(1, number="7"), "stands where 2 is expected")
    refused(with_step(1, number="zwei"), "stands where 2 is expected")


def test_uses_point_backwards() -> None:
    refused(with_step(0, uses=("5",)), "comes later")
    refused(with_step(0, uses=("77",)), "is not there")
    refused(with_step(2, uses=("3",)), "comes later")


def test_a_chain_does_not_break() -> None:
    refused(with_step(4, lhs=y), "does not start where step 4 ends")
    refused(with_step(0, continues=True), "there is no step before it")


def test_a_conclusion_names_its_chain() -> None:
    first, second = sample().conclusions
    wrong = replace(sample(), conclusions=(replace(first, chain=("1", "3")), second))
    assert "is not what the chain" in str(recheck(dumps(wrong)).refusals[0])
    refused(replace(sample(), conclusions=()), "no conclusion")


def test_a_conclusion_without_a_chain_is_judged_on_its_own() -> None:
    lone = claim(Product((a, b)), difference(a, Power(a, Rational(2))))
    assert lone.chain == ()
    made = build(slug="x", title="", context=CONTEXT, routes=(), conclusions=(lone,))
    assert recheck(dumps(made)).accepted


def test_symbols_are_declared_with_their_shapes() -> None:
    without_y = tuple(d for d in CONTEXT.declarations if d.name != "y")
    refused(with_context(declarations=without_y), "y is not declared")
    other = (*without_y, Declaration("y", vector_shape(n)))
    refused(with_context(declarations=other), "y is k x 1, but declared n x 1")
    refused(
        with_context(declarations=(*CONTEXT.declarations, CONTEXT.declarations[0])),
        "declared twice",
    )
    refused(with_context(definitions=(*CONTEXT.definitions, Definition(b, a))), "defined twice")


@pytest.mark.parametrize(
    ("declaration", "message"),
    [
        (Declaration("z", y.shape, frozenset({Property.POSITIVE})), "property or range of scalars"),
        (Declaration("z", y.shape, above=Fraction(0)), "property or range of scalars"),
        (Declaration("z", H.shape, frozenset({Property.SYMMETRIC})), "property of square matrices"),
        (Declaration("z", SCALAR, above=Fraction(1), below=Fraction(1)), "range of z is empty"),
    ],
)
def test_properties_fit_the_shape(declaration: Declaration, message: str) -> None:
    refused(with_context(declarations=(*CONTEXT.declarations, declaration)), message)


def test_definitions_and_distributions_fit() -> None:
    refused(with_context(definitions=(Definition(S, P), CONTEXT.definitions[1])), "another shape")
    ill = Definition(S, Sum((R, P)))
    refused(with_context(definitions=(ill, CONTEXT.definitions[1])), "the definition of S")
    law = Distribution(y, (), y, P)
    refused(with_context(distributions=(law,)), "the distribution of y")
    law = Distribution(y, (), y, R)
    refused(with_context(distributions=(law, law)), "two distributions")


def test_evidence_is_compared() -> None:
    verdict = sample().routes[0].steps[0].verdict
    assert verdict.evidence is not None
    for changes in ({"draws": 9}, {"log2_error": -500.0}, {"sizes": {}}):
        wrong = replace(verdict, evidence=replace(verdict.evidence, **changes))
        result = recheck(dumps(with_step(0, verdict=wrong)))
        assert "other evidence" in str(result.refusals[0])
    wrong = replace(verdict, evidence=replace(verdict.evidence, sizes={"n": 90, "k": 91}))
    assert recheck(dumps(with_step(0, verdict=wrong))).accepted
    assert not recheck(dumps(with_step(0, verdict=wrong)), replay=True).accepted


def test_dimensions_are_declared() -> None:
    refused(with_step(1, lhs=Identity(size("m"))), "the dimension m is not declared")


def test_a_definition_stands_in_the_context() -> None:
    refused(with_step(1, rhs=R), "is a definition that the context does not hold")


def test_a_function_has_one_shape() -> None:
    refused(
        with_step(3, lhs=Opaque("f", (a,), SCALAR), rhs=Opaque("f", (a,), y.shape)),
        "has two shapes",
    )


def test_a_false_step_fails_when_it_is_judged_again() -> None:
    wrong = with_step(3, lhs=Product((P, P)), rhs=P)
    result = recheck(dumps(replace(wrong, conclusions=sample().conclusions[1:])))
    assert not result.accepted
    assert any("does not start" in str(refusal) for refusal in result.refusals) or any(
        refusal.step == "4" for refusal in result.refusals
    )


def test_an_honest_failure_is_reported_but_not_accepted() -> None:
    false = claim(a, b)
    made = build(slug="x", title="", context=CONTEXT, routes=(), conclusions=(false,))
    result = recheck(dumps(made))
    assert not result.refusals
    assert not result.accepted


def test_another_statement_than_the_expected_one_is_refused() -> None:
    assert "another statement" in str(recheck(dumps(sample()), statement="0" * 64).refusals[0])


# --- text ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "{}", "null", '{"format": "other"}'),
        *("[" * 100_000, '{"a":' * 100_000, "9" * 10_000, "x" * 16_000_001),
    ],
    ids=lambda text: text[:12],
)
def test_other_texts_are_no_certificates(text: str) -> None:
    with pytest.raises(NotACertificateError):
        recheck(text)


@pytest.mark.parametrize("version", [0, 1, 3])
def test_a_certificate_of_another_version_is_refused(version: int) -> None:
    data = json.loads(dumps(sample()))
    del data["certificate"]["context"]["independent"]
    with pytest.raises(NotACertificateError, match="another version of symgauss; derive it again"):
        recheck(text_of(data | {"version": version}, statement=False))


@pytest.mark.parametrize("version", [None, "1", True, 1.0, 10**60])
def test_a_version_is_an_integer(version: object) -> None:
    data = json.loads(dumps(sample())) | {"version": version}
    assert "version: not an integer" in str(recheck(text_of(data)).refusals[0])


def test_json_is_strict() -> None:
    text = dumps(sample())
    assert "stands twice" in str(
        recheck(text.replace('"version"', '"version": 2, "version"')).refusals[0]
    )
    assert "not a number" in str(
        recheck(text.replace('"version": 2', '"version": NaN')).refusals[0]
    )
    data = json.loads(text)
    assert "does not belong here" in str(recheck(text_of(data | {"note": ""})).refusals[0])
    data["certificate"]["slug"] = "../etc"
    assert "not a slug" in str(recheck(text_of(data)).refusals[0])


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("==", "="),
        ("=∝", "∝"),
        ("∝=", "∝"),
        ("<≤", "<"),
        ("≤=", "<="),
        ("≥>", ">"),
        ("<>", None),
        ("∝<", None),
    ],
)
def test_relations_compose(kinds: str, expected: str | None) -> None:
    symbols = {"≤": "<=", "≥": ">="}
    first, second = (Relation(RelationKind(symbols.get(kind, kind))) for kind in kinds)
    found = composed(first, second)
    assert (found.kind.value if found else None) == expected
    assert composed(None, second) is None
    assert write(EQUAL) == {"kind": "=", "variables": []}


def test_the_error_may_depend_on_the_sizes_that_are_drawn() -> None:
    evidence = Evidence(EvidenceKind.EXACT, 6, 1, {"n": 9}, log2_error=-266.2)
    found = Verdict(Answer.HOLDS, evidence)

    def agrees(**changes: object) -> bool:
        recorded = Verdict(Answer.HOLDS, replace(evidence, **changes))
        return StepResult("1", recorded, found).agrees

    assert agrees(log2_error=-258.6, sizes={"n": 12}, seed=2)
    assert agrees(draws=5, log2_error=-221.9)
    assert not agrees(log2_error=-500.0)
    assert not agrees(draws=9)
    assert not agrees(sizes={"m": 9})
    other = Verdict(Answer.HOLDS, replace(evidence, seed=2))
    assert not StepResult("1", other, found, replayed=True).agrees
