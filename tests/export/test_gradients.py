"""Derivatives of exported scalars, against differences, the kernel, and automatic ones."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from export.modules import array, needed
from flint import arb, ctx

from symgauss.export import Module, module_of, target
from symgauss.export.differentials import gradient
from symgauss.export.instances import BITS, Instance, draw, floats
from symgauss.export.lowering.facts import Facts
from symgauss.export.planning import Function as Planned
from symgauss.export.validation.balls import evaluate
from symgauss.export.validity import check
from symgauss.kernel.context import Context
from symgauss.kernel.terms import Function, Gradient, Inverse, Product, Symbol, Trace
from symgauss.problems import derive_text
from symgauss.shelf.loading import load

#: With a family, a block matrix, a definition behind an argument, and plain ones.
SLUGS = ["mvn-kl", "mvn-density", "normal-density", "normal-sum", "ddpm-posterior", "kalman-filter"]
SEEDS = range(1, 5)
#: Covariances that are given by a vector on their diagonal.
DIAGONAL = r"""
% symgauss: v, w, s, x, \mu, m \in \mathbb{R}^{d}
% symgauss: z \in \mathbb{R}^{k}
% symgauss: W \in \mathbb{R}^{d \times k}
% symgauss: z \sim \mathcal{N}(0, I)
% symgauss: x \mid z \sim \mathcal{N}(W z + \mu, \mathrm{diag}(v))
% symgauss: q(x) = \mathcal{N}(x; \mu, \mathrm{diag}(w))
% symgauss: r(x) = \mathcal{N}(x; m, \mathrm{diag}(s \odot s))
% symgauss: \mathrm{derive}\ p(x)
% symgauss: \mathrm{derive}\ \mathrm{KL}(q \| r)
"""
_MADE: dict[str, Module] = {}


def module(slug: str) -> Module:
    if slug not in _MADE:
        derivation = derive_text(DIAGONAL) if slug == "diagonal" else load(slug)
        _MADE[slug] = module_of(derivation, gradients=True)
    return _MADE[slug]


def pairs(slug: str) -> list[tuple[object, object]]:
    """Each scalar with the function of its gradients."""
    found = {function.name: function for function in module(slug).functions}
    return [(found[n.removesuffix("_gradient")], g) for n, g in found.items() if "_gradient" in n]


def symmetrised(value: np.ndarray, like: np.ndarray) -> np.ndarray:
    square = like.ndim == 2 and like.shape[0] == like.shape[1]
    return (value + value.T) / 2 if square and np.array_equal(like, like.T) else value


@pytest.mark.parametrize("slug", [*SLUGS, "diagonal"])
def test_gradients_are_those_of_the_kernel_and_of_differences(slug: str) -> None:
    assert pairs(slug)
    made = target("numpy").functions(module(slug))
    for (function, gradients), seed in product(pairs(slug), SEEDS):
        check(gradients.program)
        instance = draw(gradients, seed)
        names = [argument.name for argument in gradients.program.arguments]
        point = {name: np.asarray(floats(instance.arguments[name])) for name in names}
        found = made[gradients.name](*point.values())
        fields = [output.name for output in gradients.program.outputs]
        assert fields == [argument.name for argument in function.program.arguments]
        for name, value in zip(fields, found if len(fields) > 1 else (found,), strict=True):
            wanted = np.asarray(floats(instance.results[name]))
            assert value.shape == point[name].shape
            np.testing.assert_allclose(value, wanted, rtol=1e-9, atol=1e-9 * abs(wanted).max())
            slope = differences(function, instance, name)
            np.testing.assert_allclose(value, slope, rtol=1e-9, atol=1e-9 * abs(wanted).max())


def differences(function: Planned, instance: Instance, name: str) -> np.ndarray:
    """Central ones of the program in balls, so that no digit is lost however small the step is.

    By all entries; symmetric ones where the argument is symmetric.
    """
    here = np.array(instance.arguments[name], dtype=object)
    found = np.zeros(here.shape)
    (output,) = function.program.outputs
    with ctx.workprec(BITS):
        step = arb(2) ** -(BITS // 3)
        for place in np.ndindex(here.shape):
            unit = np.zeros(here.shape)
            unit[place] = 1
            unit = symmetrised(unit, np.asarray(floats(here.tolist()))).astype(object)
            ahead, behind = (
                evaluate(function.program, {**instance.arguments, name: moved}, instance.sizes)
                for moved in (np.asarray(here + s * step * unit).tolist() for s in (1, -1))
            )
            found[place] = float((ahead[output.name] - behind[output.name]).mid() / (2 * step))
    return found


@pytest.mark.parametrize("slug", SLUGS)
def test_torch_finds_the_same(slug: str) -> None:
    needed("torch")
    import torch

    made = target("torch").functions(module(slug))
    for (function, gradients), seed in product(pairs(slug), SEEDS):
        instance = draw(gradients, seed)
        given = [
            array(floats(instance.arguments[a.name]), "torch").requires_grad_()
            for a in function.program.arguments
        ]
        made[function.name](*given).backward()
        found = made[gradients.name](*given)
        for value, argument in zip(found if len(given) > 1 else (found,), given, strict=True):
            wanted = symmetrised(argument.grad.numpy(), argument.detach().numpy())
            scale = abs(wanted).max()
            np.testing.assert_allclose(value.detach(), wanted, rtol=0, atol=1e-7 * scale)
    assert torch.is_grad_enabled()


def test_jax_finds_the_same() -> None:
    needed("jax")
    import jax

    made = target("jax").functions(module("mvn-kl"))
    for (function, gradients), seed in product(pairs("mvn-kl"), SEEDS):
        instance = draw(gradients, seed)
        given = [np.asarray(floats(instance.arguments[a.name])) for a in function.program.arguments]
        wanted = jax.grad(made[function.name], argnums=tuple(range(len(given))))(*given)
        for value, by, argument in zip(made[gradients.name](*given), wanted, given, strict=True):
            slope = symmetrised(np.asarray(by), argument)
            np.testing.assert_allclose(value, slope, rtol=0, atol=1e-7 * abs(slope).max())


def test_batches_have_one_gradient_for_each_item() -> None:
    kl = target("numpy").functions(module("mvn-kl"))["kl_gradient"]
    found = kl(np.ones((5, 3)), np.eye(3), np.zeros(3), 2 * np.eye(3))
    assert found.mu_1.shape == (5, 3)
    assert found.Sigma_1.shape == (3, 3)
    assert found.Sigma_2.shape == (5, 3, 3)


def test_where_there_is_none_the_function_says_why() -> None:
    functions = {function.name: function for function in module("mvn-kl").functions}
    assert "kl_from_m_s_gradient" not in functions
    assert functions["kl_from_m_s"].note == "No gradient: m is a family."
    text = target("numpy").source(module("mvn-kl"))
    assert "    No gradient: m is a family.\n" in text


def test_what_the_kernel_does_not_accept_is_not_exported(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(body: object, symbol: Symbol, facts: Facts) -> object:
        return Product((gradient(body, symbol, facts), gradient(body, symbol, facts)))

    monkeypatch.setattr("symgauss.export.gradients.gradient", wrong)
    names = [f.name for f in module_of(load("normal-kl"), gradients=True).functions]
    assert not [name for name in names if name.endswith("_gradient")]


def test_the_command_and_the_method_have_them(
    symgauss: Callable[..., object], tmp_path: Path
) -> None:
    path = tmp_path / "f.py"
    assert symgauss("export", "normal-kl", "--gradients", "-o", path).code == 0
    assert "class KlGradient(NamedTuple)" in path.read_text(encoding="utf-8")
    import symgauss as sg

    d = sg.dimension("d")
    x = sg.vector("x", d)
    p, q = (
        sg.Gaussian(x, mean=sg.vector(f"mu_{i}", d), cov=sg.covariance(f"Sigma_{i}", d))
        for i in (1, 2)
    )
    slope = sg.kl(p, q).function("numpy", "kl_gradient")
    found = slope([0.0], [[1.0]], [1.0], [[2.0]])
    np.testing.assert_allclose([each.item() for each in found], (-0.5, -0.25, 0.5, 0), atol=1e-15)


def test_an_inverse_and_a_determinant_have_their_rules() -> None:
    """``tr(A^-1)`` and ``log tr A``, in words."""
    from symgauss.kernel.sizes import square_shape

    A = Symbol("A", square_shape("n"))
    facts = Facts(Context(), {})
    found = gradient(Trace(Inverse(A)), A, facts)
    assert Gradient(Trace(Inverse(A)), A) != found
    assert Inverse in {type(part) for part in found.factors}
    with pytest.raises(Exception, match="no rule for the derivative of gamma"):
        gradient(Function("gamma", Trace(A)), A, facts)
