"""What is not understood, as an unknown function of the names in it: an atom."""

from __future__ import annotations

import re

from symgauss.check.inference.family_laws import FamilyLaws
from symgauss.check.manners.densities import DENSITY
from symgauss.errors import LatexError
from symgauss.kernel.sizes import SCALAR, Shape
from symgauss.kernel.terms import (
    Constant,
    Opaque,
    Term,
)
from symgauss.latex.naming import canonical, spelling
from symgauss.latex.scope import Scope
from symgauss.latex.source import Source, Span
from symgauss.latex.tree import (
    Group,
    Letter,
    Listing,
    Node,
    Operator,
    Scripted,
)
from symgauss.latex.unify import Unifier

_DRESSED = re.compile(r"\\(?:mathbb|mathrm|mathbf|mathcal|operatorname|text|left|right|Big|big)")
_DRESS = (
    r"\left", r"\right", r"\,", r"\;", r"\!", r"\:", r"\mathrm", r"\text", "{", "}"
)  # fmt: skip
_SPACES = re.compile(r"(\\[A-Za-z]+)\s+(?=[A-Za-z])|\s+")  #: that of ``\log q`` stays
_BARS = ((r"\mid", " | "), (r"\|", " || "), ("||", " || "), ("|", " | "))


def shown_name(name: str) -> str:
    r"""The name of an atom or of a function, as a person may read it: ``H[y | x]``."""
    head, bar, text = name.partition("|")
    if not bar:
        return name.partition(DENSITY)[0]
    shown = _DRESSED.sub("", text)
    for sign, plain in _BARS:
        if sign in shown:
            shown = plain.join(part.strip() for part in shown.split(sign))
            break
    return head or shown


class Atoms(FamilyLaws):
    """Makes atoms, and remembers the shapes of what they give."""

    def __init__(self, source: Source, scope: Scope, unifier: Unifier) -> None:
        super().__init__(source, scope, unifier)
        self.opaque_shapes: dict[str, Shape] = {}  #: of what an unknown function gives
        self.touched: dict[str, Shape] = {}  #: shapes of undeclared names that were looked up

    def atom(self, node: Node, head: str = "", span: Span | None = None) -> Term:
        """Something that is not understood: a function, by its text, of the names in it."""
        where = span or node.span
        text = self.source.text[where.start : where.end]
        for command in _DRESS:
            text = text.replace(command, " ")
        text = _SPACES.sub(lambda match: f"{match[1]} " if match[1] else "", text)
        name = f"{head}|{text}"
        shape = self.opaque_shapes.setdefault(name, self.fresh_result(node))
        self.touched[name] = shape
        return self.made(Opaque(name, self._arguments(node), shape), shape, where)

    def fresh_result(self, node: Node) -> Shape:
        """The shape of what nobody knows: scalar, but for averages of one thing, given others."""
        match node:
            case Operator("E", _, Group(content=content)) if _is_one(content):
                return self.unifier.fresh_shape()
            case Operator("Cov" | "Var"):
                return self.unifier.fresh_shape()
            case _:
                return SCALAR

    def _arguments(self, node: Node) -> tuple[Term, ...]:
        """The symbols below a node that the document knows, each once."""
        found: dict[str, Term] = {}
        todo: list[object] = [node]
        while todo:
            current = todo.pop()
            if isinstance(current, Letter | Scripted):
                term = self._known_name(current)
                if term is not None:
                    found.setdefault(str(term), term)
                    continue
            if isinstance(current, tuple):
                todo.extend(reversed(current))
            elif hasattr(current, "__dataclass_fields__") and not isinstance(current, Span):
                fields = current.__dataclass_fields__
                todo.extend(getattr(current, field) for field in reversed(fields))
        return tuple(found.values())

    def _known_name(self, node: Letter | Scripted) -> Term | None:
        parts = spelling(node)
        name = None if parts is None else canonical(parts)
        if name is None:
            return None
        known = name in self.open_names or self.scope.is_declared(name) or name in self.bound
        stem = name.partition("_")[0]
        if not known and not (parts and parts.sub is not None and f"{stem}_#" in self.open_names):
            return None
        try:
            term = self.name(node)
        except LatexError:
            return None
        return None if isinstance(term, Constant) else term

    def close_atoms(self) -> None:
        """What nothing says is not a scalar is one."""
        for name, shape in self.opaque_shapes.items():
            if name in self.moment_shapes:
                self.unifier.unify_shapes(shape, self.moment_shapes[name])
            if not self.unifier.is_array(shape):
                self.unifier.unify_shapes(shape, SCALAR)
        for shape in self.scope.functions.values():
            if not self.unifier.is_array(shape):
                self.unifier.unify_shapes(shape, SCALAR)


def _is_one(content: Node) -> bool:
    """Whether there is a single thing before a bar, if there is a list at all."""
    return not isinstance(content, Listing) or content.separators[0] == "|"
