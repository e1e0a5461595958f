"""One change at a time: the false (and sometimes still true) neighbours of a term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from symgauss.kernel.terms import (
    Indexed,
    IndexedProduct,
    IndexedSum,
    Integral,
    Inverse,
    Normal,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
    negative,
)
from symgauss.kernel.traversal import subterms

#: Fields that bind or name; a change there makes another question, not a false answer.
BINDERS = {"variable", "variables", "given", "index", "shape", "size", "name", "indices"}


@dataclass(frozen=True)
class Mutation:
    """A changed term and what was done to it."""

    kind: str
    term: Term
    place: str

    def __str__(self) -> str:
        return f"{self.kind} at {self.place}"


def mutations(term: Term, symbols: tuple[Symbol, ...]) -> Iterator[Mutation]:
    """All terms that differ from ``term`` by one change; ``symbols`` may stand for each other."""
    for kind, changed in _here(term, symbols):
        yield Mutation(kind, changed, "")
    for name, index, child in _children(term):
        for inner in mutations(child, symbols):
            if isinstance(term, Power) and name == "exponent" and _leaves_the_field(inner):
                continue
            if isinstance(term, Integral) and _ruins_the_integrand(inner):
                continue
            place = f"{name}{'' if index is None else index}.{inner.place}".rstrip(".")
            yield Mutation(inner.kind, _put(term, name, index, inner.term), place)


def _leaves_the_field(exponent: Mutation) -> bool:
    """Whether a power becomes undefined for some arguments, or no polynomial any more."""
    match exponent.term:
        case Rational(a, b):
            return b != 1 or a < 0
        case _:
            return exponent.kind in {"swapped symbol", "factor one half"}


def _ruins_the_integrand(change: Mutation) -> bool:
    """Whether an exponential of a quadratic may become something without a closed form."""
    return change.kind == "swapped symbol" or "exponent" in change.place


def symbols_of(*terms: Term) -> tuple[Symbol, ...]:
    """Symbols of the terms in the order of first occurrence, without the bound indices."""
    parts = [part for term in terms for part in subterms(term)]
    bound = {part.index for part in parts if isinstance(part, IndexedSum | IndexedProduct)}
    found = dict.fromkeys(part for part in parts if isinstance(part, Symbol))
    return tuple(symbol for symbol in found if symbol not in bound)


def _here(term: Term, symbols: tuple[Symbol, ...]) -> Iterator[tuple[str, Term]]:
    match term:
        case Sum(terms):
            for i, part in enumerate(terms):
                others = (terms[:i], terms[i + 1 :])
                yield "sign", Sum((*others[0], _negated(part), *others[1]))
                yield "factor two", Sum((*others[0], _times(2, 1, part), *others[1]))
                yield "factor one half", Sum((*others[0], _times(1, 2, part), *others[1]))
                yield "doubled term", Sum((*others[0], part, part, *others[1]))
                if len(terms) > 1:
                    yield "dropped term", _sum((*others[0], *others[1]))
        case Product(factors):
            yield "sign", negative(term)
            yield "factor two", _times(2, 1, term)
            for i in range(len(factors) - 1):
                swapped = (*factors[:i], factors[i + 1], factors[i], *factors[i + 2 :])
                yield "swapped order", Product(swapped)
        case Rational(a, b) if a != 1 or b != 1:
            yield "factor two", Rational(2 * a, b)
            yield "factor one half", Rational(a, 2 * b)
        case Transpose(matrix):
            yield "dropped transpose", matrix
        case Inverse(matrix):
            yield "dropped inverse", matrix
        case Power(base, Rational(-1, 1)):
            yield "dropped inverse", base
        case Symbol(_, shape):
            for other in symbols:
                if other.shape == shape and other != term:
                    yield "swapped symbol", other
    if isinstance(term, Rational) and term.numerator:
        yield "sign", Rational(-term.numerator, term.denominator)


def _children(term: Any) -> Iterator[tuple[str, int | tuple[int, int] | None, Any]]:  # noqa: ANN401
    """Subterms that may change, with the field and the place in it; also those of a normal law."""
    if isinstance(term, Symbol | Indexed | Rational):
        return
    for item in fields(term):
        value = getattr(term, item.name)
        if item.name in BINDERS or isinstance(value, str):
            continue
        if isinstance(value, tuple):
            for i, part in enumerate(value):
                if isinstance(part, tuple):
                    yield from ((item.name, (i, j), inner) for j, inner in enumerate(part))
                else:
                    yield item.name, i, part
        elif isinstance(value, Normal) or (is_dataclass(value) and type(value).__name__ != "Named"):
            yield item.name, None, value


def _put(term: Any, name: str, index: int | tuple[int, int] | None, value: Any) -> Any:  # noqa: ANN401
    old = getattr(term, name)
    match index:
        case None:
            return replace(term, **{name: value})
        case int():
            return replace(term, **{name: (*old[:index], value, *old[index + 1 :])})
        case (i, j):
            row = (*old[i][:j], value, *old[i][j + 1 :])
            return replace(term, **{name: (*old[:i], row, *old[i + 1 :])})


def _negated(term: Term) -> Term:
    match term:
        case Product((Rational(-1, 1), rest)):
            return rest
        case Product((Rational(a, b), *rest)):
            return Product((Rational(-a, b), *rest))
        case _:
            return negative(term)


def _times(numerator: int, denominator: int, term: Term) -> Term:
    return Product((Rational(numerator, denominator), term))


def _sum(terms: tuple[Term, ...]) -> Term:
    return terms[0] if len(terms) == 1 else Sum(terms)
