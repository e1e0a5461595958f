"""One clear error: path, line, column, source line, caret, next step."""

from __future__ import annotations

import pytest

from symgauss.errors import LatexError, ModelError, ResourceLimitError, SourceError, StatementError
from symgauss.latex import Scope, read_expression, read_problem

SHAPES = r"% symgauss: x, m \in \mathbb{R}^{n}, P \in \mathbb{S}_{++}^{n}" + "\n"

CASES = [
    (
        "missing shape",
        SHAPES + r"\[ x \sim \mathcal{N}(m, P), \quad y \mid x \sim \mathcal{N}(H x, R) \]",
        ModelError,
        2,
        36,
        "the shape of y is not declared",
    ),
    (
        "missing shape of a factor",
        SHAPES + r"\[ x \sim \mathcal{N}(H m, P) \]",
        ModelError,
        2,
        23,
        "the shape of H is not declared",
    ),
    (
        "unknown command",
        SHAPES + r"\[ x \sim \mathcal{N}(\foo m, P) \]",
        LatexError,
        2,
        23,
        r"unknown command \foo",
    ),
    (
        "two distributions",
        SHAPES
        + r"% symgauss: x \sim \mathcal{N}(m, P)"
        + "\n"
        + r"% symgauss: x \sim \mathcal{N}(0, P)",
        ModelError,
        3,
        13,
        "x has two distributions; the first one is at line 2",
    ),
    (
        "cyclic definition",
        "% symgauss: a, b \\in \\mathbb{R}\n% symgauss: a := b + 1\n% symgauss: b := 2 a",
        ModelError,
        2,
        13,
        "the definition of a is cyclic: a uses b uses a",
    ),
    (
        "cyclic model",
        """% symgauss: x, y \\in \\mathbb{R}
% symgauss: x \\mid y \\sim \\mathcal{N}(y, 1)
% symgauss: y \\mid x \\sim \\mathcal{N}(x, 1)""",
        ModelError,
        2,
        13,
        "the model is cyclic: x depends on y depends on x",
    ),
    (
        "no distribution",
        SHAPES + "% symgauss: \\mathrm{derive}\\ p(x)",
        ModelError,
        2,
        30,
        "x has no distribution under p",
    ),
    (
        "not behind the bar",
        SHAPES + "% symgauss: x \\sim \\mathcal{N}(m, P)\n% symgauss: y \\in \\mathbb{R}^{n}\n"
        "% symgauss: y \\sim \\mathcal{N}(x, P)",
        ModelError,
        4,
        13,
        "the mean of y depends on the random variable x, which is not behind the bar",
    ),
    (
        "shapes that do not fit",
        SHAPES + r"\[ x \sim \mathcal{N}(m^\top, P) \]",
        ModelError,
        2,
        23,
        "mean and variable differ in shape: 1 x n against n x 1",
    ),
    (
        "two shapes",
        SHAPES + r"% symgauss: m \in \mathbb{R}^{k}",
        StatementError,
        2,
        13,
        "m is declared twice: n x 1 before, k x 1 here",
    ),
    ("no statement", "% symgauss: hello", StatementError, 1, 13, "this is no statement"),
    (
        "target without a relation",
        SHAPES + r"% symgauss: \mathrm{show}\ m",
        StatementError,
        2,
        13,
        "a target needs a relation",
    ),
    (
        "curved mean",
        SHAPES + r"% symgauss: z \in \mathbb{R}, \quad z \mid x \sim N(x^\top x, 1)",
        ModelError,
        2,
        37,
        "the mean of z is not affine in x",
    ),
    (
        "unknown law",
        SHAPES + r"% symgauss: x \sim \mathcal{W}(m, P)",
        StatementError,
        2,
        20,
        "only normal distributions are known",
    ),
    (
        "defined and random",
        SHAPES + "% symgauss: x \\sim \\mathcal{N}(m, P)\n% symgauss: x := 2 m",
        ModelError,
        3,
        13,
        "x has both a definition and a distribution",
    ),
    (
        "open display",
        "\\begin{align}\nx",
        LatexError,
        1,
        1,
        "the display is never closed",
    ),
    (
        "dots",
        SHAPES + r"\[ x \sim \mathcal{N}(m + \ldots, P) \]",
        LatexError,
        2,
        27,
        r"\ldots: dots stand for something that only a person can fill in",
    ),
]


@pytest.mark.parametrize(
    ("text", "kind", "line", "column", "message"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_problem_errors(
    text: str, kind: type[SourceError], line: int, column: int, message: str
) -> None:
    with pytest.raises(SourceError) as caught:
        read_problem(text, "model.tex")
    error = caught.value
    assert type(error) is kind
    first, source, caret, *rest = str(error).splitlines()
    assert first == f"model.tex:{line}:{column}: {message}"
    assert source == "  " + text.splitlines()[line - 1]
    assert caret == " " * (column + 1) + "^"
    assert len(rest) <= 1
    assert error.exit_code == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a +", "1:3: something is missing after '+'"),
        ("(a", "1:1: the end of the formula where the group that '(' opens should go on or end"),
        ("a)", "1:2: ')' closes nothing"),
        ("a^b^c", "1:4: a second superscript"),
        ("2 3", "1:3: two numbers next to each other"),
        ("x^12", "1:3: more than one digit in a script needs braces"),
        (r"\begin{pmatrix} a & b \\ c \end{pmatrix}", "1:1: rows of a matrix differ in length"),
        (r"f(a)", "1:1: f(...) may be a function or a product: f is not declared"),
        (r"\sum_i a", "1:6: the index and its range must be written out"),
        (r"\exp_2 a", "1:5: an index of exp is not supported"),
        (r"\log a / b", "1:8: it is not clear where the argument of \\log ends"),
        (r"\mathcal{N}(a, b)", "1:1: a density needs the point at which it is taken"),
        ("a # b", "1:3: '#' stands only in the body of a macro"),
        ("a \N{SNOWMAN}", "1:3: the character '☃' has no meaning in a formula"),
        (r"\frac{a}{0}", "1:10: a division by zero"),
        ("a = b", "1:1: an expression has no relation"),
        (r"a \pm b", r"1:3: \pm: two signs at once are not supported"),
    ],
)
def test_expression_errors(text: str, message: str) -> None:
    scope = Scope()
    for name in "abcx":
        scope.declare(name)
    with pytest.raises(LatexError) as caught:
        read_expression(text, scope)
    assert str(caught.value).splitlines()[0] == f"<text>:{message}"


def test_a_macro_without_end() -> None:
    with pytest.raises(ResourceLimitError) as caught:
        read_problem("\\newcommand{\\a}{\\a \\a}\n% symgauss: x \\in \\a")
    assert caught.value.exit_code == 5
    assert str(caught.value).startswith("<text>:2:19: the macro \\a expands without end or too far")
