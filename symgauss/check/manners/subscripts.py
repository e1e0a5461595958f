r"""Subscripts that say on what a name depends: the parameter of ``q_\theta``, the time of ``a_t``.

Below a derivative or an integral by that letter such a name is no constant.  The subscript of
``\mu_x`` is another thing: it says of which variable that is the mean.
"""

from __future__ import annotations

import re

from symgauss.kernel.terms import Density, Indexed, Named, Opaque, Symbol, Term
from symgauss.kernel.traversal import free_symbols, subterms
from symgauss.latex.naming import without_bold

_LABELS = frozenset("uvwxyz")  #: letters of variables, by which parameters are told apart
_SUBSCRIPT = re.compile(r"([A-Za-z]+)_\{?\\?([A-Za-z]+[0-9]*)")  #: in names, also as LaTeX
_LETTERS = re.compile(r"[A-Za-z]+[0-9]*")


def subscripted(body: Term, variable: str) -> frozenset[str]:
    """The names in a body that a subscript says to depend on a variable."""
    letter = without_bold(variable)
    if letter.lower() in _LABELS or "_" in letter:
        return frozenset()
    found: set[str] = set()
    for part in subterms(body):
        match part:
            case Opaque(name) | Density(Named(name)):
                found |= _in_text(name, letter)
            case Symbol(name) if " " in name:  # a point or a weight at which a law is drawn
                found |= _in_text(name, letter)
            case Symbol(name) if letter in _indices(name):
                found.add(name)
            case Indexed(name, indices):
                letters = _indices(name) | {s.name for i in indices for s in free_symbols(i)}
                found |= {name} if letter in letters else set()
            case _:
                continue
    return frozenset(found)


def _in_text(name: str, letter: str) -> set[str]:
    pairs = [(stem, without_bold(index)) for stem, index in _SUBSCRIPT.findall(name)]
    return {f"{stem}_{index}" for stem, index in pairs if index == letter}


def _indices(name: str) -> set[str]:
    """All letters in the index of a name: those of ``x_t|t-1`` are t alone."""
    return {without_bold(each) for each in _LETTERS.findall(name.partition("_")[2])}
