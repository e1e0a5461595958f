"""A derivation built by hand, with verdicts that no kernel gave; and golden files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from symgauss.derivation.derivation import Derivation, Result, Route, Step
from symgauss.derivation.rule import Rule
from symgauss.kernel.context import Context, Declaration, Definition, Distribution, Property
from symgauss.kernel.relations import DEFINED, EQUAL, Relation, RelationKind
from symgauss.kernel.sizes import Shape, size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Density,
    Function,
    Identity,
    Inverse,
    Named,
    NormalDensity,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
    difference,
)
from symgauss.kernel.verdict import Answer, Evidence, EvidenceKind, Verdict

GOLDEN = Path(__file__).parent / "golden"

n, k = size("n"), size("k")
x, m = Symbol("x", vector_shape(n)), Symbol("m", vector_shape(n))
y = Symbol("y", vector_shape(k))
P, R = Symbol("P", square_shape(n)), Symbol("R", square_shape(k))
H = Symbol("H", Shape(k, n))
S, K = Symbol("S", square_shape(k)), Symbol("K", Shape(n, k))
Lam, eta = Symbol("Lambda", square_shape(n)), Symbol("eta", vector_shape(n))

EXACT = Verdict(
    Answer.HOLDS,
    Evidence(EvidenceKind.EXACT, draws=4, seed=1, sizes={"n": 32, "k": 31}, log2_error=-183.2),
)
NUMERIC = Verdict(Answer.HOLDS, Evidence(EvidenceKind.NUMERIC, draws=4, seed=1, digits=75))
DEFINITION = Verdict(Answer.DEFINITION)

BAYES = Rule(
    "Bayes' rule", r"p(x \mid y) \propto_x p(y \mid x) \, p(x)", source="Bishop (2006), eq. (1.44)"
)
INSERT = Rule("Insert the densities", r"p(x) = \mathcal{N}(x; m, P)")
LOG = Rule("Log density", r"\log \mathcal{N}(x; m, P) = -\frac12 (x-m)^\top P^{-1} (x-m)")
EXPAND = Rule("Expand", r"(A + B) C = A C + B C")
SQUARE = Rule(
    "Complete the square",
    r"x^\top A x - 2 b^\top x = (x - A^{-1} b)^\top A (x - A^{-1} b) - b^\top A^{-1} b",
    (r"A \in \mathbb{S}_{++}^{n}",),
    "Petersen and Pedersen (2012), section 8.1.6",
)
NAME = Rule("Name", "a := b")
WOODBURY = Rule(
    "Woodbury identity",
    r"(A + U C V)^{-1} = A^{-1} - A^{-1} U (C^{-1} + V A^{-1} U)^{-1} V A^{-1}",
    source="Petersen and Pedersen (2012), eq. (156)",
)
UP_TO = Relation(RelationKind.EQUAL_UP_TO_CONSTANT, (x,))
PROPORTIONAL = Relation(RelationKind.PROPORTIONAL, (x,))


def half(term: Term) -> Term:
    return Product((Rational(-1, 2), *term.factors)) if isinstance(term, Product) else term


def quad(r: Term, A: Term) -> Product:
    return Product((Transpose(r), A, r))


def step(
    number: str,
    lhs: Term,
    rhs: Term,
    rule: Rule,
    *,
    relation: Relation = EQUAL,
    verdict: Verdict = EXACT,
    continues: bool = True,
    note: str = "",
    substeps: tuple[Step, ...] = (),
) -> Step:
    return Step(
        number, None, relation, None, lhs, rhs, rule, verdict, (), note, substeps, continues
    )


def definition(number: str, name: Term, value: Term) -> Step:
    return step(number, name, value, NAME, relation=DEFINED, continues=False, verdict=DEFINITION)


@pytest.fixture(scope="session")
def posterior() -> Derivation:
    """The posterior of a linear-Gaussian model, in the information form and by the gain."""
    posterior_density = Density(Named("p", (x,), (y,)))
    likelihood, prior = Density(Named("p", (y,), (x,))), Density(Named("p", (x,)))
    r_y, r_x = difference(y, Product((H, x))), difference(x, m)
    log_of = Function("log", posterior_density)
    joint = Sum((Function("log", likelihood), Function("log", prior)))
    squares = Sum((half(quad(r_y, Inverse(R))), half(quad(r_x, Inverse(P)))))
    information = Sum((Inverse(P), Product((Transpose(H), Inverse(R), H))))
    shift = Sum((Product((Transpose(H), Inverse(R), y)), Product((Inverse(P), m))))
    collected = Sum((half(quad(x, information)), Product((Transpose(x), shift))))
    named = Sum((half(quad(x, Lam)), Product((Transpose(x), eta))))
    mean = Product((Inverse(Lam), eta))
    done = half(quad(difference(x, mean), Lam))
    expanded = Sum(
        (
            half(quad(y, Inverse(R))),
            Product((Transpose(x), Transpose(H), Inverse(R), y)),
            Product((Rational(-1, 2), Transpose(x), Transpose(H), Inverse(R), H, x)),
            half(quad(x, Inverse(P))),
            Product((Transpose(x), Inverse(P), m)),
            half(quad(m, Inverse(P))),
        )
    )
    sub = (
        step("4.1", quad(r_y, Inverse(R)), quad(r_y, Inverse(R)), EXPAND, continues=False),
        step("4.2", quad(r_y, Inverse(R)), quad(r_y, Inverse(R)), EXPAND),
    )
    by_square = Route(
        "By Bayes' rule and completing the square",
        "Terms free of $x$ are left out on the way and come back as the normaliser.",
        (
            step("1", log_of, joint, BAYES, relation=UP_TO, continues=False, verdict=NUMERIC),
            step("2", joint, squares, LOG, relation=UP_TO, verdict=NUMERIC),
            step("3", squares, expanded, EXPAND),
            step("4", expanded, collected, EXPAND, relation=UP_TO, substeps=sub),
            step(
                "5", Lam, information, NAME, relation=DEFINED, continues=False, verdict=DEFINITION
            ),
            step("6", eta, shift, NAME, relation=DEFINED, continues=False, verdict=DEFINITION),
            step("7", collected, named, NAME, continues=False, note="With these names"),
            step("8", named, done, SQUARE, relation=UP_TO),
        ),
    )
    innovation = Sum((Product((H, P, Transpose(H))), R))
    gain = Product((P, Transpose(H), Inverse(innovation)))
    joseph = Product((difference(Identity(n), Product((gain, H))), P))
    by_gain = Route(
        "The gain form",
        "",
        (
            step("9", Inverse(information), joseph, WOODBURY, continues=False),
            definition("10", K, gain),
        ),
    )
    density = NormalDensity(x, Product((Inverse(information), shift)), Inverse(information))
    result = Result(None, EQUAL, None, posterior_density, density, NUMERIC)
    spd = frozenset({Property.POSITIVE_DEFINITE})
    context = Context(
        (
            Declaration("x", x.shape),
            Declaration("m", m.shape),
            Declaration("y", y.shape),
            Declaration("P", P.shape, spd),
            Declaration("R", R.shape, spd),
            Declaration("H", H.shape),
            Declaration("Lambda", Lam.shape),
            Declaration("eta", eta.shape),
            Declaration("K", K.shape),
        ),
        (Definition(Lam, information), Definition(eta, shift), Definition(K, gain)),
        (Distribution(x, (), m, P), Distribution(y, (x,), Product((H, x)), R)),
    )
    return Derivation(
        "linear-gaussian",
        "Posterior of a linear-Gaussian model",
        "If $x \\sim \\mathcal{N}(m, P)$ is observed through $y = H x + v$ with independent noise "
        "$v \\sim \\mathcal{N}(0, R)$, then $x$ given $y$ is normal, and its precision is the sum "
        "of the prior's precision $P^{-1}$ and that of the observation, $H^\\top R^{-1} H$.",
        context,
        ("$x \\sim \\mathcal{N}(m, P)$", "The noise is independent of $x$."),
        (by_square, by_gain),
        (result,),
        "Bishop, Pattern Recognition and Machine Learning (2006), section 2.3.3",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file; ``--update-golden`` writes the file anew."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare
