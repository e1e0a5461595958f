r"""Samples: ``X_1, \ldots, X_n`` that are drawn independently from one normal law.

All of them together are a vector with mean ``m 1`` and covariance ``v I``, of which each one
is an entry; how many they are is its dimension.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from symgauss.check.displays.parts import Statement
from symgauss.check.displays.sentences import Sentences
from symgauss.kernel.context import Distribution
from symgauss.kernel.shapes import ShapeError, shape_of
from symgauss.kernel.sizes import SCALAR, size, vector_shape
from symgauss.kernel.terms import (
    Dimension,
    Identity,
    Indexed,
    NormalDensity,
    Ones,
    Product,
    Symbol,
    Term,
)
from symgauss.kernel.traversal import free_symbols, rebuild
from symgauss.latex.naming import spelling
from symgauss.latex.source import Span
from symgauss.latex.tree import Letter, Listing, Node, Scripted

_INDEPENDENT = re.compile(r"(?<!not )(\bi\.?i\.?d\b|\bindependent(ly)?\b)", re.IGNORECASE)
_GIVEN = re.compile(r"\bindependent(ly)? (given|conditional\w*|of)\b", re.IGNORECASE)
#: "not necessarily independent", "independence is not assumed", "independent or not".
_DENIED = re.compile(
    r"\b(?:not|never|need ?n[o']t|no longer|neither|hardly|without|lack\w*"
    r"|instead of|rather than)\b"
    r"[^.;:]{0,40}\b(?:independen\w+|i\.?i\.?d)\b"
    r"|\b(?:independen\w+|i\.?i\.?d)\b[^.;:]{0,40}\b(?:not|fails?|dropped|violated|questionable)\b",
    re.IGNORECASE,
)
_SIGN = re.compile(r"i\W{0,2}i\W{0,2}d|ind", re.IGNORECASE)  #: over the relation
RANGE = "range of "  #: of the letter of a sum without limits


@dataclass(frozen=True, slots=True)
class Sample:
    """``count`` draws from one law, which have the same name and an index."""

    name: str
    count: str
    mean: Term
    variance: Term

    @property
    def law(self) -> Distribution:
        """The law of the vector of all draws."""
        shape = vector_shape(size(self.count))
        mean = Product((self.mean, Ones(shape)))
        covariance = Product((self.variance, Identity(size(self.count))))
        return Distribution(Symbol(self._vector, shape), (), mean, covariance, "p")

    @property
    def _vector(self) -> str:
        return f"{self.name} of the sample"

    def put(self, term: Term) -> Term:
        """The term with the draws as entries of the vector, and their number as its dimension."""

        def change(part: Term) -> Term:
            match part:
                case Indexed(name, (index,)) if name == self.name:
                    return Indexed(self._vector, (change(index),), SCALAR)
                case Symbol(name) if name == self.count or name.startswith(RANGE):
                    return Dimension(size(self.count))
                case _:
                    return rebuild(part, change)

        return change(term)


def samples_of(
    statements: Iterable[Statement],
    sentences: Sentences,
    limits: Mapping[str, str],
    random: frozenset[str],
) -> list[Sample]:
    """The samples that a document speaks of; none of a name that is drawn from several laws.

    ``random`` are the names of all random variables: given these, draws are independent at most.
    """
    found: dict[str, list[Sample]] = {}
    apart: set[str] = set()  #: names of which one member has a law of its own
    for statement in statements:
        if not statement.signs or statement.signs[0].kind != "~" or not statement.is_law:
            continue
        law, named = statement.sides[1].term, members_of(statement.sides[0].node)
        single = _single(statement.sides[0].node)
        if single is not None and single[1] in ("", limits.get(single[0])):
            apart.add(single[0])
            continue
        if named is None or not isinstance(law, NormalDensity):
            continue
        if not _is_independent(statement, sentences) or not _are_numbers(law):
            continue
        parameters = free_symbols(law.mean) | free_symbols(law.covariance)
        if any(symbol.name in random or _depends_on_place(symbol) for symbol in parameters):
            continue
        name, last = named
        count = limits.get(name, last)
        if count:
            found.setdefault(name, []).append(Sample(name, count, law.mean, law.covariance))
    alike = {name: laws[0] for name, laws in found.items() if all(e == laws[0] for e in laws)}
    return [law for name, law in alike.items() if name not in apart]


def _single(node: Node | None) -> tuple[str, str] | None:
    r"""Name and index of ``X_n``, the last of ``X_1, \ldots, X_n``; without a letter of ``X_1``."""
    return None if node is None or isinstance(node, Listing) else _indexed(node)


def members_of(node: Node | None) -> tuple[str, str] | None:
    r"""Name and last index of ``X_1, \ldots, X_n``; ``X_i`` alone has no last one."""
    if isinstance(node, Listing) and set(node.separators) == {","} and len(node.items) > 2:
        ends = [_indexed(item) for item in (node.items[0], node.items[-1])]
        first, last = ends
        if first is None or last is None or first[0] != last[0] or not last[1]:
            return None
        return last
    single = None if node is None else _indexed(node)
    return None if single is None or not single[1] else (single[0], "")


def last_member(node: Listing) -> Node:
    r"""``X_n`` for ``X_1, \ldots, X_n``, ``X_i`` before a bar; other lists as they are."""
    cut = node.separators.index("|") if "|" in node.separators else len(node.separators)
    if cut == 0:
        return node
    before = replace(node, items=node.items[: cut + 1], separators=node.separators[:cut])
    if members_of(before) is None:
        return node
    if cut == len(node.separators):
        return before.items[-1]
    last = before.items[-1]
    if isinstance(last, Scripted):  # any of them, given others
        last = replace(last, sub=Letter("i", (), last.span))
    return replace(node, items=(last, *node.items[cut + 1 :]), separators=node.separators[cut:])


def _indexed(node: Node) -> tuple[str, str] | None:
    """The stem of a name with an index, and the letter of that; empty for a number."""
    parts = spelling(node) if isinstance(node, Scripted) else None
    if parts is None or parts.sub is None or parts.sup is not None:
        return None
    letter = parts.sub.base if isinstance(parts.sub, Letter) and not parts.sub.modifiers else ""
    return parts.stem, letter


def is_said_independent(statement: Statement, sentences: Sentences) -> bool:
    """Whether the sentence of a law says that all draws are independent, if only given others."""
    if _SIGN.search(statement.signs[0].reason):
        return True
    if statement.region is None:
        return False
    words = _words(statement.region, sentences)
    return _INDEPENDENT.search(words) is not None and not _DENIED.search(words)


def _is_independent(statement: Statement, sentences: Sentences) -> bool:
    if not is_said_independent(statement, sentences):
        return False
    if _SIGN.search(statement.signs[0].reason) or statement.region is None:
        return True
    return not _GIVEN.search(_words(statement.region, sentences))


def _words(region: Span, sentences: Sentences) -> str:
    return sentences.before(region) + " " + sentences.after(region)


def _depends_on_place(parameter: Symbol | Indexed) -> bool:
    r"""Whether each draw may have its own one: the ``\mu_i`` of ``X_i \sim N(\mu_i, v)``."""
    index = parameter.name.partition("_")[2]
    return isinstance(parameter, Indexed) or (index != "" and not index.isdigit())


def _are_numbers(law: NormalDensity) -> bool:
    try:
        return all(shape_of(term).is_scalar for term in (law.mean, law.covariance))
    except ShapeError:
        return False
