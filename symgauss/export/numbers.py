"""Numbers without symbols as floating point literals: the nearest double."""

from __future__ import annotations

from random import Random

from flint import arb, ctx

from symgauss.errors import NoValueError
from symgauss.kernel.context import Context
from symgauss.kernel.domains.balls import Balls
from symgauss.kernel.drawing.balls import BallDraw
from symgauss.kernel.drawing.instance import Instance
from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.findings import Finding
from symgauss.kernel.tables import Tables
from symgauss.kernel.terms import Rational, Term

BITS = 320
FAR = float("inf")


def ball(term: Term) -> arb:
    """The value of a number as a ball at the working precision of flint."""
    balls = Balls(Random(0))  # noqa: S311 - nothing is drawn
    context = Context()
    instance = Instance(context, {}, {}, balls, BallDraw(balls, balls.rng, small=True))
    try:
        value: arb = Evaluator(instance, balls, Tables(context, FAR)).value(term)
    except Finding as finding:
        raise NoValueError(f"a number without a value: {finding}") from None
    return value


def literal(term: Term) -> str:
    """The nearest double of a number, as a literal that reads as it was written."""
    if isinstance(term, Rational) and term.denominator == 1 and abs(term.numerator) < 2**53:
        return f"{term.numerator}.0"
    before = ctx.prec
    ctx.prec = BITS
    try:
        value = float(ball(term).mid())
    finally:
        ctx.prec = before
    if value in {FAR, -FAR} or value != value:  # noqa: PLR0124 - NaN
        raise NoValueError("a number that is too large for a double")
    return repr(value)
