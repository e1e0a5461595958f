r"""Densities that are the only ones of their letter: ``\mathbb{E}_q`` where all q are ``q(z | x)``.

The letter alone says as much as the whole then: over what the average is taken, and given what.
It does within a section, too.  Members are left out: of ``q(x_t | x_{t-1})``, the letter alone
means the law of all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from symgauss.check.displays.parts import Statement
from symgauss.latex.inside import nodes
from symgauss.latex.naming import name_of
from symgauss.latex.source import Span
from symgauss.latex.tree import Group, Letter, Listing, Multiplication, Node, Scripted

LETTERS = frozenset({"p", "q", "P", "Q", "pi", "rho", "r"})  #: of densities
_GAPS = re.compile(r"\s+|\\[,;:!]|\\(?:left|right|[bB]igg?[lr]?)\b|[{}]")
_BARS = re.compile(r"\\mid\b|\\vert\b|\|")


@dataclass(frozen=True, slots=True)
class _Written:
    """A density as it stands somewhere."""

    place: int
    text: str  #: of its arguments, without spaces
    node: Node
    is_conditional: bool  #: of letters, given others


class SingleDensities:
    """Looks up which density a letter alone stands for."""

    def __init__(
        self, statements: Iterable[Statement] = (), text: str = "", sections: Sequence[Span] = ()
    ) -> None:
        self._text = text
        self._sections = sections
        self._found: dict[str, list[_Written]] = {}
        self._known: dict[tuple[str, Span], Node | None] = {}
        for statement in statements:
            for side in statement.sides:
                for node in nodes(side.node):
                    self._add(node)

    def at(self, name: str, place: int) -> Node | None:
        """The density that a letter means at a place, if there is no other one."""
        if name not in self._found:
            return None
        here = [each for each in self._sections if each.start <= place < each.end]
        for span in (Span(0, len(self._text)), *here):
            if (name, span) not in self._known:
                self._known[name, span] = self._only(name, span)
            found = self._known[name, span]
            if found is not None:
                return found
        return None

    def _add(self, node: object) -> None:
        match node:
            case Multiplication((Letter() | Scripted() as head, Group("(", ")") as of), _):
                name = name_of(head)
            case _:
                return
        if name is None or name.partition("_")[0] not in LETTERS:
            return
        content = of.content
        is_conditional = (
            isinstance(content, Listing)
            and "|" in content.separators
            and all(isinstance(item, Letter) for item in content.items)
        )
        plain = _plain(self._text[of.span.start : of.span.end])
        whole = Multiplication((head, of), ("",), node.span)
        self._found.setdefault(name, []).append(
            _Written(node.span.start, plain, whole, is_conditional)
        )

    def _only(self, name: str, span: Span) -> Node | None:
        """The one density in a part of the text; its words have to agree."""
        found = [each for each in self._found[name] if span.start <= each.place < span.end]
        if len({each.text for each in found}) != 1 or not found[0].is_conditional:
            return None
        head = re.escape(name.partition("_")[0])
        other = re.compile(rf"(?<![A-Za-z\\]){head}(?:_(?:\\?[A-Za-z]+|\d))?(?=\()")
        part = _plain(self._text[span.start : span.end])
        alike = all(part.startswith(found[0].text, m.end()) for m in other.finditer(part))
        return found[0].node if alike else None


def _plain(text: str) -> str:
    return _GAPS.sub("", _BARS.sub("|", text))
