from __future__ import annotations

from functools import cache

from symgauss.derivation import Derivation
from symgauss.shelf import load


@cache
def derived(slug: str) -> Derivation:
    """A derivation of the shelf, run once."""
    return load(slug)
