"""Any text at all: the reader answers with a formula or with an error of its own."""

from __future__ import annotations

import contextlib

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from symgauss.errors import SymgaussError
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.latex import Scope, read_formula, read_problem

CHARACTERS = "xyAHS^_{}()[]|'+-=,;&/*!.%$01e"
COMMANDS = r"""
\Sigma \mu \frac \sqrt \log \exp \det \sum \int \nabla \mid \| \{ \} \\ \quad \bar \mathbf \mathrm
\top \in \sim \to \colon \propto \le \over \cdot \otimes \partial \infty \langle \rangle \lvert
\prime \underbrace \left( \right) \left. \right| \begin{pmatrix} \end{pmatrix} \mathcal{N}
\mathbb{E} {\bf
\mathbb{R}^{n} \mathbb{S}_{++}^{n} \mathrm{KL} \mathbb{H} \mathrm{Cov} \mathrm{derive} \mathrm{show}
\mathrm{d}x := \text{const} \text{and} \overset{a}{=} _{i=1}^{n} ^{-1} ^2 p(x x_{t-1}
"""
FRAGMENTS = [*CHARACTERS, *COMMANDS.split()]

texts = st.lists(st.sampled_from(FRAGMENTS), max_size=14).map(" ".join)
SETTINGS = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@SETTINGS
@given(text=texts)
@example(text=r"( 12 \quad y ] \le \mathbb{I} _")
def test_formulas(declared: Scope, text: str) -> None:
    try:
        formula = read_formula(text, declared.copy())
    except SymgaussError:
        return
    for part in formula.parts:
        try:
            shape_of(part)
        except ShapeError:
            assert formula.conflicts


@SETTINGS
@given(text=texts)
def test_problems(text: str) -> None:
    document = f"% symgauss: x, y \\in \\mathbb{{R}}^{{n}}\n\\[ {text} \\]\n% symgauss: {text}"
    with contextlib.suppress(SymgaussError):
        read_problem(document)


@SETTINGS
@given(text=st.text(max_size=40))
def test_plain_text(text: str) -> None:
    with contextlib.suppress(SymgaussError):
        read_formula(text, Scope())
