"""Walking over unevaluated expressions: children, rebuilding, replacing, rewriting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sympy as sp

from symgauss.bridge import expressions as e
from symgauss.bridge.laws import NamedLaw, NormalLaw
from symgauss.bridge.symbols import IndexedMatrix
from symgauss.calculus.constructors import T, add, det, inv, mul, power, scalar_of, tr

Local = Callable[[Any], Any]

_LEAVES = (
    sp.Symbol,
    sp.Number,
    sp.NumberSymbol,
    sp.MatrixSymbol,
    sp.Identity,
    sp.ZeroMatrix,
    sp.OneMatrix,
    sp.Indexed,
    IndexedMatrix,
    NamedLaw,
)


def children(expression: Any) -> tuple[Any, ...]:
    """Direct parts that may be rewritten; none for a symbol."""
    return () if isinstance(expression, _LEAVES) else expression.args


def rebuild(expression: Any, parts: Sequence[Any]) -> Any:
    """The same node over other parts, unevaluated."""
    if tuple(parts) == tuple(expression.args):
        return expression
    match expression:
        case sp.Add():
            return add(*parts)
        case sp.Mul():
            return mul(*parts)
        case sp.Inverse():
            return inv(parts[0])
        case sp.Transpose():
            return T(parts[0])
        case sp.Trace():
            return tr(parts[0])
        case sp.Determinant():
            return det(parts[0])
        case sp.MatPow() | sp.Pow():
            return power(*parts)
        case e.Scalar():
            return scalar_of(parts[0])
        case sp.Derivative():
            return expression.func(*parts, evaluate=False)
        case sp.Function():
            return expression.func(*parts, evaluate=False)
        case _:
            return expression.func(*parts)


def rewrite(expression: Any, local: Local) -> Any:
    """Apply ``local`` top down wherever it gives something; what it gives is not entered again."""
    found = local(expression)
    if found is not None:
        return found
    parts = children(expression)
    return rebuild(expression, [rewrite(part, local) for part in parts]) if parts else expression


def rewrite_up(expression: Any, local: Local) -> Any:
    """Apply ``local`` bottom up wherever it gives something."""
    parts = children(expression)
    inner = (
        rebuild(expression, [rewrite_up(part, local) for part in parts]) if parts else expression
    )
    found = local(inner)
    return inner if found is None else found


def subexpressions(expression: Any) -> Iterator[Any]:
    """The expression and everything below it, top down, in the order of writing."""
    todo = [expression]
    while todo:
        current = todo.pop()
        yield current
        todo.extend(reversed(children(current)))


def contains(expression: Any, part: Any) -> bool:
    """Whether ``part`` stands somewhere in the expression."""
    return any(sub == part for sub in subexpressions(expression))


def replace(expression: Any, values: Mapping[Any, Any]) -> Any:
    """Equals by equals, everywhere; a sum or product is also found inside a longer one."""

    def local(node: Any) -> Any:
        if node in values:
            return values[node]
        for old, new in values.items():
            found = _inside(node, old, new)
            if found is not None:
                rest = {o: n for o, n in values.items() if o != old}
                return replace(found, rest) if rest else found
        return None

    return rewrite(expression, local)


def _inside(node: Any, old: Any, new: Any) -> Any:
    """``a b c d`` with ``b c`` replaced; the same for sums.  ``None`` where it does not occur."""
    for kind, build in ((sp.Add, add), (sp.Mul, mul)):
        if isinstance(node, kind) and isinstance(old, kind):
            width = len(old.args)
            for start in range(len(node.args) - width + 1):
                if node.args[start : start + width] == old.args:
                    return build(*node.args[:start], new, *node.args[start + width :])
    return _among_scalars(node, old, new)


def _among_scalars(node: Any, old: Any, new: Any) -> Any:
    """A product of scalars found among the factors in any order."""
    if not isinstance(node, sp.Mul) or not isinstance(old, sp.Mul):
        return None
    if isinstance(old, sp.MatMul) or old.args[0].is_Number:
        return None
    factors = list(node.args)
    for factor in old.args:
        if factor not in factors:
            return None
        factors.remove(factor)
    place = min(node.args.index(factor) for factor in old.args)
    return mul(*factors[:place], new, *factors[place:])


def bound_by(expression: Any) -> tuple[Any, ...]:
    """Variables that a node binds."""
    match expression:
        case sp.Integral() | sp.Sum() | sp.Product():
            return tuple(limit[0] for limit in expression.limits)
        case e.VectorIntegral():
            return (expression.args[1],)
        case _:
            laws = [part for part in expression.args if isinstance(part, NormalLaw)]
            return tuple(law.variable for law in laws)


def substitute(expression: Any, values: Mapping[Any, Any]) -> Any:
    """Symbols replaced by values, but not where a law or an integral binds them."""
    if expression in values:
        return values[expression]
    parts = children(expression)
    if not parts:
        return expression
    bound = bound_by(expression)
    inner = {old: new for old, new in values.items() if old not in bound}
    return rebuild(expression, [substitute(part, inner) for part in parts]) if inner else expression
