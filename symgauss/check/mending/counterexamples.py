"""Counterexamples of laws that nobody states: the values of a variable, and real probabilities.

Such laws are drawn point by point (``manners/expectations.py``), with weights that add up to one
and may be negative: enough for the kernel, and nothing that a person would believe.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from symgauss.check.checked import Asked
from symgauss.kernel.judge import judge
from symgauss.kernel.numeric import describe, in_text
from symgauss.kernel.terms import Rational, Symbol, Term, Variable
from symgauss.kernel.traversal import free_symbols, substitute
from symgauss.kernel.verdict import Answer, Counterexample, Value, Verdict

WEIGHT = "weight "  #: how the name of a weight begins; it ends in the number of its point
SECONDS = 0.2


def with_probabilities(verdict: Verdict, asked: Asked | None, seed: int | None) -> Verdict:
    """The verdict with a counterexample that a person can check, if it was drawn point by point.

    All points are tried with the same probability first.
    """
    example = verdict.counterexample
    if example is None or not any(map(_is_drawn, example.values)):
        return verdict
    laws = _weights(example)
    alike = _equally_likely(asked, laws, seed) if asked is not None else None
    told = verdict.detail == describe(example)
    shown = gathered(example) if alike is None else gathered(alike, laws=len(laws))
    detail = describe(shown) if told else verdict.detail
    return replace(verdict, counterexample=shown, detail=detail)


def _is_drawn(name: str) -> bool:
    """Whether a name is one of a point: ``X  0``, ``weight p 2``; not ``mean of x at t-1``."""
    return " " in name and " at " not in name and name.rpartition(" ")[2].isdigit()


def _weights(example: Counterexample) -> dict[str, int]:
    """How many weights of each law are free."""
    found: dict[str, int] = {}
    for name in example.values:
        if name.startswith(WEIGHT):
            law = name.rpartition(" ")[0]
            found[law] = found.get(law, 0) + 1
    return found


def _equally_likely(asked: Asked, laws: dict[str, int], seed: int | None) -> Counterexample | None:
    """A counterexample in which all values of a variable have the same probability."""
    parts = [asked.lhs, asked.rhs, *(d.value for d in asked.context.definitions)]
    weights = {s for term in parts for s in free_symbols(term) if s.name.startswith(WEIGHT)}
    values: dict[Variable, Term] = {}
    for symbol in weights:
        law = symbol.name.rpartition(" ")[0]
        if not isinstance(symbol, Symbol) or law not in laws:
            return None  # it depends on what is given, or stands beside what was shown
        values[symbol] = Rational(1, laws[law] + 1)
    if not values:
        return None
    put = asked.put(lambda term: substitute(term, values))
    context = replace(put.context, closed=True)
    found = judge(put.lhs, put.relation, put.rhs, context, seed=seed, seconds=SECONDS)
    return found.counterexample if found.answer is Answer.FAILS else None


def gathered(example: Counterexample, *, laws: int = 0) -> Counterexample:
    """The values of each variable in one row: ``values of X``, ``probabilities``.

    ``laws`` is how many laws there are whose values all have the same probability.  Other weights
    are no probabilities: they may be negative.
    """
    found = {name: value for name, value in example.values.items() if not _is_drawn(name)}
    drawn = {name: value for name, value in example.values.items() if _is_drawn(name)}
    points = _rows({n: v for n, v in drawn.items() if not n.startswith(WEIGHT)})
    weights = _rows({n: v for n, v in drawn.items() if n.startswith(WEIGHT)})
    several = {name for name, law in points if sum(name == other for other, _ in points) > 1}
    for (name, law), row in points.items():
        label = f"{name} under {law}" if name in several and law else name
        found[f"values of {label}"] = [row]
        if laws > 1:
            found[f"probabilities of {label}"] = [[str(Fraction(1, len(row)))] * len(row)]
    if laws == 1:
        count = max(map(len, points.values()), default=1)
        found["probabilities"] = [[str(Fraction(1, count))] * count]
    for (_, law), row in weights.items():
        label = f"weights under {law}" if len(weights) > 1 and law else "weights"
        found[label] = [[*row, str(1 - sum(map(Fraction, row)))]]
    return Counterexample(found, example.lhs, example.rhs, example.sizes)


def _rows(values: Mapping[str, Value]) -> dict[tuple[str, str], list[str]]:
    """By variable and law, the values at the points in order; those that are no arrays."""
    found: dict[tuple[str, str], list[str]] = {}
    for key, value in values.items():
        name, _, rest = key.partition(" ")
        law = rest.rpartition(" ")[0].strip()
        found.setdefault((name, law), []).append(in_text(value))
    return found
