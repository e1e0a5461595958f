"""What laws and functions say about signs: variances are positive, covariances definite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from symgauss.check.wording.said import Said
from symgauss.kernel.context import Declaration, Property
from symgauss.kernel.terms import (
    Determinant,
    Function,
    Indexed,
    Inverse,
    Kronecker,
    NormalDensity,
    Opaque,
    Power,
    Product,
    Symbol,
    Term,
    Transpose,
)
from symgauss.kernel.traversal import subterms
from symgauss.latex.scope import Scope

#: Laws on the positive half-line, by the head under which they are written: all arguments are
#: positive.
_POSITIVE_LAWS = frozenset({"Gam", "Gamma", "InvGam", "IG", "Exp", "Beta", "chi2"})


def declare_signs(
    terms: Iterable[Term], covariances: Iterable[Term], scope: Scope, stated: frozenset[str]
) -> None:
    """Properties that the document implies; nothing that it states is overwritten."""
    for term in covariances:
        _definite(term, scope)
    for whole in terms:
        parts = tuple(subterms(whole))
        shapes = {p.argument for p in parts if isinstance(p, Function) and p.name == "gamma"}
        for spread in _spreads(parts):
            if spread.name not in stated:
                _mark(spread.name, spread, Property.POSITIVE_DEFINITE, scope, implied=True)
        for part in parts:
            match part:
                case Power(Symbol(name, shape) as base, exponent) if (
                    shapes & {exponent, *subterms(exponent)} and shape.is_scalar
                ):  # the b of b^a / Gamma(a), which is a density for all a
                    if name not in stated:
                        _mark(name, base, Property.POSITIVE, scope, implied=True)
                case NormalDensity(covariance=covariance):
                    _definite(covariance, scope)
                case Function("log" | "sqrt", (Symbol() | Indexed()) as inner) if (
                    inner.name not in stated
                ):
                    # the formula makes sense only there, and nothing says where else it is
                    if inner.shape.is_scalar:
                        _mark(inner.name, inner, Property.POSITIVE, scope, implied=True)
                    else:
                        _definite(inner, scope)
                case Function("gamma" | "digamma", (Symbol() | Indexed()) as inner):
                    _definite(inner, scope)
                case Opaque(name, arguments) if name in _POSITIVE_LAWS:
                    for argument in arguments:
                        _definite(argument, scope)
                case Symbol(name, shape) if (
                    name.startswith("sigma") and shape.is_scalar and name not in stated
                ):
                    # the letter of the standard deviation, if it is a plain scalar
                    if "_" not in name or not _is_covariance(name):
                        _mark(name, part, Property.POSITIVE, scope)
                case _:
                    pass


def _spreads(parts: tuple[Term, ...]) -> Iterator[Symbol | Indexed]:
    r"""The ``\Sigma_k`` of ``\log |\Sigma_k| + x^T \Sigma_k^{-1} x``: that of a normal law."""
    inverted = {p.matrix for p in parts if isinstance(p, Inverse)}
    for part in parts:
        match part:
            case Function("log", Determinant(Symbol() | Indexed() as name)) if name in inverted:
                if name.name.partition("_")[0] == "Sigma" and name.shape.is_square:
                    yield name


#: What a text counts by the letter n.
_COUNTED = re.compile(
    r"\b(observations?|samples?|data ?points?|measurements?|draws|i\.?\s?i\.?\s?d)\b", re.IGNORECASE
)


def declare_counts(text: str, random: frozenset[str], scope: Scope) -> None:
    """The number of observations is positive: n, or N, where a text speaks of any."""
    if _COUNTED.search(text) is None:
        return
    for name in ("n", "N"):
        found = scope.declarations.get(name)
        if found is not None and found.shape.is_scalar and name not in random:
            _mark(name, Symbol(name, found.shape), Property.POSITIVE, scope)


def declare_supposed(names: Iterable[str], scope: Scope) -> None:
    """Arguments of densities called by name are what the densities need: scales, rates, degrees."""
    for name in names:
        declaration = scope.declarations.get(name)
        if declaration is not None and declaration.shape.is_square:
            _definite(Symbol(name, declaration.shape), scope)


def leave_signs_open(scope: Scope, said: Mapping[str, Said]) -> None:
    """Numbers of which words say that they may be negative are not positive by any custom."""
    open_names = {name for name, what in said.items() if what.any_sign}

    def without_sign(declaration: Declaration) -> Declaration:
        if declaration.name not in open_names:
            return declaration
        return replace(declaration, properties=declaration.properties - {Property.POSITIVE})

    if open_names:
        scope.declarations = {n: without_sign(each) for n, each in scope.declarations.items()}
        scope.said[:] = [
            replace(each, declaration=without_sign(each.declaration)) for each in scope.said
        ]


def _is_covariance(name: str) -> bool:
    r"""``\sigma_{12}`` and ``\sigma_{xy}``: two indices make a covariance, of either sign."""
    sub = name.partition("_")[2].partition("^")[0]
    return len(sub.replace(",", "")) > 1


def _definite(term: Term, scope: Scope) -> None:
    """The symbols of which a positive (definite) term is a product."""
    match term:
        case Symbol(name, shape) | Indexed(name, _, shape):
            if shape.is_scalar:
                _mark(name, term, Property.POSITIVE, scope)
            elif shape.is_square:
                _mark(name, term, Property.POSITIVE_DEFINITE, scope)
        case Product(factors):
            arrays = [f for f in factors if not _is_scalar(f)]
            for factor in factors:
                if _is_scalar(factor) or len(arrays) == 1:
                    _definite(factor, scope)
        case Power(base, _) | Inverse(base) | Transpose(base):
            _definite(base, scope)
        case Kronecker(left, right):
            _definite(left, scope)
            _definite(right, scope)
        case _:
            pass


def _is_scalar(term: Term) -> bool:
    match term:
        case Symbol(_, shape) | Indexed(_, _, shape):
            return shape.is_scalar
        case Product(factors):
            return all(_is_scalar(factor) for factor in factors)
        case Power(base, _) | Inverse(base) | Transpose(base):
            return _is_scalar(base)
        case Kronecker():
            return False
        case _:
            return getattr(term, "size", None) is None


def _mark(
    name: str, term: Symbol | Indexed, said: Property, scope: Scope, *, implied: bool = False
) -> None:
    old = scope.declarations.get(name)
    if old is not None and (old.shape != term.shape or old.properties & _EXCLUDE):
        return
    if old is not None and (old.above is not None or old.below is not None):
        return
    scope.declare(name, term.shape, frozenset({said}), implied=implied)


_EXCLUDE = frozenset({Property.NONNEGATIVE, Property.INTEGER, Property.POSITIVE_SEMIDEFINITE})
