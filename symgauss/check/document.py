"""From the text of a document to its checked steps."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from time import monotonic

from symgauss.check.checked import CheckedDocument
from symgauss.check.displays.display import read_display
from symgauss.check.displays.hedges import Force, Hedges
from symgauss.check.displays.inlines import inline_tokens
from symgauss.check.displays.parts import Statement, read_sides
from symgauss.check.displays.roughly import mark_rough
from symgauss.check.displays.rows import cut
from symgauss.check.displays.sentences import Sentences
from symgauss.check.displays.written import Display, WrittenPart
from symgauss.check.inference.declared import (
    declare_functions,
    declared_scope,
    random_names,
    speaks_of_blocks,
)
from symgauss.check.inference.guessing import stages
from symgauss.check.inference.surveying import second_points
from symgauss.check.inference.typing import Inference
from symgauss.check.judging.reserved_signs import ReservedSigns
from symgauss.check.judging.sections_apart import Part, Whole, checked_apart
from symgauss.check.laws.drawn_laws import independently_drawn
from symgauss.check.laws.laws_of_letters import laws_of_letters
from symgauss.check.laws.listed_draws import gather_draws
from symgauss.check.laws.worded_laws import one_by_one, worded_laws
from symgauss.check.laws.worded_moments import worded_moments
from symgauss.check.laws.worded_pairs import worded_pairs
from symgauss.check.manners.bare_means import name_bare_means
from symgauss.check.manners.entries import declare_entries
from symgauss.check.manners.events import put_variables
from symgauss.check.manners.index_ranges import ranges_of
from symgauss.check.manners.listed_columns import (
    laws_behind,
    stack_laws,
    stack_lists,
    with_laws_apart,
)
from symgauss.check.manners.norm_means import name_means_of_norms
from symgauss.check.manners.normal_conventions import name_spreads
from symgauss.check.manners.plain_means import make_means_bold
from symgauss.check.manners.shifted_matrices import shift_matrices
from symgauss.check.manners.single_densities import SingleDensities
from symgauss.check.manners.standard_densities import standard_densities
from symgauss.check.manners.superscripts import name_superscripts
from symgauss.check.meaning.circles import Judged
from symgauss.check.objections import Heard
from symgauss.check.verdicts import Verdicts
from symgauss.check.wording.called_inputs import names_called_inputs
from symgauss.check.wording.conditions_behind import mark_conditions_behind
from symgauss.check.wording.described_names import descriptions
from symgauss.check.wording.eras import Eras, introductions, mentions
from symgauss.check.wording.independent_names import independent_names
from symgauss.check.wording.labelled_laws import is_of_a_label, speaks_of_mixtures
from symgauss.check.wording.passing import ROUGHLY, is_law_in_passing
from symgauss.check.wording.restricted_ranges import restrict_to_cases
from symgauss.check.wording.said_dependence import SaidDependence
from symgauss.check.wording.supposed_laws import state_supposed_laws
from symgauss.errors import SourceError
from symgauss.latex.displays import Region, RegionKind
from symgauss.latex.documents import Document, read_document
from symgauss.latex.limits import deep_stack

ALLOCATED = 50_000  #: objects before the collector of cycles looks at them


def check_text(
    text: str, path: str = "<text>", side: str = "", *, seed: int | None = None
) -> CheckedDocument:
    """Check every step of a document; ``side`` are the statements of its side file.

    What cannot be read becomes a step that is ``unknown``; ``SourceError`` is raised only where
    the text is no document at all.  ``seed`` replays the verdicts.
    """
    start = monotonic()
    document = read_document(text, path, side)
    with deep_stack(), _seldom_collected():
        steps = checked_apart(document, _checked(document, None, seed), partial(_steps, seed=seed))
    return CheckedDocument(path, tuple(steps), monotonic() - start)


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Let the collector of cycles come less often: terms are trees, which it walks in vain."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], ALLOCATED) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _steps(document: Document, part: Part, *, seed: int | None) -> list[Judged]:
    return _checked(document, part, seed).judged


def _checked(document: Document, part: Part | None, seed: int | None) -> Whole:
    """A document with its steps judged; with a ``part``, only those that it is about."""
    hedges = Hedges(document)
    displays, statements = _read(document, hedges)
    scope, found, said = declared_scope(document, statements, hedges)
    introduced = introductions(statements, said, hedges.sentences)
    called = descriptions(document, hedges.sentences)
    spoken_of = mentions(statements)
    eras = Eras(document.source.text, introduced, spoken_of, called)
    blocks = speaks_of_blocks(document.source.text)
    declare_entries(statements, found.limits, scope, document.source.text, blocks=blocks)
    inference = Inference(document.source, scope)
    declare_functions(found, scope, inference.reader.unifier)
    inference.limits = found.limits
    inference.drawn = independently_drawn(statements, hedges.sentences)
    inference.stated, inference.told = found.stated, found.told
    inference.fixed = frozenset(name for name, what in said.items() if what.fixed)
    inference.reader.ranges = ranges_of(statements)
    inference.reader.integrated = frozenset(found.integrated)
    inference.reader.integrals = frozenset(found.integrals)
    inference.reader.pairs = second_points(found)
    inference.reader.signatures = found.signatures
    inference.reader.random = random_names(statements, found, said, scope)
    sections = eras.spans(len(document.source.text))
    inference.reader.single = SingleDensities(statements, document.source.text, sections)
    inference.reader.inputs = names_called_inputs(document, hedges.sentences)
    inference.run(statements, stages(found, said))
    verdicts = Verdicts(
        document.source,
        scope,
        inference,
        statements,
        displays,
        seed=seed,
        independent=independent_names(said, spoken_of, document, sections),
        eras=eras,
        sentences=hedges.sentences,
        said=said,
        depends=SaidDependence.of(document, hedges.sentences, statements, eras.section),
        signs=ReservedSigns(document, hedges.sentences, statements, inference.reader.pairs),
        heard=Heard.of(document, hedges.sentences, statements, eras.section),
    )
    return Whole(verdicts.of_all(part), verdicts.standing, eras, scope)


def _read(document: Document, hedges: Hedges) -> tuple[list[Display], list[Statement]]:
    """The displays of a document, and all statements in order."""
    displays: list[Display] = []
    last: WrittenPart | None = None  #: what the display before ends in
    statements: list[Statement] = []
    for region in document.regions:
        stated: list[Statement] = []
        if region.kind is RegionKind.DISPLAY:
            display = read_display(len(displays) + 1, region, document)
            displays.append(display)
            for number, chain in enumerate(display.chains):
                goes_on = number == 0 and not chain.parts[0].tokens
                before = last if goes_on else None
                stated.append(
                    read_sides(
                        chain,
                        document.source,
                        display=display.number,
                        label=display.label,
                        before=before,
                    )
                )
            stated += [law for each in stated for law in laws_behind(each)]
            last = display.chains[-1].last if display.chains else None
        elif region.kind is RegionKind.INLINE:
            words = hedges.sentences.before(region.whole) + hedges.sentences.after(region.whole)
            stated = [part for one in _inline(region, document) for part in with_laws_apart(one)]
            stated = [each for one in stated for each in one_by_one(one, words)]
        elif region.kind is RegionKind.COMMENT:  # no words around it restrict what it says
            statements += [one for one in _inline(region, document) if one.signs]
        for statement in stated:
            statement.region = region.whole
            statement.force = hedges.force(region.span.start)
        statements += stated
    stack_lists(statements)
    restrict_to_cases(statements, hedges.sentences)
    mark_conditions_behind(statements, document.source.text, hedges.sentences)
    mark_rough(statements, hedges.sentences, document.source.text)
    statements += worded_laws(document, hedges)
    make_means_bold(statements)
    statements += laws_of_letters(document, hedges, statements)
    statements += worded_pairs(document, hedges)
    statements += standard_densities(document, hedges, statements)
    statements += worded_moments(document, hedges, statements)
    stack_laws(statements)
    shift_matrices(statements)
    gather_draws(statements)
    name_spreads(statements, document.source)
    state_supposed_laws(statements, hedges, document.source.text)
    _restrict_laws(statements, hedges.sentences, document.source.text)
    name_superscripts(statements, document)
    name_means_of_norms(statements)
    name_bare_means(statements, document.source)
    put_variables(statements)
    return displays, statements


def _restrict_laws(statements: list[Statement], sentences: Sentences, text: str) -> None:
    """A law that is conditioned, cut off or somebody else's is none of the model."""
    mixtures = speaks_of_mixtures(text)
    for statement in statements:
        region = statement.region
        if region is None or not statement.signs:
            continue
        around = sentences.before(region), sentences.after(region), sentences.next(region)
        restricted = is_of_a_label(statement, *around[:2], mixtures=mixtures)
        if statement.signs[0].kind == "~" and not restricted:
            rough = ROUGHLY.search(statement.signs[0].reason) is not None
            restricted = rough or is_law_in_passing(*around)
        if restricted:
            statement.force = Force(everywhere=False)


def _inline(region: Region, document: Document) -> list[Statement]:
    """The relations of an inline formula; one that cannot be read says nothing."""
    source = document.source
    try:
        tokens = inline_tokens(region, document)
        return [read_sides(chain, source) for chain in cut(tokens, source)]
    except SourceError:
        return []
