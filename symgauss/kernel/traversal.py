"""Walking over terms: children, rebuilding, free symbols, substitution."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import chain
from operator import is_
from typing import Any, get_args

from symgauss.kernel.remembering import remembered
from symgauss.kernel.terms import (
    Indexed,
    IndexedProduct,
    IndexedSum,
    Integral,
    Named,
    Normal,
    Symbol,
    Term,
    Variable,
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


def _flatten(value: object) -> Iterator[Any]:
    if isinstance(value, tuple):
        for item in value:
            yield from _flatten(item)
    elif isinstance(value, _LAW_TYPES):
        for name in _CHILD_FIELDS[type(value)]:
            yield from _flatten(getattr(value, name))
    elif value is not None:
        yield value


@remembered("known_children")
def children(term: Term) -> tuple[Term, ...]:
    """Direct subterms, in the order in which they are written; binders and laws included."""
    names = _CHILD_FIELDS[type(term)]
    if not names:
        return ()
    found: list[Term] = []
    for name in names:
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
        inner = children(current)
        if inner:
            todo.extend(inner[::-1])
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


@remembered("known_symbols")
def free_symbols(term: Term) -> frozenset[Variable]:
    """Symbols and indexed symbols that occur free.

    The variables of a named law count as free: their shapes and distributions are looked up.
    """
    found: set[Variable] = set()
    todo: list[tuple[Term, frozenset[Variable]]] = [(term, frozenset())]
    while todo:
        current, bound = todo.pop()
        if isinstance(current, Symbol | Indexed) and current not in bound:
            found.add(current)
        inside = bound | frozenset(bound_variables(current))
        todo.extend((child, inside) for child in children(current))
    return frozenset(found)


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
    values = tuple(getattr(term, name) for name in _OTHER_FIELDS[type(term)])
    kept = [getattr(term, name) for name in _CHILD_FIELDS[type(term)]]
    if all(isinstance(value, tuple) or type(value) in _TERM_TYPES for value in kept):
        lengths = tuple(_lengths(value) for value in kept)
        return (values, lengths)
    return term


def _lengths(value: object) -> object:
    """The nesting of a tuple of subterms."""
    return tuple(_lengths(item) for item in value) if isinstance(value, tuple) else None
