"""The battery: every true identity holds, every false one fails, without exception."""

from __future__ import annotations

from collections import Counter

import pytest
from battery.book import Line, lines, read
from battery.falsehoods import neighbours
from battery.oracle import Opinion, opinion

from symgauss.kernel.judge import judge
from symgauss.kernel.verdict import Answer, EvidenceKind

LINES = lines()
AT_MOST = -100  #: log2 of the error that exact evidence may leave


@pytest.mark.parametrize("line", LINES, ids=str)
def test_a_true_identity_holds(line: Line) -> None:
    identity = read(line)
    verdict = judge(identity.lhs, identity.relation, identity.rhs, identity.context)
    assert verdict.answer is Answer.HOLDS, (line.latex, verdict)
    assert verdict.evidence is not None
    if verdict.evidence.kind is EvidenceKind.EXACT:
        assert verdict.evidence.log2_error is not None
        assert verdict.evidence.log2_error <= AT_MOST
    else:
        assert (verdict.evidence.digits or 0) >= 60


@pytest.mark.parametrize("line", LINES, ids=str)
def test_its_false_neighbours_fail(line: Line) -> None:
    identity = read(line)
    found = neighbours(line)
    for changed in found.false + found.ill_shaped:
        verdict = judge(changed.lhs, identity.relation, changed.rhs, identity.context)
        assert verdict.answer is Answer.FAILS, (line.latex, str(changed), verdict)
        shown = verdict.shape_conflict if changed in found.ill_shaped else verdict.counterexample
        assert shown is not None
    for changed in found.still_true:
        # such as a dropped transpose of something symmetric
        verdict = judge(changed.lhs, identity.relation, changed.rhs, identity.context)
        assert verdict.answer is Answer.HOLDS, (line.latex, str(changed), verdict)


@pytest.mark.parametrize("line", LINES, ids=str)
def test_the_oracle_sees_no_difference_in_a_true_identity(line: Line) -> None:
    identity = read(line)
    seen = opinion(identity.lhs, identity.relation, identity.rhs, identity.context)
    assert seen in {Opinion.SAME, Opinion.UNCLEAR}


def test_the_battery_is_large() -> None:
    assert len({line.name for line in LINES}) == len(LINES) >= 150
    kinds = Counter(changed.mutation.kind for line in LINES for changed in neighbours(line).false)
    assert kinds.total() >= 400
    assert set(kinds) == {
        "sign",
        "factor two",
        "factor one half",
        "dropped term",
        "doubled term",
        "swapped order",
        "dropped transpose",
        "dropped inverse",
        "swapped symbol",
    }
