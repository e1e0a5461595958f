# ruff: noqa: E501 - a table is read by its lines
"""Notation in the wild: many spellings, one term."""

from __future__ import annotations

import pytest

from symgauss.latex import Scope, read_expression, read_statement

STATEMENTS = [
    r"x, y, z, \mu, x_i, x_t, \mathbf{w} \in \mathbb{R}^n",
    r"\hat{x}_k^-, x_{t|t-1}, x^{(1)}, x^*, x^{\text{new}} \in \mathbb{R}^n",
    r"A, B \in \mathbb{R}^{n \times n}, H \in \mathbb{R}^{m \times n}",
    r"S, \Sigma, \Sigma^{11} \in \mathbb{S}_{++}^n",
    r"\sigma, \beta_t, \bar\alpha_t > 0, \quad a, b \in \mathbb{R}",
    r"f \colon \mathbb{R}^n \to \mathbb{R}, \quad \epsilon_\theta \colon \mathbb{R}^n \to \mathbb{R}^n",
    r"p(x) = \mathcal{N}(x; \mu, \Sigma), \quad q(x) = \mathcal{N}(x; \mu, S)",
    r"y \mid x \sim \mathcal{N}(A x, S)",
]

#: The first spelling stands for itself; the others mean the same.
VARIANTS = [
    [r"\exp\left( -\frac{1}{2} a \right)", r"\exp -\frac12 a", r"\exp\big[ -\tfrac12 \Big( a \Big) \big]",
     r"\exp\{ -\dfrac{1}{2} a \}", r"e^{-\frac12 a}", r"\mathrm{e}^{-\frac12 a}", r"\exp{-\frac12 a}",
     r"\operatorname{exp}(-{1 \over 2} a)", r"\color{red}{\exp \left\{ -\frac12 \; a \right\}}"],
    [r"\log |\Sigma|", r"\ln |\Sigma|", r"\log \left| \Sigma \right|", r"\log \lvert \Sigma \rvert",
     r"\log\det\Sigma", r"\log \det(\Sigma)", r"\ln\vert\Sigma\vert", r"\operatorname{logdet} \Sigma"],
    [r"\log (a b)", r"\log a b", r"\ln a b"],
    [r"\log \frac{a}{b}", r"\ln \frac ab"],
    [r"\log (2 \pi \sigma^2)", r"\log 2\pi\sigma^2"],
    [r"\log(|A| |B|)", r"\log |A||B|"],
    [r"\operatorname{tr}(A B)", r"\mathrm{tr}(A B)", r"\text{tr}\left[ A B \right]", r"\mathrm{tr} A B",
     r"\operatorname{Tr}(AB)", r"\tr(A B)", r"\textrm{trace}(A B)"],
    [r"\mathcal{N}(x; \mu, \Sigma)", r"\mathcal N(x \mid \mu, \Sigma)", r"\mathcal{N}(x|\mu,\Sigma)",
     r"N(x; \mu, \Sigma)", r"{\cal N}(x; \mu, \Sigma)", r"\text{Norm}(x; \mu, \Sigma)",
     r"\operatorname{Normal}(x; \mu, \Sigma)", r"\mathcal{N}_n(x; \mu, \Sigma)", r"\mathcal{N}\left(x \vert \mu, \Sigma\right)"],
    [r"\mathrm{KL}(q \| p)", r"\mathrm{KL}[q || p]", r"D_{KL}(q \Vert p)", r"D_\mathrm{KL}(q \parallel p)",
     r"\text{KL}(q(x) \,\|\, p(x))", r"\mathrm{KL}\left(q(x) \mid\mid p(x)\right)", r"D_{\text{KL}}(q || p)"],
    [r"\mathbb{E}[x^\top x]", r"\mathrm{E}[x^\top x]", r"E[x^\top x]", r"\mathbb{E}_p[x^\top x]",
     r"\langle x^\top x \rangle", r"\left\langle x^\top x \right\rangle_{p}", r"\mathbb{E}\left( x^\top x \right)"],
    [r"\mathbb{E}_{q}[x]", r"\mathbb{E}_{q(x)}[x]", r"\mathbb{E}_{x \sim q}[x]", r"\mathbb{E}_{x \sim q(x)}[x]"],
    [r"\mathrm{Cov}[x]", r"\operatorname{Cov}(x, x)", r"\mathrm{Var}[x]", r"\mathbb{V}[x]"],
    [r"\mathrm{Cov}[x \mid y]", r"\mathrm{Cov}[x, x | y]", r"\mathrm{Var}(x \vert y)"],
    [r"\mathbb{H}[x]", r"\mathrm{H}[x]", r"\mathrm{h}(x)", r"\mathbb{H}[p(x)]"],
    [r"\mathbb{H}[q, p]", r"\mathbb{H}(q(x), p(x))"],
    [r"\mathbb{I}[x; y]", r"\mathrm{I}(x; y)", r"I(x; y)", r"\mathrm{I}(x,y)"],
    [r"\int p(x) \, \mathrm{d}x", r"\int p(x) dx", r"\int dx\, p(x)", r"\int_{\mathbb{R}^n} p(x) \, d x",
     r"\int_{-\infty}^{\infty} p(x) \, \mathrm d x", r"\int_{\mathcal{X}} p(x) dx"],
    [r"\iint p(x, y) \, dx \, dy", r"\int \int p(x, y) dx dy", r"\int_\mathcal{Y} \int_\mathcal{X} p(x,y) \, dx \, dy"],
    [r"\frac{\partial}{\partial a} a^2", r"\frac{\partial a^2}{\partial a}", r"\frac{d}{da} a^2",
     r"\frac{\mathrm{d} a^2}{\mathrm{d} a}", r"\nabla_a a^2"],
    [r"\nabla_x \log p(x)", r"\frac{\partial \log p(x)}{\partial x}", r"\nabla_{x} \left[ \log p(x) \right]"],
    [r"\nabla_x^2 f(x)", r"\nabla^2_x f(x)", r"\nabla_x \nabla_x^\top f(x)",
     r"\frac{\partial^2 f(x)}{\partial x \, \partial x^\top}", r"\frac{\partial^2}{\partial x \partial x} f(x)"],
    [r"(x - \mu)^\top \Sigma^{-1} (x - \mu)", r"\|x - \mu\|_{\Sigma^{-1}}^2",
     r"\left\| x - \mu \right\|^2_{\Sigma^{-1}}", r"{(x-\mu)}' \Sigma^{-1} (x-\mu)"],
    [r"x^\top x", r"\|x\|^2", r"\lVert x \rVert^2", r"\|x\|_2^2", r"x^{\mathsf{T}} x"],
    [r"|2 \pi \Sigma|^{-1/2}", r"\det(2 \pi \Sigma)^{-1/2}", r"\left| 2 \pi \Sigma \right|^{-{1}/{2}}"],
    [r"\begin{pmatrix} A & 0 \\ 0 & I \end{pmatrix}", r"\begin{bmatrix} A & 0 \\ 0 & I \\ \end{bmatrix}",
     r"\left[ \begin{array}{cc} A & 0 \\ 0 & I \end{array} \right]", r"\left(\begin{matrix} A & \mathbf{0} \\ 0 & \mathbf{I} \end{matrix}\right)"],
    [r"\operatorname{vec}(A)", r"\mathrm{vec}(A)", r"\vec(A)"],
    [r"\bar{\alpha}_t", r"\bar\alpha_t", r"\bar{\alpha_t}", r"\overline{\alpha}_t"],
    [r"\mathbf{w}", "w", r"\boldsymbol{w}", r"\bm w", r"{\bf w}", r"\vec{w}"],
    [r"x^{*}", r"x^\star", "x^*", r"x^{\ast}"],
    [r"\hat{x}_k^-", r"\hat x^-_k", r"\widehat{x}_{k}^{-}"],
    [r"x_{t|t-1}", r"x_{t \mid t-1}", r"x_{t\,|\,t-1}"],
    [r"\underbrace{a + b}_{\text{a sum}}", r"a + \underbrace{b}_{c}", r"\boxed{a} + \textcolor{blue}{b} \phantom{c}",
     r"\left. a + b \right.", r"{a} + {b} \qquad"],
    [r"a^{1/3}", r"\sqrt[3]{a}"],
    [r"\sqrt{a} b", r"\sqrt a b"],
    [r"-\frac{1}{2} a", r"- \tfrac12 a", "-1/2 a"],
    [r"A \otimes B", r"A\otimes B"],
    [r"(x^\top y) (a b)", r"(x^\top y)(ab)"],
    [r"\mathbf{1}_n^\top x", r"\mathbb{1}^\top x", r"\mathbf{1}^{\top} x"],
    [r"(I + A)^{-1}", r"(I_n + A)^{-1}", r"(\mathbf{I} + A)^{-1}", r"(\mathbf{I}_{n} + A)^{-1}"],
    [r"\sum_{i=1}^{n} x_i", r"\sum\limits_{i = 1}^n x_i"],
    [r"\epsilon_\theta(x_t)", r"\epsilon_{\theta}\left(x_t\right)"],
    [r"\sin(a)^2", r"\sin^2 a", r"\sin^2(a)"],
]  # fmt: skip


@pytest.fixture(scope="module")
def wild() -> Scope:
    scope = Scope(fixed_indices=True)
    for statement in STATEMENTS:
        read_statement(statement, scope)
    return scope


@pytest.mark.parametrize(
    ("text", "same"), [(first, other) for first, *others in VARIANTS for other in others]
)
def test_spellings_of_one_term(text: str, same: str, wild: Scope) -> None:
    assert read_expression(same, wild) == read_expression(text, wild)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (r"x^\top y", r"x y^\top"),
        (r"\Sigma^{11}", r"\Sigma^{1}"),
        (r"a / b", "b / a"),
        (r"\mathrm{KL}(q \| p)", r"\mathrm{KL}(p \| q)"),
        (r"\mathbb{H}[q, p]", r"\mathbb{H}[p, q]"),
        (r"x_t", r"x_{t|t-1}"),
        (r"x^*", "x"),
        (r"a - b + b", r"a - (b + b)"),
    ],
)
def test_what_is_different_stays_different(text: str, other: str, wild: Scope) -> None:
    assert read_expression(text, wild) != read_expression(other, wild)
