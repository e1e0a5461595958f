"""What an edit has to do where names stand on one side only.

If the left side changes with a name that the right side does not have, the sides differ, whatever
is edited, as long as no edit brings that name in.  Names that cancel on the left side say nothing,
nor do those that only the right side has: an edit may make them cancel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from symgauss.check.mending.slips import Edit, Rank
from symgauss.check.mending.spots import Spot
from symgauss.kernel.context import Context
from symgauss.kernel.names import names_reached
from symgauss.kernel.screening import Screen
from symgauss.kernel.terms import Term, Variable
from symgauss.kernel.traversal import free_symbols

MOST_WANTED = 6  #: names for one edit to bring in
FEW = 2  #: names of which an edit may bring in one alone


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: up to which rank, and the names without a value on the left side only."""

    most: Rank = Rank.WHOLE
    ranks: frozenset[Rank] = frozenset(Rank)  #: those that are worth a word
    left_only: frozenset[str] = frozenset()


@dataclass
class Edits:
    """Which edits are worth a try at one point."""

    search: Search
    wanted: frozenset[str]  #: these are brought in, or one of them where they are few
    context: Context
    put_in: Callable[[Term], Term]
    _reached: dict[Variable, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, search: Search, screen: Screen, context: Context, put_in: Callable[[Term], Term]
    ) -> Edits:
        """The names that do not cancel, in words of the point."""
        lhs = screen.question.lhs
        wanted = [name for name in sorted(search.left_only) if screen.moves_with(name, lhs)]
        return cls(search, frozenset(wanted), context, put_in)

    @property
    def are_hopeless(self) -> bool:
        """Whether no single edit can be enough."""
        return len(self.wanted) > MOST_WANTED

    def allow(self, edit: Edit, spot: Spot) -> bool:
        """Whether an edit of a part is worth a try."""
        if edit.rank > self.search.most or edit.rank not in self.search.ranks:
            return False
        if not self.wanted:
            return True
        old, new = self._names(spot.term), self._names(edit.whole)
        brought = self.wanted & (new - old)
        return bool(brought) and (brought == self.wanted or len(self.wanted) <= FEW)

    def _names(self, term: Term) -> frozenset[str]:
        """The names of a part and of the values to which they lead."""
        return frozenset().union(*map(self._reach, free_symbols(term)))

    def _reach(self, symbol: Variable) -> frozenset[str]:
        if symbol not in self._reached:
            meant = names_reached((self.put_in(symbol),), self.context)
            self._reached[symbol] = meant | {symbol.name}
        return self._reached[symbol]
