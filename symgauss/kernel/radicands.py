"""Whether a root can change its branch at all.

``sqrt(r)`` changes its sign against an analytic expression only where ``r`` is, up to a constant,
the square of an expression, alone or times other radicands: else both signs are branches of one
function, and what holds near one point holds everywhere.  A square is a square modulo every prime
at every draw.  So the quadratic characters of the radicands, at draws modulo one prime, tell.
"""

from __future__ import annotations

from flint import nmod

from symgauss.kernel.domains.field import Draws, Field, LogSum
from symgauss.kernel.drawing.field import FieldDraw, fresh_prime
from symgauss.kernel.findings import Finding, NotInDomain, Singular
from symgauss.kernel.question import Numbers, Question
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import Function, Power, Rational, Term

DRAWS = 40
MOST_RADICANDS = 8


def undecided(question: Question) -> Term | None:
    """A root or absolute value with branches that draws may miss, or ``None``; asked once."""
    if question.missed is None:
        question.missed = (_undecided(question),)
    return question.missed[0]


def _undecided(question: Question) -> Term | None:
    found = question.undecided
    if not found:
        return None
    unknown = list(dict.fromkeys(_radicand(part) for part in found))
    others = [part for part in _others(question.parts) if part not in unknown]
    radicands = [term for term in unknown if term is not None]
    if len(radicands) < len(unknown) or len(unknown) + len(others) > MOST_RADICANDS:
        return found[0]
    try:
        rows = _characters(question, [*radicands, *others], len(radicands))
    except Finding:
        return found[0]
    return None if _is_independent(rows, len(radicands)) else found[0]


def _is_independent(rows: list[int], count: int) -> bool:
    """Whether the first characters are independent of each other and of the other ones."""
    known = [row >> count for row in rows]
    return _rank(rows) == _rank(known) + count


def _radicand(part: Term) -> Term | None:
    """What stands under a square root; ``None`` for absolute values and other powers."""
    match part:
        case Function("sqrt", argument):
            return argument
        case Power(base, Rational(_, 2)) if shape_of(base) == SCALAR:
            return base
        case _:
            return None


def _others(parts: tuple[Term, ...]) -> list[Term]:
    """Radicands and whatever else may hide a root, such as ``exp(1/2 log r)``."""
    found: dict[Term, None] = {}
    for part in parts:
        match part:
            case Function("sqrt" | "log", argument):
                found[argument] = None
            case Power(base) if shape_of(base) != SCALAR:
                continue
            case Power(base, exponent) if not isinstance(exponent, Rational):
                found[base] = None
            case Power(base, Rational(_, q)) if q != 1:
                found[base] = None
            case _:
                continue
    return list(found)


def _characters(question: Question, radicands: list[Term], count: int) -> list[int]:
    """Bit i of each number: whether radicand i changed its character since the first draw.

    Differences, since a constant factor changes the character at every draw alike.  Draws end once
    the first ``count`` radicands are seen to be independent, which no further draw undoes.
    """
    prime = fresh_prime(question.rng)
    sizes = question.draw_sizes(question.base, question.spread, None)
    numbers = Numbers(sizes, question.draw_integers(small=False))
    constants: dict[object, nmod] = {}
    rows: list[int] = []
    for _ in range(DRAWS):
        domain = Field(prime, Draws(question.rng))
        domain.draws.generic |= constants
        ev = question.evaluator(domain, FieldDraw(domain), numbers)
        try:
            values = [ev.value(term) for term in radicands]
        except Singular:
            continue
        if any(isinstance(value, LogSum) for value in values):
            raise NotInDomain("a root of a logarithm")
        constants |= {
            key: value
            for key, value in domain.draws.generic.items()
            if isinstance(key, tuple) and key[0] == "constant"
        }
        characters = [int(value ** ((prime - 1) // 2)) for value in values]
        if 0 not in characters:
            rows.append(sum((each != 1) << i for i, each in enumerate(characters)))
            changes = [row ^ rows[0] for row in rows]
            if _is_independent(changes, count):
                return changes
    if not rows:
        raise Singular("every draw was singular")
    return [row ^ rows[0] for row in rows]


def _rank(rows: list[int]) -> int:
    """The rank of bit vectors."""
    basis: list[int] = []
    for row in rows:
        rest = row
        for pivot in basis:
            rest = min(rest, rest ^ pivot)
        if rest:
            basis.append(rest)
    return len(basis)
