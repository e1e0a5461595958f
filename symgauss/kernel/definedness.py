"""Whether two sides have values at all: ``x / x`` has none where x is defined as 0."""

from __future__ import annotations

from random import Random

from flint import ctx

from symgauss.kernel.clock import now
from symgauss.kernel.context import Context
from symgauss.kernel.domains.balls import Balls
from symgauss.kernel.drawing.balls import BallDraw
from symgauss.kernel.evaluate import Evaluator
from symgauss.kernel.findings import Finding, Singular, Undefined
from symgauss.kernel.judge import PRECISION
from symgauss.kernel.question import Numbers, Question
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.terms import Function, Inverse, Power, Rational, Term
from symgauss.kernel.traversal import subterms

TRIES = 40  #: an inverse may ask for one dimension to be the larger one
_LARGEST = 7  #: size of vectors and matrices: what vanishes by its definition does so at every size


def may_be_undefined(term: Term) -> bool:
    """Whether something is divided by, or a function with a domain is applied."""
    for part in subterms(term):
        match part:
            case Inverse() | Function("log" | "sqrt"):
                return True
            case Power(_, Rational(k, q)) if k < 0 or q != 1:
                return True
            case _:
                pass
    return False


def is_undefined(lhs: Term, rhs: Term, context: Context, *, seed: int, seconds: float) -> bool:
    """Whether every draw of a context divides by zero on one of two sides.

    What cannot be evaluated for other reasons is not called undefined.
    """
    rng = Random(seed)  # noqa: S311 - any points will do
    previous = ctx.prec
    ctx.prec = PRECISION
    try:
        relation = Relation(RelationKind.EQUAL)
        question = Question.of(lhs, relation, rhs, context, rng, seed, now() + seconds)
        return all(_is_singular(question) for _ in range(TRIES))
    except (Finding, ArithmeticError, ValueError, RecursionError):
        return False
    finally:
        ctx.prec = previous


def _is_singular(question: Question) -> bool:
    rng = question.rng
    sizes = {name: rng.randint(2, _LARGEST) for name in question.dimensions}
    numbers = Numbers(sizes, question.draw_integers(small=True))
    balls = Balls(question.rng)
    ev: Evaluator = question.evaluator(balls, BallDraw(balls, question.rng, small=False), numbers)
    try:
        ev.value(question.lhs)
        ev.value(question.rhs)
    except Undefined:
        # a root of a negative number: the range of a name may not have been read
        return not ev.instance.values
    except Singular:
        return True
    return False
