"""Targets: the derivation ends in the form that was asked for, or the form is refuted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from symgauss.bridge import to_sympy
from symgauss.derivation.derivation import Derivation, Result, Route, Step
from symgauss.derivation.rule import Rule
from symgauss.errors import Place, RefusedError, TargetRefusedError
from symgauss.kernel.context import Context
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL, Relation
from symgauss.kernel.terms import Term
from symgauss.kernel.verdict import Answer, Reason, Verdict
from symgauss.problems.contexts import joined
from symgauss.problems.numbering import renumbered
from symgauss.problems.refusals import describe

ASKED = Rule("write as asked", r"a = b", (r"a, b \in \mathbb{R}", r"a := b"))


@dataclass(frozen=True, slots=True)
class Target:
    """A form that is asked for, ``lhs relation rhs``, and where it stands."""

    lhs: Term
    relation: Relation
    rhs: Term
    place: Place


def reach(derivation: Derivation, targets: Iterable[Target], document: Context) -> Derivation:
    """The derivation with a judged step to each target.

    ``TargetRefusedError`` with a counterexample if a target does not hold.
    """
    context = joined(document, derivation.context)
    derivation = replace(derivation, context=context)
    for target in targets:
        verdict = _accepted(target.lhs, target.relation, target.rhs, context, target.place)
        derivation = _linked(derivation, target, verdict)
    return derivation


def _accepted(lhs: Term, relation: Relation, rhs: Term, context: Context, place: Place) -> Verdict:
    verdict = judge(lhs, relation, rhs, context)
    if verdict.accepted:
        return verdict
    text = describe(lhs, relation, rhs, verdict, place)
    if verdict.answer is Answer.FAILS:
        raise TargetRefusedError(text)
    if verdict.reason is Reason.MISSING_CONTEXT:
        raise RefusedError(text + "\n  help: declare or define what the formula relies on")
    raise RefusedError(text)


def _linked(derivation: Derivation, target: Target, verdict: Verdict) -> Derivation:
    """Replace the result that the target rewrites; else the target is a result of its own."""
    context = derivation.context
    rhs = to_sympy(target.rhs, context)
    results = list(derivation.results)
    place = _matching(results, target, context)
    if place is None:
        lhs = to_sympy(target.lhs, context)
        results.append(Result(lhs, target.relation, rhs, target.lhs, target.rhs, verdict))
        step = _step(lhs, target.relation, rhs, target, verdict)
        step = replace(step, lhs_term=target.lhs)
        routes = _appended(derivation.routes, step)
        return replace(derivation, results=tuple(results), routes=routes)
    found = results[place]
    results[place] = replace(found, rhs=rhs, rhs_term=target.rhs, verdict=verdict)
    if found.rhs_term == target.rhs:
        return derivation
    link = _accepted(found.rhs_term, target.relation, target.rhs, context, target.place)
    step = _step(found.rhs, target.relation, rhs, target, link)
    step = replace(step, lhs_term=found.rhs_term)
    routes = _extended(derivation.routes, found, step)
    return replace(derivation, results=tuple(results), routes=routes)


def _matching(results: Sequence[Result], target: Target, context: Context) -> int | None:
    """The place of the result that has the left side of the target, or its value."""
    for place, result in enumerate(results):
        if result.lhs_term == target.lhs:
            return place
    for place, result in enumerate(results):
        same = judge(result.lhs_term, EQUAL, target.lhs, context)
        if same.accepted:
            return place
    return None


def _step(lhs: object, relation: Relation, rhs: object, target: Target, verdict: Verdict) -> Step:
    return Step("0", lhs, relation, rhs, target.lhs, target.rhs, ASKED, verdict)


def _appended(routes: Sequence[Route], step: Step) -> tuple[Route, ...]:
    *before, last = routes
    return renumbered([*before, replace(last, steps=(*last.steps, step))])


def _extended(routes: Sequence[Route], result: Result, link: Step) -> tuple[Route, ...]:
    """Every chain that ends in the result goes on to the target."""
    found = False
    made: list[Route] = []
    for route in routes:
        steps: list[Step] = []
        for place, step in enumerate(route.steps):
            steps.append(step)
            following = route.steps[place + 1 : place + 2]
            ends = not following or not following[0].continues
            if ends and step.rhs_term == result.rhs_term:
                steps.append(replace(link, continues=True))
                found = True
        made.append(replace(route, steps=tuple(steps)))
    return renumbered(made) if found else _appended(made, link)
