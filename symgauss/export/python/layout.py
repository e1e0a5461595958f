"""Lines of code that are not too long."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 100


def wrapped(before: str, parts: Sequence[str], after: str) -> list[str]:
    """``before part, part after`` on one line, else on three, else one part a line."""
    line = f"{before}{', '.join(parts)}{after}"
    if len(line) <= WIDTH:
        return [line]
    inside = f"    {', '.join(parts)}"
    if len(inside) <= WIDTH:
        return [before, inside, after]
    return [before, *(f"    {part}," for part in parts), after]
