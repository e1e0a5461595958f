"""Measure the speed of symgauss: ``python benchmarks/run.py [--json]``.

Times are medians; ratios compare times of the same run.  Nothing is asserted.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

import commands
import deriving
import judging
from measure import Row
from rich.console import Console
from rich.table import Table


def rows() -> Iterator[Row]:
    """All measurements, as they come."""
    for part in (commands, judging, deriving):
        for row in part.rows():
            print(f"measured: {row.name}", file=sys.stderr)
            yield row


def table(found: list[Row]) -> Table:
    """Rows for a person."""
    made = Table("what", "time", "goal", "peer", "ratio", "reached")
    for row in found:
        goal = "" if row.goal is None else f"<= {duration(row.goal)}"
        if row.most is not None:
            goal = f"<= {row.most:g} x"
        peer = "" if row.peer_seconds is None else f"{row.peer}: {duration(row.peer_seconds)}"
        ratio = "" if row.ratio is None else f"{row.ratio:.3g}"
        has_goal = row.goal is not None or row.most is not None
        reached = ("yes" if row.reached else "NO") if has_goal else ""
        made.add_row(row.name, duration(row.seconds), goal, peer, ratio, reached)
    return made


def duration(seconds: float) -> str:
    """Milliseconds below a second."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"


def as_data(row: Row) -> dict[str, object]:
    """One row for a program; keys that do not apply are absent."""
    data = {
        "name": row.name,
        "seconds": row.seconds,
        "goal_seconds": row.goal,
        "peer": row.peer or None,
        "peer_seconds": row.peer_seconds,
        "ratio": row.ratio,
        "goal_ratio": row.most,
        "reached": row.reached,
    }
    return {key: value for key, value in data.items() if value is not None}


def main() -> None:
    """Print a table, or JSON."""
    found = list(rows())
    if "--json" in sys.argv[1:]:
        print(json.dumps([as_data(row) for row in found], indent=2))
    else:
        Console(width=110).print(table(found))


if __name__ == "__main__":
    main()
