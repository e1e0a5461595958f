"""Targets: the derivation ends in the form that was asked for, or the form is refuted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from symgauss.bridge import to_sympy
from symgauss.derivation.derivation import Derivation, Result, Route, Step
from symgauss.derivation.rule import Rule
from symgauss.errors import ModelError, Place, RefusedError, TargetRefusedError
from symgauss.kernel.context import Context
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL, Relation
from symgauss.kernel.terms import Covariance, Expectation, Named, Term
from symgauss.kernel.traversal import subterms
from symgauss.kernel.verdict import Answer, Reason, Verdict
from symgauss.notation.unicode import print_term
from symgauss.problems.contexts import joined
from symgauss.problems.numbering import renumbered
from symgauss.problems.refusals import describe

ASKED = Rule("write as asked", r"a = b", (r"a, b \in \mathbb{R}", r"a := b"))
READ_OFF = Rule(
    "read off the law",
    r"\mathrm{Cov}[x] = \Sigma",
    (
        r"x, \mu \in \mathbb{R}^{n}",
        r"\Sigma \in \mathbb{S}_{++}^{n}",
        r"x \sim \mathcal{N}(\mu, \Sigma)",
    ),
)


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
    derivation = replace(derivation, context=joined(document, derivation.context))
    for target in targets:
        _check_laws(target)
        derivation = _linked(derivation, target)
    return derivation


def _check_laws(target: Target) -> None:
    """``ModelError`` if a target has a moment in which nothing is random."""
    for term in (*subterms(target.lhs), *subterms(target.rhs)):
        match term:
            case Expectation(law=Named(variables=())) | Covariance(law=Named(variables=())):
                message = f"nothing in {print_term(term)} has a distribution"
                hint = r"state one, such as `z \sim \mathcal{N}(\mu, \Sigma)`"
                raise ModelError(message, target.place, hint)
            case _:
                continue


def _linked(derivation: Derivation, target: Target) -> Derivation:
    """The target takes the place of the result that it rewrites, or is a result of its own."""
    context = derivation.context
    verdict = _accepted(target.lhs, target.relation, target.rhs, context, target.place)
    rhs = to_sympy(target.rhs, context)
    found = _matching(derivation.results, target, context)
    if found is None:
        lhs = to_sympy(target.lhs, context)
        new = Result(lhs, target.relation, rhs, target.lhs, target.rhs, verdict)
        routes = _appended(derivation.routes, _step(new, ASKED))
        return replace(derivation, results=(*derivation.results, new), routes=routes)
    if found.rhs_term == target.rhs:
        return derivation
    new = replace(found, relation=target.relation, rhs=rhs, rhs_term=target.rhs, verdict=verdict)
    results = tuple(new if result is found else result for result in derivation.results)
    routes = _routed(derivation.routes, found, new, context, target.place)
    return replace(derivation, results=results, routes=routes)


def _routed(
    routes: Sequence[Route], found: Result, new: Result, context: Context, place: Place
) -> tuple[Route, ...]:
    """Steps from the result that was found to the form that is asked for."""
    there = _shown_already(routes, found.rhs_term, new.rhs_term)
    if there is not None:
        return _appended(routes, replace(_step(new, ASKED), uses=(there,)))
    verdict = _accepted(found.rhs_term, new.relation, new.rhs_term, context, place)
    link = replace(
        _step(new, ASKED),
        lhs=found.rhs,
        lhs_term=found.rhs_term,
        verdict=verdict,
        continues=True,
    )
    if any(_ends_in(route, found.rhs_term) for route in routes):
        return _extended(routes, found.rhs_term, link)
    return _appended(routes, _step(found, READ_OFF), link)


def _accepted(lhs: Term, relation: Relation, rhs: Term, context: Context, place: Place) -> Verdict:
    verdict = judge(lhs, relation, rhs, context)
    if verdict.accepted:
        return verdict
    text = describe(lhs, relation, rhs, verdict, place)
    if verdict.answer is Answer.FAILS:
        raise TargetRefusedError(text)
    if verdict.reason is Reason.MISSING_CONTEXT:
        text += "\n  help: declare or define what the formula relies on"
    raise RefusedError(text)


def _matching(results: Sequence[Result], target: Target, context: Context) -> Result | None:
    """The result whose left side is that of the target, as written or as judged."""
    for result in results:
        if result.lhs_term == target.lhs:
            return result
    for result in results:
        if judge(result.lhs_term, EQUAL, target.lhs, context).accepted:
            return result
    return None


def _step(result: Result, rule: Rule) -> Step:
    return Step(
        number="0",
        lhs=result.lhs,
        relation=result.relation,
        rhs=result.rhs,
        lhs_term=result.lhs_term,
        rhs_term=result.rhs_term,
        rule=rule,
        verdict=result.verdict,
    )


def _appended(routes: Sequence[Route], *steps: Step) -> tuple[Route, ...]:
    *before, last = routes
    return renumbered([*before, replace(last, steps=(*last.steps, *steps))])


def _shown_already(routes: Sequence[Route], start: Term, end: Term) -> str | None:
    """The number of the step that ends a chain from one term to the other."""
    for route in routes:
        begins = False
        for step in route.steps:
            if not step.continues:
                begins = step.lhs_term == start
            if begins and step.rhs_term == end:
                return step.number
    return None


def _ends_in(route: Route, end: Term) -> bool:
    return any(step.rhs_term == end for step in _ends(route))


def _ends(route: Route) -> list[Step]:
    """The last steps of the chains."""
    following = [*route.steps[1:], None]
    return [
        step
        for step, after in zip(route.steps, following, strict=True)
        if after is None or not after.continues
    ]


def _extended(routes: Sequence[Route], end: Term, link: Step) -> tuple[Route, ...]:
    """Every chain that ends in a term goes on to the target."""
    made: list[Route] = []
    for route in routes:
        last = _ends(route)
        steps: list[Step] = []
        for step in route.steps:
            steps.append(step)
            if step in last and step.rhs_term == end:
                steps.append(link)
        made.append(replace(route, steps=tuple(steps)))
    return renumbered(made)
