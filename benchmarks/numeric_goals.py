"""What the export is held to: at most so many times the time of a peer, on the same arrays."""

from __future__ import annotations

from dataclasses import dataclass

from numeric_tasks import Task


@dataclass(frozen=True, slots=True)
class Goal:
    """``export`` takes at most ``most`` times as long as the peer."""

    export: str
    most: float


NUMPY, TORCH = "numpy export", "torch export"

#: On long arrays.
ELEMENTWISE: dict[str, Goal] = {
    "lambdify": Goal(NUMPY, 1 / 2),
    "numpy with out=, blocks": Goal(NUMPY, 1.0),
}
#: On batches of matrices.
BATCHED: dict[str, Goal] = {
    "scipy.stats": Goal(NUMPY, 1 / 1.5),
    "numpy, explicit inverse": Goal(NUMPY, 1 / 1.5),
    "torch by Cholesky": Goal(TORCH, 1.0),
    "torch.distributions": Goal(TORCH, 1 / 2),
}
#: Entries from which on the time of a call itself does not count.
LONG = 10**5


def goal_of(task: Task, peer: str) -> Goal | None:
    """What the export is held to beside a peer."""
    if "one law" in task.name:
        return None
    if task.is_batched:
        return BATCHED.get(peer)
    return ELEMENTWISE.get(peer) if float(task.size) >= LONG else None
