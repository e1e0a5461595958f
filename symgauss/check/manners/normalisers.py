r"""Letters of sizes in the normaliser of a normal density, ``(2 \pi)^{n/2}``."""

from __future__ import annotations

from collections.abc import Iterator

from symgauss.kernel.terms import Constant, Function, Power, Product, Symbol, Term
from symgauss.kernel.traversal import subterms


def powers_of_two_pi(term: Term) -> Iterator[str]:
    r"""Letters in the exponent of ``2 \pi``, or before ``\log 2 \pi``."""
    for part in subterms(term):
        match part:
            case Power(base, exponent) if _is_circle(base):
                yield from _plain_letters(exponent)
            case Product(factors) if any(map(_is_log_of_circle, factors)):
                for factor in factors:
                    yield from _plain_letters(factor)
            case _:
                continue


def _is_circle(term: Term) -> bool:
    return isinstance(term, Product) and Constant("pi") in term.factors


def _is_log_of_circle(term: Term) -> bool:
    return isinstance(term, Function) and term.name == "log" and _is_circle(term.argument)


def _plain_letters(term: Term) -> Iterator[str]:
    """The letter of a multiple of a letter."""
    match term:
        case Symbol(name, shape) if shape.is_scalar:
            yield name
        case Product(factors):
            for factor in factors:
                yield from _plain_letters(factor)
        case _:
            return
