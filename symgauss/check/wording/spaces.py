r"""Letters of sizes that a text only speaks of: "on $\mathbb{R}^d$", "$k$-dimensional"."""

from __future__ import annotations

import re

_SPACE = re.compile(
    r"\\mathbb\s*\{?R\}?\s*\^\s*\{?\s*([a-zA-Z])(?![a-zA-Z])(?:\s*\\times\s*([a-zA-Z])\b)?"
)
_WORDS = re.compile(
    r"(?:\bdimension(?:ality)?(?: of)? \$([a-zA-Z])\$|\$([a-zA-Z])\$[- ]dimension)", re.IGNORECASE
)


def sizes_of_spaces(text: str) -> frozenset[str]:
    r"""The letters in the powers of ``\mathbb{R}``."""
    return frozenset(name for pair in _SPACE.findall(text) for name in pair if name)


def sizes_spoken_of(text: str) -> frozenset[str]:
    """These, and those that are called a dimension."""
    called = (name for pair in _WORDS.findall(text) for name in pair if name)
    return sizes_of_spaces(text) | frozenset(called)
