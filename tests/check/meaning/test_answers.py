"""What the kernel has answered is not asked again within a step."""

import pytest

from symgauss.check.checked import Asked
from symgauss.check.meaning import answers
from symgauss.check.meaning.answers import Answers
from symgauss.kernel.context import Context, Declaration
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Product, Rational, Sum, Symbol, Term
from symgauss.kernel.verdict import Answer

X = Symbol("x", SCALAR)
TWICE = Product((Rational(2), X))
SECONDS = 5.0


def asked(rhs: Term, *names: str) -> Asked:
    """A question about ``2 x`` in a context of its own."""
    declarations = tuple(Declaration(name, SCALAR) for name in ("x", *names))
    return Asked(TWICE, Relation(RelationKind.EQUAL), rhs, Context(declarations))


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[Term]:
    """The right sides that the kernel is asked about."""
    found: list[Term] = []
    judge = answers.judge

    def noted(*args: object, **options: object) -> object:
        found.append(args[2])  # type: ignore[arg-type]
        return judge(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(answers, "judge", noted)
    return found


def test_the_same_question_is_asked_once(judged: list[Term]) -> None:
    known = Answers(1)
    for _ in range(2):
        verdict = known.verdict(asked(Sum((X, X))), SECONDS, readable=False)
        assert verdict.answer is Answer.HOLDS
    assert known.verdict(asked(Sum((X, X))), SECONDS, readable=True).answer is Answer.HOLDS
    assert len(judged) == 1


def test_another_context_is_another_question(judged: list[Term]) -> None:
    known = Answers(1)
    known.verdict(asked(Sum((X, X))), SECONDS, readable=False)
    known.verdict(asked(Sum((X, X)), "y"), SECONDS, readable=False)
    assert len(judged) == 2


def test_a_counterexample_is_looked_for_where_a_person_reads_it(judged: list[Term]) -> None:
    known = Answers(1)
    quick = known.verdict(asked(X), SECONDS, readable=False)
    readable = known.verdict(asked(X), SECONDS, readable=True)
    assert quick.answer is not Answer.HOLDS
    assert readable.answer is Answer.FAILS
    assert readable.counterexample is not None
    assert known.verdict(asked(X), SECONDS, readable=False) is readable
    assert len(judged) == 2


def test_a_glance_refutes_what_does_not_hold_and_nothing_else() -> None:
    known = Answers(1)
    assert not known.is_refuted(asked(X))  # nobody has looked
    assert not known.may_hold(asked(X), SECONDS)
    assert known.is_refuted(asked(X))
    assert known.may_hold(asked(Sum((X, X))), SECONDS)
    assert not known.is_refuted(asked(Sum((X, X))))


def test_what_a_glance_refutes_fails_with_a_counterexample() -> None:
    known = Answers(1)
    assert not known.may_hold(asked(X), SECONDS)
    verdict = known.verdict(asked(X), SECONDS, readable=True)
    assert verdict.answer is Answer.FAILS
    assert verdict.counterexample is not None


def test_the_step_before_is_forgotten(judged: list[Term]) -> None:
    known = Answers(1)
    for _ in range(2):
        known.verdict(asked(Sum((X, X))), SECONDS, readable=False)
        known.clear()
    assert len(judged) == 2
