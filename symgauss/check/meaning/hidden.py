r"""Names that stand for something that moves: the y of ``\int y \, \mathrm{d}x`` with ``y = x^2``.

Below a derivative, an integral or a sum, a name whose value depends on the variable is no constant.
A model with noise, ``y = X b + e``, gives no such value: there y is what was observed.  In an
average over X or e it moves, too, unless it stands behind the bar.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from symgauss.check.laws.placed import parameters
from symgauss.check.manners.densities import density_of
from symgauss.check.manners.expectations import MEAN, is_expectation, parts_of
from symgauss.check.manners.keys import key_of
from symgauss.check.meaning.replacing import MOST_VALUES
from symgauss.check.meaning.values import Value
from symgauss.kernel.context import Distribution
from symgauss.kernel.terms import (
    Covariance,
    Derivative,
    Expectation,
    Gradient,
    Hessian,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Integral,
    Named,
    NormalDensity,
    Opaque,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import children, free_symbols, rebuild, subterms
from symgauss.kernel.unstated import named_laws

MOST_SHOWN = 4_000  #: nodes of a side with hidden values in their places
MOST_NAMES = 64  #: that are followed from one binder
_NOISE = frozenset({"epsilon", "varepsilon"})
Meant = Callable[[Variable | Opaque], Value | None]


def hidden_values(
    sides: tuple[Term, ...],
    meant: Meant,
    random: frozenset[str],
    laws: Sequence[Distribution],
) -> list[Value]:
    """The values of names below binders that depend on what is bound there, innermost last.

    The parameters of stated ``laws`` occur wherever their densities are spoken of.
    """
    found: dict[Variable, Value] = {}
    for side in sides:
        for part in subterms(side):
            for variable, names, noise in _bindings(part, random, meant, laws):
                known: dict[Variable, list[Value]] = {}
                seen = frozenset[Variable]() if noise is None else _only_points(part)
                for name in sorted(names, key=str):
                    if name in seen and noise is not None:
                        chain = leading(name, variable, meant, members(noise))
                    else:
                        chain = leading(name, variable, meant, noise, known)
                    found |= {v.key: v for v in chain if isinstance(v.key, Symbol | Indexed)}
    return list(found.values())


def _bindings(
    part: Term,
    random: frozenset[str],
    meant: Meant,
    laws: Sequence[Distribution],
) -> Iterator[tuple[Variable, frozenset[Variable], frozenset[str] | None]]:
    """What a node binds, the names below it, and random names of which no constant is made."""
    variable = _bound(part)
    if variable is not None:
        below = _below(part, meant, laws)
        # what is made of noise was observed, where the variable itself stands beside it
        yield variable, below - {variable}, random if variable in below else None
    if isinstance(part, Expectation | Covariance) and isinstance(part.law, Named):
        bodies = (part.body,) if isinstance(part, Expectation) else (part.left, part.right)
        inside = frozenset().union(*map(free_symbols, bodies))
        for variable in part.law.variables:
            yield variable, inside - {*part.law.variables, *part.law.given}, None
    if isinstance(part, Opaque) and is_expectation(part):
        kind, _, names = parts_of(part)
        taken = 1 if kind == MEAN else len(part.arguments)
        inside = frozenset().union(*map(free_symbols, part.arguments[:taken]))
        inside -= set(part.arguments[taken:])
        drawn = frozenset(v for v in inside if v.name in names)
        for variable in drawn:
            yield variable, inside - drawn, None


def _only_points(term: Term) -> frozenset[Variable]:
    r"""Names at which densities are taken, and nothing else: the x of ``\int N(x; F z, Q) ..``."""
    beside: set[Variable] = set()
    points: set[Variable] = set()

    def look(part: Term) -> Term:
        match part:
            case NormalDensity(Symbol() | Indexed() as point, mean, covariance):
                points.add(point)
                look(mean)
                look(covariance)
            case Symbol() | Indexed():
                beside.add(part)
            case _:
                density = density_of(part)
                names = () if density is None else (*density.variables, *density.given)
                if names and all(isinstance(name, Symbol | Indexed) for name in names):
                    points.update(name for name in names if isinstance(name, Symbol | Indexed))
                else:
                    rebuild(part, look)
        return part

    look(term)
    return frozenset(points - beside)


def observed(sides: tuple[Term, ...], meant: Meant, random: frozenset[str]) -> frozenset[int]:
    r"""Where it is said of what points and data are made, which integrals leave as they are.

    With ``x = F z + w``, the x of ``\int N(x; F z, Q) N(z; m, P) dz`` is any one, and moves with no
    z; nor does the y in ``m = n + K (y - H n)``, by which other integrals say m.
    """
    found: set[int] = set()
    noise = members(random)
    for part in (part for side in sides for part in subterms(side)):
        if not isinstance(part, Integral):
            continue
        points = _only_points(part) - {part.variable}
        todo = [*points, *_below(part, meant, ())]
        seen: set[Variable] = {part.variable}
        while todo and len(seen) < MOST_NAMES:
            name = todo.pop()
            value = None if name in seen else meant(name)
            seen.add(name)
            if value is None:
                continue
            if not is_noisy(value.term, noise):
                todo += free_symbols(value.term)
            elif name in points or name not in free_symbols(part.body):
                found.add(value.position)
    return frozenset(found)


def members(names: frozenset[str]) -> frozenset[str]:
    """Names with those of their families: ``w`` of ``w_k``."""
    return names | {name.partition("_")[0] for name in names}


def shown(term: Term, values: Sequence[Value]) -> Term | None:
    """The term with hidden values in their places, so that the binders see what they bind.

    ``None`` where it becomes too large, because values stand in values.
    """
    table = {value.key: value.term for value in values}
    left = MOST_SHOWN

    def put(inner: Term, depth: int) -> Term:
        nonlocal left
        left -= 1
        if left < 0:
            return inner
        if isinstance(inner, Symbol | Indexed) and inner in table and depth < MOST_VALUES:
            return put(table[inner], depth + 1)
        bound = _bound(inner)
        if bound is not None and bound in table:
            return inner
        return rebuild(inner, lambda child: put(child, depth))

    found = put(term, 0)
    return found if left >= 0 else None


def _bound(term: Term) -> Variable | None:
    match term:
        case Derivative(_, variable) | Gradient(_, variable) | Hessian(_, variable):
            return variable
        case Integral(variable=variable):
            return variable
        case IndexedSum(index=index) | IndexedProduct(index=index):
            return index
        case _:
            return None


def _below(term: Term, meant: Meant, laws: Sequence[Distribution]) -> frozenset[Variable]:
    """The names below a binder, also those in laws and in densities that have a value."""
    body = getattr(term, "body", None)
    if body is None:
        return frozenset()
    names = free_symbols(body)
    for part in subterms(body):
        spoken_of = {law.name for law in named_laws(part)} if laws else set[str]()
        names = names.union(*(parameters(law) for law in laws if law.density in spoken_of))
        value = meant(part) if isinstance(part, Opaque) and not is_expectation(part) else None
        if value is not None and not value.is_claim:
            own = free_symbols(value.key) if isinstance(value.key, Opaque) else frozenset()
            names |= free_symbols(value.term) - own
    return names


def leading(
    name: Variable,
    variable: Variable,
    meant: Meant,
    random: frozenset[str] | None,
    known: dict[Variable, list[Value]] | None = None,
    *,
    path: frozenset[Variable] = frozenset(),
) -> list[Value]:
    """The values that lead from a name to a variable, on all ways; empty if none do.

    ``random`` are the names of which no constant is made: what is made of them was observed.
    ``known`` are the names that were followed before, with what was found, and ``path`` those that
    led here: what is solved for one of these says nothing new.
    """
    known = {} if known is None else known
    if name in known:
        return known[name]
    value = meant(name) if len(known) < MOST_NAMES else None
    known[name] = []
    if value is None or value.key != name:
        return []
    if random is not None and is_noisy(value.term, random):
        return []
    inside = _outside_means(value.term)
    if name in inside or path & inside or key_of(value.term) == variable:
        return []
    own = name.indices if isinstance(name, Indexed) else ()
    found: list[Value] = []
    for other in sorted(inside - {*own, variable}, key=str):
        found += leading(other, variable, meant, random, known, path=path | {name})
    if found or (variable in inside and variable not in own):
        known[name] = [value, *found]
    return known[name]


def _outside_means(term: Term) -> frozenset[Variable]:
    r"""Names that occur free, but for those of means: ``\mu = E(X)`` does not vary with X."""
    if isinstance(term, Opaque) and is_expectation(term):
        return frozenset(v for v in free_symbols(term) if v.name not in parts_of(term)[2])
    if not any(isinstance(p, Opaque) and is_expectation(p) for p in subterms(term)):
        return free_symbols(term)
    return frozenset().union(*map(_outside_means, children(term)))


def is_noisy(term: Term, random: frozenset[str]) -> bool:
    """Whether a value is made of random variables or of noise."""
    names = {symbol.name for symbol in free_symbols(term)}
    return bool(names & random) or any(n.partition("_")[0] in _NOISE for n in names)


def _is_solved_for(value: Value, said: Meant) -> bool:
    """Whether a value is what the equation of another name was solved for: ``e = (z - m) / s``."""
    for name in free_symbols(value.term):
        other = said(name)
        if other is not None and value.key in free_symbols(other.term):
            return True
    return False


def moving_elsewhere(sides: tuple[Term, ...], said: Meant, random: frozenset[str]) -> str:
    """What is said elsewhere of a name below a derivative that makes it move; empty if nothing.

    ``said`` gives a value that a name has elsewhere, for single steps or from there on, or here.
    """
    for part in (part for side in sides for part in subterms(side)):
        variable = _bound(part)
        body = getattr(part, "body", None)
        if variable is None or body is None or isinstance(part, IndexedSum | IndexedProduct):
            continue
        known: dict[Variable, list[Value]] = {}
        seen = _only_points(part) if isinstance(part, Integral) else frozenset[Variable]()
        for name in sorted(free_symbols(body) - {variable} - seen, key=str):
            for value in leading(name, variable, said, random, known):
                if not _is_solved_for(value, said):
                    return f"{value.written}, which is said elsewhere, is no constant there"
        for name in sorted(seen - {variable}, key=str):
            for value in leading(name, variable, said, members(random)):
                return f"{value.written}, which is said elsewhere, is no constant there"
    return ""
