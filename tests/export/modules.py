"""The functions of the shelf, derived once for all tests of one process."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest
from export.c_compiler import command

from symgauss.export.module import Module, module_of
from symgauss.export.targets import target
from symgauss.shelf.catalogue import entries
from symgauss.shelf.loading import load

SLUGS = [entry.slug for entry in entries()]


@cache
def module(slug: str) -> Module:
    return module_of(load(slug))


def needed(name: str) -> None:
    """Skip the test where what a target needs is not installed."""
    missing = [package for package in target(name).packages if find_spec(package) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}: {target(name).install}")
    if name == "c":
        command()
    if name == "jax":
        import jax

        jax.config.update("jax_enable_x64", val=True)


def array(value: object, name: str = "numpy") -> object:
    """A value as the arrays of a target, in double precision."""
    if name == "torch":
        import torch

        return torch.as_tensor(np.asarray(value))
    return np.asarray(value)


@cache
def functions(slug: str, name: str = "numpy") -> dict[str, Callable[..., Any]]:
    return target(name).functions(module(slug))
