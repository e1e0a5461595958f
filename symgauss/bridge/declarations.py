"""What the symbols of an expression say about themselves, as a context of the kernel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import sympy as sp

from symgauss.bridge.symbols import DeclaredMatrix, DimensionSymbol, IndexedMatrix, RangedSymbol
from symgauss.bridge.to_term import to_shape
from symgauss.errors import UsageError
from symgauss.kernel.context import Context, Declaration, Property
from symgauss.kernel.sizes import SCALAR


def declarations_of(expressions: Iterable[Any]) -> tuple[Declaration, ...]:
    """One declaration for each symbol, in order of appearance.

    Two symbols of one name that say different things are a ``UsageError``.
    """
    found: dict[str, Declaration] = {}
    for expression in expressions:
        for symbol in _symbols(expression):
            declaration = declaration_of(symbol)
            known = found.setdefault(declaration.name, declaration)
            if known != declaration:
                message = f"{known.name} is declared twice, differently: {known} and {declaration}"
                raise UsageError(message)
    return tuple(found.values())


def context_of(*expressions: Any) -> Context:
    """The closed context of some expressions: their symbols and nothing else."""
    return Context(declarations_of(expressions))


def declaration_of(symbol: Any) -> Declaration:
    """The declaration that a symbol carries."""
    match symbol:
        case DeclaredMatrix() | IndexedMatrix():
            return Declaration(symbol.name, to_shape(*symbol.shape), symbol.properties)
        case sp.MatrixSymbol():
            return Declaration(symbol.name, to_shape(*symbol.shape))
        case sp.Indexed():
            return Declaration(
                str(symbol.base.label), SCALAR, _scalar_properties(symbol.base.label)
            )
        case RangedSymbol():
            ends = (
                None if b is None else Fraction(int(b.p), int(b.q))
                for b in (symbol.above, symbol.below)
            )
            return Declaration(symbol.name, SCALAR, _scalar_properties(symbol), *ends)
        case sp.Symbol():
            return Declaration(symbol.name, SCALAR, _scalar_properties(symbol))
        case _:
            message = f"not a symbol: {symbol}"
            raise UsageError(message)


def _scalar_properties(symbol: Any) -> frozenset[Property]:
    words = {
        Property.POSITIVE: symbol.is_positive,
        Property.NONNEGATIVE: symbol.is_nonnegative and not symbol.is_positive,
        Property.INTEGER: symbol.is_integer,
    }
    return frozenset(word for word, holds in words.items() if holds)


def _symbols(expression: Any) -> Iterator[Any]:
    """Symbols in the order of writing; dimensions and the inside of symbols are left out."""
    todo = [expression]
    while todo:
        current = todo.pop()
        match current:
            case DimensionSymbol():
                continue
            case sp.Indexed():
                yield current
                todo.extend(reversed(current.indices))
            case IndexedMatrix():
                yield current
                todo.extend(reversed(current.args[4]))
            case sp.Symbol() | sp.MatrixSymbol():
                yield current
            case sp.Identity() | sp.ZeroMatrix() | sp.OneMatrix():
                continue
            case sp.Basic():
                todo.extend(reversed(current.args))
            case _:
                continue
