"""Which names are constants where an average is taken, although no law and no word says so.

A name that is neither a parameter of a law nor a usual letter of a constant may be random itself,
so that nothing follows about what is made of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from symgauss.check.manners.letters import NOISE
from symgauss.kernel.context import Context
from symgauss.kernel.sizes import ONE, Shape
from symgauss.kernel.terms import (
    Constant,
    Covariance,
    Expectation,
    Indexed,
    Named,
    Opaque,
    Power,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import children, free_symbols
from symgauss.latex.naming import without_accent, without_bold

#: Letters of variables and of noise.
_VARIABLES = frozenset("enuvwxyzENTUVWXYZ") | NOISE | {"eta", "nu", "delta"}


def all_constant(
    terms: Sequence[Term],
    context: Context,
    beside: frozenset[str],
    drawn: frozenset[str] = frozenset(),
    random: frozenset[str] = frozenset(),
) -> bool:
    """Whether all names but those with a law are constants, and those that are ``drawn`` from one.

    Names in ``beside`` stand outside of averages on the other side.  If these were random, the step
    would say nothing; but noise is never meant to be a constant.  A matrix, such as the X of a
    regression, is one unless it is said to be ``random``.
    """
    variables = {d.variable.name for d in context.distributions}
    parameters = {
        symbol.name
        for d in context.distributions
        for term in (d.mean, d.covariance)
        for symbol in free_symbols(term)
    }
    names = {
        symbol.name
        for term in terms
        for symbol in free_symbols(term)
        if isinstance(symbol, Symbol | Indexed)
        if symbol.name in random or not is_matrix(symbol.shape)
    }
    return not any(map(_adds_e, terms)) and all(
        name in parameters or not may_vary(name) or (name in beside and not is_noise(name))
        for name in names - variables - drawn
    )


def is_matrix(shape: Shape) -> bool:
    """Whether a shape is that of neither a number nor a vector."""
    return not shape.is_scalar and ONE not in (shape.rows, shape.columns)


def _adds_e(term: Term) -> bool:
    """Whether an ``e`` is no base of a power: a name of noise rather than Euler's number."""
    if isinstance(term, Power) and isinstance(term.base, Constant):
        return _adds_e(term.exponent)
    if isinstance(term, Constant):
        return term.name == "e"
    return any(map(_adds_e, children(term)))


def is_bound(part: Expectation | Covariance, context: Context, beside: frozenset[str]) -> bool:
    """Whether an average under a law with a name is one over all that varies in it."""
    if not isinstance(part.law, Named):
        return True
    bodies = (part.body,) if isinstance(part, Expectation) else (part.left, part.right)
    inside = {symbol.name for body in bodies for symbol in free_symbols(body)}
    bound = {variable.name for variable in (*part.law.variables, *part.law.given)}
    with_law = {d.variable.name for d in context.distributions if d.density == part.law.name}
    return not inside & (with_law - bound) and all_constant(bodies, context, beside)


def outside_averages(term: Term) -> frozenset[str]:
    """The names of a side that stand in no mean or covariance."""
    if isinstance(term, Symbol | Indexed):
        return frozenset({term.name})
    if isinstance(term, Opaque | Expectation | Covariance):
        return frozenset()
    return frozenset().union(*map(outside_averages, children(term)))


def _letter(name: str) -> str:
    """The letter of a name, below its accents."""
    return without_accent(without_bold(name.partition("_")[0]))


def may_vary(name: str) -> bool:
    """Whether a name has a letter of a variable or of noise."""
    return _letter(name) in _VARIABLES


def is_noise(name: str) -> bool:
    """Whether a name has a letter of noise."""
    return _letter(name) in NOISE
