"""The places of a formula in which a person may have made a slip, and what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.terms import Indexed, Named, Power, Rational, Symbol, Term, Variable
from symgauss.kernel.traversal import bound_variables, children, rebuild

DEEPEST = 40  #: levels of a formula in which edits are looked for

Path = tuple[int, ...]  #: positions among the children, from the whole formula down


@dataclass(frozen=True, slots=True)
class Spot:
    """A node of a formula by its path."""

    path: Path
    term: Term
    is_variable: bool = False  #: of a law, a derivative or an integral: must stay a name
    parent: Term | None = None

    @property
    def is_scalar(self) -> bool:
        """Whether the part is a number."""
        try:
            return shape_of(self.term).is_scalar
        except ShapeError:
            return False


def spots(whole: Term) -> Iterator[Spot]:
    """Every node but what is bound, larger parts before smaller ones."""
    todo = [Spot((), whole)]
    while todo:
        spot = todo.pop()
        yield spot
        if len(spot.path) > DEEPEST:
            continue
        term = spot.term
        binders, variables = bound_variables(term), variables_of(term)
        below = [
            Spot((*spot.path, position), child, child in variables, term)
            for position, child in enumerate(children(term))
            if child not in binders
            and not (isinstance(term, Power) and _is_number(child, position))
        ]
        todo.extend(reversed(below))


def _is_number(child: Term, position: int) -> bool:
    """Whether the child is an exponent that is a number: it is changed with its base."""
    return position == 1 and isinstance(child, Rational)


def with_part(whole: Term, path: Path, new: Term) -> Term:
    """The formula with another part at a path."""
    if not path:
        return new
    child = children(whole)[path[0]]
    return with_child(whole, path[0], with_part(child, path[1:], new))


def with_child(term: Term, position: int, new: Term) -> Term:
    """The term with another child at a position of :func:`children`."""
    counter = count()
    return rebuild(term, lambda child: new if next(counter) == position else child)


def variables_of(term: Term) -> tuple[Variable, ...]:
    """What must stay a name: the variables of laws, derivatives and integrals."""
    found: list[Variable] = []
    for field in ("law", "left", "right", "under", "of", "given", "variable"):
        value = getattr(term, field, None)
        if isinstance(value, Named):
            found += [*value.variables, *value.given]
        elif isinstance(value, tuple):
            found += [each for each in value if isinstance(each, Symbol | Indexed)]
        elif isinstance(value, Symbol | Indexed):
            found.append(value)
    return tuple(dict.fromkeys(found))
