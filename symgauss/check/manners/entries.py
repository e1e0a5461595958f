r"""Entries: the ``x_i`` of ``\sum_{i=1}^n x_i^2``, where x is a vector with n entries.

Where the limit of the sums over the index is the length of the vector, its members are numbers; so
are those of a matrix with two letters.  The plain ``x_i`` beside a vector in bold is an entry of
that, if no plain x stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from symgauss.check.displays.parts import Statement
from symgauss.kernel.sizes import size, vector_shape
from symgauss.latex.inside import inside
from symgauss.latex.matrices import listed_entries
from symgauss.latex.naming import spelling, squared_name, without_bold
from symgauss.latex.scope import Scope
from symgauss.latex.tree import Apply, Group, Letter, Multiplication, Node, Scripted


@dataclass(slots=True)
class Mentions:
    """How the names of a document stand in its formulas."""

    alone: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)  #: with a letter for an index
    twofold: set[str] = field(default_factory=set)  #: with two of them
    listed: dict[str, str] = field(default_factory=dict)  #: on a diagonal, with the last index
    squared: set[str] = field(default_factory=set)  #: of which squares are on a diagonal

    @classmethod
    def of(cls, statements: Iterable[Statement]) -> Mentions:
        """Look through all statements."""
        found = cls()
        todo: list[object] = [side.node for each in statements for side in each.sides]
        while todo:
            node = todo.pop()
            if isinstance(node, Apply) and node.function == "diag":
                inner = node.argument
                inner = inner.content if isinstance(inner, Group) else inner
                square = squared_name(inner)
                root = None if square is None else spelling(square)
                found.squared |= set() if root is None else {root.stem}
                name_and_limit = listed_entries(inner)
                found.listed |= dict([name_and_limit] if name_and_limit is not None else [])
            parts = spelling(node) if isinstance(node, Letter | Scripted) else None
            if parts is None:
                todo.extend(inside(node))
            elif parts.sub is None:
                found.alone.add(parts.stem)
            elif isinstance(parts.sub, Letter):
                found.members.add(parts.stem)
            elif _is_pair(parts.sub):
                found.twofold.add(parts.stem)
        return found


def declare_entries(
    statements: list[Statement],
    limits: dict[str, str],
    scope: Scope,
    text: str,
    *,
    blocks: bool,
) -> None:
    """Tell the scope which members of families are entries, and of what.

    ``limits`` are those of the sums over each family; where a document speaks of ``blocks``, the
    members of a matrix that is not declared may be some.
    """
    mentions = Mentions.of(statements)
    bold = {without_bold(name): name for name in mentions.alone if name != without_bold(name)}
    defined = _defined_by_members(statements) | _listed_data(text)
    for stem, limit in list(limits.items()):
        if stem in defined:
            continue
        whole = stem
        if stem in bold and stem not in mentions.alone and bold[stem] not in mentions.members:
            whole = bold[stem]
        declared = scope.find(whole)
        if declared is not None and declared.shape == vector_shape(size(limit)):
            scope.entries[stem] = declared.name
        elif declared is None and whole != stem:
            scope.entries[stem] = whole
            limits.setdefault(whole, limit)
    for stem in mentions.squared & limits.keys():
        if scope.find(stem) is None:
            scope.entries[stem] = stem
    for stem, limit in mentions.listed.items():
        if scope.find(stem) is None and stem not in mentions.alone:
            scope.entries[stem] = stem
            limits.setdefault(stem, limit)
    for stem in mentions.twofold - defined:
        declared = scope.find(stem)
        if declared is None and stem not in mentions.alone and stem not in scope.declarations:
            capital = scope.find(stem.upper()) if len(stem) == 1 else None
            declared = capital if capital is not None and not capital.shape.is_scalar else None
        if declared is not None and not declared.shape.is_vector:
            scope.entries[stem] = declared.name
        elif declared is None and stem in mentions.alone and stem[0].isupper() and not blocks:
            scope.entries[stem] = stem


#: A list of members on its own: "let $x_1, \\ldots, x_n$ be samples".
_LIST = re.compile(
    r"\$\s*\\?([A-Za-z]+)_\{?1\}?\s*,\s*\\[a-z]*dots[a-z]*\s*,\s*\\?\1_\{?[A-Za-z]\}?[^$]*\$"
)
_PARTS = re.compile(r"\b(?:entr|component|coordinate|element)", re.IGNORECASE)
_AROUND = 50


def _listed_data(text: str) -> set[str]:
    """The names of which a text lists members that it does not call entries."""
    return {
        match.group(1)
        for match in _LIST.finditer(text)
        if not _PARTS.search(text[max(0, match.start() - _AROUND) : match.end() + _AROUND])
    }


def _defined_by_members(statements: Iterable[Statement]) -> set[str]:
    """The families of which a formula says what each member is: ``z_i = x_i - m``."""
    found: set[str] = set()
    for statement in statements:
        node = statement.sides[0].node
        parts = spelling(node) if isinstance(node, Letter | Scripted) else None
        if parts is None or parts.sub is None or not statement.signs:
            continue
        if statement.signs[0].kind in ("=", ":="):
            found.add(parts.stem)
    return found


def _is_pair(sub: Node) -> bool:
    """Whether an index is two letters: ``ij``."""
    match sub:
        case Multiplication((Letter(), Letter()), ("",)):
            return True
        case _:
            return False
