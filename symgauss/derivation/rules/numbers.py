"""Rules that calculate: products multiplied out, multiples of the identity, numbers."""

from __future__ import annotations

from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge import matrices as m
from symgauss.calculus.constructors import add, is_matrix, mul
from symgauss.calculus.expansion import expand
from symgauss.calculus.quadratic import scale_of
from symgauss.calculus.rewriting import rewrite_up
from symgauss.derivation.rule import Move, Rule, everywhere
from symgauss.derivation.rules import algebra


def _multiplied_out(place: Any) -> Any:
    """A sum in which a factor of a term is itself a sum, multiplied out."""
    sums = sp.Add | sp.Mul | e.Scalar
    if isinstance(place, m.Block | e.NormalDensity) or not isinstance(place, sums):
        return None
    terms = place.args if isinstance(place, sp.Add) else (place,)
    if any(_has_sum(term) for term in terms):
        return expand(place)
    return place


def _has_sum(term: Any) -> bool:
    factors = list(term.args) if isinstance(term, sp.Mul) else [term]
    words = [f.matrix for f in factors if isinstance(f, e.Scalar)]
    factors += [f for word in words if isinstance(word, sp.MatMul) for f in word.args]
    return len(factors) > 1 and any(isinstance(f, sp.Add) for f in factors)


MULTIPLY_OUT = Move(algebra.EXPAND.rule, everywhere(_multiplied_out))


def _gathered(place: Any) -> Any:
    """``a I + b I`` as ``(a + b) I``."""
    if not isinstance(place, sp.MatAdd) or not all(map(_is_multiple, place.args)):
        return None
    scales = [scale_of(term) for term in place.args]
    return mul(add(*scales), sp.Identity(place.shape[0]))


def _is_multiple(term: Any) -> bool:
    return is_matrix(term) and scale_of(term) is not None


GATHER_IDENTITIES = Move(
    Rule("factor out the identity", r"a I_n + b I_n = (a + b) I_n", (r"a, b \in \mathbb{R}",)),
    everywhere(_gathered),
)


def _over_one(place: Any) -> Any:
    """``a/c + b/c`` as ``(a + b)/c``, where that leaves fewer fractions."""
    if not isinstance(place, sp.Add) or is_matrix(place):
        return None
    groups: dict[Any, list[Any]] = {}
    for term in place.args:
        groups.setdefault(_denominator(term), []).append(term)
    if all(below is None or len(terms) == 1 for below, terms in groups.items()):
        return None
    joined: list[Any] = []
    for below, terms in groups.items():
        if below is None or len(terms) == 1:
            joined.extend(terms)
        else:
            joined.append(mul(add(*(_times(term, below) for term in terms)), below))
    return add(*joined)


def _denominator(term: Any) -> Any:
    """The ``1/c`` of ``a/c``, if there is just one."""
    factors = term.args if isinstance(term, sp.Mul) else (term,)
    found = [f for f in factors if isinstance(f, sp.Pow) and f.args[1] == -1]
    return found[0] if len(found) == 1 else None


def _times(term: Any, below: Any) -> Any:
    factors = list(term.args) if isinstance(term, sp.Mul) else [term]
    factors.remove(below)
    return mul(*factors)


SAME_DENOMINATOR = Move(
    Rule(
        "same denominator",
        r"\frac{a}{c} + \frac{b}{c} = \frac{a + b}{c}",
        (r"a, b \in \mathbb{R}", r"c > 0"),
    ),
    everywhere(_over_one),
)


def explicit(x: Any) -> Any:
    """The SymPy matrix (or number) of an expression in which only numbers stand, else ``None``."""
    match x:
        case sp.Rational():
            return x
        case sp.MatrixBase():
            return sp.Matrix(x) if all(isinstance(v, sp.Rational) for v in x) else None
        case m.Block():
            return _explicit_block(x)
        case sp.Identity() if x.shape[0].is_Integer:
            return sp.eye(int(x.shape[0]))
        case sp.ZeroMatrix() if all(s.is_Integer for s in x.shape):
            return sp.zeros(*map(int, x.shape))
        case e.Scalar():
            inner = explicit(x.matrix)
            return None if inner is None else inner[0, 0]
        case sp.Inverse() | sp.Transpose() | sp.Trace() | sp.Determinant():
            return _explicit_unary(x)
        case sp.Pow(args=(sp.Rational() as base, sp.Integer() as exponent)) if base != 0:
            return base**exponent
        case sp.Add() | sp.Mul():
            return _explicit_operation(x)
        case _:
            return None


def _explicit_block(x: Any) -> Any:
    rows = [[explicit(entry) for entry in row] for row in x.args]
    if any(entry is None for row in rows for entry in row):
        return None
    return sp.Matrix(sp.BlockMatrix([[_as_matrix(v) for v in row] for row in rows]).as_explicit())


def _as_matrix(value: Any) -> Any:
    return value if isinstance(value, sp.MatrixBase) else sp.Matrix([[value]])


def _explicit_unary(x: Any) -> Any:
    inner = explicit(x.args[0])
    match x:
        case _ if inner is None:
            return None
        case sp.Inverse():
            return inner.inv() if inner.det() != 0 else None
        case sp.Transpose():
            return inner.T
        case sp.Trace():
            return inner.trace()
        case _:
            return inner.det()


def _explicit_operation(x: Any) -> Any:
    parts = [explicit(part) for part in x.args]
    if any(part is None for part in parts):
        return None
    total = parts[0]
    for part in parts[1:]:
        total = total + part if isinstance(x, sp.Add) else total * part
    return total


def as_block(value: Any) -> Any:
    """A SymPy matrix of numbers as a block matrix."""
    if not isinstance(value, sp.MatrixBase):
        return value
    if value.shape == (1, 1):
        return value[0, 0]
    if value.rows == value.cols and value == sp.eye(value.rows):
        return sp.Identity(value.rows)
    return m.Block(*(list(value.row(i)) for i in range(value.rows)))


def _evaluated(place: Any) -> Any:
    """Numbers carried out; in a sum or product, whatever neighbours are numbers."""
    if isinstance(place, m.Block) or _is_plain(place) or _is_negative(place):
        return None
    if isinstance(place, sp.Pow) and isinstance(place.args[0], sp.Integer) and place.args[1] == -1:
        return None  # the 1/2 of x^2/2 stays where it is
    whole = explicit(place)
    if whole is not None:
        return as_block(whole)
    if isinstance(place, sp.Mul):
        return _neighbours(place)
    if isinstance(place, sp.Add):
        return _numbers_added(place)
    return None


def _is_plain(place: Any) -> bool:
    return isinstance(place, sp.Identity | sp.ZeroMatrix | sp.Rational)


def _is_negative(place: Any) -> bool:
    """A matrix with a minus in front, which stays there: ``y - c``."""
    return isinstance(place, sp.MatMul) and len(place.args) == 2 and place.args[0] == -1


def _neighbours(product: Any) -> Any:
    """Neighbouring explicit matrices of a product multiplied."""
    scalars = [f for f in product.args if not is_matrix(f)]
    numbers = [f for f in scalars if isinstance(f, sp.Rational)]
    word: list[Any] = []
    changed = False
    for factor in (f for f in product.args if is_matrix(f)):
        value = explicit(factor)
        before = explicit(word[-1]) if word else None
        if value is not None and before is not None:
            word[-1] = as_block(before * value)
            changed = True
        else:
            word.append(factor)
    first = next((i for i, f in enumerate(word) if explicit(f) is not None), None)
    if numbers and numbers != [-1] and first is not None:
        value = explicit(word[first])
        if not isinstance(word[first], sp.Identity):
            word[first] = as_block(sp.Mul(*numbers) * value)
            scalars = [f for f in scalars if f not in numbers]
            changed = True
    return mul(*scalars, *word) if changed else None


def _numbers_added(total: Any) -> Any:
    values = [(term, explicit(term)) for term in total.args]
    known = [value for _, value in values if value is not None]
    if len(known) < 2:
        return None
    number = as_block(sum(known[1:], known[0]))
    first = next(i for i, (_, value) in enumerate(values) if value is not None)
    kept = [
        term if i != first else number
        for i, (term, v) in enumerate(values)
        if v is None or i == first
    ]
    return add(*kept)


EVALUATE = Move(
    Rule(
        "calculate",
        r"\begin{pmatrix} 2 & 1 \\ 1 & 3 \end{pmatrix}^{-1}"
        r" = \begin{pmatrix} \frac{3}{5} & -\frac{1}{5} \\ -\frac{1}{5} & \frac{2}{5}"
        r" \end{pmatrix}",
    ),
    lambda expression: rewrite_up(expression, _evaluated),
)
