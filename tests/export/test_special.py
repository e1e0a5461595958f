"""Special functions in NumPy come from SciPy, which is asked for only where it is used."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from export.modules import module

from symgauss.errors import MissingDependencyError
from symgauss.export import Module, target
from symgauss.export.operations import Apply, Input, Unary
from symgauss.export.program import Argument, Instruction, Output, Program, Type
from symgauss.export.targets import numpy as numpy_target
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Symbol

SCALARS = Type(SCALAR)
X = Symbol("x", SCALAR)


def of(function: Unary) -> Module:
    """A file with one function of one argument."""
    instructions = (
        Instruction(Input("x"), SCALARS),
        Instruction(Apply(function, 0), SCALARS),
    )
    argument, output = Argument("x", SCALARS, X), Output("value", 1, X)
    program = Program("special", (argument,), instructions, (output,))
    return Module("special", "Special", "", (replace(module("normal-kl").main, program=program),))


def normal_cdf(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2))


@pytest.mark.parametrize(
    ("function", "wanted"),
    [
        (Unary.GAMMA, math.gamma),
        (Unary.LOG_GAMMA, math.lgamma),
        (Unary.ERF, math.erf),
        (Unary.NORMAL_CDF, normal_cdf),
    ],
)
def test_values(function: Unary, wanted: object) -> None:
    pytest.importorskip("scipy")
    special = target("numpy").functions(of(function))["special"]
    x = np.array([0.25, 1.5, 7.0])
    np.testing.assert_allclose(special(x), [wanted(each) for each in x], rtol=1e-14)


def test_a_file_imports_scipy_where_it_needs_it_and_nowhere_else() -> None:
    line = "from scipy import special as scipy_special\n"
    assert line in target("numpy").source(of(Unary.ERF))
    assert line not in target("numpy").source(of(Unary.EXP))


def test_scipy_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numpy_target, "find_spec", lambda _: None)
    with pytest.raises(MissingDependencyError, match="pip install scipy"):
        target("numpy").functions(of(Unary.DIGAMMA))
    assert target("numpy").functions(of(Unary.EXP))
