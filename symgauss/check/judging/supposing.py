"""What nobody says and would make a refuted step hold: that a number is positive, say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from symgauss.check.checked import Asked
from symgauss.check.judging.judge import Judge
from symgauss.check.meaning.asking import Question
from symgauss.kernel.context import Declaration, Property
from symgauss.kernel.names import relevant_terms
from symgauss.kernel.terms import Covariance, Indexed, Product, Symbol, Term, Transpose
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.kernel.verdict import Answer

HOLDS_IF = "it holds if"  #: with which the detail of such a doubt begins


def holds_if(judge: Judge, question: Question, asked: Asked | None = None) -> str:
    """What nobody says and would make a refuted step hold, in words; empty if nothing does.

    ``asked`` is the question with values put in.
    """
    sides: tuple[Term, ...] = (question.lhs, question.rhs)
    if asked is not None:
        sides += tuple(relevant_terms((asked.lhs, asked.rhs), asked.context))
    names = {symbol.name for side in sides for symbol in free_symbols(side)}
    names -= _factors(question)
    said: list[str] = []
    declarations: list[Declaration] = []
    context = judge.asking.contexts(question.position)
    for each in context.declarations:
        bounded = each.above is not None or each.below is not None
        if each.name not in names or each.properties or bounded:
            declarations.append(each)
        elif each.shape.is_scalar:
            declarations.append(replace(each, properties=frozenset({Property.POSITIVE})))
            said.append(f"{each.name} > 0")
        elif each.shape.is_square:
            definite = frozenset({Property.POSITIVE_DEFINITE})
            declarations.append(replace(each, properties=definite))
            said.append(f"{each.name} is symmetric positive definite")
        else:
            declarations.append(each)
    for each in _families(sides, {each.name for each in declarations}):
        declarations.append(each)
        said.append(f"the {each.name} are symmetric positive definite")
    if not said:
        return ""
    supposed = replace(context, declarations=tuple(declarations))
    kind = Judge(
        lambda _: supposed,
        judge.values,
        judge.seed,
        judge.asking.independent,
        judge.asking.meanings,
        judge.random,
    )
    verdict = kind.decide(question, frozenset({question.position})).verdict
    return f"{HOLDS_IF} {', '.join(said)}" if verdict.answer is Answer.HOLDS else ""


def _families(sides: Iterable[Term], declared: AbstractSet[str]) -> Iterator[Declaration]:
    """Families of square matrices of which nothing is declared, as covariances over time."""
    definite = frozenset({Property.POSITIVE_DEFINITE})
    members = {p.name: p for side in sides for p in subterms(side) if isinstance(p, Indexed)}
    for name, member in sorted(members.items()):
        if name not in declared and member.shape.is_square and not member.shape.is_scalar:
            yield Declaration(name, member.shape, definite)


def _factors(question: Question) -> frozenset[str]:
    r"""The L of ``L^T L``, where that is claimed to be a covariance: nobody writes it for L^2."""
    if not isinstance(question.lhs, Covariance):
        return frozenset()
    return frozenset(
        second.name
        for part in subterms(question.rhs)
        if isinstance(part, Product)
        for pair in pairwise(part.factors)
        for first, second in (pair, pair[::-1])
        if isinstance(second, Symbol) and first == Transpose(second)
    )
