r"""Noises that merge: ``a e_1 + b e_2 = c e`` with ``a^2 + b^2 = c^2`` is an equality in law.

Notes on diffusions write so of independent standard normal vectors.  The sides are two random
variables; that their laws are the same is all that is meant.
"""

from __future__ import annotations

from symgauss.check.checked import Asked
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.terms import Indexed, Power, Product, Rational, Sum, Symbol, Term
from symgauss.kernel.traversal import subterms
from symgauss.kernel.verdict import Answer

MERGED = (
    "the sides are equal in law, if the noises are independent and standard normal:"
    " the squares of their factors have the same sum"
)
_LETTERS = frozenset({"epsilon", "varepsilon", "xi", "zeta", "eta", "z"})
_ACCENTS = ("bold", "bar", "hat", "tilde")
_MOST = 8  #: noises on one side

Noise = Symbol | Indexed


def is_equal_in_law(asked: Asked, *, seed: int | None, seconds: float) -> bool:
    """Whether the sides are the same but for noises whose variances add up to the same."""
    if asked.relation.kind is not RelationKind.EQUAL:
        return False
    left, right = _noises(asked.lhs), _noises(asked.rhs)
    left, right = left - right, right - left
    stated = {d.variable.name for d in asked.context.distributions}
    if not left or not right or any(noise.name in stated for noise in left | right):
        return False
    if max(len(left), len(right)) > _MOST:
        return False
    first, second = _taken_apart(asked.lhs, left), _taken_apart(asked.rhs, right)
    if first is None or second is None:
        return False
    shape = next(iter(left)).shape
    if any(noise.shape != shape for noise in left | right):
        return False
    pairs = [(_variance(first), _variance(second))]
    if first.rest or second.rest:
        pairs.append((_sum(first.rest), _sum(second.rest)))
    for one, other in pairs:
        verdict = judge(
            one, Relation(RelationKind.EQUAL), other, asked.context,
            seed=seed, seconds=seconds, readable=False,
        )  # fmt: skip
        if verdict.answer is not Answer.HOLDS:
            return False
    return True


class _Parts:
    """A side as a sum: the factors of each noise, and what has none."""

    def __init__(self) -> None:
        self.factors: dict[Noise, list[Term]] = {}
        self.rest: list[Term] = []


def _noises(term: Term) -> frozenset[Noise]:
    return frozenset(
        part for part in subterms(term) if isinstance(part, Symbol | Indexed) and _is_noise(part)
    )


def _is_noise(name: Noise) -> bool:
    stem = name.name.partition("_")[0]
    for accent in _ACCENTS:
        stem = stem.removesuffix(accent)
    return stem in _LETTERS


def _taken_apart(side: Term, noises: frozenset[Noise]) -> _Parts | None:
    """``None`` where a noise occurs other than with a number before it."""
    parts = _Parts()
    todo: list[tuple[tuple[Term, ...], Term]] = [((), side)]
    while todo:
        before, term = todo.pop()
        if isinstance(term, Symbol | Indexed) and term in noises:
            parts.factors.setdefault(term, []).append(_product(before))
            continue
        if not _noises(term) & noises:
            parts.rest.append(_product((*before, term)))
            continue
        match term:
            case Sum(terms):
                todo += [(before, each) for each in terms]
            case Product(factors):
                loud = [factor for factor in factors if _noises(factor) & noises]
                quiet = tuple(factor for factor in factors if not _noises(factor) & noises)
                if len(loud) != 1 or not all(map(_is_number, quiet)):
                    return None
                todo.append(((*before, *quiet), loud[0]))
            case _:
                return None
    return parts


def _is_number(term: Term) -> bool:
    try:
        return shape_of(term).is_scalar
    except ShapeError:
        return False


def _variance(parts: _Parts) -> Term:
    return _sum([Power(_sum(each), Rational(2)) for each in parts.factors.values()])


def _sum(terms: list[Term]) -> Term:
    if not terms:
        return Rational(0)
    return Sum(tuple(terms)) if len(terms) > 1 else terms[0]


def _product(factors: tuple[Term, ...]) -> Term:
    if not factors:
        return Rational(1)
    return Product(factors) if len(factors) > 1 else factors[0]
