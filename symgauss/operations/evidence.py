"""The law of some variables alone: the rest of the joint law is integrated out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symgauss.derivation.derivation import Derivation
from symgauss.gaussians.model import LinearGaussianModel
from symgauss.operations.joint import SOURCE
from symgauss.operations.posterior import posterior

STATEMENT = (
    "The law of some variables of a linear-Gaussian model when nothing is observed. For data this "
    "is the evidence of the model."
)


def marginal(
    model: LinearGaussianModel,
    variables: Sequence[Any],
    *,
    title: str = "Marginal law of a linear-Gaussian model",
    statement: str = STATEMENT,
    source: str = SOURCE,
) -> Derivation:
    """Derive ``p(variables)``."""
    return posterior(model, variables, (), title=title, statement=statement, source=source)
