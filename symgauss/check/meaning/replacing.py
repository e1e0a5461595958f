"""Putting the values of names into a term, with the laws that bind those names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from symgauss.check.manners.expectations import is_expectation, parts_of, with_random
from symgauss.check.manners.keys import is_schema
from symgauss.check.meaning.constants import may_vary
from symgauss.check.meaning.values import Value, applied
from symgauss.kernel.names import LAW_FIELDS
from symgauss.kernel.terms import (
    Covariance,
    Expectation,
    Indexed,
    MutualInformation,
    Named,
    Opaque,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import bound_variables, free_symbols, rebuild, subterms

MOST_VALUES = 8
MOST_PUT = 20_000  #: nodes that are looked at

Put = Callable[[Term], Term]


def replaced(term: Term, values: tuple[Value, ...], random: frozenset[str] = frozenset()) -> Term:
    """The term with the values of applications and of random names put in.

    Other symbols are the kernel's business, which draws what they are defined by.
    """
    table = {
        v.key: v.term
        for v in values
        if not isinstance(v.key, str)
        and (not isinstance(v.key, Symbol | Indexed) or v.key.name in random)
    }
    if not table:
        return term
    kinds = {type(key) for key in table}  # a look into the table hashes the whole of a term
    functions = [v for v in values if is_schema(v.key)]
    if not functions and not _may_change(term, table):
        return term
    left = MOST_PUT

    def put(inner: Term, depth: int) -> Term:
        nonlocal left
        left -= 1
        if left < 0:
            return inner  # values of values of values: the kernel would not take a term this large

        def deeper(child: Term) -> Term:
            return put(child, depth)

        if depth < MOST_VALUES:
            if type(inner) in kinds and inner in table:
                return put(table[inner], depth + 1)
            if isinstance(inner, Opaque):
                for value in functions:
                    moved = applied(value, inner)
                    if moved is not None:
                        return put(moved, depth + 1)
        if any(variable in table for variable in bound_variables(inner)):
            return inner  # what is integrated over has no value
        if _binds(inner, table):
            return _under_its_law(inner, deeper, random)
        new = rebuild(inner, deeper)
        if isinstance(new, Opaque) and is_expectation(new):
            new = with_random(new, _still_random(inner, table, deeper))
        return new

    return put(term, 0)


def _may_change(term: Term, table: dict[Term, Term]) -> bool:
    """Whether a name that has a value occurs, or a node that may be one; a quick no."""
    names = {key.name for key in table if isinstance(key, Symbol | Indexed)}
    kinds = {type(key) for key in table} - {Symbol, Indexed} | {Opaque}  # which may be a mean
    return any(
        part.name in names if isinstance(part, Symbol | Indexed) else type(part) in kinds
        for part in subterms(term)
    )


def _still_random(term: Term, table: dict[Term, Term], put: Put) -> frozenset[str]:
    """What varies in the values of the random names of an average, if nothing else in them does.

    With ``z = K (y - H m)`` and nothing said of y, the z of ``E[z]`` is no constant.
    """
    assert isinstance(term, Opaque)  # noqa: S101 - the caller looked
    _, _, drawn = parts_of(term)
    found: set[str] = set()
    for symbol in frozenset().union(*map(free_symbols, term.arguments)):
        if symbol.name not in drawn or symbol not in table:
            continue
        inside = {each.name for each in free_symbols(put(symbol))}
        if not inside & drawn:
            found |= {name for name in inside if may_vary(name)} or inside
    return frozenset(found)


def _binds(term: Term, table: dict[Term, Term]) -> bool:
    """Whether a variable of a law of this node has a value that is no variable."""
    if isinstance(term, MutualInformation):
        variables = [*term.left, *term.right, *term.given]
    else:
        laws = [getattr(term, name, None) for name in LAW_FIELDS]
        variables = [
            v for law in laws if isinstance(law, Named) for v in (*law.variables, *law.given)
        ]
    return any(not isinstance(table.get(v, v), Symbol | Indexed) for v in variables)


def _under_its_law(term: Term, put: Put, random: frozenset[str]) -> Term:
    """``E_{p(y)}[y]`` with ``y = W x`` is ``E_{p(x)}[W x]``; what has no such form stays."""
    match term:
        case Expectation(body, Named() as law):
            moved = _moved(law, put, random)
            return term if moved is None else Expectation(put(body), moved)
        case Covariance(left, right, Named() as law):
            moved = _moved(law, put, random)
            return term if moved is None else Covariance(put(left), put(right), moved)
        case _:
            return term  # the density and the entropy of W x are not those of x


def _moved(law: Named, put: Put, random: frozenset[str]) -> Named | None:
    """The law of what the variables are made of; ``None`` where a condition is no variable."""
    found: dict[Variable, None] = {}
    for variable in law.variables:
        new = put(variable)
        if isinstance(new, Symbol | Indexed):
            found[new] = None
            continue
        inside = sorted(free_symbols(new), key=str)
        found |= dict.fromkeys([v for v in inside if v.name in random] or inside)
    given = [put(variable) for variable in law.given]
    kept = tuple(g for g in given if isinstance(g, Symbol | Indexed))
    if len(kept) < len(given) or not found:
        return None
    return replace(law, variables=tuple(found), given=kept)
