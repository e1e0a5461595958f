"""The clock of time limits: processor time of the thread.

A limit in processor time gives the same verdicts on a busy machine as on a quiet one.
"""

from __future__ import annotations

try:
    from time import thread_time as now
except ImportError:  # pragma: no cover - platforms without a clock for threads
    from time import process_time as now

__all__ = ["now"]
