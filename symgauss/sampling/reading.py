"""From a derivation to claims: which of its results speak about random variables, and how.

A result about a name, such as ``P_t = (I - K H) P (I - K H)^T + K R K^T``, says something about
the laws in whose parameters the name stands: those are sampled with the name put to what the
result says it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from symgauss.derivation.derivation import Derivation
from symgauss.kernel.context import Context, Definition
from symgauss.kernel.dependencies import Dependencies
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.terms import (
    MINUS_ONE,
    Block,
    Density,
    Function,
    Indexed,
    Inverse,
    NormalDensity,
    Power,
    Product,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import rebuild, subterms
from symgauss.sampling.averages import Average, is_average
from symgauss.sampling.claims import Claim
from symgauss.sampling.densities import GeneralDensity
from symgauss.sampling.gradients import Score, is_score
from symgauss.sampling.identities import Identity
from symgauss.sampling.laws import NormalLaw
from symgauss.sampling.products import Pointwise, is_product

EQUALITIES = {RelationKind.EQUAL, RelationKind.DEFINED}
RESTATED = "it is how the name is defined, and goes into the results that use it"
NOTHING_RANDOM = "it speaks about no random variable"


@dataclass(frozen=True, slots=True)
class Statement:
    """A result as terms."""

    lhs: Term
    relation: Relation
    rhs: Term


@dataclass(frozen=True, slots=True)
class Reading:
    """What is sampled for one result, or why nothing is."""

    result: int
    statement: Statement
    claims: tuple[Claim, ...]
    reason: str = ""


def statements_of(derivation: Derivation) -> list[Statement]:
    """The results as terms."""
    return [Statement(r.lhs_term, r.relation, r.rhs_term) for r in derivation.results]


def model_of(derivation: Derivation) -> Context:
    """What is drawn from."""
    return derivation.generative or derivation.context


def _meant(statement: Statement, derivation: Derivation) -> Statement:
    """A result about a name as one about what the name stands for."""
    found = _solved(statement)
    if found is not None:
        for meaning in derivation.meanings:
            if meaning.name == found[0]:
                return Statement(meaning.value, statement.relation, found[1])
    return statement


def read(derivation: Derivation, statements: Iterable[Statement] | None = None) -> list[Reading]:
    """What each result claims; ``statements`` may stand in for the results of the derivation."""
    context = model_of(derivation)
    given = list(statements_of(derivation) if statements is None else statements)
    own = statements_of(derivation)
    direct = [_direct(_meant(each, derivation), context) for each in given]
    bases = [claim for each in own if (claim := _direct(each, context)) is not None]
    readings = []
    for number, (statement, claim) in enumerate(zip(given, direct, strict=True), start=1):
        if claim is not None:
            readings.append(Reading(number, statement, (claim,)))
            continue
        if _is_definition(statement, context):
            readings.append(Reading(number, statement, (), RESTATED))
            continue
        claims = tuple(_through_names(statement, bases, context))
        if not claims:
            claims = tuple(_identity(statement, context))
        reason = "" if claims else _reason(statement)
        readings.append(Reading(number, statement, claims, reason))
    return readings


def _is_definition(statement: Statement, context: Context) -> bool:
    """Whether a result says no more than how a name is defined."""
    return any(d.name == statement.lhs and d.value == statement.rhs for d in context.definitions)


def _reason(statement: Statement) -> str:
    if statement.relation.kind not in EQUALITIES:
        return f"a relation {statement.relation.kind} is not sampled"
    return NOTHING_RANDOM


def _direct(statement: Statement, context: Context) -> Claim | None:
    """The claim that stands in the left side of a result itself."""
    if statement.relation.kind not in EQUALITIES:
        return None
    lhs, rhs = statement.lhs, statement.rhs
    match lhs:
        case Density(law) if isinstance(rhs, NormalDensity) and _point(rhs.point) == law.variables:
            return NormalLaw(lhs, rhs, context)
        case Density():
            return GeneralDensity(lhs, rhs, context)
        case Function("log", Density() as inside):
            return GeneralDensity(inside, rhs, context, logarithm=True)
        case Function("log", inside) if is_product(inside):
            return Pointwise(lhs, rhs, context, logarithm=True)
        case _ if is_score(lhs):
            return Score(lhs, rhs, context)  # type: ignore[arg-type]
        case _ if is_product(lhs):
            return Pointwise(lhs, rhs, context)
        case _ if is_average(lhs):
            return Average(lhs, rhs, context)
        case _:
            return None


def _point(term: Term) -> tuple[Term, ...]:
    """The variables of a stacked vector."""
    if isinstance(term, Block) and all(len(row) == 1 for row in term.rows):
        return tuple(row[0] for row in term.rows)
    return (term,)


def _through_names(
    statement: Statement, bases: Iterable[Claim], context: Context
) -> Iterator[Claim]:
    """The claims in which the name stands that a result speaks about, with its new value."""
    found = _solved(statement)
    if found is None or statement.relation.kind not in EQUALITIES:
        return
    name, value = found
    if not any(definition.name == name for definition in context.definitions):
        return
    if name.name in Dependencies(context).of(value):
        return  # a name that is put to something made of itself has no value
    definitions = tuple(
        Definition(d.name, value if d.name == name else d.value) for d in context.definitions
    )
    other = replace(context, definitions=definitions)
    for claim in bases:
        if not isinstance(claim, NormalLaw | Pointwise | Average):
            continue
        rhs = folded(claim.rhs, context)
        if name.name in Dependencies(context).of(rhs):
            yield replace(claim, rhs=rhs, context=other)  # type: ignore[arg-type]


def _solved(statement: Statement) -> tuple[Symbol | Indexed, Term] | None:
    """``name = value`` from ``name = value``, ``name^{-1} = ...`` or ``A^{-1} name = ...``."""
    rhs = statement.rhs
    match statement.lhs:
        case Symbol() | Indexed() as name:
            return name, rhs
        case Inverse(Symbol() | Indexed() as name):
            return name, Inverse(rhs)
        case Power(Symbol() | Indexed() as name, exponent) if exponent == MINUS_ONE:
            return name, Power(rhs, MINUS_ONE)
        case Product((Inverse(matrix), Symbol() | Indexed() as name)):
            return name, Product((matrix, rhs))
        case Product((Power(base, exponent), Symbol() | Indexed() as name)) if (
            exponent == MINUS_ONE
        ):
            return name, Product((base, rhs))
        case _:
            return None


def folded(term: Term, context: Context) -> Term:
    """The term with names put in where it spells out what they are defined as."""
    values: dict[Term, Term] = {}
    for definition in context.definitions:
        if isinstance(definition.name, Symbol) and not isinstance(definition.value, Symbol):
            values.setdefault(definition.value, definition.name)

    def fold(part: Term) -> Term:
        inside = rebuild(part, fold)
        return values.get(inside, inside)

    return fold(term)


def _identity(statement: Statement, context: Context) -> Iterator[Claim]:
    """Both sides at every draw, where one of them is random."""
    if statement.relation.kind not in EQUALITIES:
        return
    dependencies = Dependencies(context)
    names = dependencies.of(statement.lhs) | dependencies.of(statement.rhs)
    if any(is_average(side) for side in (statement.lhs, statement.rhs)):
        return
    if any(isinstance(p, Density) for s in (statement.lhs, statement.rhs) for p in subterms(s)):
        return
    for distribution in context.distributions:
        if distribution.variable.name in names:
            yield Identity(statement.lhs, statement.rhs, context, distribution.density)
            return
