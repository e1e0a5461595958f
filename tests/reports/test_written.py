"""Formulas that authors wrote: prose of derivations and formulas of rules, set without meaning."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

import symgauss.derivation.rules
from symgauss.derivation.rule import Move, Rule
from symgauss.notation import latex, typst, unicode
from symgauss.reports.prose import read_formula, read_prose
from symgauss.reports.style import PAGE_STYLE, TERMINAL_STYLE


def all_rules() -> list[Rule]:
    package = symgauss.derivation.rules
    found: dict[Rule, None] = {}
    for module in pkgutil.iter_modules(package.__path__):
        names = vars(importlib.import_module(f"{package.__name__}.{module.name}"))
        for value in names.values():
            if isinstance(value, Move | Rule):
                found[value.rule if isinstance(value, Move) else value] = None
    return list(found)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: f"{rule.name}: {rule.formula}")
def test_the_formula_of_every_rule_is_set(rule: Rule) -> None:
    for style in (PAGE_STYLE, TERMINAL_STYLE):
        assert not isinstance(read_formula(rule.formula, style), str)


@pytest.mark.parametrize(
    ("text", "flat", "tex", "typ"),
    [
        (r"\frac12 x^\top A x", "½ xᵀ A x", r"\frac{1}{2} x^\top A x", "frac(1, 2) x^top A x"),
        (r"p(x) / p(y)", "p(x) / p(y)", r"p(x) / p(y)", "p (x) \\/ p (y)"),
        (r"\frac{p(x)}{p(y)}", "p(x)/p(y)", r"\frac{p(x)}{p(y)}", "frac(p (x), p (y))"),
        (r"\log \frac{a}{b}", "log(a/b)", r"\log \frac{a}{b}", 'op("log") frac(a, b)'),
        (r"x_t \in \mathbb{R}^d", "xₜ ∈ ℝᵈ", r"x_t \in \mathbb{R}^d", "x_t in bb(R)^d"),
        (r"\|x\|^2", "‖x‖²", r"\|x\|^2", "norm(x)^2"),
        (r"\hat{x}_{t|t-1}", "x̂_{t|t−1}", r"\hat{x}_{t|t-1}", None),
        (r"y = H x + v", "y = H x + v", "y = H x + v", "y = H x + v"),
        (r"\sum_{i=1}^n x_i", "∑ᵢ₌₁ⁿ xᵢ", r"\sum_{i=1}^n x_i", "sum_(i = 1)^n x_i"),
        (r"\nabla_x f(x)", "∇ₓ f(x)", r"\nabla_x f(x)", "nabla_x f (x)"),
        (r"x'", "x′", r"x^\prime", "x^prime"),
    ],
)
def test_notation_of_prose(text: str, flat: str, tex: str, typ: str | None) -> None:
    line, page = read_formula(text, TERMINAL_STYLE), read_formula(text, PAGE_STYLE)
    assert not isinstance(line, str)
    assert not isinstance(page, str)
    assert unicode.WRITER.write(line) == flat
    assert latex.WRITER.write(page) == tex
    assert typ is None or typst.WRITER.write(page) == typ


@pytest.mark.parametrize("text", [r"\unknown{x}", r"x^", "{", "", r"\input{/etc/passwd}", "#x"])
def test_what_cannot_be_read_stays_text(text: str) -> None:
    assert read_formula(text, PAGE_STYLE) == text


def test_prose_is_text_and_formulas_in_turn() -> None:
    text, formula, rest = read_prose(r"costs \$5 and $x$.", PAGE_STYLE)
    assert (text, rest) == ("costs $5 and ", ".")
    assert not isinstance(formula, str)
