"""The table of JAX: pure functions, for ``jit``, ``grad`` and ``vmap``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symgauss.export.module import Module
from symgauss.export.operations import Unary
from symgauss.export.python.arrays import ArrayTable
from symgauss.export.python.loading import functions as load
from symgauss.export.python.source import module_source

FUNCTIONS: dict[Unary, str] = {
    Unary.SQUARE: "jnp.square",
    Unary.SQRT: "jnp.sqrt",
    Unary.EXP: "jnp.exp",
    Unary.EXPM1: "jnp.expm1",
    Unary.LOG: "jnp.log",
    Unary.LOG1P: "jnp.log1p",
    Unary.ABS: "jnp.abs",
    Unary.GAMMA: "jax.scipy.special.gamma",
    Unary.LOG_GAMMA: "jax.scipy.special.gammaln",
    Unary.DIGAMMA: "jax.scipy.special.digamma",
    Unary.ERF: "jax.scipy.special.erf",
    Unary.NORMAL_CDF: "jax.scipy.special.ndtr",
    Unary.SIN: "jnp.sin",
    Unary.COS: "jnp.cos",
    Unary.TANH: "jnp.tanh",
}


class JaxTable(ArrayTable):
    """JAX, for arrays and what stands for them while JAX traces."""

    name = "jax"
    package = "jax"
    install = "pip install jax"
    imports = (
        "import jax",
        "import jax.numpy as jnp",
        "from jax import Array",
        "from jax.typing import ArrayLike",
    )
    factory = ("dtype",)
    namespace = "jnp"
    axis = "axis"
    determinant = "_matrix_determinant"
    functions = FUNCTIONS


TABLE = JaxTable()


def source(module: Module) -> str:
    """The text of a file."""
    return module_source(module, TABLE)


def functions(module: Module) -> dict[str, Callable[..., Any]]:
    """The functions in this process."""
    return load(module, TABLE)
