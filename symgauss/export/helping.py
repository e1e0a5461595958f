"""Helper code of a target, as text: what is used, with what that uses, in their order."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "helpers"
#: Files of another target that a target takes helpers from, too.
SHARED = {"numba": ("numpy/arguments.py",)}


@dataclass(frozen=True, slots=True)
class Helpers:
    """The helpers of a target: the source of each top-level name, and the names that it uses.

    What decorates a function has to be there before it; all else may stand behind.
    """

    sources: dict[str, str]
    uses: dict[str, frozenset[str]]
    decorators: dict[str, frozenset[str]]

    def closure(self, names: Iterable[str]) -> list[str]:
        """The names with all that they need, in the order of the files, decorators first."""
        found: set[str] = set()
        todo = [name for name in names if name in self.sources]
        while todo:
            name = todo.pop()
            if name not in found:
                found.add(name)
                todo.extend(self.uses[name])
        placed: dict[str, None] = {}
        for name in self.sources:
            if name in found:
                self._place(name, placed)
        return list(placed)

    def _place(self, name: str, placed: dict[str, None]) -> None:
        for each in self.sources:
            if each in self.decorators[name]:
                self._place(each, placed)
        placed[name] = None

    def functions(self, names: Iterable[str]) -> list[str]:
        """The text of the functions among some names and what they need."""
        found = self.closure(names)
        return [self.sources[name] for name in found if self.sources[name].startswith(_STARTS)]

    def others(self, names: Iterable[str]) -> list[str]:
        """The text of types and constants, which have to stand in front of the functions."""
        found = self.closure(names)
        return [self.sources[name] for name in found if not self.sources[name].startswith(_STARTS)]


@cache
def helpers(name: str) -> Helpers:
    """The helpers of a target, such as ``numpy``: those of all files in its folder."""
    sources: dict[str, str] = {}
    used: dict[str, frozenset[str]] = {}
    decorators: dict[str, frozenset[str]] = {}
    own = sorted((FOLDER / name).glob("*.py"))
    for path in [*(FOLDER / each for each in SHARED.get(name, ())), *own]:
        _read(path.read_text(encoding="utf-8"), sources, used, decorators)
    known = frozenset(sources)
    return Helpers(
        sources,
        {name: names & known - {name} for name, names in used.items()},
        {name: names & known for name, names in decorators.items()},
    )


def _read(
    text: str,
    sources: dict[str, str],
    used: dict[str, frozenset[str]],
    decorators: dict[str, frozenset[str]],
) -> None:
    lines = text.splitlines(keepends=True)
    for node in ast.parse(text).body:
        if isinstance(node, ast.Import | ast.ImportFrom | ast.Expr):
            continue
        own = node.decorator_list if isinstance(node, ast.FunctionDef | ast.ClassDef) else []
        start = min((each.lineno for each in own), default=node.lineno)
        while start > 1 and lines[start - 2].startswith("#:"):
            start -= 1  # what a constant means
        for name in _names(node):
            sources[name] = "".join(lines[start - 1 : node.end_lineno]).rstrip()
            used[name] = _mentioned([node])
            decorators[name] = _mentioned(own)


def _mentioned(nodes: Sequence[ast.AST]) -> frozenset[str]:
    return frozenset(n.id for each in nodes for n in ast.walk(each) if isinstance(n, ast.Name))


_STARTS = ("def ", "@")


def _names(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []
