"""Rules of means and covariances along the arrows of a linear-Gaussian model."""

from __future__ import annotations

from typing import Any

from symgauss.bridge import expressions as e
from symgauss.bridge import matrices as m
from symgauss.bridge.laws import NamedLaw
from symgauss.calculus.constructors import (
    add,
    block,
    div,
    inv,
    is_matrix,
    mul,
    square,
    stack,
    sub,
    zero_like,
)
from symgauss.calculus.notions import covariance_of, expectation, normal_density
from symgauss.calculus.rewriting import contains, subexpressions
from symgauss.calculus.transposes import transposed
from symgauss.derivation.rule import Move, Rule, everywhere
from symgauss.derivation.rules import conditioning, covariances
from symgauss.derivation.rules.expectations import LINEARITY, linear
from symgauss.derivation.rules.models import _MODEL
from symgauss.gaussians.affine import affine_in, sandwich
from symgauss.gaussians.statement import Statement

MODEL_MOMENTS = covariances.MODEL_MOMENTS


def marginal_law(law: Any, variables: Any) -> Any:
    """The law of some of the variables of a named law, in the order of that law."""
    kept = tuple(v for v in law.variables if v in variables)
    return NamedLaw(law.name, kept, law.given)


def law_of_parents(law: Any, statement: Statement, order: Any) -> Any:
    """The law of the parents that are not given."""
    hidden = tuple(v for v in order if v in statement.parents and v not in law.given)
    return NamedLaw(law.name, hidden, law.given)


def _is_mean(place: Any) -> bool:
    return isinstance(place, e.Expectation | m.MatrixExpectation) and isinstance(
        place.args[1], NamedLaw
    )


def _is_covariance(place: Any) -> bool:
    return isinstance(place, e.Covariance | m.MatrixCovariance) and isinstance(
        place.args[2], NamedLaw
    )


def _total_expectation(place: Any, statement: Statement, order: Any) -> Any:
    """``E[y] = E[A x + b]``: the mean of the mean given the parents."""
    if not _is_mean(place) or place.args[0] != statement.variable:
        return None
    law = law_of_parents(place.args[1], statement, order)
    return expectation(statement.mean, law) if law.variables else statement.mean


TOTAL_EXPECTATION = Move(covariances.TOTAL_EXPECTATION, everywhere(_total_expectation))


def _total_covariance(place: Any, statement: Statement, order: Any) -> Any:
    """``Cov[y] = Cov[A x + b] + R`` and ``Cov[z, y] = Cov[z, A x + b]``."""
    if not _is_covariance(place):
        return None
    left, right, law = place.args
    y, mean = statement.variable, statement.mean
    if left == y and right == y:
        parents = law_of_parents(law, statement, order)
        if not parents.variables:
            return statement.cov
        return add(covariance_of(mean, mean, parents), statement.cov)
    if y not in {left, right} or (law.given and left in law.given):
        return None
    other = left if right == y else right
    parents = law_of_parents(law, statement, order)
    both = tuple(v for v in order if v in {other, *parents.variables})
    inner = NamedLaw(law.name, both, law.given)
    sides = (other, mean) if right == y else (mean, other)
    return covariance_of(*sides, inner)


TOTAL_COVARIANCE = Move(covariances.TOTAL_COVARIANCE, everywhere(_total_covariance))
TOTAL_CROSS_COVARIANCE = Move(covariances.TOTAL_CROSS_COVARIANCE, everywhere(_total_covariance))


def _linear(place: Any) -> Any:
    """``E[A x + b] = A E[x] + b``, each mean under the law of its own variable."""
    if not _is_mean(place):
        return None
    affine = affine_in(place.args[0], place.args[1].variables)
    if not affine.slopes or place.args[0] in affine.slopes:
        return None
    law = place.args[1]
    means = {x: expectation(x, marginal_law(law, (x,))) for x in affine.slopes}
    opened = everywhere(_own_law)(linear(place))
    turned = any(_is_mean(p) and p not in means.values() for p in subexpressions(opened))
    return affine.at(means) if turned else opened  # ``x^T a`` is read as ``a^T x``


def _own_law(place: Any) -> Any:
    if not _is_mean(place):
        return None
    body, law = place.args
    return expectation(body, marginal_law(law, [v for v in law.variables if contains(body, v)]))


LINEAR = Move(LINEARITY.rule, everywhere(_linear))


def _bilinear(place: Any) -> Any:
    """``Cov[A x + b, B z + c] = A Cov[x, z] B^T``."""
    if not _is_covariance(place):
        return None
    left, right, law = place.args
    first, second = (affine_in(side, law.variables) for side in (left, right))
    if left in first.slopes and right in second.slopes:
        return None
    terms = [
        sandwich(a, covariance_of(x, z, marginal_law(law, (x, z))), b)
        for x, a in first.slopes.items()
        for z, b in second.slopes.items()
    ]
    return add(*terms) if terms else zero_like(mul(left, transposed(right)))


BILINEAR = Move(covariances.BILINEAR.rule, everywhere(_bilinear))


def _normal_moments(place: Any, order: Any = ()) -> Any:
    """``p(x, y) = N((x; y); (E[x]; E[y]), (Cov[x] ...))``; laws list variables in this order."""
    if not isinstance(place, e.Density):
        return None
    variables = place.law.variables
    ordered = tuple(v for v in order if v in variables) or variables
    law = NamedLaw(place.law.name, ordered, place.law.given)
    means = [expectation(v, marginal_law(law, (v,))) for v in variables]
    table = [[covariance_of(v, w, marginal_law(law, (v, w))) for w in variables] for v in variables]
    if len(variables) == 1:
        return normal_density(variables[0], means[0], table[0][0])
    return normal_density(stack(*variables), stack(*means), block(*table))


NORMAL_MARGINAL = Move(
    Rule(
        "an affine function of normal variables is normal",
        r"p(y) = \mathcal{N}(y; \mathbb{E}[y], \mathrm{Cov}[y])",
        _MODEL,
        "Bishop (2006), section 2.3.3",
    ),
    everywhere(_normal_moments),
)
NORMAL_JOINT = Move(
    Rule(
        "a linear-Gaussian model is jointly normal",
        r"p(x, y) = \mathcal{N}\left(\begin{pmatrix} x \\ y \end{pmatrix};"
        r" \begin{pmatrix} \mathbb{E}[x] \\ \mathbb{E}[y] \end{pmatrix},"
        r" \begin{pmatrix} \mathrm{Cov}[x] & \mathrm{Cov}[x, y] \\"
        r" \mathrm{Cov}[y, x] & \mathrm{Cov}[y] \end{pmatrix}\right)",
        _MODEL,
        "Bishop (2006), section 2.3.3",
    ),
    everywhere(_normal_moments),
)


def _conditioned(place: Any, fixed: Any, order: Any) -> Any:
    """``p(x | y) = N(x; E[x] + Cov[x, y] Cov[y]^{-1} (y - E[y]), ...)``, with ``fixed`` given."""
    if not isinstance(place, e.Density):
        return None
    law = place.law
    data = tuple(v for v in order if v in law.given and v not in fixed)
    if not data:
        return None

    def mean(group: Any) -> Any:
        return _stacked([expectation(v, NamedLaw(law.name, (v,), fixed)) for v in group])

    def cov(rows: Any, columns: Any) -> Any:
        table = [[covariance_of(v, w, both(v, w)) for w in columns] for v in rows]
        return table[0][0] if len(rows) == len(columns) == 1 else block(*table)

    def both(v: Any, w: Any) -> Any:
        return NamedLaw(law.name, tuple(u for u in order if u in {v, w}), fixed)

    x = law.variables
    cross, spread = cov(x, data), cov(data, data)
    gap = sub(_stacked(list(data)), mean(data))
    if not any(map(is_matrix, (*x, *data))) and len(x) == len(data) == 1:
        shift, explained = mul(div(cross, spread), gap), div(square(cross), spread)
    else:
        shift, explained = mul(cross, inv(spread), gap), mul(cross, inv(spread), cov(data, x))
    return normal_density(_stacked(list(x)), add(mean(x), shift), sub(cov(x, x), explained))


def _stacked(parts: list[Any]) -> Any:
    return parts[0] if len(parts) == 1 else stack(*parts)


CONDITIONING = Move(
    Rule(
        "condition the joint normal",
        r"p(x \mid y) = \mathcal{N}\left(x; \mathbb{E}[x] + \mathrm{Cov}[x, y] \mathrm{Cov}[y]^{-1}"
        r" (y - \mathbb{E}[y]), \mathrm{Cov}[x] - \mathrm{Cov}[x, y] \mathrm{Cov}[y]^{-1}"
        r" \mathrm{Cov}[y, x]\right)",
        _MODEL,
        "Bishop (2006), equations 2.81 and 2.82",
    ),
    everywhere(_conditioned),
)


def _independent(place: Any, kept: Any) -> Any:
    if not isinstance(place, e.Density):
        return None
    law = place.law
    return e.Density(NamedLaw(law.name, law.variables, tuple(v for v in law.given if v in kept)))


MARKOV = Move(conditioning.MARKOV.rule, everywhere(_independent))
