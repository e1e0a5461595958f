"""One table: a term, and how it is written for LaTeX, Typst and the terminal."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from symgauss.errors import ResourceLimitError
from symgauss.kernel.sizes import SCALAR, Shape, size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Block,
    Constant,
    Covariance,
    Density,
    Derivative,
    Determinant,
    Dimension,
    Expectation,
    Function,
    Gradient,
    Identity,
    Indexed,
    IndexedSum,
    Integral,
    Inverse,
    Kronecker,
    KullbackLeibler,
    Named,
    Normal,
    NormalDensity,
    Opaque,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    difference,
    negative,
    quotient,
)
from symgauss.notation import latex, mathml, typst, unicode

n, k = size("n"), size("k")
a, b, c, s, t, u = (Symbol(name, SCALAR) for name in ("a", "b", "c", "sigma", "t", "x"))
x, mu, x_0, x_t, x_s = (Symbol(m, vector_shape(n)) for m in ("x", "mu", "x_0", "x_t", "x_t-1"))
y = Symbol("y", vector_shape(k))
A, B, C, P, S = (Symbol(name, square_shape(n)) for name in ("A", "B", "C", "P", "Sigma"))
H = Symbol("H", Shape(k, n))
R = Symbol("R", square_shape(k))
abar, abar_before = Symbol("alphabar_t", SCALAR), Symbol("alphabar_t-1", SCALAR)
one, two, half = Rational(1), Rational(2), Rational(1, 2)
quad = Product((Rational(-1, 2), Transpose(difference(x, mu)), Inverse(S), difference(x, mu)))
two_pi = Product((two, Constant("pi")))
s2 = Power(s, two)
square = Power(difference(u, Symbol("mu", SCALAR)), two)
normaliser = Product(
    (Power(two_pi, Product((half, Dimension(n)))), Power(Determinant(S), Rational(1, 2)))
)
i = Symbol("i", SCALAR)

TABLE: list[tuple[Term, str, str, str]] = [
    (
        quad,
        r"-\frac{1}{2} (x - \mu)^\top \Sigma^{-1} (x - \mu)",
        "- frac(1, 2) (x - mu)^top Sigma^(- 1) (x - mu)",
        "−½ (x − μ)ᵀ Σ⁻¹ (x − μ)",
    ),
    (
        Product((Rational(-1, 2), Power(s2, Rational(-1)), square)),
        r"-\frac{1}{2 \sigma^2} (x - \mu)^2",
        "- frac(1, 2 sigma^2) (x - mu)^2",
        "−1/(2σ²) · (x − μ)²",
    ),
    (
        Product((Rational(-1, 2), square, Power(s2, Rational(-1)))),
        r"-\frac{(x - \mu)^2}{2 \sigma^2}",
        "- frac((x - mu)^2, 2 sigma^2)",
        "−(x − μ)²/(2σ²)",
    ),
    (
        Product((Power(normaliser, Rational(-1)), Function("exp", quad))),
        (
            r"\frac{1}{(2 \pi)^{n/2} |\Sigma|^{1/2}} "
            r"\exp\left( -\frac{1}{2} (x - \mu)^\top \Sigma^{-1} (x - \mu) \right)"
        ),
        (
            "frac(1, (2 pi)^(n \\/ 2) abs(Sigma)^(1 \\/ 2)) "
            'op("exp") (- frac(1, 2) (x - mu)^top Sigma^(- 1) (x - mu))'
        ),
        "1/((2π)^(n/2) |Σ|^(1/2)) · exp(−½ (x − μ)ᵀ Σ⁻¹ (x − μ))",
    ),
    (
        quotient(Function("sqrt", abar_before), difference(one, abar)),
        r"\frac{\sqrt{\bar{\alpha}_{t-1}}}{1 - \bar{\alpha}_t}",
        "frac(sqrt(macron(alpha)_(t - 1)), 1 - macron(alpha)_t)",
        "√ᾱₜ₋₁/(1 − ᾱₜ)",
    ),
    (
        Power(Constant("e"), Function("sqrt", abar)),
        r"\mathrm{e}^{\sqrt{\bar{\alpha}_t}}",
        "upright(e)^(sqrt(macron(alpha)_t))",
        "e^(√ᾱₜ)",
    ),
    (
        Sum(
            (
                Product((Rational(-1, 2), Function("log", Determinant(S)))),
                negative(Product((half, Dimension(n), Function("log", two_pi)))),
            )
        ),
        r"-\frac{1}{2} \log |\Sigma| - \frac{n}{2} \log(2 \pi)",
        '- frac(1, 2) op("log") thin abs(Sigma) - frac(n, 2) op("log") (2 pi)',
        "−½ log |Σ| − n/2 · log(2π)",
    ),
    (Inverse(Symbol("P^-", square_shape(n))), "(P^{-})^{-1}", "(P^(-))^(- 1)", "(P⁻)⁻¹"),
    (Transpose(Inverse(A)), r"A^{-\top}", "A^(- top)", "A⁻ᵀ"),
    (Inverse(Transpose(A)), r"(A^\top)^{-1}", "(A^top)^(- 1)", "(Aᵀ)⁻¹"),
    (
        Inverse(Sum((Inverse(P), Product((Transpose(H), Inverse(R), H))))),
        r"(P^{-1} + H^\top R^{-1} H)^{-1}",
        "(P^(- 1) + H^top R^(- 1) H)^(- 1)",
        "(P⁻¹ + Hᵀ R⁻¹ H)⁻¹",
    ),
    (
        NormalDensity(
            x_t,
            Product((Function("sqrt", abar), x_0)),
            Product((difference(one, abar), Identity(n))),
        ),
        r"\mathcal{N}(x_t; \sqrt{\bar{\alpha}_t} x_0, (1 - \bar{\alpha}_t) I)",
        "cal(N) (x_t; sqrt(macron(alpha)_t) x_0, (1 - macron(alpha)_t) I)",
        "𝒩(xₜ; √ᾱₜ x₀, (1 − ᾱₜ) I)",
    ),
    (
        Density(Named("q", (x_s,), (x_t, x_0))),
        r"q(x_{t-1} \mid x_t, x_0)",
        "q (x_(t - 1) bar.v x_t, x_0)",
        "q(xₜ₋₁ | xₜ, x₀)",
    ),
    (
        Expectation(x, Named("p", (x,), (y,))),
        r"\mathbb{E}[x \mid y]",
        "bb(E) [x bar.v y]",
        "𝔼[x | y]",
    ),
    (
        Expectation(x, Named("q", (x,), (y,))),
        r"\mathbb{E}_q[x \mid y]",
        "bb(E)_q [x bar.v y]",
        "𝔼_q[x | y]",
    ),
    (Covariance(x, y, Named("p", (x, y))), r"\mathrm{Cov}[x, y]", 'op("Cov") [x, y]', "Cov[x, y]"),
    (
        Inverse(Covariance(x, x, Named("p", (x,)))),
        r"\mathrm{Cov}[x]^{-1}",
        'op("Cov") class("closing", [x]^(- 1))',
        "Cov[x]⁻¹",
    ),
    (
        Product((A, Covariance(x, x, Named("p", (x,))))),
        r"A \, \mathrm{Cov}[x]",
        'A op("Cov") [x]',
        "A Cov[x]",
    ),
    (Covariance(a, a, Named("p", (a,))), r"\mathrm{Var}[a]", 'op("Var") [a]', "Var[a]"),
    (
        KullbackLeibler(Named("q", (x,)), Named("p", (x,))),
        r"\mathrm{KL}(q \,\|\, p)",
        'op("KL") (q thin bar.v.double thin p)',
        "KL(q ‖ p)",
    ),
    (
        KullbackLeibler(Normal(x, mu, S), Named("p", (x,))),
        r"\mathrm{KL}(\mathcal{N}(\mu, \Sigma) \,\|\, p(x))",
        'op("KL") (cal(N) (mu, Sigma) thin bar.v.double thin p (x))',
        "KL(𝒩(μ, Σ) ‖ p(x))",
    ),
    (
        IndexedSum(Power(Indexed("x", (i,), SCALAR), two), i, one, Dimension(n)),
        r"\sum_{i=1}^n x_i^2",
        "sum_(i = 1)^n x_i^2",
        "∑ᵢ₌₁ⁿ xᵢ²",
    ),
    (
        Integral(Function("exp", Product((Rational(-1, 2), Power(u, two)))), u, Rational(0)),
        r"\int_0^\infty \exp\left( -\frac{1}{2} x^2 \right) \, \mathrm{d}x",
        'integral_0^infinity op("exp") (- frac(1, 2) x^2) thin upright(d) x',
        "∫₀^∞ exp(−½ x²) dx",
    ),
    (
        Gradient(Function("log", Density(Named("p", (x,)))), x),
        r"\nabla_x \log p(x)",
        'nabla_x op("log") p (x)',
        "∇ₓ log p(x)",
    ),
    (
        Derivative(Power(u, two), u),
        r"\frac{\partial}{\partial x} x^2",
        "frac(partial, partial x) x^2",
        "∂/∂x x²",
    ),
    (
        Block(((A, B), (Transpose(B), C))),
        r"\begin{pmatrix} A & B \\ B^\top & C \end{pmatrix}",
        "mat(A, B; B^top, C)",
        "[A, B; Bᵀ, C]",
    ),
    (
        Determinant(Block(((A, B), (Transpose(B), C)))),
        r"\begin{vmatrix} A & B \\ B^\top & C \end{vmatrix}",
        'mat(delim: "|", A, B; B^top, C)',
        "|[A, B; Bᵀ, C]|",
    ),
    (
        Opaque("epsilon_theta", (x_t, t), vector_shape(n)),
        r"\epsilon_\theta(x_t, t)",
        "epsilon.alt_theta (x_t, t)",
        "ϵ_θ(xₜ, t)",
    ),
    (Product((Function("log", a), b)), r"\log(a) b", 'op("log") (a) b', "log(a) b"),
    (Power(Function("log", a), two), r"(\log a)^2", '(op("log") a)^2', "(log a)²"),
    (
        Product((Power(s, Rational(-1)), A, x)),
        r"\frac{1}{\sigma} A x",
        "frac(1, sigma) A x",
        "1/σ · A x",
    ),
    (
        Product((Rational(3, 2), a, Power(b, Rational(-1)), Power(c, Rational(-1)))),
        r"\frac{3 a}{2 b c}",
        "frac(3 a, 2 b c)",
        "3a/(2b c)",
    ),
    (Product((a, Sum((b, c)))), "a (b + c)", "a (b + c)", "a (b + c)"),
    (Product((a, negative(b))), "a (-b)", "a (- b)", "a (−b)"),
    (negative(Sum((a, b))), "-(a + b)", "- (a + b)", "−(a + b)"),
    (negative(negative(a)), "-(-a)", "- (- a)", "−(−a)"),
    (difference(a, difference(b, c)), "a - (b - c)", "a - (b - c)", "a − (b − c)"),
    (difference(a, negative(b)), "a - (-b)", "a - (- b)", "a − (−b)"),
    (Product((two, Rational(3))), r"2 \cdot 3", "2 dot.c 3", "2 · 3"),
    (Product((Product((Transpose(x), mu)), A)), r"(x^\top \mu) A", "(x^top mu) A", "(xᵀ μ) A"),
    (Kronecker(A, Product((B, C))), r"A \otimes (B C)", "A times.o (B C)", "A ⊗ (B C)"),
    (Trace(Identity(n)), r"\operatorname{tr}(I_n)", 'op("tr") (I_n)', "tr(Iₙ)"),
    (
        Power(Constant("e"), negative(s2)),
        r"\mathrm{e}^{-\sigma^2}",
        "upright(e)^(- sigma^2)",
        "e^(−σ²)",
    ),
    (Symbol("mu_post", SCALAR), r"\mu_{\mathrm{post}}", 'mu_(upright("post"))', "μₚₒₛₜ"),
    (Symbol("x^(i)", SCALAR), "x^{(i)}", "x^(( i ))", "x⁽ⁱ⁾"),
    (Symbol("Sigma_xy", SCALAR), r"\Sigma_{xy}", "Sigma_(x y)", "Σ_{xy}"),
    (Symbol("xhat_t|t-1", SCALAR), r"\hat{x}_{t|t-1}", None, "x̂_{t|t−1}"),
    (Symbol("xbold_t", SCALAR), r"\mathbf{x}_t", "bold(upright(x))_t", "xₜ"),
    (Symbol("SS", SCALAR), r"\mathrm{SS}", 'upright("SS")', "SS"),
]


@pytest.mark.parametrize(("term", "tex", "typ", "text"), TABLE)
def test_term_is_written(term: Term, tex: str, typ: str | None, text: str) -> None:
    assert latex.print_term(term) == tex
    assert typ is None or typst.print_term(term) == typ
    assert unicode.print_term(term) == text


@pytest.mark.parametrize(
    "name", ["#read(x)", r"x\input{a}", "x$", "x{", "a_b_c", "", "x<y", "x\ny"]
)
def test_a_name_that_is_none_reaches_no_target(name: str) -> None:
    for target in (latex, typst, unicode, mathml):
        with pytest.raises(ValueError, match="not a name"):
            target.print_term(Symbol(name, SCALAR))


def test_a_formula_nested_too_deeply_is_a_clear_error() -> None:
    term: Term = x
    for _ in range(5000):
        term = Transpose(term)
    with pytest.raises(ResourceLimitError, match="nested too deeply"):
        latex.print_term(term)


def test_mathml_is_well_formed() -> None:
    for term, *_ in TABLE:
        ET.fromstring(mathml.print_term(term))  # noqa: S314 - our own text
