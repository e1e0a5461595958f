"""The functions of the shelf, derived once for all tests of one process."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from symgauss.export.module import Module, module_of
from symgauss.export.targets import target
from symgauss.shelf.catalogue import entries
from symgauss.shelf.loading import load

SLUGS = [entry.slug for entry in entries()]


@cache
def module(slug: str) -> Module:
    return module_of(load(slug))


@cache
def functions(slug: str, name: str = "numpy") -> dict[str, Callable[..., Any]]:
    return target(name).functions(module(slug))
