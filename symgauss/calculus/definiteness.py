"""Whether a covariance is known to be invertible."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge.symbols import DeclaredMatrix, IndexedMatrix
from symgauss.calculus.constructors import is_matrix
from symgauss.calculus.transposes import has_property
from symgauss.kernel.context import Property


def may_be_singular(covariance: Any) -> bool:
    """Whether the form or the declarations allow a covariance without an inverse.

    ``H P H^T`` has none where ``H`` maps into a larger space; added to a definite matrix it has.
    """
    match covariance:
        case sp.ZeroMatrix():
            return True
        case sp.Transpose():
            return may_be_singular(covariance.args[0])
        case sp.MatAdd():
            return all(map(may_be_singular, covariance.args))
        case sp.MatMul():
            return any(may_be_singular(factor) for factor in covariance.args if is_matrix(factor))
        case DeclaredMatrix() | IndexedMatrix():
            return not has_property(covariance, Property.INVERTIBLE)
        case _:
            return False
