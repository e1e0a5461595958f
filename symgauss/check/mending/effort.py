"""How much is spent on the search for one edit."""

from __future__ import annotations

from dataclasses import dataclass, field

from symgauss.kernel.clock import now

#: Edits of a step that nobody knows to be wrong.  The likeliest come first: of three hundred errors
#: planted in other people's documents the last one was found by the 685th.
MOST_DOUBTED = 700
TRIAL = 0.08  #: seconds after which a search is given up that is slow
LEAST = 24  #: edits that a search tries by then, or it is slow


@dataclass
class Effort:
    """Until when edits are tried, and how many."""

    deadline: float
    most: float | None = None  #: without it, only the deadline counts
    trial: float = 0.0  #: seconds after which it ends if one edit takes long
    tried: int = 0
    begun: float = field(default_factory=now)

    @classmethod
    def of_doubt(cls, seconds: float, patience: float = 1.0) -> Effort:
        """The effort for a step that nobody knows to be wrong."""
        return cls(now() + seconds, MOST_DOUBTED * patience, TRIAL * patience)

    def try_one(self) -> bool:
        """Count one more edit; whether it is still tried."""
        self.tried += 1
        time = now()
        if self.most is None:
            return time <= self.deadline
        slow = self.tried < LEAST and time > self.begun + self.trial
        return not slow and self.tried <= self.most and time <= self.deadline

    @property
    def is_over(self) -> bool:
        """Whether the time is over."""
        return now() > self.deadline
