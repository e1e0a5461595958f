"""Chains of steps: the order of their numbers, what they use, how their relations compose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from symgauss.kernel.relations import EQUAL, Relation, RelationKind
from symgauss.kernel.steps import Certificate, Conclusion, Route, Step


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a certificate is refused, and at which step (empty: the certificate as a whole)."""

    step: str
    message: str

    def __str__(self) -> str:
        return f"step {self.step}: {self.message}" if self.step else self.message


def all_steps(routes: Iterable[Route]) -> Iterator[Step]:
    """Every step in the order of the certificate; sub-steps follow the step that hides them."""
    todo = [step for route in routes for step in route.steps][::-1]
    while todo:
        step = todo.pop()
        yield step
        todo.extend(reversed(step.substeps))


def levels(routes: Iterable[Route]) -> Iterator[tuple[str, int, tuple[Step, ...]]]:
    """Each list of steps in which chains run: the prefix and first place of its numbers."""
    first = 1
    for route in routes:
        todo = [("", first, route.steps)]
        first += len(route.steps)
        while todo:
            level = todo.pop()
            yield level
            todo.extend((f"{step.number}.", 1, step.substeps) for step in level[2] if step.substeps)


def chain_refusals(certificate: Certificate) -> Iterator[Refusal]:
    """Steps out of order, uses that point nowhere or forward, chains that break."""
    misnumbered = False
    for prefix, first, steps in levels(certificate.routes):
        before: Step | None = None
        for place, step in enumerate(steps, first):
            if step.number != f"{prefix}{place}":
                misnumbered = True
                yield Refusal(step.number[:40], f"stands where {prefix}{place} is expected")
            if step.continues and before is None:
                yield Refusal(step.number, "continues, but there is no step before it")
            if step.continues and before is not None and step.lhs != before.rhs:
                yield Refusal(step.number, f"does not start where step {before.number} ends")
            before = step
    if misnumbered:
        return  # numbers that are none cannot be compared
    numbers = {step.number for step in all_steps(certificate.routes)}
    for step in all_steps(certificate.routes):
        for used in step.uses:
            if used not in numbers:
                yield Refusal(step.number, f"uses step {used[:40]}, which is not there")
            elif not _comes_before(used, step.number):
                yield Refusal(step.number, f"uses step {used}, which comes later")
    for conclusion in certificate.conclusions:
        yield from _conclusion_refusals(conclusion, certificate)


def _comes_before(used: str, number: str) -> bool:
    """Whether ``used`` is earlier, or one of the step's own sub-steps."""
    if used.startswith(f"{number}."):
        return True
    return [int(part) for part in used.split(".")] < [int(part) for part in number.split(".")]


def _conclusion_refusals(conclusion: Conclusion, certificate: Certificate) -> Iterator[Refusal]:
    if not conclusion.chain:
        return
    found = find_chain(conclusion, certificate.routes)
    if conclusion.chain not in found:
        named = " to ".join(conclusion.chain)[:80]
        yield Refusal("", f"the conclusion is not what the chain of steps {named} shows")


def find_chain(conclusion: Conclusion, routes: Iterable[Route]) -> list[tuple[str, str]]:
    """First and last steps of the unbroken chains that show exactly the conclusion."""
    found = []
    for _, _, steps in levels(routes):
        for first, step in enumerate(steps):
            if step.lhs != conclusion.lhs:
                continue
            relation: Relation | None = EQUAL
            for last in range(first, len(steps)):
                if last > first and not steps[last].continues:
                    break
                relation = composed(relation, steps[last].relation)
                if steps[last].rhs == conclusion.rhs and relation == conclusion.relation:
                    found.append((step.number, steps[last].number))
    return found


_LESS = (RelationKind.LESS, RelationKind.LESS_EQUAL)
_GREATER = (RelationKind.GREATER, RelationKind.GREATER_EQUAL)


def composed(first: Relation | None, second: Relation) -> Relation | None:
    """What ``a first b second c`` says about a and c; ``None`` if nothing."""
    if first is None:
        return None
    if second.kind in {RelationKind.EQUAL, RelationKind.DEFINED}:
        return first
    if first.kind is RelationKind.EQUAL or first == second:
        return second
    for direction in (_LESS, _GREATER):
        if first.kind in direction and second.kind in direction:
            return Relation(direction[0])
    return None
