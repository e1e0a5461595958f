"""Ask the kernel about a formula under some statements: a short form for tests."""

from __future__ import annotations

from battery.book import scope_of

from symgauss.kernel.judge import judge
from symgauss.kernel.verdict import Answer, Verdict
from symgauss.latex import read_formula


def verdict(statements: str, formula: str, seed: int | None = None) -> Verdict:
    """The verdict on a formula; statements stand one a line, properties with ``property:``."""
    lines = tuple(
        text if text.startswith("property: ") else f"symgauss: {text}"
        for text in map(str.strip, statements.strip().splitlines())
    )
    scope = scope_of(lines).copy()
    ((lhs, relation, rhs),) = read_formula(formula, scope).steps
    return judge(lhs, relation, rhs, scope.context(closed=True), seed=seed)


def answer(statements: str, formula: str) -> Answer:
    """The answer alone."""
    return verdict(statements, formula).answer
