"""The table of PyTorch: differentiable, on the device of the arguments, without graph breaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symgauss.export.module import Module
from symgauss.export.operations import Unary
from symgauss.export.planning import Function
from symgauss.export.python.arrays import ArrayTable
from symgauss.export.python.loading import functions as load
from symgauss.export.python.source import module_source

FUNCTIONS: dict[Unary, str] = {
    Unary.SQUARE: "torch.square",
    Unary.SQRT: "torch.sqrt",
    Unary.EXP: "torch.exp",
    Unary.EXPM1: "torch.expm1",
    Unary.LOG: "torch.log",
    Unary.LOG1P: "torch.log1p",
    Unary.ABS: "torch.abs",
    Unary.LOG_GAMMA: "torch.lgamma",
    Unary.DIGAMMA: "torch.digamma",
    Unary.ERF: "torch.erf",
    Unary.NORMAL_CDF: "torch.special.ndtr",
    Unary.SIN: "torch.sin",
    Unary.COS: "torch.cos",
    Unary.TANH: "torch.tanh",
}


class TorchTable(ArrayTable):
    """PyTorch, for tensors of one device."""

    name = "torch"
    package = "torch"
    install = "pip install torch"
    imports = ("import torch", "from torch import Tensor")
    array = "Tensor"
    argument = "Tensor | float"
    factory = ("dtype", "device")
    namespace = "torch"
    axis = "dim"
    repeat = "repeat_interleave"
    determinant = "torch.linalg.det"
    functions = FUNCTIONS

    def body(self, function: Function, core: str) -> list[str]:
        """Arguments are checked, and long ones are mapped over by a helper."""
        return self.mapped(function, core)


TABLE = TorchTable()


def source(module: Module) -> str:
    """The text of a file."""
    return module_source(module, TABLE)


def functions(module: Module) -> dict[str, Callable[..., Any]]:
    """The functions in this process."""
    return load(module, TABLE)
