"""Real balls refuse what Flint would take without looking."""

from __future__ import annotations

from random import Random

import pytest
from flint import arb_mat

from symgauss.kernel.domains.balls import Balls
from symgauss.kernel.findings import Unsupported


@pytest.mark.parametrize("name", ["log", "exp", "sqrt", "digamma", "gamma", "abs"])
def test_a_function_of_a_matrix_is_refused(name: str) -> None:
    """Flint reads the memory of whatever it is given as that of a number."""
    balls = Balls(Random(0))  # noqa: S311 - values, not secrets
    with pytest.raises(Unsupported):
        balls.function(name, arb_mat([[1, 2], [3, 4]]))
