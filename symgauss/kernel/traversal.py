"""Walking over terms: children, rebuilding, free symbols, substitution."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import chain
from operator import attrgetter, is_
from typing import Any, get_args

from symgauss.kernel.remembering import remembered
from symgauss.kernel.terms import (
    Derivative,
    Determinant,
    Diag,
    Function,
    Gradient,
    Hadamard,
    Hessian,
    Indexed,
    IndexedProduct,
    IndexedSum,
    Integral,
    Inverse,
    Jacobian,
    Kronecker,
    Named,
    Normal,
    NormalDensity,
    Opaque,
    Power,
    Product,
    Sum,
    Symbol,
    Term,
    Trace,
    Transpose,
    Variable,
    Vec,
)

_LAW_TYPES = (Normal, Named)
_TERM_TYPES = frozenset(get_args(Term))
_PLAIN = frozenset({"name", "shape", "size", "numerator", "denominator"})

#: Fields of a node that may hold terms: everything but names, numbers, sizes and shapes.
_CHILD_FIELDS: dict[type, tuple[str, ...]] = {
    node: tuple(field.name for field in fields(node) if field.name not in _PLAIN)
    for node in (*get_args(Term), *_LAW_TYPES)
}

_FIELDS: dict[type, tuple[str, ...]] = {
    node: tuple(field.name for field in fields(node)) for node in _CHILD_FIELDS
}

_OTHER_FIELDS: dict[type, tuple[str, ...]] = {
    node: tuple(field.name for field in fields(node) if field.name not in children)
    for node, children in _CHILD_FIELDS.items()
}


#: Nodes without subterms.
_ATOMS = frozenset(node for node, names in _CHILD_FIELDS.items() if not names)

#: Nodes whose only tuple of subterms is all their subterms, by the name of that field.
_LISTS: dict[type, str] = {
    Sum: "terms", Product: "factors", Indexed: "indices", Opaque: "arguments",
}  # fmt: skip

#: Nodes whose fields are one term each, after those that are no terms.
_PLAIN_NODES: tuple[type, ...] = (
    Power, Inverse, Transpose, Trace, Determinant, Kronecker, Hadamard, Vec, Diag, Function,
    IndexedSum, IndexedProduct, NormalDensity, Derivative, Gradient, Jacobian, Hessian,
)  # fmt: skip


def _reader(names: tuple[str, ...]) -> Callable[[Any], tuple[Term, ...]]:
    """What reads fields of a node, which are one term each."""
    read: Callable[[Any], Any] = attrgetter(*names)
    return read if len(names) > 1 else lambda term: (read(term),)


#: How the subterms of most nodes are read, for what is done with every node.
_READERS: dict[type, Callable[[Any], tuple[Term, ...]]] = {
    **{node: lambda _: () for node in _ATOMS},
    **{node: attrgetter(name) for node, name in _LISTS.items()},
    **{node: _reader(_CHILD_FIELDS[node]) for node in _PLAIN_NODES},
}


_SUMS = (IndexedSum, IndexedProduct)
_NO_SYMBOLS: frozenset[Variable] = frozenset()
_NO_NAMES: frozenset[str] = frozenset()


def _flatten(value: object) -> Iterator[Any]:
    if isinstance(value, tuple):
        for item in value:
            yield from _flatten(item)
    elif isinstance(value, _LAW_TYPES):
        for name in _CHILD_FIELDS[type(value)]:
            yield from _flatten(getattr(value, name))
    elif value is not None:
        yield value


def children(term: Term) -> tuple[Term, ...]:
    """Direct subterms, in the order in which they are written; binders and laws included."""
    read = _READERS.get(type(term))
    return _with_laws(term) if read is None else read(term)


@remembered("known_children")
def _with_laws(term: Term) -> tuple[Term, ...]:
    """The subterms of a node that may have laws, bounds that are missing, or tuples of tuples."""
    found: list[Term] = []
    for name in _CHILD_FIELDS[type(term)]:
        value = getattr(term, name)
        if type(value) in _TERM_TYPES:
            found.append(value)
        elif type(value) is tuple and value and type(value[0]) in _TERM_TYPES:
            found.extend(value)  # a tuple holds terms or tuples of terms, never both
        else:
            found.extend(_flatten(value))
    return tuple(found)


def rebuild(term: Term, change: Callable[[Term], Term]) -> Term:
    """The same node over changed direct subterms; the very same one where none has changed."""
    read = _READERS.get(type(term))
    if read is None:
        return _rebuilt(term, change)
    old = read(term)
    new = tuple([change(each) for each in old])
    return term if all(map(is_, new, old)) else _over(term, new)


def _over(node: Any, inside: tuple[Term, ...]) -> Any:  # noqa: ANN401 - a node of any kind
    """A node of those with a reader over other subterms."""
    kind = type(node)
    if kind is Sum or kind is Product:
        return kind(inside)
    if kind in _LISTS:
        return kind(node.name, inside, node.shape)
    return kind(node.name, *inside) if kind is Function else kind(*inside)


def _rebuilt(term: Term, change: Callable[[Term], Term]) -> Term:
    """As :func:`rebuild`, for any node."""
    values: dict[str, Any] = {}
    for name in _CHILD_FIELDS[type(term)]:
        old = getattr(term, name)
        new = change(old) if type(old) in _TERM_TYPES else _changed(old, change)
        if new is not old:
            values[name] = new
    return _with(term, values) if values else term


def _with(node: Any, values: dict[str, Any]) -> Any:  # noqa: ANN401 - a node or a law
    """As :func:`dataclasses.replace`, which is too slow for what is done for every node."""
    return type(node)(
        *[values[n] if n in values else getattr(node, n) for n in _FIELDS[type(node)]]
    )


def _changed(value: Any, change: Callable[[Term], Term]) -> Any:  # noqa: ANN401 - a field of any node
    """A tuple or law over changed subterms."""
    if isinstance(value, tuple):
        items = [
            change(item) if type(item) in _TERM_TYPES else _changed(item, change) for item in value
        ]
        return value if all(map(is_, items, value)) else tuple(items)
    if isinstance(value, _LAW_TYPES):
        parts: dict[str, Any] = {}
        for name in _CHILD_FIELDS[type(value)]:
            old = getattr(value, name)
            new = change(old) if type(old) in _TERM_TYPES else _changed(old, change)
            if new is not old:
                parts[name] = new
        return _with(value, parts) if parts else value
    return None if value is None else change(value)


def subterms(term: Term) -> Iterator[Term]:
    """The term and everything below it, each occurrence once, top down."""
    return chain((term,), _below(term))


@remembered("known_below")
def _below(term: Term) -> tuple[Term, ...]:
    """Everything below a term; without itself, so that it can be forgotten with it."""
    todo = list(children(term)[::-1])
    found: list[Term] = []
    while todo:
        current = todo.pop()
        found.append(current)
        if type(current) not in _ATOMS:
            todo.extend(children(current)[::-1])
    return tuple(found)


def nodes(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Every node of some terms, top down; what is shared between them once."""
    found: dict[int, Term] = {}
    todo = list(terms)[::-1]
    while todo:
        current = todo.pop()
        if id(current) not in found:
            found[id(current)] = current
            todo.extend(reversed(children(current)))
    return tuple(found.values())


def bound_variables(term: Term) -> tuple[Variable, ...]:
    """Variables that the node itself binds."""
    if type(term) in _READERS and type(term) not in _SUMS:
        return ()
    match term:
        case IndexedSum(index=index) | IndexedProduct(index=index):
            return (index,)
        case Integral(variable=variable):
            return (variable,)
        case _:
            law = getattr(term, "law", None)
            if isinstance(law, Normal):
                return (law.variable,)
            return ()


def free_symbols(term: Term) -> frozenset[Variable]:
    """Symbols and indexed symbols that occur free.

    The variables of a named law count as free: their shapes and distributions are looked up.
    """
    if isinstance(term, Symbol):
        return frozenset((term,))
    return _free_below(term) | {term} if isinstance(term, Indexed) else _free_below(term)


@remembered("known_symbols")
def _free_below(term: Term) -> frozenset[Variable]:
    """The free symbols of a term without itself, so that it can be forgotten with it."""
    return _NO_SYMBOLS.union(*map(free_symbols, children(term))).difference(bound_variables(term))


@remembered("known_names")
def names_in(term: Term) -> frozenset[str]:
    """Names of symbols, families and unknown functions that occur, free or bound."""
    found = _NO_NAMES.union(*map(names_in, children(term)))
    return found | {term.name} if isinstance(term, Symbol | Indexed | Opaque) else found


def substitute(term: Term, values: Mapping[Variable, Term]) -> Term:
    """The term with free symbols replaced.  Raises ``ValueError`` where a binder would capture."""
    if isinstance(term, Symbol | Indexed) and term in values:
        return values[term]
    bound = bound_variables(term)
    if bound:
        values = {old: new for old, new in values.items() if old not in bound}
        for variable in bound:
            if any(variable in free_symbols(new) for new in values.values()):
                message = f"{variable.name} is bound here and occurs in what is put in"
                raise ValueError(message)
    return rebuild(term, lambda child: substitute(child, values)) if values else term


def node_count(term: Term) -> int:
    """How many nodes the term has."""
    return sum(1 for _ in subterms(term))


def shared(term: Term, pool: dict[object, Term]) -> Term:
    """The same term in which equal subterms are one object, so that each is evaluated once.

    ``pool`` maps what was met to its representative, and may serve several terms.
    """
    return _shared(term, pool, {})


def _shared(term: Term, pool: dict[object, Term], met: dict[int, Term]) -> Term:
    """As :func:`shared`; an object that was met before is not looked through again."""
    known = met.get(id(term))
    if known is None:
        new = rebuild(term, lambda child: _shared(child, pool, met))
        key = (type(new), tuple(map(id, children(new))), _plain_fields(new))
        known = met[id(term)] = pool.setdefault(key, new)
    return known


def _plain_fields(term: Term) -> object:
    """What a node holds besides subterms; for a node with laws, the whole node."""
    if type(term) in _READERS:
        return tuple([getattr(term, name) for name in _OTHER_FIELDS[type(term)]])
    values = tuple(getattr(term, name) for name in _OTHER_FIELDS[type(term)])
    kept = [getattr(term, name) for name in _CHILD_FIELDS[type(term)]]
    if all(isinstance(value, tuple) or type(value) in _TERM_TYPES for value in kept):
        lengths = tuple(_lengths(value) for value in kept)
        return (values, lengths)
    return term


def _lengths(value: object) -> object:
    """The nesting of a tuple of subterms."""
    return tuple(_lengths(item) for item in value) if isinstance(value, tuple) else None
