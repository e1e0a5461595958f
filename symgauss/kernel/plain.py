"""Reading plain JSON data: names, numbers, texts, lists, sizes, shapes, each within its cap.

Every reader takes the data, the path to them for the message, and (unused here) their depth.
All raise :class:`MalformedError`.
"""

from __future__ import annotations

import math
import re
from fractions import Fraction
from functools import lru_cache
from typing import Any, cast

from symgauss.kernel.sizes import Shape, Size, size

Json = Any  #: what ``json.loads`` returns

DEEPEST = 200  #: nesting of nodes
LONGEST_NUMBER = 60  #: digits
LONGEST_NAME = 80
LONGEST_TEXT = 4000  #: characters of a message or a printed value
MOST_ITEMS = 4000  #: entries of one list
MOST_MONOMIALS = 64  #: of a size
HIGHEST_DEGREE = 8  #: of a size
CERTAIN = "-inf"  #: log2 of the probability zero, which JSON cannot write

#: The grammar of names, as in ``symgauss.notation.names``; the kernel keeps its own copy.
_INDEX = r"[A-Za-z0-9+\-,|:()*]+"
_NAME = re.compile(rf"[A-Za-z][A-Za-z0-9]*(_{_INDEX})?(\^{_INDEX})?")
_FRACTION = re.compile(rf"-?[0-9]{{1,{LONGEST_NUMBER}}}(/[0-9]{{1,{LONGEST_NUMBER}}})?")


class MalformedError(ValueError):
    """Data that is not what it should be; ``where`` is the path to the place."""

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.message = message
        self.where = where


def read_size(data: Json, where: str = "size", _depth: int = 0) -> Size:
    """Read the size that a text such as ``n_1 + 2 n_2`` describes."""
    try:
        return _size_of(read_text(data, where))
    except MalformedError as error:
        raise MalformedError(error.message, where) from None


@lru_cache(maxsize=1024)
def _size_of(text: str) -> Size:
    total = Size(())
    words = text.removeprefix("-").split(" ")
    factor, degree = -1 if text.startswith("-") else 1, 0
    monomial = size(1)
    for word in [*words, "+"]:
        if word in {"+", "-"}:
            total = total + monomial * size(factor)
            factor, degree, monomial = -1 if word == "-" else 1, 0, size(1)
        elif word.isdecimal() and word.isascii() and len(word) <= LONGEST_NUMBER:
            factor *= int(word)
        else:
            monomial = monomial * size(read_name(word))
            degree += 1
        if degree > HIGHEST_DEGREE or len(total.monomials) > MOST_MONOMIALS:
            raise MalformedError("a size beyond the cap")
    if str(total) != text:
        raise MalformedError(f"not a size in its one form: {text[:LONGEST_NAME]!r}")
    return total


def read_shape(data: Json, where: str = "shape", _depth: int = 0) -> Shape:
    """Read the shape that a pair of sizes describes."""
    items = read_list(data, where)
    if len(items) != 2:
        raise MalformedError("a shape has rows and columns", where)
    return Shape(read_size(items[0], where), read_size(items[1], where))


def read_name(data: Json, where: str = "name", _depth: int = 0) -> str:
    """Read a name of the grammar."""
    if not isinstance(data, str) or len(data) > LONGEST_NAME or not _NAME.fullmatch(data):
        raise MalformedError(f"not a name: {str(data)[:LONGEST_NAME]!r}", where)
    return data


def read_text(data: Json, where: str, _depth: int = 0) -> str:
    """Read printable text within the cap."""
    if not isinstance(data, str) or len(data) > LONGEST_TEXT:
        raise MalformedError(f"not a text of at most {LONGEST_TEXT} characters", where)
    if not all(character.isprintable() or character == "\n" for character in data):
        raise MalformedError("a character that cannot be printed", where)
    return data


def read_integer(data: Json, where: str, _depth: int = 0) -> int:
    """Read an integer of at most 60 digits."""
    if type(data) is not int or abs(data) >= 10**LONGEST_NUMBER:
        raise MalformedError(f"not an integer of at most {LONGEST_NUMBER} digits", where)
    return data


def read_list(data: Json, where: str) -> list[Json]:
    """Read a list within the cap."""
    if not isinstance(data, list) or len(data) > MOST_ITEMS:
        raise MalformedError(f"not a list of at most {MOST_ITEMS} entries", where)
    return data


def read_object(data: Json, names: tuple[str, ...], where: str) -> dict[str, Json]:
    """Read an object with exactly these fields."""
    if not isinstance(data, dict):
        raise MalformedError("not an object", where)
    for name in names:
        if name not in data:
            raise MalformedError(f"the field {name!r} is missing", where)
    for name in data:
        if name not in names:
            raise MalformedError(
                f"the field {str(name)[:LONGEST_NAME]!r} does not belong here", where
            )
    return data


def read_bool(data: Json, where: str, _depth: int = 0) -> bool:
    """Read true or false."""
    if not isinstance(data, bool):
        raise MalformedError("not true or false", where)
    return data


def read_float(data: Json, where: str, _depth: int = 0) -> float:
    """Read a finite number, or log2 of the probability zero."""
    if data == CERTAIN:
        return -math.inf
    if type(data) not in {float, int} or not math.isfinite(data):
        raise MalformedError("not a finite number", where)
    return cast("float", data)


def read_fraction(data: Json, where: str, _depth: int = 0) -> Fraction:
    """Read a fraction in lowest terms, such as ``-3/2``."""
    text = read_text(data, where)
    if not _FRACTION.fullmatch(text) or text.endswith("/0"):
        raise MalformedError(f"not a fraction: {text[:LONGEST_NAME]!r}", where)
    value = Fraction(text)
    if str(value) != text:
        raise MalformedError(f"not a fraction in lowest terms: {text!r}", where)
    return value
