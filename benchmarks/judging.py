"""Judging known matrix identities, warm."""

from __future__ import annotations

from collections.abc import Iterator

from measure import Row, warm

from symgauss.kernel.context import Context, Declaration, Definition, Property
from symgauss.kernel.judge import judge
from symgauss.kernel.relations import EQUAL
from symgauss.kernel.sizes import Shape, size, square_shape
from symgauss.kernel.terms import (
    Identity,
    Inverse,
    Product,
    Sum,
    Symbol,
    Term,
    Transpose,
    difference,
)
from symgauss.kernel.verdict import Answer, EvidenceKind

n, k = size("n"), size("k")


def invertible(name: str, rows: str) -> Declaration:
    """An invertible matrix, nothing else known."""
    return Declaration(name, square_shape(size(rows)), frozenset({Property.INVERTIBLE}))


def definite(name: str, rows: str) -> Declaration:
    """A symmetric positive definite matrix."""
    return Declaration(name, square_shape(size(rows)), frozenset({Property.POSITIVE_DEFINITE}))


def symbol(declaration: Declaration) -> Symbol:
    """The symbol that a declaration declares."""
    return Symbol(declaration.name, declaration.shape)


def woodbury() -> tuple[Term, Term, Context]:
    """``(A + U C V)^-1 = A^-1 - A^-1 U (C^-1 + V A^-1 U)^-1 V A^-1``."""
    known = (
        invertible("A", "n"),
        invertible("C", "k"),
        Declaration("U", Shape(n, k)),
        Declaration("V", Shape(k, n)),
    )
    A, C, U, V = map(symbol, known)
    inner = Sum((Inverse(C), Product((V, Inverse(A), U))))
    correction = Product((Inverse(A), U, Inverse(inner), V, Inverse(A)))
    left = Inverse(Sum((A, Product((U, C, V)))))
    return left, difference(Inverse(A), correction), Context(known)


def parallel_sum() -> tuple[Term, Term, Context]:
    """``A (A + B)^-1 B = (A^-1 + B^-1)^-1``."""
    known = (definite("A", "n"), definite("B", "n"))
    A, B = map(symbol, known)
    left = Product((A, Inverse(Sum((A, B))), B))
    return left, Inverse(Sum((Inverse(A), Inverse(B)))), Context(known)


def joseph() -> tuple[Term, Term, Context]:
    """``(I - K H) P (I - K H)^T + K R K^T = (I - K H) P`` with the Kalman gain ``K``."""
    known = (
        definite("P", "n"),
        definite("R", "k"),
        Declaration("H", Shape(k, n)),
        Declaration("K", Shape(n, k)),
    )
    P, R, H, K = map(symbol, known)
    gain = Product((P, Transpose(H), Inverse(Sum((Product((H, P, Transpose(H))), R)))))
    rest = difference(Identity(n), Product((K, H)))
    left = Sum((Product((rest, P, Transpose(rest))), Product((K, R, Transpose(K)))))
    return left, Product((rest, P)), Context(known, (Definition(K, gain),))


def rows() -> Iterator[Row]:
    """Each identity with ``exact`` evidence."""
    for identity in (woodbury, parallel_sum, joseph):
        left, right, context = identity()
        verdict = judge(left, EQUAL, right, context)
        if verdict.answer is not Answer.HOLDS or verdict.evidence is None:
            raise SystemExit(f"{identity.__name__}: {verdict}")
        if verdict.evidence.kind is not EvidenceKind.EXACT:
            raise SystemExit(f"{identity.__name__}: not exact")

        def once(left: Term = left, right: Term = right, context: Context = context) -> object:
            return judge(left, EQUAL, right, context)

        yield Row(f"judge {identity.__name__.replace('_', ' ')}, exact", warm(once, 31), goal=0.005)
