"""The judge decides whether two terms denote the same thing.

The prime field looks first.  What it accepts, real balls look at again, at points of their own: a
bug in one domain does not make a false step hold.  What it does not accept, or cannot evaluate,
the balls decide: disjoint enclosures refute, agreement to many digits at several generic points is
``numeric`` evidence.  Everything else is ``unknown``.
"""

from __future__ import annotations

from dataclasses import replace
from random import SystemRandom

from flint import ctx

from symgauss.kernel import exact, numeric
from symgauss.kernel.clock import now
from symgauss.kernel.context import Context
from symgauss.kernel.findings import (
    Finding,
    LimitReached,
    Missing,
    NotInDomain,
    TwoShapes,
    Unsupported,
)
from symgauss.kernel.names import loose_names, missing_names, relevant_terms, used_definitions
from symgauss.kernel.question import Question
from symgauss.kernel.radicands import undecided
from symgauss.kernel.recent import question_of
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.signs import Signs
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.sizing import dimensions
from symgauss.kernel.terms import Rational, Symbol, Term, Zero, difference
from symgauss.kernel.traversal import free_symbols, node_count, subterms
from symgauss.kernel.verdict import (
    Answer,
    Counterexample,
    Evidence,
    EvidenceKind,
    Reason,
    ShapeConflict,
    Verdict,
)

PRECISION = 320  #: bits of the balls
MOST_NODES = 20_000
SECONDS = 30.0
REFUTING = 0.25  #: of the time that is left, for a counterexample where nothing will be accepted

_EQUALITIES = {RelationKind.EQUAL, RelationKind.PROPORTIONAL, RelationKind.EQUAL_UP_TO_CONSTANT}
_ORDERS = {
    RelationKind.LESS: -1,
    RelationKind.LESS_EQUAL: -1,
    RelationKind.GREATER: 1,
    RelationKind.GREATER_EQUAL: 1,
}


def judge(
    lhs: Term,
    relation: Relation,
    rhs: Term,
    context: Context,
    *,
    seed: int | None = None,
    seconds: float = SECONDS,
    readable: bool = True,
) -> Verdict:
    """Judge one step.

    ``seed`` replays a verdict; without it, randomness comes from the operating system.
    ``seconds`` is a limit, after which the verdict is ``unknown`` with ``resource-limit``.
    Without ``readable``, the question is only whether the step holds: no counterexample that a
    person can check is looked for, and what the field contradicts is ``unknown`` at once.
    """
    if seed is None:
        seed = SystemRandom().getrandbits(48)
    if node_count(lhs) + node_count(rhs) > MOST_NODES:
        return _unknown(Reason.RESOURCE_LIMIT, "the step is too large")
    try:
        left, right = shape_of(lhs), shape_of(rhs)
    except ShapeError as error:
        conflict = ShapeConflict(error.term, error.left, error.right)
        return Verdict(Answer.FAILS, shape_conflict=conflict, detail=str(error), term=error.term)
    if left != right:
        detail = f"the sides differ in shape: {left} against {right}"
        return Verdict(Answer.FAILS, shape_conflict=ShapeConflict(rhs, left, right), detail=detail)
    if relation.kind is RelationKind.DEFINED:
        return Verdict(Answer.DEFINITION)
    using = used_definitions((lhs, rhs), context)
    previous = ctx.prec
    ctx.prec = PRECISION
    try:
        question = question_of(lhs, relation, rhs, context, seed, now() + seconds)
        question.readable = readable
        verdict = _decide(question)
    except Unsupported as finding:
        verdict = _unknown(Reason.UNSUPPORTED, finding.what, finding.term)
    except LimitReached as finding:
        verdict = _unknown(Reason.RESOURCE_LIMIT, str(finding))
    except NotInDomain as finding:
        verdict = _unknown(Reason.UNSUPPORTED, str(finding))
    except Missing as finding:
        verdict = _unknown(Reason.MISSING_CONTEXT, str(finding))
    except TwoShapes as finding:
        verdict = _unknown(Reason.UNDETERMINED_TYPE, str(finding))
    except (ArithmeticError, ValueError) as error:
        # flint's own complaints: never a reason to accept, never a traceback for the user
        verdict = _unknown(Reason.UNSUPPORTED, f"the kernel could not evaluate this: {error}")
    except RecursionError:
        verdict = _unknown(Reason.RESOURCE_LIMIT, "the step is nested too deeply")
    finally:
        ctx.prec = previous
    return replace(verdict, using=using)


def may_hold(
    lhs: Term,
    relation: Relation,
    rhs: Term,
    context: Context,
    *,
    seed: int | None = None,
    seconds: float = SECONDS,
) -> bool:
    """Whether a single point leaves it open that a step holds.

    A glance that costs a fraction of :func:`judge`.  Where it says no, the verdict of ``judge``
    would not be ``holds``; where it says yes, ``judge`` has to be asked.
    """
    if seed is None:
        seed = SystemRandom().getrandbits(48)
    previous = ctx.prec
    ctx.prec = PRECISION
    try:
        if shape_of(lhs) != shape_of(rhs) or node_count(lhs) + node_count(rhs) > MOST_NODES:
            return False
        question = question_of(lhs, relation, rhs, context, seed, now() + seconds)
        if relation.kind not in _EQUALITIES or question.lacks_variables:
            return relation.kind in _ORDERS
        question.readable = False
        look = exact.glance(question)
        if look is not exact.Look.UNSURE:
            return look is exact.Look.AGREES
        # balls accept nothing where a branch may be missed
        return numeric.glance(question) and undecided(question) is None
    except (Finding, ShapeError, ArithmeticError, ValueError, RecursionError):
        return False
    finally:
        ctx.prec = previous


def _decide(question: Question) -> Verdict:
    kind = question.relation.kind
    if kind in _ORDERS:
        return _order(question)
    if kind not in _EQUALITIES:
        return _unknown(Reason.UNSUPPORTED, f"the relation {kind.value}")
    if kind is RelationKind.PROPORTIONAL and shape_of(question.lhs) != SCALAR:
        return _unknown(Reason.UNSUPPORTED, "proportionality of matrices")
    if question.lacks_variables:
        if kind is RelationKind.EQUAL_UP_TO_CONSTANT:
            return _unknown(Reason.MISSING_CONTEXT, "nothing says of what the constant is free")
        return _unknown(Reason.MISSING_CONTEXT, "up to what? Name the variable: \\propto_{x}")
    finding = exact.compare(question)
    if finding.agreed:
        return _confirmed(question, finding)
    return _by_balls(question, finding)


def _cancel(question: Question, loose: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether no side depends on the names that stand on it only: ``(a/s) / (b/s)`` on s.

    Then nothing that may be known of these names makes the step hold.  Sizes on one side only may
    still be known: ``tr(S^-1 S)`` is n.
    """
    left, right = (set(dimensions(tuple(subterms(s)))) for s in (question.lhs, question.rhs))
    if left != right:
        return False
    for side, names in zip((question.lhs, question.rhs), loose, strict=True):
        written = relevant_terms((side,), replace(question.context, distributions=()))
        within = frozenset(v for part in written for v in free_symbols(part))
        symbols = tuple(v for v in sorted(within, key=str) if v.name in names)
        if len(symbols) < len(names) or not all(isinstance(v, Symbol) for v in symbols):
            return False  # members, or what only a distribution leads to
        if not names:
            continue
        constant = Relation(RelationKind.EQUAL_UP_TO_CONSTANT, symbols)
        shape = shape_of(side)
        nothing = Rational(0) if shape.is_scalar else Zero(shape)
        asked = (side, constant, nothing, question.context)
        try:
            other = question_of(*asked, question.seed, question.deadline)
            if not _agrees(other):
                return False
        except Finding:
            return False
    return True


def _agrees(question: Question) -> bool:
    """Whether a question holds in the field, or else at points, where logarithms are in it."""
    look = exact.glance(question)
    if look is exact.Look.UNSURE:
        outcome = numeric.compare(question, numeric.ENOUGH)
        return outcome.points == numeric.ENOUGH and outcome.refuted is None
    return look is exact.Look.AGREES


def _confirmed(question: Question, finding: exact.Finding) -> Verdict:
    """The field accepts; the balls must not object."""
    outcome = numeric.compare(question, 1 if question.partial is None else numeric.PARTIAL_POINTS)
    if not (outcome.points or outcome.one_sided or outcome.refuted):
        outcome = numeric.compare(question, 1)  # at smaller sizes points are found more easily
    if outcome.refuted is not None:
        return _disagreement()
    if outcome.one_sided:
        return _unknown(Reason.MISSING_CONTEXT, outcome.one_sided)
    if not outcome.points:
        return _unknown(Reason.SINGULAR, "no point was found at which both sides have a value")
    return Verdict(
        Answer.HOLDS,
        Evidence(
            EvidenceKind.EXACT,
            draws=finding.draws,
            seed=question.seed,
            sizes=finding.sizes,
            log2_error=finding.log2_error,
        ),
    )


def _by_balls(question: Question, finding: exact.Finding) -> Verdict:
    if finding.contradicted and not question.readable:
        return _unknown(Reason.UNSUPPORTED, "the sides differ in a prime field")
    loose = loose_names(question)
    differs = finding.contradicted
    if not differs and any(loose):
        differs = not numeric.glance(question)
    cancel = any(loose) and differs and _cancel(question, loose)
    missing = "" if cancel else missing_names(loose)
    if missing:  # the step cannot fail, so nobody reads a counterexample
        question.readable = False
    if not differs and (missing or question.undecided):
        differs = not numeric.glance(question)  # whether a branch is missed is asked for too much
    if differs and missing:
        return _unknown(Reason.MISSING_CONTEXT, missing)
    missed = None if differs else undecided(question)
    if missed is not None and not question.readable:
        return _missed(missed)
    points = numeric.POINTS if question.branches is None else numeric.MANY_POINTS
    refuting = differs or missed is not None
    if refuting:
        question.hurry(REFUTING)
    try:
        outcome = numeric.compare(question, points, refuting=refuting)
    except LimitReached:
        if missed is None:
            raise
        return _missed(missed)
    agreed = outcome.points >= min(points, numeric.ENOUGH)
    if finding.contradicted and agreed:  # such as |Q| = 1: every other Q
        found = numeric.contradict(question)
        outcome = outcome if found.refuted is None else found
    if outcome.refuted is not None:
        return _refuted(question, outcome.refuted, missing)
    if outcome.one_sided:
        return _unknown(Reason.MISSING_CONTEXT, outcome.one_sided)
    if missed is not None:
        # agreement at points says nothing about the other branch: sqrt((u - 1000)^2) = 1000 - u
        return _missed(missed)
    if differs and not finding.contradicted:
        return _unknown(Reason.SINGULAR, "the sides differ, and no point shows it that can be read")
    return _agreed(question, finding, outcome, points)


def _refuted(question: Question, example: Counterexample, missing: str) -> Verdict:
    """A counterexample refutes, unless something is not known that may rule it out."""
    missing = missing or question.unstated.doubt()
    if missing:
        return _unknown(Reason.MISSING_CONTEXT, missing)
    detail = numeric.describe(example) if question.readable else ""
    return Verdict(Answer.FAILS, counterexample=example, detail=detail)


def _agreed(
    question: Question, finding: exact.Finding, outcome: numeric.Outcome, points: int
) -> Verdict:
    """Nothing was found that tells the sides apart: whether that is enough."""
    periodic = question.periodic
    if periodic is not None:
        detail = "a sine or cosine of an integer, whose period a few values do not show"
        return _unknown(Reason.UNSUPPORTED, detail, periodic)
    if outcome.points < points and outcome.too_wide:
        return _unknown(Reason.RESOURCE_LIMIT, "numbers of too different orders of magnitude")
    if outcome.points < points:
        return _unknown(
            Reason.SINGULAR, "too few points were found at which both sides have a value"
        )
    if finding.contradicted:
        return _disagreement()
    return Verdict(
        Answer.HOLDS,
        Evidence(
            EvidenceKind.NUMERIC,
            draws=outcome.points,
            seed=question.seed,
            sizes=outcome.sizes,
            digits=outcome.digits,
        ),
    )


def _missed(term: Term) -> Verdict:
    detail = "a root or absolute value of something whose sign is not known; declare its range"
    return _unknown(Reason.MISSING_CONTEXT, detail, term)


def _order(question: Question) -> Verdict:
    """Inequalities: refuted by balls, or known by signs; agreement at points proves nothing."""
    direction = _ORDERS[question.relation.kind]
    if shape_of(question.lhs) != SCALAR:
        return _unknown(Reason.UNSUPPORTED, "an inequality of matrices")
    outcome = numeric.order(question, direction)
    if outcome.refuted is not None and (question.unstated.variables or question.unstated.free):
        # the values of a density, and so the sign of an entropy, depend on the reference measure
        detail = question.unstated.doubt() or "an inequality of laws that nobody states"
        return _unknown(Reason.MISSING_CONTEXT, detail)
    if outcome.refuted is not None:
        return Verdict(
            Answer.FAILS, counterexample=outcome.refuted, detail=numeric.describe(outcome.refuted)
        )
    if outcome.one_sided:
        return _unknown(Reason.MISSING_CONTEXT, outcome.one_sided)
    gap = (
        difference(question.lhs, question.rhs)
        if direction > 0
        else difference(question.rhs, question.lhs)
    )
    if outcome.points and Signs(question.context).positive(gap):
        # intervals with rational ends: a proof, so no draws and no error
        evidence = Evidence(EvidenceKind.EXACT, draws=0, seed=question.seed)
        return Verdict(Answer.HOLDS, evidence, detail="by the signs of the parts")
    return _unknown(Reason.UNSUPPORTED, "an inequality that signs alone do not decide")


def _disagreement() -> Verdict:
    detail = "the prime field and the balls disagree: a bug in symgauss, please report it"
    return _unknown(Reason.UNSUPPORTED, detail)


def _unknown(reason: Reason, detail: str, term: Term | None = None) -> Verdict:
    return Verdict(Answer.UNKNOWN, reason=reason, detail=detail, term=term)
