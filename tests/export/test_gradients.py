"""Derivatives of exported scalars, against differences, the kernel, and automatic ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from export.modules import SLUGS as EXPORTED
from export.modules import array, needed
from flint import arb, ctx

from symgauss.export import Module, module_of, target
from symgauss.export.differentials import gradient
from symgauss.export.gradients import gradient_name, scalars_of
from symgauss.export.instances import BITS, Instance, draw, floats
from symgauss.export.lowering.facts import Facts
from symgauss.export.planning import Function as Planned
from symgauss.export.program import Output
from symgauss.export.validation.balls import evaluate
from symgauss.export.validity import check
from symgauss.kernel.context import Context
from symgauss.kernel.terms import Function, Gradient, Inverse, Product, Symbol, Trace
from symgauss.problems import derive_text
from symgauss.shelf.loading import load

#: With families, block matrices, a definition behind an argument, several results, and plain ones.
SLUGS = [
    "mvn-kl",
    "mvn-density",
    "mvn-product",
    "normal-density",
    "normal-log-density",
    "normal-product",
    "normal-sum",
    "ddpm-posterior",
    "kalman-filter",
    "linear-gaussian",
    "block-determinant",
]
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


def pairs(slug: str) -> list[tuple[Planned, Output, Planned]]:
    """Each function and each of its scalars with the function of its gradients."""
    made = {function.name: function for function in module(slug).functions}
    return [
        (function, output, made[gradient_name(function, output)])
        for function in module(slug).functions
        for output in scalars_of(function)
        if gradient_name(function, output) in made
    ]


def drawn(function: Planned, gradients: Planned, seed: int) -> Instance:
    """A point with all arguments of the function, and the gradients there."""
    arguments = function.program.arguments
    return draw(replace(gradients, program=replace(gradients.program, arguments=arguments)), seed)


def results(gradients: Planned, found: object) -> dict[str, Any]:
    """The gradients by the names of the arguments that they are by."""
    outputs = gradients.program.outputs
    values = found if len(outputs) > 1 else (found,)
    return {output.name: value for output, value in zip(outputs, values, strict=True)}


def symmetrised(value: np.ndarray, like: np.ndarray) -> np.ndarray:
    turned = like.swapaxes(-1, -2) if like.ndim > 1 else like
    square = like.ndim > 1 and np.array_equal(like, turned)
    return (value + value.swapaxes(-1, -2)) / 2 if square else value


@pytest.mark.parametrize("slug", [*SLUGS, "diagonal"])
def test_gradients_are_those_of_the_kernel_and_of_differences(slug: str) -> None:
    assert pairs(slug)
    made = target("numpy").functions(module(slug))
    for (function, output, gradients), seed in product(pairs(slug), SEEDS):
        check(gradients.program)
        instance = drawn(function, gradients, seed)
        given = [
            np.asarray(floats(instance.arguments[a.name])) for a in gradients.program.arguments
        ]
        found = results(gradients, made[gradients.name](*given))
        assert list(found) == [a.name for a in function.program.arguments if a.name in found]
        for name, value in found.items():
            wanted = np.asarray(floats(instance.results[name]))
            assert value.shape == wanted.shape
            np.testing.assert_allclose(value, wanted, rtol=1e-9, atol=1e-9 * abs(wanted).max())
            slope = differences(function, output, instance, name)
            np.testing.assert_allclose(value, slope, rtol=1e-9, atol=1e-9 * abs(wanted).max())


def differences(function: Planned, output: Output, instance: Instance, name: str) -> np.ndarray:
    """Central ones of the program in balls, so that no digit is lost however small the step is.

    By all entries; symmetric ones where the argument is symmetric.
    """
    here = np.array(instance.arguments[name], dtype=object)
    found = np.zeros(here.shape)
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


def value_of(function: Planned, output: Output, found: object) -> Any:  # noqa: ANN401 - an array
    return found if len(function.program.outputs) == 1 else getattr(found, output.name)


@pytest.mark.parametrize("slug", SLUGS)
def test_torch_finds_the_same(slug: str) -> None:
    needed("torch")
    import torch

    made = target("torch").functions(module(slug))
    for (function, output, gradients), seed in product(pairs(slug), SEEDS):
        instance = drawn(function, gradients, seed)
        given = {
            a.name: array(floats(instance.arguments[a.name]), "torch").requires_grad_()
            for a in function.program.arguments
        }
        value_of(function, output, made[function.name](*given.values())).backward()
        arguments = [given[a.name] for a in gradients.program.arguments]
        found = results(gradients, made[gradients.name](*arguments))
        for name, argument in given.items():
            if name not in found:
                assert argument.grad is None or not argument.grad.abs().max() > 0
                continue
            wanted = symmetrised(argument.grad.numpy(), argument.detach().numpy())
            scale = abs(wanted).max()
            np.testing.assert_allclose(found[name].detach(), wanted, rtol=0, atol=1e-7 * scale)
    assert torch.is_grad_enabled()


def _value(
    call: Callable[..., object], function: Planned, output: Output, *arguments: object
) -> object:
    return value_of(function, output, call(*arguments))


@pytest.mark.parametrize("slug", ["mvn-kl", "mvn-product", "normal-log-density", "linear-gaussian"])
def test_jax_finds_the_same(slug: str) -> None:
    needed("jax")
    import jax

    made = target("jax").functions(module(slug))
    for (function, output, gradients), seed in product(pairs(slug), SEEDS[:2]):
        instance = drawn(function, gradients, seed)
        names = [a.name for a in function.program.arguments]
        given = [np.asarray(floats(instance.arguments[name])) for name in names]

        slopes = jax.grad(
            partial(_value, made[function.name], function, output), argnums=tuple(range(len(given)))
        )(*given)
        wanted = dict(zip(names, map(np.asarray, slopes), strict=True))
        points = dict(zip(names, given, strict=True))
        arguments = [points[a.name] for a in gradients.program.arguments]
        for name, found in results(gradients, made[gradients.name](*arguments)).items():
            slope = symmetrised(wanted[name], points[name])
            np.testing.assert_allclose(found, slope, rtol=0, atol=1e-7 * abs(slope).max())


def test_batches_have_one_gradient_for_each_item() -> None:
    kl = target("numpy").functions(module("mvn-kl"))["kl_gradient"]
    found = kl(np.ones((5, 3)), np.eye(3), np.zeros(3), 2 * np.eye(3))
    assert found.mu_1.shape == (5, 3)
    assert found.Sigma_1.shape == (3, 3)
    assert found.Sigma_2.shape == (5, 3, 3)


#: Their derivatives are numbers, which the docstring says.
WITHOUT = {"gaussian-integral integral", "ddpm-forward moments", "normal-sum moments"}


@pytest.mark.parametrize("slug", sorted(set(EXPORTED) - set(SLUGS)))
def test_every_scalar_of_the_shelf_has_its_gradient(slug: str) -> None:
    made = {function.name: function for function in module(slug).functions}
    for function in module(slug).functions:
        if not function.name.endswith("_gradient"):
            missing = [o for o in scalars_of(function) if gradient_name(function, o) not in made]
            assert bool(missing) == (f"{slug} {function.name}" in WITHOUT)


def test_a_gradient_that_is_constant_is_said_as_a_number() -> None:
    (integral,) = module("gaussian-integral").functions
    assert integral.note == "The gradient is constant: 2.5066282746310007 by sigma."
    text = target("numpy").source(module("gaussian-integral"))
    assert f"    {integral.note}\n" in text
    moments = module("normal-sum").main
    assert moments.note == "The gradient of mean is constant: 1 by mu_1, 1 by mu_2."
    moments = module("ddpm-forward").main
    assert moments.note == "The gradient of variance is constant: −1 by alpha_bar_t."


@pytest.mark.parametrize("name", ["numpy", "torch", "jax", "numba", "c"])
def test_by_a_family_there_is_one_gradient_for_each_member(name: str) -> None:
    needed(name)
    made = target(name).functions(module("normal-log-density"))
    x = np.arange(15.0).reshape(5, 3)
    points = [array(value, name) for value in (2.0, x, 0.0)]
    found = made["derivative_gradient"](*points)  # of sum x_i / sigma^2: the same for all members
    assert tuple(found.x.shape) in {(3,), (5, 3)}
    np.testing.assert_allclose(np.asarray(found.x), 0.25)
    points = [array(value, name) for value in (x, np.ones(3), 2.0)]
    found = made["log_likelihood_gradient"](*points)
    np.testing.assert_allclose(np.asarray(found.x), (1 - x) / 4)
    np.testing.assert_allclose(found.sigma, np.sum((x - 1) ** 2, axis=1) / 8 - 3 / 2)


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
