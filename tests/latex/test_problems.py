"""Problem files: model, queries, targets."""

from __future__ import annotations

import pytest

from symgauss.errors import ModelError
from symgauss.kernel.context import Property
from symgauss.kernel.sizes import SCALAR, size, square_shape, vector_shape
from symgauss.kernel.terms import (
    Block,
    Covariance,
    CrossEntropy,
    Density,
    Dimension,
    Entropy,
    Expectation,
    Gradient,
    KullbackLeibler,
    MutualInformation,
    Named,
    Power,
    Product,
    Rational,
    Symbol,
    Transpose,
)
from symgauss.latex import Problem, Scope, read_problem, read_statement
from symgauss.notation.unicode import print_term

N, K = size("n"), size("k")

KALMAN = r"""
% symgauss: x, m \in \mathbb{R}^{n}
% symgauss: y \in \mathbb{R}^{k}
% symgauss: P \in \mathbb{S}_{++}^{n}
% symgauss: R \in \mathbb{S}_{++}^{k}
% symgauss: H \in \mathbb{R}^{k \times n}
\begin{align} x &\sim \mathcal{N}(m, P) \\ y \mid x &\sim \mathcal{N}(H x, R) \end{align}
% symgauss: \mathrm{derive}\ p(x \mid y)
% symgauss: \mathrm{show}\ \mathrm{Cov}[x \mid y] = (P^{-1} + H^\top R^{-1} H)^{-1}
"""


def laws(problem: Problem) -> list[str]:
    """The distributions in one line each."""
    return [
        f"{d.density}({d.variable.name}|{','.join(v.name for v in d.given)}) = "
        f"{print_term(d.mean)} ; {print_term(d.covariance)}"
        for d in problem.context.distributions
    ]


def test_the_problem_of_the_readme() -> None:
    problem = read_problem(KALMAN, "kalman.tex")
    x, y = Symbol("x", vector_shape(N)), Symbol("y", vector_shape(K))
    assert laws(problem) == ["p(x|) = m ; P", "p(y|x) = H x ; R"]
    (query,) = problem.queries
    assert query.term == Density(Named("p", (x,), (y,)))
    assert (query.place.line, query.place.column) == (8, 30)
    (target,) = problem.targets
    assert target.formula.parts[0] == Covariance(x, x, Named("p", (x,), (y,)))
    assert problem.context.closed
    assert Property.POSITIVE_DEFINITE in problem.context.properties("P")


def test_noise_becomes_the_covariance() -> None:
    problem = read_problem(
        r"""
        <!-- symgauss: x \in \mathbb{R}^{n}, A \in \mathbb{R}^{k \times n}, y \in \mathbb{R}^{k} -->
        $$ x \sim \mathcal{N}(m, P), \quad y = A x + b + \varepsilon, \quad
           \varepsilon \sim \mathcal{N}(0, R) $$
        <!-- symgauss: \mathrm{derive}\ p(y) -->
        """,
        "model.md",
    )
    assert laws(problem) == ["p(x|) = m ; P", "p(y|x) = A x + b ; R"]
    shapes = {d.name: d.shape for d in problem.context.declarations}
    assert shapes["b"] == vector_shape(K)
    assert shapes["P"] == square_shape(N)
    assert "varepsilon" not in shapes


@pytest.mark.parametrize(
    ("equation", "law"),
    [
        (r"y = x + 2 \varepsilon", "x ; 4R"),
        (r"y = x - \varepsilon", "x ; R"),
        (r"y = x + \sqrt{a} \varepsilon", "x ; a R"),
        (r"y = a x + G \varepsilon", "a x ; G R Gᵀ"),
        (r"y = a x + a G \varepsilon", "a x ; a² G R Gᵀ"),
    ],
)
def test_factors_of_the_noise(equation: str, law: str) -> None:
    problem = read_problem(
        rf"""
        % symgauss: x, y \in \mathbb{{R}}^{{n}}, \quad a > 0
        % symgauss: G \in \mathbb{{R}}^{{n \times n}}
        % symgauss: \varepsilon \in \mathbb{{R}}^n
        % symgauss: x \sim \mathcal{{N}}(m, P)
        % symgauss: {equation}, \quad \varepsilon \sim \mathcal{{N}}(0, R)
        """
    )
    assert laws(problem)[1] == f"p(y|x) = {law}"


DDPM = r"""
% symgauss: t \in \mathbb{N}
% symgauss: x_t, x_0 \in \mathbb{R}^{d}
% symgauss: \beta_t, \bar\alpha_t \in (0,1)
% symgauss: \alpha_t := 1 - \beta_t
% symgauss: \bar\alpha_t := \alpha_t \bar\alpha_{t-1}
\[ q(x_t \mid x_{t-1}) = \mathcal{N}(x_t; \sqrt{1-\beta_t} x_{t-1}, \beta_t I) \]
\[ q(x_{t-1} \mid x_0) = \mathcal{N}(x_{t-1}; \sqrt{\bar{\alpha}_{t-1}} x_0,
    (1-\bar{\alpha_{t-1}}) \mathbf{I}) \]
% symgauss: \mathrm{derive}\ q(x_{t-1} \mid x_t, x_0)
% symgauss: \mathrm{show}\ \mathrm{Cov}_q[x_{t-1} \mid x_t, x_0] = \tilde\beta_t I
% symgauss: \tilde\beta_t := \frac{1-\bar\alpha_{t-1}}{1-\bar\alpha_t} \beta_t
"""


def test_names_with_a_fixed_index_are_plain_symbols() -> None:
    problem = read_problem(DDPM)
    d = size("d")
    before, now, start = (Symbol(name, vector_shape(d)) for name in ("x_t-1", "x_t", "x_0"))
    assert problem.queries[0].term == Density(Named("q", (before,), (now, start)))
    defined = [d.name.name for d in problem.context.definitions]
    assert defined == ["alpha_t", "alphabar_t", "betatilde_t"]
    declaration = problem.context.declaration("alphabar_t-1")
    assert declaration is not None
    assert declaration.below == 1
    assert not problem.targets[0].formula.conflicts


def test_definitions_are_written_out_for_the_members_that_occur() -> None:
    problem = read_problem(
        r"""
        % symgauss: t \in \mathbb{N}, \quad x \in \mathbb{R}, \quad \beta_t \in (0,1)
        % symgauss: \alpha_t := 1 - \beta_t
        % symgauss: x \sim \mathcal{N}(\alpha_t + \alpha_{t-1} + \alpha_1, 1)
        """
    )
    defined = {d.name.name: print_term(d.value) for d in problem.context.definitions}
    assert defined == {"alpha_t": "1 − βₜ", "alpha_t-1": "1 − βₜ₋₁", "alpha_1": "1 − β₁"}
    assert problem.context.declaration("beta_t-1") is not None


def test_a_recursion_goes_as_far_back_as_the_problem() -> None:
    problem = read_problem(
        r"""
        % symgauss: x, a_t \in \mathbb{R}
        % symgauss: a_t := 2 a_{t-1}
        % symgauss: x \sim \mathcal{N}(a_t + a_{t-2}, 1)
        """
    )
    assert [d.name.name for d in problem.context.definitions] == ["a_t", "a_t-1"]


def test_entries_given_as_numbers() -> None:
    problem = read_problem(
        r"""
        % symgauss: x \in \mathbb{R}^2
        % symgauss: \mu := \begin{pmatrix} 1 \\ 0 \end{pmatrix}
        % symgauss: \Sigma := \begin{pmatrix} 2 & 0.5 \\ 0.5 & \frac{3}{4} \end{pmatrix}
        % symgauss: x \sim \mathcal N(\mu, \Sigma)
        % symgauss: \mathrm{derive}\ \mathbb{H}[x]
        """
    )
    mean, covariance = (d.value for d in problem.context.definitions)
    assert mean == Block(((Rational(1),), (Rational(0),)))
    half = Rational(1, 2)
    assert covariance == Block(((Rational(2), half), (half, Rational(3, 4))))


def test_a_variance_as_a_square() -> None:
    problem = read_problem(
        r"""
        % symgauss: x, y \in \mathbb{R}
        % symgauss: \sigma^2 := 4
        \[ x \sim \mathcal{N}(0, 4) \]
        \[ y \mid x \sim \mathcal{N}(x, \sigma^2) \]
        """
    )
    assert [print_term(d.value) for d in problem.context.definitions] == ["2"]
    sigma = Symbol("sigma", SCALAR)
    assert problem.context.distributions[1].covariance == Power(sigma, Rational(2))
    assert problem.context.distributions[0].mean == Rational(0)


def test_every_kind_of_query() -> None:
    problem = read_problem(
        r"""
        \newcommand{\R}{\mathbb{R}}
        \newcommand{\Norm}[3]{\mathcal{N}(#1; #2, #3)}
        Let $x, z \in \R^{n}$ and $A \in \R^{n \times n}$.
        <!-- symgauss:
        p(x) = \Norm{x}{m_1}{S_1}
        q(x) = \Norm{x}{m_2}{S_2}
        z \mid x \sim \mathcal{N}(x, \sigma^2 I), \quad \sigma > 0
        \mathrm{derive}\ p(z)
        \mathrm{derive}\ p(x)\,q(x)
        \mathrm{derive}\ \mathrm{KL}(q \| p)
        \mathrm{derive}\ \mathbb{H}[x]
        \mathrm{derive}\ \mathbb{H}[q, p]
        \mathrm{derive}\ \mathbb{I}[x; z]
        \mathrm{derive}\ \mathbb{E}[x^\top A x]
        \mathrm{derive}\ \mathrm{Cov}[x, z]
        \mathrm{derive}\ \mathrm{Var}[x^\top A x]
        \mathrm{derive}\ \nabla_x \log p(x)
        -->
        """,
        "queries.md",
    )
    x, z = Symbol("x", vector_shape(N)), Symbol("z", vector_shape(N))
    p, q = Named("p", (x,)), Named("q", (x,))
    quadratic = Product((Transpose(x), Symbol("A", square_shape(N)), x))
    terms = [query.term for query in problem.queries]
    assert terms[:9] == [
        Density(Named("p", (z,))),
        Product((Density(p), Density(q))),
        KullbackLeibler(q, p),
        Entropy(p),
        CrossEntropy(q, p),
        MutualInformation("p", (x,), (z,)),
        Expectation(quadratic, p),
        Covariance(x, z, Named("p", (x, z))),
        Covariance(quadratic, quadratic, p),
    ]
    assert isinstance(terms[9], Gradient)


def test_prose_and_other_displays_are_left_alone() -> None:
    problem = read_problem(
        r"""
        # A title
        It costs $5 and $6, see `\foo` and
        ```python
        x = r"\[ x \sim \mathcal{N}(0, 1) \]"
        ```
        $$ \binom{n}{k} \neq \dots $$
        $x \in \mathbb{R}$ and $x \in \mathcal{X}$
        % symgauss: x \sim \mathcal{N}(0, 1)
        """.replace("        ", ""),
        "prose.md",
    )
    assert laws(problem) == ["p(x|) = 0 ; 1"]
    assert problem.title == "A title"


def test_a_natural_number_that_is_a_size_is_a_dimension() -> None:
    problem = read_problem(
        r"""
        % symgauss: n \in \mathbb{N}
        % symgauss: x, m \in \mathbb{R}^{n}, A \in \mathbb{R}^{m \times n}
        % symgauss: x \sim \mathcal{N}(n m, I)
        """
    )
    assert laws(problem) == ["p(x|) = n m ; I"]
    assert problem.context.distributions[0].mean == Product(
        (Dimension(N), Symbol("m", vector_shape(N)))
    )
    assert problem.context.declaration("n") is None


def test_statements_between_the_rows_of_a_display() -> None:
    problem = read_problem(
        "\\begin{align}\n% symgauss: x \\in \\mathbb{R}\n  x &\\sim N(0, 1)\n\\end{align}"
    )
    assert laws(problem) == ["p(x|) = 0 ; 1"]


def test_markdown_that_escapes_underscores() -> None:
    problem = read_problem(
        "$$ \\begin{split} x\\_1 &\\in \\mathbb{R} \\\\\\\\ x\\_1 &\\sim N(0, 1) \\end{split} $$"
    )
    assert laws(problem) == ["p(x_1|) = 0 ; 1"]


def test_plain_n_and_switched_n() -> None:
    problem = read_problem(
        r"""
        $x, y \in \mathbb{R}$
        \[ x \sim N(0, 1) \quad\text{and}\quad y | x \sim {\cal N}(x, 2) \]
        """,
        "x.md",
    )
    assert laws(problem) == ["p(x|) = 0 ; 1", "p(y|x) = x ; 2"]


def test_the_noise_is_found_wherever_it_stands() -> None:
    problem = read_problem(
        r"""
        % symgauss: x \in \mathbb{R}^n, y \in \mathbb{R}^k, H \in \mathbb{R}^{k \times n}
        % symgauss: x \sim \mathcal{N}(0, P)
        % symgauss: y = \varepsilon + H x, \quad \varepsilon \sim \mathcal{N}(0, R)
        % symgauss: \mathrm{derive}\ p(y)
        """
    )
    assert laws(problem) == ["p(x|) = 0 ; P", "p(y|x) = H x ; R"]


def test_statements_read_one_after_the_other() -> None:
    scope = Scope()
    read_statement(r"x \in \mathbb{R}^n", scope)
    read_statement(r"x \sim \mathcal{N}(m, P)", scope)
    read_statement(r"c := \mathrm{tr}(P)", scope)
    queries, _ = read_statement(r"\mathrm{derive}\ \mathbb{E}[x]", scope)
    assert [d.variable.name for d in scope.distributions] == ["x"]
    assert [d.name.name for d in scope.definitions] == ["c"]
    assert isinstance(queries[0].term, Expectation)
    with pytest.raises(ModelError, match="x has a distribution already"):
        read_statement(r"x \sim \mathcal{N}(m, P)", scope)


@pytest.mark.parametrize(
    ("covariance", "name"),
    [
        (r"\mathrm{diag}(v)", "v"),
        (r"\mathrm{diag}(v)^{-1}", "v"),
        (r"s^2 \mathrm{diag}(v)", "v"),
        (r"s I", "s"),
        (r"\frac{1}{s} I", "s"),
        (r"s P", "s"),
        (r"(L)^{-1}", "L"),
    ],
)
def test_a_covariance_says_what_is_positive_in_it(covariance: str, name: str) -> None:
    context = read_problem(_with(covariance)).context
    said = context.properties(name)
    assert said & {Property.POSITIVE, Property.POSITIVE_DEFINITE}


@pytest.mark.parametrize(
    "covariance", [r"\mathrm{diag}(v) + s P", r"s\,\mathrm{diag}(v)", r"L L^\top"]
)
def test_a_covariance_says_nothing_of_the_signs_of_its_parts(covariance: str) -> None:
    context = read_problem(_with(covariance)).context
    assert not any(context.properties(name) for name in "vsL")


def _with(covariance: str) -> str:
    return rf"""
% symgauss: v, x, m \in \mathbb{{R}}^{{d}}
% symgauss: s \in \mathbb{{R}}
% symgauss: L \in \mathbb{{R}}^{{d \times d}}
% symgauss: P \in \mathbb{{S}}_{{++}}^{{d}}
\[ x \sim \mathcal{{N}}(m, {covariance}) \]
"""


def test_the_square_of_a_vector_on_a_diagonal_goes_entry_by_entry() -> None:
    (stated,) = read_problem(_with(r"\mathrm{diag}(v^2)")).context.distributions
    assert print_term(stated.covariance) == "diag(v ⊙ v)"
