"""What the products of scalar and of vector densities have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sympy as sp

from symgauss.calculus.constructors import exp, mul
from symgauss.calculus.quadratic import Quadratic, quadratic_in
from symgauss.calculus.rewriting import subexpressions
from symgauss.derivation.builder import RouteBuilder
from symgauss.derivation.chain import Chain, Equation
from symgauss.derivation.rules import algebra, densities, logarithms
from symgauss.derivation.rules.recognition import recognise_move
from symgauss.operations.lettering import Case
from symgauss.operations.parallel_sum import ParallelSum

INTRO = (
    "The exponents are added and the square is completed. What is left over is free of the "
    "variable, and is again the exponent of a density."
)
LEFT_OVER = "what is left over is free of the variable"
NORMALISERS = "the normalisers belong to the two exponents"


@dataclass(frozen=True)
class Product:
    """The chain from ``p(x) q(x)`` to normaliser times density, and the letters that it uses."""

    chain: Chain
    mean: Equation  #: the letter and its value
    cov: Equation
    parallel: ParallelSum | None = None

    @property
    def values(self) -> tuple[Equation, Equation]:
        """From the letters to their values in the given symbols."""
        return self.mean, self.cov


def collected(route: RouteBuilder, case: Case) -> tuple[Chain, Quadratic]:
    """``p(x) q(x)`` with one exponential, its exponent collected in ``x``."""
    x, in_letters = case.p.variable, mul(case.p.density, case.q.density)
    chain = route.chain(case.given)
    if in_letters != case.given:
        chain.write(in_letters, rule=algebra.NAME)
    chain.apply(densities.density_move(x))
    chain.apply(logarithms.EXP_PRODUCT)
    chain.apply(algebra.EXPAND, at=exponent_of(chain.current))
    chain.apply(algebra.COLLECT, x, at=exponent_of(chain.current))
    return chain, quadratic_in(exponent_of(chain.current), x)


def recognised(chain: Chain, factor: Any, density: Any, spreads: Chain) -> None:
    """Normalisers and exponentials put together to ``factor`` times ``density``."""
    written = [densities.written_out(one) for one in (factor, density)]
    fronts = [f for one in written for f in one.args if not isinstance(f, sp.exp)]
    exponent = exp(exponent_of(chain.current))
    chain.write(mul(*fronts, exponent), detail=[spreads], note=NORMALISERS)
    chain.write(mul(*written), rule=logarithms.EXP_SUM.rule)
    chain.apply(recognise_move(density.args[0]))


def exponent_of(expression: Any) -> Any:
    """The exponent of the only exponential of a product."""
    return next(part.args[0] for part in subexpressions(expression) if isinstance(part, sp.exp))


def with_exponent(expression: Any, exponent: Any) -> Any:
    """The product with another exponent."""
    factors = [exp(exponent) if isinstance(f, sp.exp) else f for f in expression.args]
    return mul(*factors)
