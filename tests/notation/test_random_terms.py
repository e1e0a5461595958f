"""Any term can be written for every target, and what is written is well formed."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import typst as engine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symgauss.kernel.sizes import SCALAR, size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Block,
    Constant,
    Covariance,
    Density,
    Derivative,
    Determinant,
    Diag,
    Dimension,
    Entropy,
    Expectation,
    Function,
    Gradient,
    Hadamard,
    Hessian,
    Identity,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Integral,
    Inverse,
    Kronecker,
    KullbackLeibler,
    MutualInformation,
    Named,
    Normal,
    NormalDensity,
    Ones,
    Opaque,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Vec,
    Zero,
)
from symgauss.notation import latex, mathml, typst, unicode

n = size("n")
x, y, z = Symbol("x_t-1", vector_shape(n)), Symbol("ybold", vector_shape(n)), Symbol("z", SCALAR)
A, i = Symbol("Sigmahat_12^-", square_shape(n)), Symbol("i", SCALAR)
p_law, q_law = Named("p", (x,), (y,)), Named("q_theta", (x,))
ATOMS: list[Term] = [
    Rational(2), Rational(-3, 4), Constant("pi"), Constant("e"), x, y, z, A, Dimension(n + size(1)),
    Identity(n), Zero(SCALAR), Ones(vector_shape(n)), Indexed("alphabar", (i,), SCALAR),
    Density(p_law), Entropy(q_law), KullbackLeibler(q_law, p_law),
    MutualInformation("p", (x,), (y,)),
    Symbol("x_t|t-1^(i)", SCALAR), Symbol("xprime", SCALAR), Symbol("SS_max", SCALAR),
]  # fmt: skip


def larger(terms: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    pairs = st.tuples(terms, terms)
    return st.one_of(
        st.lists(terms, min_size=2, max_size=4).map(lambda t: Sum(tuple(t))),
        st.lists(terms, min_size=2, max_size=4).map(lambda t: Product(tuple(t))),
        terms.map(lambda t: Product((Rational(-1), t))),
        st.tuples(terms, st.sampled_from([Rational(-1), Rational(2), Rational(1, 2), z])).map(
            lambda t: Power(*t)
        ),
        st.tuples(st.sampled_from([Inverse, Transpose, Trace, Determinant, Vec, Diag]), terms).map(
            lambda t: t[0](t[1])
        ),
        pairs.map(lambda t: Power(*t)),
        pairs.map(lambda t: Kronecker(*t)),
        pairs.map(lambda t: Hadamard(*t)),
        pairs.map(lambda t: Block((t, t))),
        st.tuples(st.sampled_from(["exp", "log", "sqrt", "abs", "gamma", "erf"]), terms).map(
            lambda t: Function(*t)
        ),
        pairs.map(lambda t: Opaque("epsilon_theta", t, SCALAR)),
        terms.map(lambda t: IndexedSum(t, i, Rational(1), Dimension(n))),
        pairs.map(lambda t: IndexedProduct(t[0], i, Rational(1), t[1])),
        pairs.map(lambda t: NormalDensity(x, *t)),
        terms.map(lambda t: Expectation(t, p_law)),
        pairs.map(lambda t: Expectation(t[0], Normal(x, *t))),
        pairs.map(lambda t: Covariance(*t, q_law)),
        pairs.map(lambda t: Integral(t[0], z, Rational(0), t[1])),
        terms.map(lambda t: Derivative(t, z)),
        terms.map(lambda t: Gradient(t, x)),
        terms.map(lambda t: Hessian(t, x)),
    )


TERMS = st.recursive(st.sampled_from(ATOMS), larger, max_leaves=12)


@given(TERMS)
@settings(max_examples=150)
def test_brackets_and_elements_are_balanced(term: Term) -> None:
    ET.fromstring(mathml.print_term(term))  # noqa: S314 - our own text
    tex = latex.print_term(term)
    assert tex.count("{") == tex.count("}")
    assert tex.count(r"\left") - tex.count(r"\leftarrow") == tex.count(r"\right")
    for text in (typst.print_term(term), unicode.print_term(term)):
        assert text.count("(") == text.count(")")
        assert text.count("[") == text.count("]")


@given(st.lists(TERMS, min_size=40, max_size=40))
@settings(max_examples=3, suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow])
def test_typst_reads_what_is_written_for_it(terms: list[Term]) -> None:
    source = "\n".join(f"$ {typst.print_term(term)} $" for term in terms)
    assert engine.compile(source.encode(), format="pdf", ignore_system_fonts=True)
