"""Derivations of the shelf, each derived once in a run of the tests."""

from __future__ import annotations

from functools import cache

from symgauss.derivation.derivation import Derivation
from symgauss.shelf.loading import load


@cache
def derived(slug: str) -> Derivation:
    return load(slug)
