r"""Norms that a document gives a meaning of its own, such as ``\|x\|_A^2 = x^T A^{-1} x``.

Those are the Mahalanobis norm of robotics and the norm of an inner product.  They are not read at
all: the usual meaning of the same signs is another one.
"""

from __future__ import annotations

from collections.abc import Iterable

from symgauss.check.displays.parts import Statement
from symgauss.latex.inside import nodes
from symgauss.latex.matrices import norm_label
from symgauss.latex.mentions import mentioned_names
from symgauss.latex.naming import without_bold
from symgauss.latex.tree import Addition, Group, Letter, Node, Number, Scripted

_MATRICES = frozenset(["Sigma", "Lambda", "Omega", "Gamma", "Theta", "Psi", *"ABCDGHKLMPQRSUVW"])


def own_norms(statements: Iterable[Statement]) -> frozenset[str]:
    """The labels of norms whose squares a document defines in another way than usual."""
    return frozenset(
        label
        for statement in statements
        if statement.signs and statement.signs[0].kind in ("=", ":=")
        if (label := _defined(statement)) is not None
    )


def _defined(statement: Statement) -> str | None:
    first, second = (side.node for side in statement.sides[:2])
    if not isinstance(first, Scripted) or second is None:
        return None
    base, power = first.base, first.sup
    if not isinstance(base, Group) or base.open != "||" or not isinstance(base.content, Letter):
        return None
    if not (isinstance(power, Number) and power.text == "2"):
        return None
    known = mentioned_names(base.content)
    if first.sub is not None:
        known |= mentioned_names(first.sub)
    others = {without_bold(name.partition("_")[0]) for name in mentioned_names(second) - known}
    weighted = bool(others & _MATRICES) or (first.sub is not None and _has_inverse(second))
    return norm_label(first.sub) if weighted else None


def _has_inverse(root: Node) -> bool:
    for node in nodes(root):
        if isinstance(node, Scripted) and isinstance(node.sup, Addition):
            sign, number = node.sup.terms[0]
            if sign == "-" and isinstance(number, Number):
                return True
    return False
