"""Caps on what the reader accepts, and the stack that these caps need."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from symgauss.errors import ResourceLimitError

LONGEST_FORMULA = 64 * 1024  #: characters of one formula
LONGEST_DOCUMENT = 2 * 1024 * 1024  #: characters of one file
DEEPEST_NESTING = 200  #: braces, brackets, environments and unbraced arguments
LONGEST_NUMBER = 60  #: digits
MOST_EXPANSIONS = 2_000  #: macro calls in one formula
MOST_TOKENS = 12_000  #: tokens of one formula, before and after macros
MOST_STATEMENTS = 1_000  #: statements of one document
MOST_PRIMES = 4  #: primes on one name
MOST_DERIVATIVES = 9  #: of one function by one variable
LONGEST_INLINE = 1_000  #: characters of an inline formula

# The nesting cap of 200 needs about ten Python frames a level in the reader and in functions over
# terms; pure Python calls do not use the C stack, so that a higher limit is safe.
_FRAMES = 12_000


@contextmanager
def deep_stack() -> Iterator[None]:
    """Allow the frames that the deepest accepted formula needs; turn an overflow into an error."""
    before = sys.getrecursionlimit()
    if before < _FRAMES:
        sys.setrecursionlimit(_FRAMES)
    try:
        yield
    except RecursionError as error:
        raise ResourceLimitError("the formula is nested too deeply") from error
    finally:
        sys.setrecursionlimit(before)
