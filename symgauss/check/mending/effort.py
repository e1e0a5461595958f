"""How much is spent on the search for one edit."""

from __future__ import annotations

from dataclasses import dataclass, field

from symgauss.kernel.clock import now

#: Edits of a step that nobody knows to be wrong; the likeliest come first, and what is found is
#: found among the first two hundred.
MOST_DOUBTED = 220
TRIAL = 0.08  #: seconds after which a search that is slow is given up
LEAST = 24  #: edits tried by then, or it is slow


@dataclass
class Effort:
    """Until when edits are tried, and how many; it ends early where one edit takes long."""

    deadline: float
    most: int | None = None  #: without it, only the deadline counts
    tried: int = 0
    begun: float = field(default_factory=now)

    def is_spent(self) -> bool:
        """Whether no other edit is tried; each call counts as one."""
        self.tried += 1
        if self.most is None:
            return now() > self.deadline
        late = now()
        slow = self.tried < LEAST and late > self.begun + TRIAL
        return slow or self.tried > self.most or late > self.deadline

    @property
    def is_over(self) -> bool:
        """Whether the time is over."""
        return now() > self.deadline
