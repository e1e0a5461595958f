"""Whether two terms are the same formula up to the order of what commutes."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.terms import Power, Product, Rational, Sum, Term
from symgauss.kernel.traversal import rebuild

Factors = tuple[Fraction, Counter[str], list[str]]


def normal_form(term: Term) -> str:
    """Equal for formulas that differ in the order of summands, scalar factors and fractions."""
    number, scalars, matrices = _factors(term)
    if number == 0:
        return "0"
    powers = sorted((base, str(k)) for base, k in scalars.items() if k)
    return f"{number} {powers} {matrices}" if number != 1 or powers or len(matrices) != 1 else (
        matrices[0]
    )  # fmt: skip


def _factors(term: Term) -> Factors:
    match term:
        case Rational(p, q):
            return Fraction(p, q), Counter(), []
        case Product(factors):
            number, scalars, matrices = Fraction(1), Counter[str](), list[str]()
            for part in factors:
                k, some, others = _factors(part)
                number *= k
                for base, exponent in some.items():
                    scalars[base] = scalars[base] + exponent  # Counter's own + drops negative ones
                matrices += others
            return number, scalars, matrices
        case Power(base, Rational(p, q)) if _is_scalar(base):
            number, scalars, matrices = _factors(base)
            if q == 1 and number and not matrices:
                return number**p, Counter({b: k * p for b, k in scalars.items()}), []
            return Fraction(1), Counter({normal_form(base): Fraction(p, q)}), []  # type: ignore[dict-item]
        case Sum(terms):
            parts: Counter[str] = Counter()
            for part in _flat(terms):
                parts[normal_form(part)] += 1
            return _alone(term, f"sum {sorted(parts.items())}")
        case _:
            return _alone(term, _inside(term))


def _flat(terms: tuple[Term, ...]) -> list[Term]:
    return [
        part for term in terms for part in (_flat(term.terms) if isinstance(term, Sum) else [term])
    ]


def _inside(term: Term) -> str:
    forms: list[str] = []

    def note(child: Term) -> Term:
        forms.append(normal_form(child))
        return child

    rebuild(term, note)
    return f"{type(term).__name__} {forms}" if forms else repr(term)


def _alone(term: Term, written: str) -> Factors:
    if _is_scalar(term):
        return Fraction(1), Counter({written: 1}), []
    return Fraction(1), Counter(), [written]


def _is_scalar(term: Term) -> bool:
    try:
        return shape_of(term).is_scalar
    except ShapeError:
        return False
