"""Rules of moments of products: the split into deviation and mean, and Isserlis' theorem."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge import matrices as m
from symgauss.bridge.symbols import DeclaredMatrix
from symgauss.calculus.constructors import T, add, grouped, is_matrix, is_zero, mul, sub, zero_like
from symgauss.calculus.expansion import expand, terms_of
from symgauss.calculus.notions import covariance_of, expectation
from symgauss.calculus.pairings import covariance_of_products, mean_of_product
from symgauss.calculus.rewriting import children, contains, rebuild, replace, rewrite
from symgauss.calculus.transposes import transposed
from symgauss.derivation.rule import Move, Rule
from symgauss.derivation.rules.algebra import SPLIT
from symgauss.derivation.rules.covariances import restricted

Centres = Mapping[Any, Any]
Cov = Callable[[Any, Any], Any]
_SOURCE = "Isserlis (1918); Petersen and Pedersen (2012), The Matrix Cookbook, section 8.2"
_LAW = (
    r"x \in \mathbb{R}^{n}",
    r"\Sigma \in \mathbb{S}_{++}^{n}",
    r"A, B \in \mathbb{R}^{n \times n}",
    r"x \sim \mathcal{N}(0, \Sigma)",
)


def deviation(variable: Any, mean: Any) -> Any:
    """``x - mu``; ``x`` where the mean is zero."""
    return variable if is_zero(mean) else sub(variable, mean)


def _shifted(expression: Any, centres: Centres) -> Any:
    """``x`` as ``(x - mu) + mu`` inside of expectations and covariances."""
    values = {x: grouped(sub(x, mean), mean) for x, mean in centres.items() if not is_zero(mean)}

    def local(place: Any) -> Any:
        if isinstance(place, e.Expectation | m.MatrixExpectation):
            return expectation(replace(place.args[0], values), place.args[1])
        if isinstance(place, e.Covariance | m.MatrixCovariance):
            left, right = (replace(side, values) for side in place.args[:2])
            return covariance_of(left, right, place.args[2])
        return None

    return rewrite(expression, local)


SHIFT = Move(SPLIT.rule, _shifted)


class Letters:
    """A letter for each deviation ``x - mu``, and the way back."""

    def __init__(self, centres: Centres) -> None:
        self.groups = {deviation(x, mean): x for x, mean in centres.items()}
        self.names = {group: _letter(place, group) for place, group in enumerate(self.groups)}
        self.variables = {self.names[group]: x for group, x in self.groups.items()}
        self._back = {letter: group for group, letter in self.names.items()}

    def keep(self, *means: Any) -> None:
        """Take in means that are sums, so that they stay together."""
        for mean in means:
            if len(terms_of(mean)) > 1:
                letter = _letter(len(self.names), mean)
                self.names[mean] = letter
                self._back[letter] = mean

    def put(self, expression: Any) -> Any:
        """Deviations replaced by letters."""
        return replace(expression, self.names)

    def back(self, expression: Any) -> Any:
        """Letters replaced by deviations, each in parentheses of its own."""
        if expression in self._back:
            return self._back[expression]
        parts = [self.back(part) for part in children(expression)]
        if isinstance(expression, sp.Add):
            return grouped(*parts)
        return rebuild(expression, parts) if parts else expression


def _letter(place: int, like: Any) -> Any:
    if is_matrix(like):
        return DeclaredMatrix(f"deviation{place}", *like.shape)
    return sp.Dummy(f"deviation{place}", real=True)


def _multiplied_out(expression: Any, centres: Centres) -> Any:
    """The inside of expectations and covariances multiplied out, deviations kept together."""
    letters = Letters(centres)
    letters.keep(*(mean for mean in centres.values() if is_matrix(mean)))

    def opened(side: Any) -> Any:
        return letters.back(expand(letters.put(side)))

    def local(place: Any) -> Any:
        if isinstance(place, e.Expectation | m.MatrixExpectation):
            return expectation(opened(place.args[0]), place.args[1])
        if isinstance(place, e.Covariance | m.MatrixCovariance):
            return covariance_of(opened(place.args[0]), opened(place.args[1]), place.args[2])
        return None

    return rewrite(expression, local)


MULTIPLY_OUT = Move(
    Rule(
        "expand",
        r"(x + m)^\top A (x + m) = x^\top A x + x^\top A m + m^\top A x + m^\top A m",
        (r"x, m \in \mathbb{R}^{n}", r"A \in \mathbb{R}^{n \times n}"),
    ),
    _multiplied_out,
)


def _termwise(expression: Any, centres: Centres) -> Any:
    """``Cov`` term by term, constants dropped and constant factors outside."""
    letters = Letters(centres)

    def random(x: Any) -> bool:
        return any(contains(x, letter) for letter in letters.variables)

    def split(side: Any) -> list[tuple[Any, Any]]:
        parts = []
        for term in terms_of(letters.put(side)):
            factors = list(term.args) if isinstance(term, sp.Mul) else [term]
            inside = [f for f in factors if random(f)]
            if not inside:
                continue
            first = factors.index(inside[0])
            parts.append((mul(*factors[:first]), letters.back(mul(*factors[first:]))))
        return parts

    def local(place: Any) -> Any:
        if not isinstance(place, e.Covariance | m.MatrixCovariance):
            return None
        left, right, law = place.args
        terms = [
            mul(a, covariance_of(x, y, restricted(law, x, y)), transposed(b))
            for a, x in split(left)
            for b, y in split(right)
        ]
        return add(*terms) if terms else zero_like(mul(left, T(right)))

    return rewrite(expression, local)


COVARIANCE_TERMWISE = Move(
    Rule(
        "covariance is bilinear, and constants have none",
        r"\mathrm{Cov}[A x + a, B x + b] = A \mathrm{Cov}[x, x] B^\top",
        (*_LAW, r"a, b \in \mathbb{R}^{n}"),
    ),
    _termwise,
)


def _isserlis(expression: Any, centres: Centres, cov: Cov) -> Any:
    """Each expectation of a product of deviations as a sum over pairings."""
    letters = Letters(centres)

    def local(place: Any) -> Any:
        if not isinstance(place, e.Expectation | m.MatrixExpectation):
            return None
        return mean_of_product(letters.put(place.args[0]), letters.variables, cov)

    return rewrite(expression, local)


ISSERLIS = Move(
    Rule(
        "Isserlis' theorem",
        r"\mathbb{E}[x^\top A x x^\top B x]"
        r" = \operatorname{tr}(A \Sigma) \operatorname{tr}(B \Sigma)"
        r" + \operatorname{tr}(A \Sigma (B + B^\top) \Sigma)",
        _LAW,
        _SOURCE,
    ),
    _isserlis,
)


def _isserlis_covariance(expression: Any, centres: Centres, cov: Cov) -> Any:
    """``Cov`` of two products of deviations: the pairings that join the two."""
    letters = Letters(centres)

    def local(place: Any) -> Any:
        if not isinstance(place, e.Covariance | m.MatrixCovariance):
            return None
        left, right = (letters.put(side) for side in place.args[:2])
        return covariance_of_products(left, right, letters.variables, cov)

    return rewrite(expression, local)


ISSERLIS_COVARIANCE = Move(
    Rule(
        "Isserlis' theorem",
        r"\mathrm{Cov}[x^\top A x, x^\top B x] = \operatorname{tr}(A \Sigma (B + B^\top) \Sigma)",
        _LAW,
        _SOURCE,
    ),
    _isserlis_covariance,
)
