"""From kernel terms to programs."""

from symgauss.export.lowering.lowering import Lowering

__all__ = ["Lowering"]
