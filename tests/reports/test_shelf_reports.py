"""Every derivation of the shelf can be handed out: all formulas are set, nothing runs over."""

from __future__ import annotations

import pytest
import typst
from reports.derived import derived

from symgauss.derivation.derivation import Derivation
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.terms import Symbol
from symgauss.kernel.traversal import subterms
from symgauss.kernel.verdict import Answer, Reason
from symgauss.latex import Scope, read_expression
from symgauss.notation.latex import print_term
from symgauss.notation.unicode import text_width
from symgauss.reports import contents
from symgauss.reports.prose import read_prose
from symgauss.reports.style import PAGE_STYLE
from symgauss.reports.tex import tex_report
from symgauss.reports.text import text_report
from symgauss.reports.typst import typst_report
from symgauss.shelf.catalogue import entries


@pytest.fixture(scope="module", params=[entry.slug for entry in entries()])
def derivation(request: pytest.FixtureRequest) -> Derivation:
    return derived(request.param)


def test_it_can_be_handed_out(derivation: Derivation) -> None:
    text = text_report(derivation)
    assert [line for line in text.splitlines() if text_width(line) > 100] == []
    assert "\\" not in text  # a command that could not be read would stand as it was written
    prose = [derivation.statement, *(route.intro for route in derivation.routes)]
    prose += [contents.remark(step) for step in contents.all_steps(derivation)]
    for part in prose:
        assert all("\\" not in p for p in read_prose(part, PAGE_STYLE) if isinstance(p, str))
    assert "textbackslash" not in tex_report(derivation)
    source = typst_report(derivation)
    assert "\\\\" not in source.partition("#set document")[2]
    assert typst.compile(source.encode(), format="pdf", ignore_system_fonts=True)


def test_its_latex_is_read_back(derivation: Derivation) -> None:
    scope = Scope(fixed_indices=True)
    context = derivation.context
    for known in context.declarations:
        scope.declare(known.name, known.shape, known.properties, known.above, known.below)
    scope.distributions += context.distributions
    steps = contents.all_steps(derivation)
    sides = dict.fromkeys(side for step in steps for side in (step.lhs_term, step.rhs_term))
    for side in sides:
        symbols = (t for t in subterms(side) if isinstance(t, Symbol) and not t.shape.is_scalar)
        if not shape_of(side).is_scalar and not any(symbols):
            continue  # the size of an identity that stands alone is told by the other side
        back = read_expression(print_term(side), scope.copy())
        if back != side:  # fractions are gathered, nested products are joined
            verdict = judge(side, EQUAL, back, context)
            # N(m, S) names no variable; the reader may bind one that has another shape outside.
            bound = verdict.reason is Reason.UNDETERMINED_TYPE
            # A root whose sign nobody declares is not decided by points; then the print decides.
            branch = verdict.reason is Reason.MISSING_CONTEXT
            same = branch and print_term(back) == print_term(side)
            assert verdict.answer is Answer.HOLDS or bound or same
