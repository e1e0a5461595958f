"""What a person reads about a formula that is refuted or not decided."""

from __future__ import annotations

from symgauss.errors import Place, SourceError
from symgauss.kernel.relations import Relation
from symgauss.kernel.terms import Term
from symgauss.kernel.verdict import Answer, Value, Verdict
from symgauss.notation.unicode import print_formula


def describe(lhs: Term, relation: Relation, rhs: Term, verdict: Verdict, place: Place) -> str:
    """The formula with its place, what the kernel found, and the counterexample."""
    formula = print_formula(lhs, relation, rhs)
    if verdict.answer is not Answer.FAILS:
        reason = f" ({verdict.reason})" if verdict.reason else ""
        detail = f": {verdict.detail}" if verdict.detail else ""
        return str(SourceError(f"not decided{reason}: {formula}{detail}", place))
    lines = [str(SourceError(f"fails: {formula}", place))]
    if verdict.detail and verdict.counterexample is None:
        lines.append(f"  {verdict.detail}")
    found = verdict.counterexample
    if found is not None:
        values = [f"{name} = {_value(value)}" for name, value in found.values.items()]
        sizes = [f"{name} = {value}" for name, value in found.sizes.items()]
        lines.append(f"  counterexample: {', '.join([*sizes, *values])}")
        lines.append(f"    left side:  {_value(found.lhs)}")
        lines.append(f"    right side: {_value(found.rhs)}")
    return "\n".join(lines)


def _value(value: Value) -> str:
    """A number as it is, a matrix row by row."""
    if isinstance(value, str):
        return value
    return "[" + ", ".join("[" + ", ".join(row) + "]" for row in value) + "]"
