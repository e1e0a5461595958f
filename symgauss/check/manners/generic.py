r"""What operators mean under a law that nobody states: ``h(X | Y)``, ``I(X, Y)``, ``E(X | Y)``."""

from __future__ import annotations

from symgauss.kernel.terms import (
    Covariance,
    CrossEntropy,
    Entropy,
    Expectation,
    Indexed,
    KullbackLeibler,
    MutualInformation,
    Named,
    Symbol,
    Term,
    Variable,
)
from symgauss.kernel.traversal import free_symbols
from symgauss.latex.elaborate import Elaborator
from symgauss.latex.naming import canonical, spelling
from symgauss.latex.tree import Group, Letter, Listing, Multiplication, Node, Operator, Scripted

_ANY = "p"


def generic_operator(reader: Elaborator, node: Operator) -> Term | None:
    """The term of an operator whose variables are plain names; ``None`` if it is none."""
    content = node.argument.content
    if node.name == "KL":
        pair = _two_laws(reader, content, ("||", "|", ",", ";"))
        return None if pair is None else KullbackLeibler(*pair)
    if node.sub is not None:
        return None
    if node.name == "H":
        crossed = _two_laws(reader, content, (",",))
        if crossed is not None:
            return CrossEntropy(*crossed)
    before, after = reader.conditioned(content)
    given = _symbols(reader, after)
    if given is None:
        return None
    match node.name:
        case "H":
            variables = _symbols(reader, before)
            return None if variables is None else Entropy(Named(_ANY, variables, given))
        case "I":
            variables = _symbols(reader, before)
            if variables is None or len(variables) != 2:
                return None
            return MutualInformation(_ANY, variables[:1], variables[1:], given)
        case "E" | "Var" | "Cov" if given and len(before) <= 2:
            return _moment(reader, node.name, before, given)
        case _:
            return None


def _moment(
    reader: Elaborator, name: str, before: tuple[Node, ...], given: tuple[Symbol, ...]
) -> Term | None:
    """A conditional moment of plain names: ``E(X | Y)``, ``Cov(X, Z | Y)``."""
    variables = _symbols(reader, before)
    if variables is None or set(variables) & set(given):
        return None
    law = Named(_ANY, tuple(dict.fromkeys(variables)), given)
    if name == "E":
        return Expectation(variables[0], law) if len(variables) == 1 else None
    return Covariance(variables[0], variables[-1], law)


def _symbols(reader: Elaborator, nodes: tuple[Node, ...]) -> tuple[Symbol, ...] | None:
    found = _variables(reader, nodes)
    if found is None or not all(isinstance(each, Symbol) for each in found):
        return None
    return tuple(each for each in found if isinstance(each, Symbol))


def _variables(reader: Elaborator, nodes: tuple[Node, ...]) -> tuple[Variable, ...] | None:
    """Plain names, also of members of a family."""
    found: list[Variable] = []
    for node in nodes:
        if not isinstance(node, Letter | Scripted):
            return None
        term = reader.term(node)
        if not isinstance(term, Symbol | Indexed) or term not in free_symbols(term):
            return None
        found.append(term)
    return tuple(found)


def _two_laws(
    reader: Elaborator, content: Node, separators: tuple[str, ...]
) -> tuple[Named, Named] | None:
    r"""``P || Q`` and ``p(x) || q(x)``: letters, with variables where they are written."""
    if not isinstance(content, Listing) or len(content.items) != 2:
        return None
    if content.separators[0] not in separators:
        return None
    first, second = (_one_law(reader, item) for item in content.items)
    return None if first is None or second is None else (first, second)


def _one_law(reader: Elaborator, node: Node) -> Named | None:
    match node:
        case Multiplication((head, Group("(", _, inner)), ("",)):
            letter = _letter(head)
            before, after = reader.conditioned(inner)
            variables, given = _variables(reader, before), _variables(reader, after)
            if letter is None or variables is None or given is None:
                return None
            return Named(letter, variables, given)
        case Letter() | Scripted():
            letter = _letter(node)
            return None if letter is None else Named(letter, ())
        case _:
            return None


def _spelled(node: Node) -> str:
    parts = spelling(node)
    return "" if parts is None else canonical(parts) or ""


def _letter(node: Node) -> str | None:
    """The letter of a density: ``p`` of ``p``, and of the law ``P``."""
    name = _spelled(node)
    if not name or name[0].lower() not in "fgpqr":
        return None
    return name[0].lower() + name[1:]
