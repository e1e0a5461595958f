r"""What a document says of moments under a law that it does not state: ``\mathrm{E}(X) = 0``.

Such a law is none of any kind, so that a step which fails for some law may hold for this one.  That
a moment has a name, ``\mathrm{E}(X) = \mu``, says nothing about the law.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from symgauss.check.judging.judge import Judge
from symgauss.check.manners.expectations import has_expectation, is_expectation, random_names
from symgauss.check.meaning.asking import Question
from symgauss.check.meaning.values import Value
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.terms import Indexed, Opaque, Symbol, Term
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.kernel.verdict import Answer


def restricting(question: Question, judge: Judge, avoid: frozenset[int]) -> Iterator[Value]:
    """What is said of moments of the random names in the sides, and names none.

    What holds for every law says nothing of this one.
    """
    asked = _averaged(question.lhs, question.rhs)
    if not asked:
        return
    position, values = question.position, judge.values
    for key, found in values.by_key.items():
        if not isinstance(key, Opaque) or not is_expectation(key) or not _averaged(key) & asked:
            continue
        for value in found:
            if value.position in avoid or value.position > position:
                continue
            if not values.counts(value, position):
                continue
            if not has_expectation(value.term) and free_symbols(value.term):
                continue
            said = replace(question, lhs=key, relation=EQUAL, rhs=value.term)
            if judge.decide(said, avoid | {value.position}).verdict.answer is not Answer.HOLDS:
                yield value


def _averaged(*terms: Term) -> frozenset[str]:
    """Random names that occur in moments under an unknown law."""
    random = random_names(*terms)
    parts = (part for term in terms for part in subterms(term) if is_expectation(part))
    inside = (inner for part in parts for inner in subterms(part))
    return frozenset(i.name for i in inside if isinstance(i, Symbol | Indexed)) & random
