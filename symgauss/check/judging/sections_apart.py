r"""Sections that use the same letters for other things: x is a number in one, a vector in the next.

A letter has one shape in a document.  Where sections introduce letters again and shapes clash, each
section is read once more without those in which its letters mean something else.  What is found
there counts for a step if the sections that were left out say nothing of its other names.  Only the
steps that are open are judged again; what became of the others is known from the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from symgauss.check.checked import CheckedStep
from symgauss.check.displays.written import Display
from symgauss.check.meaning.circles import Judged
from symgauss.check.meaning.standing import Standing
from symgauss.check.wording.eras import Eras
from symgauss.check.wording.mentioned import is_mentioned, regions_in
from symgauss.kernel.names import relevant_terms
from symgauss.kernel.terms import Term, Variable
from symgauss.kernel.traversal import free_symbols
from symgauss.kernel.verdict import Answer, Reason
from symgauss.latex.displays import Region, RegionKind
from symgauss.latex.documents import Document
from symgauss.latex.scope import Scope
from symgauss.latex.source import Span

MOST = 6  #: sections that are read once more

_Key = tuple[int, int, str, str]  #: of a step: its place and its sides


@dataclass(frozen=True, slots=True)
class Part:
    """The steps that are judged where a section is read apart, and what is known of the others."""

    places: frozenset[int]  #: where the displays of these steps begin
    speak_of: Callable[[Iterable[Variable]], bool]  #: whether other sections say more of names
    standing: Standing  #: of the statements, as the whole document showed it
    judged: tuple[Judged, ...]  #: the steps of the whole document

    def is_about(self, display: Display, *sides: Term | None) -> bool:
        """Whether what is found of a step would count; a side that was not read says nothing."""
        names = [name for side in sides if side is not None for name in free_symbols(side)]
        return display.span.start in self.places and not self.speak_of(names)


@dataclass(frozen=True, slots=True)
class Whole:
    """A document that was checked."""

    judged: list[Judged]
    standing: Standing
    eras: Eras  #: for how long its names mean the same
    scope: Scope  #: the shapes of its names


Check = Callable[[Document, Part], Sequence[Judged]]


def checked_apart(document: Document, whole: Whole, check: Check) -> list[CheckedStep]:
    """The steps, with what is found of those whose shapes clash in their sections alone.

    ``check`` judges some steps of a document.
    """
    steps = [each.step for each in whole.judged]
    eras, scope = whole.eras, whole.scope
    if not eras.names or not any(_is_untyped(step) for step in steps):
        return steps
    found = list(steps)
    spans = eras.spans(len(document.source.text))
    for target in spans[:MOST]:
        here = [n for n, step in enumerate(steps) if _stands_in(step, document, target)]
        if not any(_is_untyped(steps[n]) for n in here):
            continue
        clashing = [span for span in spans if _differ(eras, document, span, target)]
        if not clashing:
            continue
        known = (document, clashing, eras, scope)
        wanted = {
            _key(steps[n]): n
            for n in here
            if _is_open(steps[n]) and not _is_of_all(steps[n], *known)
        }
        places = frozenset(_region(steps[n], document).span.start for n in wanted.values())
        speak_of = partial(_are_said, *known)
        part = Part(places, speak_of, whole.standing, tuple(whole.judged))
        alone = [each.step for each in check(_without(document, clashing), part)]
        for n, other in _decided(alone, wanted, *known):
            found[n] = replace(other, display=steps[n].display, step=steps[n].step)
    return found


def _decided(  # noqa: PLR0917 - what is known of a document, piece by piece
    alone: Iterable[CheckedStep],
    wanted: Mapping[_Key, int],
    document: Document,
    clashing: Sequence[Span],
    eras: Eras,
    scope: Scope,
) -> list[tuple[int, CheckedStep]]:
    """The steps that are decided where a section is read alone, and of it alone."""
    return [
        (wanted[_key(step)], step)
        for step in alone
        if _key(step) in wanted
        and _is_decided(step)
        and not _speak_of(step, document, clashing, eras, scope)
    ]


def _is_untyped(step: CheckedStep) -> bool:
    return step.verdict.reason is Reason.UNDETERMINED_TYPE


def _is_open(step: CheckedStep) -> bool:
    return step.verdict.answer in (Answer.UNKNOWN, Answer.DEFINITION)


def _is_decided(step: CheckedStep) -> bool:
    return step.verdict.answer in (Answer.HOLDS, Answer.FAILS)


def _key(step: CheckedStep) -> _Key:
    return step.place.line, step.place.column, step.lhs, step.rhs


def _stands_in(step: CheckedStep, document: Document, section: Span) -> bool:
    return section.start <= _region(step, document).whole.start < section.end


def _region(step: CheckedStep, document: Document) -> Region:
    """The display of a step."""
    return document.displays[step.display - 1]


def _is_of_all(
    step: CheckedStep, document: Document, spans: Sequence[Span], eras: Eras, scope: Scope
) -> bool:
    """Whether a step is made of names of which other sections say something, as it was read."""
    if _is_untyped(step) or step.asked is None:
        return False
    return _speak_of(step, document, spans, eras, scope)


def _differ(eras: Eras, document: Document, span: Span, target: Span) -> bool:
    """Whether a section uses a letter that means something else in another section."""
    regions = list(regions_in(document, [span]))
    return any(
        eras.of(name, span.start) != eras.of(name, target.start)
        and is_mentioned(name, document, regions)
        for name in eras.names
    )


def _without(document: Document, spans: Sequence[Span]) -> Document:
    """The document with blanks for some sections; places and macros stay what they are."""
    text = document.source.text
    for span in spans:
        blank = re.sub(r"[^\n]", " ", text[span.start : span.end])
        text = text[: span.start] + blank + text[span.end :]
    kept = tuple(
        region
        for region in document.regions
        if region.kind is RegionKind.COMMENT
        or not any(span.start <= region.whole.start < span.end for span in spans)
    )
    return replace(document, source=replace(document.source, text=text), regions=kept)


def _speak_of(
    step: CheckedStep, document: Document, spans: Sequence[Span], eras: Eras, scope: Scope
) -> bool:
    """Whether what was left out mentions another name of a step as it was asked about."""
    if step.asked is None:
        return True
    terms = relevant_terms((step.asked.lhs, step.asked.rhs), step.asked.context)
    return _are_said(document, spans, eras, scope, {s for t in terms for s in free_symbols(t)})


def _are_said(
    document: Document, spans: Sequence[Span], eras: Eras, scope: Scope, names: Iterable[Variable]
) -> bool:
    """Whether sections mention names that mean the same everywhere, so that they may be meant.

    A name that has another shape here than in the whole document is not.
    """
    regions = list(regions_in(document, spans))
    return any(
        is_mentioned(symbol.name, document, regions)
        for symbol in set(names)
        if symbol.name not in eras.names and not _has_another_shape(symbol, scope)
    )


def _has_another_shape(symbol: Variable, scope: Scope) -> bool:
    declared = scope.declarations.get(symbol.name)
    return declared is not None and declared.shape.is_scalar != symbol.shape.is_scalar
