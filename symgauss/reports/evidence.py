"""How a step is known, in a few words and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from symgauss.kernel.verdict import Answer, Evidence, EvidenceKind, Verdict
from symgauss.notation.layout import Kind, Layout, Number, Row, Sign, scripted
from symgauss.notation.spelling import spell
from symgauss.reports.prose import Prose

_WORDS = {
    Answer.HOLDS: "holds",
    Answer.FAILS: "refuted",
    Answer.DEFINITION: "by definition",
    Answer.UNKNOWN: "not decided",
}
_MOST_SIZES = 2  #: more sizes than this are summed up by the largest


def describe(verdict: Verdict) -> Prose:
    """``exact, 2^-183, n = 32`` or ``numeric, 75 digits`` or ``by definition``."""
    evidence = verdict.evidence
    if evidence is None:
        return (_WORDS[verdict.answer],)
    if evidence.kind is EvidenceKind.NUMERIC:
        digits = "" if evidence.digits is None else f", {evidence.digits} digits"
        return (f"numeric{digits}",)
    return ("exact", *_bound(evidence), *_sizes(evidence))


def summary(verdicts: Sequence[Verdict]) -> Prose:
    """How many steps there are, how they are known, and how well the weakest one is."""
    evidence = [verdict.evidence for verdict in verdicts if verdict.evidence is not None]
    exact = [e for e in evidence if e.kind is EvidenceKind.EXACT]
    numeric = [e for e in evidence if e.kind is EvidenceKind.NUMERIC]
    parts: list[str | Layout] = []
    if exact:
        parts.append(f", {len(exact)} exact")
        bounds = [e.log2_error for e in exact if e.log2_error is not None]
        if bounds:
            parts += [" (error probability at most ", _power_of_two(max(bounds)), " each)"]
    if numeric:
        digits = [e.digits for e in numeric if e.digits is not None]
        known = f" (to {min(digits)} digits or more)" if digits else ""
        parts.append(f", {len(numeric)} numeric{known}")
    for answer in (Answer.DEFINITION, Answer.HOLDS, Answer.UNKNOWN, Answer.FAILS):
        count = sum(1 for v in verdicts if v.answer is answer and v.evidence is None)
        parts += [f", {count} {_WORDS[answer]}"] if count else []
    total = f"{len(verdicts)} {'step' if len(verdicts) == 1 else 'steps'}"
    first = str(parts[0]).removeprefix(", ") if parts else ""
    return (f"{total}: {first}" if first else total, *parts[1:])


def _bound(evidence: Evidence) -> Prose:
    if evidence.log2_error is None:
        return ()
    return (", ", _power_of_two(evidence.log2_error))


def _power_of_two(exponent: float) -> Layout:
    """The bound, rounded up to a power of two."""
    return scripted(Number("2"), None, Row((Sign("negative"), Number(str(-ceil(exponent))))))


def _sizes(evidence: Evidence) -> Prose:
    sizes = evidence.sizes
    if not sizes:
        return ()
    if len(sizes) > _MOST_SIZES:
        return (f", sizes to {max(sizes.values())}",)
    parts: list[str | Layout] = []
    for name, value in sizes.items():
        equation = (spell(name).layout, Sign("equal"), Number(str(value)))
        parts += [", ", Row(equation, Kind.RELATION)]
    return tuple(parts)
