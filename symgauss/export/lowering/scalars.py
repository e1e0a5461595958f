"""Scalar products, powers and functions: ratios before squares, roots of squares left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from symgauss.errors import NoValueError
from symgauss.export.lowering import determinants, rules
from symgauss.export.lowering.chains import matrices
from symgauss.export.lowering.factors import chain_of, standing
from symgauss.export.lowering.rules import carries_out
from symgauss.export.lowering.values import dense
from symgauss.export.operations import Binary, Combine, Number, Ref, Unary
from symgauss.kernel.shapes import shape_of
from symgauss.kernel.sizes import SCALAR
from symgauss.kernel.terms import (
    MINUS_ONE,
    Density,
    Determinant,
    Function,
    Inverse,
    NormalDensity,
    Power,
    Product,
    Rational,
    Sum,
    Symbol,
    Term,
    Transpose,
)
from symgauss.kernel.traversal import free_symbols, subterms

if TYPE_CHECKING:
    from symgauss.export.lowering.lowering import Lowering

HALF = Fraction(1, 2)
LARGEST_POWER = 64

FUNCTIONS = {
    "exp": Unary.EXP,
    "abs": Unary.ABS,
    "gamma": Unary.GAMMA,
    "digamma": Unary.DIGAMMA,
    "erf": Unary.ERF,
    "Phi": Unary.NORMAL_CDF,
    "sin": Unary.SIN,
    "cos": Unary.COS,
    "tanh": Unary.TANH,
}


@dataclass
class Powers:
    """A product as a number times powers of different bases."""

    coefficient: Fraction = Fraction(1)
    bases: dict[Term, Fraction] = field(default_factory=dict)

    def times(self, base: Term, exponent: Fraction) -> None:
        """Multiply by a power."""
        self.bases[base] = self.bases.get(base, Fraction(0)) + exponent

    @property
    def exponential(self) -> bool:
        """Whether an exponential or a density is among the factors."""
        return any(isinstance(base, NormalDensity | Density) or is_exp(base) for base in self.bases)


def is_exp(term: Term) -> bool:
    """Whether a term is an exponential."""
    return isinstance(term, Function) and term.name == "exp"


def is_closed(term: Term) -> bool:
    """Whether a term is a number: no symbols and no sizes."""
    return not free_symbols(term) and not any(
        type(part).__name__ in {"Dimension", "Identity", "Zero", "Ones", "Opaque"}
        for part in subterms(term)
    )


def powers_of(lo: Lowering, terms: Iterable[Term]) -> Powers:
    """A product of scalar terms, taken apart."""
    found = Powers()
    for term in terms:
        _collect(lo, term, Fraction(1), found)
    return found


def _collect(lo: Lowering, term: Term, e: Fraction, found: Powers) -> None:
    whole = e.denominator == 1
    match term:
        case Rational(1, 1):
            pass
        case Rational(p, q) if whole and abs(e) <= LARGEST_POWER and (p != 0 or e > 0):
            found.coefficient *= Fraction(p, q) ** int(e)
        case Product(factors) if _scalars_only(factors) and (whole or _signs_known(lo, factors)):
            for factor in factors:
                _collect(lo, factor, e, found)
        case Product() if whole and e == 1 and _has_scalar_factors(lo, term):
            chain = chain_of(term, lo.facts)
            for scalar in chain.scalars:
                _collect(lo, scalar, e, found)
            found.times(Product(tuple(standing(f) for f in chain.factors)), e)
        case Power(base, Rational(p, q)) if whole or lo.facts.positive(base):
            _collect(lo, base, e * Fraction(p, q), found)
        case Function("sqrt", argument) if whole or lo.facts.positive(argument):
            _collect(lo, argument, e / 2, found)
        case Inverse(inner):
            _collect(lo, inner, -e, found)
        case Transpose(inner) if shape_of(inner) == SCALAR:
            _collect(lo, inner, e, found)
        case Symbol() if isinstance(lo.facts.unfolded(term), Product | Power) and (
            whole or lo.facts.positive(term)
        ):
            definition = lo.facts.unfolded(term)
            assert definition is not None  # noqa: S101 - matched
            _collect(lo, definition, e, found)
        case _:
            found.times(term, e)


def _has_scalar_factors(lo: Lowering, term: Term) -> bool:
    chain = chain_of(term, lo.facts)
    return bool(chain.scalars) and bool(chain.factors)


def _signs_known(lo: Lowering, factors: Sequence[Term]) -> bool:
    """Whether each factor of a product that has a root is positive: all but one are known to be."""
    return sum(not lo.facts.positive(factor) for factor in factors) <= 1


def _scalars_only(factors: Sequence[Term]) -> bool:
    return all(shape_of(factor) == SCALAR for factor in factors)


def product(lo: Lowering, terms: tuple[Term, ...]) -> Ref:
    """The value of a product of scalar terms."""
    if len(terms) == 1 and isinstance(terms[0], Product) and not _scalars_only(terms[0].factors):
        chain = chain_of(terms[0], lo.facts)
        if not chain.scalars:
            return dense(lo.build, matrices(lo, chain))
    found = powers_of(lo, terms)
    if found.exponential and found.coefficient > 0 and _positive(lo, found):
        return exponential(lo, lo.log_of_powers(found))
    return assembled(lo, found)


def _positive(lo: Lowering, found: Powers) -> bool:
    return all(lo.facts.positive(base) for base in found.bases)


def exponential(lo: Lowering, ref: Ref) -> Ref:
    """``exp`` of a value."""
    return lo.build.apply(Unary.EXP, ref)


def assembled(lo: Lowering, found: Powers) -> Ref:
    """The value of a product of powers."""
    build = lo.build
    mean = _as_weighted_mean(lo, found)
    if mean is not None:
        return mean
    twice = _product_twice(lo, found)
    if twice is not None:
        return twice
    found = _with_root(lo, found)
    number: Term = Rational(found.coefficient.numerator, found.coefficient.denominator)
    groups: dict[Fraction, tuple[list[Ref], list[Ref]]] = {}
    for base, exponent in found.bases.items():
        if exponent == 0:
            continue
        if is_closed(base):
            raised = Power(base, Rational(exponent.numerator, exponent.denominator))
            number = Product((number, raised))
            continue
        ref, own = _base(lo, base, exponent)
        over, under = groups.setdefault(abs(own), ([], []))
        (over if own > 0 else under).append(ref)
    upper: list[Ref] = []
    lower: list[Ref] = []
    several = max(groups, default=0) > 1 and any(under for _, under in groups.values())
    for exponent, (over, under) in groups.items():
        above, below = _of_power(lo, over, under, exponent, several=several)
        upper += [_raised(lo, ref, exponent) for ref in above]
        lower += [_raised(lo, ref, exponent) for ref in below]
    coefficient = build.number(found.coefficient)
    if isinstance(number, Product):
        coefficient = build.make(Number(number))
    if not build.is_one(coefficient):
        if not upper and not lower:
            return coefficient
        if upper and build.rational(coefficient) == -1:
            whole = _interleaved(lo, upper, lower)
            assert whole is not None  # noqa: S101 - there is an upper one
            return build.negate(whole)
        upper.insert(0, coefficient)
    whole = _interleaved(lo, upper or [build.number(1)], lower)
    assert whole is not None  # noqa: S101 - there is an upper one
    return whole


@carries_out(rules.WEIGHTED_MEAN)
def _as_weighted_mean(lo: Lowering, found: Powers) -> Ref | None:
    """``(a x + b y)/(a + b) = a/(a + b) x + b/(a + b) y`` of positive weights.

    The weights are at most one, so that nothing overflows that the whole does not.
    """
    above = [b for b, e in found.bases.items() if e == 1 and isinstance(b, Sum)]
    below = [b for b, e in found.bases.items() if e == -1 and isinstance(b, Sum)]
    if len(above) != 1 or len(below) != 1:
        return None
    (numerator,), (denominator,) = above, below
    weights = [(term, powers_of(lo, (term,))) for term in denominator.terms]
    if not all(lo.facts.positive(term) for term, _ in weights):
        return None
    total: Ref | None = None
    for term in numerator.terms:
        own = powers_of(lo, (term,))
        weight = next((w for w, powers in weights if _divides(powers, own)), None)
        if weight is None:
            return None
        share = lo.ref(Product((weight, Power(denominator, MINUS_ONE))))
        rest = powers_of(lo, (term, Power(weight, MINUS_ONE)))
        part = lo.build.multiply(share, assembled(lo, rest))
        total = part if total is None else lo.build.add(total, part)
    others = {b: e for b, e in found.bases.items() if b not in {numerator, denominator}}
    assert total is not None  # noqa: S101 - a sum has terms
    if not others and found.coefficient == 1:
        return total
    return lo.build.multiply(assembled(lo, Powers(found.coefficient, others)), total)


@carries_out(rules.PRODUCT_BEFORE_QUOTIENT)
def _product_twice(lo: Lowering, found: Powers) -> Ref | None:
    """``(a b)^2 / s = (a b) (a b / s)``, where nothing else is multiplied."""
    squares, s = _squares_over_sum(lo, found)
    if s is None or len(squares) != 2 or len(found.bases) != 3 or found.coefficient != 1:
        return None
    build = lo.build
    product_ = build.multiply(*(lo.ref(base) for base in squares))
    return build.multiply(product_, build.divide(product_, lo.ref(s)))


def _squares_over_sum(lo: Lowering, found: Powers) -> tuple[list[Term], Term | None]:
    """What is squared above a fraction, and the positive sum below it."""
    squares = [base for base, e in found.bases.items() if e == 2]
    below = [base for base, e in found.bases.items() if e < 0]
    if len(squares) < 2 or len(below) != 1 or not isinstance(below[0], Sum):
        return squares, None
    (s,) = below
    return squares, s if found.bases[s] == -1 and lo.facts.positive(s) else None


@carries_out(rules.ROOT_INSIDE_SQUARE)
def _with_root(lo: Lowering, found: Powers) -> Powers:
    """``(a b)^2 / s = (a / sqrt(s) b)^2``: neither overflows nor vanishes where the whole does not.

    A single square ``a^2 / s`` needs no root.
    """
    _, s = _squares_over_sum(lo, found)
    if s is None:
        return found
    others = {base: e for base, e in found.bases.items() if base != s}
    return Powers(found.coefficient, others | {Function("sqrt", s): Fraction(-2)})


def _divides(weight: Powers, term: Powers) -> bool:
    """Whether a product has all powers of a weight among its own."""
    return bool(weight.bases) and all(
        e > 0 and term.bases.get(base, Fraction(0)) >= e for base, e in weight.bases.items()
    )


@carries_out(rules.RATIO_BEFORE_POWER, rules.POWERS_APART)
def _of_power(
    lo: Lowering, over: Sequence[Ref], under: Sequence[Ref], exponent: Fraction, *, several: bool
) -> tuple[list[Ref], list[Ref]]:
    """What is raised to a power, above and below the fraction: a ratio where there is one.

    ``a^2 x / s`` is written ``a^2 / s x``, since ``x / s`` may overflow where the whole does not.
    """
    if several and (exponent == 1 or (exponent > 1 and not under)):
        return list(over), list(under)
    ratio = _interleaved(lo, over, under if over else [])
    if ratio is not None:
        return [ratio], []
    below = _interleaved(lo, under, [])
    return [], [] if below is None else [below]


def _base(lo: Lowering, base: Term, exponent: Fraction) -> tuple[Ref, Fraction]:
    """The value of a base; a determinant as the square of its root."""
    match base:
        case Determinant(matrix) if lo.facts.definite(matrix):
            root = determinants.root(lo, matrix)
            if root is not None:
                return root, 2 * exponent
        case Power(inner, power) if not isinstance(power, Rational):
            raised = Combine(Binary.POWER, lo.ref(inner), lo.ref(power))
            return lo.build.make(raised), exponent
        case Product(factors) if not _scalars_only(factors):
            return dense(lo.build, matrices(lo, chain_of(base, lo.facts))), exponent
        case _:
            pass
    return lo.ref(base), exponent


def _interleaved(lo: Lowering, over: Sequence[Ref], under: Sequence[Ref]) -> Ref | None:
    """``a / x * b / y ...``: no product of many numbers that might overflow on the way."""
    if not over:
        return None
    value, *rest = over
    below = list(under)
    while rest or below:
        if below:
            value = lo.build.divide(value, below.pop(0))
        if rest:
            value = lo.build.multiply(value, rest.pop(0))
    return value


def _raised(lo: Lowering, ref: Ref, exponent: Fraction) -> Ref:
    """A positive power of a value, by squares and roots where those are enough."""
    build = lo.build
    if exponent == 1:
        return ref
    if exponent == HALF:
        return build.apply(Unary.SQRT, ref)
    if exponent.denominator == 2 and exponent < 4:
        whole = _raised(lo, ref, exponent - HALF)
        return build.multiply(whole, build.apply(Unary.SQRT, ref))
    if exponent.denominator != 1 or exponent > LARGEST_POWER:
        number = build.number(exponent)
        return build.make(Combine(Binary.POWER, ref, number))
    k = int(exponent)
    square = build.apply(Unary.SQUARE, _raised(lo, ref, Fraction(k // 2)))
    return build.multiply(square, ref) if k % 2 else square


@carries_out(rules.ROOT_OF_SQUARE)
def root_of(lo: Lowering, variance: Term) -> Ref:
    """The square root of a variance: ``sigma`` where it is written as ``sigma^2``."""
    found = Powers()
    _collect(lo, variance, HALF, found)
    return assembled(lo, found)


def is_square(lo: Lowering, variance: Term) -> bool:
    """Whether the square root of a variance needs no root to be taken."""
    found = Powers()
    _collect(lo, variance, HALF, found)
    return all(e.denominator == 1 for base, e in found.bases.items() if not is_closed(base))


def function(lo: Lowering, term: Function) -> Ref:
    """A named function at a scalar."""
    if term.name == "log":
        return lo.log_of(term.argument)
    if term.name == "sqrt":
        return product(lo, (term,)) if lo.facts.positive(term.argument) else _sqrt(lo, term)
    if is_closed(term):
        return lo.build.make(Number(term))
    if term.name not in FUNCTIONS:
        raise NoValueError(f"the function {term.name} is not exported")
    return lo.build.apply(FUNCTIONS[term.name], lo.ref(term.argument))


def _sqrt(lo: Lowering, term: Function) -> Ref:
    return lo.build.apply(Unary.SQRT, lo.ref(term.argument))
