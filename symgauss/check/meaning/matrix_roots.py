"""``V^{1/2}`` of a positive definite matrix: the positive definite root, whose square ``V`` is."""

from __future__ import annotations

from collections.abc import Iterable

from symgauss.kernel.context import Context, Declaration, Definition, Property
from symgauss.kernel.terms import Inverse, Power, Product, Rational, Symbol, Term
from symgauss.kernel.traversal import rebuild, subterms

_DEFINITE = frozenset({Property.POSITIVE_DEFINITE})


def rooted(terms: Iterable[Term], context: Context) -> dict[Symbol, Symbol]:
    """The matrices with half powers, each with the name of its root.

    Only what is declared positive (semi)definite, and not defined by something else, has one; the
    definite matrices are dense among the others.
    """
    defined = {definition.name for definition in context.definitions}
    found: dict[Symbol, Symbol] = {}
    for term in terms:
        for part in subterms(term):
            match part:
                case Power(Symbol() as base, exponent) if (
                    _halves(exponent) is not None
                    and base.shape.is_square
                    and not base.shape.is_scalar
                    and base not in defined
                    and Property.POSITIVE_SEMIDEFINITE in context.properties(base.name)
                ):
                    found[base] = Symbol(f"root of {base.name}", base.shape)
                case _:
                    pass
    return found


def _halves(exponent: Term) -> int | None:
    """The odd ``k`` of an exponent ``k / 2``."""
    match exponent:
        case Rational(k, 2):
            return k
        case Product((Rational(k, 1), Power(Rational(2, 1), Rational(-1, 1)))) if k % 2:
            return k
        case Product((Rational(-1, 1), inner)):
            inside = _halves(inner)
            return None if inside is None else -inside
        case _:
            return None


def with_roots(term: Term, roots: dict[Symbol, Symbol]) -> Term:
    """Half powers as powers of the root."""
    match term:
        case Power(Symbol() as base, exponent) if base in roots:
            root, k = roots[base], _halves(exponent)
            if k is None:
                return term
            if k in {1, -1}:
                return root if k == 1 else Inverse(root)
            return Power(root, Rational(k))
        case _:
            return rebuild(term, lambda child: with_roots(child, roots))


def context_with_roots(context: Context, roots: dict[Symbol, Symbol]) -> Context:
    """A context in which each matrix is the square of its root."""
    declared = tuple(Declaration(r.name, r.shape, _DEFINITE) for r in roots.values())
    squares = tuple(Definition(m, Product((r, r))) for m, r in roots.items())
    definitions = tuple(Definition(d.name, with_roots(d.value, roots)) for d in context.definitions)
    return Context(
        (*context.declarations, *declared),
        (*definitions, *squares),
        context.distributions,
        context.closed,
        context.independent,
    )
