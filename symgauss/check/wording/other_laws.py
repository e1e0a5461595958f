r"""Where a name gets a law that is no normal one: "now let $x \sim U(0, 1)$", "let $x$ be Poisson".

From there on, what was said of its law before counts no longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symgauss.check.displays.parts import Statement
from symgauss.check.wording.eras import introduced_by
from symgauss.check.wording.said import Said
from symgauss.kernel.relations import RelationKind
from symgauss.latex.statement_syntax import normal_law
from symgauss.latex.tree import Group, Letter, Multiplication, Node, Number, Operator, Scripted

_UPDATES = (r"\leftarrow", r"\gets")
_ORDERS = ("<", "<=", ">", ">=")  #: "given $X > 0$": what has a law is cut off
_FLAT = RelationKind.PROPORTIONAL.value  #: ``p(\\theta) \\propto 1``
_SAYING = ("~", "in", _FLAT, *_UPDATES, *_ORDERS)
_DENSITIES = frozenset("pqfgP")  #: letters of laws that may be normal

OtherLaws = Mapping[str, tuple[int, ...]]
"""Places by the names of variables."""


def gathered(found: Iterable[tuple[Node, int]]) -> OtherLaws:
    """Places by the names that formulas at them introduce."""
    places: dict[str, set[int]] = {}
    for node, place in found:
        _add(places, node, place)
    return _in_order(places)


def _in_order(found: Mapping[str, set[int]]) -> OtherLaws:
    return {name: tuple(sorted(places)) for name, places in found.items()}


def other_laws(statements: Iterable[Statement], said: Mapping[str, Said]) -> OtherLaws:
    """The places where names get laws that are no normal ones."""
    statements = list(statements)
    found = {name: set(what.other_law) for name, what in said.items() if what.other_law}
    for name, what in said.items():
        for place in what.described:
            if _is_away_from_law(name, place, statements):
                found.setdefault(name, set()).add(place)
    for statement in statements:
        if not statement.signs or statement.signs[0].kind not in _SAYING:
            continue
        if statement.signs[0].kind in _ORDERS and not statement.is_inline:
            continue
        first, second = (side.node for side in statement.sides[:2])
        if statement.signs[0].kind == _FLAT:
            if isinstance(second, Number) and isinstance(first, Multiplication):
                argument = first.factors[-1]
                content = argument.content if isinstance(argument, Group) else argument
                _add(found, content, statement.position)
            continue
        if statement.signs[0].kind == "in" and not _is_listed(second):
            continue
        if first is None or second is None:
            continue
        if statement.signs[0].kind in (*_UPDATES, *_ORDERS) or _is_other(second):
            _add(found, first, statement.position)
    return _in_order(found)


def _add(found: dict[str, set[int]], node: Node, place: int) -> None:
    """The names that a formula introduces have another law from a place on."""
    for name in introduced_by(node):
        found.setdefault(name, set()).add(place)


def _is_away_from_law(name: str, place: int, statements: list[Statement]) -> bool:
    """Whether a display stands between the law of a name and words that speak of it again."""
    displays = [s.position for s in statements if not s.is_inline and s.position < place]
    laws = [
        s.position
        for s in statements
        if s.position < place and s.signs and s.signs[0].kind == "~"
        if s.sides[0].node is not None and name in introduced_by(s.sides[0].node)
    ]
    return bool(laws) and any(max(laws) < each for each in displays)


def _is_listed(node: Node | None) -> bool:
    r"""Whether it is a set of values: ``X \in \{0, 1\}``."""
    return isinstance(node, Group) and node.open in ("{", r"\{")


def _is_other(law: Node) -> bool:
    if normal_law(law) is not None:
        return False
    match law:
        case Multiplication((Letter() | Scripted() as head, Group()), ("",)):
            letter = head.base if isinstance(head, Scripted) else head
            return not (isinstance(letter, Letter) and letter.base in _DENSITIES)
        case Operator():
            return True
        case _:
            return False
