"""What a term is the name of, and what an equation says that a name is."""

from __future__ import annotations

from symgauss.check.manners.densities import DENSITY
from symgauss.check.manners.expectations import is_expectation
from symgauss.kernel.terms import (
    MINUS_ONE,
    Covariance,
    Density,
    Entropy,
    Expectation,
    Function,
    Indexed,
    Inverse,
    KullbackLeibler,
    MutualInformation,
    Opaque,
    Power,
    Product,
    Rational,
    Symbol,
    Term,
    Transpose,
)
from symgauss.kernel.traversal import rebuild, subterms

Key = Term | str


def key_of(term: Term) -> Key | None:
    """What a term is the name of: a symbol, an application of an unknown function, ..."""
    match term:
        case Symbol() | Indexed() | Opaque():
            return term
        case Density() | Expectation() | Covariance() | Entropy() | KullbackLeibler():
            return term
        case MutualInformation():
            return term
        case _:
            return None


def is_intrinsic(key: Key) -> bool:
    """Whether the key means something by itself, so that no statement defines it freely."""
    if isinstance(key, str | Symbol | Indexed):
        return False
    return not isinstance(key, Opaque) or is_expectation(key)


def is_constant(term: Term) -> bool:
    """Whether nothing in the term has a name."""
    return all(key_of(part) is None for part in subterms(term))


def is_schema(key: Key) -> bool:
    """Whether ``f(x, y) := ...`` says what ``f`` is everywhere."""
    if not isinstance(key, Opaque) or is_expectation(key):
        return False
    if DENSITY in key.name or "|" in key.name or key.name == "entry":
        return False
    plain = all(isinstance(argument, Symbol) for argument in key.arguments)
    return plain and len(set(key.arguments)) == len(key.arguments)


def _is_number(name: Symbol | Indexed | Opaque) -> bool:
    """Whether a name is a scalar, so that its square has a root."""
    return name.shape.is_scalar


def solved(left: Term, right: Term) -> tuple[Key, Term] | None:
    r"""The name that ``left = right`` gives a value, and the value.

    ``\sigma^2 = v`` says that sigma is the root of v, ``\log f = v`` that f is ``e^v``.
    """
    for _ in range(4):
        key = key_of(left)
        if key is not None:
            return key, right
        match left:
            case Power(Symbol() | Indexed() | Opaque() as base, Rational(2, 1)) if _is_number(base):
                left, right = base, Function("sqrt", right)
            case Power(Symbol() | Indexed() | Opaque() as base, Rational(-2, 1)) if _is_number(
                base
            ):
                left, right = base, Function("sqrt", Power(right, MINUS_ONE))
            case Power(base, Rational(-1, 1)):
                left, right = base, Power(right, MINUS_ONE)
            case Inverse(base):
                left, right = base, Inverse(right)
            case Transpose(base):
                left, right = base, Transpose(right)
            case Function("log", argument):
                left, right = argument, Function("exp", right)
            case Product((Rational(-1, 1), base)):
                left, right = base, Product((MINUS_ONE, right))
            case Product((Rational(1, 1), base)):  # of a fraction
                left = base
            case _:
                return None
    return None


def is_square_of(term: Term, key: Key) -> bool:
    """Whether the square of a name occurs, or one by that."""
    return any(
        isinstance(p, Power) and p.base == key and p.exponent in (Rational(2), Rational(-2))
        for p in subterms(term)
    )


def has_sign(term: Term, key: Key) -> bool:
    """Whether a name occurs in a way that depends on its sign: not in an even power."""
    if term == key:
        return True
    match term:
        case Power(base, Rational(power, 1)) if base == key and power % 2 == 0:
            return False
        case _:
            found: list[bool] = []

            def look(child: Term) -> Term:
                found.append(has_sign(child, key))
                return child

            rebuild(term, look)
            return any(found)
