"""How a step is known, in a few words and numbers."""

from __future__ import annotations

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


def _bound(evidence: Evidence) -> Prose:
    if evidence.log2_error is None:
        return ()
    exponent = Row((Sign("negative"), Number(str(-ceil(evidence.log2_error)))))
    return (", ", scripted(Number("2"), None, exponent))


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
