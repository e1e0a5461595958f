"""What fuzzing found, each with the kind of file: nothing of it may raise or hang."""

from __future__ import annotations

FINDS: dict[str, tuple[str, str]] = {}
