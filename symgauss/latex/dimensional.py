r"""Subscripts of normal laws that tell the dimension, as in ``\mathcal{N}_{p+q}(m, S)``."""

from __future__ import annotations

from symgauss.latex.inside import nodes
from symgauss.latex.tree import Addition, Letter, Multiplication, Node, Number, Scripted

_COMPLEX = frozenset("cC")  #: of the normal law on complex numbers


def is_dimension(sub: Node | None) -> bool:
    r"""Whether a subscript is a size, or there is none.

    An interval, as in ``\mathcal{N}_{[0, \infty)}``, cuts the law off; a c makes it a complex one.
    """
    if isinstance(sub, Letter) and sub.base in _COMPLEX:
        return False
    return sub is None or all(
        isinstance(part, Number | Addition | Multiplication | Scripted)
        or (isinstance(part, Letter) and _is_plain(part))
        for part in nodes(sub)
        if not isinstance(part, tuple | str) and part is not None
    )


def _is_plain(letter: Letter) -> bool:
    return not letter.modifiers and not letter.upright and letter.base != "infty"
