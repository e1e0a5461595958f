"""Terms, contexts, relations and verdicts as plain JSON data, and back, without loss.

Reading refuses by default: an unknown node, a missing or a leftover field, a value of another
type, a name outside the grammar of names, a number or a nesting beyond its cap is an error.
Every value has exactly one form, so two files say the same thing only if they read the same.

A node is ``{"node": "Transpose", "matrix": ...}``; a size is the text that it prints
(``"n_1 + n_2"``); a shape is its rows and columns (``["n", "1"]``).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import fields
from enum import Enum, StrEnum
from fractions import Fraction
from functools import cache
from typing import Any, cast, get_args

from symgauss.kernel.context import Context, Declaration, Definition, Distribution, Property
from symgauss.kernel.plain import (
    CERTAIN,
    DEEPEST,
    LONGEST_NAME,
    MOST_ITEMS,
    Json,
    MalformedError,
    read_bool,
    read_float,
    read_fraction,
    read_integer,
    read_list,
    read_name,
    read_object,
    read_shape,
    read_size,
    read_text,
)
from symgauss.kernel.relations import Relation, RelationKind
from symgauss.kernel.sizes import Shape, Size
from symgauss.kernel.steps import Certificate, Conclusion, Route, Step
from symgauss.kernel.terms import (
    FUNCTIONS,
    Constant,
    Function,
    Law,
    Rational,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.verdict import (
    Answer,
    Counterexample,
    Evidence,
    EvidenceKind,
    Reason,
    ShapeConflict,
    Verdict,
)

CONSTANTS = frozenset({"pi", "e"})

_TERMS, _LAWS = get_args(Term), get_args(Law)
_NODES: dict[str, type] = {node.__name__: node for node in (*_TERMS, *_LAWS)}
_NEVER_EMPTY = frozenset({"terms", "factors", "rows", "variables"})  #: but a relation may have none


# --- writing -------------------------------------------------------------------------------


def write(value: object, depth: int = 0) -> Json:
    """Plain data for a term, law, size, shape, context, relation or verdict.

    Raises :class:`MalformedError` beyond the nesting cap.
    """
    match value:
        case Enum():
            return value.value
        case float() if value == -math.inf:
            return CERTAIN
        case None | bool() | str() | int() | float():
            return value
        case Size() | Fraction():
            return str(value)
        case Shape(rows, columns):
            return [str(rows), str(columns)]
        case tuple() | list():
            items = []
            for item in value:  # a loop, not a comprehension: one stack frame less a level
                items.append(write(item, depth))  # noqa: PERF401
            return items
        case frozenset():
            return sorted(str(item) for item in value)
        case dict():
            return {key: write(item, depth) for key, item in value.items()}
        case _:
            if depth > DEEPEST:
                raise MalformedError(f"nested deeper than {DEEPEST}")
            kind: Any = type(value)
            data: dict[str, Json] = {}
            if kind.__name__ in _NODES:
                data["node"] = kind.__name__
            for name in _annotations(kind):
                data[name] = write(getattr(value, name), depth + 1)
            return data


@cache
def _annotations(kind: type) -> dict[str, str]:
    """Fields of a dataclass that its constructor takes, with their types as written."""
    return {field.name: cast("str", field.type) for field in fields(kind) if field.init}


# --- reading -------------------------------------------------------------------------------


def read_term(data: Json, where: str = "term", depth: int = 0) -> Term:
    """Read the term."""
    return cast("Term", _read_node(data, where, depth, _TERMS))


def read_law(data: Json, where: str = "law", depth: int = 0) -> Law:
    """Read the law."""
    return cast("Law", _read_node(data, where, depth, _LAWS))


def read_context(data: Json, where: str = "context") -> Context:
    """Read the context."""
    return cast("Context", _read_record(Context, data, where, 0))


def read_relation(data: Json, where: str = "relation") -> Relation:
    """Read the relation."""
    return cast("Relation", _read_record(Relation, data, where, 0))


def read_verdict(data: Json, where: str = "verdict") -> Verdict:
    """Read the verdict."""
    return cast("Verdict", _read_record(Verdict, data, where, 0))


def read_certificate(data: Json, where: str = "certificate") -> Certificate:
    """Read the certificate; its structure is for :mod:`symgauss.kernel.certificate` to judge."""
    return cast("Certificate", _read_record(Certificate, data, where, 0))


def _read_node(data: Json, where: str, depth: int, allowed: tuple[type, ...]) -> object:
    if depth > DEEPEST:
        raise MalformedError(f"nested deeper than {DEEPEST}", where[:LONGEST_NAME])
    if not isinstance(data, dict):
        raise MalformedError("not a node", where)
    kind = _NODES.get(data["node"]) if isinstance(data.get("node"), str) else None
    if kind is None or kind not in allowed:
        raise MalformedError(f"no such node here: {str(data.get('node'))[:LONGEST_NAME]!r}", where)
    plain = {name: value for name, value in data.items() if name != "node"}
    node = _read_record(kind, plain, f"{where}.{kind.__name__}", depth)
    match node:
        case Rational(_, denominator) if denominator < 1:
            raise MalformedError("a denominator is positive", where)
        case Constant(name) if name not in CONSTANTS:
            raise MalformedError(f"no such constant: {name!r}", where)
        case Function(name, _) if name not in FUNCTIONS:
            raise MalformedError(f"no such function: {name!r}", where)
    return node


def _read_record(kind: type, data: Json, where: str, depth: int) -> object:
    annotations = _annotations(kind)
    given = read_object(data, tuple(annotations), where)
    values = {}
    for name, annotation in annotations.items():
        reader = _FREE_TEXT.get((kind, name)) or _READERS[annotation]
        values[name] = reader(given[name], f"{where}.{name}", depth + 1)
        if kind.__name__ in _NODES and name in _NEVER_EMPTY and not _filled(values[name]):
            raise MalformedError("an empty list", f"{where}.{name}")
    return kind(**values)


def _filled(items: tuple[object, ...]) -> bool:
    """Whether neither the list nor a list in it is empty."""
    return bool(items) and () not in items


Reader = Callable[[Json, str, int], Any]


def _optional(reader: Reader) -> Reader:
    return lambda data, where, depth: None if data is None else reader(data, where, depth)


def _many(reader: Reader) -> Reader:
    def read(data: Json, where: str, depth: int) -> tuple[Any, ...]:
        items = []
        for item in read_list(data, where):  # a loop: one stack frame less a level
            items.append(reader(item, where, depth))  # noqa: PERF401
        return tuple(items)

    return read


def _table(reader: Reader) -> Reader:
    def read(data: Json, where: str, depth: int) -> dict[str, Any]:
        if not isinstance(data, dict) or len(data) > MOST_ITEMS:
            raise MalformedError("not a table", where)
        return {read_text(key, where): reader(item, where, depth) for key, item in data.items()}

    return read


def _one_of(kind: type[StrEnum]) -> Reader:
    def read(data: Json, where: str, _depth: int) -> StrEnum:
        if not isinstance(data, str) or data not in {member.value for member in kind}:
            raise MalformedError(f"no such {kind.__name__}: {str(data)[:LONGEST_NAME]!r}", where)
        return kind(data)

    return read


def _record(kind: type) -> Reader:
    return lambda data, where, depth: _read_record(kind, data, where, depth)


def _node(*allowed: type) -> Reader:
    return lambda data, where, depth: _read_node(data, where, depth, allowed)


def _read_properties(data: Json, where: str, depth: int) -> frozenset[Property]:
    found = _many(_one_of(Property))(data, where, depth)
    if data != sorted(set(data)):
        raise MalformedError("properties are sorted and stand once", where)
    return frozenset(found)


def _read_value(data: Json, where: str, depth: int) -> str | list[list[str]]:
    if isinstance(data, str):
        return read_text(data, where)
    return [list(row) for row in _many(_many(read_text))(data, where, depth)]


_VARIABLE = _node(*get_args(Variable))

#: One reader for each type that a field of the dataclasses is written with.
_READERS: dict[str, Reader] = {
    "bool": read_bool,
    "int": read_integer,
    "int | None": _optional(read_integer),
    "float | None": _optional(read_float),
    "str": read_name,
    "tuple[str, ...]": _many(read_text),
    "dict[str, int]": _table(read_integer),
    "Size": read_size,
    "Shape": read_shape,
    "Term": read_term,
    "Term | None": _optional(read_term),
    "tuple[Term, ...]": _many(read_term),
    "tuple[tuple[Term, ...], ...]": _many(_many(read_term)),
    "Symbol": _node(Symbol),
    "Symbol | Indexed": _VARIABLE,
    "Variable": _VARIABLE,
    "tuple[Variable, ...]": _many(_VARIABLE),
    "Law": read_law,
    "Named": _node(_NODES["Named"]),
    "frozenset[Property]": _read_properties,
    "Fraction | None": _optional(read_fraction),
    "tuple[Declaration, ...]": _many(_record(Declaration)),
    "tuple[Definition, ...]": _many(_record(Definition)),
    "tuple[Distribution, ...]": _many(_record(Distribution)),
    "RelationKind": _one_of(RelationKind),
    "Answer": _one_of(Answer),
    "Reason | None": _optional(_one_of(Reason)),
    "EvidenceKind": _one_of(EvidenceKind),
    "Evidence | None": _optional(_record(Evidence)),
    "Counterexample | None": _optional(_record(Counterexample)),
    "ShapeConflict | None": _optional(_record(ShapeConflict)),
    "Relation": _record(Relation),
    "Context": _record(Context),
    "Verdict": _record(Verdict),
    "tuple[Step, ...]": _many(_record(Step)),
    "tuple[Route, ...]": _many(_record(Route)),
    "tuple[Conclusion, ...]": _many(_record(Conclusion)),
    "Value": _read_value,
    "dict[str, Value]": _table(_read_value),
}

#: Fields written with ``str`` that hold a text, not a name.
_FREE_TEXT: dict[tuple[type, str], Reader] = {
    (Verdict, "detail"): read_text,
    (Step, "number"): read_text,
    (Step, "rule"): read_text,
    (Route, "title"): read_text,
    (Certificate, "slug"): read_text,
    (Certificate, "title"): read_text,
}
