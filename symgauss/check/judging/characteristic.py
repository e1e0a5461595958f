r"""Steps with the imaginary unit: ``E[e^{itX}]`` is judged as a function of a real s."""

from __future__ import annotations

from dataclasses import replace

from symgauss.check.judging.judge import Judge, Outcome
from symgauss.check.laws.placed import parameters
from symgauss.check.manners.expectations import random_names
from symgauss.check.manners.imaginary import UNITS, imaginary
from symgauss.check.manners.rotated import arguments_beside, rotated
from symgauss.check.meaning.asking import Question
from symgauss.kernel.relations import RelationKind
from symgauss.kernel.verdict import Answer, Verdict

_DETAIL = "the sides differ at imaginary points"


def of_imaginary(
    outcome: Outcome, question: Question, judge: Judge, known: frozenset[str], written: str
) -> Verdict:
    """The verdict; where a letter may be the imaginary unit, the one for which that decides.

    ``known`` are names of which the document says what they are, ``written`` is the step as LaTeX.
    """
    verdict = outcome.verdict
    doubted = imaginary(verdict, outcome.asked, known, written)
    if doubted is verdict or outcome.using:
        return doubted
    ways = (_turned(question, judge, unit) for unit in UNITS - known)
    turned = next((way for way in ways if way is not None), None)
    if turned is None:
        return doubted
    found = judge.decide(turned, frozenset({question.position}))
    if found.using or found.verdict.answer not in (Answer.HOLDS, Answer.FAILS):
        return doubted
    if found.verdict.answer is Answer.HOLDS:
        return found.verdict
    return replace(found.verdict, counterexample=None, detail=_DETAIL)


def _turned(question: Question, judge: Judge, unit: str) -> Question | None:
    """The question at imaginary arguments; ``None`` where an i is left in it."""
    if question.relation.kind is not RelationKind.EQUAL:
        return None
    sides = (question.lhs, question.rhs)
    laws = judge.asking.contexts(question.position).distributions
    apart = {name for law in laws for name in (law.variable, *parameters(law))}
    turned = arguments_beside(sides, unit) - apart
    turned = frozenset(name for name in turned if name.name not in random_names(*sides))
    if not turned:
        return None
    found = [rotated(side, unit, turned) for side in sides]
    first, second = found
    if first is None or second is None or first[1] != second[1]:
        return None
    return replace(question, lhs=first[0], rhs=second[0])
